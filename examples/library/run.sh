#!/bin/sh
set -eu
python3 variants.py
variorum validate edition.xml
