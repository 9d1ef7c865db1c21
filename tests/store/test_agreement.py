"""Krippendorff's alpha, held against his published example."""

from __future__ import annotations

import math

import pandas as pd
import pytest

from monitor.store.agreement import alpha

# Krippendorff, "Computing Krippendorff's Alpha-Reliability" (2011), section C: four observers,
# twelve units, absent values as blanks. He gives α = 0.849 for interval data.
PUBLISHED = {
    "A": [1, 2, 3, 3, 2, 1, 4, 1, 2, None, None, None],
    "B": [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, None, 3],
    "C": [None, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, None],
    "D": [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, None],
}


def _scores(table: dict[str, list[float | None]]) -> pd.DataFrame:
    rows = [
        (member, project, points)
        for member, given in table.items()
        for project, points in enumerate(given)
        if points is not None
    ]
    return pd.DataFrame(rows, columns=["member", "project", "points"])


def test_the_published_example_gives_the_published_alpha() -> None:
    assert alpha(_scores(PUBLISHED)) == pytest.approx(0.849, abs=0.0005)


def test_members_who_agree_on_everything_have_alpha_one() -> None:
    assert alpha(_scores({"A": [60, 70, 90], "B": [60, 70, 90]})) == 1


def test_members_who_rank_the_other_way_round_have_an_alpha_below_zero() -> None:
    assert alpha(_scores({"A": [60, 70, 80], "B": [80, 70, 60]})) < 0


@pytest.mark.parametrize(
    "table",
    [
        {"A": [80, 80], "B": [80, 80]},  # nothing tells the projects apart
        {"A": [60, None], "B": [None, 70]},  # no project was scored twice
    ],
)
def test_without_anything_to_compare_there_is_no_alpha(
    table: dict[str, list[float | None]],
) -> None:
    assert math.isnan(alpha(_scores(table)))


def test_the_order_of_the_members_does_not_matter() -> None:
    scores = _scores(PUBLISHED)
    assert alpha(scores.iloc[::-1]) == pytest.approx(alpha(scores))
