"""The template: the form as a workbook, with a province's own projects in it, for one period."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

import xlsxwriter

from monitor.intake import styles
from monitor.intake.form import COVER, Column, Form
from monitor.intake.template.cell_rules import Rules
from monitor.intake.template.rows import (
    REFERENCE_MARK,
    Cell,
    Contents,
    Line,
    Period,
    Table,
    contents,
    labels,
)
from monitor.store import Ledger
from monitor.vocabulary import Region, Vocabulary
from monitor.wording import Refused, Words, date_text

_SPARE_ROWS: Final = 20
# A row for what may come: white; where nothing is known yet, what is required is tinted.
_SPARE: Final = Line(needed=frozenset())
_FIRST: Final = Line()
_COVER_TITLE_ROWS: Final = 3
_A4: Final = 9
_WIDTHS: Final = {
    "name": 34, "purpose": 50, "lead_organisation": 26, "indicator": 28, "definition": 44,
    "region": 20, "municipality": 14, "model_type": 20, "stage": 18, "unit_name": 10,
    "project": 15, "year": 8, "quarter": 7, "funding_source": 9, "absence": 12,
}  # fmt: skip
_WIDTH_OF_KIND: Final = {"date": 13, "won": 17, "number": 15}
_NUMBER_FORMATS: Final = {
    "date": "yyyy-mm-dd",
    "won": "#,##0",
    "integer": "0",
    "number": "#,##0.##########",
}
_PROTECTION: Final = {
    "format_columns": True,
    "format_rows": True,
    "insert_rows": True,
    "autofilter": True,
    "select_locked_cells": True,
    "select_unlocked_cells": True,
}


def template(
    ledger: Ledger,
    vocabulary: Vocabulary,
    *,
    region: str,
    year: int,
    quarter: int,
    today: dt.date,
) -> bytes:
    """Return the form as xlsx for a province and a period, filled in with what the ledger knows.

    Projects, stages, own indicators and the year's targets stand there as last accepted; money
    and values are left to be filled in, in 원 and in the indicator's unit, with the quarter
    before beside them in locked columns whose headings end in '(참고)'. The day of submission is
    ``today``, or the first day after the period while the period lasts. The same ledger and day
    give the same bytes.

    Args:
        ledger: what has been accepted so far.
        vocabulary: the reference data: labels, units, definitions, the form.
        region: id of the province, which must be in force in the period.
        year: year of the period.
        quarter: quarter of the period, 1 to 4.
        today: the day on which it is made.

    Raises:
        Refused: ``unknown_region``, ``period_out_of_range``, ``region_not_in_force``,
            ``region_not_yet_in_force``.
    """
    period = Period(year, quarter)
    province = _province(vocabulary, region, period)
    said = contents(ledger, vocabulary, province, period, today)
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, {"in_memory": True}) as book:
        _Writer(book, vocabulary, said, province, period, today).write()
    return stream.getvalue()


def _province(vocabulary: Vocabulary, region: str, period: Period) -> Region:
    """Return the province, when it and the period may have a template."""
    limits = {c.field: (c.minimum, c.maximum) for c in Form(vocabulary).of(COVER)}
    for value, (low, high) in ((period.year, limits["year"]), (period.quarter, limits["quarter"])):
        if low is not None and high is not None and not low <= value <= high:
            first, last = (int(limit or 0) for limit in limits["year"])
            raise Refused("period_out_of_range", period=period.name, first=first, last=last)
    if region not in vocabulary.regions:
        known = ", ".join(other.short_ko for other in vocabulary.units_of(17))
        raise Refused("unknown_region", region=region, known=known)
    province = vocabulary.regions[region]
    if province.valid_to is not None and province.valid_to < period.first_day:
        row = next(row for row in vocabulary.rows("regions") if row["region"] == region)
        heir = vocabulary.regions[row["successor"]].name_ko
        raise Refused(
            "region_not_in_force", region=province.name_ko, period=period.name, successor=heir
        )
    if province.valid_from >= period.next_day:
        raise Refused(
            "region_not_yet_in_force",
            region=province.name_ko,
            period=period.name,
            day=date_text(province.valid_from),
        )
    return province


@dataclass(frozen=True)
class _Style:
    """How a cell looks; one format of the workbook for each that is used."""

    kind: str = "text"
    fill: str = ""
    locked: bool = False
    bold: bool = False
    ink: str = styles.INK
    size: int = styles.FONT_SIZE
    border: bool = True
    align: str = ""
    wrap: bool = False


class _Writer:
    """Writes the sheets of one template."""

    def __init__(
        self,
        book: Any,
        vocabulary: Vocabulary,
        said: Contents,
        region: Region,
        period: Period,
        today: dt.date,
    ) -> None:
        self.book, self.vocabulary, self.said = book, vocabulary, said
        self.region, self.period = region, period
        self.form, self.words = Form(vocabulary), Words("ko")
        self.formats: dict[_Style, Any] = {}
        self.definitions = {
            (row["table"], row["field"]): row for row in vocabulary.rows("form_columns")
        }
        self.version = vocabulary.setting("form_version")
        self.mark = self._mark()
        last_project = len(said.tables["project"].lines) + _SPARE_ROWS
        self.rules = Rules(vocabulary, said, region, last_project)
        book.set_properties(
            {
                "title": f"{region.name_ko} {period.name}",
                "subject": self.mark,
                "created": dt.datetime(today.year, today.month, today.day),
            }
        )

    def _mark(self) -> str:
        """Return what every page carries: the form's version, and that data are made up."""
        mark = self.words("template.version", version=self.version)
        if self.said.is_demonstration:
            mark += f" · {labels(self.vocabulary, 'data_kinds', 'data_kind')['demonstration']}"
        return mark

    def write(self) -> None:
        """Write every sheet."""
        self.guide()
        self.cover()
        for table in self.form.tables:
            self.table(table, self.said.tables[table])
        self.rules.write_lists(self.book)

    def style(self, style: _Style) -> Any:
        """Return the workbook's format of a style."""
        if style not in self.formats:
            look: dict[str, Any] = {
                "font_name": styles.FONT,
                "font_size": style.size,
                "font_color": style.ink,
                "valign": "vcenter",
                "num_format": _NUMBER_FORMATS.get(style.kind, "@"),
                "locked": style.locked,
                "bold": style.bold,
                "text_wrap": style.wrap,
            }
            if style.fill:
                look["bg_color"] = style.fill
            if style.border:
                look |= {"border": 1, "border_color": styles.LINE}
            if style.align:
                look["align"] = style.align
            self.formats[style] = self.book.add_format(look)
        return self.formats[style]

    def put(self, sheet: Any, row: int, column: int, value: Cell, style: _Style) -> None:
        """Write a value as what it is; text is never a formula."""
        if value is None:
            sheet.write_blank(row, column, None, self.style(style))
        elif isinstance(value, str):
            sheet.write_string(row, column, value, self.style(style))
        elif isinstance(value, dt.date):
            day = dt.datetime(value.year, value.month, value.day)
            sheet.write_datetime(row, column, day, self.style(style))
        else:
            sheet.write_number(row, column, value, self.style(style))

    # ── sheets ──

    def add_sheet(self, title: str, repeated: int | None = None, *, portrait: bool = False) -> Any:
        """Add a sheet that prints well and says on every page which form it is."""
        sheet = self.book.add_worksheet(title)
        sheet.set_paper(_A4)
        if not portrait:
            sheet.set_landscape()
        sheet.fit_to_pages(1, 0)
        sheet.set_margins(left=0.5, right=0.5, top=0.7, bottom=0.7)
        sheet.set_header(f"&L{self.region.name_ko} {self.period.name}&R{self.mark}")
        sheet.set_footer(f"&L{title}&R&P / &N")
        if repeated is not None:
            sheet.repeat_rows(repeated)
            sheet.freeze_panes(repeated + 1, 0)
        return sheet

    def guide(self) -> None:
        """Write how the form is filled in."""
        sheet = self.add_sheet(self.words("template.guide"), portrait=True)
        sheet.hide_gridlines(2)
        sheet.set_column(0, 0, 16)
        sheet.set_column(1, 1, 92)
        self._titles(sheet, self.words("template.guide_title"), 1)
        for row, (heading, text, fill) in enumerate(self._guide_lines(), start=_COVER_TITLE_ROWS):
            sheet.set_row(row, 28)
            look = _Style(locked=True, wrap=True)
            head = _Style(locked=True, bold=True, wrap=True, fill=fill or styles.REFERENCE)
            self.put(sheet, row, 0, heading, head)
            self.put(sheet, row, 1, text, look)
        sheet.protect("", _PROTECTION)
        sheet.activate()

    def _guide_lines(self) -> Iterator[tuple[str, str, str]]:
        """Yield heading, text and fill of each line of the guide."""
        words, days = self.words, int(self.vocabulary.setting("reporting_deadline_days"))
        deadline = self.period.next_day - dt.timedelta(days=1) + dt.timedelta(days=days)
        fills = {"needed": styles.FILL_IN, "given": "#ffffff", "reference": styles.REFERENCE,
                 "idle": styles.IDLE}  # fmt: skip
        for name, fill in fills.items():
            yield words(f"template.cell_{name}"), words(f"template.cell_{name}_means"), fill
        for column in dict.fromkeys((c.table, c.sheet) for c in self.form.columns):
            yield column[1], words(f"template.step_{column[0]}"), ""
        for absence, label in labels(self.vocabulary, "absences", "absence").items():
            yield label, words(f"template.absence_{absence}"), ""
        yield words("template.numbers"), words("template.numbers_means"), ""
        yield words("template.sending"), words("template.sending_means"), ""
        yield words("template.deadline"), date_text(deadline), styles.FILL_IN

    def _titles(self, sheet: Any, title: str, last: int) -> None:
        """Write a sheet's title and, below it, province, period and version."""
        plain = _Style(locked=True, border=False)
        large = _Style(
            locked=True, border=False, bold=True, size=styles.TITLE_SIZE, ink=styles.HEADING
        )
        sheet.set_row(0, 30)
        sheet.merge_range(0, 0, 0, last, title, self.style(large))
        under = f"{self.region.name_ko} · {self.period.name} · {self.mark}"
        sheet.merge_range(1, 0, 1, last, under, self.style(plain))

    def cover(self) -> None:
        """Write the cover: a label, its value, and what it means, on each row."""
        columns = self.form.of(COVER)
        sheet = self.add_sheet(columns[0].sheet, portrait=True)
        sheet.hide_gridlines(2)
        sheet.set_column(0, 0, 18)
        sheet.set_column(1, 1, 34)
        sheet.set_column(2, 2, 50)
        self._titles(sheet, self.vocabulary.setting("programme_ko"), 2)
        head = _Style(locked=True, bold=True, fill=styles.HEADING, ink="#ffffff", align="center")
        for place, name in enumerate(("item", "content", "meaning")):
            self.put(sheet, _COVER_TITLE_ROWS, place, self.words(f"template.{name}"), head)
        for row, column in enumerate(columns, start=_COVER_TITLE_ROWS + 1):
            value = self._cover_value(column)
            known = self.definitions[COVER, column.field]["definition_ko"]
            sheet.set_row(row, 24)
            self.put(sheet, row, 0, column.label_ko, _Style(locked=True, bold=True))
            look = self._look(column, self._fill(column, value, _FIRST))
            self.put(sheet, row, 1, value, look)
            self.put(sheet, row, 2, known, _Style(locked=True, ink=styles.GREY_INK, wrap=True))
            self.rules.on_rows(sheet, column, row, row, 1)
        sheet.protect("", _PROTECTION)

    def _cover_value(self, column: Column) -> Cell:
        if column.field == "submission_kind":
            return labels(self.vocabulary, "submission_kinds", column.field)["regular"]
        return self.said.cover.get(column.field)

    def table(self, name: str, table: Table) -> None:
        """Write a sheet: headings, the rows that are known, and rows to spare."""
        columns = self.form.of(name)
        sheet = self.add_sheet(columns[0].sheet, 0)
        last = len(table.lines) + _SPARE_ROWS
        self._headings(sheet, name, columns, table.headings)
        spare = [_SPARE if table.lines else _FIRST] * _SPARE_ROWS
        for row, line in enumerate((*table.lines, *spare), start=1):
            self._line(sheet, row, columns, line, len(table.headings))
        for place, column in enumerate(columns):
            if column.field == "value" and table.lines:
                self.rules.on_values(sheet, column, table.lines, last, place)
            else:
                self.rules.on_rows(sheet, column, 1, last, place)
        sheet.autofilter(0, 0, last, len(columns) + len(table.headings) - 1)
        sheet.freeze_panes(1, sum(column.is_key and column.kind != "integer" for column in columns))
        # Rows beside reference columns may not be sorted: half of them would stay behind.
        free = not table.headings
        sheet.protect("", _PROTECTION | {"sort": free, "delete_rows": free})

    def _headings(
        self, sheet: Any, table: str, columns: Sequence[Column], reference: Sequence[str]
    ) -> None:
        sheet.set_row(0, 32)
        for place, column in enumerate(columns):
            width = _WIDTHS.get(column.field, _WIDTH_OF_KIND.get(column.kind, 12))
            sheet.set_column(place, place, width)
            fill, ink = (
                (styles.HEADING, "#ffffff")
                if column.required
                else (styles.HEADING_OPTIONAL, styles.INK)
            )
            head = _Style(locked=True, bold=True, fill=fill, ink=ink, align="center", wrap=True)
            self.put(sheet, 0, place, column.label_ko, head)
            self._note(sheet, 0, place, self._heading_note(table, column))
        grey = _Style(
            locked=True, fill=styles.REFERENCE, ink=styles.GREY_INK, align="center", wrap=True
        )
        for place, heading in enumerate(reference, start=len(columns)):
            sheet.set_column(place, place, self._reference_width(heading))
            self.put(sheet, 0, place, heading, grey)

    def _reference_width(self, heading: str) -> int:
        narrow = {self.words("template.unit"): 9, self.words("template.cells_to_fill"): 34}
        wide = {self.words("template.project_name"): 30}
        return (narrow | wide).get(heading.removesuffix(f" {REFERENCE_MARK}"), 24)

    def _heading_note(self, table: str, column: Column) -> str:
        definition = self.definitions[table, column.field]["definition_ko"]
        need = self.words("template.required" if column.required else "template.optional")
        return f"{column.label_ko} ({need})\n{definition}"

    def _note(self, sheet: Any, row: int, column: int, text: str) -> None:
        lines = sum(1 + len(part) // 26 for part in text.split("\n"))
        look = {"x_scale": 2, "height": 24 + 18 * lines, "font_name": styles.FONT, "font_size": 9}
        sheet.write_comment(row, column, text, look | {"author": self.words("template.form")})

    def _line(
        self, sheet: Any, row: int, columns: Sequence[Column], line: Line, references: int
    ) -> None:
        for place, column in enumerate(columns):
            value = line.cells.get(column.field)
            self.put(sheet, row, place, value, self._look(column, self._fill(column, value, line)))
            if column.field == "indicator" and line.note:
                self._note(sheet, row, place, line.note)
        padded = (*line.reference, *[None] * references)[:references]
        for place, known in enumerate(padded, start=len(columns)):
            kind = "text" if isinstance(known, str) else "number"
            grey = _Style(kind, styles.REFERENCE, locked=True, ink=styles.GREY_INK)
            self.put(sheet, row, place, known, grey)

    @staticmethod
    def _fill(column: Column, value: Cell, line: Line) -> str:
        if column.field in line.idle:
            return styles.IDLE
        needed = column.required if line.needed is None else column.field in line.needed
        return styles.FILL_IN if needed and value is None else ""

    @staticmethod
    def _look(column: Column, fill: str) -> _Style:
        long = column.field in {"purpose", "definition", "name", "lead_organisation"}
        return _Style(column.kind, fill, wrap=long)
