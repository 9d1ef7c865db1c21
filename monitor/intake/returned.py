"""The returned workbook: the sender's own file with marked cells and a sheet of findings."""

from __future__ import annotations

import datetime as dt
import io
import math
import re
import unicodedata
from collections import Counter
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import PurePath
from typing import Any, Final

import xlsxwriter
from xlsxwriter.exceptions import XlsxWriterException

from monitor.intake.findings import Finding
from monitor.intake.normalising import plain_text
from monitor.intake.reading import read_file
from monitor.intake.received import Received, Sheet
from monitor.intake.returned_marks import RESULTS, Mark, mark_sheet, unselect
from monitor.intake.returned_package import (
    RELATIONS,
    Edit,
    Element,
    Package,
    Unpatchable,
    attribute_xml,
    children,
    edited,
    elements_of,
    first,
    identity,
    prefix_of,
    put_in_order,
    put_inside,
    with_attribute,
)
from monitor.intake.returned_sheet import (
    COLUMNS,
    Entry,
    Heading,
    add_styles,
    named_ranges,
    sheet_xml,
)
from monitor.intake.styles import FONT, FONT_SIZE, SEVERITIES
from monitor.wording import LANGUAGES, Language, Words

# What a package raises that is none, or lacks what every workbook has.
_NO_PACKAGE: Final = (Unpatchable, KeyError, ValueError, StopIteration)
ReasonKey = tuple[str, str, str]
# More than anybody mends by hand, and more comments than spreadsheets draw at ease.
_MOST: Final = 3000
_CELL: Final = re.compile(r"[A-Z]{1,3}[1-9][0-9]{0,6}")
_NOT_IN_NAMES: Final = re.compile(r'[<>:"/\\|?*\x00-\x1f\x7f]')
_NOT_IN_SHEET_NAMES: Final = re.compile(r"[\[\]:*?/\\\x00-\x1f]")
_ASKED: Final = ("code", "sheet", "cell", "reason")
_LONGEST_STEM: Final = 80
_LONGEST_SHEET_NAME: Final = 31
_LONGEST_CELL: Final = 32_000
_EARLIEST: Final = dt.date(1900, 3, 1)
_SHEET_TYPE: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"
_WORKBOOK_ORDER: Final = (
    "fileVersion fileSharing workbookPr workbookProtection bookViews sheets functionGroups "
    "externalReferences definedNames calcPr oleSize customWorkbookViews pivotCaches "
    "smartTagPr smartTagTypes webPublishing fileRecoveryPr webPublishObjects extLst"
)


def returned(
    content: bytes,
    file_name: str,
    findings: Sequence[Finding],
    received: Received | None = None,
    language: Language = "ko",
    *,
    cover: Mapping[str, Any] | None = None,
) -> tuple[str, bytes]:
    """Return the sender's workbook marked with what was found, under a name that says so.

    An xlsx or xlsm is edited in its package: cells, formulas, formats, charts, pictures, shapes,
    form controls, macros stay byte for byte. What is added: a conditional format and a comment
    at each cell with a finding (pattern, border and bold face beside the colour), and as first
    sheet '점검 결과'. The marks and the sheet of an earlier return are taken off first. Anything
    else (xls, ods, csv, hwpx) comes back as a fresh xlsx with the cells as read, in their places.

    A cell in which the sender holds a threaded conversation is marked without a comment. A
    digital signature of the sender is no longer valid. With more than 3,000 findings the gravest
    and first 3,000 are listed and marked.

    Args:
        content: the bytes received.
        file_name: the name they came under.
        findings: what was found; their order gives their numbers.
        received: the file as read, when the caller has it.
        language: of the findings' words.
        cover: the cover's ``year`` and ``quarter``, for the heading.

    Returns:
        The file's name (``.xlsm`` for a workbook with macros, else ``.xlsx``), and its bytes.

    Raises:
        Refused: what ``read_file`` refuses, when the file has to be read again.
    """
    parts = (_last_part(file_name), findings, language, cover)
    try:
        return _marked(content, *parts, received=received, names=None)
    except _NO_PACKAGE:
        received = received or read_file(content, file_name)
        fresh, names = _fresh(received)
        return _marked(fresh, *parts, received=received, names=names)


def reasons_in(received: Received) -> dict[ReasonKey, str]:
    """Return the reasons written on the sheet '점검 결과', by code, sheet and cell."""
    sheet = next((each for each in received.sheets if plain_text(each.name) == RESULTS), None)
    reasons: dict[ReasonKey, str] = {}
    columns: dict[str, int] = {}
    for row in sheet.rows if sheet else []:
        cells = [_as_written(cell) for cell in row]
        if headings := _columns_in(cells):
            columns = headings
        elif columns and len(cells) > max(columns.values()):
            code, place, cell, reason = (cells[columns[name]] for name in _ASKED)
            if reason:
                reasons[code, place, cell] = reason
    return reasons


def _as_written(cell: Any) -> str:
    return cell.strip() if isinstance(cell, str) else "" if cell is None else plain_text(cell)


def _headings(name: str) -> list[str]:
    """Return what a column is called, in either language."""
    return [Words(language)(f"returned.column_{name}") for language in LANGUAGES]


def _columns_in(cells: Sequence[str]) -> dict[str, int]:
    """Return where the columns stand when a row holds their headings."""
    found = {
        name: cells.index(heading)
        for name in _ASKED
        for heading in _headings(name)
        if heading in cells
    }
    return found if len(found) == len(_ASKED) else {}


# ── the workbook ──


def _marked(
    content: bytes,
    file_name: str,
    findings: Sequence[Finding],
    language: Language,
    cover: Mapping[str, Any] | None,
    *,
    received: Received | None,
    names: Mapping[str, str] | None,
) -> tuple[str, bytes]:
    """Mark a workbook; ``names`` are given when it was made afresh: read name to sheet's name."""
    package = Package(content)
    book = _Book(package)
    reasons = _earlier_reasons(book, content, file_name, received)
    book.drop(RESULTS)
    chosen = _chosen(findings)
    sheets = book.sheets()
    entries = [_entry(number, each, language, sheets, names, reasons) for number, each in chosen]
    marks = _marks([finding for _, finding in chosen], language, sheets, names)
    heading = _heading(file_name, findings, language, cover, is_fresh=names is not None)
    styled, looks, formats = add_styles(package.read(book.styles))
    package.write(book.styles, styled)
    for name, part in sheets.items():
        mark_sheet(package, part, marks.get(name, []), formats)
    for part in book.other_sheets().values():
        unselect(package, part)
    book.put_first(RESULTS, sheet_xml(heading, entries, looks))
    book.name_ranges(named_ranges(heading, entries, book.prefix))
    ending = "xlsm" if book.has_macros else "xlsx"
    return f"{_stem(file_name)}_{Words('ko')('returned.ending')}.{ending}", package.content()


def _chosen(findings: Sequence[Finding]) -> list[tuple[int, Finding]]:
    """Return the findings to show with their numbers, the gravest first."""
    ranks = {severity: rank for rank, severity in enumerate(SEVERITIES)}
    numbered = sorted(enumerate(findings, start=1), key=lambda each: ranks[each[1].severity])
    return numbered[:_MOST]


def _earlier_reasons(
    book: _Book, content: bytes, file_name: str, received: Received | None
) -> dict[ReasonKey, str]:
    """Return the reasons written on an earlier return, so that nobody writes them twice."""
    if received is None and RESULTS in book.sheets():
        received = read_file(content, file_name)
    return reasons_in(received) if received else {}


def _entry(
    number: int,
    finding: Finding,
    language: Language,
    sheets: Mapping[str, str],
    names: Mapping[str, str] | None,
    reasons: Mapping[ReasonKey, str],
) -> Entry:
    sheet = _sheet_of(finding, sheets, names)
    cell = finding.cell if _CELL.fullmatch(finding.cell) else ""
    quoted = (sheet or "").replace("'", "''")
    told = {part: finding.part(part, language) for part in ("what", "why", "do")}
    shown = sheet or finding.sheet
    return Entry(
        number=number,
        severity=finding.severity,
        cells={
            "sheet": shown,
            "cell": cell,
            "field": finding.field,
            "value": finding.raw_value,
            "code": finding.code,
            **told,
        },
        location=f"'{quoted}'!{cell or 'A1'}" if sheet else "",
        reason=reasons.get((finding.code, shown, cell), ""),
    )


def _sheet_of(
    finding: Finding, sheets: Mapping[str, str], names: Mapping[str, str] | None
) -> str | None:
    """Return the workbook's sheet that a finding is about, None when it has none."""
    name = (names or {}).get(finding.sheet, finding.sheet)
    if name in sheets:
        return name
    return next((each for each in sheets if plain_text(each) == plain_text(name)), None)


def _marks(
    findings: Sequence[Finding],
    language: Language,
    sheets: Mapping[str, str],
    names: Mapping[str, str] | None,
) -> dict[str, list[Mark]]:
    """Return by sheet one mark for each cell, whatever was found there."""
    words = Words(language)
    together: dict[tuple[str, str], list[Finding]] = {}
    for finding in findings:
        sheet = _sheet_of(finding, sheets, names)
        if sheet and _CELL.fullmatch(finding.cell):
            together.setdefault((sheet, finding.cell), []).append(finding)
    marks: dict[str, list[Mark]] = {}
    for (sheet, cell), there in together.items():
        gravest = there[0].severity  # they come gravest first
        heading = words(f"returned.{gravest}")
        text = "\n\n".join(_comment(finding, language) for finding in there)
        marks.setdefault(sheet, []).append(Mark(cell, gravest, heading, text))
    return marks


def _comment(finding: Finding, language: Language) -> str:
    what, why, do = (finding.part(part, language) for part in ("what", "why", "do"))
    return Words(language)("returned.comment", what=what, why=why, do=do)


def _heading(
    file_name: str,
    findings: Sequence[Finding],
    language: Language,
    cover: Mapping[str, Any] | None,
    *,
    is_fresh: bool,
) -> Heading:
    words = Words(language)
    counts = Counter(finding.severity for finding in findings)
    year, quarter = (cover or {}).get("year"), (cover or {}).get("quarter")
    lines = [(words("returned.file"), file_name)]
    if year and quarter:
        period = words("template.quarter", year=year, quarter=quarter)
        lines.append((words("returned.period"), period))
    told = words(
        "returned.counts_told",
        errors=counts["error"],
        warnings=counts["warning"],
        notes=counts["note"],
    )
    lines.append((words("returned.counts"), told))
    lines.append((words("returned.next"), words("returned.next_told")))
    if len(findings) > _MOST:
        lines.append((words("returned.more"), words("returned.more_told", most=f"{_MOST:,}")))
    if is_fresh:
        lines.append((words("returned.fresh"), words("returned.fresh_told")))
    return Heading(
        words("returned.title"),
        lines,
        {name: words(f"returned.column_{name}") for name in COLUMNS},
        {severity: words(f"returned.{severity}") for severity in SEVERITIES},
    )


def _last_part(file_name: str) -> str:
    return PurePath(file_name.replace("\\", "/").replace("\0", "")).name


def _stem(file_name: str) -> str:
    """Return a file's name without its ending, as any system may store it."""
    stem = unicodedata.normalize("NFC", PurePath(_last_part(file_name)).stem)
    kept = "".join(c for c in stem if unicodedata.category(c) not in {"Cc", "Cf", "Cs"})
    ending = f"_{Words('ko')('returned.ending')}"
    harmless = _NOT_IN_NAMES.sub("_", kept).removesuffix(ending).strip(" .")
    return harmless[:_LONGEST_STEM] or Words("ko")("returned.unnamed")


class _Book:
    """The workbook part: which sheets there are, in which order, under which names."""

    def __init__(self, package: Package) -> None:
        """Find the workbook in its package.

        Raises:
            Unpatchable: when there is none, or one of another kind than xlsx and xlsm.
        """
        self.package = package
        main = [each for each in package.relations("") if each.kind == "officeDocument"]
        if not main:
            raise Unpatchable("no workbook")
        self.part = main[0].target
        self._load()
        if (self._elements[0].name, "purl.oclc.org" in str(self._elements[0].attributes)) != (
            "workbook",
            False,
        ):
            raise Unpatchable("another kind of workbook")
        related = package.relations(self.part)
        self.relations = {relation.id: relation for relation in related}
        kinds = {relation.kind: relation.target for relation in related}
        if "styles" not in kinds:
            raise Unpatchable("no styles")
        self.styles = kinds["styles"]
        self.has_macros = "vbaProject" in kinds

    def _load(self) -> None:
        self.xml = self.package.read(self.part)
        self._elements = elements_of(self.xml)
        self.prefix = prefix_of(self.xml, self._elements[0])

    def _edit(self, *edits: Edit) -> None:
        self.package.write(self.part, edited(self.xml, edits))
        self._load()

    def _listed(self) -> list[Element]:
        listed = first(self._elements, "sheets")
        if listed is None:
            raise Unpatchable("no sheets")
        return children(self._elements, listed)

    def sheets(self) -> dict[str, str]:
        """Return the part of each worksheet by the sheet's name, in order."""
        return self._of_kind({"worksheet"})

    def other_sheets(self) -> dict[str, str]:
        """Return the parts of sheets without cells, such as charts, by name."""
        return self._of_kind({"chartsheet", "dialogsheet"})

    def _of_kind(self, kinds: set[str]) -> dict[str, str]:
        found = {}
        for sheet in self._listed():
            relation = self.relations.get(identity(sheet.attributes))
            if relation is not None and relation.kind in kinds:
                found[sheet.attributes["name"]] = relation.target
        return found

    def drop(self, name: str) -> None:
        """Remove a sheet of a name, if there is one, with what only it uses."""
        listed = self._listed()
        for position, sheet in enumerate(listed):
            if sheet.attributes["name"] == name:
                relation = self.relations[identity(sheet.attributes)]
                self._drop_parts(relation.target)
                self.package.unrelate(self.part, relation.id)
                self._edit(
                    Edit(sheet.start, sheet.end, b""), *self._names_moved(position, -1, drop=True)
                )
                return

    def _drop_parts(self, part: str) -> None:
        mine = [each.target for each in self.package.relations(part) if not each.is_external]
        self.package.remove(part)
        needed = {
            relation.target
            for name in self.package.names()
            for relation in self.package.relations(name)
        }
        for target in mine:
            if target not in needed and self.package.has(target):
                self.package.remove(target)

    def _names_moved(self, position: int, by: int, *, drop: bool = False) -> list[Edit]:
        """Return edits that keep names with their sheets when one comes or goes."""
        edits = []
        for name in self._elements:
            sheet = name.attributes.get("localSheetId", "")
            if name.name != "definedName" or not sheet.isdecimal():
                continue
            if drop and int(sheet) == position:
                edits.append(Edit(name.start, name.end, b""))
            elif int(sheet) >= position:
                edits.append(with_attribute(self.xml, name, "localSheetId", str(int(sheet) + by)))
        return edits

    def put_first(self, name: str, sheet: bytes) -> None:
        """Put a sheet before all others and open the workbook at it."""
        part = self.package.free_name("xl/worksheets/sheet{}.xml")
        self.package.write(part, sheet)
        self.package.declare(_SHEET_TYPE, part=part)
        relation = self.package.relate(self.part, "worksheet", part)
        listed = self._listed()
        taken = {int(each.attributes["sheetId"]) for each in listed}
        entry = (
            f'<{self.prefix}sheet xmlns:r="{RELATIONS}" name={attribute_xml(name)} '
            f'sheetId="{max(taken, default=0) + 1}" r:id="{relation}"/>'
        )
        start = listed[0].start if listed else 0
        views = [each for each in self._elements if each.name == "workbookView"]
        shown = [self._opened_at_first(view) for view in views]
        self._edit(Edit(start, start, entry.encode()), *shown, *self._names_moved(0, 1))

    def _opened_at_first(self, view: Element) -> Edit:
        tag = with_attribute(self.xml, view, "activeTab", "0")
        element = Element(view.name, {}, 0, 0, len(tag.content), 0, 0)
        return Edit(
            tag.start, tag.end, with_attribute(tag.content, element, "firstSheet", "0").content
        )

    def name_ranges(self, names: str) -> None:
        """Add names to those that the workbook defines."""
        found = first(self._elements, "definedNames")
        if found is not None:
            self._edit(put_inside(self.xml, found, names.encode()))
            return
        whole = f"<{self.prefix}definedNames>{names}</{self.prefix}definedNames>"
        self._edit(put_in_order(self._elements, _WORKBOOK_ORDER, "definedNames", whole.encode()))


# ── what was no xlsx ──


def _fresh(received: Received) -> tuple[bytes, dict[str, str]]:
    """Return a workbook with the cells as read, and by read name the names of its sheets."""
    stream = io.BytesIO()
    names: dict[str, str] = {}
    with xlsxwriter.Workbook(stream, {"in_memory": True, "strings_to_formulas": False}) as book:
        day = book.add_format({"num_format": "yyyy-mm-dd", "font_name": FONT})
        rate = book.add_format({"num_format": "0.0#%", "font_name": FONT})
        plain = book.add_format({"font_name": FONT, "font_size": FONT_SIZE})
        for sheet in received.sheets:
            if plain_text(sheet.name) == RESULTS:
                continue
            names[sheet.name] = _sheet_name(sheet.name, names.values())
            page = book.add_worksheet(names[sheet.name])
            _write_sheet(page, sheet, plain, day, rate)
        if not names:
            book.add_worksheet()
        book.set_properties({"created": dt.datetime(2026, 1, 1)})
    return stream.getvalue(), names


def _sheet_name(name: str, taken: Any) -> str:
    """Return a name that a sheet may bear and no other has."""
    bare = _NOT_IN_SHEET_NAMES.sub(" ", name).strip(" '")[:_LONGEST_SHEET_NAME] or "표"
    if bare.casefold() in {"history", RESULTS.casefold()}:
        bare += "_"
    used, number, made = {each.casefold() for each in taken}, 2, bare
    while made.casefold() in used:
        ending = f" ({number})"
        made, number = bare[: _LONGEST_SHEET_NAME - len(ending)] + ending, number + 1
    return made


def _write_sheet(page: Any, sheet: Sheet, plain: Any, day: Any, rate: Any) -> None:
    page.set_column(0, 40, 14, plain)
    for top, left, bottom, right in sheet.merged:
        with suppress(XlsxWriterException):  # blocks that overlap: the first stays
            page.merge_range(top - 1, left - 1, bottom - 1, right - 1, "", plain)
    for row, cells in enumerate(sheet.rows):
        for column, raw in enumerate(cells):
            is_rate = (row + 1, column + 1) in sheet.percents
            _write_cell(page, row, column, raw, rate if is_rate else plain, day)
    for row in sheet.hidden_rows:
        page.set_row(row - 1, None, None, {"hidden": True})
    for column in sheet.hidden_columns:
        page.set_column(column - 1, column - 1, 14, plain, {"hidden": True})


def _write_cell(page: Any, row: int, column: int, raw: Any, look: Any, day: Any) -> None:
    """Write a cell as what it was read as."""
    if raw is None or raw == "":
        return
    if isinstance(raw, bool):
        page.write_boolean(row, column, raw, look)
    elif isinstance(raw, int | float) and math.isfinite(raw) and abs(raw) < 1e300:
        page.write_number(row, column, raw, look)
    elif isinstance(raw, dt.date) and dt.date(raw.year, raw.month, raw.day) >= _EARLIEST:
        page.write_datetime(row, column, raw, day)
    else:
        page.write_string(row, column, str(raw)[:_LONGEST_CELL], look)
