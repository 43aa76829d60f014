#!/bin/sh
# Chapters of a report are kept from build to build: only what has changed is laid out again, and a damaged file harms nobody.
# Usage: tests/parts.sh SHUDU TOP TMP
shudu=$1 top=$2 tmp=$3
status=0
bad() { echo "$*"; status=1; }

project() { rm -rf "$1"; cp -r "$top/tests/golden/hello" "$1"; rm -rf "$1/out"; ln -s "$top/fonts" "$1/fonts"; }
report=layouts/report
two_chapters() {
    sed -i 's/\[01-standards\]/[01-standards, 02-work]/' "$1/$report/report.yaml"
    printf '# 工作 {#sec-work}\n\n见 @sec-standards 的{{standards.stock.2020.S1}}项。\n\n## 二\n\n一句。\n\n::: {.source-list}\n:::\n' >"$1/$report/02-work.zh.md"
    printf '# Work {#sec-work}\n\nSee the {{standards.stock.2020.S1}} of @sec-standards.\n\n## Two\n\nA sentence.\n\n::: {.source-list}\n:::\n' >"$1/$report/02-work.en.md"
}
project "$tmp/parts"; two_chapters "$tmp/parts"
parts=$tmp/parts/.shudu/parts
build() { "$shudu" build --only 'report*' "$tmp/parts" >"$tmp/parts.log" 2>&1 || { bad "$1: a build failed"; cat "$tmp/parts.log"; }; }
# How many part files are newer than the mark, and whether the papers are those of a project that was never built before.
remade() { find "$parts" -type f -newer "$tmp/mark" | wc -l; }
mark() { touch -d '1 hour ago' "$parts"/*; touch -d '1 minute ago' "$tmp/mark"; }
same_as_clean() {
    rm -rf "$tmp/clean"; mkdir "$tmp/clean"; cp -r "$tmp/parts/shudu.yaml" "$tmp/parts/data" "$tmp/parts/layouts" "$tmp/clean"; ln -s "$top/fonts" "$tmp/clean/fonts"
    "$shudu" build --only 'report*' "$tmp/clean" >"$tmp/parts.log" 2>&1 || bad "$1: a clean build failed"
    diff -rq -x .lock "$tmp/parts/out" "$tmp/clean/out" || bad "$1: not the bytes of a clean build"
}
# expect COUNT WHAT: builds; so many chapters are laid out.
expect() { mark; build "$2"; n=$(remade); [ "$n" = "$1" ] || bad "$2: $n chapters laid out, not $1"; same_as_clean "$2"; }

build 'first'
[ "$(find "$parts" -type f | wc -l)" = 6 ] || bad 'two chapters in three modes are not six parts'
sed -i 's/A sentence/Another sentence/' "$tmp/parts/$report/02-work.en.md"; expect 3 'a word in one chapter'
sed -i 's/,996,/,998,/' "$tmp/parts/data/figures.csv"; expect 3 'a figure of one chapter'
sed -i 's/Example Yearbook/Example Almanac/' "$tmp/parts/data/sources.csv"; expect 6 'a source: one chapter cites it, the other lists it'
printf '\n## Three\n\nMore.\n' >>"$tmp/parts/$report/02-work.en.md"; printf '\n## 三\n\n又一句。\n' >>"$tmp/parts/$report/02-work.zh.md"; expect 3 'a section more, of which the other says nothing'
sed -i 's/# Standards/# The standards/' "$tmp/parts/$report/01-standards.en.md"; expect 3 'a title'
sed -i 's/^- @sec-work/&/; s/{#sec-work}/{#sec-tasks}/' "$tmp/parts/$report"/02-work.*.md; expect 6 'an id, which others might refer to'
for file in "$parts"/*; do printf 'x' | dd of="$file" bs=1 seek=4000 conv=notrunc 2>/dev/null; done
sed -i 's/Another sentence/A third sentence/' "$tmp/parts/$report/02-work.en.md"; expect 3 'damaged files'
[ "$(find "$parts" -type f | wc -l)" = 3 ] || bad 'damaged files stay'
sed -i 's/A third sentence/A fourth sentence/' "$tmp/parts/$report/02-work.en.md"; expect 6 'files that are gone'
for file in "$parts"/*; do : >"$file"; done
sed -i 's/A fourth sentence/A fifth sentence/' "$tmp/parts/$report/02-work.en.md"; expect 6 'empty files'
"$shudu" verify "$tmp/parts" >"$tmp/parts.log" 2>&1 || { bad 'verify'; cat "$tmp/parts.log"; }
[ -z "$(find "$tmp/parts/out" -name '.stage' -o -name '.worker*')" ] || bad 'files are left in out/'
exit $status
