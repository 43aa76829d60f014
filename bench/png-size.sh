#!/bin/sh
# How much larger the PNG files of a folder are than oxipng -o2 would make them; fails where one is over a fifth larger.
# A megapixel takes it a fifth of a second.   usage: png-size.sh FOLDER [NAME PATTERN]
set -eu
here=$(cd "$(dirname "$0")" && pwd)
folder=${1:?usage: png-size.sh FOLDER [NAME PATTERN]}
PEERS_DIR=${PEERS_DIR:-/opt/shudu-bench-peers}
export PEERS_DIR
if ! command -v node >/dev/null || [ ! -d "$PEERS_DIR/node_modules/@jsquash/oxipng" ]; then
    echo "png-size: skipped: sh bench/setup-peers.sh $PEERS_DIR"
    exit 0
fi
find "$folder" -name "${2:-*.png}" | sort | node "$here/peers/oxipng/compare.mjs" 1.2
