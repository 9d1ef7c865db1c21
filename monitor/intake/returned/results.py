"""The sheet of findings in a returned workbook, and the styles that it and the marks need."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from monitor.intake import styles
from monitor.intake.received import cell_name
from monitor.intake.returned.marks import RESULTS
from monitor.intake.returned.package import (
    MAIN,
    Edit,
    Element,
    Unpatchable,
    attribute_xml,
    children,
    edited,
    elements_of,
    first,
    prefix_of,
    put_in_order,
    put_inside,
    text_xml,
    with_attribute,
)

# The columns of the sheet, their keys in the catalogue and their widths in characters.
COLUMNS: Final = {
    "number": 6, "severity": 8, "sheet": 13, "cell": 8, "field": 18, "value": 20, "what": 40,
    "why": 34, "do": 38, "reason": 34, "code": 24,
}  # fmt: skip
_LAST: Final = cell_name(1, len(COLUMNS))[:-1]
_REASON: Final = list(COLUMNS).index("reason")
_LINK: Final = list(COLUMNS).index("cell")
_STYLES_ORDER: Final = (
    "numFmts fonts fills borders cellStyleXfs cellXfs cellStyles dxfs tableStyles colors extLst"
)
# severity → kind of border and pattern, so that no mark rests on its colour alone
_BORDERS: Final = {"error": "thin", "warning": "dashed", "note": "dotted"}
_PATTERNS: Final = {"error": "lightUp", "warning": "lightHorizontal", "note": "gray0625"}


@dataclass(frozen=True)
class Entry:
    """One row of the sheet; ``location`` is where its cell links to, ``""`` for nowhere."""

    number: int
    severity: str
    cells: Mapping[str, str]
    location: str
    reason: str = ""


@dataclass(frozen=True)
class Heading:
    """What stands above the table: the title, and labels with what they say."""

    title: str
    lines: Sequence[tuple[str, str]]
    columns: Mapping[str, str]
    severities: Mapping[str, str]


# ── styles ──


def _argb(colour: str) -> str:
    return f"FF{colour[1:].upper()}"


def _font(size: float = styles.FONT_SIZE, colour: str = styles.INK, more: str = "") -> str:
    return (
        f'<font>{more}<sz val="{size}"/><color rgb="{_argb(colour)}"/>'
        f'<name val="{styles.FONT}"/></font>'
    )


def _solid(colour: str) -> str:
    return (
        f'<fill><patternFill patternType="solid"><fgColor rgb="{_argb(colour)}"/>'
        '<bgColor indexed="64"/></patternFill></fill>'
    )


def _border(kind: str, colour: str, tag: str = "border") -> str:
    sides = "".join(
        f'<{side} style="{kind}"><color rgb="{_argb(colour)}"/></{side}>'
        for side in ("left", "right", "top", "bottom")
    )
    return f"<{tag}>{sides}</{tag}>"


def _mark_format(severity: str) -> str:
    """Return the differential format of a marked cell: pattern, border and bold face."""
    ink, tint = styles.SEVERITIES[severity]
    return (
        f'<dxf><font><b/><color rgb="{_argb(ink)}"/></font><fill>'
        f'<patternFill patternType="{_PATTERNS[severity]}"><fgColor rgb="{_argb(ink)}"/>'
        f'<bgColor rgb="{_argb(tint)}"/></patternFill></fill>'
        f"{_border(_BORDERS[severity], ink)}</dxf>"
    )


# name → font, fill, border (numbers among ours, None: the workbook's first), and the rest
_FONTS: Final = (
    _font(),
    _font(styles.TITLE_SIZE, styles.HEADING, "<b/>"),
    _font(colour="#ffffff", more="<b/>"),
    _font(colour=styles.HEADING, more="<u/>"),
    *(_font(colour=ink, more="<b/>") for ink, _ in styles.SEVERITIES.values()),
    _font(more="<b/>"),
)
_FILLS: Final = (
    _solid(styles.HEADING),
    _solid(styles.REFERENCE),
    _solid(styles.FILL_IN),
    *(_solid(tint) for _, tint in styles.SEVERITIES.values()),
)
_LINES: Final = (_border("thin", styles.LINE),)
_WRAP: Final = '<alignment vertical="center" wrapText="1"/>'
_CENTRE: Final = '<alignment horizontal="center" vertical="center" wrapText="1"/>'
_OPEN: Final = '<protection locked="0"/>'
_Look = tuple[int, int | None, int | None, str]
_LOOKS: Final[dict[str, _Look]] = {
    "title": (1, None, None, _WRAP),
    "label": (7, 1, 0, _WRAP),
    "told": (0, None, 0, _WRAP),
    "heading": (2, 0, 0, _CENTRE),
    "number": (0, None, 0, _CENTRE),
    "centre": (0, None, 0, _CENTRE),
    "text": (0, None, 0, _WRAP),
    "link": (3, None, 0, _CENTRE),
    "reason": (0, 2, 0, _WRAP + _OPEN),
    "closed": (0, 1, 0, _WRAP),
    **{
        severity: (4 + number, 3 + number, 0, _CENTRE)
        for number, severity in enumerate(styles.SEVERITIES)
    },
}


def add_styles(xml: bytes) -> tuple[bytes, dict[str, int], dict[str, int]]:
    """Return a workbook's styles with ours behind its own.

    Returns:
        The part; by name, the numbers of our cell formats; by severity, of differential formats.

    Raises:
        Unpatchable: when it lacks what every workbook has.
    """
    elements = elements_of(xml)
    prefix = prefix_of(xml, elements[0])
    starts: dict[str, int] = {}
    edits: list[Edit] = []
    for name, added in (("fonts", _FONTS), ("fills", _FILLS), ("borders", _LINES)):
        edits += _append(xml, elements, name, added, starts, prefix)
    formats = [_format(look, starts, is_text=name != "number") for name, look in _LOOKS.items()]
    edits += _append(xml, elements, "cellXfs", formats, starts, prefix)
    marks = [_mark_format(severity) for severity in styles.SEVERITIES]
    edits += _append(xml, elements, "dxfs", marks, starts, prefix)
    looks = {name: starts["cellXfs"] + number for number, name in enumerate(_LOOKS)}
    differences = {name: starts["dxfs"] + number for number, name in enumerate(styles.SEVERITIES)}
    return edited(xml, edits), looks, differences


def _format(look: _Look, starts: Mapping[str, int], *, is_text: bool) -> str:
    font, fill, line, more = look
    fills = 0 if fill is None else starts["fills"] + fill
    lines = 0 if line is None else starts["borders"] + line
    # What is typed into a cell of text stays text: 49 is "@", and a quotation mark stands before.
    kind = 'numFmtId="49" quotePrefix="1"' if is_text else 'numFmtId="0"'
    return (
        f'<xf {kind} fontId="{starts["fonts"] + font}" fillId="{fills}" borderId="{lines}" '
        'xfId="0" applyNumberFormat="1" applyFont="1" applyFill="1" applyBorder="1" '
        f'applyAlignment="1" applyProtection="1">{more}</xf>'
    )


def _append(
    xml: bytes,
    elements: Sequence[Element],
    name: str,
    added: Sequence[str],
    starts: dict[str, int],
    prefix: str,
) -> list[Edit]:
    """Return the edits that put formats behind those there are, and note where ours begin."""
    content = "".join(added)
    if prefix:
        content = content.replace("</", "</\0").replace("<", f"<{prefix}")
        content = content.replace(f"<{prefix}/\0", f"</{prefix}")
    found = first(elements, name)
    if found is None:
        if name != "dxfs":
            raise Unpatchable(f"no {name}")
        starts[name] = 0
        whole = f'<{prefix}dxfs count="{len(added)}">{content}</{prefix}dxfs>'
        return [put_in_order(elements, _STYLES_ORDER, name, whole.encode())]
    starts[name] = len(children(elements, found))
    total = str(starts[name] + len(added))
    if found.inner == found.end:  # an empty element is written anew
        whole = f'<{prefix}{name} count="{total}">{content}</{prefix}{name}>'
        return [Edit(found.start, found.end, whole.encode())]
    return [
        with_attribute(xml, found, "count", total),
        put_inside(xml, found, content.encode()),
    ]


# ── the sheet ──


def sheet_xml(heading: Heading, entries: Sequence[Entry], looks: Mapping[str, int]) -> bytes:
    """Return the sheet: a block that says what to do, then a row a finding."""
    top = first_row(heading)
    rows = [*_block(heading, looks), _row(top - 1, _headings(heading, looks), 28)]
    rows += [
        _row(number, _entry(heading, entry, looks)) for number, entry in enumerate(entries, top)
    ]
    last = max(top - 1 + len(entries), top - 1)
    return "".join(
        [
            f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<worksheet xmlns="{MAIN}">',
            '<sheetPr><tabColor rgb="FFDE3412"/><pageSetUpPr fitToPage="1"/></sheetPr>',
            f'<dimension ref="A1:{_LAST}{last}"/>',
            '<sheetViews><sheetView showGridLines="0" tabSelected="1" workbookViewId="0">',
            f'<pane ySplit="{top - 1}" topLeftCell="A{top}" activePane="bottomLeft" ',
            'state="frozen"/><selection pane="bottomLeft"/></sheetView></sheetViews>',
            '<sheetFormatPr defaultRowHeight="16.5"/>',
            _widths(),
            f"<sheetData>{''.join(rows)}</sheetData>",
            '<sheetProtection sheet="1" objects="1" scenarios="1" formatCells="0" ',
            'formatColumns="0" formatRows="0" autoFilter="0"/>',
            f'<autoFilter ref="A{top - 1}:{_LAST}{last}"/>',
            _merges(heading),
            _links(entries, top),
            '<printOptions horizontalCentered="1"/>',
            '<pageMargins left="0.4" right="0.4" top="0.5" bottom="0.6" header="0.3" ',
            'footer="0.3"/>',
            '<pageSetup paperSize="9" orientation="landscape" fitToHeight="0"/>',
            f"<headerFooter><oddFooter>&amp;L{RESULTS}&amp;R&amp;P / &amp;N</oddFooter>",
            "</headerFooter></worksheet>",
        ]
    ).encode()


def first_row(heading: Heading) -> int:
    """Return the row of the first finding: title, block, a blank row, headings come before."""
    return len(heading.lines) + 4


def named_ranges(heading: Heading, entries: Sequence[Entry], prefix: str) -> str:
    """Return the names that a workbook gives to the sheet's filter and repeated headings."""
    top = first_row(heading)
    last = max(top - 1 + len(entries), top - 1)
    return (
        f'<{prefix}definedName name="_xlnm._FilterDatabase" localSheetId="0" hidden="1">'
        f"'{RESULTS}'!$A${top - 1}:${_LAST}${last}</{prefix}definedName>"
        f'<{prefix}definedName name="_xlnm.Print_Titles" localSheetId="0">'
        f"'{RESULTS}'!${top - 1}:${top - 1}</{prefix}definedName>"
    )


def _row(number: int, cells: Sequence[tuple[str, int]], height: float | None = None) -> str:
    tall = f' ht="{height}" customHeight="1"' if height else ""
    return (
        f'<row r="{number}"{tall}>'
        + "".join(_cell(number, column, *cell) for column, cell in enumerate(cells, start=1))
        + "</row>"
    )


def _cell(row: int, column: int, text: str, look: int) -> str:
    place = cell_name(row, column)
    if not text:
        return f'<c r="{place}" s="{look}"/>'
    if text.isascii() and text.isdecimal() and column == 1:
        return f'<c r="{place}" s="{look}"><v>{text}</v></c>'
    return (
        f'<c r="{place}" s="{look}" t="inlineStr"><is><t xml:space="preserve">{text_xml(text)}'
        "</t></is></c>"
    )


def _block(heading: Heading, looks: Mapping[str, int]) -> list[str]:
    rows = [_row(1, [(heading.title, looks["title"])], 30)]
    for number, (label, said) in enumerate(heading.lines, start=2):
        told = [(said, looks["told"]), *[("", looks["told"])] * (len(COLUMNS) - 3)]
        height = 18 * (1 + len(said) // 110)
        rows.append(
            _row(number, [(label, looks["label"]), ("", looks["label"]), *told], max(height, 20))
        )
    return rows


def _merges(heading: Heading) -> str:
    numbers = range(2, len(heading.lines) + 2)
    merged = [
        f"A1:{_LAST}1",
        *(f"A{n}:B{n}" for n in numbers),
        *(f"C{n}:{_LAST}{n}" for n in numbers),
    ]
    inside = "".join(f'<mergeCell ref="{each}"/>' for each in merged)
    return f'<mergeCells count="{len(merged)}">{inside}</mergeCells>'


def _headings(heading: Heading, looks: Mapping[str, int]) -> list[tuple[str, int]]:
    return [(heading.columns[name], looks["heading"]) for name in COLUMNS]


def _entry(heading: Heading, entry: Entry, looks: Mapping[str, int]) -> list[tuple[str, int]]:
    cell = entry.cells.get("cell", "")
    special = {
        "number": (str(entry.number), looks["number"]),
        "severity": (heading.severities[entry.severity], looks[entry.severity]),
        "reason": (
            entry.reason,
            looks["reason"] if entry.severity == "warning" else looks["closed"],
        ),
        "cell": (cell, looks["link" if cell and entry.location else "centre"]),
        "sheet": (
            entry.cells.get("sheet", ""),
            looks["link" if entry.location and not cell else "text"],
        ),
    }
    return [special.get(name, (entry.cells.get(name, ""), looks["text"])) for name in COLUMNS]


def _links(entries: Sequence[Entry], top: int) -> str:
    """Return links to the cells; a finding about a whole sheet links from the sheet's name."""
    links = [
        (cell_name(number, _LINK + 1 if entry.cells.get("cell") else _LINK), entry.location)
        for number, entry in enumerate(entries, start=top)
        if entry.location
    ]
    if not links:
        return ""
    inside = "".join(
        f'<hyperlink ref="{place}" location={attribute_xml(where)} display={attribute_xml(where)}/>'
        for place, where in links
    )
    return f"<hyperlinks>{inside}</hyperlinks>"


def _widths() -> str:
    columns = "".join(
        f'<col min="{number}" max="{number}" width="{width}" customWidth="1"/>'
        for number, width in enumerate(COLUMNS.values(), start=1)
    )
    return f"<cols>{columns}</cols>"
