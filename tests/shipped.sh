#!/bin/sh
# The shipped project, built in a copy: every named output is there, the bytes do not depend on folder, language or zone, a changed
# figure shows in paper, chart and poster, and every usable figure is printed. Usage: tests/shipped.sh SHUDU TOP TMP
shudu=$1 top=$2 tmp=$3
status=0
bad() { echo "$*"; status=1; }
copy() { mkdir -p "$tmp/$1" && cp -r "$top/shudu.yaml" "$top/data" "$top/layouts" "$tmp/$1/" && ln -s "$top/fonts" "$tmp/$1/fonts"; }

copy shipped
"$shudu" build "$tmp/shipped" >"$tmp/said" 2>&1 || { cat "$tmp/said"; exit 1; }
# Every poster in every preset, language and theme: no text outside its box, overlap, missing glyph, small type or weak contrast.
grep '\[inspect-' "$tmp/said" && bad 'findings of the inspection'
pictures=$(ls "$tmp/shipped/out/infographics" | grep -c '\.png$')
posters=$(ls "$top"/layouts/infographics/*.yaml | wc -l)
echo "$pictures pictures of $posters posters in every preset, language and theme, $(grep -c '\[inspect-' "$tmp/said") findings of the inspection"
[ "$pictures" -ge $((posters * 8 * 3 * 2)) ] || bad 'too few pictures of posters'
for file in whitepaper.pdf whitepaper.zh.pdf whitepaper.en.pdf manifest.json infographics/shudu-2019.zh.png infographics/shudu-2019.en.png \
    infographics/targets-2025.zh.png infographics/targets-2025.en.png; do
    [ -s "$tmp/shipped/out/$file" ] || bad "no out/$file"
done
for chart in "$top"/layouts/charts/*.yaml; do
    name=$(basename "$chart" .yaml); name=${name%.vl}
    for lang in zh en; do for format in png svg pdf; do
        [ -s "$tmp/shipped/out/charts/$name.$lang.$format" ] || bad "no out/charts/$name.$lang.$format"
    done; done
done

# The press kit: every link of the page leads to a file, tables open in Excel, outlines hold no text, the archive is whole.
press=$tmp/shipped/out/press
grep -o 'href="[^#"][^"]*"\|src="[^"]*"' "$press/index.html" | cut -d'"' -f2 | sort -u | while read -r link; do
    [ -s "$press/$link" ] || echo "no out/press/$link"
done >"$tmp/links"
[ -s "$tmp/links" ] && bad "links that lead nowhere: $(head -3 "$tmp/links" | tr '\n' ' ')"
grep -o 'href="#[^"]*"' "$press/index.html" | cut -d'"' -f2 | sort -u | while read -r link; do
    [ "$(grep -o "id=\"${link#?}\"" "$press/index.html" | wc -l)" = 1 ] || echo "$link"
done >"$tmp/anchors"
[ -s "$tmp/anchors" ] && bad "links to no place of the page, or to two: $(head -3 "$tmp/anchors" | tr '\n' ' ')"
[ "$(grep -o 'href="[^#"]' "$press/index.html" | wc -l)" -gt 500 ] || bad 'the page of the press kit links too few files'
for file in "$press"/*/*.csv; do
    [ "$(head -c 3 "$file" | od -An -tx1 | tr -d ' ')" = efbbbf ] || bad "no byte order mark in $file"
done
grep -l '<text' "$press"/*/*-outlines.svg && bad 'text in outlines'
for folder in "$press"/*/; do
    for lang in zh en; do for part in .png -2x.png .svg -outlines.svg .pdf -caption.txt -alt.txt -paragraph.txt -credit.txt -sources.csv; do
        ls "$folder"*-"$lang$part" >/dev/null 2>&1 || bad "no *-$lang$part in $folder"
    done; done
done
if command -v unzip >/dev/null; then unzip -tq "$press"/*.zip >/dev/null || bad 'the archive of the press kit is broken'; fi

# A part of it in another folder, language and zone, one process: the same bytes.
some() { for glob in 'whitepaper*' 'charts/c0*.zh.*' 'infographics/*-2019.zh.png' 'infographics/*-2025.zh.png'; do "$shudu" build --jobs 1 --only "$glob" "$tmp/again" || exit 1; done; }
copy again
LANG=de_DE.UTF-8 TZ=Asia/Shanghai some
(cd "$tmp/again/out" && find . -name '*.pdf' -o -name '*.png' -o -name '*.svg') >"$tmp/some"
[ "$(grep -c . "$tmp/some")" -ge 30 ] || bad 'a part of the project is too small a part'
while read -r file; do cmp "$tmp/shipped/out/$file" "$tmp/again/out/$file" || echo differs; done <"$tmp/some" >"$tmp/differ"
[ -s "$tmp/differ" ] && bad "two builds differ: $(cat "$tmp/differ")"

# One figure changed in data/: 119 local standards of 2019 become 121.
grep -q ',119,' "$tmp/again/data/standards.csv" || grep -rq ',119,' "$tmp/again/data/tables" || bad 'the figure to change is not where it was'
sed -i '/^local_standards.flow.2019.S2,/s/,119,/,121,/' "$tmp/again/data/"*.csv
some
if command -v pdftotext >/dev/null; then
    for lang in zh en; do
        pdftotext -raw "$tmp/again/out/whitepaper.$lang.pdf" - | grep -q 121 || bad "the changed figure is not in whitepaper.$lang.pdf"
    done
fi
cmp -s "$tmp/shipped/out/infographics/shudu-2019.zh.png" "$tmp/again/out/infographics/shudu-2019.zh.png" && bad 'the poster did not change'
cmp -s "$tmp/shipped/out/infographics/targets-2025.zh.png" "$tmp/again/out/infographics/targets-2025.zh.png" || bad 'a poster without the figure changed'

# Without figures that third-party copies alone bear (grade C): the papers build, and none of their numbers is such a figure.
copy strict
"$shudu" build --strict-sources --only 'whitepaper*' "$tmp/strict" || exit 1
grep -q '"grade":"C"' "$tmp/shipped/out/provenance.json" || bad 'the project has no figure of grade C to leave out'
grep -q '"grade":"C"' "$tmp/strict/out/provenance.json" && bad '--strict-sources prints a figure of grade C'

# The other theme, by one option: all three papers, chapters and sections numbered in Chinese, figures parted by thin spaces.
copy official
"$shudu" build --theme official --only 'whitepaper*' "$tmp/official" || exit 1
for mode in .zh .en ''; do
    [ -s "$tmp/official/out/whitepaper$mode.pdf" ] || bad "no whitepaper$mode.pdf in the official theme"
done
if command -v pdftotext >/dev/null; then
    for words in '第三章' '一、国家标准' '续表' '单位：'; do
        pdftotext -raw "$tmp/official/out/whitepaper.pdf" - | grep -q "$words" || bad "the official theme does not print '$words'"
    done
fi

for theme in default official; do
    case $theme in default) name=shipped ;; *) name=$theme ;; esac
    THEME=$theme sh "$top/tests/pdf/run.sh" "$(dirname "$shudu")/pdf-extract" "$tmp/$name" whitepaper zh en || status=1
done

# Every usable row of coverage.csv is printed: bound in a chapter, listed in a table of figures, or drawn by a chart of the paper.
tail -n +2 "$top/data/coverage.csv" | cut -d, -f1 | while read -r row; do
    grep -rqF -- "$row" "$top/layouts/whitepaper" && continue
    charts=$(grep -rlF -- "$row" "$top/layouts/charts" | while read -r file; do n=$(basename "$file" .yaml); grep -rqF "](${n%.vl})" "$top/layouts/whitepaper" && echo "$n"; done)
    [ -n "$charts" ] || echo "$row"
done >"$tmp/unprinted"
[ -s "$tmp/unprinted" ] && bad "figures printed nowhere: $(tr '\n' ' ' <"$tmp/unprinted")"
# Provenance: every number printed anywhere is a figure or of a declared kind, and says what its figure says.
sum() { grep -o "\"$1\":[0-9]*" "$tmp/shipped/out/provenance.json" | cut -d: -f2 | awk '{n += $1} END {print n + 0}'; }
echo "$(sum numbers) numbers printed, $(sum unresolved) unresolved, $(sum mismatched) that differ from their figure"
[ "$(sum numbers)" -gt 10000 ] || bad 'provenance.json lists too few numbers'
[ "$(sum unresolved)" = 0 ] || bad 'numbers without provenance'
[ "$(sum mismatched)" = 0 ] || bad 'numbers that differ from their figure'

# Trace: by number, indicator, row id and place, as text and as JSON.
trace() { "$shudu" trace "$@" "$tmp/shipped"; }
trace 115 | grep -q 'intl_standards_led.stock.2021.S1' || bad 'trace does not find 115'
trace 115 | grep -q 'data/tables/international_led.csv:' || bad 'trace does not say where 115 was typed'
trace intl_standards_led | grep -q '^251 ' || bad 'trace does not find an indicator'
trace out/whitepaper.zh.pdf:8 | grep -q '(page)' || bad 'trace does not list a page'
trace 115 --format json | grep -q '"asked":"115","kind":"number"' || bad 'trace gives no JSON'
trace 987654321 2>/dev/null && bad 'trace finds what is printed nowhere'

grep -qF '非政府机关发布' "$top/shudu.yaml" || bad 'the cover line is gone'
exit $status
