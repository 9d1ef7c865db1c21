"""Native charts: the plot's numbers, as texts written here, for programs that draw them."""

from __future__ import annotations

import io
import zipfile
from typing import Any

import pytest
from lxml import etree
from openpyxl import load_workbook
from pptx import Presentation
from pptx.oxml.ns import qn
from pptx.util import Inches

from monitor.briefing.label_format import label_format
from monitor.briefing.native_chart import Box, add_chart, chart_xml, draws_everywhere
from monitor.charts.native import Plot, Series
from tests.briefing.exhibits import HOSTILE, province_bars

BOX = Box(Inches(0.5), Inches(1), Inches(8), Inches(5))
QUARTERS = ("1분기", "2분기", "3분기")
ACTUAL = Series("실적", (5.0, -3.0, None), "#256ef4", texts=("5", "△3", "–"))
PLANNED = Series("계획", (6.0, 2.0, 4.0), "#1e2124", "tick")
TREND = Series("추세", (1.0, 2.0, 3.0), "#228738", "line")
POINTS = Series("사업", (5.5, None, 3.0), "#256ef4", "dot", ("①", "", ""), (), (1.0, 2.0, 3.0))
OTHERS = Series("기타", (1.0, 2.0, 3.0), "#1e2124", "dot", places=(4.0, 5.0, 6.0))
PLOTS = {
    "bars": Plot("bar", QUARTERS, (ACTUAL, PLANNED)),
    "columns": Plot("column", QUARTERS, (ACTUAL, PLANNED, TREND)),
    "stacked": Plot("bar", QUARTERS, (TREND, ACTUAL), stacked=True),
    "lines": Plot("line", QUARTERS, (TREND, PLANNED)),
    "scatter": Plot("scatter", (), (POINTS, OTHERS)),
}


def on_a_slide(plot: Plot) -> Any:
    show = Presentation()
    add_chart(show.slides.add_slide(show.slide_layouts[6]), plot, BOX)
    stream = io.BytesIO()
    show.save(stream)
    return next(iter(Presentation(stream).slides[0].shapes)).chart


def drawn_values(chart: Any) -> dict[str, tuple[float | None, ...]]:
    return {series.name: tuple(series.values) for part in chart.plots for series in part.series}


def xml_of(plot: Plot) -> Any:
    return etree.fromstring(chart_xml(plot))


@pytest.mark.parametrize("name", [name for name in PLOTS if name != "scatter"])
def test_a_chart_holds_the_values_of_its_plot(name: str) -> None:
    plot = PLOTS[name]
    assert drawn_values(on_a_slide(plot)) == {s.name: s.values for s in plot.series}


def test_points_stand_at_their_places_in_one_sheet() -> None:
    chart = on_a_slide(PLOTS["scatter"])
    sheet = load_workbook(io.BytesIO(chart.part.chart_workbook.xlsx_part.blob)).active
    assert [[cell.value for cell in row] for row in sheet.iter_rows(min_row=2)] == [
        [1, 5.5, None],
        [3, 3, None],
        [4, None, 1],
        [5, None, 2],
        [6, None, 3],
    ]
    assert [each.text for each in xml_of(PLOTS["scatter"]).iter(qn("c:f"))][-2:] == [
        "Sheet1!$A$2:$A$6",
        "Sheet1!$C$2:$C$6",
    ]


def test_the_first_category_stands_on_top() -> None:
    chart = on_a_slide(PLOTS["bars"])
    assert list(chart.plots[0].categories) == list(QUARTERS)
    assert chart.category_axis.reverse_order


def test_a_chart_without_a_workbook_needs_no_axis_that_is_turned_over() -> None:
    space = xml_of(PLOTS["bars"])
    assert not [e for e in space.iter(qn("c:orientation")) if e.get("val") == "maxMin"]
    names = [e.text for e in space.find(f".//{qn('c:cat')}").iter(qn("c:v"))]
    assert names == [*reversed(QUARTERS)]
    assert [e.find(f".//{qn('c:tx')}//{qn('c:v')}").text for e in space.iter(qn("c:ser"))] == [
        "계획",
        "실적",
    ]


def test_a_line_without_a_name_is_named_as_the_axis_that_it_crosses() -> None:
    guides = (
        Series("", (0.0, 9.0), "#58616a", "line", places=(5.0, 5.0)),
        Series("", (4.0, 4.0), "#58616a", "line", places=(0.0, 9.0)),
    )
    plot = Plot("scatter", (), (*guides, POINTS), across="달성도 →", along="집행률")
    said = [e.find(f".//{qn('c:tx')}//{qn('c:v')}").text for e in xml_of(plot).iter(qn("c:ser"))]
    assert said == ["달성도 →", "집행률", "사업"]
    dashes = [e.get("val") for e in xml_of(plot).iter(qn("a:prstDash"))]
    assert dashes == ["sysDot", "sysDot"]  # the notes call them dotted
    assert not draws_everywhere(plot)


def test_targets_among_columns_are_marks_without_a_line() -> None:
    lines = xml_of(PLOTS["columns"]).find(f".//{qn('c:lineChart')}")
    target = lines.find(qn("c:ser"))
    assert target.find(f"{qn('c:spPr')}/{qn('a:ln')}/{qn('a:noFill')}") is not None
    assert target.find(f"{qn('c:marker')}/{qn('c:symbol')}").get("val") == "dash"


@pytest.mark.parametrize("plot", PLOTS.values(), ids=PLOTS)
def test_every_lettering_names_a_font_for_hangul(plot: Plot) -> None:
    described = [*xml_of(plot).iter(qn("a:defRPr"), qn("a:rPr"))]
    assert described
    assert {each.find(qn("a:ea")).get("typeface") for each in described} == {"맑은 고딕"}


@pytest.mark.parametrize(
    ("values", "texts", "written"),
    [
        ((1234.0, None), ("1,234", "–"), "#,##0;△#,##0"),
        ((5.0, -3.0), ("+5.0", "△3.0"), "+#,##0.0;△#,##0.0;#,##0.0"),
        ((85_000_000.0,), ("85",), "#,##0,,;△#,##0,,"),
        ((61.3,), ("61.3%",), '#,##0.0"%";△#,##0.0"%"'),
        ((3.0, None), ("△3", ""), "△#,##0;△#,##0;#,##0"),
        ((61.3,), ("61.3 (19/31)",), ""),
        ((1.0, 2.0), ("①", "②"), ""),
        ((-0.3,), ("0",), ""),
    ],
)
def test_a_format_is_found_only_where_it_writes_every_text(
    values: tuple[float | None, ...], texts: tuple[str, ...], written: str
) -> None:
    assert label_format(values, texts) == written


def test_texts_that_no_format_writes_stand_as_they_are() -> None:
    texts = ("5 (1/3)", "△3 (2/3)", "")
    plot = Plot("column", QUARTERS, (Series("실적", (5.0, -3.0, 1.0), "#256ef4", texts=texts),))
    assert [each.text for each in xml_of(plot).iter(qn("a:t"))] == ["5 (1/3)", "△3 (2/3)"]
    silent = xml_of(plot).find(f".//{qn('c:dLbl')}/{qn('c:delete')}")
    assert silent.get("val") == "1"


def test_why_a_bar_is_missing_stands_beside_its_name() -> None:
    texts = ("5", "미보고", "–")
    plot = Plot("bar", QUARTERS, (Series("실적", (5.0, None, None), "#256ef4", texts=texts),))
    assert list(on_a_slide(plot).plots[0].categories) == ["1분기", "2분기 (미보고)", "3분기"]


def test_hostile_names_are_texts_in_chart_and_sheet() -> None:
    chart = on_a_slide(province_bars(names=HOSTILE).native)
    sheet = load_workbook(io.BytesIO(chart.part.chart_workbook.xlsx_part.blob)).active
    cells = [row[0] for row in sheet.iter_rows(min_row=2)]
    assert [cell.data_type for cell in cells] == ["s"] * len(HOSTILE)
    shown = [cell.value.replace("�", "") for cell in cells]
    printable = ["".join(letter for letter in name if letter.isprintable()) for name in HOSTILE]
    assert shown[:2] + shown[3:] == printable[:2] + printable[3:]
    assert shown[2].endswith("…") and HOSTILE[2].startswith(shown[2][:-1])
    assert [category.label for category in chart.plots[0].categories][1] == HOSTILE[1]


def test_the_same_chart_is_the_same_bytes() -> None:
    plot = PLOTS["columns"]
    sheets = {on_a_slide(plot).part.chart_workbook.xlsx_part.blob for _ in range(2)}
    assert len(sheets) == 1
    stamps = {each.date_time for each in zipfile.ZipFile(io.BytesIO(sheets.pop())).infolist()}
    assert stamps == {(1980, 1, 1, 0, 0, 0)}
