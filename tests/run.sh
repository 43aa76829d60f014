#!/bin/sh
# The program from outside: its command line, the small project, pictures, faulty inputs, the shipped project twice.
# Usage: tests/run.sh [--accept] BUILD/shudu        Prints "N passed, M failed" last. --accept only takes pictures and scenes as drawn.
accept=
[ "$1" = --accept ] && { accept=1; shift; }
shudu=$(cd "$(dirname "$1")" && pwd)/$(basename "$1")
top=$(cd "$(dirname "$0")/.." && pwd)
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
passed=0 failed=0
unset SOURCE_DATE_EPOCH LC_ALL LC_MESSAGES NO_COLOR
LANG=C; export LANG

ok() { passed=$((passed + 1)); }
bad() { failed=$((failed + 1)); echo "FAILED: $*"; }
# check NAME COMMAND...: the command has to succeed.
check() { name=$1; shift; if "$@" >"$tmp/log" 2>&1; then ok; else bad "$name"; sed 's/^/    /' "$tmp/log" | head -20; fi; }
# status NAME WANTED COMMAND...
status() { name=$1 want=$2; shift 2; "$@" >"$tmp/log" 2>&1; got=$?; if [ $got = "$want" ]; then ok; else bad "$name: exit $got, wanted $want"; sed 's/^/    /' "$tmp/log" | head -20; fi; }
same() { if cmp -s "$2" "$3"; then ok; else bad "$1: $2 and $3 differ"; fi; }

project() { rm -rf "$tmp/$1"; cp -r "$top/tests/golden/hello" "$tmp/$1"; rm -rf "$tmp/$1/out"; ln -s "$top/fonts" "$tmp/$1/fonts"; }
if [ -n "$accept" ]; then
    (cd "$top" && SHUDU_ACCEPT=1 "$(dirname "$shudu")/unit/chart/golden_test" >"$tmp/log" 2>&1) || { cat "$tmp/log"; exit 1; }
    project hello
    "$shudu" build "$tmp/hello" >"$tmp/log" 2>&1 || { cat "$tmp/log"; exit 1; }
    if command -v pdfinfo >/dev/null; then sh "$top/tests/pdf/tree.sh" "$tmp/hello/out/report.pdf" >"$top/tests/pdf/hello.tree"; fi
    sh "$top/tests/image/run.sh" --accept "$shudu" "$tmp/hello"
    exit
fi

# Waits more than it works: beside the others, and asked for at the end.
mkdir "$tmp/beside"
sh "$top/tests/watch.sh" "$shudu" "$top" "$tmp/beside" >"$tmp/watch.log" 2>&1 & watching=$!

# ---- the command line
status 'version' 0 "$shudu" --version
status 'help' 0 "$shudu" --help
status 'no command' 2 "$shudu"
status 'unknown command' 2 "$shudu" bild
status 'unknown option' 2 "$shudu" build --frobnicate
status 'option of another command' 2 "$shudu" check --scale 2
status 'chart without a spec' 2 "$shudu" chart
status 'no project here' 1 "$shudu" build -C "$tmp"
LANG=zh_CN.UTF-8 "$shudu" --help | grep -q '用法' && ok || bad 'help in Chinese'
LANG=zh_CN.UTF-8 "$shudu" check -C "$tmp" 2>&1 | grep -q '没有 shudu.yaml' && ok || bad 'message in Chinese'

# ---- the small project
project hello
check 'hello: check' "$shudu" check "$tmp/hello"
check 'hello: build' "$shudu" build "$tmp/hello"
for file in report.pdf report.zh.pdf report.en.pdf infographics/card.zh.png infographics/card.en.png charts/growth.zh.png charts/growth.en.svg charts/bars.zh.pdf manifest.json; do
    [ -s "$tmp/hello/out/$file" ] && ok || bad "hello: no out/$file"
done
check 'hello: PDFs as others see them' sh "$top/tests/pdf/run.sh" "$(dirname "$shudu")/pdf-extract" "$tmp/hello" report zh en "$top/tests/pdf/hello.tree"
if command -v pdftotext >/dev/null; then
    pdftotext -raw "$tmp/hello/out/report.pdf" "$tmp/text"
    for word in 996 截至 'standards in force' Example 样例; do grep -q "$word" "$tmp/text" && ok || bad "hello: '$word' is not in the text of the PDF"; done
    pdffonts "$tmp/hello/out/report.pdf" | tail -n +3 | grep -vE 'yes yes yes' >"$tmp/log" && { bad 'hello: a font is not embedded, subset, with Unicode'; cat "$tmp/log"; } || ok
fi
for label in '0' '50万' '100万' '40万' '110万' 2019 2022; do grep -q ">$label<" "$tmp/hello/out/charts/axis.zh.svg" && ok || bad "hello: no label $label on the Chinese axis"; done
for label in '0' '0.5 million' '1.0 million' '0.4 million' '1.1 million' 2019 2022; do grep -q ">$label<" "$tmp/hello/out/charts/axis.en.svg" && ok || bad "hello: no label $label on the English axis"; done
grep -q '折线图。样例注册量四年间由40万辆增至150万辆。.*2022年比2021年增加40万辆。' "$tmp/hello/out/charts/axis.zh.svg" && ok || bad 'hello: the alt text does not state the finding'
if command -v xmllint >/dev/null; then check 'hello: svg is XML' xmllint --noout "$tmp/hello/out/charts/growth.zh.svg"; fi

# ---- pictures
check 'pictures' sh "$top/tests/image/run.sh" "$shudu" "$tmp/hello"

# ---- same bytes: another folder, language, zone, umask, content of fresh memory
project other
(umask 077; LANG=de_DE.UTF-8 TZ=Asia/Shanghai MALLOC_PERTURB_=165 "$shudu" build "$tmp/other" >/dev/null 2>&1)
(cd "$tmp/hello/out" && find . -type f ! -name '.lock' | sort) | while read -r file; do cmp -s "$tmp/hello/out/$file" "$tmp/other/out/$file" || echo "$file"; done >"$tmp/differs"
[ -s "$tmp/differs" ] && bad "two builds differ in: $(tr '\n' ' ' <"$tmp/differs")" || ok

# ---- a changed figure shows everywhere
sed -i 's/,996,/,998,/' "$tmp/other/data/figures.csv"
check 'changed figure: build' "$shudu" build "$tmp/other"
if command -v pdftotext >/dev/null; then pdftotext -raw "$tmp/other/out/report.pdf" - | grep -q 998 && ok || bad 'changed figure: not in the paper'; fi
grep -q 998 "$tmp/other/out/charts/growth.zh.svg" && ok || bad 'changed figure: not in the Chinese chart'
grep -q 998 "$tmp/other/out/charts/growth.en.svg" && ok || bad 'changed figure: not in the English chart'

# ---- only what has changed is made again
"$shudu" build "$tmp/other" | grep -q ' 0 made' && ok || bad 'a build with nothing to do made something'
touch "$tmp/other/data/figures.csv" "$tmp/other/layouts/charts/"*
"$shudu" build "$tmp/other" | grep -q ' 0 made' && ok || bad 'files with new times and the same bytes were made again'
sed -i 's/,12,项/,13,项/' "$tmp/other/data/figures.csv"
"$shudu" build --explain "$tmp/other" >"$tmp/log"
grep -q '^report.zh.pdf: .*figure' "$tmp/log" && ok || { bad '--explain does not name the figure'; cat "$tmp/log"; }
grep -q '^charts/axis.zh.svg' "$tmp/log" && bad 'a chart without the figure was made again' || ok
echo x >>"$tmp/other/out/charts/bars.zh.svg"
"$shudu" build "$tmp/other" | grep -q ' 3 made' && ok || bad 'an altered output was not made again'
"$shudu" build --force "$tmp/other" | grep -q ' 0 up to date' && ok || bad '--force kept an output'
entries() { grep -a '^j' "$tmp/other/.shudu/cache" | cut -f2; }
entries >"$tmp/entries"; rm -r "$tmp/other/.shudu"; "$shudu" build --only 'charts/*' "$tmp/other" >/dev/null; "$shudu" build "$tmp/other" >/dev/null
[ "$(entries)" = "$(cat "$tmp/entries")" ] && ok || bad 'after a partial build the messages are kept in another order'
mv "$tmp/other" "$tmp/moved"
"$shudu" build "$tmp/moved" | grep -q ' 0 made' && ok || bad 'a project that was moved was made again'
mv "$tmp/moved" "$tmp/other"
SOURCE_DATE_EPOCH=1700000000 "$shudu" build "$tmp/other" | grep -q ' 0 up to date' && ok || bad 'another date of outputs kept one'
"$shudu" build "$tmp/other" >/dev/null
for n in 1 2 8; do project "jobs$n"; "$shudu" build --jobs $n "$tmp/jobs$n" >/dev/null; diff -rq -x .lock "$tmp/jobs1/out" "$tmp/jobs$n/out" >"$tmp/log" && ok || bad "--jobs $n gives other bytes"; done
cp "$tmp/jobs1/out/manifest.json" "$tmp/record.json"; sed -i 's/"pages": 1,/"pages": 7,/; s/"lang": "zh"/"lang": "xx"/' "$tmp/jobs1/out/manifest.json"
"$shudu" build --lang en "$tmp/jobs1" >/dev/null; "$shudu" build "$tmp/jobs1" >/dev/null
same 'a damaged manifest, then a partial build' "$tmp/record.json" "$tmp/jobs1/out/manifest.json"
if command -v perl >/dev/null; then check 'random edits: incremental builds equal clean ones' perl "$top/tests/soak.pl" "$shudu" "$top/tests/golden/hello" "$top/fonts" 20 3; fi

# ---- chapters are kept
sh "$top/tests/parts.sh" "$shudu" "$top" "$tmp" >"$tmp/log2" 2>&1 && ok || { bad 'chapters that are kept'; sed 's/^/    /' "$tmp/log2" | head -30; }

# ---- verify: what is on record, what is here, and what comes out
status 'verify: same' 0 "$shudu" verify "$tmp/jobs8"
record=$tmp/jobs8/out/manifest.json picture=charts/bars.zh.svg
cp "$record" "$tmp/record.json"; cp "$tmp/jobs8/out/$picture" "$tmp/picture.svg"
# verify NAME EXIT WORDS: then everything is as it was again.
verify() { "$shudu" verify "$tmp/jobs8" >"$tmp/log" 2>&1; got=$?; [ $got = "$2" ] && grep -q "$3" "$tmp/log" && ok || { bad "verify: $1: exit $got"; head -5 "$tmp/log"; }; cp "$tmp/record.json" "$record"; cp "$tmp/picture.svg" "$tmp/jobs8/out/$picture"; }
echo '<!-- -->' >>"$tmp/jobs8/out/$picture"; verify 'altered output' 1 "out/$picture.*verify-output"
sed 's/<text/<TEXT/' "$tmp/picture.svg" >"$tmp/jobs8/out/$picture"
sed "s/$(sha256sum <"$tmp/picture.svg" | cut -d' ' -f1)/$(sha256sum <"$tmp/jobs8/out/$picture" | cut -d' ' -f1)/" "$tmp/record.json" >"$record"
verify 'output of another program' 1 "out/$picture.*first difference at byte [0-9]*, line [0-9]*, column [0-9]* .verify-differs"
sed 's/"build_id": "/&0/' "$tmp/record.json" >"$record"; verify 'another program, same bytes' 0 verify-program
sed 's/"cairo [0-9.]*"/"cairo 1.0.0"/' "$tmp/record.json" >"$record"; verify 'another library, same bytes' 0 verify-library
sed '/"fonts"/,/]/s/"sha256": "/&0/' "$tmp/record.json" >"$record"; verify 'another font' 1 verify-font
sed 's/bars.zh.svg/rods.zh.svg/' "$tmp/record.json" >"$record"; cp "$tmp/picture.svg" "$tmp/jobs8/out/charts/rods.zh.svg"; verify 'a record of something else' 1 verify-not-built
rm "$tmp/jobs8/out/charts/rods.zh.svg"; sed -i 's/,996,/,997,/' "$tmp/jobs8/data/figures.csv"; verify 'changed input' 1 'data/figures.csv.*verify-input'
sed -i 's/,997,/,996,/' "$tmp/jobs8/data/figures.csv"
mkdir -p "$tmp/jobs8/layouts/themes"; cp "$top/layouts/themes/official.yaml" "$tmp/jobs8/layouts/themes/"
"$shudu" build --theme official "$tmp/jobs8" 2>"$tmp/log" | grep -q ' 0 up to date' && ok || bad 'a build with another theme kept an output'
status 'verify: another theme' 0 "$shudu" verify "$tmp/jobs8"
"$shudu" build "$tmp/jobs8" | grep -q ' 0 up to date' && ok || bad 'a build with the own theme kept an output of another'
rm "$record"; "$shudu" verify "$tmp/jobs8" 2>&1 | grep -q verify-no-manifest && ok || bad 'verify: no manifest'

# ---- diff
sh "$top/tests/diff.sh" "$shudu" "$top" "$tmp" >"$tmp/log2" 2>&1 && ok || { bad 'diff'; sed 's/^/    /' "$tmp/log2" | head -30; }

# ---- recipes
check 'recipes of docs/ci' sh "$top/tests/ci.sh" "$shudu" "$top"

# ---- a language from a file: the example of docs/locales.md as it stands there
project german
sed -i 's/{key: zh, tag: zh-Hans, label: 中文}/{key: zh, tag: de, label: Deutsch}/' "$tmp/german/shudu.yaml"
status 'a language without a file' 1 "$shudu" check "$tmp/german"
mkdir -p "$tmp/german/layouts/locales"
awk '/^```yaml/ {inside = ++n == 2; next} /^```/ {inside = 0} inside' "$top/docs/locales.md" >"$tmp/german/layouts/locales/de.yaml"
check 'a language from a file: build' "$shudu" build --only 'charts/axis.zh.svg' "$tmp/german"
grep -q '>0,5 Mio.<' "$tmp/german/out/charts/axis.zh.svg" && ok || bad 'a language from a file: no 0,5 Mio. on the axis'

# ---- many charts over several processes: the same files as from one
mkdir "$tmp/many"; for i in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16; do cp "$tmp/hello/layouts/charts/bars.vl.yaml" "$tmp/hello/layouts/charts/many$i.vl.yaml"; done
for n in 1 2; do check "charts with --jobs $n" "$shudu" chart --jobs $n --format svg,png -o "$tmp/many/$n/" "$tmp/hello/layouts/charts/many"*; done
check 'charts: the same with --jobs 1 and 2' diff -rq "$tmp/many/1" "$tmp/many/2"
[ "$(find "$tmp/many/2" -type f | grep -c .)" = 32 ] && ok || bad 'charts with --jobs 2: not all are there'
rm "$tmp/hello/layouts/charts/many"*

# ---- a finding stops a poster, unless shudu.yaml accepts it with a reason
project small
cat >"$tmp/small/layouts/infographics/card.yaml" <<'YAML'
poster: {title: {zh: 小字, en: Small type}, presets: [long]}
sections: [{blocks: [{chart: bars, scale: 0.9}]}]
YAML
status 'a poster with small type' 1 "$shudu" build --only 'infographics/*' "$tmp/small"
printf 'audit:\n  accept:\n    - {code: inspect-small-text, path: "*", reason: a test}\n' >>"$tmp/small/shudu.yaml"
check 'a poster with accepted findings' "$shudu" build --only 'infographics/*' "$tmp/small"

# ---- a new project is complete, checks clean and builds; nothing that is there is touched
check 'init' "$shudu" init "$tmp/new/project"
check 'init: check' "$shudu" check --strict "$tmp/new/project"
check 'init: build' "$shudu" build "$tmp/new/project"
[ -s "$tmp/new/project/out/paper.pdf" ] && [ -s "$tmp/new/project/out/infographics/card.zh.png" ] && ok || bad 'init: the new project lacks outputs'
status 'init: a folder that is not empty' 1 "$shudu" init "$tmp/new/project"

# ---- a long file is added up while it is read, in parts: the same picture, and the same words about it, as from its rows
mkdir -p "$tmp/long/rows"
awk 'BEGIN {print "year,kind,value"; for (i = 0; i < 40000; i++) printf "%d,%s,%.2f\n", 2010 + i % 13, i % 3 ? "k" i % 3 : "\"two\nlines\"", (i * 7919) % 1000 / 8}' >"$tmp/long/long.csv"
spec='"data": {"url": "long.csv"}, "mark": "bar", "encoding": {"x": {"field": "year"}, "y": {"field": "value", "aggregate": "sum"}, "color": {"field": "kind"}}'
cp "$tmp/long/long.csv" "$tmp/long/rows/"; echo "{$spec}" >"$tmp/long/sums.vl.json"; echo "{\"transform\": [], $spec}" >"$tmp/long/rows/sums.vl.json"
for folder in long long/rows; do check "$folder: chart" "$shudu" chart "$tmp/$folder/sums.vl.json" -o "$tmp/$folder/sums.svg" --fonts "$top/fonts"; done
check 'long file: the same picture' cmp "$tmp/long/sums.svg" "$tmp/long/rows/sums.svg"
for n in 1 8; do "$shudu" chart --jobs $n "$tmp/long/sums.vl.json" -o "$tmp/long/sums$n.svg" --fonts "$top/fonts"; same "long file: $n threads" "$tmp/long/sums.svg" "$tmp/long/sums$n.svg"; done
project long-build; cp "$tmp/long/long.csv" "$tmp/long-build/layouts/charts/"; cp "$tmp/long/sums.vl.json" "$tmp/long-build/layouts/charts/"
"$shudu" build --only 'charts/sums.en.svg' "$tmp/long-build" >/dev/null 2>&1; cp "$tmp/long-build/out/charts/sums.en.svg" "$tmp/long/built.svg"
cp "$tmp/long/rows/sums.vl.json" "$tmp/long-build/layouts/charts/"; "$shudu" build --only 'charts/sums.en.svg' "$tmp/long-build" >/dev/null 2>&1
check 'long file in a project: the same picture' cmp "$tmp/long/built.svg" "$tmp/long-build/out/charts/sums.en.svg"

# ---- a table of plain Markdown is printed; a project without posters needs no folder for them
project plain
rm -r "$tmp/plain/layouts/infographics"
for lang in zh en; do printf '\n| A | B |\n|---|--:|\n| plain-cell | 7 |\n' >>"$tmp/plain/layouts/report/01-standards.$lang.md"; done
check 'plain table: build' "$shudu" build --only report.en.pdf "$tmp/plain"
if command -v pdftotext >/dev/null; then pdftotext "$tmp/plain/out/report.en.pdf" - | grep -q plain-cell && ok || bad 'plain table: not printed'; fi

# ---- the press kit
sh "$top/tests/press.sh" "$shudu" "$top" "$tmp" >"$tmp/log2" 2>&1 && ok || { bad 'press kit'; sed 's/^/    /' "$tmp/log2" | head -30; }

# ---- outputs no longer described go; partial builds keep the rest
rm "$tmp/other/layouts/charts/growth.yaml"; cp "$top/tests/golden/hello/layouts/charts/growth.yaml" "$tmp/other/layouts/charts/grown.yaml"
sed -i 's/(growth)/(grown)/' "$tmp/other/layouts/report/"*.md
check 'renamed chart: build' "$shudu" build "$tmp/other"
[ ! -e "$tmp/other/out/charts/growth.zh.svg" ] && ok || bad 'an output no longer described is still there'
check 'partial build' "$shudu" build --only 'charts/bars.en.*' "$tmp/other"
grep -q 'report.zh.pdf' "$tmp/other/out/manifest.json" && ok || bad 'a partial build lost the record of the others'
status 'nothing matches' 1 "$shudu" build --only 'nothing*' "$tmp/other"

# ---- what is told before anything is drawn, or in place of it
# says NAME EXIT CODE ARGUMENTS...
says() { name=$1 want=$2 code=$3; shift 3; "$shudu" "$@" >"$tmp/log" 2>&1; got=$?; [ $got = "$want" ] && grep -qF "[$code]" "$tmp/log" && ok || { bad "$name: exit $got, wanted $want and [$code]"; sed 's/^/    /' "$tmp/log" | head -5; }; }
says 'no project' 1 project-not-found build -C "$tmp"
says 'an unknown format' 1 format-unknown build --format gif "$tmp/other"
says 'an unknown language' 1 lang-unknown build --lang xx "$tmp/other"
says 'no such output' 1 output-none build --only 'nothing*' "$tmp/other"
SOURCE_DATE_EPOCH=soon; export SOURCE_DATE_EPOCH
says 'a date that is none' 1 source-date-epoch build --force "$tmp/other"
unset SOURCE_DATE_EPOCH
if command -v flock >/dev/null; then
    flock "$tmp/other/out/.lock" "$shudu" build --force "$tmp/other" >"$tmp/log" 2>&1; got=$?
    [ $got = 3 ] && grep -qF '[output-locked]' "$tmp/log" && ok || bad "two builds at once: exit $got"
fi
project walled; echo >"$tmp/walled/out"
says 'no place for outputs' 3 output-write build "$tmp/walled"
says 'diff with nothing of that name' 1 diff-unknown diff "$tmp/other" nowhere
project drafted; sed -i '/^standards.stock.2021.S1,/s/,published,/,draft,/' "$tmp/drafted/data/figures.csv"
says 'diff with a figure that must not be printed' 1 diff-not-drawn diff "$tmp/hello" "$tmp/drafted"
grep -q 'report.pdf\|growth' "$tmp/log" && { bad 'diff tells of outputs that cannot be drawn'; head -20 "$tmp/log"; } || ok

# ---- faulty inputs: each names its place and its code; exit 1; the last good outputs stay
cp -r "$tmp/hello" "$tmp/good"
for folder in "$top"/tests/diag/*/; do
    name=$(basename "$folder")
    rm -rf "$tmp/faulty"; cp -r "$tmp/good" "$tmp/faulty"
    (cd "$folder" && find . -type f ! -name expect) | while read -r file; do mkdir -p "$tmp/faulty/$(dirname "$file")"; cp "$folder/$file" "$tmp/faulty/$file"; done
    "$shudu" build "$tmp/faulty" >"$tmp/log" 2>&1; got=$?
    [ $got = 1 ] && ok || bad "diag/$name: exit $got, wanted 1"
    while IFS= read -r line; do
        grep -qF -- "$line" "$tmp/log" && ok || { bad "diag/$name: no '$line' in:"; sed 's/^/    /' "$tmp/log" | head -12; }
    done <"$folder/expect"
    diff -r "$tmp/good/out" "$tmp/faulty/out" >/dev/null && ok || bad "diag/$name: the last good outputs were touched"
    LANG=zh_CN.UTF-8 "$shudu" check "$tmp/faulty" 2>&1 | grep -q '错误' && ok || bad "diag/$name: no message in Chinese"
done
"$shudu" check --format json "$tmp/faulty" 2>/dev/null | head -c 1 | grep -q '[[{]' && ok || bad 'check --format json'
"$shudu" check --format github "$tmp/faulty" 2>/dev/null | grep -q '^::error file=' && ok || bad 'check --format github'
project fontless; rm "$tmp/fontless/fonts"; mkdir "$tmp/fontless/fonts"; cp "$top/fonts/fonts.lock" "$tmp/fontless/fonts/"
status 'font files missing' 3 "$shudu" build "$tmp/fontless"

# ---- findings for people and for CI: accepted ones are gone, ten are annotated, all stand in the summary
project found
"$shudu" check "$tmp/found" 2>"$tmp/log"; grep -q 'lint-unit' "$tmp/log" && ok || bad 'check: the warning to accept is not there'
printf 'audit:\n  accept:\n    - {code: lint-unit, reason: an example}\n    - {code: typed-number, reason: an example}\n    - {code: lint-finding, path: "layouts/charts/bars*", reason: an example}\n' >>"$tmp/found/shudu.yaml"
status 'check --strict with all findings accepted' 0 "$shudu" check --strict "$tmp/found"
printf '    - {code: lint-slices, reason: an example}\n' >>"$tmp/found/shudu.yaml"
"$shudu" check "$tmp/found" 2>&1 | grep -q 'accept-unused' && ok || bad 'check: an entry that nothing needs is not told'
project lost
sed -n 's/^standards,/novelties,/p' "$tmp/lost/data/indicators.csv" >>"$tmp/lost/data/indicators.csv"
sed -n 's/^standards.stock.2021.S1,standards,standards.stock,/novelties.stock.2021.S1,novelties,,/p' "$tmp/lost/data/figures.csv" >>"$tmp/lost/data/figures.csv"
"$shudu" check "$tmp/lost" 2>&1 | grep -q "'novelties.stock.2021.S1' is printed nowhere" && ok || bad 'check: a figure that is printed nowhere is not told'
for i in 1 2 3 4 5 6 7 8 9 10 11 12; do echo "x$i.stock.2020.S1,standards"; done >>"$tmp/found/data/figures.csv"
GITHUB_STEP_SUMMARY="$tmp/summary" GITHUB_WORKSPACE="$tmp" "$shudu" check --format github "$tmp/found" >"$tmp/log"
[ "$(grep -c '^::error file=found/data/figures.csv,line=' "$tmp/log")" = 10 ] && ok || bad 'check --format github: not ten annotations'
[ "$(grep -c '^| error | data/figures.csv:' "$tmp/summary")" -gt 10 ] && ok || bad 'check --format github: the summary does not have all'
if command -v iconv >/dev/null; then
    project gb
    iconv -f UTF-8 -t GB18030 "$top/tests/golden/hello/data/figures.csv" >"$tmp/gb/data/figures.csv"
    "$shudu" check "$tmp/gb" 2>&1 | grep -q 'encoding: gb18030' && ok || bad 'GB 18030: the hint does not name it'
    sed -i 's/^    path: figures.csv/    encoding: gb18030\n    path: figures.csv/' "$tmp/gb/data/datapackage.yaml"
    check 'GB 18030: declared' "$shudu" check "$tmp/gb"
fi

# ---- claims that the figures bear, and that they do not
project claims
printf '\n现行标准{{standards.stock.2021.S1}}项，创历史新高。\n' >>"$tmp/claims/layouts/report/01-standards.zh.md"
printf '\nWith {{standards.stock.2021.S1}} the standards in force are at a record high.\n' >>"$tmp/claims/layouts/report/01-standards.en.md"
"$shudu" check "$tmp/claims" 2>&1 | grep -q claim-not-borne && bad 'check: a claim that the figures bear is reported' || ok
sed -i '/^standards.stock.2020.S1,/s/,926,/,1026,/' "$tmp/claims/data/figures.csv"
[ "$("$shudu" check "$tmp/claims" 2>&1 | grep -c claim-not-borne)" = 2 ] && ok || { bad 'check: claims that the figures do not bear'; "$shudu" check "$tmp/claims"; }

# ---- corrections: a page, the version, the files to replace
project right
printf 'date,version,row_id,was,now,reason_zh,reason_en\n2025-12-01,"1.1",standards.stock.2021.S1,997,996,来源更正,Corrected by the source\n' >"$tmp/right/data/corrections.csv"
cat >>"$tmp/right/data/datapackage.yaml" <<'YAML'
  - name: corrections
    path: corrections.csv
    shudu: {role: corrections}
    schema:
      fields: [{name: date, type: date}, {name: version}, {name: row_id}, {name: was}, {name: now}, {name: reason_zh}, {name: reason_en}]
YAML
for lang in zh en; do printf '\n::: {.corrections}\n:::\n' >>"$tmp/right/layouts/report/01-standards.$lang.md"; done
"$shudu" check "$tmp/right" 2>&1 | grep -q correction-version && ok || bad 'corrections: the version on the imprint may lag'
sed -i 's/version: "1.0"/version: "1.1"/' "$tmp/right/shudu.yaml"
check 'corrections: build' "$shudu" build "$tmp/right"
grep -q '^report.pdf	.*	standards.stock.2021.S1$' "$tmp/right/out/corrections.txt" && ok || bad 'corrections: the paper is not among the files to replace'
grep -q 'axis.zh' "$tmp/right/out/corrections.txt" && bad 'corrections: a chart without the figure is among the files to replace' || ok
if command -v pdftotext >/dev/null; then
    pdftotext -raw "$tmp/right/out/report.pdf" "$tmp/text"
    for word in 'Corrected by the source' 来源更正 997; do grep -q "$word" "$tmp/text" && ok || bad "corrections: '$word' is not in the paper"; done
fi
sed -i 's/,997,996,/,997,995,/' "$tmp/right/data/corrections.csv"
"$shudu" check "$tmp/right" 2>&1 | grep -q correction-differs && ok || bad 'corrections: a figure that was not corrected is not told'

project before; project after
sed -i 's/,996,/,997,/' "$tmp/after/data/figures.csv"
"$shudu" diff --format errata "$tmp/before" "$tmp/after" >"$tmp/log"
grep -q '^,,standards.stock.2021.S1,,,996,997,,$' "$tmp/log" && ok || { bad 'diff --format errata: not a row of corrections.csv'; cat "$tmp/log"; }

# ---- the next edition: last year's is kept and builds, this year's says what is missing
project next
year=$(sed -n 's/^  year: \([0-9]*\).*/\1/p' "$tmp/next/shudu.yaml"); [ -n "$year" ] || year=$(sed -n 's/.*year: \([0-9]*\).*/\1/p' "$tmp/next/shudu.yaml" | head -1)
"$shudu" new-edition $((year + 1)) "$tmp/next" >"$tmp/log" 2>&1 && grep -q 'standards .*2021' "$tmp/log" && ok || { bad 'new-edition'; cat "$tmp/log"; }
grep -q "previous: $year" "$tmp/next/shudu.yaml" && grep -q "state: draft" "$tmp/next/shudu.yaml" && ok || bad 'new-edition: shudu.yaml is not rolled over'
check 'new-edition: the kept edition builds' "$shudu" build "$tmp/next/editions/$year"
cmp -s "$tmp/hello/out/report.zh.pdf" "$tmp/next/editions/$year/out/report.zh.pdf" && ok || bad 'new-edition: the kept edition differs'
"$shudu" check "$tmp/next" >"$tmp/log" 2>&1 && grep -q edition-prose-carried "$tmp/log" && grep -q edition-no-figure "$tmp/log" && ok || { bad 'new-edition: check says nothing of what is carried over'; cat "$tmp/log"; }
status 'new-edition: not twice' 1 "$shudu" new-edition $((year + 1)) "$tmp/next"
status 'new-edition: which year' 2 "$shudu" new-edition next "$tmp/next"

# ---- one chart outside any project
mkdir -p "$tmp/alone"
printf '%s' '{"data":{"values":[{"a":"A","b":28},{"a":"B","b":55}]},"mark":"bar","encoding":{"x":{"field":"a","type":"nominal"},"y":{"field":"b","type":"quantitative"}}}' >"$tmp/alone/bar.vl.json"
check 'chart alone: svg' "$shudu" chart "$tmp/alone/bar.vl.json" -o "$tmp/alone/bar.svg"
grep -q 'mark-rect role-mark' "$tmp/alone/bar.svg" && ok || bad "chart alone: Vega's class names"
check 'chart alone: png and pdf' "$shudu" chart "$tmp/alone/bar.vl.json" --format png,pdf
[ -s "$tmp/alone/bar.png" ] && [ -s "$tmp/alone/bar.pdf" ] && ok || bad 'chart alone: files beside the spec'

# ---- the shipped project
check 'shipped project: check, charts linted' "$shudu" check --strict "$top"
if [ -x "$top/tests/shipped.sh" ]; then sh "$top/tests/shipped.sh" "$shudu" "$top" "$tmp" >"$tmp/log2" 2>&1 && ok || { bad 'shipped project'; sed 's/^/    /' "$tmp/log2" | head -30; }; fi

wait $watching && ok || { bad 'watch'; sed 's/^/    /' "$tmp/watch.log" | head -20; }
echo "$passed passed, $failed failed"
[ $failed = 0 ]
