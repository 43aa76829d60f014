# Vega and Vega-Lite in node on the same specs; PNG through resvg-js with one font file
needs() { npm_has vega vega-lite @resvg/resvg-js; }
version() { echo "vega $(npmver vega), vega-lite $(npmver vega-lite), resvg-js $(npmver @resvg/resvg-js), node $(node -v)"; }
w8_svg() { CMD=(node $P/vega/specs.js svg $OUT $SPECS); }
w8_png() { CMD=(node $P/vega/specs.js png $OUT $SPECS); }
w8_one() { CMD=(node $P/vega/specs.js svg $OUT $ONE_SPEC); }
