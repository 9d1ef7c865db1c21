"""The made-up records of the panel hold every case that the evaluation has to show."""

from __future__ import annotations

import csv
import subprocess
import sys
from collections import Counter
from pathlib import Path

from monitor.store import Store, ask
from monitor.vocabulary import ROOT

PANEL = ROOT / "data" / "samples" / "panel"


def _rows(name: str) -> list[dict[str, str]]:
    with (PANEL / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_the_script_writes_the_very_files_that_are_kept(tmp_path: Path) -> None:
    script = ROOT / "data" / "samples" / "panel.py"
    subprocess.run([sys.executable, str(script), "--out", str(tmp_path)], check=True)
    for file in PANEL.glob("*.csv"):
        assert (tmp_path / file.name).read_bytes() == file.read_bytes(), file.name


def test_every_case_of_an_evaluation_is_there(demonstration: Store) -> None:
    release = demonstration.release()
    results = ask("evaluation/results", release=release, year=2026)
    assert set(results["score_method"]) == {"trimmed", "mean", "too_few"}
    assert set(results["decision"]) == {"continue", "conditional", "stop"}
    assert results["is_deviating"].any()
    assert (results["excluded"] > 0).any()
    assert set(results["grade"].dropna()) == {"S", "A", "B", "C", "D"}
    later = ask("evaluation/results", release=release, year=2027)
    assert not later["is_decided"].all()
    assert later["change"].notna().any()


def test_corrections_late_sheets_and_exclusions_are_there(demonstration: Store) -> None:
    sheets = (
        demonstration.release()
        .cursor()
        .execute("select version, is_late, exclusion from score_sheet")
        .fetchall()
    )
    assert any(version > 1 for version, _, _ in sheets)
    assert any(late for _, late, _ in sheets)
    assert {excluded for _, _, excluded in sheets} == {None, "conflict"}


def test_findings_stand_in_every_state(demonstration: Store) -> None:
    stood = demonstration.release().cursor().execute(
        "select finding_state, bool_or(is_overdue) from findings_on(date '2028-06-30') group by all"
    )  # fmt: skip
    states = dict(stood.fetchall())
    assert set(states) == {"open", "answered", "reopened", "closed"}
    assert states["open"]


def test_no_finding_is_answered_before_it_is_written() -> None:
    written = {row["finding"]: row["written_on"] for row in _rows("findings")}
    for row in [*_rows("follow_ups"), *_rows("verdicts")]:
        assert row["given_on"] > written[row["finding"]]


def test_every_project_is_looked_at_by_the_panel_of_its_province() -> None:
    assert min(Counter(row["project"] for row in _rows("findings")).values()) >= 1
