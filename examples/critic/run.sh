#!/bin/sh
# From transcriptions to an edition.
set -eu
mkdir -p out
variorum validate A.xml B.xml C.xml D.xml E.xml
variorum collate A.xml B.xml C.xml D.xml E.xml --layers --base A
variorum apparatus A.xml B.xml C.xml D.xml E.xml --base A --layer A=substantive --layer B=formal -o out/edition.xml
variorum validate out/edition.xml
variorum convert out/edition.xml -o out/edition.tex
variorum convert out/edition.xml -o out/edition.nex
variorum convert out/edition.xml -o out/edition.csv
variorum compare A.xml B.xml C.xml D.xml E.xml -o out/tree.nwk
