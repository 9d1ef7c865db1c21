"""The returned workbook: the sender's own file, marked; mended there, it passes."""

from __future__ import annotations

import datetime as dt
import io
import re
import time
import zipfile
from collections.abc import Callable
from contextlib import suppress
from typing import Any
from xml.dom import minidom

import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook
from openpyxl.comments import Comment
from openpyxl.drawing.image import Image
from openpyxl.formatting.rule import CellIsRule
from openpyxl.styles import PatternFill
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet
from PIL import Image as Picture

from monitor.intake.findings import Finding
from monitor.intake.reading import read_file
from monitor.intake.received import Received, Sheet
from monitor.intake.returned import reasons_in, returned
from monitor.intake.returned.package import Package
from monitor.wording import Refused
from tests.examples import examples
from tests.intake.books import (
    BUDGET,
    COVER,
    OBSERVATION,
    PROJECT,
    TARGET,
    checked,
    sample,
    saved,
    spoilt,
    together,
    write,
)

RESULTS = "점검 결과"
SEVERITIES = ("error", "warning", "note")
HEADINGS = "번호 구분 시트 셀 항목 적힌_값 무엇이 왜 할_일 사유 코드".replace(" ", "|").replace(
    "_", " "
)


def _finding(
    cell: str = "E2",
    sheet: str = OBSERVATION,
    severity: str = "error",
    code: str = "not_a_number",
    value: str = "많음",
) -> Finding:
    return Finding(code, sheet, cell, "실적값", value, severity=severity)


def _returned(content: bytes, *findings: Finding, name: str = "보고.xlsx") -> bytes:
    return returned(content, name, findings)[1]


def _book(content: bytes, **options: bool) -> Workbook:
    return load_workbook(io.BytesIO(content), **options)


def _parts(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert archive.testzip() is None
        assert len(set(archive.namelist())) == len(archive.namelist())
        return {name: archive.read(name) for name in archive.namelist()}


def _table(content: bytes) -> tuple[Worksheet, int, dict[str, int]]:
    """Return the sheet of findings, the row of its headings, and its columns by heading."""
    sheet = _book(content).worksheets[0]
    assert sheet.title == RESULTS
    top = next(row[0].row for row in sheet.iter_rows() if row[0].value == "번호")
    return sheet, top, {str(cell.value): cell.column for cell in sheet[top]}


def _listed(content: bytes) -> list[dict[str, Any]]:
    sheet, top, columns = _table(content)
    return [
        {name: sheet.cell(row, column).value for name, column in columns.items()}
        for row in range(top + 1, sheet.max_row + 1)
    ]


def _marked(content: bytes, sheet: str = OBSERVATION) -> dict[str, str]:
    """Return by cell the pattern with which it is marked."""
    found = {}
    for area in _book(content)[sheet].conditional_formatting:
        for rule in area.rules:
            if RESULTS in "".join(rule.formula):
                for cell in str(area.sqref).split():
                    found[cell] = rule.dxf.fill.patternType
    return found


def _links(sheet: Worksheet) -> dict[str, str]:
    return {
        cell.coordinate: str(cell.hyperlink.location)
        for row in sheet.iter_rows()
        for cell in row
        if cell.hyperlink
    }


def _comments(content: bytes, sheet: str = OBSERVATION) -> dict[str, str]:
    return {
        cell.coordinate: cell.comment.text
        for row in _book(content)[sheet].iter_rows()
        for cell in row
        if cell.comment
    }


# ── marks ──


def test_a_cell_is_marked_by_pattern_border_and_bold_face_and_told_why() -> None:
    content = spoilt(write(OBSERVATION, "E2", "많음"))
    result = checked(content)
    back = _returned(content, *result.findings)
    areas = _book(back)[OBSERVATION].conditional_formatting
    rule = next(iter(areas)).rules[0]
    assert (rule.dxf.fill.patternType, rule.dxf.border.left.style) == ("lightUp", "thin")
    assert rule.dxf.font.b
    assert _comments(back) == {
        "E2": "〔점검 결과〕 오류\n'실적값'의 '많음'은 숫자가 아닙니다.\n"
        "왜: 더하고 비교할 수 있는 것은 숫자뿐입니다.\n할 일: 숫자만 적어 주십시오."
    }


def test_the_three_severities_look_different_without_colour() -> None:
    back = _returned(
        sample(), *(_finding(f"E{row}", severity=kind) for row, kind in enumerate(SEVERITIES, 2))
    )
    assert len(set(_marked(back).values())) == 3
    borders = {
        rule.dxf.border.left.style
        for area in _book(back)[OBSERVATION].conditional_formatting
        for rule in area.rules
    }
    assert len(borders) == 3


def test_all_findings_of_a_cell_stand_in_one_comment_and_the_gravest_marks_it() -> None:
    back = _returned(
        sample(), _finding(severity="note"), _finding(code="required"), _finding(severity="warning")
    )
    text = _comments(back)["E2"]
    assert text.startswith("〔점검 결과〕 오류")
    assert text.count("할 일:") == 3
    assert _marked(back) == {"E2": "lightUp"}


def test_an_empty_cell_and_one_beyond_the_table_are_marked_too() -> None:
    back = _returned(sample(), _finding("H2"), _finding("J900"))
    assert set(_marked(back)) == {"H2", "J900"}
    assert {"H2", "J900"} <= set(_comments(back))


def test_the_comments_box_grows_with_its_text() -> None:
    heights = []
    for value in ("가", "긴 값 " * 15):
        parts = _parts(_returned(sample(), _finding(value=value)))
        drawing = next(parts[name] for name in parts if name.endswith(".vml")).decode()
        anchor = drawing.split("<x:Anchor>")[1].split("<")[0].split(",")
        heights.append(int(anchor[6]) - int(anchor[2]))
    assert heights[1] > heights[0]


# ── the sheet of findings ──


def test_the_first_sheet_lists_what_why_and_what_to_do() -> None:
    content = spoilt(write(OBSERVATION, "E2", "많음"))
    findings = checked(content).findings
    back = returned(content, "보고.xlsx", findings, cover={"year": 2026, "quarter": 4})[1]
    assert "|".join(_table(back)[2]) == HEADINGS
    assert _listed(back) == [
        {
            "번호": 1,
            "구분": "오류",
            "시트": "실적",
            "셀": "E2",
            "항목": "실적값",
            "적힌 값": "많음",
            "무엇이": "'실적값'의 '많음'은 숫자가 아닙니다.",
            "왜": "더하고 비교할 수 있는 것은 숫자뿐입니다.",
            "할 일": "숫자만 적어 주십시오.",
            "사유": None,
            "코드": "not_a_number",
        }
    ]
    said = [cell for row in _book(back)[RESULTS].iter_rows(max_row=5, values_only=True)
            for cell in row if cell]  # fmt: skip
    assert "보고.xlsx" in said and "2026년 4분기" in said
    assert "오류 1건 · 경고 0건 · 참고 0건" in said
    assert any("다시 보내 주십시오" in text and "사유" in text for text in said)


def test_the_book_opens_at_the_list_and_only_there() -> None:
    book = _book(_returned(sample(), _finding()))
    assert book.active.title == RESULTS
    assert [sheet.title for sheet in book if sheet.sheet_view.tabSelected] == [RESULTS]


def test_each_row_links_to_its_cell() -> None:
    sheet, top, columns = _table(
        _returned(sample(), _finding("E7"), _finding("", "예산", code="sheet_missing"),
                  _finding("", "없는 시트", code="sheet_missing"))
    )  # fmt: skip
    at = _links(sheet)
    assert sheet.cell(top + 1, columns["셀"]).coordinate in at
    assert list(at.values()) == ["'실적'!E7", "'예산'!A1"]
    assert sheet.cell(top + 3, columns["시트"]).value == "없는 시트"


def test_only_the_reason_of_a_warning_may_be_written() -> None:
    sheet, top, columns = _table(
        _returned(sample(), _finding(), _finding("E3", severity="warning"))
    )
    assert sheet.protection.sheet and not sheet.protection.password
    open_cells = [cell.coordinate for row in sheet.iter_rows() for cell in row
                  if not cell.protection.locked]  # fmt: skip
    assert open_cells == [sheet.cell(top + 2, columns["사유"]).coordinate]


def test_it_filters_wraps_and_prints() -> None:
    sheet, top, columns = _table(_returned(sample(), _finding(), _finding("E3")))
    assert sheet.auto_filter.ref == f"A{top}:K{top + 2}"
    assert sheet.cell(top + 1, columns["무엇이"]).alignment.wrap_text
    assert sheet.page_setup.orientation == "landscape"
    assert sheet.print_title_rows == f"${top}:${top}"
    assert sheet.freeze_panes == f"A{top + 1}"


def test_the_numbers_are_those_of_the_ledger_and_the_gravest_come_first() -> None:
    back = _returned(
        sample(),
        _finding("E2", severity="note"),
        _finding("E3", severity="warning"),
        _finding("E4"),
    )
    assert [(row["번호"], row["구분"]) for row in _listed(back)] == [
        (3, "오류"),
        (2, "경고"),
        (1, "참고"),
    ]


def test_english_is_spoken_when_asked_for() -> None:
    name, back = returned(sample(), "a.xlsx", [_finding()], language="en")
    sheet = _book(back)[RESULTS]
    assert "Error" in {cell.value for row in sheet.iter_rows() for cell in row}
    assert "What to do: Write digits only." in _comments(back)["E2"]
    assert name == "a_반려.xlsx"


# ── mended and sent again ──


def test_mending_only_the_marked_cells_makes_it_pass() -> None:
    mended = {OBSERVATION: {"E2": 12}, BUDGET: {"G2": 183_416_080}, PROJECT: {"D2": "수원시"}}
    bad = together(
        write(OBSERVATION, "E2", "약 1,200명"),
        write(BUDGET, "G2", 220_000_001),
        write(PROJECT, "D2", "아무 데나"),
    )
    content = spoilt(bad)
    findings = checked(content).findings
    book = _book(_returned(content, *findings))
    for finding in findings:
        book[finding.sheet][finding.cell] = mended[finding.sheet][finding.cell]
    again = checked(saved(book))
    assert len(findings) >= 2
    assert again.findings == ()


def test_the_marks_and_the_list_do_not_change_what_is_found() -> None:
    content = spoilt(write(OBSERVATION, "E2", "많음"))
    findings = checked(content).findings
    assert checked(_returned(content, *findings)).findings == findings


@pytest.mark.parametrize(
    "between", [bytes, lambda content: saved(_book(content))], ids=["as it is", "saved"]
)
def test_a_second_return_bears_the_second_marks_only(between: Callable[[bytes], bytes]) -> None:
    once = between(_returned(sample(), _finding("E2"), _finding("E4", severity="warning")))
    twice = _returned(once, _finding("E3"))
    assert _book(twice).sheetnames.count(RESULTS) == 1
    assert _book(twice).sheetnames == [RESULTS, *_book(sample()).sheetnames]
    assert _marked(twice) == {"E3": "lightUp"}
    assert set(_comments(twice)) == {"E3"}
    assert [row["셀"] for row in _listed(twice)] == ["E3"]


def test_a_return_without_findings_bears_no_mark() -> None:
    clean = _returned(_returned(sample(), _finding()))
    assert (_marked(clean), _comments(clean), _listed(clean)) == ({}, {}, [])


def test_reasons_that_were_written_are_found_and_kept_for_the_next_return() -> None:
    warning = _finding("E3", severity="warning", code="implausible")
    book = _book(_returned(sample(), _finding(), warning))
    sheet = book[RESULTS]
    row = next(row for row in sheet.iter_rows() if row[0].value == 2)
    row[9].value = "행사가 있었음 "
    content = saved(book)
    expected = {("implausible", OBSERVATION, "E3"): "행사가 있었음"}
    assert reasons_in(read_file(content, "a.xlsx")) == expected
    assert [row["사유"] for row in _listed(_returned(content, _finding(), warning))] == [
        None,
        "행사가 있었음",
    ]


def test_reasons_of_findings_without_a_cell_are_told_apart_by_their_values() -> None:
    missing = [_finding("", PROJECT, "warning", "project_missing", name) for name in ("A", "B")]
    book = _book(_returned(sample(), *missing))
    next(row for row in book[RESULTS].iter_rows() if row[0].value == 2)[9].value = "이관됨"
    content = saved(book)
    assert reasons_in(read_file(content, "a")) == {("project_missing", PROJECT, "B"): "이관됨"}
    assert [row["사유"] for row in _listed(_returned(content, *missing))] == [None, "이관됨"]
    alone = _book(_returned(sample(), missing[0]))
    next(row for row in alone[RESULTS].iter_rows() if row[0].value == 1)[9].value = "끝남"
    found = reasons_in(read_file(saved(alone), "a"))
    assert found["project_missing", PROJECT, ""] == found["project_missing", PROJECT, "A"] == "끝남"


def test_reasons_are_found_in_an_english_list_and_nowhere_else() -> None:
    warning = _finding("E3", severity="warning", code="implausible")
    book = _book(returned(sample(), "a.xlsx", [warning], language="en")[1])
    next(row for row in book[RESULTS].iter_rows() if row[0].value == 1)[9].value = 7
    assert reasons_in(read_file(saved(book), "a")) == {("implausible", OBSERVATION, "E3"): "7"}
    assert reasons_in(read_file(sample(), "a")) == {}


# ── what was there stays ──


def _rich() -> bytes:
    """Return a workbook with most of what people put into one."""
    book = _book(sample())
    sheet = book[OBSERVATION]
    sheet["K1"], sheet["K2"] = "메모", "=SUM(E2:E5)"
    sheet["K3"].number_format = '0.0"점"'
    sheet["K3"] = 12.5
    sheet.merge_cells("K5:L6")
    sheet.column_dimensions["K"].width = 37.5
    sheet.row_dimensions[9].hidden = True
    rule = CellIsRule("greaterThan", formula=["100"], fill=PatternFill(bgColor="FFFF0000"))
    sheet.conditional_formatting.add("E2:E50", rule)
    choice = DataValidation("list", '"예,아니요"', promptTitle="고르기", prompt="첫 줄\n둘째 줄")
    sheet.add_data_validation(choice)
    choice.add("K7")
    sheet["K8"].comment = Comment("담당자의 메모", "김 주무관")
    sheet["E3"].comment = Comment("전화로 확인함", "김 주무관")
    book.defined_names["전체"] = DefinedName("전체", attr_text=f"'{OBSERVATION}'!$A$1:$H$60")
    sheet.defined_names["이곳"] = DefinedName("이곳", attr_text=f"'{OBSERVATION}'!$B$2")
    picture = io.BytesIO()
    Picture.new("RGB", (8, 8), "red").save(picture, "PNG")
    sheet.add_image(Image(picture), "M2")
    book.create_sheet("숨은 시트").sheet_state = "hidden"
    return saved(book)


def _drawn() -> bytes:
    """Return a workbook with what openpyxl cannot keep: shapes, buttons, charts, sparklines."""
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, {"in_memory": True}) as book:
        sheet = book.add_worksheet(OBSERVATION)
        sheet.write_row(0, 0, ["가", "나", "다"])
        sheet.write_rich_string(1, 0, "보통 ", book.add_format({"bold": True}), "굵게")
        sheet.write_row(2, 0, [1, 2, 3])
        sheet.insert_textbox("H2", "도형의 글")
        sheet.insert_button("H9", {"caption": "누르기"})
        sheet.write_comment("B3", "처음부터 있던 메모")
        sheet.add_sparkline("D3", {"range": f"{OBSERVATION}!A3:C3"})
        sheet.conditional_format("A3:C3", {"type": "data_bar", "data_bar_2010": True})
        chart = book.add_chart({"type": "column"})
        chart.add_series({"values": f"={OBSERVATION}!$A$3:$C$3"})
        sheet.insert_chart("H12", chart)
        line = book.add_chart({"type": "line"})
        line.add_series({"values": f"={OBSERVATION}!$A$3:$C$3"})
        book.add_chartsheet("그림").set_chart(line)
        book.add_vba_project(io.BytesIO(b"macros, as the sender wrote them"), is_stream=True)
    return stream.getvalue()


def test_values_formats_widths_merged_and_hidden_parts_stay() -> None:
    before = _book(_rich())
    after = _book(_returned(_rich(), _finding("E2"), _finding("E3")))
    assert after.sheetnames == [RESULTS, *before.sheetnames]
    for old in before:
        new = after[old.title]
        for row in old.iter_rows():
            for cell in row:
                there = new[cell.coordinate]
                assert there.value == cell.value, cell.coordinate
                assert there.number_format == cell.number_format
                for part in ("fill", "font", "border", "alignment", "protection"):
                    assert repr(getattr(there, part)) == repr(getattr(cell, part))
        assert new.merged_cells.ranges == old.merged_cells.ranges
        assert new.sheet_state == old.sheet_state
        widths, heights = old.column_dimensions, old.row_dimensions
        assert {k: d.width for k, d in widths.items()} == {
            k: d.width for k, d in new.column_dimensions.items()
        }
        assert {k for k, d in heights.items() if d.hidden} == {
            k for k, d in new.row_dimensions.items() if d.hidden
        }


def test_validations_conditional_formats_names_pictures_and_comments_stay() -> None:
    book = _book(_returned(_rich(), _finding("E2"), _finding("E3")))
    sheet = book[OBSERVATION]
    (choice,) = sheet.data_validations.dataValidation
    assert (choice.formula1, choice.prompt) == ('"예,아니요"', "첫 줄\n둘째 줄")
    theirs = [rule for area in sheet.conditional_formatting for rule in area.rules
              if rule.type == "cellIs"]  # fmt: skip
    ours = [rule for area in sheet.conditional_formatting for rule in area.rules
            if rule.type == "expression"]  # fmt: skip
    assert [rule.formula for rule in theirs] == [["100"]]
    assert min(rule.priority for rule in theirs) > max(rule.priority for rule in ours)
    assert book.defined_names["전체"].attr_text == f"'{OBSERVATION}'!$A$1:$H$60"
    assert sheet.defined_names["이곳"].attr_text == f"'{OBSERVATION}'!$B$2"
    assert len(sheet._images) == 1
    assert sheet["K8"].comment.text == "담당자의 메모"
    assert sheet["E3"].comment.text.startswith("전화로 확인함\n\n〔점검 결과〕 오류\n")


def test_the_senders_own_comment_is_as_it_was_once_its_cell_is_mended() -> None:
    twice = _returned(_returned(_rich(), _finding("E3")), _finding("E4"))
    comments = _comments(twice)
    assert comments["E3"] == "전화로 확인함"
    assert set(comments) == {"E3", "E4", "K8"}


@pytest.mark.parametrize("make", [_rich, _drawn, sample])
def test_every_part_stays_byte_for_byte_but_those_that_bear_marks(
    make: Callable[[], bytes],
) -> None:
    content = make()
    before, after = _parts(content), _parts(_returned(content, _finding("E2"), _finding("E3")))
    assert set(before) <= set(after)
    touched = {name for name, part in before.items() if after[name] != part}
    for name in touched:
        assert name.startswith(
            ("[Content_Types]", "xl/workbook.xml", "xl/_rels/", "xl/styles.xml", "xl/worksheets/",
             "xl/comments", "xl/drawings/comments", "xl/drawings/vmlDrawing", "xl/chartsheets/")
        ), name  # fmt: skip
    for name in touched:
        if name.startswith("xl/worksheets/sheet"):
            assert _cells(before[name]) == _cells(after[name]), name


def _cells(part: bytes) -> bytes:
    return part[part.index(b"<sheetData") : part.rindex(b"sheetData>")]


def test_shapes_buttons_sparklines_and_macros_stay() -> None:
    content = _drawn()
    name, back = returned(content, "보고.xlsm", [_finding("B2"), _finding("B3")])
    assert name == "보고_반려.xlsm"
    before, after = _parts(content), _parts(back)
    assert after["xl/vbaProject.bin"] == b"macros, as the sender wrote them"
    for part in ("xl/drawings/drawing1.xml", "xl/charts/chart1.xml", "xl/sharedStrings.xml"):
        assert after[part] == before[part]
    assert b"sparkline" in after["xl/worksheets/sheet1.xml"]
    drawing = after["xl/drawings/vmlDrawing1.vml"]
    assert b'ObjectType="Button"' in drawing
    assert drawing.count(b'ObjectType="Note"') == 2
    assert _comments(back)["B3"].startswith("처음부터 있던 메모")


@pytest.mark.parametrize("make", [_rich, _drawn, sample])
def test_every_part_is_sound_and_every_relation_leads_somewhere(make: Callable[[], bytes]) -> None:
    twice = _returned(_returned(make(), _finding("E2"), _finding("E3")), _finding("E3"))
    parts = _parts(twice)
    for name, part in parts.items():
        if name.endswith((".xml", ".rels", ".vml")):
            minidom.parseString(part)
    types = parts["[Content_Types].xml"].decode()
    for node in minidom.parseString(types).getElementsByTagName("Override"):
        assert node.getAttribute("PartName").lstrip("/") in parts
    for name, part in parts.items():
        if not name.endswith(".rels"):
            continue
        folder = name.split("_rels/")[0]
        for node in minidom.parseString(part).getElementsByTagName("Relationship"):
            target = node.getAttribute("Target")
            if node.getAttribute("TargetMode") != "External":
                path = target.lstrip("/") if target.startswith("/") else _joined(folder, target)
                assert path in parts, (name, target)


def _joined(folder: str, target: str) -> str:
    steps: list[str] = []
    for step in f"{folder}{target}".split("/"):
        if step == "..":
            steps.pop()
        else:
            steps.append(step)
    return "/".join(steps)


def test_the_children_of_a_sheet_stand_in_the_schemas_order() -> None:
    from monitor.intake.returned.marks import SHEET_ORDER

    ranks = {name: rank for rank, name in enumerate(SHEET_ORDER.split())}
    for make in (_rich, _drawn):
        for name, part in _parts(_returned(make(), _finding("B2"))).items():
            if name.startswith("xl/worksheets/sheet"):
                root = minidom.parseString(part).documentElement
                order = [
                    ranks[node.localName]
                    for node in root.childNodes
                    if node.nodeType == node.ELEMENT_NODE and node.localName in ranks
                ]
                assert order == sorted(order), name


def test_a_conversation_about_a_cell_is_left_alone() -> None:
    package = Package(_rich())
    sheet = next(name for name in package.names() if name.endswith("sheet7.xml"))
    thread = "xl/threadedComments/threadedComment1.xml"
    package.write(thread, b'<ThreadedComments><threadedComment ref="E3"/></ThreadedComments>')
    package.relate(sheet, "threadedComment", thread)
    back = _returned(package.content(), _finding("E3"), _finding("E4"))
    comments = _comments(back)
    assert comments["E3"] == "전화로 확인함"
    assert comments["E4"].startswith("〔점검 결과〕")
    assert set(_marked(back)) == {"E3", "E4"}
    assert _parts(back)[thread] == package.read(thread)


def test_a_drawing_that_is_no_sound_xml_keeps_its_boxes() -> None:
    package = Package(_drawn())
    name = "xl/drawings/vmlDrawing1.vml"
    torn = package.read(name).replace(b"</div>", b"<br></div>")
    package.write(name, torn)
    drawn = _parts(_returned(package.content(), _finding("E2")))[name]
    assert drawn.count(b"<br>") == torn.count(b"<br>") > 0
    assert drawn.count(b'ObjectType="Note"') == 2


def test_a_workbook_whose_elements_bear_a_prefix_is_marked_in_place() -> None:
    package = Package(sample())
    for name in package.names():
        if name.startswith(("xl/worksheets/sheet", "xl/workbook.xml", "xl/styles.xml")):
            xml = re.sub(rb"<(/?)(?=\w)", rb"<\1x:", package.read(name))
            package.write(name, xml.replace(b" xmlns=", b" xmlns:x="))
    back = _returned(package.content(), _finding("E2"))
    assert b"<x:conditionalFormatting" in _parts(back)["xl/worksheets/sheet7.xml"]
    assert _marked(back) == {"E2": "lightUp"}
    assert [row["셀"] for row in _listed(back)] == ["E2"]
    assert checked(back).findings == ()
    assert _marked(_returned(back, _finding("E3"))) == {"E3": "lightUp"}


def test_shape_numbers_are_not_given_twice() -> None:
    findings = [_finding(f"E{row}") for row in range(2, 1200)]
    findings += [_finding(f"B{row}", TARGET) for row in range(2, 20)]
    parts = _parts(_returned(_rich(), *findings))
    numbers = [
        piece.split('"')[0]
        for name, part in parts.items()
        if name.endswith(".vml")
        for piece in part.decode().split('id="_x0000_s')[1:]
    ]
    assert len(numbers) == len(set(numbers)) > 1200


# ── other formats ──


@pytest.mark.parametrize("kind", ["csv", "xls", "ods", "hwpx"])
def test_what_is_no_xlsx_comes_back_as_one_with_the_cells_as_read(kind: str) -> None:
    day = dt.date(2027, 3, 31)
    sheets = (
        Sheet("실적", [["사업번호", "실적값"], ["=A1", "많음"], [day, 1.5], [True, None]],
              merged=((5, 1, 5, 2), (5, 2, 6, 2)), hidden_rows=frozenset({4})),
        Sheet("표 [1]/너무 긴 이름의 표이므로 시트 이름이 될 수 없는 것", [["가"]]),
        Sheet("실적", [["같은 이름"]]),
    )  # fmt: skip
    finding = _finding("B2")
    name, back = returned(b"whatever", f"보고.{kind}", [finding], Received(kind, sheets))
    book = _book(back)
    assert name == "보고_반려.xlsx"
    assert len(book.sheetnames) == 4
    sheet = book.worksheets[1]
    assert sheet["A2"].value == "=A1" and sheet["A2"].data_type == "s"
    assert sheet["A3"].value == dt.datetime(2027, 3, 31)
    assert (sheet["B3"].value, sheet["A4"].value) == (1.5, True)
    assert sheet.row_dimensions[4].hidden
    said = "\n".join(str(c.value) for row in book[RESULTS].iter_rows() for c in row if c.value)
    assert "새 xlsx입니다" in said


def test_marks_on_a_fresh_workbook_stand_at_the_cells_as_read() -> None:
    received = Received("csv", (Sheet("실적", [["가", "나"], ["1", "많음"]]),))
    back = returned(b"x,y", "보고.csv", [_finding("B2")], received)[1]
    assert _marked(back) == {"B2": "lightUp"}
    assert _listed(back)[0]["시트"] == "실적"


def test_a_file_that_cannot_be_edited_in_place_is_made_afresh() -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, part in _parts(sample()).items():
            bomb = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "b">]>' + part.split(b"?>")[1]
            archive.writestr(name, bomb if name == "xl/workbook.xml" else part)
    back = returned(stream.getvalue(), "a.xlsx", [_finding()], read_file(sample(), "a.xlsx"))[1]
    assert _marked(back) == {"E2": "lightUp"}
    assert checked(back).findings == ()


# ── hostile ──

HOSTILE = [
    '=HYPERLINK("http://x","눌러")',
    "+1+1",
    "-2",
    "@SUM(A1)",
    "<script>alert('x')</script> & ]]>",
    "\x00\x07\x1b제어\ufffe\ud800",
    "_x0041_",
    "가" * 40_000,
    "줄\n바꿈\t탭",
]


@pytest.mark.parametrize("value", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_text_is_only_text(value: str) -> None:
    back = _returned(sample(), _finding(value=value), name=f"{value[:50]}.xlsx")
    sheet, top, columns = _table(back)
    cells = [cell for row in sheet.iter_rows() for cell in row]
    assert not any(cell.data_type == "f" for cell in cells)
    shown = sheet.cell(top + 1, columns["적힌 값"])
    assert shown.value and shown.quotePrefix
    for part in _parts(back).values():
        assert b"<script" not in part
    assert reasons_in(read_file(back, "a.xlsx")) == {}


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("../../etc/보고.xlsx", "보고_반려.xlsx"),
        ("C:\\보고\\2027년 1분기.xls", "2027년 1분기_반려.xlsx"),
        ("보고_반려.xlsx", "보고_반려.xlsx"),
        ("보\x00고\u202e.xlsx", "보고_반려.xlsx"),
        ('a<b>:"c|?*.xlsx', "a_b___c____반려.xlsx"),
        ("", "제출_반려.xlsx"),
        ("...", "제출_반려.xlsx"),
        ("보고.hwpx", "보고_반려.xlsx"),
        ("가" * 300 + ".xlsx", "가" * 80 + "_반려.xlsx"),
    ],
)
def test_the_files_name_is_harmless_and_says_what_it_is(name: str, expected: str) -> None:
    assert returned(sample(), name, [_finding()])[0] == expected


@pytest.mark.parametrize("title", ['김\'s "표" & <시트>', "1분기!A1", "=1+1"])
def test_a_sheet_of_any_name_is_linked_to(title: str) -> None:
    content = spoilt(lambda book: setattr(book[OBSERVATION], "title", title))
    sheet = _table(_returned(content, _finding("E2", title)))[0]
    quoted = title.replace("'", "''")
    assert list(_links(sheet).values()) == [f"'{quoted}'!E2"]


@pytest.mark.parametrize("cell", ["", "A0", "E2:E5", "1", "ABCD1", "'!A1", "e2"])
def test_what_is_no_cell_is_listed_without_a_mark(cell: str) -> None:
    back = _returned(sample(), _finding(cell))
    assert _marked(back) == {}
    assert _listed(back)[0]["셀"] is None


@settings(max_examples=examples(20))
@given(st.lists(st.tuples(st.integers(0, len(sample()) - 1), st.integers(0, 255)), min_size=1))
def test_a_damaged_workbook_is_returned_or_refused(damage: list[tuple[int, int]]) -> None:
    content = bytearray(sample())
    for position, byte in damage:
        content[position] = byte
    with suppress(Refused):
        read_file(bytes(content), "a.xlsx")
        assert _returned(bytes(content), _finding())


@settings(max_examples=examples(20))
@given(
    st.sampled_from(sorted(_parts(sample()))),
    st.integers(0, 2000),
    st.binary(min_size=1, max_size=30),
)
def test_a_workbook_damaged_inside_is_returned_or_refused(
    damaged: str, at: int, noise: bytes
) -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, part in _parts(sample()).items():
            broken = part[:at] + noise + part[at + len(noise) :]
            archive.writestr(name, broken if name == damaged else part)
    with suppress(Refused):
        read_file(stream.getvalue(), "a.xlsx")
        assert _returned(stream.getvalue(), _finding())


# ── many ──


def test_two_thousand_findings_are_marked_in_two_seconds() -> None:
    findings = [_finding(f"E{row}") for row in range(2, 2002)]
    started = time.process_time()  # other tests run beside this one
    back = _returned(sample(), *findings)
    assert time.process_time() - started < 2
    assert len(_listed(back)) == len(_marked(back)) == 2000


def test_of_more_than_three_thousand_the_first_are_shown_and_it_is_said() -> None:
    findings = [_finding(f"E{row}") for row in range(2, 3500)]
    back = _returned(sample(), *findings)
    assert len(_listed(back)) == 3000
    said = [cell for row in _book(back)[RESULTS].iter_rows(max_row=8, values_only=True)
            for cell in row if cell]  # fmt: skip
    assert "오류 3498건 · 경고 0건 · 참고 0건" in said
    assert any("처음 3,000건만" in str(text) for text in said)


def test_the_same_findings_give_the_same_bytes() -> None:
    assert _returned(sample(), _finding()) == _returned(sample(), _finding())


def test_the_cover_may_be_marked_too() -> None:
    back = _returned(sample(), _finding("B2", COVER))
    assert _marked(back, COVER) == {"B2": "lightUp"}
