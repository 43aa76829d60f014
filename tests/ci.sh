#!/bin/sh
# The recipes of docs/ci name nothing that is not there: commands and options of shudu, targets of make, files; and each is YAML.
# Usage: tests/ci.sh SHUDU TOP
shudu=$1 top=$2
status=0
bad() { echo "$*"; status=1; }
"$shudu" --help >/dev/null || exit 1
help=$("$shudu" --help)
for recipe in "$top/docs/ci/github.yml" "$top/docs/ci/gitlab.yml"; do
    name=$(basename "$recipe")
    for command in $(grep -o '\$SHUDU [a-z]*' "$recipe" | cut -d' ' -f2 | sort -u); do
        echo "$help" | grep -q "^  shudu $command " || bad "$name: no command '$command'"
    done
    for option in $(grep '\$SHUDU [a-z]' "$recipe" | grep -o -e ' --[a-z-]*' | sort -u) --force; do
        echo "$help" | grep -q -e "$option" || bad "$name: no option '$option'"
    done
    for target in $(grep -o '^ *\(- \)*make [a-z]*' "$recipe" | sed 's/.*make //' | sort -u); do
        grep -q "^$target:" "$top/Makefile" || bad "$name: no target '$target'"
    done
    for word in 'check --format' 'verify' 'diff -o diff' 'summary.md' 'force' 'schedule'; do
        grep -qF -- "$word" "$recipe" || bad "$name: no '$word'"
    done
    if python3 -c 'import yaml' 2>/dev/null; then python3 -c 'import sys, yaml; yaml.safe_load(open(sys.argv[1]))' "$recipe" || bad "$name is no YAML"; fi
done
for path in $(sed -n 's/^COPY \([A-Za-z]*\) .*/\1/p' "$top/docs/ci/Containerfile"); do [ -e "$top/$path" ] || bad "Containerfile: no '$path'"; done
sh -n "$top/tools/bundle.sh" || bad 'tools/bundle.sh is no shell script'
exit $status
