"""Each rule is held to its docstring: PASS examples pass, FAIL examples fail, codes are unique."""

from __future__ import annotations

import re

import pytest

from variorum import relaxng as grammar
from variorum.validation import Options, profile
from variorum.validation.document import intake
from variorum.validation.indexes.context import Context, Shared
from variorum.validation.run import check
from variorum.validation.run.catalogue import Rule, checks, find, rules
from variorum.validation.run.grammar_findings import grammar_findings
from variorum.validation.run.schema_rules import PAGES
from variorum.validation.run.xpath_rules import document_of


def codes_of(rule: Rule, example: str) -> list[str]:
    document, found = intake.read(document_of(example), path="example.xml")
    assert document is not None, found
    options = Options(**dict(rule.options))
    context = Context(Shared(document, options), rule.code, rule.slug, rule.severity)
    assert rule.check is not None
    return [finding.code for finding in rule.check(context)]


def test_codes_and_slugs_are_unique():
    codes = [rule.code for rule in rules()]
    slugs = [rule.slug for rule in rules()]
    assert len(set(codes)) == len(codes)
    assert len(set(slugs)) == len(slugs)
    assert all(re.fullmatch(r"[A-Z]{3}\d{3}", code) for code in codes)


@pytest.mark.parametrize("rule", checks(), ids=lambda rule: rule.slug)
def test_a_rule_documents_itself_with_examples_of_both_kinds(rule):
    assert rule.title.endswith("."), rule.title
    assert rule.passes
    assert rule.fails


@pytest.mark.parametrize("rule", checks(), ids=lambda rule: rule.slug)
def test_what_passes_passes_and_what_fails_fails(rule):
    for example in rule.passes:
        assert codes_of(rule, example) == [], example
    for example in rule.fails:
        assert rule.code in codes_of(rule, example), example


@pytest.mark.parametrize("rule", checks(), ids=lambda rule: rule.slug)
def test_a_rule_tolerates_any_tree(rule):
    for data in (b"<a/>", b"<TEI/>", b"<app><rdg wit='# #'/><lem wit=''/></app>", HOSTILE.encode()):
        document, _ = intake.read(data, path="x.xml")
        assert document is not None
        context = Context(Shared(document, Options()), rule.code, rule.slug, rule.severity)
        list(rule.check(context))


ATTRIBUTES = (
    "wit target corresp ref resp hand source next prev from to loc when notBefore notAfter type "
    "subtype xml:lang xml:id n method location ident matchPattern replacementPattern usage "
    "xml:base cause varSeq who calendar dur-iso reason scheme mainLang otherLangs"
).split()
ELEMENTS = (
    "app lem rdg rdgGrp witDetail wit listWit witness lacunaStart lacunaEnd witStart witEnd date "
    "choice abbr sic corr supplied link relatedItem variantEncoding language langUsage persName "
    "prefixDef teiHeader note lb l p ptr foreign annotation annotationBlock graph node arc"
).split()
BAD = ("", "#", " ", "##", "a#b#c", "\u00ff", "::", "[(*", "9999-99-99", "-0001", "x" * 300)


def hostile(name: str, i: int) -> str:
    """An element with every attribute that rules look at, each with a bad value."""
    bad = [f'{a}="{BAD[(i + j) % len(BAD)]}"' for j, a in enumerate(ATTRIBUTES)]
    return f"<{name} {' '.join(bad)}>[x</{name}>"


HOSTILE = f"<TEI>{''.join(hostile(name, i) for i, name in enumerate(ELEMENTS))}</TEI>"


def test_the_pipeline_survives_the_hostile_tree():
    report = check.validate(HOSTILE.encode(), path="hostile.xml")
    assert report.findings


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.slug)
def test_the_pages_of_the_grammars_codes_say_what_the_grammar_says(page):
    schema = grammar.load(profile.data(), name="profile.rng")
    rule = find(page.code)
    assert (rule.slug, bool(rule.title), bool(rule.why)) == (page.slug, True, True)
    for example, wanted in ((page.passes, 0), (page.fails, 1)):
        data = document_of(example)
        read = intake.read(data, path="example.xml")[0]
        found = grammar_findings(read, schema)
        inside = [
            finding
            for finding in found
            if example and "/body[1]/" in finding.xpath and finding.code == page.code
        ]
        assert len(inside) >= wanted if example and wanted else not inside, example


def test_every_family_of_rules_has_a_heading_and_no_heading_is_without_rules() -> None:
    from variorum.validation.run.catalogue import FAMILIES, rules

    assert list(FAMILIES) == sorted({rule.family for rule in rules()})
