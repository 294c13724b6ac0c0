"""Whatever is sent, opened or lost, the server answers and goes on."""

from __future__ import annotations

import io
import json
import random
import re
import subprocess
import sys
import threading
from pathlib import Path

import pytest

pytest.importorskip("pygls")
from conftest import TEI
from editor import SECONDS, Editor
from lsprotocol import types as lsp
from test_lsp_writing import EDITION

from variorum.api.standing import Standing, Superseded
from variorum.lsp.courier import Courier
from variorum.lsp.messages import Checked, send
from variorum.lsp.overlay import Overlay
from variorum.lsp.process import start
from variorum.lsp.worker import Orders

WRONG = [
    ("none/such", {}),
    ("textDocument/hover", {"textDocument": 1}),
    ("textDocument/hover", None),
    ("workspace/executeCommand", {"command": "none"}),
    ("textDocument/completion", {"textDocument": {"uri": "file:///a.xml"}}),
]


def test_a_request_that_cannot_be_done_is_answered_and_an_input_that_breaks_off_ends_all(
    tmp_path: Path,
) -> None:
    """The run ends when nobody holds its output any more: no process is left."""
    begin = {"capabilities": {}, "processId": None, "rootUri": None}
    right = {"textDocument": {"uri": "file:///a"}, "position": {"line": 9, "character": 9}}
    asked = [("initialize", begin), *WRONG, ("textDocument/hover", right)]
    sent = b""
    for number, (method, params) in enumerate(asked):
        message = {"jsonrpc": "2.0", "method": method, "params": params, "id": number}
        body = json.dumps(message).encode()
        sent += b"Content-Length: %d\r\n\r\n%s" % (len(body), body)
    done = subprocess.run([sys.executable, "-m", "variorum", "lsp"], input=sent + sent[:60],
                          cwd=tmp_path, capture_output=True, timeout=60, check=False)  # fmt: skip
    answers = {}
    for piece in re.split(rb"Content-Length: \d+\r\n(?:Content-Type[^\r]*\r\n)?\r\n", done.stdout):
        answer = json.loads(piece) if piece else {}
        if "id" in answer:
            answers[answer["id"]] = "error" if "error" in answer else "result"
    wrong = range(1, 1 + len(WRONG))
    assert answers == {n: "error" if n in wrong else "result" for n in range(len(asked))}
    assert b"Traceback" not in done.stderr
    assert b"variorum lsp: " in done.stderr


def test_a_place_beyond_the_text_is_its_end(editor: Editor) -> None:
    uri = editor.open("a.xml", EDITION % "<q>x</q>")
    for one in (lsp.Position(9_999, 9_999), lsp.Position(3, 9_999)):
        far = lsp.HoverParams(lsp.TextDocumentIdentifier(uri), one)
        assert editor.wait(editor.client.text_document_hover_async(far)) is None


def test_a_text_that_is_no_file_is_served(editor: Editor) -> None:
    uri = "untitled:Untitled-1"
    item = lsp.TextDocumentItem(uri, "xml", 1, EDITION % "<wronger/>")
    editor.client.text_document_did_open(lsp.DidOpenTextDocumentParams(item))
    assert "SCH001" in {d.code for d in editor.diagnostics(uri)}


def test_a_process_that_is_lost_is_said_and_another_takes_its_place(tmp_path: Path) -> None:
    found: list[tuple[Checked, int]] = []
    news = threading.Semaphore(0)

    def answered(checked: Checked, version: int) -> None:
        found.append((checked, version))
        news.release()

    process = start()
    courier = Courier(process, answered)
    try:
        path = str(tmp_path / "a.xml")
        courier.open(path, "<a>")
        courier.ask(path, 1)
        news.acquire()
        process.kill()
        process.wait()
        for version in (2, 3):
            courier.ask(path, version)
            news.acquire()
    finally:
        courier.end()
    codes = [[f.code for f in one.findings] for one, _ in found]
    assert codes == [["XML001"], ["XML009"], ["XML001"]]
    assert [version for _, version in found] == [1, 2, 3]


def test_a_check_of_what_was_edited_since_is_stopped_and_other_texts_are_not_lost(
    tmp_path: Path,
) -> None:
    found: list[tuple[str, int]] = []
    news = threading.Semaphore(0)

    def answered(checked: Checked, version: int) -> None:
        found.append((Path(checked.path).name, version))
        news.release()

    courier = Courier(start(), answered)
    try:
        for version in range(1, 9):
            for name in ("a.xml", "b.xml"):
                courier.open(str(tmp_path / name), "<a/>" * version)
                courier.ask(str(tmp_path / name), version)
        while not {("a.xml", 8), ("b.xml", 8)} <= set(found):
            assert news.acquire(timeout=30)
    finally:
        courier.end()
    for name in ("a.xml", "b.xml"):
        versions = [version for one, version in found if one == name]
        assert versions == sorted(set(versions))


def test_an_order_to_stop_ends_the_check_under_way_and_no_later_one() -> None:
    sent = io.BytesIO()
    for order in (("open", "a.xml", b"<a/>"), ("check", 1, "a.xml"), ("stop", 1)):
        send(sent, order)
    sent.seek(0)
    orders = Orders(sent)
    while orders.next() is not None:
        pass
    orders.running = 1
    with pytest.raises(Superseded):
        orders.step()
    orders.running = 2
    orders.step()


def test_a_check_that_was_stopped_anywhere_leaves_the_next_as_it_would_be() -> None:
    left = [10_000]

    def step() -> None:
        left[0] -= 1
        if left[0] < 0:
            raise Superseded

    memo = str(TEI / "memo.xml")
    standing = Standing(Overlay(), step)
    whole = standing.reports(memo)
    steps = 10_000 - left[0]
    assert steps > 50
    for many in range(0, steps, 9):
        left[0] = many
        with pytest.raises(Superseded):
            standing.reports(memo)
    left[0] = steps
    assert standing.reports(memo) == whole


def test_after_edits_at_random_the_server_knows_the_same_text(editor: Editor) -> None:
    """What is found at the end is what is found in the same text opened afresh."""
    text = (TEI / "memo.xml").read_text("utf-8").replace("\n", "\r\n", 40) + "<!-- 𐎠 é -->"
    assert edited_at_random(editor, text, 150, every=50)


@pytest.mark.slow
@pytest.mark.parametrize(
    "name",
    ["DigitalLatin__viewer__Servius", "erc-dharma__tfa-pallava-epigraphy__DHARMA_INSPallava00377",
     "SCDH__edition-data-template-cx__Heine-Traumbilder1.TEI-P5", "TEIC__Stylesheets__testapp2",
     "performant-software__juxta-service__autumn"],
)  # fmt: skip
def test_two_thousand_edits_of_a_real_edition_leave_the_server_as_new(
    editor: Editor, shared: Path, name: str
) -> None:
    text = (shared / "data" / "tei" / f"{name}.xml").read_bytes().decode("utf-8-sig")
    edited_at_random(editor, text, 2000, every=100)


def edited_at_random(editor: Editor, text: str, times: int, *, every: int) -> list[lsp.Diagnostic]:
    """Edit a text; now and then ask for all there is, and hold it to the text opened afresh."""
    chance = random.Random(3)
    whole = text
    uri = editor.open("random.xml", text)
    signs = ["<", ">", "</p>", "<p>", "𐎠", "é", "\r\n", "\n", "\r", "a", '"', "&", "<hi>", "</hi>"]
    found: list[lsp.Diagnostic] = []
    for turn in range(times):
        if turn % every == every // 2:  # or nothing is well-formed any more
            text = whole
            editor.change(uri, lsp.TextDocumentContentChangeWholeDocument(text))
        start = chance.randrange(len(text) + 1)
        end = min(start + chance.choice((0, 0, 1, 3)), len(text))
        if text[start - 1 : start + 1] == "\r\n" or text[end - 1 : end + 1] == "\r\n":
            continue  # no position is within the end of a line
        new = chance.choice(signs)
        places = [place(text, at) for at in (start, end)]
        editor.change(
            uri, lsp.TextDocumentContentChangePartial(lsp.Range(places[0], places[1]), new)
        )
        text = text[:start] + new + text[end:]
        if turn % every == every - 1 or turn == times - 1:
            ask_for_all(editor, uri, lsp.Range(places[0], place(text, start + len(new))))
            now = [d for d in editor.diagnostics(uri) if not d.data["kept"]]
            fresh = editor.diagnostics(editor.open("afresh.xml", text))
            found = editor.diagnostics(uri)
            assert told(now) == told(fresh)
            editor.close(editor.uri("afresh.xml"))
    editor.close(uri)
    return found


def told(found: list[lsp.Diagnostic]) -> list[object]:
    """What is said where."""
    return [(d.range, d.code, d.message, d.severity) for d in found]


def ask_for_all(editor: Editor, uri: str, part: lsp.Range) -> None:
    """Every request that a text can be asked; each is answered."""
    ids, at = lsp.TextDocumentIdentifier(uri), part.start
    client = editor.client
    for ask in (
        client.text_document_hover_async(lsp.HoverParams(ids, at)),
        client.text_document_completion_async(lsp.CompletionParams(ids, at)),
        client.text_document_definition_async(lsp.DefinitionParams(ids, at)),
        client.text_document_references_async(
            lsp.ReferenceParams(lsp.ReferenceContext(True), ids, at)
        ),
        client.text_document_document_highlight_async(lsp.DocumentHighlightParams(ids, at)),
        client.text_document_prepare_rename_async(lsp.PrepareRenameParams(ids, at)),
        client.text_document_code_action_async(
            lsp.CodeActionParams(ids, part, lsp.CodeActionContext([]))
        ),
        client.text_document_document_symbol_async(lsp.DocumentSymbolParams(ids)),
        client.text_document_folding_range_async(lsp.FoldingRangeParams(ids)),
        client.text_document_selection_range_async(lsp.SelectionRangeParams(ids, [at])),
        client.text_document_linked_editing_range_async(lsp.LinkedEditingRangeParams(ids, at)),
        client.text_document_semantic_tokens_full_async(lsp.SemanticTokensParams(ids)),
        client.text_document_inlay_hint_async(lsp.InlayHintParams(ids, part)),
        client.text_document_code_lens_async(lsp.CodeLensParams(ids)),
        client.text_document_document_link_async(lsp.DocumentLinkParams(ids)),
    ):
        editor.wait(ask)


@pytest.mark.slow
def test_of_fifty_megabytes_the_grammar_is_checked_that_is_said_and_others_go_on(
    editor: Editor,
) -> None:
    begin, end = (EDITION % "|").split("|")
    text = begin + "word <hi>word</hi> " * 2_700_000 + end
    assert len(text) > 50_000_000
    editor.within = 120  # a check of so much takes a minute beside others
    uri = editor.open("much.xml", text, save=False)
    assert "XML010" in {d.code for d in editor.diagnostics(uri)}
    editor.change(
        uri, lsp.TextDocumentContentChangePartial(lsp.Range(place(text, 60), place(text, 60)), "")
    )
    small = editor.open("small.xml", EDITION % "<wronger/>")
    assert "SCH001" in {d.code for d in editor.diagnostics(small)}
    editor.within = SECONDS


def place(text: str, offset: int) -> lsp.Position:
    """The position of an offset, in units of UTF-16."""
    before = text[:offset].replace("\r\n", "\n").replace("\r", "\n")
    line = before.rpartition("\n")[2]
    return lsp.Position(before.count("\n"), len(line.encode("utf-16-le")) // 2)
