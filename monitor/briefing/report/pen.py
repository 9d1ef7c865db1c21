"""Writes paragraphs, tables and rules into a Hancom document."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any, Final, Literal

from hwpx import HwpxDocument
from hwpx.oxml import HwpxOxmlParagraph, HwpxOxmlTable
from hwpx.oxml.namespaces import HH, HP

from monitor.briefing.report.looks import Styles

# What XML cannot hold, what would break a line, and what turns the direction of reading.
_UNPRINTABLE: Final = re.compile(
    "[\x00-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufff9-\uffff\ud800-\udfff]+"
)
Side = Literal["left", "right", "top", "bottom"]
_SIDES: Final[tuple[Side, ...]] = ("left", "right", "top", "bottom")
# Above and below the text of a cell: 0.6 mm.
CELL_MARGIN: Final = 170
_SIDE_MARGIN: Final = 510
_RULE: Final = "#6d7882"
# No rule of ours is as wide, so the library never takes one of ours for a new one.
_NEVER_DRAWN: Final = "5.0 mm"


def one_line(text: str) -> str:
    """Return a text as one line of printable characters, whatever it was."""
    return " ".join(_UNPRINTABLE.sub(" ", text).split())


class Pen:
    """Writes at the end of one document."""

    def __init__(self, document: HwpxDocument) -> None:
        self.document = document
        self.styles = Styles(document)
        self._header = document.oxml.headers[0]
        self._fills: dict[tuple[str, ...], str] = {}
        self._is_begun = False

    def paragraph(self, style: str, text: str = "") -> HwpxOxmlParagraph:
        """Write a paragraph in a style."""
        look = self.styles[style]
        text = one_line(text)
        if not self._is_begun:
            return self._first(style, text)
        return self.document.add_paragraph(
            text,
            para_pr_id_ref=look.paragraph,
            style_id_ref=look.style,
            char_pr_id_ref=look.character,
            inherit_style=False,
        )

    def _first(self, style: str, text: str) -> HwpxOxmlParagraph:
        """Use the paragraph that holds the settings of the pages: there is always one."""
        self._is_begun = True
        look = self.styles[style]
        first = self.document.paragraphs[0]
        first.para_pr_id_ref = look.paragraph
        first.style_id_ref = look.style
        first.char_pr_id_ref = look.character
        if text:
            first.text = text
        return first

    def table(
        self,
        heights: Sequence[int],
        widths: Sequence[int],
        *,
        flows: bool = False,
        sides: int = _SIDE_MARGIN,
    ) -> HwpxOxmlTable:
        """Write an empty table.

        Args:
            heights: of its rows.
            widths: of its columns.
            flows: whether it goes on over pages, its heading repeated.
            sides: what stands free left and right of a cell's text.
        """
        table = self.paragraph("flow" if flows else "table").add_table(
            len(heights),
            len(widths),
            width=sum(widths),
            height=sum(heights),
            border_fill_id_ref=self.fill(),
        )
        table.element.set("pageBreak", "TABLE")
        table.element.set("repeatHeader", "1")
        table.set_treat_as_char(not flows)
        margin = table.element.find(f"{HP}inMargin")
        for side in _SIDES:
            is_beside = side in {"left", "right"}
            margin.set(side, str(sides if is_beside else CELL_MARGIN))
        for row, height in zip(table.rows, heights, strict=True):
            for cell, width in zip(row.cells, widths, strict=True):
                cell.set_size(width=width, height=height)
        return table

    def write(self, paragraph: HwpxOxmlParagraph, style: str, text: str, letters: str = "") -> None:
        """Write a text into an empty paragraph, such as a cell's."""
        look = self.styles[style]
        paragraph.para_pr_id_ref = look.paragraph
        paragraph.style_id_ref = look.style
        paragraph.char_pr_id_ref = letters or look.character
        paragraph.text = one_line(text)

    def fill(self, colour: str = "", rules: dict[Side, str] | None = None) -> str:
        """Return the id of a cell's background and rules: a width for each side that has one."""
        widths = {side: (rules or {}).get(side, "") for side in _SIDES}
        key = (colour, *widths.values())
        if key not in self._fills:
            self._fills[key] = self._define(colour, widths)
        return self._fills[key]

    def _define(self, colour: str, widths: dict[Side, str]) -> str:
        made = self.document.styles.ensure_border_fill(
            border_color=_RULE,
            border_width=_NEVER_DRAWN,
            fill_color=colour or None,
            active_borders=[side for side, width in widths.items() if width],
        )
        fills = self._header.element.iter(f"{HH}borderFill")
        element = next(each for each in fills if each.get("id") == made)
        for side, width in widths.items():
            rule = element.find(f"{HH}{side}Border")
            if rule is not None:
                rule.set("width", width or "0.1 mm")
        return made


def describe(element: Any, text: str) -> None:
    """Give a figure its alternative text, which programs that read aloud say in its place."""
    comment = element.find(f"{HP}shapeComment")
    if comment is None:
        comment = element.makeelement(f"{HP}shapeComment", {})
        element.append(comment)
    comment.text = one_line(text)
