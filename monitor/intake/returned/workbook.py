"""The returned workbook: the sender's own file with marked cells and a sheet of findings."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import PurePath
from typing import Any, Final

from monitor.intake.findings import Finding
from monitor.intake.reading import read_file
from monitor.intake.received import Received
from monitor.intake.returned.book import Book
from monitor.intake.returned.fresh import fresh_workbook
from monitor.intake.returned.marks import RESULTS, Mark, mark_sheet, unselect
from monitor.intake.returned.package import Package, Unpatchable
from monitor.intake.returned.results import (
    COLUMNS,
    Entry,
    Heading,
    add_styles,
    named_ranges,
    sheet_xml,
)
from monitor.intake.styles import SEVERITIES
from monitor.intake.tabulating.normalising import plain_text
from monitor.wording import LANGUAGES, Language, Words

# What a package raises that is none, or lacks what every workbook has.
_NO_PACKAGE: Final = (Unpatchable, KeyError, ValueError, StopIteration)
ReasonKey = tuple[str, str, str]
# More than anybody mends by hand, and more comments than spreadsheets draw at ease.
_MOST: Final = 3000
_CELL: Final = re.compile(r"[A-Z]{1,3}[1-9][0-9]{0,6}")
_NOT_IN_NAMES: Final = re.compile(r'[<>:"/\\|?*\x00-\x1f\x7f]')
_ASKED: Final = ("code", "sheet", "cell", "value", "reason")
_LONGEST_STEM: Final = 80


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
        fresh, names = fresh_workbook(received)
        return _marked(fresh, *parts, received=received, names=names)


def reasons_in(received: Received) -> dict[ReasonKey, str]:
    """Return the reasons written on the sheet '점검 결과', by code, sheet and cell.

    A finding without a cell is named by what stands in its column '적힌 값', such as the project
    that is missing; and by ``""`` where it is the only one of its code and sheet.
    """
    reasons: dict[ReasonKey, str] = {}
    without_cell: dict[tuple[str, str], list[tuple[str, str]]] = {}
    for code, sheet, cell, value, reason in _listed(received):
        if not cell:
            without_cell.setdefault((code, sheet), []).append((value, reason))
        elif reason:
            reasons[code, sheet, cell] = reason
    for (code, sheet), rows in without_cell.items():
        reasons |= {(code, sheet, value): reason for value, reason in rows if reason}
        if len(rows) == 1 and rows[0][1]:
            reasons[code, sheet, ""] = rows[0][1]
    return reasons


def _listed(received: Received) -> Iterator[tuple[str, ...]]:
    """Yield code, sheet, cell, value and reason of each row of the sheet of findings."""
    sheet = next((each for each in received.sheets if plain_text(each.name) == RESULTS), None)
    columns: dict[str, int] = {}
    for row in sheet.rows if sheet else []:
        cells = [_as_written(cell) for cell in row]
        if headings := _columns_in(cells):
            columns = headings
        elif columns and len(cells) > max(columns.values()):
            yield tuple(cells[columns[name]] for name in _ASKED)


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
    book = Book(package)
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
    book: Book, content: bytes, file_name: str, received: Received | None
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
        reason=reasons.get((finding.code, shown, cell or finding.raw_value), ""),
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
    elif year:
        lines.append((words("returned.period"), words("score_form.of_year", year=year)))
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
