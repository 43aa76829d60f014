# Vega-Lite in node: SVG; PNG through resvg-js with one font file
needs() { npm_has vega vega-lite @resvg/resvg-js; }
version() { echo "vega $(npmver vega), vega-lite $(npmver vega-lite), resvg-js $(npmver @resvg/resvg-js), node $(node -v)"; }
w1_png() { CMD=(node $P/vega/render.js $DATA/w1/charts.json $OUT png); }
w1_svg() { CMD=(node $P/vega/render.js $DATA/w1/charts.json $OUT svg); }
w2_png() { CMD=(node $P/vega/render.js $DATA/w2/charts.json $OUT png); }
w2_svg() { CMD=(node $P/vega/render.js $DATA/w2/charts.json $OUT svg); }
w3_charts() { CMD=(node $P/vega/render.js $DATA/w3/charts.json $OUT svg); }
w5_png() { CMD=(node $P/bigdata/vega.js $DATA/w5/big.csv $DATA/w5/chart.json chart.png); }
