"""What the bench reckons with is itself reckoned right."""

from __future__ import annotations

import importlib
import json
from pathlib import Path
from types import ModuleType

import pytest

from variorum.collation import collate
from variorum.critic import apparatus

BENCH = Path(__file__).resolve().parent.parent / "bench"


@pytest.fixture
def bench(monkeypatch: pytest.MonkeyPatch) -> dict[str, ModuleType]:
    monkeypatch.syspath_prepend(str(BENCH))
    return {name: importlib.import_module(name) for name in ("tradition", "_peers", "own")}


def _results(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    from importlib.util import module_from_spec, spec_from_file_location

    monkeypatch.syspath_prepend(str(BENCH))
    spec = spec_from_file_location("bench_results", BENCH / "__main__.py")
    assert spec is not None
    assert spec.loader is not None
    main = module_from_spec(spec)
    spec.loader.exec_module(main)
    return main


def test_an_exponent_is_recovered_with_its_fit(bench: dict[str, ModuleType]) -> None:
    sizes = [100, 1000, 10_000]
    exponent, fit = bench["own"].fitted(sizes, [3e-4 * n**1.5 for n in sizes])
    assert (exponent, fit) == pytest.approx((1.5, 1))
    assert bench["own"].fitted(sizes, [1, 9, 5])[1] < 0.9


def test_the_splits_of_a_stemma_with_a_copied_witness(bench: dict[str, ModuleType]) -> None:
    # 0 is lost; 1 = A and 2 (lost) are copies of it; B, C of 2; D, E of C
    made = bench["tradition"].Tradition(
        {}, {}, parents=(-1, 0, 0, 2, 2, 4, 4), names={1: "A", 3: "B", 4: "C", 5: "D", 6: "E"}
    )
    assert made.splits() == {frozenset("CDE")}


def test_a_tradition_is_the_same_each_time_and_its_columns_are_true(
    bench: dict[str, ModuleType],
) -> None:
    first, second = (bench["tradition"].tradition(4, 200, seed=3) for _ in range(2))
    assert first == second
    a, b = (dict(zip(first.columns[s], first.tokens[s])) for s in ("W00", "W01"))
    shared = a.keys() & b.keys()
    assert sum(a[c] == b[c] for c in shared) / len(shared) > 0.8


def test_won_and_lost_need_every_pair(bench: dict[str, ModuleType]) -> None:
    def verdict(*ratios: float) -> str:
        return str(bench["_peers"].Pair(1, 1, ratios, 1, 1, b"", b"").verdict)

    assert [verdict(0.5, 0.9), verdict(0.9, 1.1), verdict(1.1, 2)] == ["won", "tie", "**lost**"]


def test_a_section_that_fails_is_reported_and_stops_no_other(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def broken(quick: bool) -> list[object]:
        raise SystemExit("wdiff failed (2)")

    (table,) = _results(monkeypatch)._section("diff", broken, True)
    assert "Failed" in table.markdown()
    assert "wdiff failed (2)" in table.markdown()


def test_every_collation_case_that_is_missed_has_its_reason(bench: dict[str, ModuleType]) -> None:
    cases = importlib.import_module("collation_cases")
    if not cases.SHARED.exists():
        pytest.skip("needs the case collection in ../shared/data/collation")
    judged = cases.judged(cases.read_cases())
    missed = {case["id"] for case, _, word in judged if not cases.passes(case, word)}
    reasons = json.loads(cases.REASONS.read_text(encoding="utf-8"))
    assert missed == reasons.keys()


def test_entries_that_an_editor_made_of_raw_transcriptions_are_counted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.syspath_prepend(str(BENCH))
    raw = importlib.import_module("raw")

    def document(sigla: str, body: str) -> str:
        listed = "".join(f'<witness xml:id="{s}">{s}</witness>' for s in sigla)
        return (
            '<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader><fileDesc><titleStmt><title/>'
            "</titleStmt><publicationStmt><p/></publicationStmt><sourceDesc><listWit>"
            f"{listed}</listWit></sourceDesc></fileDesc></teiHeader>"
            f'<text xml:lang="la"><body><p>{body}</p></body></text></TEI>'
        )

    entry = '<app><lem>{}</lem><rdg wit="#{}">{}</rdg></app>'
    edited = (
        f"omni {entry.format('gladio', 'R', 'baculo')} unde {entry.format('sicut', 'V', '')} "
        f"potio {entry.format('amara', 'R', '<del>dura</del><add>amara</add>')} videtur"
    )
    (tmp_path / "edited.xml").write_text(document("RV", edited))
    (tmp_path / "r.xml").write_text(document("R", "omni baculo unde sicut potio amara videtur"))
    (tmp_path / "v.xml").write_text(document("V", "omni gladio unde potio amara videtur"))
    base, entries, witnesses = raw.edition(tmp_path)
    assert [w.siglum for w in witnesses] == ["R", "V"]
    assert [(e.place, raw.told(e.groups)) for e in entries] == [
        ((1, 2), "R"), ((3, 4), "V"), ((5, 6), "correction"),
    ]  # fmt: skip
    made = apparatus(collate([base, *witnesses]), base=raw.BASE)
    assert dict(raw.scored(entries, raw.ours(made))) == {
        "entries": 3, "corrections": 1, "place": 2, "same": 2,
    }  # fmt: skip


def test_the_results_begin_with_what_is_lost_and_a_part_that_is_not_run_again_stays(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    main = _results(monkeypatch)
    kept = (BENCH / "RESULTS.md").read_text("utf-8")
    parts = main.split(kept)
    assert set(parts) == {"real", "own", "data"}
    assert all("### Conditions" in part for part in parts.values())
    assert main.joined(parts) == kept
    lost = kept.index(main.LOST)
    assert lost < min(kept.index(heading.splitlines()[0]) for heading in main.PARTS.values())
    assert "* Start-up, CPU of the whole process: variorum diff, 1,000 words" in kept


def test_passages_are_judged_by_their_numbers(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(BENCH))
    real = importlib.import_module("real")
    rows = [{"passages": {"A": a, "B": b}} for a, b in (([0], [0]), ([1, 2], [1]), ([3], []))]
    ids = ["head1", "1.1.1", "1.1.2", "1.2"], ["1.2", "1.1"]
    # head1 has no number; 1.1.1 and 1.1.2 divide 1.1; 1.2 stands alone though B has it
    assert real.judged(rows, *ids) == (1.0, 2 / 3)


def test_a_word_is_together_with_its_like_only_in_one_column(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.syspath_prepend(str(BENCH))
    real = importlib.import_module("real")
    tokens = {"A": ["the", "sage", "answers"], "B": ["the", "answers", "sage"]}
    assert real.together({"A": [0, 1, 2], "B": [0, 2, 3]}, tokens) == 2 / 3


def test_the_first_error_of_a_file_is_read_from_our_report_and_from_jing_alike(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.syspath_prepend(str(BENCH))
    real = importlib.import_module("real")
    ours = b"a/x.xml:3:5: REF001 warning: a\na/x.xml:7:1: SCH001 error: b"
    jing = b'/t/a/x.xml:7:20: error: element "q" not allowed here\n/t/a/y.xml:2:1: fatal: broken'
    assert real.first_errors(ours) == {"x.xml": 7}
    assert real.first_errors(jing) == {"x.xml": 7, "y.xml": 2}
