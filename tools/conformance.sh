#!/bin/sh
# Draws Vega-Lite's own examples in one process and prints the share of each tier that draws as Vega draws it.
# Usage: tools/conformance.sh BUILD/shudu [EXAMPLES]
shudu=$1
examples=${2:-../shared/vega-examples}
[ -d "$examples/specs" ] || { echo "conformance: no $examples, skipped"; exit 0; }
command -v python3 >/dev/null || { echo "conformance: no python3, skipped"; exit 0; }
out=$(mktemp -d)
trap 'rm -rf "$out"' EXIT
TZ=UTC "$shudu" chart "$examples"/specs/*.vl.json -o "$out/" --format svg >"$out/log" 2>&1
got=$?
[ $got -le 1 ] || { echo "conformance: shudu ended with $got"; tail -5 "$out/log"; exit 1; }
for svg in "$out"/*.vl.svg; do [ -e "$svg" ] && mv "$svg" "${svg%.vl.svg}.svg"; done
for tier in tier1 tier2; do
    python3 "$examples/compare.py" --batch "$out" "$examples/facts" --list "$examples/$tier.txt" --csv "$out/$tier.csv" >"$out/$tier.log" 2>&1
    total=$(grep -c . "$examples/$tier.txt")
    drawn=$(while read -r name; do [ -e "$out/$name.svg" ] && echo; done <"$examples/$tier.txt" | grep -c '')
    echo "$tier: $drawn of $total drawn; $(tail -1 "$out/$tier.log")"
done
