#!/bin/sh
# Every diagnostic has a test: its code or its DIAG_ name stands in a unit test, in the cases beside one, or in an `expect` of tests/diag.
# The cases of the chart linter name rules without "lint-". Usage: tools/lint-codes.sh [ROOM...]     Default: the rooms that are complete.
rooms=${*:-chart lint}
status=0
words=$(mktemp)
trap 'rm -f "$words"' EXIT
find tests/unit tests/diag tests/run.sh tests/shipped.sh -type f -exec cat {} + | tr -c 'A-Za-z0-9_-' '\n' | sort -u >"$words"
sed -n 's/^\(has\|not\): \([a-z0-9-]*\)$/lint-\2/p' tests/unit/chart/lint.cases | sort -u >>"$words"
for room in $rooms; do
    sed -n 's/^DIAG(\([A-Z0-9_]*\), "\([a-z0-9-]*\)".*/\1 \2/p' "src/base/codes/$room.def" | while read -r name code; do
        grep -qxF -e "$code" -e "DIAG_$name" "$words" || echo "src/base/codes/$room.def: no test names '$code'"
    done
done | sort >"$words.missing"
if [ -s "$words.missing" ]; then cat "$words.missing"; status=1; fi
rm -f "$words.missing"
exit $status
