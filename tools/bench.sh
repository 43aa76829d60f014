#!/bin/sh
# Medians of five whole processes: seconds, and the peak memory in MB. Usage: tools/bench.sh BUILD/shudu
shudu=$1
command -v /usr/bin/time >/dev/null || { echo "bench: needs GNU time (Debian package time)"; exit 1; }
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
cp -r shudu.yaml data layouts "$tmp/"; ln -s "$(pwd)/fonts" "$tmp/fonts"
median() { # name, command…
    name=$1; shift
    for i in 1 2 3 4 5; do /usr/bin/time -a -o "$tmp/times" -f '%e %M' "$@" >/dev/null 2>&1; done
    sort -n "$tmp/times" | awk -v name="$name" 'NR == 3 {printf "%-34s %6.3f s  %4.0f MB\n", name, $1, $2 / 1024}'
    rm "$tmp/times"
}
echo "$("$shudu" --version), $(uname -sr), $(nproc) processors"
median 'whole report, cold' "$shudu" build "$tmp"
median 'white paper (parallel)' "$shudu" build --only whitepaper.pdf "$tmp"
median 'one chart to PNG' "$shudu" chart "$tmp/layouts/charts/c03_stocks.yaml" -o "$tmp/c.png"
median 'one chart to SVG' "$shudu" chart "$tmp/layouts/charts/c03_stocks.yaml" -o "$tmp/c.svg"
mkdir -p "$tmp/many"
for i in 1 2 3 4 5 6; do for f in "$tmp"/layouts/charts/*.yaml; do cp "$f" "$tmp/layouts/charts/x${i}_$(basename "$f")"; done; done
specs=$(ls "$tmp"/layouts/charts/x*.yaml | head -120)
median '120 charts to PNG' "$shudu" chart $specs -o "$tmp/many/"
median '120 charts to SVG' "$shudu" chart $specs -o "$tmp/many/" --format svg
