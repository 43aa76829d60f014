# Not a peer: a loop over the million rows with libcsv that only counts. The floor for reading them.
needs() { true; }
version() { echo "libcsv $(pkg-config --modversion libcsv 2>/dev/null || echo 3)"; }
w5_png() { CMD=($BENCH_BUILD/csv_count $DATA/w5/big.csv); }
w9_rows() { w5_png; }
