#!/bin/sh
# Builds the floor programs into DIR: what a bare program on the same libraries takes.   usage: build.sh DIR
set -e
here=$(cd "$(dirname "$0")" && pwd)
mkdir -p "$1"
gcc -O2 -o "$1/cairo_chart" "$here/cairo_chart.c" $(pkg-config --cflags --libs pangocairo libpng) -lm
gcc -O2 -o "$1/cairo_doc" "$here/cairo_doc.c" $(pkg-config --cflags --libs pangocairo) -lm
gcc -O2 -o "$1/csv_count" "$here/csv_count.c" -lcsv
