#!/bin/sh
# Installs the peers: Debian packages (as root) and npm packages into a folder.   usage: setup-peers.sh DIR
set -eu
here=$(cd "$(dirname "$0")" && pwd)
dir=${1:?usage: setup-peers.sh DIR}
apt-get install -y --no-install-recommends chromium gnuplot-nox mawk nodejs npm
mkdir -p "$dir"
cp "$here/peers/package.json" "$dir/package.json"
cd "$dir" && npm install --no-audit --no-fund
