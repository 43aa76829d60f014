# Typst through its node compiler (the CLI is not in apt or npm). Charts: SVG from Vega-Lite, made beforehand in w3_pdf
needs() { npm_has @myriaddreamin/typst-ts-node-compiler vega vega-lite; }
version() { echo "typst-ts-node-compiler $(npmver @myriaddreamin/typst-ts-node-compiler) (Typst 0.14 by its PDF library), node $(node -v)"; }
src() { /usr/bin/python3 $P/doc/make.py $DATA/w3/doc.json $OUT/doc.typ --charts "charts/%s.svg"; }
w3_pdf_prepare() { src; node $P/vega/render.js $DATA/w3/charts.json $OUT/charts svg; }
w3_pdf() { CMD=(node $P/typst/compile.js . doc.typ doc.pdf); }
w3_all_prepare() { src; }
w3_all() { CMD=(sh -c "node $P/vega/render.js $DATA/w3/charts.json charts svg && node $P/typst/compile.js . doc.typ doc.pdf"); }
# w6_same: plain recompile (Typst's cold process keeps nothing). w6_edit: make remakes the one chart, then Typst runs.
# w6_watch: one process kept alive, as `typst watch`; the number stands in a table of the paper itself, so no chart is made anew.
w6_same_prepare() { rm -rf $OUT/data; cp -r $DATA/w3 $OUT/data; src; node $P/vega/render.js data/charts.json charts svg; split_charts svg "node $P/vega/render.js" "node $P/typst/compile.js . doc.typ doc.pdf" doc.typ; make -s; }
w6_same() { CMD=(node $P/typst/compile.js . doc.typ doc.pdf); }
w6_edit_prepare() { w6_same_prepare; }
w6_edit_reset() { edit_csv $OUT/data/c001.csv; }
w6_edit() { CMD=(make -s); }
w6_watch_prepare() { w6_same_prepare; rm -f doc.pdf; }
w6_watch_files() { echo doc.typ watched.pdf; }
w6_watch_edit() { /usr/bin/python3 -c "
import sys
s = open('doc.typ', encoding='utf-8').read()
at = s.rindex('], [') + 4
open('doc.typ.next', 'w', encoding='utf-8').write(s[:at] + sys.argv[1] + s[at:])" "$RUN"; }
w6_watch() { rm -f watched.pdf; CMD=(node $P/typst/watch.js . doc.typ watched.pdf); }
