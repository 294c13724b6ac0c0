"""What people decide is found again, obeyed or refused by name, and never lost."""

from __future__ import annotations

import errno
import logging
import os
import random
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import variorum as v
from variorum.api import deciding, editing
from variorum.critic.decisions import Anchors, Docket
from variorum.critic.decisions.lines import line, parse
from variorum.text.passages import cut

WORDS = ["the", "wise", "man", "came", "home", "and", "rested", "."]


def witness(text: str, siglum: str = "A", unit: str = "auto") -> v.Witness:
    return cut(v.witness(text, siglum=siglum), unit)


@given(st.lists(st.sampled_from(WORDS), min_size=1, max_size=30), st.data())
def test_a_place_is_found_where_it_was_made_however_the_text_is_cut(
    words: list[str], data: st.DataObject
) -> None:
    text = " ".join(words)
    start = data.draw(st.integers(0, len(witness(text)) - 1))
    end = data.draw(st.integers(start + 1, min(start + 3, len(witness(text)))))
    places = {Anchors(witness(text, unit=u)).place(start, end) for u in ("auto", "sentence")}
    assert len(places) == 1
    for unit in ("auto", "sentence", "line"):
        found = Anchors(witness(text, unit=unit)).find(*places)
        assert found == (range(start, end), True)


def test_words_that_moved_are_found_by_their_neighbours_and_never_guessed() -> None:
    old = Anchors(witness("He saw the old man and then the young man came home again."))
    young = old.place(9, 10)
    assert (young.text, young.near) == ("man", "then the young | came home again")
    moved = witness("So he saw the old man, and then the young man came home again.")
    found = Anchors(moved).find(young)
    assert not isinstance(found, str)
    assert not found[1]
    assert moved.slice(found[0].start, found[0].stop + 1) == "man came"
    two = Anchors(witness("A man and a man and a man."))
    assert str(two.find(young)) == "'man' does not stand between the same words now"
    assert str(Anchors(witness("Nobody.")).find(young)) == "A has no 'man' now"


def test_many_words_are_told_by_their_ends_and_found_again_with_a_word_more() -> None:
    text = "One came. Two of the three old men went away from home then. Three stayed."
    place = Anchors(witness(text)).place(3, 15)
    assert place.text == "Two of the … home then ."
    now = witness(text.replace("old men", "very old men"))
    found = Anchors(now).find(place)
    assert not isinstance(found, str)
    assert now.slice(found[0].start, found[0].stop).startswith("Two of the three very old")
    assert now.slice(found[0].start, found[0].stop).endswith("then.")


def test_a_sentence_with_nothing_opposite_does_not_speak_for_its_paragraph() -> None:
    one = v.witness("He came home. He slept. He ate his bread.", siglum="A", language="en")
    two = v.witness("He came to his home. He ate the bread.", siglum="B", language="en")
    place = Anchors(cut(one, "sentence")).tokens(v.Place("A", "p1.2"))
    assert isinstance(place, v.Place)
    assert (place.division, place.text) == ("p1", "He slept .")
    made = [v.Decision("row", "alone", (place,), id="1")]
    done = editing.decide(one, two, decisions=made, translations=True, unit="sentence")
    assert states(done) == [("row", "applied")]
    rows = v.align(one, two, decisions=made, unit="paragraph")
    assert [row.texts for row in rows] == [(one.text, two.text)]
    done = editing.decide(one, two, decisions=made, translations=True, unit="paragraph")
    assert "longer here than the words that were meant" in done.outcomes[0].reason


def test_a_word_is_found_again_after_its_paragraph_got_another_number() -> None:
    place = Anchors(witness("One.\n\nTwo came home.")).place(3, 4)
    assert (place.division, place.text) == ("p2", "came")
    for before in ("Zero.\n\nOne.\n\nTwo came home.", "Two came home."):
        found = Anchors(witness(before)).find(place)
        assert not isinstance(found, str)
        assert not found[1]


def revised(words: list[str], chance: random.Random) -> tuple[list[str], dict[int, int]]:
    """A text with words left out and added, and where each word that stayed stands now."""
    made: list[str] = []
    stands: dict[int, int] = {}
    for number, word in enumerate(words):
        at = chance.random()
        if at < 0.02:
            continue
        if at > 0.98:
            made.append("added")
        stands[number] = len(made)
        made.append(word)
    return made, stands


def paragraphs(words: list[str], size: int) -> str:
    return "\n\n".join(" ".join(words[i : i + size]) for i in range(0, len(words), size))


@pytest.mark.parametrize("size", [40, 37])  # the same paragraphs, or others throughout
def test_after_a_revision_places_are_found_right_or_not_at_all(size: int) -> None:
    chance = random.Random(size)
    words = [f"w{min(int(chance.paretovariate(0.6)), 400)}" for _ in range(2000)]
    new, stands = revised(words, chance)
    old, now = Anchors(witness(paragraphs(words, 40))), Anchors(witness(paragraphs(new, size)))
    found = [(n, now.find(old.place(n, n + 1))) for n in range(0, 2000, 5)]
    placed = [(n, f[0].start) for n, f in found if not isinstance(f, str)]
    assert [n for n, at in placed if stands.get(n) != at] == []
    assert len(placed) > 0.85 * len(found)


IDS = st.text("0123456789ABCDEFGHJKMNPQRSTVWXYZ", min_size=26, max_size=26)
TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=8)
DECISIONS = st.builds(
    v.Decision,
    kind=st.sampled_from(["class", "align", "comment", "kind of tomorrow"]),
    ruling=TEXTS,
    at=st.lists(
        st.builds(v.Place, TEXTS, TEXTS, st.just(2), st.just(3), TEXTS, TEXTS), max_size=2
    ).map(tuple),
    fields=st.sampled_from([(), (("reading", ""),), (("readings", ("a", "b")),)]),
    author=TEXTS,
    reason=TEXTS,
    id=IDS,
)


@given(st.lists(DECISIONS, unique_by=lambda d: d.id, max_size=5))
def test_a_file_of_decisions_says_what_was_written_one_line_each(
    decisions: list[v.Decision],
) -> None:
    text = "".join(map(line, decisions))
    assert text.count("\n") == len(text.splitlines()) == len(decisions)
    found, torn = parse(text, name="EN.jsonl")
    assert (list(found), torn) == (sorted(decisions, key=lambda d: d.id), "")


@settings(max_examples=20)
@given(st.data())
def test_a_torn_last_line_costs_only_itself(data: st.DataObject) -> None:
    text = line(v.Decision("done", id="1")) + line(v.Decision("comment", "é", id="2"))
    first = text.index("\n") + 1
    size = data.draw(st.integers(first, len(text)))
    found, torn = parse(text[:size], name="EN.jsonl")
    assert len(found) == (2 if size >= len(text) - 1 else 1)
    assert torn == ("" if len(found) == 2 else text[first:size])


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('{"id": "1"}\n', "EN.jsonl:1: a decision without a kind"),
        ('{"id": "1", "kind": "done"}\nnonsense\n', "EN.jsonl:2: not a decision"),
        ("<<<<<<< HEAD\n", "EN.jsonl:1: a merge conflict was left here; keep both sides"),
        ('{"id": "1", "kind": "done", "at": [3]}\n', "EN.jsonl:1: a place is not readable"),
        (
            '{"id": "1", "kind": "done"}\n{"id": "1", "kind": "doubt"}\n',
            "EN.jsonl:2: the id 1 was given to another decision above",
        ),
    ],
)
def test_a_broken_line_is_named_with_its_remedy(text: str, message: str) -> None:
    with pytest.raises(v.ReadError) as error:
        parse(text, name="EN.jsonl")
    assert str(error.value).startswith(message)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "A.txt").write_text("one two three four five\n", encoding="utf-8")
    (tmp_path / "B.txt").write_text("one two tree four five\n", encoding="utf-8")
    (tmp_path / "C.txt").write_text("one tree four six\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def at(siglum: str, start: int, end: int = 0) -> v.Place:
    return Anchors(v.read(f"{siglum}.txt")[siglum]).place(start, end or start + 1)


def saved(*decisions: v.Decision, author: str = "EN") -> tuple[v.Decision, ...]:
    return deciding.record(decisions, "decisions", author=author, host=v.api.Machine())


def entries(done: v.Decided) -> list[str]:
    return [
        f"{str(unit.lemma) or 'om.'}] "
        + "; ".join(f"{str(r) or 'om.'} {r.cls}" for r in unit.readings[1:])
        for unit in done.apparatus
    ]


def decided(**how: object) -> v.Decided:
    return editing.decide("A.txt", "B.txt", "C.txt", decisions="decisions", **how)  # type: ignore[arg-type]


def states(done: v.Decided) -> list[tuple[str, str]]:
    return [(o.decision.kind, o.state) for o in done.outcomes]


def test_decisions_are_saved_by_author_with_ids_that_sort_and_git_told_how_to_merge(
    folder: Path,
) -> None:
    first = saved(v.Decision("class", "name-form", (at("A", 2),), (("reading", "tree"),)))
    more = saved(v.Decision("done", at=(at("A", 0),)), v.Decision("done", at=(at("A", 1),)))
    assert (folder / "decisions" / ".gitattributes").read_text() == "*.jsonl merge=union\n"
    ids = [d.id for d in (*first, *more)]
    assert ids == sorted(set(ids))
    assert len(ids[0]) == 26
    assert {d.batch for d in more} == {more[0].id}
    assert not first[0].batch
    held = deciding.journal("decisions", v.api.Machine())
    assert held == (*first, *more)


def test_a_class_that_was_decided_holds_and_is_taken_back_and_again_in_force(folder: Path) -> None:
    (one,) = saved(v.Decision("class", "name-form", (at("A", 2),), (("reading", "tree"),)))
    assert "three] tree name-form" in entries(decided())
    host = v.api.Machine()
    (undo,) = deciding.withdraw([one.id[-6:]], "decisions", author="EN", host=host)
    assert "three] tree lexical" in entries(decided())
    assert states(decided()) == [("class", "withdrawn"), ("withdraw", "applied")]
    deciding.withdraw([undo.id], "decisions", author="EN", host=host)
    assert "three] tree name-form" in entries(decided())


def test_words_kept_apart_are_two_entries_and_words_together_are_one_column(folder: Path) -> None:
    saved(v.Decision("apart", at=(at("A", 2), at("B", 2))))
    done = decided()
    assert entries(done)[1:3] == ["om.] tree addition", "three] om. omission; tree lexical"]
    saved(v.Decision("align", at=(at("A", 1), at("C", 1))))
    again = decided()
    table = again.apparatus.collation
    assert [c.texts for c in table][1] == ("two", "two", "tree")
    assert states(again) == [("apart", "applied"), ("align", "applied")]


def test_of_words_that_cross_the_later_holds_and_the_other_is_named(folder: Path) -> None:
    (old,) = saved(v.Decision("align", at=(at("A", 1), at("C", 2))))
    (new,) = saved(v.Decision("align", at=(at("A", 3), at("C", 1))), author="MK")
    done = decided()
    assert states(done) == [("align", "contradicted"), ("align", "applied")]
    assert f"it crosses align of MK ({new.id})" in done.outcomes[0].reason
    saved(v.Decision("settle", old.id))
    assert [o.state for o in decided().outcomes] == ["applied", "contradicted", "applied"]


def test_who_changes_his_mind_contradicts_nobody_but_two_authors_do_until_it_is_settled(
    folder: Path,
) -> None:
    place, reading = (at("A", 2),), (("reading", "tree"),)
    saved(v.Decision("class", "name-form", place, reading))
    saved(v.Decision("class", "synonym", place, reading))
    assert [o.state for o in decided().outcomes] == ["withdrawn", "applied"]
    saved(v.Decision("class", "case", place, reading), author="MK")
    assert [o.state for o in decided().outcomes] == ["withdrawn", "contradicted", "applied"]
    assert "three] tree case" in entries(decided())
    (_, mine, _) = (o.decision for o in decided().outcomes)
    saved(v.Decision("settle", mine.id))
    assert "three] tree synonym" in entries(decided())
    assert [o.state for o in decided().outcomes] == ["withdrawn", "applied", "withdrawn", "applied"]


def test_what_cannot_be_obeyed_is_reported_in_one_line_each(
    folder: Path, caplog: pytest.LogCaptureFixture
) -> None:
    saved(v.Decision("class", "name-form", (at("A", 2),), (("reading", "threw"),)))
    with (folder / "decisions" / "EN.jsonl").open("a") as file:
        file.write('{"id": "9", "kind": "tomorrow"}\n')
    with caplog.at_level(logging.WARNING, "variorum"):
        v.apparatus("A.txt", "B.txt", "C.txt", decisions="decisions")
    told = [record.message for record in caplog.records]
    assert "(class name-form, A p1 3 three;" in told[0]
    assert told[0].endswith("no witness reads 'threw' there")
    assert told[1].endswith("unknown kind 'tomorrow', perhaps of a newer version")


def git(folder: Path, *words: str) -> None:
    name = ("-c", "user.name=x", "-c", "user.email=x@example.org", "-c", "commit.gpgsign=false")
    subprocess.run(["git", *name, *words], cwd=folder, check=True, capture_output=True)


def merged(folder: Path, seed: int) -> None:
    """One author on two machines, and another: their branches, each with lines of its own."""
    chance = random.Random(seed)
    git(folder, "init", "-q", "-b", "main")
    made: list[v.Decision] = []

    def decide(author: str) -> None:
        some = [v.Decision("comment", f"{chance.random()}", (at("A", 1),))] * chance.randint(1, 4)
        made.extend(saved(*some, author=author))

    decide("EN")
    git(folder, "add", "-A")
    git(folder, "commit", "-qm", "first")
    for branch, authors in (("here", ("EN",)), ("there", ("EN", "MK"))):
        git(folder, "checkout", "-q", "-b", branch, "main")
        for author in authors:
            decide(author)
        git(folder, "add", "-A")
        git(folder, "commit", "-qm", branch)
    git(folder, "merge", "-q", "here")
    held = deciding.journal("decisions", v.api.Machine())
    assert sorted(held, key=lambda d: d.id) == sorted(made, key=lambda d: d.id)


def test_branches_of_one_author_on_two_machines_merge_without_a_word(folder: Path) -> None:
    merged(folder, 1)


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(400))
def test_four_hundred_merges_break_nothing(folder: Path, seed: int) -> None:
    merged(folder, seed)


def test_a_full_disk_saves_nothing_and_says_so(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    saved(v.Decision("note", "one", (at("A", 1),)))
    path = folder / "decisions" / "EN.jsonl"
    before, write = path.read_bytes(), os.write
    room = [10]

    def full(handle: int, data: bytes) -> int:
        if not room[0]:
            raise OSError(errno.ENOSPC, "No space left on device")
        count = write(handle, data[: room[0]])
        room[0] -= count
        return count

    monkeypatch.setattr(os, "write", full)
    with pytest.raises(v.WriteError, match=r"no space left on device\): nothing was saved"):
        saved(v.Decision("note", "two", (at("A", 1),)))
    assert path.read_bytes() == before


def test_a_folder_that_cannot_be_written_is_named(folder: Path) -> None:
    (folder / "decisions").write_text("a file")
    with pytest.raises(v.WriteError, match="is a file, and each author has one of his own"):
        saved(v.Decision("note", "one", (at("A", 1),)))


def test_a_computer_that_stops_at_any_byte_costs_only_the_line_not_yet_confirmed(
    folder: Path, caplog: pytest.LogCaptureFixture
) -> None:
    saved(v.Decision("note", "one", (at("A", 1),)))
    saved(v.Decision("note", "two é", (at("A", 1),)))
    path = folder / "decisions" / "EN.jsonl"
    whole = path.read_bytes()
    first = whole.index(b"\n") + 1
    for size in range(first, len(whole)):
        path.write_bytes(whole[:size])
        caplog.clear()
        saved(v.Decision("note", "three", (at("A", 1),)))
        held = [d.ruling for d in deciding.journal("decisions", v.api.Machine())]
        complete = size >= len(whole) - 1
        assert held == (["one", "two é", "three"] if complete else ["one", "three"])
        assert ("was moved to" in caplog.text) == (not complete and size > first)


APPENDING = """
import sys
from variorum.api import Machine
for number in range(20):
    line = '{"id": "%s%02d", "kind": "done"}\\n' % (sys.argv[1], number)
    Machine().append("decisions/EN.jsonl", line.encode())
"""


def test_programs_that_append_at_once_wait_for_each_other(folder: Path) -> None:
    known = {**os.environ, "PYTHONPATH": str(Path(v.__file__).parent.parent)}
    started = [
        subprocess.Popen([sys.executable, "-c", APPENDING, name], cwd=folder, env=known)
        for name in "AB"
    ]
    assert [process.wait(60) for process in started] == [0, 0]
    assert len(deciding.journal("decisions", v.api.Machine())) == 40


def test_a_form_that_counts_as_another_gives_its_class_to_that_difference_alone() -> None:
    texts = [
        v.witness(text, siglum=siglum, language="la")
        for siglum, text in (
            ("A", "Sed novus homo arduus erat"),
            ("B", "sed novos homo arduos"),
        )
    ]
    said = (("pattern", "(?<=[uv])o(?=[sm]$)"), ("class", "orthographic"))
    done = editing.decide(
        *texts, decisions=[v.Decision("regularise", "u", fields=said)], translations=False
    )
    found = {r.text: r.cls for unit in done.apparatus for r in unit.readings[1:]}
    assert found == {
        "sed": "case", "novos": "orthographic", "arduos": "orthographic", "": "omission",
    }  # fmt: skip


def test_a_new_form_that_a_pattern_would_change_is_reported_and_left(
    caplog: pytest.LogCaptureFixture,
) -> None:
    texts = [v.witness("novus vivus", siglum="A"), v.witness("novos vivos", siglum="B")]
    said = (("pattern", "o(?=s$)"), ("forms", ("novos",)))
    made = v.Decision("regularise", "u", fields=said)
    with caplog.at_level(logging.WARNING, "variorum"):
        table = v.collate(*texts, decisions=[made], translations=False)
    assert "which is left as it is: vivos = vivus" in caplog.text
    assert [table["B"].normal(i) for i in range(2)] == ["novus", "vivos"]


def test_a_table_that_was_made_before_obeys_what_it_can_and_refuses_the_rest_by_name(
    folder: Path, caplog: pytest.LogCaptureFixture
) -> None:
    table = v.collate("A.txt", "B.txt", "C.txt", segmentation=False)
    made = [
        v.Decision("apart", at=(at("A", 2), at("B", 2)), id="1"),
        v.Decision("row", "alone", at=(at("A", 2),), id="2"),
    ]
    with caplog.at_level(logging.WARNING, "variorum"):
        app = v.apparatus(table, decisions=made)
    assert ["tree"] in [[r.text for r in unit.readings[1:]] for unit in app]
    assert [r.message for r in caplog.records] == [
        "contradicted decision (row alone, A p1 3 three; 2): the table was made before; collate "
        "the texts anew"
    ]


def test_an_edition_keeps_its_editors_entries_and_says_so(
    folder: Path, caplog: pytest.LogCaptureFixture
) -> None:
    v.write(v.apparatus("A.txt", "B.txt"), "edition.xml")
    made = [v.Decision("unit", "join", at=(at("A", 1), at("A", 3)), id="1")]
    with caplog.at_level(logging.WARNING, "variorum"):
        v.apparatus("edition.xml", decisions=made)
    assert "the entries are those of an edition, and are kept" in caplog.text


def test_older_files_are_obeyed_as_they_were(folder: Path) -> None:
    (folder / "old.toml").write_text(
        '[[decision]]\nkind = "class"\nruling = "synonym"\n'
        'where = { passage = "p1", lemma = "three", reading = "tree" }\n'
    )
    done = editing.decide("A.txt", "B.txt", "C.txt", decisions="old.toml")
    assert "three] tree synonym" in entries(done)
    docket = Docket(deciding.journal("old.toml", v.api.Machine()), ())
    assert len(docket.decisions) == 1
