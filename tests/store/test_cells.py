"""Comparing two answers: which cells differ, which rows are new or gone."""

from __future__ import annotations

from typing import Any

import pandas as pd

from monitor.store.cells import differing_cells, key_columns
from monitor.store.question import parse

ASKED = parse(
    "tried/by_project",
    """-- question: What?
-- parameters:
-- columns:
--   project text  project
--   name text  its name
--   year integer  year
--   actual number  how many
--   absence text  why none
select 1
""",
)


def _answer(*rows: tuple[Any, ...]) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=["project", "name", "year", "actual", "absence"])


EARLIER = _answer(
    ("S1", "가", 2026, 8.0, None),
    ("S1", "가", 2027, 9.0, None),
    ("G1", "나", 2026, None, "withheld"),
)


def _told(later: pd.DataFrame) -> list[list[Any]]:
    found = differing_cells(ASKED, EARLIER, later)
    columns = ["row_key", "column_name", "change", "difference"]
    return [
        [None if pd.isna(each) else each for each in row]
        for row in found[columns].to_numpy().tolist()
    ]


def test_the_same_answer_differs_in_nothing_in_whatever_order_it_comes() -> None:
    assert _told(EARLIER) == _told(EARLIER.iloc[::-1]) == []


def test_a_changed_number_is_told_with_its_row_and_by_how_much() -> None:
    later = EARLIER.copy()
    later.loc[1, "actual"] = 7.5
    assert _told(later) == [['{"project":"S1","year":2027}', "actual", "changed", -1.5]]


def test_a_number_that_came_or_went_differs_and_has_no_difference() -> None:
    later = _answer(
        ("S1", "가", 2026, None, None), ("S1", "가", 2027, 9.0, None), ("G1", "나", 2026, 0.0, None)
    )
    assert _told(later) == [
        ['{"project":"S1","year":2026}', "actual", "changed", None],
        ['{"project":"G1","year":2026}', "actual", "changed", None],
        ['{"project":"G1","year":2026}', "absence", "changed", None],
    ]


def test_a_row_that_only_one_has_is_told_once() -> None:
    later = _answer(
        ("S1", "가", 2026, 8.0, None), ("S1", "가", 2027, 9.0, None), ("N1", "다", 2026, 1.0, None)
    )
    assert _told(later) == [
        ['{"project":"G1","year":2026}', None, "gone", None],
        ['{"project":"N1","year":2026}', None, "new", None],
    ]


def test_another_order_of_adding_is_no_difference_and_the_smallest_digit_is() -> None:
    later = EARLIER.copy()
    later.loc[0, "actual"] = 8.0 + 2e-15
    assert _told(later) == []
    later.loc[0, "actual"] = 8.000001
    assert len(_told(later)) == 1


def test_a_row_is_named_by_the_fewest_columns_that_tell_it_apart() -> None:
    assert key_columns(ASKED, EARLIER) == ["project", "year"]
    assert key_columns(ASKED, EARLIER.iloc[:1]) == []
    assert key_columns(ASKED, EARLIER.iloc[1:]) == ["project"]
    assert key_columns(ASKED, pd.concat([EARLIER, EARLIER])) == []


def test_rows_that_nothing_tells_apart_are_named_by_their_place() -> None:
    twice = pd.concat([EARLIER, EARLIER], ignore_index=True)
    later = twice.copy()
    later.loc[4, "actual"] = 7.5
    found = differing_cells(ASKED, twice, later)
    assert found[["row_key", "difference"]].to_numpy().tolist() == [['{"#":5}', -1.5]]
    alone = differing_cells(ASKED, EARLIER.iloc[:1], later.iloc[1:2])
    assert set(alone["row_key"]) == {"{}"}
