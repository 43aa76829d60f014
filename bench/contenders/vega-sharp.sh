# Vega-Lite SVG, PNG through sharp (libvips + librsvg, fontconfig)
needs() { npm_has vega vega-lite sharp; }
version() { echo "vega $(npmver vega), vega-lite $(npmver vega-lite), sharp $(npmver sharp), node $(node -v)"; }
w1_png() { CMD=(node $P/vega/render.js $DATA/w1/charts.json $OUT sharp); }
w2_png() { CMD=(node $P/vega/render.js $DATA/w2/charts.json $OUT sharp); }
