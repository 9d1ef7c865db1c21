"""The sheets of a template: guide, cover, and a table a sheet with what is known in it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Final

from monitor.intake import styles
from monitor.intake.form import Column, Form
from monitor.intake.template.cell_rules import Rules
from monitor.intake.template.lines import REFERENCE_MARK, Cell, Contents, Line, Table
from monitor.intake.template.pen import COVER_TITLE_ROWS, PROTECTION, Pen, Style, mark_of

Guide = tuple[str, str, str]  # heading, text, fill
SPARE_ROWS: Final = 20
# A row for what may come: white; where nothing is known yet, what is required is tinted.
_SPARE: Final = Line(needed=frozenset())
_FIRST: Final = Line()
_WIDTHS: Final = {
    "name": 34, "purpose": 50, "lead_organisation": 26, "indicator": 28, "definition": 44,
    "region": 20, "municipality": 14, "model_type": 20, "stage": 18, "unit_name": 10,
    "project": 15, "year": 8, "quarter": 7, "funding_source": 9, "absence": 12,
    "organisation": 26, "organisation_kind": 17, "partner_role": 16, "policy": 30, "ministry": 18,
    "content": 36, "product": 28, "local_government": 16, "adaptation": 30, "report": 40,
    "adoption_state": 12, "call": 12, "application": 13, "applicant": 26, "place": 24, "area": 16,
    "summary": 50, "conditions": 50, "agenda": 36, "outcome": 40, "award_kind": 20,
}  # fmt: skip
# Texts that may need several lines.
_LONG: Final = frozenset({
    "purpose", "definition", "name", "lead_organisation", "organisation", "policy", "content",
    "product", "adaptation", "report", "applicant", "summary", "conditions", "agenda", "outcome",
})  # fmt: skip
_WIDTH_OF_KIND: Final = {"date": 13, "won": 17, "number": 15}


class SheetWriter(Pen):
    """Writes the sheets of one template of a form."""

    def __init__(
        self,
        book: Any,
        form: Form,
        said: Contents,
        about: tuple[str, str],
        lists: Mapping[str, Sequence[str]],
        today: dt.date,
    ) -> None:
        """Prepare.

        Args:
            book: the workbook that is written.
            form: the form.
            said: what stands in it.
            about: whose it is, and its period.
            lists: what its drop-downs offer.
            today: the day on which it is made.
        """
        self.form, self.said = form, said
        self.definitions = {
            (row["table"], row["field"]): row for row in form.vocabulary.rows(form.file)
        }
        super().__init__(book, about, mark_of(form, is_made_up=said.is_demonstration))
        last_rows = {table: len(rows.lines) + SPARE_ROWS for table, rows in said.tables.items()}
        self.rules = Rules(form, lists, last_rows)
        book.set_properties(
            {
                "title": " ".join(about),
                "subject": self.mark,
                "created": dt.datetime(today.year, today.month, today.day),
            }
        )

    def write(self, after: Iterable[Guide], fills: Sequence[str]) -> None:
        """Write every sheet.

        Args:
            after: what the guide says below its lines on cells and sheets.
            fills: the kinds of cells that there are, of which the guide tells.
        """
        self.guide((*self._about_cells(fills), *self._about_sheets(), *after))
        self.cover()
        for table in self.form.tables:
            self.table(table, self.said.tables[table])
        self.rules.write_lists(self.book)

    def _about_cells(self, fills: Sequence[str]) -> Iterator[Guide]:
        colours = {"needed": styles.FILL_IN, "given": "#ffffff", "reference": styles.REFERENCE,
                   "idle": styles.IDLE}  # fmt: skip
        for name in fills:
            text = self.words(f"template.cell_{name}_means")
            yield self.words(f"template.cell_{name}"), text, colours[name]

    def _about_sheets(self) -> Iterator[Guide]:
        for table, sheet in dict.fromkeys((c.table, c.sheet) for c in self.form.columns):
            yield sheet, self.words(f"template.step_{table}"), ""

    def guide(self, guide: Iterable[Guide]) -> None:
        """Write how the form is filled in."""
        sheet = self.add_sheet(self.words("template.guide"), portrait=True)
        sheet.hide_gridlines(2)
        sheet.set_column(0, 0, 16)
        sheet.set_column(1, 1, 92)
        self.titles(sheet, self.words("template.guide_title"), 1)
        for row, (heading, text, fill) in enumerate(guide, start=COVER_TITLE_ROWS):
            sheet.set_row(row, 28)
            look = Style(locked=True, wrap=True)
            head = Style(locked=True, bold=True, wrap=True, fill=fill or styles.REFERENCE)
            self.put(sheet, row, 0, heading, head)
            self.put(sheet, row, 1, text, look)
        sheet.protect("", PROTECTION)
        sheet.activate()

    def cover(self) -> None:
        """Write the cover: a label, its value, and what it means, on each row."""

        def cell(column: Column) -> tuple[Cell, Style]:
            value = self.said.cover.get(column.field)
            return value, self._look(column, self._fill(column, value, _FIRST))

        sheet, rows = self.cover_sheet(self.form, self.definitions, cell, 24)
        for row, column in rows:
            self.rules.on_rows(sheet, column, row, row, 1)
        sheet.protect("", PROTECTION)

    def table(self, name: str, table: Table) -> None:
        """Write a sheet: headings, the rows that are known, and rows to spare."""
        columns = self.form.of(name)
        sheet = self.add_sheet(columns[0].sheet, 0)
        last = len(table.lines) + SPARE_ROWS
        self._headings(sheet, name, columns, table.headings)
        spare = [_SPARE if table.lines else _FIRST] * SPARE_ROWS
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
        wide = {self.words("template.project_name"): 30, self.words("template.last_period"): 15}
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
        return Style(column.kind, fill, wrap=column.field in _LONG)
