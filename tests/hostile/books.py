"""Files that intake may meet, made by hand: each part is written as its sender would have it."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Mapping

import xlwt

_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_ODF = "urn:oasis:names:tc:opendocument:xmlns"
ODS = "application/vnd.oasis.opendocument.spreadsheet"
SMALL = (
    '<row r="1"><c r="A1" t="inlineStr"><is><t>사업번호</t></is></c><c r="B1"><v>7</v></c></row>'
)

Part = str | bytes


def zipped(parts: Mapping[str, Part], *, level: int = 1) -> bytes:
    """Return a zip archive of parts."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED, compresslevel=level) as archive:
        for name, content in parts.items():
            method = zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED
            archive.writestr(name, content, method)
    return stream.getvalue()


def sheet_xml(rows: str = SMALL, *, before: str = "", after: str = "") -> str:
    """Return the XML of a sheet from its rows, and what stands before and after them."""
    return f'<worksheet xmlns="{_MAIN}">{before}<sheetData>{rows}</sheetData>{after}</worksheet>'


def xlsx_parts(
    sheets: Iterable[tuple[str, Part]] = (("실적", sheet_xml()),), *, states: str = ""
) -> dict[str, Part]:
    """Return the parts of an xlsx with the XML of each sheet."""
    listed = list(sheets)
    entries = "".join(
        f'<sheet name="{name}" sheetId="{at}" r:id="r{at}" {states if at > 1 else ""}/>'
        for at, (name, _) in enumerate(listed, start=1)
    )
    relations = "".join(
        f'<Relationship Id="r{at}" Type="{_OFFICE}/worksheet" Target="worksheets/sheet{at}.xml"/>'
        for at in range(1, len(listed) + 1)
    )
    return {
        "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="xml" ContentType="application/xml"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="r1" '
        f'Type="{_OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}">'
        f"<sheets>{entries}</sheets></workbook>",
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{_PACKAGE}/relationships">'
        f"{relations}</Relationships>",
        **{
            f"xl/worksheets/sheet{at}.xml": content
            for at, (_, content) in enumerate(listed, start=1)
        },
    }


def xlsx(rows: str = SMALL, *, before: str = "", after: str = "", **parts: Part) -> bytes:
    """Return an xlsx of one sheet, 실적; ``parts`` are added under ``xl/``."""
    content = xlsx_parts([("실적", sheet_xml(rows, before=before, after=after))])
    return zipped(content | {f"xl/{name}.xml": part for name, part in parts.items()})


def ods_parts(tables: str, manifest: str = "") -> dict[str, Part]:
    """Return the parts of an ods with the XML of its tables."""
    spaces = " ".join(
        f'xmlns:{name}="{_ODF}:{name}:1.0"' for name in ("office", "table", "text", "style")
    )
    return {
        "mimetype": ODS,
        "META-INF/manifest.xml": f'<manifest:manifest xmlns:manifest="{_ODF}:manifest:1.0">'
        f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{ODS}"/>{manifest}'
        "</manifest:manifest>",
        "content.xml": f'<office:document-content {spaces} xmlns:xlink="http://www.w3.org/1999/xlink">'
        f"<office:body><office:spreadsheet>{tables}</office:spreadsheet></office:body>"
        "</office:document-content>",
    }


def ods(rows: str, name: str = "실적") -> bytes:
    """Return an ods of one sheet."""
    return zipped(ods_parts(f'<table:table table:name="{name}">{rows}</table:table>'))


def ods_text(text: str, more: str = "") -> str:
    """Return a cell of text of an ods."""
    return (
        f'<table:table-cell office:value-type="string" {more}><text:p>{text}</text:p>'
        "</table:table-cell>"
    )


def xls(*rows: Iterable[object], sheets: tuple[str, ...] = ("실적",)) -> bytes:
    """Return an old xls whose sheets all have the same rows."""
    book = xlwt.Workbook()
    for name in sheets:
        sheet = book.add_sheet(name)
        for number, row in enumerate(rows):
            for column, value in enumerate(row):
                sheet.write(number, column, value)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def ole(*streams: str) -> bytes:
    """Return an OLE file (MS-CFB) with empty streams of these names."""
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16)
    header += b"\x3e\0\3\0\xfe\xff\x09\0\6\0" + bytes(10)
    free, end = b"\xff" * 4, b"\xfe\xff\xff\xff"
    header += (1).to_bytes(4, "little") + (1).to_bytes(4, "little") + bytes(4)
    header += (4096).to_bytes(4, "little") + end + bytes(4) + end + bytes(4) + bytes(4) + free * 108
    table = b"\xfd\xff\xff\xff" + end + free * 126
    entries = _entry("Root Entry", 5, 1) + b"".join(
        _entry(name, 2, at + 2 if at + 1 < len(streams) else None)
        for at, name in enumerate(streams)
    )
    return header + table + entries.ljust(512 * -(-len(entries) // 512), b"\0")


def _entry(name: str, kind: int, following: int | None) -> bytes:
    """Return an entry of the directory; entries are chained to the right."""
    none = b"\xff" * 4
    right = none if kind == 5 or following is None else following.to_bytes(4, "little")
    child = (1).to_bytes(4, "little") if kind == 5 else none
    written = name.encode("utf-16-le")
    return (
        written.ljust(64, b"\0")
        + (len(written) + 2).to_bytes(2, "little")
        + bytes([kind, 1])
        + none
        + right
        + child
        + bytes(36)
        + b"\xfe\xff\xff\xff"
        + bytes(8)
    )
