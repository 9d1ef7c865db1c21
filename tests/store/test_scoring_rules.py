"""The rules of scoring hold whatever the panel gives: properties of the macros in a release."""

from __future__ import annotations

from collections.abc import Iterator

import duckdb
import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.store.building import _BUILD
from tests.evaluated import TOTALS, Evaluated

TABLES = (
    *("score_sheet", "score", "evaluation_criterion", "evaluation_year", "grade_band"),
    *("judged_project", "evaluation_result", "criterion_result"),
)
MOST = {"plan": 30, "organisation": 25, "linkage": 15, "progress": 20, "outcome": 5, "spread": 5}
MEMBERS = list(TOTALS["S1"])
# A sheet: points of each criterion in halves, as people give them.
POINTS = st.tuples(*(st.integers(0, most * 2).map(lambda n: n / 2) for most in MOST.values()))
SHEETS = st.lists(POINTS, min_size=1, max_size=5)
WEIGHTS = st.tuples(*(st.integers(0, 100) for _ in MOST)).filter(any)


@pytest.fixture(scope="module")
def rules(evaluated: Evaluated) -> Iterator[duckdb.DuckDBPyConnection]:
    """Return a scratch database with the macros of a release, whose sheets a test may replace."""
    connection = duckdb.connect()
    folder = evaluated.store.releases_folder
    file = folder / f"{evaluated.second.manifest.release}.duckdb"
    connection.execute(f"attach '{file}' as published (read_only)")
    for table in TABLES:
        connection.execute(f"create table {table} as select * from published.{table}")
    for script in ("010_macros.sql", "120_results.sql"):
        for statement in duckdb.extract_statements((_BUILD / script).read_text(encoding="utf-8")):
            if "create macro" in statement.query:
                connection.execute(statement.query)
    yield connection
    connection.close()


def _score(
    rules: duckdb.DuckDBPyConnection, sheets: list[tuple[float, ...]], weights: str = ""
) -> tuple[float, str, int]:
    """Return score, method and number of scorers of S1 when these are its sheets."""
    rules.execute("delete from score_sheet")
    rules.execute("delete from score")
    rules.execute(
        "insert into score_sheet by name select unnest(range(1, ? + 1)) as entry, 2026 as year, "
        "'S1' as project, 1 as programme_year, unnest(?) as scored_by, true as is_current",
        [len(sheets), MEMBERS[: len(sheets)]],
    )
    given = [
        (entry, criterion, each)
        for entry, points in enumerate(sheets, start=1)
        for criterion, each in zip(MOST, points, strict=True)
    ]
    rules.execute(
        "insert into score by name "
        "select unnest(?) as entry, unnest(?) as criterion, unnest(?) as points",
        [list(column) for column in zip(*given, strict=True)],
    )
    row = rules.execute(
        "select score, score_method, scorers from project_scores(?)", [weights]
    ).fetchone()
    assert row is not None
    return row


def _pairs(weights: tuple[int, ...]) -> str:
    named = zip(MOST, weights, strict=True)
    return " ".join(f"1_{criterion}:{weight}" for criterion, weight in named)


@given(sheets=SHEETS, weights=WEIGHTS)
def test_a_score_never_leaves_0_to_100(
    rules: duckdb.DuckDBPyConnection,
    sheets: list[tuple[float, ...]],
    weights: tuple[int, ...],
) -> None:
    assert 0 <= _score(rules, sheets)[0] <= 100
    assert 0 <= _score(rules, sheets, _pairs(weights))[0] <= 100


@given(sheets=SHEETS, data=st.data())
def test_raising_one_point_never_lowers_the_score(
    rules: duckdb.DuckDBPyConnection, sheets: list[tuple[float, ...]], data: st.DataObject
) -> None:
    before = _score(rules, sheets)[0]
    who = data.draw(st.integers(0, len(sheets) - 1))
    which = data.draw(st.integers(0, len(MOST) - 1))
    most = list(MOST.values())[which]
    raised = list(sheets[who])
    raised[which] = data.draw(st.integers(int(raised[which] * 2), most * 2)) / 2
    after = _score(rules, [*sheets[:who], tuple(raised), *sheets[who + 1 :]])[0]
    assert after >= before


@given(sheets=SHEETS, data=st.data())
def test_the_order_of_the_members_does_not_matter(
    rules: duckdb.DuckDBPyConnection, sheets: list[tuple[float, ...]], data: st.DataObject
) -> None:
    shuffled = data.draw(st.permutations(sheets))
    assert _score(rules, shuffled) == _score(rules, sheets)


@given(sheets=SHEETS)
def test_trimming_needs_five(
    rules: duckdb.DuckDBPyConnection, sheets: list[tuple[float, ...]]
) -> None:
    score, method, scorers = _score(rules, sheets)
    totals = sorted(sum(points) for points in sheets)
    counted = totals[1:-1] if len(totals) >= 5 else totals
    assert scorers == len(sheets)
    assert method == ("too_few" if scorers < 3 else "mean" if scorers < 5 else "trimmed")
    assert score == pytest.approx(sum(counted) / len(counted), abs=0.005001)


@given(sheets=SHEETS)
def test_the_record_s_own_weights_change_nothing(
    rules: duckdb.DuckDBPyConnection, sheets: list[tuple[float, ...]]
) -> None:
    assert _score(rules, sheets, _pairs(tuple(MOST.values()))) == _score(rules, sheets)
