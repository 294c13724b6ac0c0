"""A relation does not say what it relates, or in two ways at once.

It has @name, @ref or @key; @active or @mutual, not both; @passive only beside @active.

Guidelines: 14.3.2.3 (#NDPERSREL); Schematron of relation

PASS
    <listRelation><relation name="parent" active="#a" passive="#b"/></listRelation>
FAIL
    <listRelation><relation active="#a" passive="#b"/></listRelation>
FAIL
    <listRelation><relation name="kin" active="#a" mutual="#a #b"/></listRelation>
FAIL
    <listRelation><relation name="kin" passive="#b"/></listRelation>
"""

from __future__ import annotations

from collections.abc import Iterator

from ...model import Finding, Severity
from ..indexes.context import Context

CODE = "STR012"
SEVERITY = Severity.ERROR

ENDS = frozenset({"name", "ref", "key", "active", "mutual", "passive"})


def check(context: Context) -> Iterator[Finding]:
    for element in context.document.named("relation"):
        has = {attribute for attribute, value in element.items() if value and attribute in ENDS}
        if not has & {"name", "ref", "key"}:
            yield context.finding(
                element, "a <relation> has neither @name nor @ref nor @key", hint="name it"
            )
        if {"active", "mutual"} <= has:
            yield context.finding(
                element,
                "a <relation> has both @active and @mutual",
                hint="keep one of them",
                attribute="mutual",
            )
        elif "mutual" in has and len(set((element.get("mutual") or "").split())) < 2:
            yield context.finding(
                element,
                "a mutual <relation> names only one participant",
                hint="name every participant",
                attribute="mutual",
            )
        if "passive" in has and "active" not in has:
            yield context.finding(
                element,
                "a <relation> has @passive without @active",
                hint="add @active",
                attribute="passive",
            )
