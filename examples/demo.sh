#!/bin/sh
# The main job on the memo: validate, align, collate, an apparatus, a page, a diff, a summary.
# `make demo` runs it; BIN is where the commands are, OUT where the results go.
set -eu
BIN=${BIN:-.venv/bin}
OUT=${OUT:-build/demo}
PATH="$BIN:$PATH"
here=$(dirname "$0")
tei="$here/../tei"
mkdir -p "$OUT"

say() { printf '\n== %s\n' "$1"; }

say "The four files are valid TEI"
variorum validate "$tei/memo.xml" "$tei/memo-b.xml" "$tei/memo-c.xml" "$tei/memo-ru.xml"

say "Where the translators part ways"
variorum --quiet diff "$tei/memo.xml" "$tei/memo-b.xml" "$tei/memo-c.xml" --unit sentence --exit-zero

say "The apparatus and the page"
variorum --quiet align "$tei/memo.xml" "$tei/memo-b.xml" "$tei/memo-c.xml" "$tei/memo-ru.xml" \
  --unit paragraph --force -o "$OUT/memo-rows.tsv"
variorum --quiet collate "$tei/memo.xml" "$tei/memo-b.xml" "$tei/memo-c.xml" --force -o "$OUT/memo-table.csv"
variorum apparatus "$tei/memo.xml" "$tei/memo-b.xml" "$tei/memo-c.xml" --source "$tei/memo-ru.xml" \
  --base Z --force -o "$OUT/memo-apparatus.xml"
variorum validate "$OUT/memo-apparatus.xml"
variorum --quiet compare "$tei/memo.xml" "$tei/memo-b.xml" "$tei/memo-c.xml" --source "$tei/memo-ru.xml" \
  --base Z --title "A memorandum of 1988 and its translations" --force -o "$OUT/memo.html"
ls -1 "$OUT"

say "Words that the translators left in Russian"
variorum --quiet glossary "$tei/memo.xml" "$tei/memo-b.xml" "$tei/memo-c.xml" --source "$tei/memo-ru.xml"

say "In short"
variorum --quiet compare "$tei/memo.xml" "$tei/memo-b.xml" "$tei/memo-c.xml" --base Z --top 5
