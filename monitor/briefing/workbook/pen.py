"""The pen that writes workbooks of numbers: formats, typed cells, sheets and their names."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from typing import Any, Final

import pandas as pd

from monitor.briefing.exhibit import Exhibit
from monitor.briefing.label_format import briefing_format
from monitor.briefing.plain_text import plain
from monitor.intake.styles import FONT, FONT_SIZE, GREY_INK, INK, LINE, TITLE_SIZE
from monitor.wording import Language, Words

HEAD_FILL: Final = "#e3edfe"
CHANGED_FILL: Final = "#fff3c4"
_RULE: Final = 1
_THICK_RULE: Final = 2
_A4: Final = 9
_LONGEST_NAME: Final = 31
_LONGEST_TEXT: Final = 32_767
_NOT_IN_A_NAME: Final = re.compile(r"[\[\]:*?/\\\x00-\x1f]")
_DAYS: Final[dict[Language, str]] = {"ko": 'yyyy". "m". "d"."', "en": "d mmmm yyyy"}
_LOOKS: Final[dict[str, dict[str, Any]]] = {
    "title": {"bold": True, "font_size": TITLE_SIZE},
    "unit": {"align": "right"},
    "mark": {"bold": True, "font_color": "#9e6a00"},
    "foot": {"font_color": GREY_INK, "font_size": FONT_SIZE - 1},
    "head": {
        "bold": True,
        "align": "center",
        "bg_color": HEAD_FILL,
        "text_wrap": True,
        "top": _THICK_RULE,
        "bottom": _RULE,
    },
    "label": {"bold": True, "valign": "top", "bottom": _RULE, "bottom_color": LINE},
    "told": {"text_wrap": True, "valign": "top", "bottom": _RULE, "bottom_color": LINE},
    "line": {"num_format": "@", "bottom": _RULE, "bottom_color": LINE},
    "section": {"bold": True, "bg_color": "#f4f5f6", "bottom": _RULE, "bottom_color": LINE},
    "link": {"font_color": "#0b50d0", "underline": 1, "bottom": _RULE, "bottom_color": LINE},
}


class Pen:
    """Writes the cells and sheets of one workbook."""

    def __init__(self, book: Any, language: Language) -> None:
        self.book = book
        self.words = Words(language)
        self._formats: dict[tuple[str, bool, bool], Any] = {}
        self._names: set[str] = set()

    def look(self, name: str, *, is_changed: bool = False, is_last: bool = False) -> Any:
        """Return the workbook's format of a look: of ``_LOOKS``, or of a kind of number."""
        key = (name, is_changed, is_last)
        if key not in self._formats:
            look = {"font_name": FONT, "font_size": FONT_SIZE, "font_color": INK}
            look |= {"valign": "vcenter"} | _LOOKS.get(name, {})
            if name not in _LOOKS:
                look |= self._number(name) | {"bottom": _RULE, "bottom_color": LINE}
            if is_changed:
                look |= {"bg_color": CHANGED_FILL, "bold": True, "underline": 1}
            if is_last:
                look |= {"bottom": _THICK_RULE, "bottom_color": INK}
            self._formats[key] = self.book.add_format(look)
        return self._formats[key]

    def _number(self, kind: str) -> dict[str, Any]:
        if kind == "text":
            return {"num_format": "@", "text_wrap": True}
        if kind == "date":
            return {"num_format": _DAYS[self.words.language], "align": "center"}
        if kind == "year":
            return {"num_format": "0", "align": "center"}
        return {"num_format": kind}

    def put(self, sheet: Any, row: int, column: int, value: Any, look: Any) -> None:
        """Write a value as what it is; a text is never a formula, a link or a number."""
        if isinstance(value, str):
            if value:
                sheet.write_string(row, column, plain(value)[:_LONGEST_TEXT], look)
            else:
                sheet.write_blank(row, column, None, look)
        elif isinstance(value, dt.date):  # a day, or a moment of pandas
            day = dt.datetime(value.year, value.month, value.day)
            sheet.write_datetime(row, column, day, look)
        elif pd.isna(value):
            sheet.write_blank(row, column, None, look)
        else:
            sheet.write_number(row, column, value, look)

    def add_sheet(self, title: str, code: str, *, portrait: bool = False) -> Any:
        """Add a sheet that prints well, its code, where it has one, at the foot of every page."""
        sheet = self.book.add_worksheet(self._name(title))
        sheet.hide_gridlines(2)
        sheet.set_paper(_A4)
        if not portrait:
            sheet.set_landscape()
        sheet.fit_to_pages(1, 0)
        sheet.set_margins(left=0.5, right=0.5, top=0.6, bottom=0.7)
        told = f"&L{self.words('document.code', code=code)}" if code else ""
        sheet.set_footer(f"{told}&R&P / &N")
        return sheet

    def top(self, sheet: Any, exhibit: Exhibit, title: str, unit: str, last: int) -> None:
        """Write what stands over a table: title, mark of made-up data, the unit at the right."""
        sheet.set_row(0, 28)
        self.put(sheet, 0, 0, title, self.look("title"))
        if exhibit.is_demonstration:
            self.put(sheet, 1, 0, self.words("common.demonstration"), self.look("mark"))
        if unit:
            told = self.words("take.unit", unit=unit)
            self.put(sheet, 1, max(last, 1), told, self.look("unit"))

    def foot(self, sheet: Any, row: int, exhibit: Exhibit) -> int:
        """Write source with code, and notes; return the row after them."""
        first, *others = exhibit.source or ("",)
        code = self.words("document.code", code=exhibit.code)
        lines = [f"{first} · {code}" if first else code, *others]
        lines += [f"※ {note}" for note in exhibit.notes]
        for number, line in enumerate(lines):
            self.put(sheet, row + number, 0, line, self.look("foot"))
        return row + len(lines)

    def _name(self, title: str) -> str:
        """Return a name that a sheet may have and none has yet."""
        clean = _NOT_IN_A_NAME.sub(" ", plain(title)).strip().strip("'").strip() or "-"
        name, number = clean[:_LONGEST_NAME].strip(), 1
        while name.casefold() in self._names or name.casefold() == "history":
            number += 1
            end = f" ({number})"
            name = clean[: _LONGEST_NAME - len(end)].strip() + end
        self._names.add(name.casefold())
        return name


def letters(text: str) -> int:
    """Return how wide a text is, in digits: Hangul takes two."""
    return sum(2 if unicodedata.east_asian_width(each) in "WFA" else 1 for each in text)


def number_format(decimals: int) -> str:
    """Return the format of numbers with so many decimals, △ before what is negative."""
    return briefing_format("#,##0" + ("." + "0" * decimals if decimals else ""))
