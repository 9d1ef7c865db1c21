"""The slides of a figure: headline, figure and sentences on the first, then its table."""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any, Final

from pptx.util import Emu, Inches, Pt

from monitor.briefing.exhibit import Exhibit, Item
from monitor.briefing.native_chart import Box, add_chart
from monitor.briefing.slides.around import CAPTION_HEIGHT, CAPTION_TOP, SOURCE, Around
from monitor.briefing.slides.shapes import add_areas
from monitor.briefing.slides.tables import Sheet, add_table, fitted, pages, sheet_of, sheet_of_grid
from monitor.briefing.slides.template import FIGURE, INNER, LEFT, SIDE, TABLE, TITLE
from monitor.briefing.slides.texts import (
    one_line,
    sentences_height,
    smaller_by,
    write_sentences,
    write_title,
)
from monitor.charts.native import Areas, Grid, Native, Plot
from monitor.wording import Words, number_text

Sentences = list[tuple[int, str]]
Maker = Callable[[], Any]

_TITLES: Final = (24, 22, 20, 18, 16)
_MOST_SMALLER: Final = 4  # points: what fits only smaller goes to the notes
_TOP: Final = CAPTION_TOP + CAPTION_HEIGHT + int(Inches(0.06))
_WHOLE: Final = Box(LEFT, _TOP, INNER, SOURCE.top - _TOP - int(Inches(0.1)))
_BESIDE: Final = Box(LEFT, _TOP, SIDE.left - LEFT - int(Inches(0.3)), _WHOLE.height)
_SMALL_ROWS, _SMALL_COLUMNS = 6, 4  # of a table that may stand beside its figure
_SMALL_SIZE: Final = 10
_NARROWEST: Final = int(Inches(6))  # that a caption with its unit takes
_MOST_PARTS: Final = 3  # slides that a table goes on over
_ROW: Final = int(Inches(0.3))


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
        """Return what makes the slides of an item, the first of them with the figure."""
        exhibit = item.exhibit
        sheet = sheet_of(exhibit, item.changed_cells) if exhibit.columns else None
        if not self.is_drawn(exhibit):
            return self._tables(item, sheet, self.headline(item)) if sheet else []
        if (grid := _native(exhibit)) and isinstance(grid, Grid):
            return [
                *self._grid(item, sheet_of_grid(grid)),
                *(self._tables(item, sheet, exhibit.title) if sheet else []),
            ]
        beside = _small(sheet)
        following = self._tables(item, sheet, exhibit.title) if sheet and not beside else []
        return [partial(self._figure, item, beside), *following]

    def headline(self, item: Item) -> str:
        """Return the first sentence that says more than title or length; else the title."""
        exhibit = item.exhibit
        rows = self.words("telling.rows", count=number_text(len(exhibit.typed)))
        title = one_line(exhibit.title)
        return next((text for _, text in _told(item) if text not in {title, rows}), title)

    def is_drawn(self, exhibit: Exhibit) -> bool:
        """Say whether there is a figure to show, or a table alone."""
        return _native(exhibit) is not None or exhibit.code in self.pictures

    # ── a figure ─────────────────────────────────────────────────────────────────────────────

    def _figure(self, item: Item, beside: Sheet | None) -> Any:
        exhibit = item.exhibit
        slide, box, room, left_out = self._opened(item, beside)
        caption = self.around.caption(item, "figure")
        self.around.write(slide, item, caption, box.width, is_picture=wants_picture(exhibit))
        self.around.name(self._draw(slide, exhibit, box), item, caption)
        if beside and (small := fitted(beside, room, smallest=_SMALL_SIZE - 1)):
            table = add_table(slide, small, room)
            self.around.name(table, item, self.around.caption(item, "table"))
        elif beside:
            left_out += [" · ".join(cell.text for cell in row) for row in beside.rows]
        self.around.note(slide, exhibit, left_out)
        return slide

    def _opened(self, item: Item, beside: Sheet | None) -> tuple[Any, Box, Box, list[str]]:
        """Begin a slide with headline and sentences.

        Returns:
            The slide, where its figure stands, what room is left below the sentences, and which
            texts there was no room for.
        """
        slide = self.show.slides.add_slide(self.show.slide_layouts[FIGURE])
        headline = self.headline(item)
        write_title(slide, headline, TITLE, _TITLES)
        is_cut = slide.shapes.title.text_frame.text != headline
        left_out = [headline] if is_cut else []
        told = self._sentences(item)
        holder = slide.placeholders[1]
        if not told and not beside:
            holder._element.getparent().remove(holder._element)
            return slide, _WHOLE, SIDE, left_out
        table_height = _ROW * (len(beside.rows) + 1) if beside else 0
        box = Box(SIDE.left, SIDE.top, SIDE.width, SIDE.height - table_height)
        shown = list(told)
        while (less := smaller_by(shown, box, _MOST_SMALLER)) is None:
            shown = shown[:-1]
        left_out += [text for _, text in told[len(shown) :]]
        if not shown:
            holder._element.getparent().remove(holder._element)
            return slide, _BESIDE, SIDE, left_out
        write_sentences(holder, shown, less)
        used = sentences_height(shown, box, less) + int(Inches(0.2))
        holder.left, holder.top, holder.width, holder.height = SIDE.left, SIDE.top, SIDE.width, used
        room = Box(SIDE.left, SIDE.top + used, SIDE.width, SIDE.height - used)
        return slide, _BESIDE, room, left_out

    def _sentences(self, item: Item) -> Sentences:
        """Return what is told beside the figure, after headline and caption."""
        said = {self.headline(item), one_line(item.exhibit.title)}
        told = [(depth, text) for depth, text in _told(item) if text not in said]
        if item.changed:
            since = self.around.document.since
            told.append((0, self.words("document.changed", since=since)))
            told += [(1, one_line(text)) for text in item.changed]
        return told

    def _draw(self, slide: Any, exhibit: Exhibit, box: Box) -> Any:
        native = _native(exhibit)
        if isinstance(native, Plot):
            return add_chart(slide, native, box, size=11)
        if isinstance(native, Areas):
            return add_areas(slide, native, box)
        return _add_picture(slide, self.pictures[exhibit.code], box)

    # ── tables ───────────────────────────────────────────────────────────────────────────────

    def _grid(self, item: Item, sheet: Sheet) -> list[Maker]:
        """Show a matrix on the slide of its sentences where it fits, else on slides after that."""
        box = _BESIDE if self._sentences(item) else _WHOLE
        if whole := fitted(sheet, box, smallest=9):
            return [partial(self._grid_page, item, whole)]
        return self._tables(item, sheet, self.headline(item), kind="figure")

    def _grid_page(self, item: Item, sheet: Sheet) -> Any:
        slide, box, _, left_out = self._opened(item, None)
        caption = self.around.caption(item, "figure")
        self.around.write(slide, item, caption, _width_of(sheet))
        self.around.name(add_table(slide, sheet, box), item, caption)
        self.around.note(slide, item.exhibit, left_out)
        return slide

    def _tables(self, item: Item, sheet: Sheet, title: str, kind: str = "table") -> list[Maker]:
        """Return the slides of a table, the first few where it is very long."""
        parts = pages(sheet, _WHOLE)
        count = min(len(parts), _MOST_PARTS)
        more = self.words("document.rest_of_table") if len(parts) > count else ""
        titles = [title] * count
        if count > 1:
            titles = [
                self.words("document.part", title=title, number=number, count=count)
                for number in range(1, count + 1)
            ]
        return [
            partial(self._table, item, part, each, kind, more)
            for part, each in zip(parts, titles, strict=False)
        ]

    def _table(self, item: Item, sheet: Sheet, title: str, kind: str, more: str) -> Any:
        slide = self.show.slides.add_slide(self.show.slide_layouts[TABLE])
        write_title(slide, one_line(title), TITLE, _TITLES)
        caption = self.around.caption(item, kind)
        self.around.write(slide, item, caption, _width_of(sheet), more=more)
        self.around.name(add_table(slide, sheet, _WHOLE), item, caption)
        if not self.is_drawn(item.exhibit):
            self.around.note(slide, item.exhibit, [text for _, text in self._sentences(item)])
        return slide


def _native(exhibit: Exhibit) -> Native | None:
    return exhibit.chart.native if exhibit.chart else None


def _told(item: Item) -> Sentences:
    lines = [(depth, one_line(text)) for depth, text in item.sentences]
    return [(depth, text[:1].upper() + text[1:]) for depth, text in lines]


def _small(sheet: Sheet | None) -> Sheet | None:
    """Return a table that may stand beside its figure."""
    if sheet is None or len(sheet.rows) > _SMALL_ROWS or len(sheet.headings) > _SMALL_COLUMNS:
        return None
    return sheet if fitted(sheet, SIDE, smallest=_SMALL_SIZE) else None


def _width_of(sheet: Sheet) -> int:
    """Return how wide a table and what stands above it are."""
    return max(int(Pt(sum(sheet.widths))), _NARROWEST)


def _add_picture(slide: Any, png: bytes, box: Box) -> Any:
    """Put a picture where the figure stands, as large as it fits, its shape kept."""
    picture = slide.shapes.add_picture(io.BytesIO(png), Emu(box.left), Emu(box.top))
    scale = min(box.width / picture.width, box.height / picture.height)
    picture.width, picture.height = int(picture.width * scale), int(picture.height * scale)
    picture.left = box.left + (box.width - picture.width) // 2
    return picture
