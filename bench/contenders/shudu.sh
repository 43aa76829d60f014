# The program of this repository, as built for release. IN holds what project.py made of the inputs.
version() { "$SHUDU" --version; }
chart() { local ext=$1; shift; CMD=("$SHUDU" chart "$@" --fonts "$ROOT/fonts" --scale 1 --format "$ext" -o "$OUT/"); }
for f in png svg pdf; do
  eval "w1_$f() { chart $f \$IN/w1/c001.vl.json; }"
  eval "w2_$f() { chart $f \$IN/w2/*.vl.json; }"
done
own() { rm -rf "$OUT/project"; cp -r "$IN/$1" "$OUT/project"; }
w3_all_prepare() { own w3; }
w3_all_reset() { rm -rf "$OUT/project/out" "$OUT/project/.shudu"; }
w3_all() { CMD=(sh -c "'$SHUDU' build project && cp project/out/paper.pdf doc.pdf"); }
w4_png_prepare() { own w4; }
w4_png_reset() { w3_all_reset; }
w4_png() { CMD=(sh -c "'$SHUDU' build --format png project && cp project/out/infographics/page.zh.png infographic.png"); }
w5_png() { CMD=("$SHUDU" chart "$IN/w5/chart.vl.json" --fonts "$ROOT/fonts" --scale 1 -o chart.png); }
w6_same_prepare() { own w3; "$SHUDU" build project; cp project/out/paper.pdf doc.pdf; }
w6_same() { CMD=("$SHUDU" build project); }
w6_edit_prepare() { w6_same_prepare; }
w6_edit_reset() { edit_csv "$OUT/project/data/charts/c001.csv"; }
w6_edit() { CMD=("$SHUDU" build project); }
w6_watch_prepare() { own w3; }
w6_watch_files() { echo project/data/charts/c001.csv project/out/paper.pdf; }
w6_watch_edit() { cp "$OUT/project/data/charts/c001.csv" "$OUT/next"; edit_csv "$OUT/next"; mv "$OUT/next" "$OUT/project/data/charts/c001.csv.next"; }
w6_watch() { CMD=("$SHUDU" watch project); }
w7_all_prepare() { rm -rf "$OUT/project"; mkdir "$OUT/project"; cp -r "$ROOT"/{shudu.yaml,data,layouts} "$OUT/project"; ln -s "$ROOT/fonts" "$OUT/project/fonts"; }
w7_all_reset() { w3_all_reset; }
w7_all() { CMD=("$SHUDU" build project); }
# Papers, charts, and the posters 1080 pixels wide: those without a preset in their name.
w7_main_prepare() { w7_all_prepare; }
w7_main_reset() { w7_all_reset; }
w7_main() {
  local only="whitepaper*,charts/*" poster
  for poster in "$OUT"/project/layouts/infographics/*.yaml; do
    poster=infographics/$(basename "$poster" .yaml)
    only="$only,$poster.zh.png,$poster.en.png,$poster.zh-en.png"
  done
  CMD=("$SHUDU" build --only "$only" project)
}
w8_svg() { chart svg $SPECS; }
w8_png() { chart png $SPECS; }
w8_one() { chart svg $ONE_SPEC; }
w9_own_prepare() { w7_all_prepare; }
w9_own() { CMD=("$SHUDU" check project); }
w9_rows_prepare() { rm -rf "$OUT/project"; cp -r "$ROOT/tests/golden/hello" "$OUT/project"; ln -s "$ROOT/fonts" "$OUT/project/fonts"; cp "$DATA/w5/big.csv" "$OUT/project/data/"
  cat >>"$OUT/project/data/datapackage.yaml" <<'YAML'
  - name: big
    path: big.csv
    schema:
      fields:
        - {name: year, type: year, constraints: {minimum: 2000, maximum: 2030}}
        - {name: indicator, constraints: {required: true, minLength: 2}}
        - {name: region}
        - {name: value, type: number, constraints: {minimum: 0}}
        - {name: note}
YAML
}
w9_rows() { CMD=("$SHUDU" check project); }
w10_kit_prepare() { w7_all_prepare; }
w10_kit_reset() { w3_all_reset; }
w10_kit() { CMD=("$SHUDU" build --only 'press/*' project); }
