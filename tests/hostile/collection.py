"""The collection: a function a file, each with what must become of it.

``@refused(key, …)``: the entry of the catalogue that its sender is told, and the entry's fields.
``@is_read``: it only looks hostile, and its cells arrive.
"""

from __future__ import annotations

import io
import random
import stat
import struct
import zipfile
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Final

from tests.hostile.books import (
    SMALL,
    ods,
    ods_parts,
    ods_text,
    ole,
    sheet_xml,
    xls,
    xlsx,
    xlsx_parts,
    zipped,
)
from tests.hostile.documents import hwpx

Maker = Callable[[], bytes]
MEGABYTE: Final = 1_000_000
DTD: Final = '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "ha"><!ENTITY c "&b;&b;&b;">]>'


@dataclass(frozen=True)
class Case:
    """A file, and what must become of it.

    Attributes:
        make: makes it.
        key: entry of the catalogue's section ``refused``; ``""`` when it is read.
        values: fields of the entry.
        memory: bytes that its reader may fill.
        seconds: time that reading it may take.
        name: name that it comes under.
    """

    make: Maker
    key: str = ""
    values: dict[str, Any] = field(default_factory=dict)
    memory: int = 400 * MEGABYTE
    seconds: float = 20
    name: str = "보고.xlsx"


CASES: Final[dict[str, Case]] = {}


def refused(key: str, *, memory: int = 400 * MEGABYTE, **values: Any) -> Callable[[Maker], Maker]:
    """Say by which sentence a file is refused."""

    def keep(make: Maker) -> Maker:
        CASES[make.__name__] = Case(make, key, values, memory)
        return make

    return keep


def is_read(*, memory: int = 400 * MEGABYTE) -> Callable[[Maker], Maker]:
    """Say that a file is read."""

    def keep(make: Maker) -> Maker:
        CASES[make.__name__] = Case(make, memory=memory)
        return make

    return keep


# ── no spreadsheet ───────────────────────────────────────────────────────────────────────────────


@refused("file_empty")
def nothing() -> bytes:
    return b""


@refused("file_empty")
def blanks_behind_a_byte_order_mark() -> bytes:
    return b"\xef\xbb\xbf \r\n\t\r\n"


@refused("other_format", kind="PDF")
def pdf() -> bytes:
    return b"%PDF-1.7\n" + random.Random(1).randbytes(3000) + b"%%EOF"


@refused("other_format", kind="PNG")
def picture() -> bytes:
    return b"\x89PNG\r\n\x1a\n" + bytes(100)


@refused("other_format", kind="JPEG")
def photograph() -> bytes:
    return b"\xff\xd8\xff\xe0\0\x10JFIF" + bytes(100)


@refused("other_format", kind="HTML")
def web_page_named_xls() -> bytes:
    return "\n<html><body><table><tr><td>사업번호</td></tr></table></body></html>".encode("cp949")


@refused("other_format", kind="XML")
def spreadsheet_of_2003() -> bytes:
    return b'<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?><Workbook/>'


@refused("other_format", kind="RTF")
def rich_text() -> bytes:
    return b"{\\rtf1\\ansi a, b}"


@refused("other_format", kind="DOCX")
def word_document() -> bytes:
    return zipped({"[Content_Types].xml": "<Types/>", "word/document.xml": "<document/>"})


@refused("other_format", kind="PPTX")
def slides() -> bytes:
    return zipped({"[Content_Types].xml": "<Types/>", "ppt/presentation.xml": "<presentation/>"})


@refused("other_format", kind="ODT")
def text_of_libreoffice() -> bytes:
    return zipped({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": "<a/>"})


@refused("other_format", kind="XLSB")
def binary_workbook() -> bytes:
    return zipped({"[Content_Types].xml": "<Types/>", "xl/workbook.bin": b"\x83\1\0"})


@refused("other_format", kind="ZIP")
def workbook_within_an_archive() -> bytes:
    return zipped({"보고.xlsx": xlsx()})


@refused("other_format", kind="ZIP")
def archive_of_nothing() -> bytes:
    return zipped({})


@refused("other_format", kind="DOC")
def old_word_document() -> bytes:
    return ole("WordDocument", "1Table")


@refused("old_hwp")
def old_hangul_document() -> bytes:
    return ole("FileHeader", "DocInfo", "BodyText", "\5HwpSummaryInformation")


@refused("old_hwp")
def hangul_document_of_the_nineties() -> bytes:
    return b"HWP Document File V3.00 \x1a\1\2\3\4\5" + bytes(200)


@refused("not_a_workbook")
def noise() -> bytes:
    return random.Random(2).randbytes(20_000)


@refused("no_table")
def letter() -> bytes:
    return "안녕하십니까.\n자료를 보내 드립니다.\n".encode()


@refused("no_table")
def document_without_a_table() -> bytes:
    return hwpx("자료를 보내 드립니다.")


# ── cut, locked, damaged ─────────────────────────────────────────────────────────────────────────


@refused("file_cut")
def cut_workbook() -> bytes:
    return xlsx()[:-300]


@refused("file_cut")
def cut_ods() -> bytes:
    content = ods(f"<table:table-row>{ods_text('가')}</table:table-row>")
    return content[: len(content) // 2]


@refused("file_cut")
def cut_document() -> bytes:
    return hwpx("실적", [["가", "나"]])[:2000]


@refused("file_cut")
def csv_cut_within_a_character() -> bytes:
    return "사업번호,사업명\n1,가나다".encode()[:-1]


@refused("not_a_workbook")
def cut_old_workbook() -> bytes:
    return xls(["가"] * 100)[:2000]


@refused("locked")
def locked_workbook() -> bytes:
    return ole("EncryptionInfo", "EncryptedPackage")


@refused("locked")
def locked_old_workbook() -> bytes:
    """An xls whose record of who wrote it says FILEPASS instead ([MS-XLS] 2.4.117)."""
    content = xls(["가"] * 100)
    writer, password = b"\x5c\0\x70\0None  ", b"\x2f\0\x70\0\1\0\1\0\1\0"
    assert content.count(writer) == 1
    return content.replace(writer, password)


@refused("not_a_workbook")
def old_workbook_whose_sectors_run_in_a_circle() -> bytes:
    """Its reader would follow them until the memory is full."""
    content = bytearray(xls(["가"] * 100))
    table = 512 * (1 + struct.unpack_from("<L", content, 76)[0])
    content[table : table + 400] = struct.pack("<100L", *range(1, 51), *range(50))
    return bytes(content)


@refused("locked")
def locked_ods() -> bytes:
    key = '<manifest:file-entry manifest:full-path="content.xml"><manifest:encryption-data/>'
    parts = ods_parts("", f"{key}</manifest:file-entry>")
    return zipped(parts | {"content.xml": random.Random(3).randbytes(500)})


@refused("locked")
def locked_archive() -> bytes:
    return _with_flags(xlsx(), 0x1)


@refused("not_a_workbook")
def sheet_that_is_not_there() -> bytes:
    parts = xlsx_parts()
    del parts["xl/worksheets/sheet1.xml"]
    return zipped(parts)


@refused("not_a_workbook")
def workbook_that_is_not_well_formed() -> bytes:
    return zipped(xlsx_parts() | {"xl/workbook.xml": "<workbook><sheets>"})


@refused("not_a_workbook")
def sheet_that_is_not_well_formed() -> bytes:
    return xlsx('<row r="1"><c r="A1"><v>1</c></row>')


@refused("not_a_workbook")
def sheet_in_utf_16() -> bytes:
    """Excel never writes it; the reader does not decode it."""
    return zipped(xlsx_parts([("실적", sheet_xml().encode("utf-16"))]))


@refused("not_a_workbook")
def list_of_sheets_in_another_encoding_than_it_says() -> bytes:
    wrong = str(xlsx_parts()["xl/workbook.xml"]).encode("cp949")
    return zipped(xlsx_parts() | {"xl/workbook.xml": wrong})


@refused("not_a_workbook")
def two_parts_of_one_name() -> bytes:
    stream = io.BytesIO(xlsx())
    with zipfile.ZipFile(stream, "a") as archive:
        info = zipfile.ZipInfo("xl/workbook.xm_")
        archive.writestr(info, "<workbook/>")
    return stream.getvalue().replace(b"xl/workbook.xm_", b"xl/workbook.xml")


@refused("not_a_workbook")
def part_packed_in_a_way_no_office_packs() -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_LZMA) as archive:
        for name, content in xlsx_parts().items():
            archive.writestr(name, content)
    return stream.getvalue()


@refused("same_sheet_name", sheet="실적")
def two_sheets_of_one_name() -> bytes:
    return zipped(xlsx_parts([("실적", sheet_xml()), ("실적", sheet_xml())]))


@refused("same_sheet_name", sheet="실적")
def two_sheets_of_one_name_in_ods() -> bytes:
    table = f'<table:table table:name="실적"><table:table-row>{ods_text("가")}</table:table-row>'
    return zipped(ods_parts(f"{table}</table:table>{table}</table:table>"))


@refused("same_sheet_name", sheet="실적")
def two_tables_of_one_name_in_a_csv() -> bytes:
    return "실적\n가,나\n[실적]\n다,라\n".encode()


# ── bombs ────────────────────────────────────────────────────────────────────────────────────────


@refused("unpacks_too_large", limit=300)
def zip_bomb() -> bytes:
    return zipped(xlsx_parts() | {"xl/worksheets/sheet1.xml": b" " * 310 * MEGABYTE})


@refused("unpacks_too_large", limit=300)
def zip_bomb_of_many_parts() -> bytes:
    part = b" " * 16 * MEGABYTE
    return zipped(xlsx_parts() | {f"xl/media/{number}.png": part for number in range(20)})


@refused("unpacks_too_large", limit=67)
def zip_bomb_in_hwpx() -> bytes:
    return zipped(_parts(hwpx("실적", [["가", "나"]])) | {"Contents/1.xml": b" " * 68 * MEGABYTE})


@refused("not_a_workbook")
def zip_bomb_that_hides_its_size() -> bytes:
    """A part of 100 MB that its entry says has a thousand bytes."""
    content = bytearray(zipped(xlsx_parts() | {"xl/styles.xml": b" " * 100 * MEGABYTE}))
    size = struct.pack("<L", 100 * MEGABYTE)
    assert content.count(size) == 2
    return bytes(content).replace(size, struct.pack("<L", 1000))


@refused("too_many_parts", count=6006)
def archive_of_thousands_of_parts() -> bytes:
    return zipped(xlsx_parts() | {f"xl/{number}": b"" for number in range(6001)})


@refused("has_dtd", part="xl/sharedStrings.xml")
def entity_bomb() -> bytes:
    return xlsx(sharedStrings=f"{DTD}<sst><si><t>&c;</t></si></sst>")


@refused("has_dtd", part="xl/worksheets/sheet1.xml")
def declaration_in_a_sheet() -> bytes:
    return zipped(xlsx_parts([("실적", DTD + sheet_xml())]))


@refused("has_dtd", part="docProps/app.xml")
def declaration_in_a_part_that_nobody_reads() -> bytes:
    return zipped(xlsx_parts() | {"docProps/app.xml": f"{DTD}<a>&c;</a>"})


@refused("has_dtd", part="docProps/app.xml")
def declaration_in_utf_16() -> bytes:
    return zipped(xlsx_parts() | {"docProps/app.xml": f"{DTD}<a/>".encode("utf-16")})


@refused("has_dtd", part="content.xml")
def entity_bomb_in_ods() -> bytes:
    parts = ods_parts(f'<table:table table:name="실적"><table:table-row>{ods_text("&c;")}')
    return zipped(parts | {"content.xml": DTD + str(parts["content.xml"])})


@refused("has_dtd", part="Contents/section0.xml")
def entity_bomb_in_hwpx() -> bytes:
    parts = _parts(hwpx("실적", [["가", "나"]]))
    section = parts["Contents/section0.xml"]
    return zipped(parts | {"Contents/section0.xml": DTD.encode() + section.partition(b"?>")[2]})


@refused("sheet_too_wide", cell="XFD1048576")
def stray_cell_in_the_last_corner() -> bytes:
    return xlsx(SMALL + '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>')


@refused("sheet_too_wide", memory=900 * MEGABYTE, cell="Z1048576")
def stray_cell_before_the_others() -> bytes:
    return xlsx('<row r="1048576"><c r="Z1048576"><v>1</v></c></row>' + SMALL)


@refused("sheet_too_wide", cell="XFD1")
def sheet_of_16384_columns() -> bytes:
    names = [_letters(number) for number in range(1, 16385)]
    cells = "".join(f'<c r="{name}1"><v>1</v></c>' for name in names)
    return xlsx(f'<row r="1">{cells}</row>')


@refused("sheet_too_wide", cell="XFD1048576")
def ods_with_every_cell_filled() -> bytes:
    cell = ods_text("가", 'table:number-columns-repeated="16384"')
    return ods(f'<table:table-row table:number-rows-repeated="1048576">{cell}</table:table-row>')


@refused("sheet_too_wide", cell="GTO2")
def csv_of_five_thousand_columns() -> bytes:
    return b"a,b\n" + b"1," * 5266 + b"1\n"


@refused("sheet_too_wide", memory=1200 * MEGABYTE, cell="B4900000")
def csv_of_millions_of_rows() -> bytes:
    return b"a,\n" * 4_900_000


@refused("sheet_too_wide", cell="A1000000001")
def document_whose_table_has_a_cell_in_row_a_billion() -> bytes:
    parts = _parts(hwpx("실적", [["가", "나"]]))
    section = parts["Contents/section0.xml"].replace(b'rowAddr="0"', b'rowAddr="1000000000"')
    return zipped(parts | {"Contents/section0.xml": section})


@refused("reading_too_big", limit=1500)
def cells_in_two_far_corners_out_of_order() -> bytes:
    far = '<row r="1048576"><c r="ALK1048576"><v>1</v></c></row>'
    return xlsx(far + SMALL)


@refused("not_a_workbook")
def billions_of_shared_strings() -> bytes:
    return xlsx(sharedStrings='<sst count="4000000000" uniqueCount="4000000000"><si/></sst>')


# ── only looks hostile ───────────────────────────────────────────────────────────────────────────


@is_read()
def small_workbook() -> bytes:
    return xlsx()


@is_read(memory=600 * MEGABYTE)
def million_empty_formatted_rows() -> bytes:
    cells = "".join(f'<c r="{letter}{{0}}" s="0"/>' for letter in "ABCDEFGH")
    row = f'<row r="{{0}}">{cells}</row>'
    rows = "".join(row.format(number) for number in range(2, 1_048_577))
    return zipped(xlsx_parts([("실적", sheet_xml(SMALL + rows))]), level=5)


@is_read()
def format_in_the_last_corner() -> bytes:
    return xlsx(SMALL + '<row r="1048576"><c r="XFD1048576" s="0"/></row>')


@is_read()
def sheet_that_says_it_is_the_largest() -> bytes:
    return xlsx(before='<dimension ref="A1:XFD1048576"/>')


@is_read()
def every_column_hidden_and_merged() -> bytes:
    columns = '<cols><col min="1" max="16384" hidden="1"/></cols>'
    merged = '<mergeCells count="1"><mergeCell ref="A1:XFD1048576"/></mergeCells>'
    return xlsx(before=columns, after=merged)


@is_read()
def ods_whose_empty_cells_repeat_to_the_last_corner() -> bytes:
    row = f"<table:table-row>{ods_text('사업번호')}{ods_text('7')}"
    wide = '<table:table-cell table:style-name="ce1" table:number-columns-repeated="16384"/>'
    tail = f'<table:table-row table:number-rows-repeated="1048575">{wide}</table:table-row>'
    return ods(f"{row}{wide}</table:table-row>{tail}")


@is_read()
def cell_longer_than_excel_allows() -> bytes:
    return xlsx(SMALL.replace("사업번호", "사업번호" + "가" * 100_000))


@is_read()
def wrong_ending_and_no_ending() -> bytes:
    return f"사업번호,7\n{'가' * 40_000},8\n".encode("cp949")


# ── names and text ───────────────────────────────────────────────────────────────────────────────


@refused("unsafe_part", part="../../x")
def part_that_climbs_out() -> bytes:
    return zipped(xlsx_parts() | {"../../x": b"x"})


@refused("unsafe_part", part="/etc/passwd")
def part_with_an_absolute_path() -> bytes:
    return zipped(xlsx_parts() | {"/etc/passwd": b"x"})


@refused("unsafe_part", part="C:\\x.xml")
def part_on_a_drive() -> bytes:
    return zipped(xlsx_parts() | {"C:\\x.xml": b"x"})


@refused("unsafe_part", part="xl/workbook.xml.png")
def part_with_a_null_in_its_name() -> bytes:
    return zipped(xlsx_parts() | {"xl/workbook.xml_.png": b"x"}).replace(b"xml_.png", b"xml\0.png")


@refused("unsafe_part", part="xl/worksheets/sheet2.xml")
def link_to_a_file_of_the_server() -> bytes:
    stream = io.BytesIO(xlsx())
    link = zipfile.ZipInfo("xl/worksheets/sheet2.xml")
    link.create_system = 3
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    with zipfile.ZipFile(stream, "a") as archive:
        archive.writestr(link, "/etc/passwd")
    return stream.getvalue()


@refused("nul_in_text", row=2)
def csv_with_a_null() -> bytes:
    return "사업번호,사업명\n1,가\0나\n".encode()


@refused("unknown_encoding", row=3)
def csv_in_no_encoding_of_ours() -> bytes:
    return "가,나\n1,2\n".encode() + b"\xff\xff\xff,\xfe\n" + b"1,2\n" * 10


@refused("quote_open", row=2)
def csv_whose_quotation_mark_stays_open() -> bytes:
    return '가,나\n1,"둘\n3,4\n5,6\n'.encode()


@refused("quote_open", row=2)
def csv_whose_quotation_mark_swallows_a_megabyte() -> bytes:
    return '가,나\n1,"둘\n'.encode() + b"3,4\n" * 300_000


def _with_flags(content: bytes, flags: int) -> bytes:
    """Set flags in every entry of the list of parts."""
    changed = bytearray(content)
    at = changed.find(b"PK\1\2")
    while at >= 0:
        changed[at + 8] |= flags
        at = changed.find(b"PK\1\2", at + 4)
    return bytes(changed)


def _parts(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def _letters(number: int) -> str:
    name = ""
    while number:
        number, letter = divmod(number - 1, 26)
        name = chr(ord("A") + letter) + name
    return name
