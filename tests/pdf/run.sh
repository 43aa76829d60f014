#!/bin/sh
# The papers of a project as other programs see them: syntax by qpdf; structure and text by poppler, and by pdf.js where it is
# installed (PDFJS=folder with node_modules). THEME=name: that of the build, where it is not the project's. Usage: tests/pdf/run.sh EXTRACT PROJECT REPORT FIRST-LANGUAGE SECOND-LANGUAGE [TREE]
#
# - the text, extracted, is that of the chapters, block by block (extract.c)
# - the headings of the structure tree are those of the chapters, in their order
# - the structure tree is that of the file TREE, as tests/pdf/tree.sh prints it
# - tables have captions and headers, figures descriptions, links their elements; attachments are there
extract=$1 project=$2 report=$3 first=$4 second=$5 golden=$6
here=$(dirname "$0")
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
status=0
bad() { echo "$pdf: $*"; status=1; }

# Headings of a tree printed by pdfinfo -struct-text: level, tab, text. Of a long paper poppler prints the levels alone (-struct):
# the texts take it ten seconds; pdf.js has them.
tree_headings() {
    awk '
        function flush() {if (level) print level "\t" text; level = ""; text = ""}
        {match($0, /^ */); depth = RLENGTH}
        level && depth <= at {flush()}
        /^ *H[1-6]( |$)/ && !level {level = $1; at = depth; next}
        level && /^ *"/ {sub(/^ *"/, ""); sub(/"$/, ""); text = text $0}
        END {flush()}' "$1" | sed 's/\t$/\t-/'
}

# Every wanted heading, in order, holds its titles; further headings are the cover and the contents.
compare_headings() { # WANTED GOT READER
    awk -F '\t' -v reader="$3" -v front="$(awk '$1 != "H1" {exit} {n++} END {print n - 1}' "$2")" '
        function bare(s) {gsub(/[ \t]|\302\240|\342\200[\202\203\211\212]|\343\200\200/, "", s); gsub(/[\047]|\342\200[\230\231]/, "", s); gsub(/"|\342\200[\234\235]/, "", s); return s}
        FNR == NR {wanted[++n] = $0; next}
        i < n {
            split(wanted[i + 1], w, "\t")
            fits = $1 == w[1]
            for (k = 2; k in w && fits && $2 != "-"; k++) fits = index(bare($2), bare(w[k])) > 0
            if ($2 == "-" && !i && seen++ < front) fits = 0 # cover and contents
            if (fits) i++
            else if ($1 != "H1" || i) {print reader ": " $0 " stands where " wanted[i + 1] " is wanted"; failed = 1; exit}
        }
        END {if (!failed && i < n) print reader ": no " wanted[i + 1]; if (!failed && !n) print reader ": no headings wanted"}' "$1" "$2"
}

# Whatever has children of a role also has what belongs to it.
check_tree() {
    awk '
        $1 == "Table" {tables++} $1 == "Caption" {captions++} $1 ~ /^Figure/ {figures++} $1 == "Link" {links++} /^ *Object / {objects++}
        $1 ~ /^TH:?$/ {heads++} /\/Scope/ {scopes++} $1 == "TOCI" {items++} $1 == "TOC" {tocs++}
        END {
            if (captions < tables) print "tables without a caption: " tables ", " captions
            if (heads != scopes) print "header cells without a scope: " heads ", " scopes
            if (links != objects) print "links without an annotation: " links ", " objects
            if (tocs && !items) print "contents without items"
        }' "$1"
}

for mode in "" ".$first" ".$second"; do
    pdf=$project/out/$report$mode.pdf
    [ -f "$pdf" ] || { bad 'is not there'; continue; }
    case $mode in "") langs="$first $second" ;; *) langs=${mode#.} ;; esac
    if command -v qpdf >/dev/null; then qpdf --check "$pdf" >"$tmp/log" 2>&1 || { bad 'qpdf --check'; cat "$tmp/log"; }; fi
    command -v pdftotext >/dev/null || continue
    pdftotext -raw "$pdf" "$tmp/text"
    "$extract" "$project" "$report" "$tmp/text" $langs >"$tmp/log" 2>&1 || { bad 'the text is not that of the chapters'; head -20 "$tmp/log"; }
    "$extract" --headings "$project" "$report" $langs >"$tmp/wanted"
    pages=$(pdfinfo "$pdf" | awk '$1 == "Pages:" {print $2}')
    if [ "$pages" -lt 12 ]; then pdfinfo -struct-text "$pdf" >"$tmp/tree"; else pdfinfo -struct "$pdf" >"$tmp/tree"; fi
    tree_headings "$tmp/tree" >"$tmp/got"
    compare_headings "$tmp/wanted" "$tmp/got" poppler >"$tmp/log"; [ -s "$tmp/log" ] && bad "$(cat "$tmp/log")"
    check_tree "$tmp/tree" >"$tmp/log"; [ -s "$tmp/log" ] && bad "$(cat "$tmp/log")"
    for name in figures.csv sources.csv datapackage.json provenance.json; do pdfdetach -list "$pdf" | grep -q " $name\$" || bad "no attachment $name"; done
    pdfdetach -savefile figures.csv -o "$tmp/figures.csv" "$pdf"
    head -1 "$tmp/figures.csv" | grep -q '^row_id,indicator,.*,value,' || bad 'figures.csv has another head'
    if [ -n "$PDFJS" ] && command -v node >/dev/null; then
        node "$here/headings.mjs" "$pdf" >"$tmp/got" || bad 'pdf.js cannot read it'
        compare_headings "$tmp/wanted" "$tmp/got" pdf.js >"$tmp/log"; [ -s "$tmp/log" ] && bad "$(cat "$tmp/log")"
    fi
done
if [ -n "$golden" ] && command -v pdfinfo >/dev/null; then
    pdf=$project/out/$report.pdf
    sh "$here/tree.sh" "$pdf" | diff "$golden" - >"$tmp/log" || { bad "another structure than $golden (make accept, where it is meant)"; head -40 "$tmp/log"; }
fi
# The comparison itself: the text of one language is not that of the other.
if command -v pdftotext >/dev/null; then
    pdf=$project/out/$report.$first.pdf
    pdftotext -raw "$pdf" "$tmp/text"
    "$extract" "$project" "$report" "$tmp/text" "$second" >"$tmp/log" 2>&1 && bad "passes for the text of $second"
fi
[ -n "$PDFJS" ] || echo 'pdf.js: skipped (PDFJS names no folder)'
exit $status
