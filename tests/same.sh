#!/bin/sh
# The same bytes whatever surrounds a build: number of processes, language, zone, folder, umask, content of fresh memory.
# Usage: tests/same.sh SHUDU PROJECT FONTS       PROJECT is copied and made plain (plain.pl); exit 1 where a variation differs.
# Languages whose numbers have a comma are compiled where localedef has its sources (package locales).
set -eu
shudu=$1 project=$2 fonts=$3 tests=$(cd "$(dirname "$0")" && pwd)
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
unset LC_ALL LC_MESSAGES SOURCE_DATE_EPOCH TZ
failed=0 count=0
mkdir "$tmp/locales"
for name in de_DE zh_CN; do localedef -i $name -f UTF-8 "$tmp/locales/$name.UTF-8" 2>/dev/null || echo "same: no $name here, its name alone is used"; done

# vary FOLDER COMMAND...: builds in a folder of its own, and compares with the first.
vary() {
    folder=$tmp/$1; shift
    mkdir -p "$folder"
    cp -r "$project/shudu.yaml" "$project/data" "$project/layouts" "$folder/"
    ln -s "$fonts" "$folder/fonts"
    perl "$tests/plain.pl" "$folder"
    "$@" "$folder" >"$tmp/log" 2>&1 || { cat "$tmp/log"; exit 1; }
    : "${first:=$folder/out}"
    if diff -rq -x .lock "$first" "$folder/out"; then count=$((count + 1)); else failed=1; echo "same: differs: $*"; fi
    [ "$first" = "$folder/out" ] || rm -rf "$folder"
}

vary jobs1 "$shudu" build --jobs 1
vary jobs2 "$shudu" build --jobs 2
vary jobs8 "$shudu" build --jobs 8
vary german env LOCPATH="$tmp/locales" LC_ALL=de_DE.UTF-8 TZ=America/St_Johns "$shudu" build
vary chinese env LOCPATH="$tmp/locales" LC_ALL=zh_CN.UTF-8 TZ=Asia/Shanghai "$shudu" build
vary "a longer path/项目 2" "$shudu" build
umask 077
vary perturbed env MALLOC_PERTURB_=165 "$shudu" build --jobs 1
vary perturbed2 env MALLOC_PERTURB_=90 MALLOC_ARENA_MAX=1 "$shudu" build --force
echo "same: $count builds of $(find "$first" -type f ! -name '.*' | wc -l) files, byte for byte"
exit $failed
