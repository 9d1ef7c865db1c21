"""Texts on slides: measured before they are written, so that none runs over its place."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Final

from pptx.dml.color import RGBColor
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls
from pptx.util import Emu, Inches, Pt

from monitor.briefing.chart_series import rgb
from monitor.briefing.native_chart import Box
from monitor.briefing.plain_text import plain
from monitor.briefing.slides.template import BODY_SIZES
from monitor.charts.lettering import text_width
from monitor.charts.theme import LIGHT

LINE: Final = 1.36  # of its size: as tall as a line of the font is
_WIDER: Final = 1.08  # Hangul than in the page's font
_FIRST_HANGUL: Final = "가"
_HANGING: Final = (19.5, 39.0, 52.0)  # points before the text of each depth
_PAGE_ROOM: Final = 88.0  # points for the number of a page, and what the tab falls short of
# LibreOffice counts a tab from the indent, PowerPoint from the edge: with this both stay inside.
_TAB_SHORT: Final = int(Inches(0.6))
_ENTRY_SMALLER: Final = 3  # points that entries are made smaller rather than cut
_BEFORE: Final = (8, 5, 5)  # points above a sentence of each depth
_ALIGNED: Final = {"left": PP_ALIGN.LEFT, "right": PP_ALIGN.RIGHT, "centre": PP_ALIGN.CENTER}


def one_line(text: str) -> str:
    """Return a text from data on one line, as XML can hold it."""
    return " ".join(plain(text).split())


def width_of(text: str, size: float) -> float:
    """Return how wide a text is, in points, rather too wide than too narrow."""
    wider = _WIDER if any(letter >= _FIRST_HANGUL for letter in text) else 1.0
    return wider * text_width(text, size)


def lines_of(
    text: str,
    width: float,
    size: float,
    measure: Callable[[str, float], float] = width_of,
) -> int:
    """Count the lines of a text, broken between words, and inside those that are too long."""
    lines, used = 1, 0.0
    space = measure(" ", size)
    for word in text.split():
        length = measure(word, size)
        if used and used + space + length > width:
            lines, used = lines + 1, length
        else:
            used += length + (space if used else 0)
        while used > width:
            lines, used = lines + 1, used - width
    return lines


def fitting_size(text: str, box: Box, sizes: Sequence[int]) -> int:
    """Return the largest of some sizes at which a text fits into a box; else the last."""
    return next((size for size in sizes if fits(text, box, size)), sizes[-1])


def fits(text: str, box: Box, size: float) -> bool:
    """Say whether a text of a size stays inside a box."""
    lines = sum(lines_of(line, points(box.width), size) for line in text.split("\n"))
    return lines * size * LINE <= points(box.height)


def shortened(text: str, box: Box, size: float) -> str:
    """Cut a text that would run over its box even at this size."""
    most = int(points(box.height) // (size * LINE))
    if lines_of(text, points(box.width), size) <= most:
        return text
    while lines_of(f"{text}…", points(box.width), size) > most:
        text = text[: -max(1, len(text) // 20)].rstrip()
    return f"{text}…"


def points(length: int) -> float:
    """Return a length in points."""
    return length / int(Pt(1))


def smaller_by(
    sentences: Sequence[tuple[int, str]],
    box: Box,
    most: int,
    sizes: Sequence[int] = BODY_SIZES,
) -> int | None:
    """Return how many points smaller sentences fit; None where ``most`` is not enough."""
    for less in range(most + 1):
        if _height(sentences, points(box.width), less, sizes) <= points(box.height):
            return less
    return None


def _height(
    sentences: Sequence[tuple[int, str]],
    width: float,
    less: int,
    sizes: Sequence[int] = BODY_SIZES,
) -> float:
    return sum(
        _BEFORE[depth]
        + LINE
        * (sizes[depth] - less)
        * lines_of(text, width - _HANGING[depth], sizes[depth] - less)
        for depth, text in sentences
    )


def sentences_height(
    sentences: Sequence[tuple[int, str]],
    box: Box,
    less: int,
    sizes: Sequence[int] = BODY_SIZES,
) -> int:
    """Return how tall sentences are that are so many points smaller."""
    return int(Pt(_height(sentences, points(box.width), less, sizes)))


def write_sentences(
    holder: Any,
    sentences: Sequence[tuple[int, str]],
    less: int = 0,
    sizes: Sequence[int] = BODY_SIZES,
) -> None:
    """Write sentences into a placeholder, whose layout gives each depth its mark."""
    frame = holder.text_frame
    for number, (depth, text) in enumerate(sentences):
        paragraph = frame.paragraphs[0] if number == 0 else frame.add_paragraph()
        paragraph.level = depth
        run = paragraph.add_run()
        run.text = text
        if (size := sizes[depth] - less) != BODY_SIZES[depth]:
            run.font.size = Pt(size)


def entries_smaller(entries: Sequence[tuple[int, str, int]], box: Box) -> int:
    """Return how many points smaller entries of the contents are, to stand on a line each."""
    told = [(depth, text) for depth, text, _ in entries]
    room = points(box.width) - _PAGE_ROOM
    heights = (_height(told, 1e6, less) for less in range(8))
    less = next((n for n, height in enumerate(heights) if height <= points(box.height)), 7)
    while less < _ENTRY_SMALLER and any(
        width_of(text, BODY_SIZES[depth] - less) > room - _HANGING[depth] for depth, text in told
    ):
        less += 1
    return less


def write_entries(
    holder: Any, entries: Sequence[tuple[int, str, int]], box: Box, less: int
) -> None:
    """Write entries of the contents, each on one line with its page at the right."""
    room = points(box.width) - _PAGE_ROOM
    shown = []
    for depth, text, page in entries:
        size = BODY_SIZES[depth] - less
        line = Box(0, 0, int(Pt(room - _HANGING[depth])), int(Pt(LINE * size + 1)))
        shown.append((depth, f"{shortened(text, line, size)}\t{page}"))
    write_sentences(holder, shown, less)
    tab = f'<a:tab pos="{box.width - _TAB_SHORT}" algn="r"/>'
    for paragraph in holder.text_frame.paragraphs:
        paragraph._p.get_or_add_pPr().append(
            parse_xml(f"<a:tabLst {nsdecls('a')}>{tab}</a:tabLst>")
        )


def write_title(slide: Any, text: str, box: Box, sizes: Sequence[int]) -> None:
    """Write the title of a slide, as large as it fits."""
    size = fitting_size(text, box, sizes)
    frame = slide.shapes.title.text_frame
    run = frame.paragraphs[0].add_run()
    run.text = shortened(text, box, size)
    if size != sizes[0]:
        run.font.size = Pt(size)


def add_text(
    shapes: Any,
    text: str,
    box: Box,
    *,
    size: float,
    colour: str = LIGHT.ink,
    bold: bool = False,
    align: str = "left",
    middle: bool = False,
    name: str = "",
) -> Any:
    """Put a text of its own on a slide, each line of it a paragraph."""
    shape = shapes.add_textbox(Emu(box.left), Emu(box.top), Emu(box.width), Emu(box.height))
    if name:
        shape.name = name
    frame = shape.text_frame
    frame.word_wrap = True
    frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = 0
    frame.vertical_anchor = MSO_ANCHOR.MIDDLE if middle else MSO_ANCHOR.TOP
    for number, line in enumerate(text.split("\n")):
        paragraph = frame.paragraphs[0] if number == 0 else frame.add_paragraph()
        paragraph.alignment = _ALIGNED[align]
        run = paragraph.add_run()
        run.text = line
        write_font(run.font, size, rgb(colour), bold=bold)
    return shape


def write_font(font: Any, size: float, colour: RGBColor, *, bold: bool = False) -> None:
    """Set how a run looks; its font comes from the theme."""
    font.size = Pt(size)
    font.bold = bold
    font.color.rgb = colour


def solid_xml(colour: str) -> str:
    """Write a fill of one colour."""
    return f'<a:solidFill><a:srgbClr val="{colour[1:].upper()}"/></a:solidFill>'


def describe(shape: Any, name: str, told: str) -> None:
    """Name a shape, and say what it shows to those who do not see it."""
    properties = shape._element.xpath(".//p:cNvPr")[0]
    properties.set("name", one_line(name))
    properties.set("descr", one_line(told))
