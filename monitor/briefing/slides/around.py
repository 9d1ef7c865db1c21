"""What stands around a figure or table: caption and unit above, source and code below, notes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

from pptx.util import Inches

from monitor.briefing.exhibit import Document, Exhibit, Item
from monitor.briefing.native_chart import Box
from monitor.briefing.slides.template import INNER, LEFT
from monitor.briefing.slides.texts import add_text, describe, fits, one_line, shortened
from monitor.charts.theme import LIGHT
from monitor.wording import Words

CAPTION_HEIGHT: Final = int(Inches(0.3))
CAPTION_TOP: Final = int(Inches(1.42))
_UNIT_WIDTH: Final = int(Inches(2.2))
SOURCE: Final = Box(LEFT, int(Inches(6.52)), INNER, int(Inches(0.44)))
_SIZES: Final = (10, 9, 8)


@dataclass(frozen=True)
class Around:
    """Writes what a document's figures and tables have around them."""

    document: Document
    words: Words

    def caption(self, item: Item, kind: str) -> str:
        """Return what stands above: ``〈그림 1〉 …``, ``〈표 1〉 …``."""
        title = one_line(item.exhibit.title)
        return self.words(f"document.{kind}_title", number=item.number, title=title)

    def name(self, shape: Any, item: Item, caption: str) -> None:
        """Give a shape its caption, its finding and its code, by which it is found again."""
        exhibit = item.exhibit
        told = f"{exhibit.alternative_text} ({self._code(exhibit)})"
        describe(shape, f"{caption} ({exhibit.code})", told)

    def write(
        self,
        slide: Any,
        item: Item,
        caption: str,
        width: int,
        *,
        more: str = "",
        is_picture: bool = False,
    ) -> None:
        """Write caption and unit over a width, and source and code at the foot.

        Args:
            slide: that they stand on.
            item: whose they are.
            caption: as ``caption`` returns it.
            width: of what stands below the caption.
            more: what must be said of the table besides.
            is_picture: a picture says its unit itself.
        """
        exhibit = item.exhibit
        self._write_caption(slide, caption, width)
        if exhibit.unit and not is_picture:
            self._write_unit(slide, exhibit.unit, width)
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

    def _write_caption(self, slide: Any, caption: str, width: int) -> None:
        room = Box(LEFT, CAPTION_TOP, width - _UNIT_WIDTH, CAPTION_HEIGHT)
        add_text(slide.shapes, shortened(caption, room, 13), room, size=13, bold=True, middle=True)

    def _write_unit(self, slide: Any, plain_unit: str, width: int) -> None:
        place = Box(LEFT + width - _UNIT_WIDTH, CAPTION_TOP, _UNIT_WIDTH, CAPTION_HEIGHT)
        unit = shortened(one_line(self.words("document.unit", unit=plain_unit)), place, 11)
        add_text(
            slide.shapes,
            unit,
            place,
            size=11,
            colour=LIGHT.soft_ink,
            align="right",
            middle=True,
        )
