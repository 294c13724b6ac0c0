"""Rules in XPath 1: what we find is what lxml's own Schematron finds, rule by rule.

Another engine altogether: the XSLT 1 skeleton that the standard's editor published, run by
libxslt. Rules are generated, and written as projects write theirs.
"""

from __future__ import annotations

import random
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from lxml import etree, isoschematron

from variorum.schematron import DEFAULT, Schematron, load
from variorum.validation import Options, validate

pytest.importorskip("saxonche", reason="needs the extra schematron")
ISO = "http://purl.oclc.org/dsdl/schematron"
SVRL = "{http://purl.oclc.org/dsdl/svrl}"
REALISTIC = Path(__file__).parent / "cases" / "schematron" / "realistic.sch"
EDITION = Path(__file__).parent / "cases" / "schematron" / "edition.xml"
SCHEMAS, RULES = 32, 9  # generated; a rule has one to three assertions

CONTEXTS = (
    "b", "c", "d", "a", "*", "b[@n]", "b[c]", "c[not(*)]", "d[@t='x']", "b/c", "b//d", "/a", "//d",
    "b[position()=1]", "c[last()]", "*[@n > 3]", "d|c", "b[1]/c", "@n", "@t", "b/@n", "c[../@n]",
    "*[count(*) > 1]", "d[preceding-sibling::c]", "b[ancestor::b]",
    "c[.//d]", "*[self::b or self::d]",
    "b[string-length(.) > 4]", "t:e", "t:*", "*[@xml:id]",
)  # fmt: skip
TESTS = (
    "@n", "@t='x'", "@n > 2", "@n &lt; 5", "not(@n)", "count(*) = 2",
    "count(.//c) &gt; count(.//d)",
    "normalize-space(.)", "contains(., 'w')", "starts-with(@t, 'x')", "c or d", "c and @n",
    "string-length(@n) = 1", "preceding-sibling::*", "following-sibling::b", "ancestor::b", "../@n",
    "@n = ../@n", "@n != 4", "number(@n) = number(@n)",
    "sum(.//@n) &gt; 6", "translate(@t, 'xy', '')",
    "//c[@n = current()/@n]", "substring(@t, 1, 1) = 'y'", "boolean(text())",
    "local-name() = 'b'", "namespace-uri()", "$many", "@n = $first", "count(//b) mod 2 = 0",
    "floor(@n div 2) = 2", "@xml:id", "id('i1')", "not(@n = preceding::*/@n)", "name(..) = 'a'",
    "concat(@n, @t) != ''", "round(@n) = @n", "(@n + 1) * 2 &gt; 8", "*[1][self::c]",
    "true()", "false()",
)  # fmt: skip
VALUES = ("@n", "@t", "name()", "count(*)", "string(@n)", "concat('[', @t, ']')", "count(//*)")


def schema(seed: int) -> str:
    """A schema of a seed: patterns, rules, assertions, some of them abstract, some in a phase."""
    pick = random.Random(seed)
    patterns = []
    for p in range(3):
        rules = "".join(rule(pick, f"{p}.{r}") for r in range(RULES // 3))
        said = f'<assert test="{pick.choice(TESTS)}">of r{p}</assert>'
        abstract = f'<rule abstract="true" id="r{p}">{said}</rule>'
        patterns.append(f'<pattern id="p{p}">{abstract}{rules}</pattern>')
    formal = (
        f'<pattern abstract="true" id="f"><rule context="$where">'
        f'<report test="{pick.choice(TESTS)}">f <value-of select="$what"/></report></rule>'
        f"</pattern>"
        f'<pattern id="p3" is-a="f"><param name="where" value="{pick.choice(CONTEXTS)}"/>'
        f'<param name="what" value="{pick.choice(VALUES)}"/></pattern>'
    )
    active = "".join(f'<active pattern="p{n}"/>' for n in pick.sample(range(4), 2))
    return (
        f'<schema xmlns="{ISO}"><ns prefix="t" uri="urn:t"/>'
        f'<let name="many" value="count(//*) > 20"/><let name="first" value="//@n[1]"/>'
        f'<phase id="some">{active}</phase>'
        f'{"".join(patterns)}{formal}<diagnostics><diagnostic id="why">since '
        '<value-of select="@n"/></diagnostic></diagnostics></schema>'
    )


def rule(pick: random.Random, name: str) -> str:
    said = []
    for n in range(pick.randint(1, 3)):
        kind = pick.choice(("assert", "assert", "report"))
        value = f' <value-of select="{pick.choice(VALUES)}"/>' if pick.random() < 0.5 else ""
        more = ' diagnostics="why"' if pick.random() < 0.3 else ""
        said.append(f'<{kind} test="{pick.choice(TESTS)}"{more}>{name}.{n} <name/>{value}</{kind}>')
    extends = f'<extends rule="r{name[0]}"/>' if pick.random() < 0.3 else ""
    let = '<let name="own" value="@n"/>' if pick.random() < 0.3 else ""
    return f'<rule context="{pick.choice(CONTEXTS)}">{let}{extends}{"".join(said)}</rule>'


def document(seed: int) -> str:
    pick = random.Random(seed)

    def element(depth: int) -> str:
        tag = pick.choice("bcd") if pick.random() < 0.9 else "t:e"
        n = f' n="{pick.randint(0, 7)}"' if pick.random() < 0.6 else ""
        t = f' t="{pick.choice(("x", "y", "xy", ""))}"' if pick.random() < 0.4 else ""
        inner = "".join(element(depth + 1) for _ in range(pick.randint(0, 3 if depth < 4 else 0)))
        return f"<{tag}{n}{t}>{pick.choice(('', ' ', 'w', 'w v'))}{inner}</{tag}>"

    return f'<a n="3" xmlns:t="urn:t">{"".join(element(1) for _ in range(5))}</a>'


Finds = Counter[tuple[str, str, str]]


def ours(rules: bytes, text: bytes, phase: str = DEFAULT) -> Finds:
    schematron = Schematron(load(rules, name="s.sch"), phase=phase)
    report = validate(text, path="d.xml", options=Options(aggregate=0), checkers=[schematron])
    found: Finds = Counter()
    for one in report.findings:
        assert one.code not in ("SCT003", "SCT004"), one.message
        if one.code in ("SCT001", "SCT002"):
            found[one.code, place(one.xpath), "".join(one.message.split())] += 1
    return found


def theirs(rules: bytes, text: bytes, phase: str = "") -> Finds:
    tree = etree.ElementTree(etree.fromstring(text, etree.XMLParser(collect_ids=False)))
    more: dict[str, Any] = {"phase": phase} if phase else {}
    judge = isoschematron.Schematron(
        etree.fromstring(rules), store_report=True, validate_schema=False, **more
    )
    judge.validate(tree)
    found: Finds = Counter()
    for kind, code in (("failed-assert", "SCT001"), ("successful-report", "SCT002")):
        for one in judge.validation_report.iter(SVRL + kind):
            location = one.get("location")
            if (of_attribute := location.rpartition("/")[2]).startswith("@"):
                path = f"/{of_attribute}"  # of which they say no more
            else:
                path = numbered(tree.xpath(location)[0])
            said = "".join((one.findtext(SVRL + "text") or "").split())  # they drop blanks
            found[code, path, said] += 1
    return found


def place(path: str) -> str:
    """A path as both can give it: of an attribute they say no more than its name."""
    last = path.rpartition("/")[2]
    return f"/{last}" if last.startswith("@") else path


def numbered(element: Any) -> str:
    """The path of an element, each step but the first with its number among those of its name."""
    steps = []
    while (above := element.getparent()) is not None:
        name = etree.QName(element).localname
        same = [e for e in above if etree.QName(e).localname == name]
        steps.append(f"{name}[{same.index(element) + 1}]")
        element = above
    return "/" + "/".join([etree.QName(element).localname, *reversed(steps)])


@pytest.mark.parametrize("seed", range(SCHEMAS))
def test_generated_rules_find_what_they_find_elsewhere(seed: int) -> None:
    rules, text = schema(seed).encode(), document(seed).encode()
    assert ours(rules, text) == theirs(rules, text)
    if seed % 4 == 0:
        assert ours(rules, text, "some") == theirs(rules, text, "some")


@pytest.mark.parametrize("phase", ["", "header", "apparatus"])
def test_realistic_rules_find_what_they_find_elsewhere(phase: str) -> None:
    rules, text = REALISTIC.read_bytes(), EDITION.read_bytes()
    found = ours(rules, text, phase or DEFAULT)
    assert found == theirs(rules, text, phase)
    assert sum(found.values()) >= (20 if not phase else 3)
