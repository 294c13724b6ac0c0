"""While one writes: what is offered at the caret, and what is said of a thing one points at."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

pytest.importorskip("pygls")
from conftest import TEI
from editor import Editor
from lsprotocol import types as lsp

from variorum.lsp import tags
from variorum.lsp.completing import complete
from variorum.lsp.session import Session

SCHEMA = """<grammar xmlns="http://relaxng.org/ns/structure/1.0" ns="http://www.tei-c.org/ns/1.0"
  xmlns:a="http://relaxng.org/ns/compatibility/annotations/1.0"><start><ref name="list"/></start>
<define name="list"><element name="list">
  <a:documentation>(list) contains a *series* of items. [3.8. Lists]</a:documentation>
  <optional><element name="head"><text/></element></optional>
  <oneOrMore><ref name="item"/></oneOrMore><ref name="type"/></element></define>
<define name="type"><attribute name="type"><a:documentation>says the kind</a:documentation>
  <choice><value>gloss</value><a:documentation>with terms</a:documentation><value>plain</value>
  </choice></attribute><optional><attribute name="n"/></optional></define>
<define name="item"><element name="item"><ref name="ref"/><mixed><zeroOrMore>
  <choice><element name="lb"><empty/></element>
  <element name="ptr"><attribute name="target"/><empty/></element></choice>
  </zeroOrMore></mixed></element></define>
<define name="ref"><optional><attribute name="xml:id"/></optional></define></grammar>"""
HEAD = '<?xml-model href="list.rng"?>\n<list xmlns="http://www.tei-c.org/ns/1.0"'
LIST = HEAD + ' type="gloss">'
EDITION = """<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader><fileDesc><titleStmt><title>T</title>
</titleStmt><publicationStmt><p>none</p></publicationStmt><sourceDesc><listWit>
<witness xml:id="A">Codex <hi>Alexandrinus</hi></witness><witness xml:id="B">Codex B</witness>
</listWit></sourceDesc></fileDesc><profileDesc><handNotes>
<handNote xml:id="h1">a neat hand</handNote>
</handNotes><particDesc><listPerson><person xml:id="paul"><persName>Paul</persName></person>
</listPerson></particDesc></profileDesc></teiHeader><text><body><p xml:id="p1">one
<app><lem wit="#A">two</lem><rdg wit="#B">too</rdg></app> %s</p></body></text></TEI>
"""


@pytest.fixture(scope="module", autouse=True)
def schema(editor: Editor) -> None:
    (editor.folder / "list.rng").write_text(SCHEMA)


def at(text: str) -> tuple[str, lsp.Position]:
    """A text without the bar, and the position of that."""
    before, _, after = text.partition("|")
    line = before.count("\n")
    return before + after, lsp.Position(line, len(before.rpartition("\n")[2]))


def offered(editor: Editor, text: str, *, typed: str = "") -> dict[str, lsp.CompletionItem]:
    """What is offered at the bar, by label."""
    source, place = at(text)
    uri = editor.open("writing.xml", source)
    kind = lsp.CompletionTriggerKind
    context = lsp.CompletionContext(kind.TriggerCharacter if typed else kind.Invoked, typed or None)
    found = editor.wait(
        editor.client.text_document_completion_async(
            lsp.CompletionParams(lsp.TextDocumentIdentifier(uri), place, context=context)
        )
    )
    assert isinstance(found, lsp.CompletionList)
    labels = [item.label for item in found.items]
    assert len(labels) == len(set(labels))
    assert [item.sort_text for item in found.items] == sorted(
        i.sort_text or "" for i in found.items
    )
    return {item.label: item for item in found.items}


def taken(text: str, item: lsp.CompletionItem) -> str:
    """The text after an offer was taken."""
    source, _ = at(text)
    edit = item.text_edit
    assert isinstance(edit, lsp.TextEdit)
    lines = source.split("\n")
    start, end = (
        sum(len(line) + 1 for line in lines[: p.line]) + p.character
        for p in (edit.range.start, edit.range.end)
    )
    return source[:start] + edit.new_text + source[end:]


@pytest.mark.parametrize(
    ("text", "labels"),
    [
        (LIST + "<|", ["item", "head", "/list"]),
        (LIST + "<head>x</head><|</list>", ["item", "/list"]),
        (LIST + "<item>a<|", ["lb", "ptr", "/item"]),
        (LIST + "|", ["item", "head", "/list"]),
        (LIST + "<item></|", ["item"]),
        (HEAD + " |>", ["type", "n"]),
        (HEAD + ' n="1" |', ["type"]),
        (HEAD + ' | n="1">', ["type"]),
        (HEAD + ' type="|">', ["gloss", "plain"]),
        (HEAD + ' type="g|', ["gloss", "plain"]),
        (LIST + "<item>&|", ["amp", "lt", "gt", "quot", "apos"]),
        (LIST + "<item>wor|", []),
        (LIST + "<!-- <|", []),
        (LIST + "<wrong><item>a</item><item|", ["/wrong"]),
        (LIST + "<item>a</lb></item></item><|", ["item", "/list"]),
        (LIST + "<item>a &nbsp; b < c</item><item|", ["item", "/list"]),
    ],
)
def test_what_may_come_is_offered_required_first(
    editor: Editor, text: str, labels: list[str]
) -> None:
    assert list(offered(editor, text)) == labels


@pytest.mark.parametrize(
    ("text", "label", "after"),
    [
        (LIST + "<it|", "item", LIST + "<item>$0</item>"),
        (LIST + "|", "item", LIST + "<item>$0</item>"),
        (LIST + "<it|em>a</item>", "item", LIST + "<item>a</item>"),
        (LIST + "<item><l|", "lb", LIST + "<item><lb/>$0"),
        (LIST + "<item><|", "ptr", LIST + '<item><ptr target="$1"/>$0'),
        (LIST + "<item>a</|", "item", LIST + "<item>a</item>"),
        (LIST + "<item>a</|>", "item", LIST + "<item>a</item>"),
        (LIST + "<item>a<|", "/item", LIST + "<item>a</item>"),
        (HEAD + " ty|>", "type", HEAD + ' type="$1"$0>'),
        (HEAD + ' ty|="gloss">', "type", HEAD + ' type="gloss">'),
        (HEAD + ' type="gl|oss">', "plain", HEAD + ' type="plain">'),
        (LIST + "<item>&a|", "amp", LIST + "<item>&amp;"),
    ],
)
def test_what_is_taken_stands_where_it_was_begun(
    editor: Editor, text: str, label: str, after: str
) -> None:
    assert taken(text, offered(editor, text)[label]) == after


def test_a_blank_in_the_text_offers_nothing(editor: Editor) -> None:
    assert offered(editor, LIST + "<item>a |", typed=" ") == {}
    assert offered(editor, LIST + "<|", typed="<")


@pytest.mark.parametrize(
    ("text", "label", "said"),
    [
        (LIST + "<|", "item", None),
        (
            '<?xml-model href="list.rng"?>\n<|',
            "list",
            "**list**: contains a \\*series\\* of items.\n\n*3.8. Lists*",
        ),
        (HEAD + " |>", "type", "says the kind"),
        (HEAD + ' type="|">', "gloss", "with terms"),
        (HEAD + ' type="|">', "plain", None),
    ],
)
def test_an_offer_is_documented_by_the_schema(
    editor: Editor, text: str, label: str, said: str | None
) -> None:
    items = offered(editor, text)
    if label == "list":
        assert taken(text, items["list"]).endswith(
            '<list xmlns="http://www.tei-c.org/ns/1.0" type="$1">$0</list>'
        )
    item = editor.wait(editor.client.completion_item_resolve_async(items[label]))
    value = item.documentation.value if isinstance(item.documentation, lsp.MarkupContent) else None
    assert value == said


@pytest.mark.parametrize(
    ("markup", "labels"),
    [
        ('<app><rdg wit="|"/></app>', ["#A", "#B"]),
        ('<app><rdg wit="#A #|"/></app>', ["#B"]),
        ('<app><rdg wit="| #B"/></app>', ["#A"]),
        ('<add hand="#|">x</add>', ["#h1"]),
        ('<persName ref="|">P</persName>', ["#paul"]),
        ('<note target="|"/>', ["#A", "#B", "#h1", "#paul", "#p1"]),
        ('<persName ref="other.xml#|">P</persName>', ["other.xml#far"]),
        ('<persName ref="lost.xml#|">P</persName>', []),
    ],
)
def test_a_pointer_is_offered_the_names_of_the_right_kind(
    editor: Editor, markup: str, labels: list[str]
) -> None:
    (editor.folder / "other.xml").write_text('<p><person xml:id="far"/><place xml:id="no"/></p>')
    found = offered(editor, EDITION % markup)
    assert list(found) == labels
    if "#A" in found:
        assert found["#A"].detail == "Codex Alexandrinus"


@pytest.mark.parametrize(
    "head",
    [EDITION.replace(' xmlns="http://www.tei-c.org/ns/1.0"', ""),
     EDITION.replace("<listPerson>", '<listPerson><note><m xmlns="a"/></note>')],
)  # fmt: skip
def test_a_namespace_that_is_lost_or_left_again_costs_no_offer(editor: Editor, head: str) -> None:
    assert {"app", "hi", "q"} < set(offered(editor, head % "<|"))
    assert "wit" in offered(editor, head % "<app><rdg |>a</rdg></app>")


def test_bare_sigla_are_offered_bare(editor: Editor) -> None:
    text = (EDITION % '<app><rdg wit="|"/></app>').replace('wit="#', 'wit="')
    assert list(offered(editor, text)) == ["A", "B"]


def test_languages_of_the_text_come_before_those_of_the_registry(editor: Editor) -> None:
    found = list(offered(editor, EDITION % '<foreign xml:lang="cop">a</foreign><q xml:lang="|"/>'))
    assert found[0] == "cop"
    assert {"la", "grc", "de"} < set(found)


def test_an_entry_with_all_witnesses_is_one_offer(editor: Editor) -> None:
    text = EDITION % "<|"
    found = offered(editor, text)
    after = taken(text, found["app with its witnesses"])
    assert '<app><lem wit="#A">$1</lem><rdg wit="#B">$2</rdg></app>$0' in after
    assert "choice of sic and corr" in found
    assert "subst of del and add" in found


def test_values_that_the_text_has_elsewhere_are_offered_the_frequent_first(editor: Editor) -> None:
    text = EDITION % '<hi rend="b"/><hi rend="i"/><hi n="1" rend="b"/><q rend="x"/><hi rend="|c"/>'
    found = offered(editor, text)
    assert list(found) == ["b", "i"]
    assert found["b"].detail == "2 × in this text"
    assert not offered(editor, EDITION % '<hi xml:id="a"/><hi xml:id="|"/>')


def test_dates_of_the_text_and_of_today_are_offered_where_a_date_stands(editor: Editor) -> None:
    found = offered(editor, EDITION % '<date when="1850"/><date when="|"/><date n="1900"/>')
    today, known = found
    assert re.fullmatch(r"\d{4}-\d\d-\d\d", today)
    assert found[today].detail == "today"
    assert known == "1850"


def test_the_end_of_a_span_is_sought_after_it_among_the_anchors(editor: Editor) -> None:
    text = (
        EDITION % '<addSpan spanTo="#|"/><seg xml:id="s"/><anchor xml:id="e"/><anchor xml:id="f"/>'
    )
    assert list(offered(editor, text))[:3] == ["#e", "#f", "#s"]


def test_persons_come_first_where_an_author_is_named(editor: Editor) -> None:
    text = (EDITION % "x").replace("</title>", '</title><author ref="#|"/>')
    assert next(iter(offered(editor, text))) == "#paul"


def test_who_changed_a_file_is_whoever_is_named_and_no_such_id_hides_the_others(
    editor: Editor,
) -> None:
    change = '<revisionDesc><change who="#|"/></revisionDesc></teiHeader>'
    text = (EDITION % "x").replace("</teiHeader>", change)
    found = offered(editor, text.replace("<title>", '<title xml:id="t">'))
    assert list(found) == ["#paul"]
    assert list(offered(editor, EDITION % '<placeName ref="#|"/>')) == [
        "#A", "#B", "#h1", "#paul", "#p1"
    ]  # fmt: skip


def hovered(editor: Editor, text: str) -> str:
    source, place = at(text)
    uri = editor.open("hover.xml", source)
    found = editor.wait(
        editor.client.text_document_hover_async(
            lsp.HoverParams(lsp.TextDocumentIdentifier(uri), place)
        )
    )
    if found is None:
        return ""
    assert isinstance(found.contents, lsp.MarkupContent)
    return found.contents.value


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (HEAD.replace("<list", "<li|st") + ' type="gloss"><item/></list>',
         "`<list>`\n\n**list**: contains a \\*series\\* of items.\n\n*3.8. Lists*"),
        (LIST + "<item/></li|st>", "**list**"),
        (HEAD + ' ty|pe="gloss"><item/></list>', "`@type`\n\nsays the kind"),
        (HEAD + ' type="gl|oss"><item/></list>', "`gloss`\n\nwith terms"),
        (LIST + "<item>wo|rd</item></list>", ""),
        (EDITION % '<app><rdg wit="#|A"/></app>',
         "`<witness>` **A**\n\nCodex Alexandrinus\n\ncited twice in @wit of this file"),
        (EDITION % '<persName ref="#pa|ul"/>', "`<person>` **paul**\n\nPaul"),
        (EDITION % '<q corresp="#p|1"/><q corresp="#p1"/>', "`<p>` **p1**"),
        ((EDITION % '<q corresp="#p1"/>').replace('id="p1"', 'id="p|1"'),
         "`p1`: pointed to once in this file"),
        (EDITION % '<app><rdg wit="#|Q">x</rdg></app>', "**WIT001**"),
        (EDITION % '<app><rdg wit="#|Q">x</rdg></app>', "Wrong:\n\n```xml"),
    ],
)  # fmt: skip
def test_a_thing_says_what_it_is(editor: Editor, text: str, said: str) -> None:
    found = hovered(editor, text)
    assert said in found if said else not found


def test_full_tei_is_offered_and_explained(editor: Editor, shared: Path) -> None:
    (editor.folder / "tei_all.rng").write_bytes((shared / "schema/tei_all-4.3.0.rng").read_bytes())
    model = '<?xml-model href="tei_all.rng"?>\n'
    text = model + EDITION % "<app><rdg w|"
    assert {"wit", "type", "xml:lang", "cause"} < set(offered(editor, text))
    found = offered(editor, model + EDITION % "<|")
    assert {"app", "persName", "lb"} < set(found)
    item = editor.wait(editor.client.completion_item_resolve_async(found["lb"]))
    assert isinstance(item.documentation, lsp.MarkupContent)
    assert item.documentation.value.startswith("**line beginning**: marks the beginning")
    assert "apparatus entry" in hovered(editor, model + EDITION % "<a|pp/>")
    assert hovered(editor, model + EDITION % '<lb n="8|"/>').startswith("`8`\n\n**number**")
    assert "destination" in hovered(editor, model + EDITION % '<ref target="https://a|.b">c</ref>')
    languages = "<profileDesc><langUsage><language ident='|'/></langUsage>"
    text = (EDITION % '<q xml:lang="cop"/>').replace("<profileDesc>", languages)
    assert list(offered(editor, text))[:2] == ["cop", "aa"]


def test_what_an_encoder_wrote_next_was_offered() -> None:
    """At the tags of an edition, with all after them cut off, as they were written."""
    source = (TEI / "memo.xml").read_text("utf-8")
    session = Session()
    every = [tag for tag in tags.tags(source) if not tag.closes]
    for tag in every[:: len(every) // 40]:
        one = session.opened((TEI / "memo.xml").as_uri(), 0, source[: tag.start + 1])
        found = complete(session, one, tag.start + 1, snippets=True, invoked=True)
        assert tag.name in {item.label for item in found}
        for attribute in tags.attributes(source, tag):
            if not attribute.name.startswith("xmlns"):
                one = session.opened((TEI / "memo.xml").as_uri(), 0, source[: attribute.at])
                found = complete(session, one, attribute.at, snippets=True, invoked=True)
                assert attribute.name in {item.label for item in found}
