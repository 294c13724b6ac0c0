"""Importing a module changes no name: `variorum.collate` is a function, whatever was imported."""

from __future__ import annotations

import json
import subprocess
import sys

CHILD = """
import importlib, json, pkgutil, sys
import variorum

def offered(module):
    names = list(getattr(module, "__all__", []))
    return {f"{module.__name__}.{n}": getattr(module, n) for n in names}

packages = [variorum]
before = offered(variorum)
modules = []
for info in pkgutil.walk_packages(variorum.__path__, "variorum."):
    if info.name == "variorum.__main__":
        continue
    if info.ispkg:
        before |= offered(importlib.import_module(info.name))
for info in pkgutil.walk_packages(variorum.__path__, "variorum."):
    if info.name != "variorum.__main__":
        modules.append(importlib.import_module(info.name))
after = {}
for name in before:
    package, _, own = name.rpartition(".")
    after[name] = getattr(sys.modules[package], own)
changed = [name for name in before if after[name] is not before[name]]
shadowed = []
for module in modules:
    package, _, own = module.__name__.rpartition(".")
    if getattr(sys.modules[package], own) is not module:
        shadowed.append(module.__name__)
verbs = [n for n in variorum.__all__ if type(getattr(variorum, n)).__name__ == "module"]
print(json.dumps([len(modules), len(before), changed, shadowed, verbs]))
"""


def test_every_exported_name_is_what_it_was_when_every_module_is_imported() -> None:
    done = subprocess.run([sys.executable, "-c", CHILD], capture_output=True, text=True, check=True)
    modules, names, changed, shadowed, verbs = json.loads(done.stdout)
    assert modules > 400
    assert names > 100
    assert changed == [], "importing a module put it in the place of what its room offers"
    assert shadowed == [], "what a room offers hides one of its modules"
    assert verbs == [], "a verb of the library is a module"
