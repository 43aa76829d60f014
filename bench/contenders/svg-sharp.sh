# The same SVG, rasterised by sharp (libvips + librsvg)
needs() { npm_has echarts sharp; }
version() { echo "echarts $(npmver echarts), sharp $(npmver sharp), node $(node -v)"; }
w4_png() { CMD=(node $P/infographic/layout.js $DATA/w4/infographic.json $DATA/w4/charts.json infographic.png sharp); }
