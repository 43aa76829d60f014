#!/usr/bin/python3
"""One face of a font collection as a file of its own, for programs that read no collections.

usage: face.py COLLECTION.ttc INDEX OUT.otf
"""
import struct
import sys


def main():
    with open(sys.argv[1], "rb") as file:
        data = file.read()
    start = struct.unpack(">I", data[12 + 4 * int(sys.argv[2]):][:4])[0]
    count = struct.unpack(">H", data[start + 4:start + 6])[0]
    head, bodies, at = data[start:start + 12], b"", 12 + 16 * count
    for i in range(count):
        tag, check, offset, length = struct.unpack(">4sIII", data[start + 12 + 16 * i:start + 28 + 16 * i])
        head += struct.pack(">4sIII", tag, check, at + len(bodies), length)
        bodies += data[offset:offset + length] + b"\0" * (-length % 4)
    with open(sys.argv[3], "wb") as file:
        file.write(head + bodies)


if __name__ == "__main__":
    main()
