# Not a peer: a minimal C program on cairo and pango that draws every chart as grouped bars, its PNG written as RGB without a filter
# at level 3 (three times as fast as cairo's own writer). The floor for that approach.
needs() { true; }
version() { echo "cairo $(pkg-config --modversion cairo), pango $(pkg-config --modversion pango)"; }
floor() { /usr/bin/python3 $P/lib/manifest.py $DATA/$1/charts.json > $BENCH_BUILD/$1.tsv; CMD=($BENCH_BUILD/cairo_chart $BENCH_BUILD/$1.tsv . $2); }
w1_png() { floor w1 pngz; }
w1_svg() { floor w1 svg; }
w1_pdf() { floor w1 pdf; }
w2_png() { floor w2 pngz; }
w2_svg() { floor w2 svg; }
w2_pdf() { floor w2 pdf; }
w3_all() { /usr/bin/python3 $P/lib/doclines.py $DATA/w3 > $BENCH_BUILD/w3.lines; CMD=($BENCH_BUILD/cairo_doc $BENCH_BUILD/w3.lines doc.pdf); }
