# ECharts server-side SVG; PNG through sharp (libvips + librsvg, fontconfig)
needs() { npm_has echarts sharp; }
version() { echo "echarts $(npmver echarts), sharp $(npmver sharp), node $(node -v)"; }
w1_png() { CMD=(node $P/echarts/render.js $DATA/w1/charts.json $OUT sharp); }
w2_png() { CMD=(node $P/echarts/render.js $DATA/w2/charts.json $OUT sharp); }
