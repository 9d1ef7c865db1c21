"""A map or a tile grid on a slide: one shape a province, which a person can recolour."""

from __future__ import annotations

import html
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls
from pptx.util import Pt

from monitor.briefing.native_chart import Box
from monitor.briefing.slides.texts import one_line, solid_xml, width_of
from monitor.charts.native import Area, Areas, Label
from monitor.charts.theme import LIGHT

_PATTERNS: Final = {
    "/": "wdUpDiag",
    "\\": "wdDnDiag",
    "x": "openDmnd",
    "-": "ltHorz",
    "|": "ltVert",
    "+": "smGrid",
    ".": "pct20",
}
_PIXEL_SIZE: Final = 12.0  # of the figure's small lettering, which its layout was made for
_LEGEND_SIZE: Final = 11.0
# A dark line in a light one is seen on any fill; widths in EMU.
_STROKES: Final = ((LIGHT.paper, 22225), (LIGHT.soft_ink, 7938))
_SWATCH: Final = (13.0, 11.0)  # pixels
_LINE: Final = 1.36


@dataclass(frozen=True)
class _Scale:
    """From pixels of the figure to EMU of the slide; letters grow with the figure."""

    box: Box
    per_pixel: float

    def x(self, pixels: float) -> int:
        return self.box.left + round(pixels * self.per_pixel)

    def y(self, pixels: float) -> int:
        return self.box.top + round(pixels * self.per_pixel)

    def size(self, pixels: float) -> float:
        return round(2 * pixels * self.per_pixel / int(Pt(1))) / 2


def add_areas(slide: Any, areas: Areas, box: Box) -> Any:
    """Put a map on a slide as a group: provinces first, then lines, texts and the legend."""
    per_pixel = min(box.width / areas.width, box.height / areas.height)
    left = box.left + (box.width - round(areas.width * per_pixel)) // 2
    width, height = round(areas.width * per_pixel), round(areas.height * per_pixel)
    scale = _Scale(Box(left, box.top, width, height), per_pixel)
    group = slide.shapes.add_group_shape()
    numbers = iter(range(group.shape_id + 1, 100_000))
    parts = [_area_xml(next(numbers), area, scale) for area in areas.areas]
    parts += [
        _stroke_xml(next(numbers), stroke, scale, colour, width)
        for colour, width in _STROKES
        for stroke in areas.strokes
    ]
    parts += [_text_of(next(numbers), area, scale) for area in areas.areas if area.text_at]
    for label in areas.labels:
        if label.colour:
            parts.append(_swatch_xml(next(numbers), label, scale))
        parts.append(_label_xml(next(numbers), label, scale))
    for part in parts:
        group._element.append(parse_xml(part))
    _frame(group, scale.box)
    return group


def _frame(group: Any, box: Box) -> None:
    """Let the group's own coordinates be those of the slide."""
    place = group._element.grpSpPr
    for old in place.xpath("a:xfrm"):
        place.remove(old)
    at, size = f'x="{box.left}" y="{box.top}"', f'cx="{box.width}" cy="{box.height}"'
    place.insert(
        0,
        parse_xml(
            f"<a:xfrm {nsdecls('a')}><a:off {at}/><a:ext {size}/>"
            f"<a:chOff {at}/><a:chExt {size}/></a:xfrm>"
        ),
    )


def _area_xml(number: int, area: Area, scale: _Scale) -> str:
    line = f'<a:ln w="9525">{solid_xml(LIGHT.paper)}</a:ln>'
    if area.pattern:
        line = f'<a:ln w="6350">{solid_xml(LIGHT.soft_ink)}</a:ln>'
    return _freeform(number, area.name, area.rings, _fill(area.colour, area.pattern) + line, scale)


def _stroke_xml(
    number: int, stroke: Sequence[tuple[float, float]], scale: _Scale, colour: str, width: int
) -> str:
    look = f'<a:noFill/><a:ln w="{width}">{solid_xml(colour)}</a:ln>'
    return _freeform(number, "", (stroke,), look, scale, is_open=stroke[0] != stroke[-1])


def _freeform(
    number: int,
    name: str,
    rings: Sequence[Sequence[tuple[float, float]]],
    look: str,
    scale: _Scale,
    *,
    is_open: bool = False,
) -> str:
    points = [[(scale.x(x), scale.y(y)) for x, y in ring] for ring in rings]
    left, top = (min(point[axis] for ring in points for point in ring) for axis in (0, 1))
    right, low = (max(point[axis] for ring in points for point in ring) for axis in (0, 1))
    width, height = max(right - left, 1), max(low - top, 1)
    paths = "".join(_path(ring, left, top, is_open=is_open) for ring in points)
    return _shape(
        number,
        name,
        Box(left, top, width, height),
        '<a:custGeom><a:avLst/><a:gdLst/><a:ahLst/><a:cxnLst/><a:rect l="0" t="0" r="r" b="b"/>'
        f'<a:pathLst><a:path w="{width}" h="{height}">{paths}</a:path></a:pathLst></a:custGeom>'
        + look,
    )


def _path(ring: Sequence[tuple[int, int]], left: int, top: int, *, is_open: bool) -> str:
    first, *rest = [f'<a:pt x="{x - left}" y="{y - top}"/>' for x, y in ring]
    lines = "".join(f"<a:lnTo>{point}</a:lnTo>" for point in (rest if is_open else rest[:-1]))
    return f"<a:moveTo>{first}</a:moveTo>{lines}{'' if is_open else '<a:close/>'}"


def _text_of(number: int, area: Area, scale: _Scale) -> str:
    """Write an area's text around its middle; on a pattern it stands on a plain ground."""
    size = scale.size(_PIXEL_SIZE)
    lines = [one_line(line) for line in area.text.split("\n")]
    width = int(Pt(max(width_of(line, size) for line in lines) + 4))
    height = int(Pt(_LINE * size * len(lines)))
    assert area.text_at is not None
    x, y = scale.x(area.text_at[0]), scale.y(area.text_at[1])
    box = Box(x - width // 2, y - height // 2, width, height)
    ground = solid_xml(area.colour) if area.pattern else "<a:noFill/>"
    return _text_xml(number, lines, box, size, area.text_colour, "ctr", ground, bold_last=True)


def _label_xml(number: int, label: Label, scale: _Scale) -> str:
    size = scale.size(_LEGEND_SIZE)
    text = one_line(label.text)
    height = int(Pt(_LINE * size))
    past = _SWATCH[0] + 4 if label.colour else 0
    left, middle = scale.x(label.at[0] + past), scale.y(label.at[1])
    box = Box(left, middle - height // 2, int(Pt(width_of(text, size) + 4)), height)
    colour = LIGHT.ink if label.colour else LIGHT.soft_ink
    return _text_xml(number, [text], box, size, colour, "l", "<a:noFill/>")


def _swatch_xml(number: int, label: Label, scale: _Scale) -> str:
    width, height = (round(pixels * scale.per_pixel) for pixels in _SWATCH)
    box = Box(scale.x(label.at[0]), scale.y(label.at[1]) - height // 2, width, height)
    look = f'<a:prstGeom prst="rect"><a:avLst/></a:prstGeom>{_fill(label.colour, label.pattern)}'
    return _shape(number, "", box, f'{look}<a:ln w="6350">{solid_xml(LIGHT.soft_ink)}</a:ln>')


def _text_xml(
    number: int,
    lines: Sequence[str],
    box: Box,
    size: float,
    colour: str,
    align: str,
    ground: str,
    *,
    bold_last: bool = False,
) -> str:
    plain_look, bold_look = (f'sz="{round(size * 100)}" b="{bold}"' for bold in (0, 1))
    looks = [*[plain_look] * (len(lines) - 1), bold_look if bold_last else plain_look]
    paragraphs = "".join(
        f'<a:p><a:pPr algn="{align}"/><a:r><a:rPr {look}>{solid_xml(colour)}</a:rPr>'
        f"<a:t>{_escaped(line)}</a:t></a:r></a:p>"
        for line, look in zip(lines, looks, strict=True)
    )
    body = (
        '<p:txBody><a:bodyPr wrap="none" lIns="0" tIns="0" rIns="0" bIns="0" anchor="ctr"/>'
        f"{paragraphs}</p:txBody>"
    )
    look = f'<a:prstGeom prst="rect"><a:avLst/></a:prstGeom>{ground}<a:ln><a:noFill/></a:ln>'
    return _shape(number, "", box, look, body)


def _shape(number: int, name: str, box: Box, look: str, body: str = "") -> str:
    named = _escaped(one_line(name))
    return (
        f'<p:sp {nsdecls("p", "a")}><p:nvSpPr><p:cNvPr id="{number}" name="{named}"/><p:cNvSpPr/>'
        f'<p:nvPr/></p:nvSpPr><p:spPr><a:xfrm><a:off x="{box.left}" y="{box.top}"/>'
        f'<a:ext cx="{box.width}" cy="{box.height}"/></a:xfrm>{look}</p:spPr>'
        f"{body or '<p:txBody><a:bodyPr/><a:p/></p:txBody>'}</p:sp>"
    )


def _fill(colour: str, pattern: str) -> str:
    if not pattern:
        return solid_xml(colour)
    return (
        f'<a:pattFill prst="{_PATTERNS[pattern]}"><a:fgClr>{_tint(LIGHT.soft_ink)}</a:fgClr>'
        f"<a:bgClr>{_tint(colour)}</a:bgClr></a:pattFill>"
    )


def _tint(colour: str) -> str:
    return f'<a:srgbClr val="{colour[1:].upper()}"/>'


def _escaped(text: str) -> str:
    """Write a text so that XML reads it as text, in an attribute too."""
    return html.escape(text)
