"""Whatever a sheet holds, it gives rows or findings, each with its words; never an exception."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from monitor.intake.reading import read_file
from monitor.intake.received import Received, Sheet, cell_name
from monitor.intake.tabulating import tabulate
from tests.examples import examples
from tests.intake.books import sample, vocabulary
from tests.intake.rough import tools

GOOD = read_file(sample(), "good.xlsx")
CODES = {row["code"] for row in vocabulary().rows("checks")}
RULES = {row["rule"] for row in vocabulary().rows("normalising_rules")}
WORDS = [
    "소계", "합 계", "국비 소계", "계", "※ 주", "자료: 시", "-", "미집계", "해당없음", "비공개",
    "12%", "1억 2천만원", "△5", "(3)", "2027.3.31.", "'27.3월", "2027-1Q", "1/4분기", "2027년",
    "#REF!", "=1", "사업번호", "배정액(천원)", "(단위: 백만원)", "금액", "실적", "분자",
    "신규 일자리", "2026-GYG-01", "국비", "시·도", "보고기간", "정정", "",
]  # fmt: skip
CELLS = st.one_of(
    st.sampled_from(WORDS),
    st.none(),
    st.booleans(),
    st.text(max_size=12),
    st.integers(-(10**18), 10**18),
    st.floats(),
    st.dates(),
    st.datetimes(),
    st.times(),
    st.timedeltas(),
)
PLACES = [
    (number, row, column)
    for number, sheet in enumerate(GOOD.sheets)
    for row in range(min(len(sheet.rows), 8))
    for column in range(len(sheet.rows[0]))
]
NAMES = st.sampled_from(["표지", "예산", "실적", "Sheet1", "목록"])
ROWS = st.lists(st.lists(CELLS, max_size=8), max_size=5)
SPOTS = st.tuples(st.integers(1, 9), st.integers(1, 9))
BLOCKS = st.tuples(st.integers(1, 5), st.integers(1, 5), st.integers(0, 4), st.integers(0, 3)).map(
    lambda b: (b[0], b[1], b[0] + b[2], b[1] + b[3])
)


@st.composite
def roughened(draw: st.DrawFn) -> Received:
    """Return the good sample with cells changed, rows put in and marks of every kind."""
    sheets = [[list(row) for row in sheet.rows] for sheet in GOOD.sheets]
    for number, row, column in draw(st.lists(st.sampled_from(PLACES), max_size=8)):
        sheets[number][row][column] = draw(CELLS)
    number = draw(st.integers(0, len(sheets) - 1))
    at = draw(st.integers(0, 5))
    sheets[number][at:at] = draw(ROWS)
    marks: dict[str, Any] = {
        "merged": tuple(draw(st.lists(BLOCKS, max_size=3))),
        "hidden": draw(st.booleans()),
        "hidden_rows": frozenset(draw(st.sets(st.integers(0, 70), max_size=5))),
        "hidden_columns": frozenset(draw(st.sets(st.integers(1, 12), max_size=3))),
        "unvalued": frozenset(cell_name(*spot) for spot in draw(st.lists(SPOTS, max_size=3))),
        "percents": frozenset(draw(st.lists(SPOTS, max_size=3))),
        "first_row": draw(st.sampled_from([0, 1, 40])),
    }
    made = [replace(s, rows=rows) for s, rows in zip(GOOD.sheets, sheets, strict=True)]
    made[number] = replace(made[number], **marks)
    kept = draw(st.integers(1, len(made)))
    return Received("xlsx", tuple(made[:kept]))


def holds(received: Received) -> None:
    """Hold what a file gives to what is promised of any."""
    form, normaliser = tools()
    result = tabulate(received, form, normaliser)
    assert {finding.code for finding in result.findings} <= CODES
    assert all(set(each.rule.split()) <= RULES for each in result.normalised)
    for finding in result.findings:
        assert finding.say("ko") and finding.say("en")
    assert set(result.tables) == set(result.places)
    for table, rows in result.tables.items():
        assert list(rows) == [*(column.field for column in form.of(table)), "source_row"]
        for source_row in rows["source_row"][:3]:
            sheet, _ = result.places[table].where(source_row, "project")
            assert sheet in {each.name for each in received.sheets}


@settings(max_examples=examples(60), deadline=None)
@given(roughened())
def test_a_rough_sample_gives_rows_or_findings(received: Received) -> None:
    holds(received)


@settings(max_examples=examples(40), deadline=None)
@given(
    st.lists(
        st.tuples(st.sampled_from(["표지", "예산", "실적", "Sheet1", "목록"]), ROWS), max_size=4
    )
)
def test_any_sheets_give_rows_or_findings(sheets: list[tuple[str, list[list[Any]]]]) -> None:
    holds(Received("csv", tuple(Sheet(name, rows) for name, rows in sheets)))


def test_a_day_of_the_year_one_and_one_of_the_last_are_days() -> None:
    for when in (dt.date(1, 1, 1), dt.date(9999, 12, 31)):
        sheets = [replace(s, rows=[list(row) for row in s.rows]) for s in GOOD.sheets]
        sheets[0].rows[4][1] = when
        holds(Received("xlsx", tuple(sheets)))
