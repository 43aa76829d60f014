#!/bin/sh
# A dozen small pictures, compared with tolerance: charts from the specs here, a poster and a page of the small project.
# Usage: tests/image/run.sh [--accept] BUILD/shudu PROJECT      PROJECT: tests/golden/hello, built
# Prints a line for each picture that differs; then BUILD/image/index.html shows wanted, drawn and difference side by side.
# --accept takes the pictures as drawn.
accept=
[ "$1" = --accept ] && { accept=1; shift; }
shudu=$1 project=$2
here=$(cd "$(dirname "$0")" && pwd)
build=$(cd "$(dirname "$shudu")" && pwd)
compare=$build/image-compare
new=$build/image
failed=0
rm -rf "$new"; mkdir -p "$new/specs"

# Outside of any project, so that no theme has a say.
outside=$(mktemp -d)
trap 'rm -rf "$outside"' EXIT
cp "$here"/*.vl.yaml "$outside"
"$shudu" chart --scale 1 --format png --fonts "$here/../../fonts" -o "$outside/" "$outside"/*.vl.yaml || failed=1
cp "$outside"/*.png "$new"

"$compare" -o "$new/poster.png" -s 2 "$project/out/infographics/card.zh.png" || failed=1
"$compare" -o "$new/house-chart.png" -s 3 "$project/out/charts/axis.en.png" || failed=1
if command -v pdftoppm >/dev/null; then
    pdftoppm -r 150 -f 4 -l 4 -png -singlefile "$project/out/report.pdf" "$outside/page" && "$compare" -o "$new/page.png" -s 2 -c 0,0,1240,1000 "$outside/page.png" || failed=1
fi

if [ -n "$accept" ]; then
    for picture in "$new"/*.png; do
        golden=$here/$(basename "$picture")
        [ -e "$golden" ] && "$compare" "$golden" "$picture" >/dev/null && continue
        cp "$picture" "$golden" && echo "accepted: tests/image/$(basename "$picture")"
    done
    exit $failed
fi
rows=
for golden in "$here"/*.png; do
    name=$(basename "$golden" .png)
    [ -e "$new/$name.png" ] || { [ "$name" = page ] && ! command -v pdftoppm >/dev/null && continue; echo "tests/image/$name.png: not drawn"; failed=1; continue; }
    result=$("$compare" "$golden" "$new/$name.png" "$new/$name.diff.png" 2>&1) && continue
    failed=1
    echo "tests/image/$name.png: $result"
    cp "$golden" "$new/$name.wanted.png"
    rows="$rows<tr><th>$name<br>$result<td><img src=$name.wanted.png><td><img src=$name.png><td><img src=$name.diff.png alt=''>
"
done
for picture in "$new"/*.png; do
    name=$(basename "$picture" .png)
    case $name in *.wanted|*.diff) continue ;; esac
    [ -e "$here/$name.png" ] || { echo "tests/image/$name.png: there is none yet; make accept"; failed=1; }
done
[ -z "$rows" ] || printf '<!doctype html><meta charset=utf-8><title>Pictures that differ</title>\n<table border=1><tr><th><th>wanted<th>drawn<th>difference\n%s</table>\n' "$rows" >"$new/index.html"
[ $failed = 0 ] || echo "see $new/index.html; make accept takes the pictures as drawn"
exit $failed
