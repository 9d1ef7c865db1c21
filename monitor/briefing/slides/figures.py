"""The slides of a figure: title, what it says, figure and table; a long table on the next."""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any, Final

from pptx.util import Emu, Inches

from monitor.briefing.exhibit import Exhibit, Item
from monitor.briefing.matrix import adds_to_matrix, corner_of
from monitor.briefing.native_chart import Box, add_chart
from monitor.briefing.slides.around import CAPTION_ROOM, SOURCE, Around
from monitor.briefing.slides.arranging import Arranged, arranged, width_of
from monitor.briefing.slides.head import Head, head_of, write_head
from monitor.briefing.slides.shapes import add_areas
from monitor.briefing.slides.tables import (
    Sheet,
    add_table,
    first_page,
    fitted,
    sheet_of,
    sheet_of_grid,
)
from monitor.briefing.slides.template import FIGURE, INNER, LEFT
from monitor.briefing.slides.texts import LINE, one_line, points
from monitor.charts.lettering import text_width
from monitor.charts.native import Areas, Grid, Native, Plot
from monitor.wording import Words

Sentences = list[tuple[int, str]]
Maker = Callable[[], Any]

_NARROWEST: Final = int(Inches(6))  # that a caption with its unit takes
_SMALLEST: Final = 9  # points: of a table on a slide of its own
_ALL_ROWS: Final = 20  # that are rather made smaller than left out
_LOW_DOTS: Final = int(Inches(2.55))  # that marks do
_LOW_LINES: Final = int(Inches(3))  # that lines need to be told apart
_MANY_NAMES: Final = 20  # categories; fewer always find their room
_A_BAR: Final = int(Inches(0.18))  # high, with its name


def wants_picture(exhibit: Exhibit) -> bool:
    """Say whether slides can show a figure only as a picture."""
    return exhibit.chart is not None and exhibit.chart.native is None


@dataclass(frozen=True)
class Figures:
    """Makes the slides of figures.

    Attributes:
        show: that they are added to.
        words: of its language.
        around: writes captions and sources.
        pictures: of figures that no other program can draw, by code.
    """

    show: Any
    words: Words
    around: Around
    pictures: Mapping[str, bytes]

    def makers(self, item: Item) -> list[Maker]:
        """Return what makes the slides of an item: one, and one more for a table that needs it."""
        exhibit = item.exhibit
        sheet = sheet_of(exhibit, item.changed_cells) if exhibit.columns else None
        head = head_of(title_of(item), self._sentences(item), self._changes(item))
        if not self.is_drawn(exhibit):
            return [partial(self._table, item, sheet, head)] if sheet else []
        native, told = _native(exhibit), self._sentences(item)
        rest = told[1:] if self._ratio(exhibit) and sheet else []
        below = head_of(head.title, rest)
        alone = [partial(self._table, item, sheet, below)] if sheet else []
        if isinstance(native, Grid):
            further = alone if sheet and _adds(sheet, exhibit) else []
            matrix = sheet_of_grid(native, corner_of(exhibit, native))
            return [partial(self._table, item, matrix, head), *further]
        pair = sheet and arranged(sheet, _area(head), self._ratio(exhibit), _lowest(native))
        if not pair:
            if rest:  # what keeps its shape needs the height: the table says the rest
                head = head_of(head.title, told[:1], self._changes(item))
            return [partial(self._figure, item, head, _area(head)), *alone]
        return [partial(self._pair, item, head, pair)]

    def is_drawn(self, exhibit: Exhibit) -> bool:
        """Say whether there is a figure to show, or a table alone."""
        if exhibit.chart is None or (exhibit.columns and _is_crowded(exhibit.chart.native)):
            return False
        return exhibit.chart.native is not None or exhibit.code in self.pictures

    def _sentences(self, item: Item) -> Sentences:
        """Return what is told below the title, which it does not say again."""
        told = [(depth, one_line(text)) for depth, text in item.sentences]
        title = title_of(item)
        return [(depth, text[:1].upper() + text[1:]) for depth, text in told if text != title]

    def _changes(self, item: Item) -> Sentences:
        if not item.changed:
            return []
        since = self.words("document.changed", since=self.around.document.since)
        return [(0, since), *((1, one_line(text)) for text in item.changed)]

    def _ratio(self, exhibit: Exhibit) -> float | None:
        """Return the shape of a figure that keeps it; none for a chart."""
        native = _native(exhibit)
        if isinstance(native, Areas):
            return native.width / native.height
        if native is None:
            across, down = _size(self.pictures[exhibit.code])
            return across / down
        return None

    # ── slides ───────────────────────────────────────────────────────────────────────────────

    def _opened(self, item: Item, head: Head) -> Any:
        slide = self.show.slides.add_slide(self.show.slide_layouts[FIGURE])
        write_head(slide, head)
        left_out = list(head.left_out)
        if slide.shapes.title.text_frame.text != head.title:
            left_out.insert(0, head.title)
        self.around.note(slide, item.exhibit, left_out)
        return slide

    def _figure(self, item: Item, head: Head, box: Box) -> Any:
        slide = self._opened(item, head)
        is_picture = wants_picture(item.exhibit)
        self.around.caption_over(slide, item, "figure", box, with_unit=not is_picture)
        drawn = self._draw(slide, item.exhibit, box)
        self.around.name(drawn, item, "figure")
        self.around.foot(slide, item)
        return slide

    def _pair(self, item: Item, head: Head, pair: Arranged) -> Any:
        slide = self._figure(item, head, pair.figure)
        has_unit = _wants_unit(pair.sheet, item.exhibit.unit)
        self.around.caption_over(slide, item, "table", pair.table, with_unit=has_unit)
        self.around.name(add_table(slide, pair.sheet, pair.table), item, "table")
        return slide

    def _table(self, item: Item, sheet: Sheet, head: Head) -> Any:
        """Show a table or a matrix, as much of it as there is room for."""
        slide, area = self._opened(item, head), _area(head)
        smallest = _SMALLEST - (len(sheet.rows) <= _ALL_ROWS)
        shown = fitted(sheet, area, smallest=smallest) or first_page(sheet, area)
        more = ""
        if len(shown.headings) < len(sheet.headings):
            more = self.words("document.rest_of_columns")
        elif len(shown.rows) < len(sheet.rows):
            more = self.words("document.rest_of_table")
        place = Box(area.left, area.top, max(width_of(shown), _NARROWEST), area.height)
        has_unit = _wants_unit(sheet, item.exhibit.unit)
        self.around.caption_over(slide, item, "table", place, with_unit=has_unit)
        self.around.name(add_table(slide, shown, area), item, "table")
        self.around.foot(slide, item, more=more)
        return slide

    def _draw(self, slide: Any, exhibit: Exhibit, box: Box) -> Any:
        native = _native(exhibit)
        if isinstance(native, Plot):
            return add_chart(slide, native, box, size=11)
        if isinstance(native, Areas):
            return add_areas(slide, native, box)
        return _add_picture(slide, self.pictures[exhibit.code], box)


def title_of(item: Item) -> str:
    """Return the title of a figure as its slide has it."""
    return one_line(item.exhibit.title)


def _native(exhibit: Exhibit) -> Native | None:
    return exhibit.chart.native if exhibit.chart else None


def _wants_unit(sheet: Sheet, unit: str) -> bool:
    """Say whether no heading of a table names the figure's unit, so that it is said above."""
    return not any(f"({unit})" in heading for heading in sheet.headings)


def _area(head: Head) -> Box:
    """Return where figures and tables stand below a head and their caption."""
    top = head.bottom + CAPTION_ROOM
    return Box(LEFT, top, INNER, SOURCE.top - top - int(Inches(0.08)))


def _lowest(native: Native | None) -> int:
    """Return how high a chart must be for its bars and lines to be told apart."""
    if not isinstance(native, Plot):
        return 0
    if native.kind == "bar":
        each = 1 if native.stacked else len(native.series)
        return _A_BAR * each * len(native.categories)
    if native.kind == "column":
        return 0
    has_lines = any(each.mark == "line" and each.name for each in native.series)
    return _LOW_LINES if has_lines else _LOW_DOTS


def _is_crowded(native: Native | None) -> bool:
    """Say whether a chart has more names than a slide shows in letters that are still read."""
    if not isinstance(native, Plot) or native.kind == "scatter":
        return False
    count, area = len(native.categories), _area(head_of("", []))
    if count <= _MANY_NAMES:
        return False
    if native.kind == "bar":
        return count * _SMALLEST * LINE > points(area.height)
    return count * max(map(_on_two_lines, native.categories)) > points(area.width)


def _on_two_lines(name: str) -> float:
    """Return how wide a name is at least, in points, that is broken once."""
    longest = max((text_width(word, _SMALLEST) for word in name.split()), default=0.0)
    return max(longest, text_width(name, _SMALLEST) / 2)


def _adds(sheet: Sheet, exhibit: Exhibit) -> bool:
    """Say whether a table says more than its matrix, and can say all of it on one slide."""
    area = _area(head_of("", []))
    return adds_to_matrix(exhibit) and fitted(sheet, area, smallest=_SMALLEST) is not None


def _size(png: bytes) -> tuple[int, int]:
    return int.from_bytes(png[16:20], "big"), int.from_bytes(png[20:24], "big")


def _add_picture(slide: Any, png: bytes, box: Box) -> Any:
    """Put a picture where the figure stands, as large as it fits, its shape kept."""
    picture = slide.shapes.add_picture(io.BytesIO(png), Emu(box.left), Emu(box.top))
    scale = min(box.width / picture.width, box.height / picture.height)
    picture.width, picture.height = int(picture.width * scale), int(picture.height * scale)
    picture.left = box.left + (box.width - picture.width) // 2
    return picture
