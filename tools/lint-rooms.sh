#!/bin/sh
# Fails on an include that the plan of the house forbids: a room knows the rooms before it, and each
# third-party library lives in the few rooms named here. Usage: tools/lint-rooms.sh [SRC]
src=${1:-src}
rooms='base scene input stats table text model theme expr chart doc audit layout press device jobs'

# Which of our rooms a room may include, where that is less than "all before it".
only() {
    case $1 in
    base) echo 'base' ;;
    scene) echo 'base scene' ;;
    input) echo 'base input' ;;
    stats) echo 'base stats' ;;
    table) echo 'base input table' ;;
    text) echo 'base scene text' ;;
    model) echo 'base input stats table model' ;;
    theme) echo 'base input theme' ;;
    expr) echo 'base input stats table model expr' ;;
    chart) echo 'base scene input stats table text model theme expr chart' ;;
    doc) echo 'base input table model theme expr chart doc' ;;
    audit) echo 'base scene input table model expr chart doc audit' ;;
    layout) echo 'base scene input table text model theme expr chart doc layout' ;;
    press) echo 'base scene model press' ;;
    device) echo 'base scene device' ;;
    jobs) echo "$rooms" ;;
    *) echo "$rooms" ;;
    esac
}

# Foreign headers: pattern of the header, then the rooms that may include it.
library_rooms() {
    case $1 in
    csv.h|yaml.h|cmark*) echo input ;;
    pango/*|fontconfig/*|glib*|hyphen.h) echo text ;;
    hb-subset.h|hpdf*) echo device ;;
    hb*|ft2build.h|freetype/*) echo 'text device' ;;
    cairo*|png.h|zlib.h|libdeflate.h) echo device ;;
    qrencode.h) echo layout ;;
    nettle/*) echo base ;;
    *) echo any ;;
    esac
}

# The lists of the model are lent by functions, which write down who used them (model/question.h).
lists='facts|indicators|targets|records|highlights|sources|terms|conflicts|corrections|tables'

status=0
complain() {
    echo "$1: $2" >&2
    status=1
}

for room in $rooms; do
    [ -d "$src/$room" ] || continue
    for file in $(find "$src/$room" -name '*.[ch]' -o -name '*.inc' -o -name '*.def' | sort); do
        while IFS=: read -r line target; do
            case $target in
            \"*)
                name=${target#\"}; name=${name%\"}
                other=${name%%/*}
                [ "$other" = "$name" ] && { complain "$file:$line" "include \"$name\" by its room: \"ROOM/$name\""; continue; }
                case " $(only "$room") " in
                *" $other "*) ;;
                *) complain "$file:$line" "room '$room' must not know room '$other' ($name)" ;;
                esac
                ;;
            \<*)
                name=${target#<}; name=${name%>}
                allowed=$(library_rooms "$name")
                [ "$allowed" = any ] && continue
                case " $allowed " in
                *" $room "*) ;;
                *) complain "$file:$line" "room '$room' must not use <$name>; it belongs to: $allowed" ;;
                esac
                ;;
            esac
        done <<EOF
$(sed -n 's/^[[:space:]]*#[[:space:]]*include[[:space:]]*\(["<][^">]*[">]\).*/\1/;t p;d;:p;=;p' "$file" | paste -d: - - )
EOF
    done
done

for found in $(grep -rnoE "model->($lists)\b" "$src" --include='*.c' | grep -v "^$src/model/" | tr ' ' '_'); do
    complain "${found%:*}" "${found##*:} is lent by model_${found##*>}(), so that it is known who used it"
done

for line in $(grep -n '#include "' "$src/main.c" 2>/dev/null | grep -v '"shudu.h"' | cut -d: -f1); do
    complain "$src/main.c:$line" "main.c knows shudu.h alone"
done
[ $status -eq 0 ] && echo "rooms: every include is allowed"
exit $status
