"""What stands around a figure or table: caption and unit above, source and code below, notes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

from pptx.util import Inches

from monitor.briefing.exhibit import Document, Exhibit, Item
from monitor.briefing.native_chart import Box
from monitor.briefing.numbering import Kind, numbers_of
from monitor.briefing.slides.template import INNER, LEFT
from monitor.briefing.slides.texts import add_text, describe, fits, one_line, shortened
from monitor.charts.theme import LIGHT
from monitor.wording import Words

CAPTION_HEIGHT: Final = int(Inches(0.28))
CAPTION_ROOM: Final = CAPTION_HEIGHT + int(Inches(0.05))  # above a figure or table
SOURCE: Final = Box(LEFT, int(Inches(6.52)), INNER, int(Inches(0.44)))
_SIZES: Final = (10, 9, 8)


@dataclass(frozen=True)
class Around:
    """Writes what a document's figures and tables have around them."""

    document: Document
    words: Words

    def caption(self, item: Item, kind: Kind) -> str:
        """Return number and title: ``〈그림 1〉 …``, ``〈표 1〉 …``."""
        numbers = numbers_of(self.document)[item.number]
        return numbers.caption(self.words, kind, one_line(item.exhibit.title))

    def name(self, shape: Any, item: Item, kind: Kind) -> None:
        """Give a shape its caption, its finding and its code, by which it is found again."""
        exhibit = item.exhibit
        told = f"{exhibit.alternative_text} ({self._code(exhibit)})"
        describe(shape, f"{self.caption(item, kind)} ({exhibit.code})", told)

    def caption_over(
        self, slide: Any, item: Item, kind: Kind, box: Box, *, with_unit: bool
    ) -> None:
        """Write number and unit over what stands in a box; the title of the slide says the rest."""
        top = box.top - CAPTION_ROOM
        unit = item.exhibit.unit if with_unit else ""
        room = Box(box.left, top, box.width // 2 if unit else box.width, CAPTION_HEIGHT)
        caption = numbers_of(self.document)[item.number].name(self.words, kind)
        add_text(slide.shapes, caption, room, size=12, bold=True, middle=True)
        if unit:
            half = box.width - room.width
            place = Box(box.left + room.width, top, half, CAPTION_HEIGHT)
            text = shortened(one_line(self.words("document.unit", unit=unit)), place, 11)
            add_text(
                slide.shapes,
                text,
                place,
                size=11,
                colour=LIGHT.soft_ink,
                align="right",
                middle=True,
            )

    def foot(self, slide: Any, item: Item, *, more: str = "") -> None:
        """Write source and code at the foot, and the notes for which there is room.

        Args:
            slide: that they stand on.
            item: whose they are.
            more: what must be said of the table besides.
        """
        exhibit = item.exhibit
        source = " · ".join([*map(one_line, exhibit.source), self._code(exhibit)])
        marks = [more] if more else []
        if item.changed_cells:
            marks.append(self.words("document.changed_mark", since=self.document.since))
        text = "\n".join(filter(None, ["  ".join(marks), source]))
        noted = "  ".join([*marks, *(f"※ {one_line(note)}" for note in exhibit.notes)])
        if noted and fits(f"{noted}\n{source}", SOURCE, _SIZES[-2]):
            text = f"{noted}\n{source}"
        size = next((size for size in _SIZES if fits(text, SOURCE, size)), _SIZES[-1])
        name = self.words("document.source_name")
        add_text(slide.shapes, text, SOURCE, size=size, colour=LIGHT.soft_ink, name=name)

    def note(self, slide: Any, exhibit: Exhibit, left_out: list[str]) -> None:
        """Keep in the speaker's notes what there was no room for, and what must be known."""
        lines = [*left_out, *exhibit.notes, *exhibit.definitions]
        if lines:
            slide.notes_slide.notes_text_frame.text = "\n".join(map(one_line, lines))

    def _code(self, exhibit: Exhibit) -> str:
        return self.words("document.code", code=exhibit.code)
