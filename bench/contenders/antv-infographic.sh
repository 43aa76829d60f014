# AntV Infographic on the server, a list template of its own: text, no charts. Only a browser draws its text (foreignObject).
. $BENCH/contenders/chromium.sh
unset -f w4_png_prepare
needs() { has chromium chromium; npm_has @antv/infographic; }
version() { echo "@antv/infographic $(npmver @antv/infographic), $(chromium --version --no-sandbox 2>/dev/null), node $(node -v)"; }
w4_png() { CMD=(sh -c "rm -rf prof; node $P/infographic/antv.js $DATA/w4/infographic.json - infographic.png; exec $CHROME --user-data-dir=\$PWD/prof --window-size=1080,\$(cat height) --screenshot=\$PWD/infographic.png file://\$PWD/page.html"); }
