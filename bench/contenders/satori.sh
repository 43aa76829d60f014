# satori (flexbox to SVG) and resvg-js. It reads no font collections: the face is cut out of one beforehand.
needs() { npm_has satori @resvg/resvg-js echarts; }
version() { echo "satori $(npmver satori), resvg-js $(npmver @resvg/resvg-js), node $(node -v)"; }
FACE=$BENCH_BUILD/NotoSansCJKsc.otf
w4_png_prepare() { [ -s $FACE ] || /usr/bin/python3 $P/infographic/face.py ${BENCH_CJK_DIR:-/usr/share/fonts/opentype/noto}/NotoSansCJK-Regular.ttc 2 $FACE; }
w4_png() { CMD=(env SATORI_FONT=$FACE node $P/infographic/satori.js $DATA/w4/infographic.json $DATA/w4/charts.json infographic.png); }
