"""What changed since the last briefing, on two releases worked out by hand (tests/tiny.py).

Seoul's jobs of 2026 were 6 in the first release and were corrected to 8 for the second.
"""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from monitor.briefing.recipe import Piece
from monitor.store import Store
from tests.acting import LOCAL
from tests.briefing.recipes import JOBS, briefing, recipe
from tests.tiny import Tiny


@pytest.fixture
def tiny(tiny: Tiny, tmp_path: Path) -> Tiny:
    """Return the tiny programme in a store of the test's own."""
    store = Store(shutil.copytree(tiny.store.folder, tmp_path / "store"), LOCAL)
    second, first = store.releases()
    return Tiny(store, first, second)


TWO_YEARS = Piece("year_on_year/regions", {"indicator": "jobs", "year": "last"})
SAME = Piece("year_on_year/regions", {"indicator": "participants", "year": 2026})


def test_a_first_briefing_is_compared_with_nothing(tiny: Tiny) -> None:
    made = briefing(tiny.store, tiny.first, recipe()).document
    assert (made.since, made.unchanged) == ("", ())
    assert made.sections[0].items[0].changed == ()


def test_the_next_release_says_what_differs(tiny: Tiny) -> None:
    briefing(tiny.store, tiny.first, recipe())
    made = briefing(tiny.store, tiny.second, recipe()).document
    (item,) = made.sections[0].items
    assert made.since == "기준일 2026. 12. 31."
    assert item.changed[0].startswith("이전 보고 대비 실적(명): ")
    assert "서울 · 2026년 6 → 8(+33.3%)" in item.changed[0]


def test_made_again_of_the_same_release_it_tells_the_same(tiny: Tiny) -> None:
    briefing(tiny.store, tiny.first, recipe())
    once, again = (briefing(tiny.store, tiny.second, recipe()).document for _ in range(2))
    assert once.sections[0].items[0].changed == again.sections[0].items[0].changed != ()


def test_english_says_it_too(tiny: Tiny) -> None:
    briefing(tiny.store, tiny.first, recipe())
    (item,) = briefing(tiny.store, tiny.second, recipe(), "en").document.sections[0].items
    assert "Seoul · 2026 6 → 8 (+33.3%)" in item.changed[0]


def test_another_year_is_not_held_against_the_last(tiny: Tiny) -> None:
    briefing(tiny.store, tiny.first, recipe(TWO_YEARS))
    made = briefing(tiny.store, tiny.second, recipe(TWO_YEARS)).document
    assert made.sections[0].items[0].changed == ()
    assert made.unchanged == ("이전 보고와 연도가 달라 증감을 내지 않은 것: 표 1",)


def test_a_figure_that_is_new_in_the_briefing_is_said_to_be(tiny: Tiny) -> None:
    briefing(tiny.store, tiny.first, recipe())
    made = briefing(tiny.store, tiny.second, recipe(JOBS, Piece("overview/money", {"year": 2026})))
    assert made.document.unchanged == ("이전 보고에 없던 것: 그림 1",)


def test_the_changed_cells_of_the_table_are_named(tiny: Tiny) -> None:
    briefing(tiny.store, tiny.first, recipe())
    (item,) = briefing(tiny.store, tiny.second, recipe()).document.sections[0].items
    columns = item.exhibit.columns
    rows = {next(iter(columns.values()))[row] for row, _ in item.changed_cells}
    assert rows <= {"서울", "광주", "전남"}
    assert all(heading in columns for _, heading in item.changed_cells)


def test_a_list_says_which_came_and_went_whatever_year_it_is_of(
    store: Store, demonstration: Store
) -> None:
    second, first, _ = demonstration.releases()
    listed = recipe(Piece("overview/attention", {"year": "last"}))
    then, now = (
        set(
            briefing(store, release, listed).document.sections[0].items[0].exhibit.columns["사업명"]
        )
        for release in (first, second)
    )
    (item,) = briefing(store, second, listed).document.sections[0].items
    came, went = item.changed
    assert came.startswith(f"이전 보고 대비 새로 든 것 {len(now - then)}개: ")
    assert all(name in now - then for name in came.partition(": ")[2].split(", "))
    assert went.startswith(f"이전 보고 대비 빠진 것 {len(then - now)}개: ")
    assert all(name in then - now for name in went.partition(": ")[2].split(", "))


def test_changes_are_told_without_the_release_file_of_then(tiny: Tiny) -> None:
    briefing(tiny.store, tiny.first, recipe())
    tiny.first.path.rename(tiny.first.path.with_suffix(".gone"))
    (item,) = briefing(tiny.store, tiny.second, recipe()).document.sections[0].items
    assert "서울 · 2026년 6 → 8(+33.3%)" in item.changed[0]
    assert item.changed_cells == frozenset()
