"""The tables of a Hangul document are read like sheets, under the headings above them."""

from __future__ import annotations

import io
import zipfile

import pytest
from hwpx import HwpxDocument

from monitor.intake.reading import read_file
from monitor.intake.received import Received, cell_name
from monitor.wording import Refused
from tests.hostile.books import zipped
from tests.hostile.documents import filled, hwpx

ROWS = [["사업번호", "값"], ["2026-GYG-01", "1,234"]]


def read(*parts: str | list[list[str]]) -> Received:
    return read_file(hwpx(*parts), "보고.hwpx")


def test_every_table_is_a_sheet_of_the_name_above_it() -> None:
    received = read("2027년 1분기 보고", "□ 표지", ROWS, "○ 추진단계", "", ROWS, "< 실적 >", ROWS)
    assert received.kind == "hwpx"
    assert [sheet.name for sheet in received.sheets] == ["표지", "추진 단계", "실적"]
    assert all((sheet.rows, sheet.first_row) == (ROWS, 1) for sheet in received.sheets)


def test_a_table_under_another_heading_is_named_by_its_place() -> None:
    received = read("□ 실적", "자세한 내용은 아래와 같다.", ROWS, ROWS, "예산", ROWS)
    assert [sheet.name for sheet in received.sheets] == ["표 1", "표 2", "예산"]


@pytest.mark.parametrize(
    "above", [["예산", "(단위: 천원)"], ["□ 예산 (단위: 천원)"], ["[예산]", "", "(단위: 천원)", ""]]
)
def test_the_unit_above_a_table_stands_before_its_first_row(above: list[str]) -> None:
    first, second = read(*above, ROWS, "실적", ROWS).sheets
    assert (first.name, second.name) == ("예산", "실적")
    assert first.rows == [["(단위: 천원)", ""], *ROWS]
    assert second.rows == ROWS
    assert cell_name(first.first_row + 1, 1) == "A1"  # rows count as in the table


def test_merged_cells_are_reported_and_their_value_stands_first() -> None:
    document = HwpxDocument.new()
    document.add_paragraph("예산 (단위: 천원)")
    table = filled(document, [["사업번호", "금액", ""], ["", "국비", "지방비"], ["A", "1", "2"]])
    table.merge_cells(0, 0, 1, 0)
    table.merge_cells(0, 1, 0, 2)
    (sheet,) = read_file(document.to_bytes(), "a.hwpx").sheets
    assert sheet.rows[1:] == [["사업번호", "금액", ""], ["", "국비", "지방비"], ["A", "1", "2"]]
    assert set(sheet.merged) == {(1, 1, 2, 1), (1, 2, 1, 3)}


def test_a_framed_heading_is_a_heading_and_no_table() -> None:
    (sheet,) = read([["실적"]], ROWS).sheets
    assert (sheet.name, sheet.rows) == ("실적", ROWS)


def test_a_table_within_a_cell_is_read_too() -> None:
    document = HwpxDocument.new()
    outer = filled(document, [["틀", "예산"]])
    filled(outer.cell(0, 1), ROWS)
    outside, inside = read_file(document.to_bytes(), "a.hwpx").sheets
    assert (inside.name, inside.rows) == ("예산", ROWS)
    assert outside.rows[0][0] == "틀"


def test_a_cell_of_several_paragraphs_keeps_its_line_breaks() -> None:
    (sheet,) = read("실적", [["가\n나", "="]]).sheets
    assert sheet.rows == [["가\n나", "="]]


def test_a_document_without_tables_is_refused() -> None:
    with pytest.raises(Refused, match=r"^보고\.hwpx에 표가 없습니다"):
        read("보고드립니다.")


def test_two_tables_of_one_sheet_are_refused_since_one_would_be_lost() -> None:
    with pytest.raises(Refused, match="'실적' 시트나 표가 둘 이상"):
        read("실적", ROWS, "[실적]", ROWS)


def test_a_document_locked_with_a_password_is_refused() -> None:
    with zipfile.ZipFile(io.BytesIO(hwpx("실적", ROWS))) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    parts["META-INF/manifest.xml"] = (
        b'<odf:manifest xmlns:odf="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
        b'<odf:file-entry odf:full-path="Contents/section0.xml"><odf:encryption-data/>'
        b"</odf:file-entry></odf:manifest>"
    )
    with pytest.raises(Refused, match="암호가 걸려 있습니다"):
        read_file(zipped(parts), "a.hwpx")
