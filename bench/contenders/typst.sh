# Typst through its node compiler (the CLI is not in apt or npm). Charts: SVG from Vega-Lite, made beforehand in w3_pdf
needs() { npm_has @myriaddreamin/typst-ts-node-compiler vega vega-lite; }
version() { echo "typst-ts-node-compiler $(npmver @myriaddreamin/typst-ts-node-compiler) (Typst 0.14 by its PDF library), node $(node -v)"; }
src() { /usr/bin/python3 $P/doc/make.py $DATA/w3/doc.json $OUT/doc.typ --charts "charts/%s.svg"; }
w3_pdf_prepare() { src; node $P/vega/render.js $DATA/w3/charts.json $OUT/charts svg; }
w3_pdf() { CMD=(node $P/typst/compile.js . doc.typ doc.pdf); }
w3_all_prepare() { src; }
w3_all() { CMD=(sh -c "node $P/vega/render.js $DATA/w3/charts.json charts svg && node $P/typst/compile.js . doc.typ doc.pdf"); }
# w6_same: plain recompile (Typst's cold process keeps nothing). w6_edit: make remakes the one chart, then Typst runs.
# What `typst watch` would give (one process kept alive) is measured by peers/typst/incremental.js
w6_same_prepare() { rm -rf $OUT/data; cp -r $DATA/w3 $OUT/data; src; node $P/vega/render.js data/charts.json charts svg; split_charts svg "node $P/vega/render.js" "node $P/typst/compile.js . doc.typ doc.pdf" doc.typ; make -s; }
w6_same() { CMD=(node $P/typst/compile.js . doc.typ doc.pdf); }
w6_edit_prepare() { w6_same_prepare; }
w6_edit_reset() { edit_csv $OUT/data/c001.csv; }
w6_edit() { CMD=(make -s); }
