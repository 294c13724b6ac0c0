"""Rules in XPath 2 against pyschematron, another engine (elementpath): what is found, and where.

    python bench/schematron.py [--schemas N] [--seed S]

Rules are generated, without functions of XSLT, keys or `document()`, which pyschematron does not
have; the documents are those of tests/test_schematron_agreement.py, where rules in XPath 1 are held
to lxml. Needs the extra `schematron`, and Python 3.12 with pyschematron (`make bench-peers`).
Exit code 1 where something differs.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import re
import subprocess
import sys
from collections import Counter
from pathlib import Path

import _peers

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "tests"))

ISO = "http://purl.oclc.org/dsdl/schematron"
CONTEXTS = ("b", "c", "d", "*", "b[@n]", "c[not(*)]", "d|c", "b/c", "b//d", "*[@n = (1, 3, 5)]",
            "*[count(*) gt 1]", "b[some $x in * satisfies $x/@n]",
            "*[matches(@t, '^x')]")  # fmt: skip
TESTS = (
    "every $x in * satisfies $x/@n", "some $x in .//@n satisfies number($x) gt 4",
    "if (@n) then number(@n) lt 5 else true()", "matches(@t, '^[xy]+$')", "exists(@n)",
    "count(distinct-values(.//@n)) = count(.//@n)", "empty(* except (b | c))", "@n = (1 to 4)",
    "string-join(for $x in * return name($x), ',') ne 'b,c'", "max((0, .//@n/number())) lt 7",
    "ends-with(string(@t), 'y')", "upper-case(string(@t)) = 'X'", "* intersect c",
    "count(tokenize(normalize-space(.), ' ')) le 2", "replace(string(@t), 'x', '') eq ''",
    "avg((1, .//@n/number())) gt 2", "abs(count(b) - count(c)) lt 2", "index-of((1, 2), 2) eq 2",
    "(for $x in @n return number($x) * 2) = (2, 4, 6)", "deep-equal(*[1], *[2])",
    "not(@n) or @n castable as xs:integer", "(@n/string(), '9')[1] ne '3'",
    "reverse(*)[1] is *[last()]",
    "@n and @t", "count(.//c) ge count(.//d)", "$many", "@n = $first", "true()", "false()",
)  # fmt: skip
VALUES = ("@n", "name()", "count(*)", "string-join(*/name(), '+')", "if (@t) then 'y' else 'n'")
THEIRS = """
import json, sys
from lxml import etree
from pyschematron import validate_document
SVRL = "{http://purl.oclc.org/dsdl/svrl}"
for line in sys.stdin:
    schema, document = json.loads(line)
    trees = [etree.ElementTree(etree.fromstring(text)) for text in (document, schema)]
    report = validate_document(*trees).get_svrl()
    found = [[one.tag.rpartition("}")[2], one.get("location"), "".join(one.itertext())]
             for one in report.iter(SVRL + "failed-assert", SVRL + "successful-report")]
    print(json.dumps(found), flush=True)
"""
Finds = Counter[tuple[str, str, str]]


def schema(seed: int) -> tuple[str, int]:
    """A schema of a seed, and how many assertions it has."""
    pick = random.Random(seed)
    patterns, count = "", 0
    for p in range(3):
        rules = ""
        for r in range(3):
            said = ""
            for n in range(pick.randint(1, 3)):
                kind, value = pick.choice(("assert", "report")), pick.choice(VALUES)
                test = pick.choice(TESTS)
                said += f'<{kind} test="{test}">{p}.{r}.{n} <value-of select="{value}"/></{kind}>'
                count += 1
            rules += f'<rule context="{pick.choice(CONTEXTS)}">{said}</rule>'
        patterns += f"<pattern>{rules}</pattern>"
    return (
        f'<schema xmlns="{ISO}" queryBinding="xslt2"><let name="many" value="count(//*) gt 20"/>'
        f'<let name="first" value="(//@n)[1]"/>{patterns}</schema>'
    ), count


def ours(rules: str, text: str) -> Finds:
    """What we find: kind, place, words."""
    from variorum.schematron import Schematron, load
    from variorum.validation import Options, validate

    schematron = Schematron(load(rules.encode(), name="s.sch"))
    report = validate(text.encode(), path="d.xml", options=Options(aggregate=0),
                      checkers=[schematron])  # fmt: skip
    kinds = {"SCT001": "failed-assert", "SCT002": "successful-report"}
    return Counter(
        (kinds.get(f.code, f"{f.code} {f.message}"), f.xpath, "".join(f.message.split()))
        for f in report.findings
        if f.code.startswith("SCT")
    )


def place(location: str) -> str:
    """`/Q{}a[1]/Q{}b[2]` as `/a/b[2]`."""
    return re.sub(r"^(/[^/\[]+)\[1\]", r"\1", re.sub(r"Q\{[^}]*\}", "", location))


def python() -> str | None:
    """A Python that has pyschematron."""
    own = _peers.ROOT / ".venv-bench-schematron" / "bin" / "python"
    for one in (os.environ.get("VARIORUM_BENCH_SCHEMATRON"), str(own)):
        if one and Path(one).exists():
            return one
    return _peers.python_with("pyschematron")


def main() -> int:
    """Read the arguments, print what came of it."""
    from test_schematron_agreement import document

    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--schemas", type=int, default=25)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    judge = python()
    if judge is None:
        raise SystemExit("needs pyschematron: make bench-peers, with Python 3.12")
    child = subprocess.Popen([judge, "-c", THEIRS], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                             text=True)  # fmt: skip
    assert child.stdin is not None
    assert child.stdout is not None
    asked = found = wrong = 0
    for seed in range(given.seed, given.seed + given.schemas):
        rules, count = schema(seed)
        text = re.sub(r"(</?)t:e", r"\1e", document(seed)).replace(' xmlns:t="urn:t"', "")
        child.stdin.write(json.dumps([rules, text]) + "\n")
        child.stdin.flush()
        theirs = Counter(
            (kind, place(where), "".join(said.split()))
            for kind, where, said in json.loads(child.stdout.readline())
        )
        mine = ours(rules, text)
        asked, found = asked + count, found + mine.total()
        if mine != theirs:
            wrong += 1
            print(f"seed {seed}: only ours {list((mine - theirs).items())[:4]}, "
                  f"only theirs {list((theirs - mine).items())[:4]}")  # fmt: skip
    child.stdin.close()
    child.wait()
    print(f"{asked} rules of {given.schemas} schemas, {found} findings; {wrong} schemas differ")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
