needs() { has gnuplot gnuplot-nox; }
version() { gnuplot --version; }
gp() { /usr/bin/python3 $P/gnuplot/make.py $DATA/$1/charts.json . $2 > $BENCH_BUILD/$1-$2.gp; CMD=(gnuplot $BENCH_BUILD/$1-$2.gp); }
w1_png() { gp w1 png; }
w1_svg() { gp w1 svg; }
w2_png() { gp w2 png; }
w2_svg() { gp w2 svg; }
w5_png() { CMD=(sh $P/bigdata/awk.sh $DATA/w5/big.csv $DATA/w5/chart.json chart.png); }
