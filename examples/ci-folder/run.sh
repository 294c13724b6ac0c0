#!/bin/sh
# Check a folder of TEI as a build server does. Works in a copy: nothing here is changed.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cp -R "$here/texts" "$work/texts"
cd "$work"

echo "== findings, one a line"
variorum validate texts --format concise || echo "exit code $?"

echo "== what --fix would change"
variorum validate texts --diff || true

echo "== note what is known, then only what is new fails"
variorum validate texts --update-baseline --exit-zero > /dev/null
variorum validate texts --baseline variorum-baseline.json && echo "nothing new"
