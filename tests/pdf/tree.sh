#!/bin/sh
# The structure tree of a PDF with its text, as poppler reads it, without numbers of objects and boxes. Usage: tests/pdf/tree.sh FILE.pdf
pdfinfo -struct-text "$1" | sed -e '/Object [0-9]* [0-9]*$/d' -e 's/\/BBox \[.*/\/BBox/'
