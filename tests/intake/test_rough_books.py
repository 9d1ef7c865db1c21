"""Rough workbooks from their bytes to the rules: what people send arrives as they meant it."""

from __future__ import annotations

from typing import Any

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from tests.intake.books import BUDGET, COVER, OBSERVATION, OWN, checked, sample, spoilt
from tests.intake.rough import P1, P3

GOOD = checked(sample())


def _titled(sheet: Worksheet) -> None:
    sheet.insert_rows(1, 2)
    sheet["A1"], sheet["G2"] = "2026년 4분기 예산 집행", "(단위: 천원)"
    for cell, name in (("E3", "배정액"), ("F3", "교부액"), ("G3", "집행액"), ("H3", "이월액")):
        sheet[cell] = name
    for row in sheet.iter_rows(min_row=4, min_col=5, max_col=8):
        for cell in row:
            if cell.value is not None:
                cell.value = f"{cell.value / 1000:,.3f}"


def test_a_budget_in_thousands_with_title_totals_and_merged_keys_is_the_same_budget() -> None:
    def roughen(book: Workbook) -> None:
        sheet = book[BUDGET]
        _titled(sheet)
        sheet.merge_cells("A4:A6")
        total = GOOD.tables["budget"]["allocated"].sum() / 1000
        sheet.append(["합  계", None, None, None, f"{total:,.1f}", None, None])
        sheet.append(["※ 집행액은 e나라도움 기준"])

    result = checked(spoilt(roughen))
    assert [(f.code, f.severity) for f in result.findings] == [("row_passed_over", "note")]
    assert not result.has_errors
    one, other = (each.tables["budget"].drop(columns="source_row") for each in (GOOD, result))
    assert one.equals(other)
    assert {each.rule for each in result.normalised} == {"thousands heading_unit", "merged"}


def test_a_finding_of_a_rule_names_the_cell_of_the_sheet_where_the_table_goes_on() -> None:
    def roughen(book: Workbook) -> None:
        more: Any = book.create_sheet("실적 (2)")
        more.append([cell.value for cell in book[OBSERVATION][1]])
        more.append([P1, "신규 일자리", 2026, 3, 501])
        more.append([P1, "그중 취약계층 일자리", 2026, 3, -1])

    found = [(f.code, f.sheet, f.cell) for f in checked(spoilt(roughen)).findings]
    assert [each for each in found if each[1] != OBSERVATION] == [
        ("implausible", "실적 (2)", "E2"),
        ("too_small", "실적 (2)", "E3"),
    ]


def test_what_is_hidden_in_a_workbook_is_read_and_asked_about() -> None:
    def roughen(book: Workbook) -> None:
        book[BUDGET].row_dimensions[3].hidden = True
        book[BUDGET].column_dimensions["G"].hidden = True
        book[OWN].sheet_state = "hidden"

    result = checked(spoilt(roughen))
    assert {(f.code, f.severity) for f in result.findings} == {
        ("hidden_row", "warning"), ("hidden_column", "warning"), ("hidden_sheet", "warning")
    }  # fmt: skip
    assert result.tables["budget"].equals(GOOD.tables["budget"])


def test_a_percentage_of_a_workbook_is_read_as_it_is_shown() -> None:
    def roughen(book: Workbook) -> None:
        book[OWN]["D2"] = "%"
        rows = [row for row in book[OBSERVATION].iter_rows(min_row=2)
                if (row[0].value, row[1].value) == (P3, "자율지표 1")]  # fmt: skip
        rows[0][4].value, rows[0][4].number_format = 0.123, "0.0%"

    table = checked(spoilt(roughen)).tables["observation"]
    assert table.loc[table["indicator"] == "own_1", "value"].tolist() == [12.3]


def test_a_formula_that_was_never_calculated_is_an_error_where_it_stands() -> None:
    def roughen(book: Workbook) -> None:
        book[BUDGET]["G2"] = "=E2-1"
        book[OBSERVATION]["H3"] = "=E2"

    result = checked(spoilt(roughen))
    assert [(f.code, f.sheet, f.cell) for f in result.findings] == [
        ("formula_without_value", BUDGET, "G2"),
        ("formula_without_value", OBSERVATION, "H3"),
    ]


def test_a_correction_that_sends_one_sheet_passes() -> None:
    def roughen(book: Workbook) -> None:
        for name in book.sheetnames:
            if name not in {COVER, OBSERVATION}:
                book.remove(book[name])
        book[OBSERVATION].delete_rows(3, 100)
        book[COVER]["B9"] = "정정"

    result = checked(spoilt(roughen))
    assert {finding.code for finding in result.findings} <= {"unknown_project"}
    assert len(result.tables["observation"]) == 1 and result.tables["budget"].empty
