"""The slides of a figure: headline, figure, sentences, source and code; then its table."""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any, Final

from pptx.util import Emu, Inches

from monitor.briefing.exhibit import Document, Exhibit, Item
from monitor.briefing.native_chart import Box, add_chart
from monitor.briefing.slides.shapes import add_areas
from monitor.briefing.slides.tables import Sheet, add_table, fitted, pages, sheet_of, sheet_of_grid
from monitor.briefing.slides.template import FIGURE, INNER, LEFT, SIDE, TABLE, TITLE
from monitor.briefing.slides.texts import (
    add_text,
    describe,
    one_line,
    sentences_height,
    shortened,
    smaller_by,
    write_sentences,
    write_title,
)
from monitor.charts.native import Areas, Grid, Plot
from monitor.charts.theme import LIGHT
from monitor.wording import Words

_TITLES: Final = (24, 22, 20, 18, 16)
_MOST_SMALLER: Final = 4  # points: what fits only smaller goes to the notes
_GAP: Final = int(Inches(0.3))
_FIGURE_WIDTH: Final = SIDE.left - LEFT - _GAP
_CAPTION: Final = Box(LEFT, int(Inches(1.42)), _FIGURE_WIDTH, int(Inches(0.3)))
_SOURCE_HEIGHT: Final = int(Inches(0.42))
_SOURCE_TOP: Final = int(Inches(6.55))
_FIGURE: Final = Box(
    LEFT, int(Inches(1.78)), _FIGURE_WIDTH, _SOURCE_TOP - int(Inches(1.78)) - int(Inches(0.1))
)
_SMALL_ROWS, _SMALL_COLUMNS = 6, 4  # of a table that may stand beside its figure
_SIDE_TABLE_SIZE: Final = 10
_UNIT_WIDTH: Final = int(Inches(2.2))


def page_title(item: Item) -> str:
    """Return the headline of a figure's slide: its first sentence, or its title."""
    first = next((text for depth, text in item.sentences if depth == 0), item.exhibit.title)
    return one_line(first)


@dataclass(frozen=True)
class Figures:
    """Makes the slides of figures.

    Attributes:
        show: that they are added to.
        document: that they belong to.
        words: of its language.
        pictures: of figures that no other program can draw, by code.
    """

    show: Any
    document: Document
    words: Words
    pictures: Mapping[str, bytes]

    def makers(self, item: Item) -> list[Callable[[], Any]]:
        """Return what makes the slides of an item, the first of them with the figure."""
        sheet = sheet_of(item.exhibit, item.changed_cells) if item.exhibit.columns else None
        if not self._is_drawn(item.exhibit):
            return self._table_makers(item, sheet, page_title(item))
        beside = _small(sheet)
        makers: list[Callable[[], Any]] = [partial(self._figure, item, beside)]
        if sheet and not beside:
            makers += self._table_makers(item, sheet, item.exhibit.title)
        return makers

    def caption(self, item: Item) -> str:
        """Return what stands above a figure: ``〈그림 1〉 …``."""
        kind = "figure_title" if self._is_drawn(item.exhibit) else "table_title"
        return self.words(
            f"document.{kind}", number=item.number, title=one_line(item.exhibit.title)
        )

    def _is_drawn(self, exhibit: Exhibit) -> bool:
        native = exhibit.chart.native if exhibit.chart else None
        return native is not None or exhibit.code in self.pictures

    # ── a figure ─────────────────────────────────────────────────────────────────────────────

    def _figure(self, item: Item, beside: Sheet | None) -> Any:
        exhibit = item.exhibit
        slide = self.show.slides.add_slide(self.show.slide_layouts[FIGURE])
        headline = page_title(item)
        write_title(slide, headline, TITLE, _TITLES)
        room, left_out = self._sentences(slide, item, beside)
        if slide.shapes.title.text_frame.text != headline:
            left_out.insert(0, headline)
        self._caption(slide, self.caption(item), exhibit, _CAPTION)
        drawn = self._draw(slide, exhibit)
        describe(drawn, f"{self.caption(item)} ({exhibit.code})", self._told(exhibit))
        if beside and (small := fitted(beside, room, smallest=_SIDE_TABLE_SIZE - 1)):
            frame = add_table(slide, small, room)
            self._describe_table(frame, item)
        elif beside:
            left_out = [*left_out, *(" · ".join(c.text for c in row) for row in beside.rows)]
        self._foot(slide, item)
        self._notes(slide, item, left_out)
        return slide

    def _sentences(self, slide: Any, item: Item, beside: Sheet | None) -> tuple[Box, list[str]]:
        """Write what follows the headline; return the room below, and what went to the notes."""
        told = [(depth, one_line(text)) for depth, text in item.sentences]
        headline = page_title(item)
        if (0, headline) in told:
            told.remove((0, headline))
        if item.changed:
            told.append((0, self.words("document.changed", since=self.document.since)))
            told += [(1, one_line(text)) for text in item.changed]
        holder = slide.placeholders[1]
        table_height = int(Inches(0.3)) * (len(beside.rows) + 1) if beside else 0
        box = Box(SIDE.left, SIDE.top, SIDE.width, SIDE.height - table_height)
        shown = list(told)
        while (less := smaller_by(shown, box, _MOST_SMALLER)) is None:
            shown = shown[:-1]
        left_out = [text for _, text in told[len(shown) :]]
        if not shown:
            holder._element.getparent().remove(holder._element)
            return SIDE, left_out
        write_sentences(holder, shown, less)
        used = sentences_height(shown, box, less) + int(Inches(0.2))
        return Box(SIDE.left, SIDE.top + used, SIDE.width, SIDE.height - used), left_out

    def _draw(self, slide: Any, exhibit: Exhibit) -> Any:
        native = exhibit.chart.native if exhibit.chart else None
        if isinstance(native, Plot):
            return add_chart(slide, native, _FIGURE, size=11)
        if isinstance(native, Areas):
            return add_areas(slide, native, _FIGURE)
        if isinstance(native, Grid):
            sheet = sheet_of_grid(native)
            if whole := fitted(sheet, _FIGURE):
                return add_table(slide, whole, _FIGURE)
            return add_table(slide, pages(sheet, _FIGURE)[0], _FIGURE)
        return _add_picture(slide, self.pictures[exhibit.code])

    # ── a table ──────────────────────────────────────────────────────────────────────────────

    def _table_makers(self, item: Item, sheet: Sheet | None, title: str) -> list[Callable[[], Any]]:
        if sheet is None:
            return [partial(self._table, item, None, title)]
        parts = pages(sheet, Box(LEFT, _FIGURE.top, INNER, _FIGURE.height))
        makers: list[Callable[[], Any]] = []
        for number, part in enumerate(parts, start=1):
            whole = title
            if len(parts) > 1:
                whole = self.words("document.part", title=title, number=number, count=len(parts))
            makers.append(partial(self._table, item, part, whole))
        return makers

    def _table(self, item: Item, sheet: Sheet | None, title: str) -> Any:
        slide = self.show.slides.add_slide(self.show.slide_layouts[TABLE])
        write_title(slide, one_line(title), TITLE, _TITLES)
        caption = Box(LEFT, _CAPTION.top, INNER, _CAPTION.height)
        named = self.words(
            "document.table_title", number=item.number, title=one_line(item.exhibit.title)
        )
        self._caption(slide, named, item.exhibit, caption)
        if sheet:
            frame = add_table(slide, sheet, Box(LEFT, _FIGURE.top, INNER, _FIGURE.height))
            self._describe_table(frame, item)
        self._foot(slide, item)
        return slide

    def _describe_table(self, frame: Any, item: Item) -> None:
        named = self.words(
            "document.table_title", number=item.number, title=one_line(item.exhibit.title)
        )
        describe(frame, f"{named} ({item.exhibit.code})", self._told(item.exhibit))

    # ── around a figure or table ─────────────────────────────────────────────────────────────

    def _told(self, exhibit: Exhibit) -> str:
        code = self.words("document.code", code=exhibit.code)
        return f"{exhibit.alternative_text} ({code})"

    def _caption(self, slide: Any, text: str, exhibit: Exhibit, box: Box) -> None:
        room = Box(box.left, box.top, box.width - _UNIT_WIDTH, box.height)
        add_text(slide.shapes, shortened(text, room, 13), room, size=13, bold=True, middle=True)
        native = exhibit.chart.native if exhibit.chart else True
        if exhibit.unit and native is not None:  # a picture says its unit itself
            place = Box(box.left + box.width - _UNIT_WIDTH, box.top, _UNIT_WIDTH, box.height)
            unit = one_line(self.words("document.unit", unit=exhibit.unit))
            add_text(
                slide.shapes,
                shortened(unit, place, 11),
                place,
                size=11,
                colour=LIGHT.soft_ink,
                align="right",
                middle=True,
            )

    def _foot(self, slide: Any, item: Item) -> None:
        """Write source, as-of date and code below the figure."""
        exhibit = item.exhibit
        lines = [*map(one_line, exhibit.source)]
        if item.changed_cells:
            lines.insert(0, self.words("document.changed_mark", since=self.document.since))
        code = self.words("document.code", code=exhibit.code)
        text = " · ".join([*lines, code])
        box = Box(LEFT, _SOURCE_TOP, INNER, _SOURCE_HEIGHT)
        add_text(
            slide.shapes,
            text if shortened(text, box, 10) == text else f"{shortened(text, box, 9)}",
            box,
            size=10 if shortened(text, box, 10) == text else 9,
            colour=LIGHT.soft_ink,
            name=self.words("document.source_name"),
        )

    def _notes(self, slide: Any, item: Item, left_out: list[str]) -> None:
        """Keep in the speaker's notes what there was no room for, and what must be known."""
        exhibit = item.exhibit
        lines = [*left_out, *exhibit.notes, *exhibit.definitions]
        if lines:
            slide.notes_slide.notes_text_frame.text = "\n".join(map(one_line, lines))


def _small(sheet: Sheet | None) -> Sheet | None:
    """Return a table that may stand beside its figure."""
    if sheet is None or len(sheet.rows) > _SMALL_ROWS or len(sheet.headings) > _SMALL_COLUMNS:
        return None
    return sheet if fitted(sheet, SIDE, smallest=_SIDE_TABLE_SIZE) else None


def _add_picture(slide: Any, png: bytes) -> Any:
    """Put a picture where the figure stands, as large as it fits, its shape kept."""
    picture = slide.shapes.add_picture(io.BytesIO(png), Emu(_FIGURE.left), Emu(_FIGURE.top))
    scale = min(_FIGURE.width / picture.width, _FIGURE.height / picture.height)
    picture.width, picture.height = int(picture.width * scale), int(picture.height * scale)
    picture.left = _FIGURE.left + (_FIGURE.width - picture.width) // 2
    return picture
