"""Sheets of scores: what may be kept, each refusal once, and who has still to score what."""

from __future__ import annotations

import datetime as dt
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from monitor.evaluation import Evidence, Sheet, keep_sheet, keep_sheets, last_sheet, scoring_board
from monitor.store import Ledger, Store
from monitor.wording import Refused
from tests.acting import LOCAL
from tests.evaluated import GYN, VOCABULARY, Evaluated, moment, sheet

DAY = "2027-02-12"


@pytest.fixture
def ledger(evaluated: Evaluated, tmp_path: Path) -> Iterator[Ledger]:
    """Give a copy of the evaluated ledger that a test may write to, open meanwhile."""
    shutil.copy(evaluated.store.ledger.path, tmp_path / "ledger.duckdb")
    ledger = Store(tmp_path, LOCAL).ledger
    with ledger.kept_open():
        yield ledger


def _keep(ledger: Ledger, kept: Sheet, by: str = "m14", day: str = DAY) -> int:
    return keep_sheet(ledger, VOCABULARY, kept, by=by, at=moment(day))


def _of_s2(**about: Any) -> Sheet:
    return sheet("S2", "m14", 80, **about)


def _without(criterion: str) -> dict[str, float]:
    return {name: points for name, points in _of_s2().points.items() if name != criterion}


@pytest.mark.parametrize(
    ("key", "kept"),
    [
        ("unknown_project", sheet("X9", "m14", 80)),
        ("unknown_member", sheet("S2", "m99", 80)),
        ("excluded", sheet("S2", "m01", 80)),
        ("excluded", sheet(GYN, "m05", 80)),
        ("not_assigned", sheet("B1", "m14", 80)),
        ("not_evaluated", Sheet(2031, "S2", "m14", {})),
        ("unknown_criterion", Sheet(2026, "S2", "m14", {**_of_s2().points, "zeal": 1})),
        ("points_out_of_range", Sheet(2026, "S2", "m14", {**_of_s2().points, "plan": 30.5})),
        ("points_out_of_range", Sheet(2026, "S2", "m14", {**_of_s2().points, "plan": -0.5})),
        ("points_out_of_range",
         Sheet(2026, "S2", "m14", {**_of_s2().points, "plan": float("nan")})),
        ("criterion_missing", Sheet(2026, "S2", "m14", _without("plan"))),
        ("decided_already", sheet("S1", "m14", 80, reason="다시 봄")),
        ("correction_reason_missing", sheet("S2", "m03", 80)),
        ("correction_reason_missing", sheet("S2", "m03", 80, reason=" \n")),
    ],
    ids=range(14),
)  # fmt: skip
def test_what_may_not_be_kept_is_refused_and_leaves_nothing(
    ledger: Ledger, key: str, kept: Sheet
) -> None:
    before = ledger.position()
    with pytest.raises(Refused) as refusal:
        _keep(ledger, kept, day="2027-02-20")
    assert refusal.value.key == key
    assert ledger.position() == before


def test_a_conflict_counts_from_the_day_on_which_it_was_declared(ledger: Ledger) -> None:
    again = sheet(GYN, "m05", 6, reason="다시 봄")
    assert _keep(ledger, again, day="2027-02-18")
    with pytest.raises(Refused, match="제척"):
        _keep(ledger, again, day="2027-02-19")


def test_a_sheet_comes_back_as_it_was_kept(ledger: Ledger) -> None:
    cited = Evidence("r1", "jobs", 2026, 4, 3.0)
    kept = Sheet(2026, "S2", "m14", _of_s2().points, {"plan": "충실함"}, "좋음", "", (cited,))
    _keep(ledger, kept)
    assert last_sheet(ledger, 2026, "S2", "m14") == kept
    assert last_sheet(ledger, 2026, "S2", "m07") is None


def test_a_draft_may_lack_criteria_and_is_not_a_correction(ledger: Ledger) -> None:
    draft = Sheet(2026, "S2", "m14", {"plan": 20}, sheet_state="draft")
    _keep(ledger, draft)
    assert last_sheet(ledger, 2026, "S2", "m14") == draft
    _keep(ledger, _of_s2())  # needs no reason: nothing was handed in before
    with pytest.raises(Refused, match="까닭"):
        _keep(ledger, _of_s2())


def test_sheets_are_kept_all_or_none(ledger: Ledger) -> None:
    def keep(*sheets: Sheet) -> list[int]:
        with ledger.writing() as connection:
            return keep_sheets(connection, VOCABULARY, sheets, by="사무국", at=moment(DAY))

    before = ledger.position()
    for wrong in (sheet("B1", "m14", 70), _of_s2()):  # not assigned; the same once more
        with pytest.raises(Refused):
            keep(_of_s2(), wrong)
    assert ledger.position() == before
    assert keep() == []
    assert keep(_of_s2(), sheet("S2", "m09", 70, reason="다시 봄")) == [before + 1, before + 2]
    with ledger.reading() as connection:
        rows = connection.execute(
            "select any_value(project), any_value(scored_by), any_value(given_by), "
            "any_value(reason), max(submission), sum(points) from score_sheet "
            "inner join score using (entry) where entry > ? group by entry order by entry",
            [before],
        ).fetchall()
    assert rows == [
        ("S2", "m14", "사무국", "", None, pytest.approx(80)),
        ("S2", "m09", "사무국", "다시 봄", None, pytest.approx(70)),
    ]


def test_the_board_says_who_has_still_to_score_what(ledger: Ledger) -> None:
    _keep(ledger, Sheet(2026, "S2", "m14", {"plan": 20}, sheet_state="draft"))
    board = scoring_board(ledger, VOCABULARY, 2026, dt.date(2027, 2, 20))
    states = board.set_index(["member", "project"])["sheet_state"]
    assert states["m14", "S1"] == "submitted"
    assert states["m14", "S2"] == "draft"
    assert states["m07", "B2"] == "submitted"
    assert states["m08", "B1"] == "submitted"
    assert states["m03", GYN] == "submitted"
    barred = board[board["exclusion"].notna()]
    assert list(zip(barred["member"], barred["project"], barred["exclusion"], strict=True)) == [
        ("m05", GYN, "conflict")
    ]
    assert board["programme_year"].eq(1).all()
