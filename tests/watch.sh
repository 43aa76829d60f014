#!/bin/sh
# `shudu watch` under the saves of real editors: after each, the outputs have to be those of a clean build. Usage: tests/watch.sh SHUDU TOP TMP
shudu=$1 top=$2 tmp=$3/watch
status=0 builds=0
bad() { echo "$*"; status=1; }
mkdir -p "$tmp"
cp -r "$top/tests/golden/hello" "$tmp/project"; rm -rf "$tmp/project/out"; ln -s "$top/fonts" "$tmp/project/fonts"
cd "$tmp/project" || exit 1
figures=data/figures.csv chapter=layouts/report/01-standards.zh.md

: >"$tmp/log"
"$shudu" watch --color never >"$tmp/log" 2>&1 &
watcher=$!
trap 'kill $watcher 2>/dev/null' EXIT
said() { grep -c '^watching' "$tmp/log"; }
# wait_build NAME: until one more build than before is over; at most twenty seconds.
wait_build() {
    n=0
    while [ "$(said)" -le $builds ]; do
        n=$((n + 1)); [ $n -gt 400 ] && { bad "$1: no build"; tail -3 "$tmp/log"; return 1; }
        sleep 0.05
    done
    builds=$(said)
}
# saved NAME: the outputs become those of a clean build of what is there now. (A save that takes long may be two builds.)
saved() {
    rm -rf "$tmp/clean"; mkdir "$tmp/clean"; cp -r shudu.yaml data layouts "$tmp/clean/"; ln -s "$top/fonts" "$tmp/clean/fonts"
    "$shudu" build "$tmp/clean" >/dev/null 2>&1
    n=0
    until diff -rq -x .lock -x .stage "$tmp/clean/out" out >"$tmp/differs" 2>&1; do
        n=$((n + 1)); [ $n -gt 200 ] && { bad "$1: outputs do not become those of a clean build"; cat "$tmp/differs"; break; }
        sleep 0.1
    done
    builds=$(said)
}
next() { value=$((${value:-996} + 1)); sed "s/,99[0-9],\|,10[0-9][0-9],/,$value,/" $figures >"$tmp/new"; }

saved 'first build'
next; cat "$tmp/new" >$figures; saved 'written in place (nano, Notepad)'
next; cp "$tmp/new" data/.figures.csv.tmp; mv data/.figures.csv.tmp $figures; saved 'temporary file and rename (VS Code atomic, gedit)'
next; cp "$tmp/new" data/4913; rm data/4913; mv $figures $figures~; cp "$tmp/new" $figures; rm $figures~; saved 'backup, new file, backup deleted (vim)'
next; rm $figures; sleep 0.01; cp "$tmp/new" $figures; saved 'deleted and created (some exporters)'
next; cp $figures "$figures.bak"; cp "$tmp/new" data/.copy; ln data/.copy data/.link; rm data/.copy; mv data/.link $figures; rm "$figures.bak"; saved 'hard link and rename (Emacs)'
next; cp "$tmp/new" "data/#figures.csv#"; sed -i "1!s/$/ /;s/ $//" "data/#figures.csv#"; mv "data/#figures.csv#" $figures; saved 'auto-save file renamed (Emacs)'
next; { head -c 300 "$tmp/new"; sleep 0.3; tail -c +301 "$tmp/new"; } >$figures; saved 'written slowly, in two halves'
if command -v vim >/dev/null; then vim -Nu NONE -es -c '%s/,12,项/,13,项/' -c wq $figures </dev/null; saved 'vim itself'; fi
if command -v ed >/dev/null; then printf '%s\n' 'g/,13,项/s//,14,项/' w q | ed -s $figures >/dev/null 2>&1; saved 'ed itself'; fi
sed -i 's/现行标准/现行有效标准/' $chapter; saved 'sed -i'
for n in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20; do echo "<!-- $n -->" >>$chapter; done; before=$builds; saved 'a burst of twenty saves'
[ $((builds - before)) -le 8 ] || bad "a burst of twenty saves made $((builds - before)) builds"
mkdir layouts/more; cp layouts/charts/growth.yaml layouts/more/x; mv layouts/more/x layouts/charts/second.yaml; rmdir layouts/more; saved 'a new chart'
[ -s out/charts/second.zh.svg ] || bad 'a new chart has no output'
mv layouts/charts layouts/parked; wait_build 'a folder moved away'; mv layouts/parked layouts/charts; saved 'a folder that came back'
next; cat "$tmp/new" >$figures; saved 'a file in a folder that came back'
rm layouts/charts/second.yaml; saved 'a chart deleted'
[ ! -e out/charts/second.zh.svg ] || bad 'the output of a deleted chart is still there'

cp out/report.zh.pdf "$tmp/good.pdf"; cp $figures "$tmp/good.csv"
sed -i 's/,926,/,9O6,/' $figures; wait_build 'a mistake'
grep -q 'csv-bad-number' "$tmp/log" || bad 'a mistake is not told'
cmp -s out/report.zh.pdf "$tmp/good.pdf" || bad 'a mistake cost the last good output'
cat "$tmp/good.csv" >$figures; saved 'the mistake mended'

kill -TERM $watcher; wait $watcher; code=$?
trap - EXIT
[ $code = 0 ] || bad "stopped by SIGTERM: exit $code"
[ ! -e out/.stage ] || bad 'a stage was left'
exit $status
