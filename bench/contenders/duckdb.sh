needs() { npm_has @duckdb/node-api echarts @napi-rs/canvas; }
version() { echo "@duckdb/node-api $(npmver @duckdb/node-api), echarts $(npmver echarts), @napi-rs/canvas $(npmver @napi-rs/canvas)"; }
w5_png() { CMD=(node $P/bigdata/duck.js $DATA/w5/big.csv $DATA/w5/chart.json chart.png); }
