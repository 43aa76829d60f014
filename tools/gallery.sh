#!/bin/sh
# Draws every chart of docs/gallery/list.tsv in both languages, writes its Vega-Lite file with the data inside, and the two pages.
# Usage: tools/gallery.sh BUILD/shudu
set -e
shudu=$1
here=docs/gallery
tab=$(printf '\t')
rm -rf $here/pictures $here/data
mkdir -p $here/pictures $here/data

while IFS="$tab" read -r section name spec zh en; do
    for lang in zh en; do
        "$shudu" chart "$spec" --lang $lang --format png --scale 1 -o "$here/pictures/$name.$lang.png"
    done
    "$shudu" chart "$spec" --lang en --format vl -o "$here/data/$name.vl.json"
done <$here/list.tsv

page() { # language: title, lead, names of the sections, words
    lang=$1
    last=
    echo "# $2"
    echo
    echo "$3"
    while IFS="$tab" read -r section name spec zh en; do
        if [ "$section" != "$last" ]; then
            case $section in presets) heading=$4 ;; marks) heading=$5 ;; *) heading=$6 ;; esac
            printf '\n## %s\n' "$heading"
            last=$section
        fi
        [ $lang = zh ] && what=$zh || what=$en
        printf '\n### `%s` — %s\n\n' "${name#mark-}" "$what"
        printf '<img src="pictures/%s.%s.png" width="640" alt="%s">\n\n' "$name" $lang "$what"
        printf '[%s](../../%s) · [%s](data/%s.vl.json) · [%s](pictures/%s.%s.png)\n' "$7" "$spec" "$8" "$name" "$9" "$name" $([ $lang = zh ] && echo en || echo zh)
    done <$here/list.tsv
}

page en "Gallery" "Every preset, every mark, and what else the grammar offers, drawn from the figures of the shipped project. Made by \`make gallery\`." \
    "Presets" "Marks" "Views, stacks, notes, patterns" "specification" "Vega-Lite with its data" "中文" >$here/README.md
page zh "图库" "全部预设图表、图形和语法的其他用法，数据取自本项目。由 \`make gallery\` 生成。" \
    "预设图表" "图形" "多图、堆积、标注与图案" "说明文件" "含数据的 Vega-Lite 文件" "English" >$here/README.zh.md
echo "$(grep -c . $here/list.tsv) charts in $here"
