#!/bin/sh
# Three versions against each other and against the source.
set -eu
mkdir -p out
variorum diff plain.txt stately.txt brisk.txt --exit-zero
variorum compare plain.txt stately.txt brisk.txt --top 3
variorum compare plain.txt stately.txt brisk.txt --source source.txt --title "A novel's opening" -o out/novel.html
variorum glossary plain.txt stately.txt brisk.txt --source source.txt
variorum align plain.txt stately.txt brisk.txt --unit sentence -o out/rows.tsv
