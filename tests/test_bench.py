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


def test_a_section_that_fails_is_told_and_stops_no_other() -> None:
    from importlib.util import module_from_spec, spec_from_file_location

    spec = spec_from_file_location("bench_main", BENCH / "__main__.py")
    assert spec is not None
    assert spec.loader is not None
    main = module_from_spec(spec)
    spec.loader.exec_module(main)

    def broken(quick: bool) -> list[object]:
        raise SystemExit("wdiff failed (2)")

    (table,) = main._section("diff", broken, True)
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
