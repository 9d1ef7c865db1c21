"""Slides: real titles, native figures with their codes, nothing over its edge, the same bytes."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from typing import Any

import pytest
from pptx import Presentation
from pptx.enum.shapes import MSO_SHAPE_TYPE
from pptx.oxml.ns import qn

from monitor.briefing.altered import alterations
from monitor.briefing.contents import contents
from monitor.briefing.exhibit import Document, Exhibit
from monitor.briefing.slides import write_slides
from monitor.briefing.slides.tables import Cell, Sheet, fitted, pages
from monitor.briefing.slides.template import BODY, HEIGHT, WIDTH
from monitor.charts.classes import classify
from monitor.charts.map import choropleth
from monitor.charts.native import Cell as NativeCell
from monitor.charts.native import Grid, Plot, Series
from monitor.store.codes import code_from
from monitor.wording import Language, number_text
from tests.briefing.exhibits import HOSTILE, province_bars, sample_document, sample_exhibit
from tests.charts import test_evaluation_figures, test_figures, test_map
from tests.charts.test_native import map_of

PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000002000000010802000000"
    "7b40e8dd0000000e49444154789c63f8cfc0f0ff3f0300000c04feefc4b0e00000000049454e44ae426082"
)


def opened(document: Document, pictures: dict[str, bytes] | None = None) -> Any:
    return Presentation(io.BytesIO(write_slides(document, pictures or {})))


def map_exhibit(language: Language = "ko") -> Exhibit:
    frame = test_map.values(17, empty=3)
    chart = choropleth(
        frame,
        test_map.caption(language),
        basis=17,
        names=test_map.names(language),
        write=number_text,
        classes=classify(frame["value"]),
        absence_names=test_map.absence_names(language),
        attribution=test_map.ATTRIBUTION[language],
    )
    return sample_exhibit(language, chart=chart, code="M3AP-0001")


def titles(show: Any) -> list[str]:
    return [slide.shapes.title.text_frame.text for slide in show.slides]


def texts(show: Any) -> str:
    return "\n".join(
        element.text or "" for slide in show.slides for element in slide._element.iter(qn("a:t"))
    )


def texts_of(slide: Any) -> list[str]:
    return [element.text or "" for element in slide._element.iter(qn("a:t"))]


def shapes_of(show: Any, kind: Any) -> list[Any]:
    return [shape for slide in show.slides for shape in slide.shapes if shape.shape_type == kind]


@pytest.mark.parametrize("language", ["ko", "en"])
def test_every_slide_has_a_title_a_page_number_and_the_mark_of_made_up_data(
    language: Language,
) -> None:
    show = opened(sample_document(language))
    assert all(titles(show))
    mark = "시연용 가상 자료" if language == "ko" else "Made-up demonstration data"
    for slide in show.slides:
        assert [e for e in slide._element.iter(qn("a:fld")) if e.get("type") == "slidenum"]
        assert mark in [e.text for e in slide._element.iter(qn("a:t"))]


def test_real_data_carry_no_mark() -> None:
    assert "시연용" not in texts(opened(sample_document(is_demonstration=False)))


def test_a_figure_is_headed_by_its_title_with_what_it_says_below() -> None:
    show = opened(sample_document())
    assert titles(show)[:4] == [
        "사회연대경제 혁신모델 사업 추진 현황",
        "차례",
        "1. 성과",
        "시·도별 서비스 이용자 수",
    ]
    message = show.slides[3].placeholders[1]
    assert message.text_frame.text.startswith("서비스 이용자 수는 93,412명으로 연간 목표의 61.3%")
    assert message.width > WIDTH * 0.9


def test_no_figure_takes_more_than_two_slides() -> None:
    wide = {f"열 {n}": tuple(f"{n:,}" for n in range(200)) for n in range(30)}
    exhibits = [sample_exhibit(columns=wide), map_exhibit(), sample_exhibit(columns={})]
    shown = titles(opened(sample_document(exhibits=exhibits)))
    assert max(shown.count(exhibit.title) for exhibit in exhibits) <= 2 * len(exhibits)
    first = titles(opened(sample_document(exhibits=exhibits[:1])))
    assert first.count(exhibits[0].title) == 2


def test_a_short_table_stands_on_the_slide_of_its_figure() -> None:
    exhibit = sample_exhibit()
    short = {name: texts[:6] for name, texts in exhibit.columns.items()}
    wide = {f"{name} {n}": texts[:3] for n in range(2) for name, texts in short.items()}
    chart = province_bars(names=["서울", "부산", "대구"])
    for columns in (short, wide):
        exhibit = sample_exhibit(columns=columns, chart=chart)
        slide = opened(sample_document(exhibits=[exhibit])).slides[3]
        kinds = {shape.shape_type: shape for shape in slide.shapes}
        drawn, table = kinds[MSO_SHAPE_TYPE.CHART], kinds[MSO_SHAPE_TYPE.TABLE]
        is_beside = drawn.left + drawn.width <= table.left
        assert is_beside or drawn.top + drawn.height <= table.top
        assert "〈그림 1〉" in texts_of(slide) and "〈표 1〉" in texts_of(slide)


def test_a_list_alone_is_no_figure_even_where_a_picture_is_given() -> None:
    exhibit = sample_exhibit(code="L1ST-0001")
    listed = replace(exhibit, chart=None)
    show = opened(sample_document(exhibits=[listed]), {listed.code: PNG})
    assert not shapes_of(show, MSO_SHAPE_TYPE.PICTURE)
    assert titles(show).count(exhibit.title) == 1
    assert "〈표 1〉" in texts(show) and "〈그림 1〉" not in texts(show)
    assert "서비스 이용자 수는 93,412명" in texts(show)


def test_a_matrix_that_holds_the_numbers_of_its_table_needs_no_second_slide() -> None:
    chart = test_figures.draw_matrix(test_figures.caption())
    columns = {"시·도": ("서울", "서울", "부산"), "값": ("1.00", "0.50", "2.00")}
    exhibit = sample_exhibit(chart=chart, columns=columns, numeric=frozenset({"값"}))
    assert titles(opened(sample_document(exhibits=[exhibit]))).count(exhibit.title) == 1


def test_a_chart_with_more_names_than_can_be_read_is_its_table() -> None:
    names = tuple(f"아주 긴 사업 이름 {number}" for number in range(36))
    plot = Plot("line", names, (Series("점수", tuple(map(float, range(36))), "#256ef4", "dot"),))
    exhibit = sample_exhibit(chart=replace(province_bars(), native=plot))
    show = opened(sample_document(exhibits=(exhibit,)))
    assert not any(shape.has_chart for slide in show.slides for shape in slide.shapes)
    assert "〈표 1〉" in texts(show)


def test_an_empty_cell_is_as_low_as_its_row() -> None:
    grid = Grid(("가", "나"), ("서울",), ((NativeCell(""), NativeCell("3")),))
    exhibit = sample_exhibit(chart=replace(province_bars(), native=grid))
    show = opened(sample_document(exhibits=(exhibit,)))
    matrix = next(shape.table for s in show.slides for shape in s.shapes if shape.has_table)
    empty, filled = (matrix.cell(1, n).text_frame.paragraphs[0]._p for n in (1, 2))
    end = empty.find(qn("a:endParaRPr"))
    assert not empty.r_lst
    assert end.get("sz") == filled.r_lst[0].find(qn("a:rPr")).get("sz")


def test_the_contents_name_the_page_of_each_figure() -> None:
    show = opened(sample_document(exhibits=[sample_exhibit()] * 4))
    entries = [p.text for p in show.slides[1].placeholders[1].text_frame.paragraphs]
    for entry in entries:
        title, page = entry.split("\t")
        assert titles(show)[int(page) - 1] == title


def test_a_chart_is_native_and_carries_its_code_and_finding() -> None:
    show = opened(sample_document())
    (frame,) = shapes_of(show, MSO_SHAPE_TYPE.CHART)
    assert "K7F3-9QMX" in frame.name
    described = frame._element.xpath(".//p:cNvPr")[0].get("descr")
    assert described == f"{sample_exhibit().alternative_text} (확인번호: K7F3-9QMX)"
    assert next(iter(frame.chart.plots[0].series)).values[0] == 450


def test_source_and_code_stand_under_every_figure_and_table() -> None:
    show = opened(sample_document())
    source = "자료: 시·도 제출 자료 · 기준일: 2028. 6. 30. (잠정) · 확인번호: K7F3-9QMX"
    assert texts(show).count(source) == 2
    assert texts(show).count("※ 목표가 없는 시·도는 달성률을 내지 않음") == 2
    assert texts(show).count("(단위: 명)") == 2


def test_a_table_is_native_with_a_header_row_and_every_number_as_written() -> None:
    exhibit = sample_exhibit()
    frame = shapes_of(opened(sample_document(exhibits=[exhibit])), MSO_SHAPE_TYPE.TABLE)[0]
    assert frame.table.first_row
    rows = [[cell.text for cell in row.cells] for row in frame.table.rows]
    assert rows[0] == list(exhibit.columns)
    assert list(zip(*rows[1:], strict=True)) == list(exhibit.columns.values())


def test_every_province_is_a_shape_of_its_name_that_can_be_recoloured() -> None:
    show = opened(sample_document(exhibits=[map_exhibit()]))
    (group,) = shapes_of(show, MSO_SHAPE_TYPE.GROUP)
    assert "M3AP-0001" in group.name
    named = {shape.name: shape for shape in group.shapes if shape.name}
    assert sorted(named) == sorted(area.name for area in map_of().areas)
    assert len(named) == 17
    assert all(shape.shape_type == MSO_SHAPE_TYPE.FREEFORM for shape in named.values())
    named["경기"].fill.solid()


def test_dokdo_is_drawn_in_its_inset() -> None:
    (group,) = shapes_of(opened(sample_document(exhibits=[map_exhibit()])), MSO_SHAPE_TYPE.GROUP)
    province = next(shape for shape in group.shapes if shape.name == "경북")
    easternmost = max(int(point.get("x")) for point in province._element.iter(qn("a:pt")))
    # The mainland ends where the inset begins: only 독도 lies so far east.
    assert easternmost == province.width
    assert len(list(province._element.iter(qn("a:moveTo")))) == len(
        next(area for area in map_of().areas if area.name == "경북").rings
    )


def test_what_is_missing_is_a_pattern_with_a_name_in_the_legend() -> None:
    show = opened(sample_document(exhibits=[map_exhibit()]))
    assert [*show.slides[3]._element.iter(qn("a:pattFill"))]
    assert "미제출 (1곳)" in texts(show)


def test_a_matrix_is_a_table_with_coloured_cells() -> None:
    chart = test_figures.draw_matrix(test_figures.caption())
    show = opened(sample_document(exhibits=[sample_exhibit(chart=chart, columns={})]))
    (frame,) = shapes_of(show, MSO_SHAPE_TYPE.TABLE)[:1]
    assert frame.table.cell(1, 1).text == "1.00"
    assert frame.table.cell(2, 2).fill.fore_color.rgb != frame.table.cell(1, 1).fill.fore_color.rgb


def test_what_cannot_be_drawn_elsewhere_is_a_picture_with_its_text() -> None:
    chart = test_evaluation_figures.draw_flow(test_evaluation_figures.caption())
    exhibit = sample_exhibit(chart=chart)
    (picture,) = shapes_of(
        opened(sample_document(exhibits=[exhibit]), {exhibit.code: PNG}), MSO_SHAPE_TYPE.PICTURE
    )
    slide = picture.part.slide
    assert "(단위: 명)" not in [e.text for e in slide._element.iter(qn("a:t"))]  # as in the picture
    assert exhibit.alternative_text in picture._element.xpath(".//p:cNvPr")[0].get("descr")


def test_without_a_picture_the_table_stands_alone() -> None:
    chart = test_evaluation_figures.draw_flow(test_evaluation_figures.caption())
    show = opened(sample_document(exhibits=[sample_exhibit(chart=chart)]))
    assert not shapes_of(show, MSO_SHAPE_TYPE.PICTURE)
    assert "〈표 1〉" in texts(show) and "〈그림 1〉" not in texts(show)


def test_what_changed_is_told_beside_its_figure_and_marked_in_its_table() -> None:
    document = sample_document(since="2028. 3. 31.")
    section = document.sections[0]
    item = replace(
        section.items[0],
        changed=("서울이 412명에서 450명으로 고쳐짐",),
        changed_cells=frozenset({(0, "실적")}),
    )
    changed = replace(document, sections=(replace(section, items=(item,)),))
    show = opened(changed)
    assert titles(show)[2] == "이전 보고(2028. 3. 31.) 이후 달라진 것"
    assert texts(show).count("서울이 412명에서 450명으로 고쳐짐") == 2
    table = shapes_of(show, MSO_SHAPE_TYPE.TABLE)[0].table
    assert table.cell(1, 1).text_frame.paragraphs[0].runs[0].font.underline
    assert not table.cell(2, 1).text_frame.paragraphs[0].runs[0].font.underline
    assert "노란 바탕" in texts(show)


def test_hostile_names_are_only_texts() -> None:
    exhibit = sample_exhibit(
        chart=province_bars(names=HOSTILE),
        title=HOSTILE[1],
        columns={HOSTILE[0]: HOSTILE, "수": ("1",) * len(HOSTILE)},
        numeric=frozenset({"수"}),
    )
    show = opened(sample_document(exhibits=[exhibit], title=HOSTILE[0], office=HOSTILE[4]))
    assert HOSTILE[1] in texts(show)
    assert titles(show)[0] == HOSTILE[0]
    assert not [*show.slides[3]._element.iter("굵게")]


@pytest.mark.parametrize("language", ["ko", "en"])
def test_nothing_stands_beyond_the_edge_of_its_slide(language: Language) -> None:
    long = "아주 긴 문장이 " * 60 if language == "ko" else "a very long sentence " * 60
    document = sample_document(language, exhibits=[map_exhibit(language), sample_exhibit(language)])
    sections = tuple(
        replace(
            section,
            items=tuple(
                replace(item, sentences=((0, long), (1, long), *item.sentences))
                for item in section.items
            ),
        )
        for section in document.sections
    )
    for slide in opened(replace(document, sections=sections, title=long)).slides:
        for shape in slide.shapes:
            assert shape.left >= 0 and shape.top >= 0
            assert shape.left + shape.width <= WIDTH
            assert shape.top + shape.height <= HEIGHT


def test_what_there_was_no_room_for_is_in_the_notes() -> None:
    long = "아주 긴 문장이 이어짐 " * 90
    document = sample_document()
    section = document.sections[0]
    item = replace(section.items[0], sentences=((0, "첫 문장"), (1, long), (1, "마지막 문장")))
    show = opened(replace(document, sections=(replace(section, items=(item,)),)))
    notes = show.slides[3].notes_slide.notes_text_frame.text
    assert "마지막 문장" in notes
    assert sample_exhibit().definitions[0] in notes


CODES = [code_from(name) for name in ("document", "bars", "map")]


def test_the_numbers_of_a_file_are_read_back_by_their_codes() -> None:
    exhibit = sample_exhibit(code=CODES[1])
    mapped = replace(map_exhibit(), code=CODES[2])
    document = sample_document(exhibits=[exhibit, mapped], code=CODES[0])
    said = contents(write_slides(document, {}), "보고.pptx")
    assert said.codes == CODES
    parts = {part.kind: part.rows for part in said.parts if part.code == exhibit.code}
    assert parts["chart"][:2] == (("", "실적", "목표"), ("서울", "450", "9000"))
    assert parts["workbook"] == parts["chart"]
    assert parts["table"][1] == ("서울", "450", "9,000", "5.0")
    texts = [row for part in said.parts if part.code == CODES[2] for row in part.rows]
    assert ("2,271",) in texts


def test_one_digit_changed_in_the_file_is_found() -> None:
    document = sample_document(exhibits=[sample_exhibit(code=CODES[1])], code=CODES[0])
    made = write_slides(document, {})
    show = Presentation(io.BytesIO(made))
    table = shapes_of(show, MSO_SHAPE_TYPE.TABLE)[0].table
    table.cell(1, 1).text_frame.paragraphs[0].runs[0].text = "451"
    changed = io.BytesIO()
    show.save(changed)
    before, after = (
        [part for part in contents(file, "보고.pptx").parts if part.code == CODES[1]]
        for file in (made, changed.getvalue())
    )
    (found,) = alterations(before, after)
    assert (found.row, found.recorded, found.found) == ("서울", "450", "451")


ROWS = tuple((Cell(f"사업 {n}"), Cell("1,234", is_number=True)) for n in range(60))


def test_a_very_long_table_says_where_the_rest_of_it_is() -> None:
    names = tuple(f"사업 {number}" for number in range(200))
    show = opened(sample_document(exhibits=[sample_exhibit(columns={"사업": names})]))
    assert len(shapes_of(show, MSO_SHAPE_TYPE.TABLE)) == 1 + 1  # and the list of codes
    assert "나머지 행은 부록(XLSX)에 있음" in texts(show)


def test_a_long_table_goes_on_over_slides_with_its_heading() -> None:
    parts = pages(Sheet(("사업", "수"), ROWS), BODY)
    assert len(parts) > 1
    assert [row for part in parts for row in part.rows] == list(ROWS)
    assert {part.headings for part in parts} == {("사업", "수")}
    assert all(sum(part.heights()) <= BODY.height / 12700 for part in parts)


def test_a_wide_table_is_divided_by_columns_with_the_first_at_the_head_of_each() -> None:
    headings = ("사업", *(f"아주 긴 이름의 지표 {n}" for n in range(40)))
    row = (Cell("사업 1"), *(Cell("1,234,567", is_number=True) for _ in range(40)))
    parts = pages(Sheet(headings, (row,)), BODY)
    assert len(parts) > 1
    assert all(part.headings[0] == "사업" for part in parts)
    assert {name for part in parts for name in part.headings} == set(headings)
    assert all(sum(part.widths) <= BODY.width / 12700 + 1 for part in parts)


def test_a_table_of_few_rows_is_set_as_a_whole() -> None:
    sheet = fitted(Sheet(("사업", "수"), ROWS[:5]), BODY)
    assert sheet is not None and sheet.size == 12


def test_the_file_says_what_it_is_and_not_who_made_it() -> None:
    show = opened(sample_document("en"))
    about = show.core_properties
    assert (about.title, about.subject, about.language) == (
        "Progress of the social solidarity economy model programme",
        "B2WD-47HN",
        "en-US",
    )
    file = zipfile.ZipFile(io.BytesIO(write_slides(sample_document("en"), {})))
    assert not [n for n in file.namelist() if "printer" in n or "thumbnail" in n]
    assert b"Steve" not in b"".join(map(file.read, file.namelist()))
    assert b"Macintosh" not in b"".join(map(file.read, file.namelist()))


def test_every_text_is_marked_with_its_language() -> None:
    show = opened(sample_document("en"))
    spoken = {e.get("lang") for slide in show.slides for e in slide._element.iter(qn("a:rPr"))}
    assert spoken == {"en-US"}


def test_the_same_document_is_the_same_bytes() -> None:
    document = sample_document(exhibits=[sample_exhibit(), map_exhibit()])
    assert write_slides(document, {}) == write_slides(document, {})
