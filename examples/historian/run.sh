#!/bin/sh
# Two Word files, compared and published.
set -eu
mkdir -p out
variorum diff first.docx second.docx --exit-zero
variorum diff first.docx second.docx --ignore punct,case,typography --only lexical,phrase,omission,addition --exit-zero
variorum diff first.docx second.docx --stat --exit-zero
variorum apparatus first.docx second.docx --base first -o out/letter.docx
variorum apparatus first.docx second.docx --base first -o out/letter.html
