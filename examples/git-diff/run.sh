#!/bin/sh
# Two states of a text, of its TEI encoding and of a Word file in a throw-away repository, as git
# shows them. VARIORUM names the command, by default the one on the path.
set -eu
variorum=${VARIORUM:-variorum}
letters=$(cd "$(dirname "$0")/../historian" && pwd)
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
git init -q .
git config user.name "An Editor"
git config user.email "editor@example.org"
git config diff.prose.command "$variorum diff"
git config diff.tei.command "$variorum diff --markup"
git config diff.astext.textconv "$variorum convert --to txt -o -"
git config difftool.variorum.cmd "$variorum diff \"\$LOCAL\" \"\$REMOTE\" --stat"
printf '%s\n' '*.txt diff=prose' '*.xml diff=tei' '*.docx diff=prose' > .gitattributes

tei() {
    printf '<TEI xmlns="http://www.tei-c.org/ns/1.0"><text><body>\n<p>%s</p>\n</body></text></TEI>\n' "$1"
}

printf '%s\n' 'The catalyst of the crisis must not condemn them all. He said so.' > memo.txt
tei 'We met <name>Honecker</name> in Berlin.' > memo.xml
cp "$letters/first.docx" letter.docx
git add . && git commit -q -m 'First state'
printf '%s\n' 'The causative agent of the crisis must not condemn' 'them all. He said so.' > memo.txt
tei 'We met <persName key="eh">Honecker</persName> in Berlin.' > memo.xml
cp "$letters/second.docx" letter.docx

echo '$ git diff -- memo.txt memo.xml letter.docx'
git --no-pager diff -- memo.txt memo.xml letter.docx
echo '$ git diff --no-ext-diff -- letter.docx     # as text, in the form of git itself'
printf '%s\n' '*.docx diff=astext' >> .gitattributes
git --no-pager diff --no-ext-diff -- letter.docx
echo '$ git difftool -t variorum -- memo.txt'
git difftool -y -t variorum -- memo.txt
