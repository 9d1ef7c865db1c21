"""Sheets as people really send them: a good sample's cells, roughened by hand."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import cache
from typing import Any

from monitor.intake.form import Form
from monitor.intake.reading import read_file
from monitor.intake.received import Received, Sheet
from monitor.intake.tabulating import Tabulated, tabulate
from monitor.intake.tabulating.normalising import Normaliser
from tests.intake.books import (
    ADOPTION,
    BUDGET,
    COVER,
    LINKAGE,
    OBSERVATION,
    OWN,
    PARTNER,
    PLAN,
    PRODUCT,
    PROJECT,
    STAGE,
    TARGET,
    sample,
    vocabulary,
)

P1, P2, P3 = "2026-GYG-01", "2026-GYG-02", "2026-GYG-03"
Sheets = dict[str, Sheet]
Roughen = Callable[[Sheets], object]


@cache
def tools() -> tuple[Form, Normaliser]:
    """Return the form and the normaliser, made once."""
    return Form(vocabulary()), Normaliser(vocabulary())


@cache
def _good() -> Received:
    return read_file(sample(), "good.xlsx")


def read(*edits: Roughen, links: tuple[str, ...] = ()) -> Tabulated:
    """Return what a sample says after it has been roughened."""
    sheets = {
        sheet.name: replace(sheet, rows=[list(row) for row in sheet.rows])
        for sheet in _good().sheets
    }
    for edit in edits:
        edit(sheets)
    form, normaliser = tools()
    return tabulate(
        Received("xlsx", tuple(sheets.values()), external_links=links), form, normaliser
    )


def put(sheet: str, cell: str, value: Any) -> Roughen:
    """Return an edit that writes one cell: ``E2``; one letter, rows from one."""

    def edit(sheets: Sheets) -> None:
        row, column = int(cell[1:]) - 1, ord(cell[0]) - ord("A")
        rows = sheets[sheet].rows
        rows += [[] for _ in range(row + 1 - len(rows))]
        rows[row] += [""] * (column + 1 - len(rows[row]))
        rows[row][column] = value

    return edit


def heading(sheet: str, **columns: str) -> Roughen:
    """Return an edit that writes headings: ``heading(BUDGET, E="예산액")``."""

    def edit(sheets: Sheets) -> None:
        for letter, text in columns.items():
            sheets[sheet].rows[0][ord(letter) - ord("A")] = text

    return edit


def insert(sheet: str, at: int, *rows: list[Any]) -> Roughen:
    """Return an edit that puts rows before a row (from one); -1 puts them at the end."""

    def edit(sheets: Sheets) -> None:
        place = len(sheets[sheet].rows) if at < 0 else at - 1
        sheets[sheet].rows[place:place] = [list(row) for row in rows]

    return edit


def only(sheet: str, *rows: list[Any]) -> Roughen:
    """Return an edit that leaves the headings and these rows."""

    def edit(sheets: Sheets) -> None:
        sheets[sheet].rows[1:] = [list(row) for row in rows]

    return edit


def marked(sheet: str, **marks: Any) -> Roughen:
    """Return an edit that says more of a sheet: hidden, merged, unvalued …."""

    def edit(sheets: Sheets) -> None:
        sheets[sheet] = replace(sheets[sheet], **marks)

    return edit


def rename(sheet: str, name: str) -> Roughen:
    """Return an edit that renames a sheet."""

    def edit(sheets: Sheets) -> None:
        sheets[sheet] = replace(sheets[sheet], name=name)

    return edit


def added(name: str, *rows: list[Any]) -> Roughen:
    """Return an edit that adds a sheet."""

    def edit(sheets: Sheets) -> None:
        sheets[name] = Sheet(name, [list(row) for row in rows])

    return edit


# A code that no cell shows: it comes with the file itself.
OF_THE_FILE = {"external_link"}
TITLE = [["2026년 4분기 예산 집행 현황"], ["", "", "", "", "", "", "(단위: 천원)"]]
# code, sheet, cell, how the good sample is roughened. Columns as in test_findings.
ROUGH: list[tuple[str, str, str, Roughen]] = [
    ("column_twice", BUDGET, "", put(BUDGET, "I1", "집행액(원)")),
    ("money_unit_unclear", BUDGET, "E3", insert(BUDGET, 1, *TITLE)),
    ("period_not_over", COVER, "B5", put(COVER, "B5", "2026-12-30")),
    ("period_disagrees", BUDGET, "C2", put(BUDGET, "C2", "2027-1Q")),
    ("period_disagrees", COVER, "B3", insert(COVER, -1, ["보고기간", "2027년 4분기"])),
    ("period_disagrees", COVER, "B3", put(COVER, "B4", "2027년 4분기")),
    ("period_unknown", COVER, "B10", insert(COVER, -1, ["보고 기간", "올해"])),
    ("sheet_ignored", "회의록", "", added("회의록", ["날짜", "장소"], ["1월", "회의실"])),
    ("column_ignored", BUDGET, "", lambda sheets: [
        put(BUDGET, cell, text)(sheets) for cell, text in (("I1", "비고"), ("I2", "이월"))]),
    ("row_passed_over", BUDGET, "A11", insert(BUDGET, -1, ["※ 집행액은 e나라도움 기준"])),
    ("row_passed_over", BUDGET, "A11", insert(BUDGET, -1, ["집행 잔액은 이월 예정"])),
    ("row_passed_over", BUDGET, "A11", insert(BUDGET, -1, ["주) 잠정", "", "", "", 1, 2])),
    ("row_passed_over", BUDGET, "A5", insert(BUDGET, 5, ["사업번호", "연도", "분기", "재원"])),
    ("hidden_sheet", BUDGET, "", marked(BUDGET, hidden=True)),
    ("hidden_column", BUDGET, "G1", marked(BUDGET, hidden_columns=frozenset({7}))),
    ("hidden_row", BUDGET, "A3", marked(BUDGET, hidden_rows=frozenset({3, 4, 6}))),
    ("total_differs", BUDGET, "G11", insert(BUDGET, -1, ["합 계", "", "", "", "", "", 7])),
    ("total_differs", BUDGET, "E5", insert(BUDGET, 5, [P1, 2026, 4, "소계", 1, "", ""])),
    ("formula_without_value", BUDGET, "G2", marked(BUDGET, unvalued=frozenset({"G2"}))),
    ("formula_without_value", STAGE, "F3", marked(STAGE, unvalued=frozenset({"F3"}))),
    ("cell_error", BUDGET, "G2", put(BUDGET, "G2", "#REF!")),
    ("cell_error", STAGE, "F3", put(STAGE, "F3", " #N/A")),
    ("cell_error", PROJECT, "B2", put(PROJECT, "B2", "#DIV/0!")),
    ("formula_text", PROJECT, "B2", put(PROJECT, "B2", "=HYPERLINK(1)")),
    ("formula_text", PROJECT, "H2", put(PROJECT, "H2", " @SUM(A1)")),
    ("formula_text", COVER, "B6", put(COVER, "B6", "+1+cmd|' /C calc'!A0")),
    ("formula_text", OWN, "E2", put(OWN, "E2", "-cmd")),
    ("month_only", PROJECT, "J2", put(PROJECT, "J2", "'27.3월")),
    ("month_only", COVER, "B5", put(COVER, "B5", "2027년 1월")),
    ("month_only", PARTNER, "E2", only(
        PARTNER, [P1, "조합", "협동조합", "주관", "'26.7월", "", ""])),
    ("row_passed_over", PARTNER, "A3", only(
        PARTNER, [P1, "조합", "협동조합", "주관", "2026-07-01", "", ""], ["※ 떠난 조직 제외"])),
    ("total_differs", LINKAGE, "F3", only(
        LINKAGE, [P1, "돌봄", 2026, 4, "복지부", 5, ""], ["합 계", "", "", "", "", 7, ""])),
    ("unknown_value_near", LINKAGE, "E2", only(
        LINKAGE, [P1, "돌봄", 2026, 4, "보건복지", 5, ""])),
    ("not_a_number", ADOPTION, "I2", only(
        ADOPTION, ["SM-01", "가평군", 2026, 4, "2026-12-01", "", "운영 중", "", "미집계", ""])),
    ("formula_text", PRODUCT, "B2", only(PRODUCT, [P1, "=1+1", "제품", "", "", "", "", ""])),
    ("cell_error", PLAN, "E2", only(PLAN, [P1, 2026, 4, "국비", "#REF!"])),
    ("bad_identifier", ADOPTION, "A2", only(
        ADOPTION, ["표준 1", "가평군", 2026, 4, "2026-12-01", "", "운영 중", "", 3, ""])),
    ("fraction_or_percent", OBSERVATION, "E10", put(OBSERVATION, "E10", 0.5)),
    ("fraction_or_percent", TARGET, "D2", only(TARGET, [P1, "자체수입 비율", 2027, "0.123"])),
]  # fmt: skip
