"""Who looks after which province: assignments and terms are dated."""

from __future__ import annotations

import datetime as dt
import shutil
from pathlib import Path

import pytest

from monitor.evaluation.people import provinces_of
from monitor.vocabulary import REFERENCE, Vocabulary

DURING, AFTER = dt.date(2027, 3, 1), dt.date(2027, 3, 2)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a copy of the reference files that a test may change."""
    return Path(shutil.copytree(REFERENCE, tmp_path / "reference"))


def _change(folder: Path, file: str, old: str, new: str) -> Vocabulary:
    path = folder / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")
    return Vocabulary(folder)


def test_an_assignment_that_has_ended_counts_no_more(folder: Path) -> None:
    vocabulary = _change(
        folder, "panel_assignments.csv", "m03,seoul,2026-03-01,", "m03,seoul,2026-03-01,2027-03-01"
    )
    assert "seoul" in provinces_of(vocabulary, "m03", DURING)
    assert "seoul" not in provinces_of(vocabulary, "m03", AFTER)
    assert "daejeon" in provinces_of(vocabulary, "m03", AFTER)


def test_nobody_looks_after_a_province_before_they_are_assigned(folder: Path) -> None:
    vocabulary = _change(
        folder, "panel_assignments.csv", "m03,seoul,2026-03-01,", "m03,seoul,2027-03-02,"
    )
    assert "seoul" not in provinces_of(vocabulary, "m03", DURING)
    assert "seoul" in provinces_of(vocabulary, "m03", AFTER)


def test_an_assignment_may_be_taken_up_again(folder: Path) -> None:
    again = "m03,seoul,2026-03-01,2026-12-31\nm03,seoul,2027-03-02,"
    vocabulary = _change(folder, "panel_assignments.csv", "m03,seoul,2026-03-01,", again)
    assert "seoul" not in provinces_of(vocabulary, "m03", DURING)
    assert "seoul" in provinces_of(vocabulary, "m03", AFTER)


def test_a_member_whose_term_is_over_looks_after_nothing(folder: Path) -> None:
    row = "m03,서미르,Seo Mireu,gyeonggi,2026-03-01,"
    vocabulary = _change(folder, "panel_members.csv", row, f"{row}2027-03-01")
    assert provinces_of(vocabulary, "m03", DURING)
    assert provinces_of(vocabulary, "m03", AFTER) == []
