"""Numbers as a workbook: typed, sourced, safe, and the chart that slides carry."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from dataclasses import replace
from typing import Any

import openpyxl
import pandas as pd
import pytest
from python_calamine import CalamineWorkbook

from monitor.briefing.exhibit import Exhibit, Item
from monitor.briefing.workbook import write_appendix, write_workbook
from monitor.wording import Language
from tests.briefing.exhibits import HOSTILE, province_bars, sample_document, sample_exhibit

HEAD = 3  # row of the headings, from 1


def opened(content: bytes) -> Any:
    return openpyxl.load_workbook(io.BytesIO(content))


def texts(sheet: Any) -> list[str]:
    return [str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value is not None]


def with_numbers(**columns: list[Any]) -> Exhibit:
    return replace(sample_exhibit(), typed=pd.DataFrame(columns))


def cell(exhibit: Exhibit, heading: str, row: int = 0) -> Any:
    sheet = opened(write_workbook(exhibit)).worksheets[0]
    place = next(c.column for c in sheet[HEAD] if c.value == heading)
    return sheet.cell(HEAD + 1 + row, place)


def test_numbers_are_numbers_and_days_are_days() -> None:
    shown = with_numbers(
        **{
            "배정액 (원)": [355_300_000],
            "집행률 (%)": [43.475],
            "시작": [pd.Timestamp(2027, 7, 30)],
            "연도": [2028],
            "까닭": [""],
        }
    )
    money, rate = cell(shown, "배정액 (원)"), cell(shown, "집행률 (%)")
    assert (money.value, money.number_format) == (355_300_000, "#,##0;△#,##0")
    assert (rate.value, rate.number_format) == (43.475, "#,##0.0;△#,##0.0")
    assert cell(shown, "시작").value == dt.datetime(2027, 7, 30)
    assert cell(shown, "시작").number_format == 'yyyy". "m". "d"."'
    assert cell(shown, "연도").number_format == "0"
    assert cell(shown, "까닭").value is None


def test_rows_of_many_units_have_each_the_decimals_of_its_number() -> None:
    shown = with_numbers(단위=["명", "%"], 실적=[474.0, 55.1])
    assert [cell(shown, "실적", row).number_format for row in (0, 1)] == [
        "#,##0;△#,##0",
        "#,##0.0;△#,##0.0",
    ]


def test_the_sheet_says_title_units_source_code_and_that_data_are_made_up() -> None:
    book = opened(write_workbook(with_numbers(**{"배정액 (원)": [1], "집행률 (%)": [2.0]})))
    said = texts(book["표"])
    assert said[0] == "시·도별 서비스 이용자 수"
    assert "시연용 가상 자료" in said
    assert "(단위: 원, %)" in said
    assert "자료: 시·도 제출 자료 · 기준일: 2028. 6. 30. (잠정) · 확인번호: K7F3-9QMX" in said
    assert book["표"].freeze_panes.endswith("4")
    assert book["표"].auto_filter.ref == "A3:B4"


@pytest.mark.parametrize("language", ["ko", "en"])
def test_the_notes_say_what_was_asked_and_how_to_check(language: Language) -> None:
    shown = sample_exhibit(language, marks={"조건": "기간 2028년 상반기"})
    notes = texts(opened(write_workbook(shown)).worksheets[-1])
    for said in (*shown.definitions, *shown.notes, *shown.source, "기간 2028년 상반기", shown.code):
        assert said in notes
    assert any(f"verify {shown.code}" in line for line in notes)


def test_the_chart_is_drawn_from_the_cells_below_it() -> None:
    content = write_workbook(sample_exhibit())
    sheet = opened(content)["그림"]
    (chart,) = sheet._charts
    values = chart.series[0].val.numRef.f
    name, _, place = values.replace("$", "").rpartition("!")
    first, last = place.split(":")
    assert name == "'그림'"
    drawn = province_bars().native
    assert drawn is not None
    cells = [each[0].value for each in sheet[f"{first}:{last}"]]
    assert [each or None for each in cells] == [v or None for v in drawn.series[0].values]  # type: ignore[union-attr]
    assert sheet[first.replace("B", "A")].value == "서울"


def test_names_from_data_are_neither_formulas_nor_links_nor_markup() -> None:
    names = [*HOSTILE, "https://example.org", "007", "\x00null", "+1"]
    shown = replace(
        sample_exhibit(chart=province_bars(names=(names * 3)[:17])),
        title="=1+1[x]:*?/",
        typed=pd.DataFrame({"=시·도": names}),
    )
    book = opened(write_workbook(shown))
    cells = [c for sheet in book for row in sheet.iter_rows() for c in row if c.value is not None]
    assert {c.data_type for c in cells} <= {"s", "n", "d"}
    assert not [c for c in cells if c.hyperlink]
    assert [c.value for c in book["표"]["A"][HEAD : HEAD + 2]] == list(HOSTILE[:2])


def test_calamine_reads_the_numbers_that_were_written() -> None:
    shown = sample_exhibit()
    rows = CalamineWorkbook.from_filelike(io.BytesIO(write_workbook(shown)))
    read = rows.get_sheet_by_name("표").to_python()
    assert read[HEAD][: len(shown.typed.columns)] == shown.typed.iloc[0].tolist()


def test_the_same_exhibit_is_the_same_file() -> None:
    assert write_workbook(sample_exhibit()) == write_workbook(sample_exhibit())


# ── the annex ────────────────────────────────────────────────────────────────────────────────────


def test_the_annex_lists_its_figures_with_links_to_their_sheets() -> None:
    shown = [
        sample_exhibit(code="K7F3-9QMX"),
        sample_exhibit(code="B2WD-47HN", title="=A/B: [둘]?"),
    ]
    book = opened(write_appendix(sample_document(exhibits=shown)))
    listed = book["차례"]
    links = [c.hyperlink.location for row in listed.iter_rows() for c in row if c.hyperlink]
    names = [link.rpartition("!")[0].strip("'").replace("''", "'") for link in links]
    assert len(names) == 2
    assert set(names) < set(book.sheetnames)
    assert {"K7F3-9QMX", "B2WD-47HN"} <= set(texts(listed))
    for name, exhibit in zip(names, shown, strict=True):
        assert any(exhibit.code in text for text in texts(book[name]))


def test_sheets_of_one_title_have_names_of_their_own() -> None:
    long = "아주 긴 제목 " * 8
    shown = [sample_exhibit(title=long) for _ in range(12)]
    names = opened(write_appendix(sample_document(exhibits=shown))).sheetnames
    assert len({name.casefold() for name in names}) == len(names)
    assert max(map(len, names)) <= 31


def test_what_changed_since_the_last_briefing_is_marked() -> None:
    document = sample_document(since="2028. 3. 31.")
    section = document.sections[0]
    item: Item = replace(
        section.items[0], changed=("세종이 바뀜",), changed_cells=frozenset({(1, "실적")})
    )
    section = replace(section, items=(item,))
    book = opened(write_appendix(replace(document, sections=(section,))))
    sheet = book.worksheets[1]
    fills = [sheet.cell(HEAD + row, 2).fill.fgColor.rgb for row in (1, 2)]
    assert fills[0] != fills[1] == "FFFFF3C4"
    assert any("2028. 3. 31." in text for text in texts(sheet))
    assert "※ 세종이 바뀜" in texts(sheet)


def test_each_figure_of_the_annex_keeps_its_own_chart() -> None:
    shown = [sample_exhibit(), sample_exhibit(code="B2WD-47HN")]
    content = write_appendix(sample_document(exhibits=shown))
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        charts = [parts.read(n).decode() for n in parts.namelist() if "/charts/chart" in n]
    assert ["'1 그림'!" in chart for chart in charts] == [True, False]
    assert ["'2 그림'!" in chart for chart in charts] == [False, True]
