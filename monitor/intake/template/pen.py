"""The pen that writes our templates: styles, sheets, titles and notes in one hand."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from monitor.intake import styles
from monitor.intake.form import COVER, Column, Form
from monitor.intake.template.lines import Cell, labels
from monitor.wording import Words

COVER_TITLE_ROWS: Final = 3
_A4: Final = 9
_NUMBER_FORMATS: Final = {
    "date": "yyyy-mm-dd",
    "won": "#,##0",
    "integer": "0",
    "number": "#,##0.##########",
}
PROTECTION: Final = {
    "format_columns": True,
    "format_rows": True,
    "insert_rows": True,
    "autofilter": True,
    "select_locked_cells": True,
    "select_unlocked_cells": True,
}


@dataclass(frozen=True)
class Style:
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


def mark_of(form: Form, *, is_made_up: bool) -> str:
    """Return what every page carries: the form's version, and that data are made up."""
    mark = Words("ko")("template.version", version=form.version)
    if is_made_up:
        mark += f" · {labels(form.vocabulary, 'data_kinds', 'data_kind')['demonstration']}"
    return mark


class Pen:
    """Writes cells, sheets, titles and notes of one workbook.

    ``about`` and ``mark`` stand on every page: whose form it is; its version, and made-up data.
    """

    def __init__(self, book: Any, about: tuple[str, ...], mark: str) -> None:
        self.book, self.about, self.mark = book, about, mark
        self.words = Words("ko")
        self.formats: dict[Style, Any] = {}

    def style(self, style: Style) -> Any:
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

    def put(self, sheet: Any, row: int, column: int, value: Cell, style: Style) -> None:
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

    def add_sheet(self, title: str, repeated: int | None = None, *, portrait: bool = False) -> Any:
        """Add a sheet that prints well and says on every page which form it is."""
        sheet = self.book.add_worksheet(title)
        sheet.set_paper(_A4)
        if not portrait:
            sheet.set_landscape()
        sheet.fit_to_pages(1, 0)
        sheet.set_margins(left=0.5, right=0.5, top=0.7, bottom=0.7)
        sheet.set_header(f"&L{' '.join(self.about)}&R{self.mark}")
        sheet.set_footer(f"&L{title}&R&P / &N")
        if repeated is not None:
            sheet.repeat_rows(repeated)
            sheet.freeze_panes(repeated + 1, 0)
        return sheet

    def cover_sheet(
        self,
        form: Form,
        definitions: Mapping[tuple[str, str], Mapping[str, str]],
        cell: Callable[[Column], tuple[Cell, Style]],
        row_height: int,
    ) -> tuple[Any, list[tuple[int, Column]]]:
        """Write the cover: a label, its value, and what it means, on each row.

        Args:
            form: whose fields stand on it.
            definitions: the rows of the form's file by table and field.
            cell: gives the value of a field and how it looks.
            row_height: of each field's row, in points.

        Returns:
            The sheet, to be protected once its cells have rules, and the row of each field.
        """
        rows = list(enumerate(form.of(COVER), start=COVER_TITLE_ROWS + 1))
        sheet = self.add_sheet(rows[0][1].sheet, portrait=True)
        sheet.hide_gridlines(2)
        for place, width in enumerate((18, 34, 56)):
            sheet.set_column(place, place, width)
        self.titles(sheet, form.vocabulary.setting("programme_ko"), 2)
        head = Style(locked=True, bold=True, fill=styles.HEADING, ink="#ffffff", align="center")
        for place, name in enumerate(("item", "content", "meaning")):
            self.put(sheet, COVER_TITLE_ROWS, place, self.words(f"template.{name}"), head)
        grey = Style(locked=True, ink=styles.GREY_INK, wrap=True)
        for row, column in rows:
            sheet.set_row(row, row_height)
            self.put(sheet, row, 0, column.label_ko, Style(locked=True, bold=True))
            self.put(sheet, row, 1, *cell(column))
            self.put(sheet, row, 2, definitions[COVER, column.field]["definition_ko"], grey)
        return sheet, rows

    def titles(self, sheet: Any, title: str, last: int) -> None:
        """Write a sheet's title and, below it, province, period and version."""
        plain = Style(locked=True, border=False)
        large = Style(
            locked=True, border=False, bold=True, size=styles.TITLE_SIZE, ink=styles.HEADING
        )
        sheet.set_row(0, 30)
        sheet.merge_range(0, 0, 0, last, title, self.style(large))
        under = " · ".join((*self.about, self.mark))
        sheet.merge_range(1, 0, 1, last, under, self.style(plain))

    def note(self, sheet: Any, row: int, column: int, text: str) -> None:
        """Write a note on a cell, large enough for its text."""
        lines = sum(1 + len(part) // 26 for part in text.split("\n"))
        look = {"x_scale": 2, "height": 24 + 18 * lines, "font_name": styles.FONT, "font_size": 9}
        sheet.write_comment(row, column, text, look | {"author": self.words("template.form")})
