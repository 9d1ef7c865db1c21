"""What is no workbook, or too much of one, is refused in a sentence."""

from __future__ import annotations

import io
import zipfile
from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from monitor.intake.reading import MAXIMUM_BYTES, read_file
from monitor.intake.received import cell_name
from monitor.wording import Refused
from tests.intake.books import checked, sample, saved

PNG = b"\x89PNG\r\n\x1a\n" + bytes(100)


def _zip(**files: bytes) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name.replace("__", "/"), content)
    return stream.getvalue()


NO_WORKBOOKS = {
    "nothing": b"",
    "text": "사업번호,사업명\n1,가\n".encode(),
    "picture": PNG,
    "pdf": b"%PDF-1.7\n%%EOF",
    "empty zip": _zip(),
    "other zip": _zip(readme=b"hello"),
    "broken sheet": _zip(xl__workbook=b"<x", xl__worksheets__sheet1=b"<"),
    "cut workbook": sample()[:3000],
    "old binary": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600),
}


@pytest.mark.parametrize("kind", sorted(NO_WORKBOOKS))
def test_what_is_no_workbook_is_refused_in_a_sentence(kind: str) -> None:
    with pytest.raises(Refused, match=r"^보고\.xlsx는 읽을 수 있는 통합 문서가 아닙니다"):
        checked(NO_WORKBOOKS[kind], "보고.xlsx")


@settings(max_examples=50)
@given(st.binary(max_size=4000))
def test_any_bytes_are_refused_in_a_sentence(content: bytes) -> None:
    with pytest.raises(Refused):
        read_file(content, "a.xlsx")


@settings(max_examples=60)
@given(st.lists(st.tuples(st.integers(0, len(sample()) - 1), st.integers(0, 255)), min_size=1))
def test_a_workbook_damaged_on_its_way_is_read_or_refused(damage: list[tuple[int, int]]) -> None:
    content = bytearray(sample())
    for position, byte in damage:
        content[position] = byte
    with suppress(Refused):
        checked(bytes(content), "a.xlsx")


@settings(max_examples=40)
@given(st.integers(0, 2000), st.binary(min_size=1, max_size=30))
def test_a_sheet_damaged_inside_the_archive_is_read_or_refused(at: int, noise: bytes) -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(sample())) as old, zipfile.ZipFile(stream, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            if name in {"xl/worksheets/sheet2.xml", "xl/workbook.xml", "xl/sharedStrings.xml"}:
                content = content[:at] + noise + content[at + len(noise) :]
            new.writestr(name, content)
    with suppress(Refused):
        checked(stream.getvalue(), "a.xlsx")


def test_a_file_beyond_the_limit_is_refused_unread() -> None:
    with pytest.raises(Refused, match="20 MB"):
        read_file(bytes(MAXIMUM_BYTES + 1), "a.xlsx")


def test_a_forgotten_cell_in_the_last_corner_does_not_fill_the_memory() -> None:
    book = Workbook()
    book.worksheets[0]["XFD1048576"] = 1
    with pytest.raises(Refused, match="XFD1048576"):
        read_file(saved(book), "a.xlsx")


def test_a_small_file_that_unpacks_to_a_huge_one_is_refused_unread() -> None:
    content = _zip(**{"xl__worksheets__sheet1.xml": b" " * 310_000_000})
    assert len(content) < 1_000_000
    with pytest.raises(Refused, match="300 MB"):
        read_file(content, "a.xlsx")


def test_cells_are_named_as_in_a_spreadsheet() -> None:
    assert [cell_name(7, column) for column in (1, 26, 27, 52, 702, 703, 16384)] == [
        "A7",
        "Z7",
        "AA7",
        "AZ7",
        "ZZ7",
        "AAA7",
        "XFD7",
    ]
