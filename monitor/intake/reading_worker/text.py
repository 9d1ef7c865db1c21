"""Text with separators (CSV): encoding, separator and tables are found out from what is there."""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Iterator, Sequence
from typing import Final

from monitor.intake.reading_worker.cells import refuse_extent, trimmed
from monitor.intake.reading_worker.headings import sheet_named
from monitor.intake.reading_worker.problem import Problem
from monitor.intake.received import Cells, Received, Sheet

_SEPARATORS: Final = ("\t", ";", ",")
_FEWEST_CELLS: Final = 2  # in the widest row: a letter is no table
_LOOKED_AT: Final = 200  # rows that tell the separator
_LONGEST_CELL: Final = 1_000_000
_LONGEST_CHARACTER: Final = 4  # bytes of one in UTF-8
_NOT_TEXT: Final = bytes(set(range(32)) - set(b"\t\n\r\f\x1a"))
_MOST_CONTROLS: Final = 0.02  # of the bytes of a text; more of them, and it is none


def read_text(content: bytes, stem: str, form_sheets: Sequence[str]) -> Received:
    """Return the tables of a CSV: in UTF-8, CP949, or UTF-16 with its mark; all cells are text.

    A row whose only filled cell names a sheet of the form begins that sheet; what stands before
    the first such row is a sheet of the file's name, and so is a file without any.

    Args:
        content: the file.
        stem: the file's name without its ending.
        form_sheets: names of the form's sheets.

    Raises:
        Problem: ``not_a_workbook``, ``no_table``, ``nul_in_text``, ``unknown_encoding``,
            ``file_cut``, ``quote_open``, ``sheet_too_wide``, ``same_sheet_name``.
    """
    rows = _rows(_decoded(content))
    if all(len(row) < _FEWEST_CELLS for row in rows):
        raise Problem("no_table")
    refuse_extent(len(rows), max(map(len, rows), default=0))
    sheets: list[Sheet] = []
    for name, first, block in _blocks(rows, stem, form_sheets):
        cells = trimmed(block)
        if not cells and name == stem and len(rows) > len(block):
            continue  # nothing before the first sheet that is named
        if name in {sheet.name for sheet in sheets}:
            raise Problem("same_sheet_name", sheet=name)
        sheets.append(Sheet(name, cells, first_row=first))
    return Received("csv", tuple(sheets))


def _decoded(content: bytes) -> str:
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        text = _utf_16(content)
        _refuse_nul(text)
        return text
    controls = sum(map(content.count, (bytes([byte]) for byte in _NOT_TEXT)))
    if controls > 1 and controls > len(content) * _MOST_CONTROLS:
        raise Problem("not_a_workbook")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        text = _cp949(content, error)
    _refuse_nul(text)
    return text


def _utf_16(content: bytes) -> str:
    try:
        return content.decode("utf-16")
    except UnicodeDecodeError as error:
        raise _undecodable(content, error.start) from error


def _cp949(content: bytes, reason: UnicodeDecodeError) -> str:
    """Decode what is not UTF-8, unless it is UTF-8 but for its last, cut character."""
    if _is_cut(content, reason.start) and not content[: reason.start].isascii():
        raise Problem("file_cut") from reason
    try:
        return content.decode("cp949")
    except UnicodeDecodeError as error:
        # The encoding that holds for longer is the one that was meant.
        raise _undecodable(content, max(error.start, reason.start)) from error


def _undecodable(content: bytes, at: int) -> Problem:
    if at and _is_cut(content, at):
        return Problem("file_cut")
    return Problem("unknown_encoding", row=content.count(b"\n", 0, at) + 1)


def _is_cut(content: bytes, at: int) -> bool:
    """Say whether only the beginning of a character stands from there to the end."""
    return at > len(content) - _LONGEST_CHARACTER


def _refuse_nul(text: str) -> None:
    at = text.find("\0")
    if at >= 0:
        raise Problem("nul_in_text", row=text.count("\n", 0, at) + 1)


def _rows(text: str) -> Cells:
    text = text.rstrip("\x1a")  # the mark of the end that old programs write
    first, _, rest = text.partition("\n")
    declared = first.strip().strip('"')
    if declared.lower().startswith("sep=") and len(declared) == len("sep=,"):
        return _parsed(rest, declared[-1])  # Excel's own line, which it does not show
    return _parsed(text, _separator(text))


def _separator(text: str) -> str:
    """Return the separator that splits the most rows, then the one that makes the most cells."""

    def score(separator: str) -> tuple[int, int]:
        reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
        widths: list[int] = []
        try:
            for row, _ in zip(reader, range(_LOOKED_AT), strict=False):
                widths.append(len(row))  # what was read before an error counts
        except csv.Error:
            pass
        return sum(width > 1 for width in widths), sum(widths)

    return max(_SEPARATORS, key=score)


def _parsed(text: str, separator: str) -> Cells:
    csv.field_size_limit(_LONGEST_CELL)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    rows: Cells = []
    try:
        rows.extend(reader)
    except csv.Error as error:
        raise Problem("quote_open", row=len(rows) + 1) from error
    runs_on = bool(rows and rows[-1] and "\n" in rows[-1][-1])
    if runs_on and text.count('"') % 2:
        raise Problem("quote_open", row=len(rows))
    return rows


def _blocks(rows: Cells, stem: str, form_sheets: Sequence[str]) -> Iterator[tuple[str, int, Cells]]:
    """Yield each table: its name, the number of its first row in the file, its rows."""
    name, first = stem, 1
    for number, row in enumerate(rows, start=1):
        only = _only_filled(row)
        named = sheet_named(only, form_sheets) if only else None
        if named is not None:
            yield name, first, rows[first - 1 : number - 1]
            name, first = named, number + 1
    yield name, first, rows[first - 1 :]


def _only_filled(row: list[str]) -> str:
    """Return the one filled cell of a row, ``""`` when there is none or more than one."""
    if len(row) > 1 and row[0].strip() and row[1].strip():
        return ""  # as in nearly every row
    filled = [cell for cell in row if cell.strip()]
    return filled[0] if len(filled) == 1 else ""
