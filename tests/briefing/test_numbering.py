"""Figures and tables are each counted on their own, and every form says the same numbers."""

from __future__ import annotations

import io
import re
from dataclasses import replace

from hwpx import HwpxDocument
from pptx import Presentation

from monitor.briefing.exhibit import Document, Exhibit
from monitor.briefing.images import image
from monitor.briefing.numbering import numbers_of
from monitor.briefing.printed.documents import document_html
from monitor.briefing.report.writing import write_report
from monitor.briefing.slides.writing import write_slides
from monitor.charts.native import Cell, Grid
from monitor.wording import Words
from tests.briefing.exhibits import province_bars, sample_document, sample_exhibit

LISTED = ["그림 1 · 표 1", "표 2", "표 3", "그림 2 · 표 4"]
_CAPTION = re.compile(r"〈(그림|표) (\d+)〉")


def matrix() -> Exhibit:
    """Return a figure that is a table, with the very numbers of the table below it."""
    grid = Grid(("2027", "2028"), ("서울",), ((Cell("12"), Cell("34")),), "실적 (연간 목표)")
    return sample_exhibit(
        chart=replace(province_bars(), native=grid),
        code="B2WD-47HN",
        columns={"시·도": ("서울",), "2027": ("12",), "2028": ("34",)},
        numeric=frozenset({"2027", "2028"}),
    )


def mixed() -> Document:
    alone = replace(sample_exhibit(code="A2WD-47HN"), chart=None)
    last = sample_exhibit(code="C2WD-47HN")
    return sample_document(exhibits=(sample_exhibit(), alone, matrix(), last))


def captions(text: str) -> list[str]:
    """Return the captions that a text has, each once, in their order."""
    return list(dict.fromkeys(" ".join(found) for found in _CAPTION.findall(text)))


def test_what_is_no_figure_takes_no_number_of_a_figure() -> None:
    assert [each.listed(Words("ko")) for each in numbers_of(mixed()).values()] == LISTED


def test_report_slides_and_print_count_alike() -> None:
    document = mixed()
    wanted = [name for listed in LISTED for name in listed.split(" · ")]
    svg = image(sample_exhibit().chart, "svg", bare=True)  # type: ignore[arg-type]
    images = {
        item.exhibit.code: svg
        for section in document.sections
        for item in section.items
        if item.exhibit.chart
    }
    report = HwpxDocument.open(io.BytesIO(write_report(document, {})))
    show = Presentation(io.BytesIO(write_slides(document, {})))
    slides = "\n".join(
        shape.text_frame.text
        for slide in show.slides
        for shape in slide.shapes
        if shape.has_text_frame and shape.text_frame.text.startswith("〈")
    )
    assert captions("\n".join(each.text for each in report.paragraphs)) == wanted
    assert sorted(captions(slides)) == sorted(wanted)  # headings of parts list some before
    printed = document_html(document, images)
    assert captions(printed) == wanted
    assert (
        printed.count("〈표 3〉") == 1 and 'scope="row">서울</th><td class="number">12<' in printed
    )
    assert all(listed in printed for listed in LISTED)


def test_a_matrix_is_one_table_that_says_what_a_cell_holds() -> None:
    content = write_report(sample_document(exhibits=(matrix(),)), {})
    report = HwpxDocument.open(io.BytesIO(content))
    tables = [table for each in report.paragraphs for table in each.tables]
    _, grid, codes = tables
    assert grid.rows[0].cells[0].text == "실적 (연간 목표)"
    assert codes.rows[1].cells[0].text == "표 1"
