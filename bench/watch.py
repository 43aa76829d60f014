"""Programs that stay: the time from a save to the new output in its place.

The contender's command is started once. Then, for each run, NAME_edit writes the next state of a file beside it as FILE.next (untimed),
it is renamed over FILE as editors save, and the output is looked at every millisecond until it is another file. NAME_files prints FILE
and the output. Memory is the peak of the process that was started, CPU that of it and the children it has reaped.
"""
import os
import shutil
import subprocess
import time

SETTLE = 0.4  # seconds between a new output and the next save


def state(path):
    try:
        found = os.stat(path)
        return found.st_ino, found.st_mtime_ns, found.st_size
    except OSError:
        return None


def wait_changed(path, before, process, limit):
    end = time.monotonic() + limit
    while state(path) in (before, None):
        if process.poll() is not None or time.monotonic() > end:
            raise RuntimeError("no new " + path)
        time.sleep(0.001)


def cpu_seconds(pid):
    with open("/proc/%d/stat" % pid) as file:
        words = file.read().rsplit(")", 1)[1].split()
    return sum(int(word) for word in words[11:15]) / os.sysconf("SC_CLK_TCK")


def peak_megabytes(pid):
    with open("/proc/%d/status" % pid) as file:
        return next(int(line.split()[1]) for line in file if line.startswith("VmHWM")) / 1024


def time_saves(entry, shell, options):
    """The runs of a watching contender, the first to warm up; its output is left as doc.pdf."""
    name, folder = entry["workload"], entry["folder"]
    edited, seen = (os.path.join(folder, word) for word in shell(entry["path"], name + "_files", entry["env"], folder).decode().split())
    with open(folder + ".log", "wb") as log:
        process = subprocess.Popen(entry["command"], env=entry["env"], cwd=folder, stdin=subprocess.DEVNULL, stdout=log, stderr=log)
        try:
            wait_changed(seen, None, process, options.timeout)
            for number in range(options.n + 1):
                time.sleep(SETTLE)
                shell(entry["path"], name + "_edit", dict(entry["env"], RUN=str(number)), folder)
                before, used = state(seen), cpu_seconds(process.pid)
                start = time.monotonic()
                os.replace(edited + ".next", edited)
                wait_changed(seen, before, process, options.timeout)
                wall = time.monotonic() - start
                time.sleep(SETTLE)
                if number > 0:
                    entry["runs"].append({"rc": 0, "wall": wall, "cpu": cpu_seconds(process.pid) - used, "rss": peak_megabytes(process.pid)})
            shutil.copy(seen, os.path.join(folder, "doc.pdf"))
        finally:
            process.terminate()
            process.wait()
