"""Workbooks of Excel: calamine reads the values, a scan of the XML what they are marked with."""

from __future__ import annotations

import io
import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final
from urllib.parse import unquote

from python_calamine import (
    CalamineSheet,
    CalamineWorkbook,
    PasswordError,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from monitor.intake.reading_worker.archive import Archive
from monitor.intake.reading_worker.biff import scan_xls
from monitor.intake.reading_worker.cells import (
    Block,
    marked,
    numbered,
    reaching,
    refuse_extent,
    trimmed,
    with_errors,
    within,
)
from monitor.intake.reading_worker.formats import BUILT_IN_PERCENTS, shows_percent
from monitor.intake.reading_worker.markup import Attributes, walk
from monitor.intake.reading_worker.problem import Problem
from monitor.intake.reading_worker.sheet_scan import Scanned, scan
from monitor.intake.received import Received, Sheet

_WORKBOOK: Final = "xl/workbook.xml"
_STYLES: Final = "xl/styles.xml"
_STRINGS: Final = "xl/sharedStrings.xml"
_COUNT: Final = re.compile(rb"""<[^>]*?\bsst\b[^>]*?\suniqueCount=["']([0-9]+)["']""")
_SMALLEST_STRING: Final = len("<si/>")
_UNSEEN: Final = Scanned(0, 0, frozenset(), (), frozenset(), frozenset(), ())


def read_xlsx(archive: Archive, content: bytes, kind: str) -> Received:
    """Return the sheets of an xlsx or xlsm; macros are looked for and never run.

    Raises:
        Problem: ``sheet_too_wide``, ``same_sheet_name``, ``has_dtd``, ``not_a_workbook``.
    """
    scanned = _scan_sheets(archive)
    _refuse_counts(archive)
    archive.look_at_the_rest()
    return Received(
        kind,
        tuple(_sheets(opened(content), scanned)),
        has_macros=kind == "xlsm",
        external_links=tuple(_external_links(archive)),
    )


def read_xls(content: bytes) -> Received:
    """Return the sheets of an old xls (BIFF).

    Not to be seen here: macros, links to other books and formulas without a value; Excel saves the
    last value of every formula in this format.

    Raises:
        Problem: ``locked``, ``same_sheet_name``, ``sheet_too_wide``.
    """
    workbook = opened(content)
    marks = scan_xls(content)
    names = workbook.sheet_names
    for name in names:
        if names.count(name) > 1:
            raise Problem("same_sheet_name", sheet=name)
    by_name = dict(zip(names, marks, strict=True)) if len(names) == len(marks) else {}
    return Received("xls", tuple(_sheets(workbook, by_name)))


def opened(content: bytes) -> CalamineWorkbook:
    """Open a workbook.

    Raises:
        Problem: ``locked``.
    """
    try:
        return CalamineWorkbook.from_filelike(io.BytesIO(content))
    except PasswordError as error:
        raise Problem("locked") from error


def _sheets(workbook: CalamineWorkbook, scanned: dict[str, Scanned]) -> Iterator[Sheet]:
    for sheet in workbook.sheets_metadata:
        if sheet.typ != SheetTypeEnum.WorkSheet:
            continue
        read = workbook.get_sheet_by_name(sheet.name)
        bottom, right = read.end or (-1, -1)
        refuse_extent(bottom + 1, right + 1)
        marks = scanned.get(sheet.name, _UNSEEN)
        rows = with_errors(
            reaching(trimmed(read.to_python(skip_empty_area=False)), marks.unvalued), marks.errors
        )
        height, width = len(rows), len(rows[0]) if rows else 0
        yield Sheet(
            sheet.name,
            rows,
            within(_merged(read), height, width),
            sheet.visible != SheetVisibleEnum.Visible,
            numbered(((row, row) for row in marks.hidden_rows), height),
            numbered(marks.hidden_columns, width),
            marks.unvalued,
            marked(marks.percents, height, width),
        )


def _merged(sheet: CalamineSheet) -> Iterator[Block]:
    for (top, left), (bottom, right) in sheet.merged_cell_ranges or ():
        yield top + 1, left + 1, bottom + 1, right + 1


def _scan_sheets(archive: Archive) -> dict[str, Scanned]:
    """Scan each sheet's part, and refuse a sheet before it is laid out."""
    parts = _sheet_parts(archive)
    percents = _percent_styles(archive)
    scanned: dict[str, Scanned] = {}
    for name, part in parts:
        if name in scanned:
            raise Problem("same_sheet_name", sheet=name)
        if part not in archive.names:
            raise Problem("not_a_workbook")
        scanned[name] = scan(archive.xml(part), percents)
        refuse_extent(scanned[name].height, scanned[name].width)
    return scanned


def _sheet_parts(archive: Archive) -> list[tuple[str, str]]:
    """Return name and part of each sheet, in order."""
    sheets: list[tuple[str, str]] = []

    def start(name: str, attributes: Attributes) -> None:
        if name == "sheet" and "id" in attributes:
            sheets.append((attributes.get("name", ""), attributes["id"]))

    walk(archive.xml(_WORKBOOK), start)
    targets = _targets(archive, _WORKBOOK)
    return [(name, targets[key]) for name, key in sheets if key in targets]


def _targets(archive: Archive, part: str) -> dict[str, str]:
    """Return the targets of a part's relationships: parts of the archive as its names, by id."""
    folder, name = posixpath.split(part)
    relations = f"{folder}/_rels/{name}.rels"
    targets: dict[str, str] = {}

    def start(name: str, attributes: Attributes) -> None:
        if name == "Relationship" and {"Id", "Target"} <= attributes.keys():
            target = attributes["Target"]
            is_outside = attributes.get("TargetMode") == "External"
            inside = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
            targets[attributes["Id"]] = target if is_outside else inside

    if relations in archive.names:
        walk(archive.xml(relations), start)
    return targets


@dataclass
class _Styles:
    """Gathers which cell formats show a percentage."""

    formats: set[str] = field(default_factory=lambda: set(map(str, BUILT_IN_PERCENTS)))
    cells: list[str] = field(default_factory=list)
    is_in_cells: bool = False

    def start(self, name: str, attributes: Attributes) -> None:
        if name == "numFmt" and shows_percent(attributes.get("formatCode", "")):
            self.formats.add(attributes.get("numFmtId", ""))
        elif name == "cellXfs":
            self.is_in_cells = True
        elif name == "xf" and self.is_in_cells:
            self.cells.append(attributes.get("numFmtId", ""))

    def end(self, name: str) -> None:
        if name == "cellXfs":
            self.is_in_cells = False


def _percent_styles(archive: Archive) -> frozenset[int]:
    if _STYLES not in archive.names:
        return frozenset()
    styles = _Styles()
    walk(archive.xml(_STYLES), styles.start, styles.end)
    return frozenset(at for at, code in enumerate(styles.cells) if code in styles.formats)


def _refuse_counts(archive: Archive) -> None:
    """Refuse more shared strings than the part can hold: the reader would make room for them."""
    if _STRINGS not in archive.names:
        return
    strings = archive.xml(_STRINGS)
    found = _COUNT.search(strings, 0, 10_000)
    if found and int(found[1]) * _SMALLEST_STRING > len(strings):
        raise Problem("not_a_workbook")


def _external_links(archive: Archive) -> Iterator[str]:
    """Yield the names of the books that formulas refer to, without their folders."""
    for name in sorted(archive.names):
        if name.startswith("xl/externalLinks/") and name.endswith(".xml"):
            for target in _targets(archive, name).values():
                yield posixpath.basename(unquote(target).replace("\\", "/"))
