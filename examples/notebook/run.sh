#!/bin/sh
# The cells one after the other, without Jupyter.
set -eu
python3 - <<'PY'
import json

book = json.load(open("versions.ipynb", encoding="utf-8"))
exec("\n".join("".join(c["source"]) for c in book["cells"] if c["cell_type"] == "code"))
print("ran all cells")
PY
