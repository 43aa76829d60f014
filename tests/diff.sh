#!/bin/sh
# `shudu diff` between folders, projects and revisions. Usage: tests/diff.sh SHUDU TOP TMP
shudu=$1 top=$2 tmp=$3/diff
status=0
bad() { echo "$*"; status=1; }
mkdir -p "$tmp"; cd "$tmp" || exit 1
export GIT_CONFIG_GLOBAL=/dev/null GIT_CONFIG_SYSTEM=/dev/null
project() { rm -rf "$1"; cp -r "$top/tests/golden/hello" "$1"; rm -rf "$1/out"; ln -s "$top/fonts" "$1/fonts"; }
# differs NAME EXIT ARGUMENTS...: what is said stands in log.
differs() { name=$1 want=$2; shift 2; "$shudu" diff "$@" >log 2>&1; got=$?; [ $got = "$want" ] || { bad "$name: exit $got, wanted $want"; head -5 log; }; }
has() { grep -qF -- "$2" log || { bad "$1: no '$2' in:"; head -20 log; }; }
hasnot() { if grep -qF -- "$2" log; then bad "$1: '$2' in:"; head -20 log; fi; }

project old; project new
differs 'same projects' 0 old new
sed -i 's/,996,/,998,/' new/data/figures.csv
differs 'two projects' 1 old new
has 'two projects' 'data/figures.csv:3: standards.stock.2021.S1 value: 996 → 998  +2  +0.2 %'
differs 'two folders of tables' 1 old/data new/data; has 'two folders' '996 → 998'
differs 'a folder elsewhere' 1 -C old old/data new/data; has 'a folder elsewhere' '996 → 998'
(cd new && differs 'the project itself' 1 ../old; has 'the project itself' '996 → 998') || status=1
differs 'JSON' 1 --format json old new; has JSON '"difference": 2, "percent": 0.2'
if command -v python3 >/dev/null; then python3 -m json.tool <log >/dev/null || bad 'JSON is none'; fi
differs 'Markdown' 1 --format markdown --lang zh old new; has Markdown '| figures | standards.stock.2021.S1 | value | 996 | 998 | +2 | +0.2 % |'
differs 'nothing of that name' 1 old nowhere; has 'nothing of that name' diff-unknown
mkdir empty; differs 'a folder without tables' 1 old empty; has 'a folder without tables' diff-no-tables
differs 'no version' 2
differs 'three versions' 2 old new old

# What is not published is in none of it.
cp new/data/figures.csv saved.csv
sed -i 's/,996,\(.*\),published,/,777,\1,draft,/; s/,998,\(.*\),published,/,777,\1,draft,/' new/data/figures.csv
differs 'a figure withheld' 1 old new; hasnot 'a figure withheld' 777; has 'a figure withheld' '- data/figures.csv:3: standards.stock.2021.S1 value: 996'
differs 'a draft changed' 1 new old; hasnot 'a draft changed' 777
cp saved.csv new/data/figures.csv

# What it touches: sentences, charts, pages, with pictures; and a claim that no longer holds.
for side in old new; do
    printf '\n现行标准创历史新高，达到{{standards.stock.2021.S1}}项。\n' >>$side/layouts/report/01-standards.zh.md
    printf '\nStandards in force reached a record high of {{standards.stock.2021.S1}}.\n' >>$side/layouts/report/01-standards.en.md
done
differs 'impact' 1 -o report old new
has 'impact' '    + 现行标准创历史新高，达到998项。'
has 'impact' '    - Standards in force reached a record high of 996.'
has 'impact' 'charts/growth.zh.png'
has 'impact' 'report.pdf · p. '
hasnot 'impact' 'charts/axis'
hasnot 'impact' 'Claims'
for file in index.html summary.md diff.json; do [ -s report/$file ] || bad "no report/$file"; done
for when in before after; do ls report/pictures/report.pdf-*-$when.png >/dev/null 2>&1 && ls report/pictures/charts-growth.zh.png-1-$when.png >/dev/null || bad "no pictures $when"; done
grep -q '<span style="left' report/index.html || bad 'nothing is marked in the pictures'
sed -n 's/.*src="\([^"]*\)".*/\1/p' report/index.html | while read -r file; do [ -s "report/$file" ] || echo "$file"; done >missing; [ -s missing ] && bad "the report names pictures that are not there: $(cat missing)"
if command -v xmllint >/dev/null; then sed 's/^<!DOCTYPE html>//; s/<meta[^>]*>//g; s/<br>//g; s/<img[^>]*>//g' report/index.html | xmllint --noout - 2>log || { bad 'the report is not well-formed'; head -3 log; }; fi
sed -i 's/,926,/,1926,/' new/data/figures.csv
differs 'a claim' 1 old new
has 'a claim' '2020 had 1926 already'
[ "$(grep -c '2020 had 1926 already' log)" = 2 ] || bad 'a claim: not told in both languages'
sed -i 's/,1926,/,926,/' new/data/figures.csv
sed -i 's/996/九百多/' old/layouts/report/01-standards.zh.md
differs 'a word of the layouts' 1 old new; has 'layouts differ as well' '+ 现行标准创历史新高，达到998项。'

if command -v git >/dev/null; then
    git() { command git -c user.name=t -c user.email=t@example.org -c init.defaultBranch=main "$@" >git.log 2>&1 || { bad "git $*"; cat git.log; }; }
    mkdir repo; project repo/paper; git -C repo init; git -C repo add -A; git -C repo commit -m one
    cp new/data/figures.csv repo/paper/data/; git -C repo commit -am two
    differs 'two revisions' 1 -C repo/paper HEAD~1 HEAD; has 'two revisions' '996 → 998'
    differs 'a revision and the project' 0 -C repo/paper HEAD
    sed -i 's/,998,/,999,/' repo/paper/data/figures.csv
    differs 'a revision and the project, changed' 1 -C repo/paper HEAD; has 'a revision and the project' '998 → 999'
    differs 'no such revision' 1 -C repo/paper HEAD~9; has 'no such revision' diff-unknown
    differs 'an option for git' 1 -C repo/paper -- --output=x HEAD; has 'an option for git' diff-unknown
fi
exit $status
