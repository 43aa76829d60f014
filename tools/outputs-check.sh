#!/bin/sh
# Builds the shipped project and runs the outside checkers in folder $1 on what came out. Prints what they find; the PDF's own
# rules (PDF/A-3a, PDF/UA-1) and the SVG rules have to pass.
tools=$1
command -v python3 >/dev/null 2>&1 || { echo "outputs-check: no python3, skipped"; exit 0; }
${MAKE:-make} --no-print-directory build/dev/shudu && build/dev/shudu build || exit 1
status=0
for pdf in out/*.pdf; do
    if python3 "$tools/pdfcheck.py" "$pdf" --native --flavour 3a,ua1 >/tmp/pdfcheck.$$ 2>&1; then
        echo "$pdf: PDF/A-3a and PDF/UA-1 rules hold"
    else
        echo "$pdf:"; grep -E '^FAIL|rules broken|clause|Error' /tmp/pdfcheck.$$ | head -20
        status=1
    fi
done
rm -f /tmp/pdfcheck.$$
for svg in out/charts/*.svg; do
    python3 "$tools/svgcheck.py" "$svg" >/tmp/svgcheck.$$ 2>&1 || { echo "$svg:"; grep -iE 'fail|error' /tmp/svgcheck.$$ | head -5; status=1; }
done
rm -f /tmp/svgcheck.$$
sh tools/qr-check.sh || status=1
exit $status
