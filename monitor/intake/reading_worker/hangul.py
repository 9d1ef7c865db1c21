"""HWPX documents of Hangul: every table is a sheet, named by what stands above it."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any, Final

from monitor.intake.reading_worker.archive import Archive
from monitor.intake.reading_worker.cells import Block, refuse_extent, trimmed, within
from monitor.intake.reading_worker.headings import sheet_named, unit_note, without_unit
from monitor.intake.reading_worker.problem import MEGABYTE, Problem
from monitor.intake.received import Cells, Received, Sheet

if TYPE_CHECKING:
    from hwpx.oxml import HwpxOxmlParagraph, HwpxOxmlTable

_MANIFEST: Final = "META-INF/manifest.xml"


def read_hwpx(archive: Archive, content: bytes, form_sheets: Sequence[str]) -> Received:
    """Return the tables of a document as sheets; all cells are text.

    A table is named for the last paragraph above it, when that names a sheet of the form, else
    ``표 N`` by its place in the document. A note such as ``(단위: 천원)`` above a table is a row of
    its own before the first: such a sheet's ``first_row`` is 0, so that rows count as in the table.
    A table of one cell is taken for a framed heading. A table within a cell is one of its own.

    Raises:
        Problem: ``locked``, ``has_dtd``, ``no_table``, ``sheet_too_wide``, ``same_sheet_name``,
            ``unpacks_too_large`` (64 MB, the library's own limit for a part).
    """
    if _MANIFEST in archive.names and b"encryption-data" in archive.xml(_MANIFEST):
        raise Problem("locked")
    archive.look_at_the_rest()
    logging.disable(logging.CRITICAL)
    # Only who sends hwpx waits for the library.
    from hwpx import HwpxDocument  # noqa: PLC0415 - as above
    from hwpx.opc.security import MAX_XML_BYTES  # noqa: PLC0415 - as above

    if archive.largest > MAX_XML_BYTES:
        raise Problem("unpacks_too_large", limit=MAX_XML_BYTES // MEGABYTE)

    sheets: list[Sheet] = []
    with HwpxDocument.open(content) as document:
        for number, (heading, unit, table) in enumerate(_tables(document), start=1):
            name = sheet_named(heading, form_sheets) or f"표 {number}"
            if name in {sheet.name for sheet in sheets}:
                raise Problem("same_sheet_name", sheet=name)
            sheets.append(_sheet(name, unit, table))
    if not sheets:
        raise Problem("no_table")
    return Received("hwpx", tuple(sheets))


def _tables(document: Any) -> Iterator[tuple[str, str, HwpxOxmlTable]]:
    """Yield each table with the heading and the note on the unit above it."""
    heading = unit = ""
    for text, table in _parts(document.paragraphs):
        if table is not None:
            yield heading, unit, table
            heading = unit = ""
        elif text.strip():
            note, rest = unit_note(text), without_unit(text)
            unit = note or (unit if not rest else "")
            heading = rest or heading


def _parts(
    paragraphs: Sequence[HwpxOxmlParagraph],
) -> Iterator[tuple[str, HwpxOxmlTable | None]]:
    """Yield paragraphs and tables in the order in which they are read."""
    for paragraph in paragraphs:
        yield paragraph.text, None
        for table in paragraph.tables:
            cells = [cell for row in table.rows for cell in row.cells]
            if len(cells) != 1:
                yield "", table
                cells = [cell for cell in cells if cell.tables]
            for cell in cells:
                yield from _parts(cell.paragraphs)


def _sheet(name: str, unit: str, table: HwpxOxmlTable) -> Sheet:
    cells: dict[tuple[int, int], str] = {}
    merged: list[Block] = []
    height = width = 0
    for row in table.rows:
        for cell in row.cells:
            top, left = cell.address
            down, across = cell.span
            text = cell.text
            height, width = max(height, top + 1), max(width, left + 1)
            if text or (top, left) not in cells:
                cells[top, left] = text
            merged.append((top + 1, left + 1, top + down, left + across))
            height, width = max(height, top + down), max(width, left + across)
            refuse_extent(height, width)
    rows: Cells = [
        [cells.get((row, column), "") for column in range(width)] for row in range(height)
    ]
    rows = trimmed(rows)
    blocks = within(merged, len(rows), len(rows[0]) if rows else 0)
    if not unit:
        return Sheet(name, rows, blocks)
    return Sheet(name, trimmed([[unit], *rows]), blocks, first_row=0)
