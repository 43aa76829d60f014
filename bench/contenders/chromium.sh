# Headless Chromium: a screenshot of a page of HTML and CSS whose charts ECharts draws in it.
needs() { has chromium chromium; npm_has echarts; }
version() { chromium --version --no-sandbox 2>/dev/null; }
CHROME="chromium --headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking --disable-component-update --disable-sync --hide-scrollbars"
# The window's height must be known before the screenshot: a first run, which is not timed, reads it.
w4_png_prepare() {
  node $P/infographic/page.js $DATA/w4/infographic.json $DATA/w4/charts.json $OUT $PEERS_DIR; rm -rf prof
  sed 's#</script>$#;document.title=document.documentElement.scrollHeight</script>#' page.html > measure.html
  $CHROME --user-data-dir=$OUT/prof --window-size=1080,800 --dump-dom file://$OUT/measure.html 2>/dev/null | grep -o '<title>[0-9]*' | tr -dc 0-9 > height
}
w4_png() { CMD=(sh -c "rm -rf prof; exec $CHROME --user-data-dir=\$PWD/prof --window-size=1080,$(cat height) --screenshot=\$PWD/infographic.png file://\$PWD/page.html"); }
