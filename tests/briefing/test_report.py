"""A briefing as a Hancom report: its form, its numbers and its codes, read again."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import replace

import pytest
from hwpx import HwpxDocument
from hwpx.layout import lint_layout
from hwpx.layout.pages import estimate_pages
from hwpx.oxml import HwpxOxmlParagraph, HwpxOxmlTableCell
from hwpx.tools.package_validator import validate_package
from lxml import etree
from PIL import Image

from monitor.briefing.exhibit import Document, Exhibit, Item, Section
from monitor.briefing.report import wants_picture, write_report
from monitor.briefing.report.looks import TEXT_WIDTH
from monitor.charts.native import Areas, Cell, Grid, Plot, Series
from monitor.wording import LANGUAGES, Language
from tests.briefing.exhibits import HOSTILE, sample_document, sample_exhibit

HP = "{http://www.hancom.co.kr/hwpml/2011/paragraph}"
HH = "{http://www.hancom.co.kr/hwpml/2011/head}"
MILLIMETRE = 7200 / 25.4


def picture(width: int = 300, height: int = 200) -> bytes:
    drawn = io.BytesIO()
    Image.new("RGB", (width, height), "#256ef4").save(drawn, "PNG")
    return drawn.getvalue()


def drawn_from(native: Plot | Areas | Grid | None) -> Exhibit:
    exhibit = sample_exhibit()
    assert exhibit.chart is not None
    return replace(exhibit, chart=replace(exhibit.chart, native=native))


def long_exhibit(rows: int = 60) -> Exhibit:
    columns = {
        "사업": tuple(f"지역 돌봄 공동체 통합 지원 모델 {n}" for n in range(rows)),
        "집행액": tuple(f"{n * 1234:,}" for n in range(rows)),
    }
    return sample_exhibit(chart=None, columns=columns, numeric=frozenset({"집행액"}))


@pytest.fixture(scope="module", params=LANGUAGES)
def language(request: pytest.FixtureRequest) -> Language:
    found: Language = request.param
    return found


@pytest.fixture(scope="module")
def written(language: Language) -> bytes:
    return write_report(sample_document(language), {})


def paragraphs(content: bytes) -> list[HwpxOxmlParagraph]:
    return HwpxDocument.open(content).paragraphs


def header_of(content: bytes) -> etree._Element:
    return etree.fromstring(dict(parts(content))["Contents/header.xml"])


def by_id(header: etree._Element, tag: str, wanted: str) -> etree._Element:
    return next(each for each in header.iter(f"{HH}{tag}") if each.get("id") == wanted)


def texts(content: bytes) -> list[str]:
    return [paragraph.text for paragraph in paragraphs(content) if paragraph.text]


def parts(content: bytes) -> Iterator[tuple[str, bytes]]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        for name in archive.namelist():
            yield name, archive.read(name)


def test_what_is_written_passes_hancoms_validator(written: bytes) -> None:
    report = HwpxDocument.open(written).validate()
    assert report.ok, report.issues
    assert not validate_package(written).errors
    assert not lint_layout(written).findings


def test_the_same_document_gives_the_same_bytes() -> None:
    document = sample_document(exhibits=[sample_exhibit(), drawn_from(None)])
    pictures = {document.sections[1].items[0].exhibit.code: picture()}
    assert write_report(document, pictures) == write_report(document, pictures)


def test_the_page_is_the_a4_of_the_ministries_and_numbered_at_its_foot(written: bytes) -> None:
    section = HwpxDocument.open(written).sections[0].element
    margin = next(section.iter(f"{HP}pagePr")).find(f"{HP}margin")
    sides = ("top", "bottom", "left", "right", "header", "footer", "gutter")
    assert {side: round(int(margin.get(side)) / MILLIMETRE) for side in sides} == {
        "top": 20,
        "bottom": 15,
        "left": 20,
        "right": 20,
        "header": 15,
        "footer": 10,
        "gutter": 0,
    }
    (number,) = section.iter(f"{HP}pageNum")
    assert (number.get("pos"), number.get("sideChar")) == ("BOTTOM_CENTER", "-")


def test_title_body_and_marks_have_styles_that_a_person_can_change_at_once() -> None:
    content = write_report(sample_document(), {})
    header = header_of(content)
    styles = {style.get("name"): style for style in header.iter(f"{HH}style")}
    faces = {
        font.get("id"): font.get("face")
        for font in header.iterfind(f".//{HH}fontface[@lang='HANGUL']/{HH}font")
    }

    def lettering(name: str) -> tuple[str, float]:
        letters = by_id(header, "charPr", styles[name].get("charPrIDRef"))
        face = letters.find(f"{HH}fontRef").get("hangul")
        return faces[face], int(letters.get("height")) / 100

    def hanging(name: str) -> int:
        paragraph = by_id(header, "paraPr", styles[name].get("paraPrIDRef"))
        return int(next(paragraph.iter("{*}intent")).get("value"))

    assert lettering("보고 제목") == ("HY헤드라인M", 22)
    used = {p.style_id_ref: p.text[:1] for p in paragraphs(content) if p.text[:1] in set("□○-")}
    for name, mark in (("보고 네모", "□"), ("보고 동그라미", "○"), ("보고 줄표", "-")):
        assert lettering(name) == ("휴먼명조", 15)
        assert hanging(name) < 0
        assert used[styles[name].get("id")] == mark


def test_headings_and_titles_of_figures_stand_in_the_outline(written: bytes) -> None:
    document = HwpxDocument.open(written)
    outlined = {}
    for paragraph in document.paragraphs:
        heading = document.styles.paragraph_property(paragraph.para_pr_id_ref).heading
        if heading is not None and heading.type == "OUTLINE":
            outlined[paragraph.text] = int(heading.level)
    assert list(outlined.values()) == [0, 1, 0]
    first, second, _ = outlined
    assert first.startswith("Ⅰ. ")
    assert second.startswith(("〈그림 1〉", "Figure 1."))


def test_a_made_up_document_says_so_on_every_page_and_a_real_one_does_not() -> None:
    def head(document: Document) -> str:
        section = HwpxDocument.open(write_report(document, {})).sections[0].element
        return "".join(next(section.iter(f"{HP}header")).itertext())

    assert "시연용 가상 자료" in head(sample_document())
    real = sample_document(is_demonstration=False)
    assert head(real) == real.title


def test_an_exhibit_ends_with_its_source_its_day_its_state_and_its_code() -> None:
    told = texts(write_report(sample_document(), {}))
    source = "자료: 시·도 제출 자료 · 기준일: 2028. 6. 30. (잠정) · 확인번호: K7F3-9QMX"
    at = told.index(source)
    assert told[at + 1] == "※ 목표가 없는 시·도는 달성률을 내지 않음"
    assert "(단위: 명)" in told
    assert "〈표 1〉 시·도별 서비스 이용자 수" in told


def test_the_table_holds_the_cells_as_written_numbers_at_the_right() -> None:
    document = HwpxDocument.open(write_report(sample_document(), {}))
    table = document.tables[1]
    exhibit = sample_exhibit()
    cells = [[cell.text for cell in row.cells] for row in table.rows]
    assert cells[0] == list(exhibit.columns)
    assert cells[1:] == [list(row) for row in zip(*exhibit.columns.values(), strict=True)]
    assert table.element.get("repeatHeader") == "1"
    assert {cell.element.get("header") for cell in table.rows[0].cells} == {"1"}

    def align(column: int) -> str:
        paragraph = table.rows[1].cells[column].paragraphs[0]
        return document.styles.paragraph_property(paragraph.para_pr_id_ref).align.horizontal

    assert [align(column) for column in range(4)] == ["LEFT", "RIGHT", "RIGHT", "RIGHT"]


def test_the_chart_is_hancoms_own_with_the_values_of_the_plot() -> None:
    exhibit = sample_exhibit()
    assert exhibit.chart is not None
    assert isinstance(exhibit.chart.native, Plot)
    content = dict(parts(write_report(sample_document(), {})))
    space = etree.fromstring(content["Chart/chart1.xml"])
    values = [
        float(value.text)
        for value in space.iterfind(".//{*}ser[last()]/{*}val//{*}pt/{*}v")
        if value.text
    ]
    drawn = [value for value in exhibit.chart.native.series[0].values if value is not None]
    assert values == drawn[::-1]  # the first on top
    section = etree.fromstring(content["Contents/section0.xml"])
    (chart,) = section.iter(f"{HP}chart")
    said = chart.findtext(f"{HP}shapeComment")
    assert exhibit.code in said
    assert exhibit.alternative_text in said


def test_what_has_no_native_form_is_a_picture_as_wide_as_the_text() -> None:
    exhibit = drawn_from(None)
    assert wants_picture(exhibit)
    content = write_report(sample_document(exhibits=[exhibit]), {exhibit.code: picture(300, 200)})
    section = HwpxDocument.open(content).sections[0].element
    (drawn,) = section.iter(f"{HP}pic")
    size = drawn.find(f"{HP}sz")
    assert int(size.get("width")) == TEXT_WIDTH
    assert int(size.get("height")) == round(TEXT_WIDTH * 2 / 3)
    assert exhibit.alternative_text in drawn.findtext(f"{HP}shapeComment")
    assert not list(section.iter(f"{HP}chart"))


def test_a_figure_without_its_picture_leaves_its_table_and_no_empty_title() -> None:
    exhibit = drawn_from(None)
    told = texts(write_report(sample_document(exhibits=[exhibit]), {}))
    assert not [text for text in told if text.startswith("〈그림")]
    assert f"〈표 1〉 {exhibit.title}" in told


def test_a_plot_with_something_unseen_is_better_as_a_picture_but_needs_none() -> None:
    bars = Series("", (3.0, 4.0), "", "bar")
    exhibit = drawn_from(Plot("column", ("가", "나"), (bars, replace(bars, colour="#256ef4"))))
    assert wants_picture(exhibit)
    document = sample_document(exhibits=[exhibit])
    assert "Chart/chart1.xml" in dict(parts(write_report(document, {})))
    assert "Chart/chart1.xml" not in dict(parts(write_report(document, {exhibit.code: picture()})))


@pytest.mark.parametrize(
    ("values", "is_better"),
    [((1.0, 2.0, None), False), ((None, 1.0, 2.0), True), ((1.0, None, 2.0), True)],
)
def test_values_after_a_gap_could_be_drawn_in_the_wrong_place(
    values: tuple[float | None, ...], is_better: bool
) -> None:
    bars = Plot("bar", ("서울", "세종", "제주"), (Series("실적", values, "#256ef4"),))
    assert wants_picture(drawn_from(bars)) is is_better


def test_a_matrix_is_a_table_with_the_colours_of_its_cells() -> None:
    grid = Grid(("산출", "성과"), ("서울",), ((Cell("12.5", "#0b3d91"), Cell("3.0")),))
    exhibit = drawn_from(grid)
    assert not wants_picture(exhibit)
    document = HwpxDocument.open(write_report(sample_document(exhibits=[exhibit]), {}))
    cells = document.tables[1].rows[1].cells
    assert [cell.text for cell in cells] == ["서울", "12.5", "3.0"]
    fill = document.styles.border_fill_info(cells[1].element.get("borderFillIDRef"))
    assert "0B3D91" in str(fill).upper()


def test_a_long_table_goes_on_over_pages_and_a_short_one_stays_together() -> None:
    document = HwpxDocument.open(write_report(sample_document(exhibits=[long_exhibit()]), {}))
    table = document.tables[1]
    assert not table.treat_as_char
    assert table.element.get("pageBreak") == "TABLE"
    short = HwpxDocument.open(write_report(sample_document(exhibits=[long_exhibit(8)]), {}))
    assert short.tables[1].treat_as_char


def test_no_title_is_left_alone_at_the_foot_of_a_page() -> None:
    several = sample_document(
        exhibits=[sample_exhibit(), long_exhibit(12), sample_exhibit(), long_exhibit(15)]
    )
    content = write_report(several, {})
    pages = estimate_pages(content)
    assert not pages.unsupported
    body = paragraphs(content)
    objects = (f"{HP}chart", f"{HP}pic", f"{HP}tbl")
    for at, paragraph in enumerate(body[1:], start=1):
        if any(next(paragraph.element.iter(tag), None) is not None for tag in objects):
            title = at - 1
            assert pages.lines[title][0].page == pages.lines[at][0].page, body[title].text


def test_a_table_too_wide_for_the_page_goes_on_below_with_its_names_repeated() -> None:
    columns = {"시·도": ("서울", "부산")} | {
        f"{year}년 집행액": (f"{year * 98_765:,}",) * 2 for year in range(2020, 2040)
    }
    exhibit = sample_exhibit(chart=None, columns=columns, numeric=frozenset(list(columns)[1:]))
    document = HwpxDocument.open(write_report(sample_document(exhibits=[exhibit]), {}))
    shown = document.tables[1:-1]
    assert len(shown) > 1
    assert {table.rows[1].cells[0].text for table in shown} == {"서울"}
    headings = [cell.text for table in shown for cell in table.rows[0].cells[1:]]
    assert headings == list(columns)[1:]


def test_what_changed_since_the_last_briefing_is_said_and_marked() -> None:
    exhibit = sample_exhibit()
    item = Item(1, exhibit, (), ("부산 제출 자료 정정",), frozenset({(1, "실적")}))
    given = sample_document(since="2028. 3. 31.", sections=(Section("성과", (item,)),))
    content = write_report(given, {})
    assert "※ 부산 제출 자료 정정" in texts(content)
    assert any("2028. 3. 31." in text for text in texts(content))
    header = header_of(content)
    same, changed = (HwpxDocument.open(content).tables[1].rows[row].cells[1] for row in (1, 2))

    def is_marked(cell: HwpxOxmlTableCell) -> bool:
        letters = by_id(header, "charPr", cell.paragraphs[0].char_pr_id_ref or "")
        underline = letters.find(f"{HH}underline")
        return letters.find(f"{HH}bold") is not None and underline.get("type") == "BOTTOM"

    assert changed.text == exhibit.columns["실적"][1]
    assert (is_marked(same), is_marked(changed)) == (False, True)
    assert same.element.get("borderFillIDRef") != changed.element.get("borderFillIDRef")


def test_the_last_page_lists_every_code_and_how_to_verify() -> None:
    codes = ["K7F3-9QMX", "AJCV-Q89J"]
    content = write_report(
        sample_document(exhibits=[sample_exhibit(code=code) for code in codes]), {}
    )
    listed = HwpxDocument.open(content).tables[-1]
    assert [row.cells[2].text for row in listed.rows[1:]] == codes
    said = texts(content)[-2:]
    assert "monitor verify" in said[0]
    assert "반올림" in said[1]


def test_a_name_from_data_is_text_and_nothing_else() -> None:
    hostile = (*HOSTILE, "줄\n바꿈\x00\x0b\ud800\u202e끝", "{0}%s", "../../../etc/passwd")
    columns = {f"{name}{n}": tuple(hostile) for n, name in enumerate(hostile)}
    exhibits = [
        sample_exhibit(title=name, unit=name, columns=columns, notes=hostile) for name in hostile
    ]
    given = sample_document(exhibits=exhibits, title=hostile[1], office=hostile[4])
    content = write_report(given, {})
    assert HwpxDocument.open(content).validate().ok
    said = "\n".join(texts(content))
    assert "<a:t>굵게</a:t> & <b>" in said
    assert "줄 바꿈 끝" in said
    assert not re.search("[\x00-\x08\x0b-\x1f\u202e\ud800-\udfff]", said)
    assert all(".." not in name for name, _ in parts(content))
