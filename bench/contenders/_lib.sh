# sourced before every contender. BENCH (this folder's parent), DATA (inputs), OUT (this run's folder),
# PEERS_DIR (node_modules live in it) and BENCH_BUILD are set by run.py.
P=$BENCH/peers
npmver() { node -p "require('$PEERS_DIR/node_modules/$1/package.json').version"; }
# needs() of a contender: prints the command that installs what is missing, nothing where all is there.
has() { command -v "$1" >/dev/null || echo "apt-get install $2"; }
npm_has() { for p in "$@"; do [ -d "$PEERS_DIR/node_modules/$p" ] || { echo "bench/setup-peers.sh $PEERS_DIR"; return; }; done; }
# edit_csv FILE: put another number in the last cell (it depends on $RUN, so that each run has a real change)
edit_csv() { /usr/bin/python3 - "$1" "${RUN:-0}" <<'PY'
import sys
f = sys.argv[1]; s = open(f, encoding="utf-8").read().rstrip("\n")
i = s.rindex(",") + 1
open(f, "w", encoding="utf-8").write(s[:i] + "%.1f\n" % (100 + int(sys.argv[2]) * 1.7))
PY
}

# split_charts EXT "CHART COMMAND" "DOCUMENT COMMAND" SOURCE: one json per chart and a Makefile that remakes only what changed
split_charts() {
  /usr/bin/python3 -c "
import json
for c in json.load(open('data/charts.json')): json.dump([c], open('data/%s.json' % c['id'], 'w'))"
  printf 'CH := $(patsubst data/%%.csv,charts/%%.%s,$(wildcard data/*.csv))\ndoc.pdf: $(CH) %s\n\t%s\n\ttouch doc.pdf\ncharts/%%.%s: data/%%.csv\n\t%s data/$*.json charts %s\n' "$1" "$4" "$3" "$1" "$2" "$1" > Makefile
  touch charts/*
}
