"""The template: the form as a workbook, with a province's own projects in it, for one period."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Iterator, Sequence
from typing import Any, Final

import xlsxwriter

from monitor.intake import styles
from monitor.intake.form import COVER, Column, Form
from monitor.intake.template.cell_rules import Rules
from monitor.intake.template.pen import COVER_TITLE_ROWS, PROTECTION, Pen, Style, mark_of
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
from monitor.wording import Refused, date_text

_SPARE_ROWS: Final = 20
# A row for what may come: white; where nothing is known yet, what is required is tinted.
_SPARE: Final = Line(needed=frozenset())
_FIRST: Final = Line()
_WIDTHS: Final = {
    "name": 34, "purpose": 50, "lead_organisation": 26, "indicator": 28, "definition": 44,
    "region": 20, "municipality": 14, "model_type": 20, "stage": 18, "unit_name": 10,
    "project": 15, "year": 8, "quarter": 7, "funding_source": 9, "absence": 12,
}  # fmt: skip
_WIDTH_OF_KIND: Final = {"date": 13, "won": 17, "number": 15}


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


class _Writer(Pen):
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
        self.vocabulary, self.said, self.period = vocabulary, said, period
        self.form = Form(vocabulary)
        self.definitions = {
            (row["table"], row["field"]): row for row in vocabulary.rows("form_columns")
        }
        about = (region.name_ko, period.name)
        super().__init__(book, about, mark_of(self.form, is_made_up=said.is_demonstration))
        last_project = len(said.tables["project"].lines) + _SPARE_ROWS
        self.rules = Rules(vocabulary, said, region, last_project)
        book.set_properties(
            {
                "title": f"{region.name_ko} {period.name}",
                "subject": self.mark,
                "created": dt.datetime(today.year, today.month, today.day),
            }
        )

    def write(self) -> None:
        """Write every sheet."""
        self.guide()
        self.cover()
        for table in self.form.tables:
            self.table(table, self.said.tables[table])
        self.rules.write_lists(self.book)

    # ── sheets ──

    def guide(self) -> None:
        """Write how the form is filled in."""
        sheet = self.add_sheet(self.words("template.guide"), portrait=True)
        sheet.hide_gridlines(2)
        sheet.set_column(0, 0, 16)
        sheet.set_column(1, 1, 92)
        self.titles(sheet, self.words("template.guide_title"), 1)
        for row, (heading, text, fill) in enumerate(self._guide_lines(), start=COVER_TITLE_ROWS):
            sheet.set_row(row, 28)
            look = Style(locked=True, wrap=True)
            head = Style(locked=True, bold=True, wrap=True, fill=fill or styles.REFERENCE)
            self.put(sheet, row, 0, heading, head)
            self.put(sheet, row, 1, text, look)
        sheet.protect("", PROTECTION)
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

    def cover(self) -> None:
        """Write the cover: a label, its value, and what it means, on each row."""

        def cell(column: Column) -> tuple[Cell, Style]:
            value = self._cover_value(column)
            return value, self._look(column, self._fill(column, value, _FIRST))

        sheet, rows = self.cover_sheet(self.form, self.definitions, cell, 24)
        for row, column in rows:
            self.rules.on_rows(sheet, column, row, row, 1)
        sheet.protect("", PROTECTION)

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
        sheet.protect("", PROTECTION | {"sort": free, "delete_rows": free})

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
            head = Style(locked=True, bold=True, fill=fill, ink=ink, align="center", wrap=True)
            self.put(sheet, 0, place, column.label_ko, head)
            self.note(sheet, 0, place, self._heading_note(table, column))
        grey = Style(
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

    def _line(
        self, sheet: Any, row: int, columns: Sequence[Column], line: Line, references: int
    ) -> None:
        for place, column in enumerate(columns):
            value = line.cells.get(column.field)
            self.put(sheet, row, place, value, self._look(column, self._fill(column, value, line)))
            if column.field == "indicator" and line.note:
                self.note(sheet, row, place, line.note)
        padded = (*line.reference, *[None] * references)[:references]
        for place, known in enumerate(padded, start=len(columns)):
            kind = "text" if isinstance(known, str) else "number"
            grey = Style(kind, styles.REFERENCE, locked=True, ink=styles.GREY_INK)
            self.put(sheet, row, place, known, grey)

    @staticmethod
    def _fill(column: Column, value: Cell, line: Line) -> str:
        if column.field in line.idle:
            return styles.IDLE
        needed = column.required if line.needed is None else column.field in line.needed
        return styles.FILL_IN if needed and value is None else ""

    @staticmethod
    def _look(column: Column, fill: str) -> Style:
        long = column.field in {"purpose", "definition", "name", "lead_organisation"}
        return Style(column.kind, fill, wrap=long)
