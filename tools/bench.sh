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
median 'check of the project' "$shudu" check "$tmp"
mkdir -p "$tmp/rows/data"
cp -r tests/golden/hello/. "$tmp/rows/"; ln -sfn "$(pwd)/fonts" "$tmp/rows/fonts"
awk 'BEGIN {
    srand(1); split("浦东新区 黄浦区 静安区 徐汇区 \"Minhang, Shanghai\"", place, " "); place[5] = "\"Minhang, Shanghai\""
    print "id,year,indicator,region,value,note"
    for (i = 0; i < 1000000; i++)
        printf "r%d,%d,ind%02d,%s,%.2f,%s\n", i, 2016 + i % 10, int(rand() * 40), place[1 + int(rand() * 5)], rand() * 100000, i % 3 ? "" : "\"a, b\""
}' >"$tmp/rows/data/rows.csv"
cat >>"$tmp/rows/data/datapackage.yaml" <<'YAML'
  - name: rows
    path: rows.csv
    schema:
      primaryKey: id
      fields:
        - {name: id}
        - {name: year, type: year, constraints: {minimum: 2000, maximum: 2030}}
        - {name: indicator, constraints: {required: true, minLength: 3}}
        - {name: region}
        - {name: value, type: number, constraints: {minimum: 0}}
        - {name: note}
YAML
cc -O2 -o "$tmp/csv_loop" tools/csv_loop.c -lcsv
median 'check of a million rows' "$shudu" check "$tmp/rows"
median 'the same rows, libcsv alone' "$tmp/csv_loop" "$tmp/rows/data/rows.csv"
