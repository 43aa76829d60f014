#!/bin/sh
# Reads the QR code of every poster that carries one, in each shape, language and theme, as a phone would: the address has to be
# that of its source in data/. Skipped where zbarimg is missing.
command -v zbarimg >/dev/null 2>&1 || { echo "qr-check: no zbarimg, skipped"; exit 0; }
status=0
count=0
sheet=/tmp/qr-check.$$
for poster in layouts/infographics/*.yaml; do
    name=$(basename "$poster" .yaml)
    for id in $(sed -n 's/^[- ]*qr: *//p' "$poster"); do
        url=$(grep "^$id," data/sources.csv | grep -o 'https\{0,1\}://[^,"]*')
        for out in out/infographics/"$name".*; do
            picture=$out
            case $out in
            # Sets and covers carry none, slices only the last; an image of 2048 px may be taller than zbarimg's reader allows.
            *.square-*|*.portrait.*|*.wechat-cover.*|*.link-card.*|*.slices-[1-4].*|*.long-2048.*|*.a3.*.pdf) continue ;;
            *.pdf) pdftoppm -r 200 -singlefile -png "$out" "$sheet" && picture=$sheet.png ;;
            *.png) ;;
            *) continue ;;
            esac
            count=$((count + 1))
            zbarimg -q --raw "$picture" 2>/dev/null | grep -qxF "$url" || { echo "$out: its QR code does not read as $url"; status=1; }
        done
    done
done
rm -f "$sheet.png"
echo "$count QR codes read"
exit $status
