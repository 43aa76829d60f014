#!/bin/sh
# The press kit of the small project: what it holds, that it is incremental, and that nothing goes out that may not.
# Usage: tests/press.sh SHUDU TOP TMP
shudu=$1 top=$2 tmp=$3
status=0
bad() { echo "$*"; status=1; }

kit=$tmp/kit
rm -rf "$kit"; cp -r "$top/tests/golden/hello" "$kit"; rm -rf "$kit/out"; ln -s "$top/fonts" "$kit/fonts"
sed -i 's/^  charts: all/&\n  press: true/; s/^  version: "1.0"/&\n  embargo: 2022-01-15 10:00 +08:00/' "$kit/shudu.yaml"
"$shudu" build "$kit" >"$tmp/kit.log" 2>&1 || { cat "$tmp/kit.log"; exit 1; }
press=$kit/out/press
for file in index.html press-2021-v1.0.zip growth/growth-2021-v1.0-zh.png growth/growth-2021-v1.0-en-2x.png growth/growth-2021-v1.0-zh-outlines.svg \
    growth/growth-2021-v1.0-en.pdf growth/growth-2021-v1.0-zh-data.csv growth/growth-2021-v1.0-zh-caption.txt card/card-2021-v1.0-zh.svg card/card-2021-v1.0-en-alt.txt; do
    [ -s "$press/$file" ] || bad "no out/press/$file"
done
grep -q 'Embargo until: 2022-01-15 10:00 +08:00' "$press/growth/growth-2021-v1.0-en-credit.txt" || bad 'the embargo is not told'
grep -q '{{' "$press"/*/*.txt "$press"/*/*.csv "$press/index.html" && bad 'a binding is left in the kit'
grep -q 'growth-2021-v1.0-zh.png' "$kit/out/manifest.json" || bad 'the kit is not in the manifest'
cp "$press/press-2021-v1.0.zip" "$tmp/kit.zip"
[ "$("$shudu" build "$kit" 2>&1 | grep -c ' 0 made')" = 1 ] || bad 'a second build made something'
"$shudu" build --force "$kit" >/dev/null 2>&1; cmp -s "$tmp/kit.zip" "$press/press-2021-v1.0.zip" || bad 'the archive is not the same for the same files'

# A figure under embargo is drawn nowhere: the build says so. Without what draws it, nothing of it is left in the kit.
sed -i '/^awards/s/,published,/,embargoed,/' "$kit/data/figures.csv"
"$shudu" build "$kit" >"$tmp/kit.log" 2>&1 && bad 'an embargoed figure was drawn'
grep -q 'fact-not-published' "$tmp/kit.log" || bad 'no fact-not-published'
mv "$kit/layouts/infographics/card.yaml" "$tmp/card.yaml"
"$shudu" build "$kit" >"$tmp/kit.log" 2>&1 || { cat "$tmp/kit.log"; bad 'build without the embargoed figure'; }
ls "$press"/card/* >/dev/null 2>&1 && bad 'an embargoed figure is in the kit'
grep -q 'card-2021' "$press/index.html" && bad 'the page tells of an embargoed figure'
grep -q 'press/card/' "$kit/out/manifest.json" && bad 'the manifest tells of files that are gone'
grep -aq 'card-2021' "$press/press-2021-v1.0.zip" && bad 'an embargoed figure is in the archive'
[ -s "$press/growth/growth-2021-v1.0-zh.png" ] || bad 'the others have left the kit as well'
mv "$tmp/card.yaml" "$kit/layouts/infographics/"
sed -i '/^awards/s/,embargoed,/,published,/' "$kit/data/figures.csv"
"$shudu" build "$kit" >/dev/null 2>&1; [ -s "$press/card/card-2021-v1.0-zh.png" ] || bad 'a published figure did not come back'

# A poster with a finding is not published.
sed -i 's/^      - squares:.*/      - heading: {zh: 甲, en: A}\n        color: hairline\n&/' "$kit/layouts/infographics/card.yaml"
"$shudu" build "$kit" >"$tmp/kit.log" 2>&1 && bad 'a poster with weak contrast was built'
grep -q 'layouts/infographics/card.yaml:[0-9]*:[0-9]*:.*inspect-contrast' "$tmp/kit.log" || bad 'the finding has no place'
grep -q 'poster-findings' "$tmp/kit.log" || bad 'no poster-findings'
exit $status
