#!/bin/sh
# docs/pdf-conformance.md names for each rule of PDF/A-3a and PDF/UA-1 the code and the test that meet it. Fails when a rule is
# missing or stands twice, or when a function or test is not where the page says. Usage: tools/pdf-conformance.sh [DOC]
doc=${1:-docs/pdf-conformance.md}
status=0
bad() { echo "$doc: $*" >&2; status=1; }

# Rules of the profiles PDFA-3A and PDFUA-1 of veraPDF.
for part in 'PDF/A-3a 155' 'PDF/UA-1 106'; do
    name=${part% *} want=${part#* }
    rules=$(awk -v head="## $name " 'index($0, "## ") == 1 {on = index($0, head) == 1} on && /^\| [0-9]/ {print $2}' "$doc")
    got=$(printf '%s\n' "$rules" | sort -u | grep -c .)
    [ "$got" = "$want" ] || bad "$got rules of $name, wanted $want"
    twice=$(printf '%s\n' "$rules" | sort | uniq -d)
    [ -z "$twice" ] || bad "$name: twice: $twice"
done

# Every rule has a place; every `path: name` is a function defined there (its name begins a line).
awk '/^\| [0-9]/ && !/`/ {print $2}' "$doc" | while read -r rule; do echo "$rule"; done | grep . && bad 'rules without a place'
grep -o '`[a-z][a-z0-9_/]*\.[ch]: [a-z0-9_]*`' "$doc" | tr -d '`' | sort -u | {
    while IFS=': ' read -r file name; do
        [ -f "$file" ] || { bad "no file $file"; continue; }
        grep -q "^$name(" "$file" || bad "no $name in $file"
    done
    exit $status
} || status=1
exit $status
