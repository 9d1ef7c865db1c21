"""The template of the slides, made in code: 16:9, five layouts with real titles, our colours.

It begins as python-pptx's own, from which everything that names a machine or a person is taken.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from pptx import Presentation
from pptx.opc.constants import RELATIONSHIP_TYPE as RT
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls, qn
from pptx.util import Inches

from monitor.briefing.native_chart import FONT, Box
from monitor.charts.theme import LIGHT
from monitor.wording import Language

WIDTH: Final = int(Inches(13.333))
HEIGHT: Final = int(Inches(7.5))
LEFT: Final = int(Inches(0.6))
INNER: Final = WIDTH - 2 * LEFT
TITLE: Final = Box(LEFT, int(Inches(0.4)), INNER, int(Inches(0.64)))
BODY: Final = Box(LEFT, int(Inches(1.5)), INNER, int(Inches(5.1)))
CONTENTS: Final = tuple(
    Box(LEFT + place * (INNER // 2), BODY.top, INNER // 2 - int(Inches(0.3)), BODY.height)
    for place in (0, 1)
)
COVER_TITLE: Final = Box(LEFT, int(Inches(1.9)), INNER, int(Inches(1.7)))
_COVER_LINES: Final = Box(LEFT, int(Inches(3.95)), INNER, int(Inches(2.0)))
HEAD: Final = Box(LEFT, int(Inches(0.9)), INNER, int(Inches(0.9)))
HEAD_BODY: Final = Box(LEFT, int(Inches(2.1)), INNER, int(Inches(4.5)))
MESSAGE: Final = Box(LEFT, int(Inches(1.1)), INNER, int(Inches(1.25)))
FOOT_TOP: Final = int(Inches(7.05))
_FOOT_HEIGHT: Final = int(Inches(0.28))
NUMBER: Final = Box(WIDTH - LEFT - int(Inches(0.9)), FOOT_TOP, int(Inches(0.9)), _FOOT_HEIGHT)
FOOT: Final = Box(LEFT, FOOT_TOP, INNER - int(Inches(1.0)), _FOOT_HEIGHT)
BODY_SIZES: Final = (16, 14, 13)  # points, by depth
MESSAGE_SIZES: Final = (17, 17, 15)
_MARKS: Final = ("□", "○", "-")
_INDENTS: Final = ((0.0, 0.27), (0.27, 0.27), (0.54, 0.18))  # inches: where a mark and a text begin
_LANGUAGES: Final = {"ko": "ko-KR", "en": "en-US"}
_TINTS: Final = {
    "dk1": LIGHT.ink,
    "lt1": LIGHT.paper,
    "dk2": LIGHT.classes[-1],
    "lt2": LIGHT.faint,
    "accent1": LIGHT.accent,
    "accent2": LIGHT.good,
    "accent3": LIGHT.warning,
    "accent4": LIGHT.bad,
    "accent5": "#0b78cb",
    "accent6": LIGHT.soft_ink,
    "hlink": LIGHT.accent,
    "folHlink": LIGHT.soft_ink,
}


@dataclass(frozen=True)
class _Holder:
    """A placeholder of a layout: its kind and place, and how its text looks."""

    name: str
    kind: str
    box: Box
    size: int
    bold: bool = False
    colour: str = "tx1"
    anchor: str = "t"
    align: str = "l"


# Which layout is which, by its number.
COVER, CONTENTS_PAGE, HEADING, FIGURE, TABLE = range(5)
_TITLE: Final = _Holder("제목", 'type="title"', TITLE, 24, bold=True, anchor="ctr")
_LAYOUTS: Final[tuple[tuple[str, tuple[_Holder, ...]], ...]] = (
    (
        "표지",
        (
            _Holder("제목", 'type="ctrTitle"', COVER_TITLE, 36, bold=True, anchor="b"),
            _Holder("부제목", 'type="subTitle" idx="1"', _COVER_LINES, 18, colour="accent6"),
        ),
    ),
    (
        "차례",
        (
            _TITLE,
            *(
                _Holder("차례", f'type="body" idx="{place}"', box, 16)
                for place, box in enumerate(CONTENTS, start=1)
            ),
        ),
    ),
    (
        "부분 제목",
        (
            _Holder("제목", 'type="title"', HEAD, 30, bold=True, colour="accent1", anchor="ctr"),
            _Holder("요지", 'type="body" idx="1"', HEAD_BODY, 16),
        ),
    ),
    ("그림", (_TITLE, _Holder("문장", 'type="body" idx="1"', MESSAGE, 17))),
    ("표", (_TITLE,)),
)
_TYPES: Final = ("title", "twoObj", "secHead", "obj", "titleOnly")
_FOOTERS: Final = (
    _Holder("바닥글", 'type="ftr" sz="quarter" idx="11"', FOOT, 9, colour="accent6", anchor="ctr"),
    _Holder(
        "쪽 번호",
        'type="sldNum" sz="quarter" idx="12"',
        NUMBER,
        10,
        colour="accent6",
        anchor="ctr",
        align="r",
    ),
)


def new_show(language: Language) -> Any:
    """Return a show without slides."""
    show = Presentation()
    show.slide_width, show.slide_height = WIDTH, HEIGHT
    show.element.find(qn("p:sldSz")).attrib.pop("type", None)
    _forget_its_maker(show)
    _dress_theme(show.slide_master)
    layouts = list(show.slide_layouts)
    for layout in layouts[len(_LAYOUTS) :]:
        show.slide_layouts.remove(layout)
    _dress_master(show.slide_master)
    for layout, kind, (name, holders) in zip(layouts, _TYPES, _LAYOUTS, strict=False):
        layout.element.set("type", kind)
        _dress_layout(layout, name, holders)
    tongue = _LANGUAGES[language]
    for element in show.element.iter(qn("a:defRPr")):
        element.set("lang", tongue)
    return show


def tongue_of(language: Language) -> str:
    """Return a language as documents name it."""
    return _LANGUAGES[language]


def add_footers(slide: Any, text: str) -> None:
    """Give a slide its footer and its page number, which python-pptx leaves on the layout."""
    for holder in _FOOTERS:
        shape = parse_xml(_holder_xml(_next_id(slide), holder, inherits=True))
        paragraph = shape.find(f".//{qn('a:p')}")
        # Said again here, since LibreOffice does not ask the layout how a footer looks.
        paragraph.append(parse_xml(f'<a:pPr {nsdecls("a")} algn="{holder.align}"/>'))
        run = _number_field() if "sldNum" in holder.kind else _run(text)
        run.find(qn("a:rPr")).extend(_look(holder))
        run.find(qn("a:rPr")).set("sz", str(holder.size * 100))
        paragraph.append(run)
        slide.shapes._spTree.append(shape)


def _next_id(slide: Any) -> int:
    return max(int(each.get("id")) for each in slide.shapes._spTree.iter(qn("p:cNvPr"))) + 1


def _look(holder: _Holder) -> list[Any]:
    tint = f'<a:solidFill {nsdecls("a")}><a:schemeClr val="{holder.colour}"/></a:solidFill>'
    return [parse_xml(tint)]


def _run(text: str) -> Any:
    run = parse_xml(f"<a:r {nsdecls('a')}><a:rPr/><a:t/></a:r>")
    run.find(qn("a:t")).text = text
    return run


def _number_field() -> Any:
    return parse_xml(
        f'<a:fld {nsdecls("a")} id="{{C1FF6DA9-008F-8B48-92A6-B652298478BF}}" type="slidenum">'
        "<a:rPr/><a:t>‹#›</a:t></a:fld>"
    )


def _forget_its_maker(show: Any) -> None:
    """Drop the thumbnail and the printer of the machine that the empty show was saved on."""
    for holder in (show.part, show.part.package):
        for key, relation in list(holder._rels.items()):
            if relation.reltype in {RT.PRINTER_SETTINGS, RT.THUMBNAIL, RT.EXTENDED_PROPERTIES}:
                holder._rels.pop(key)


def _dress_theme(master: Any) -> None:
    theme = master.part.part_related_by(RT.THEME)
    written = theme.blob.decode()
    for name, colour in _TINTS.items():
        tint = f'<a:{name}><a:srgbClr val="{colour[1:].upper()}"/></a:{name}>'
        written = re.sub(f"<a:{name}>.*?</a:{name}>", tint, written, count=1)
    written = re.sub('<a:latin typeface="Calibri"/>', f'<a:latin typeface="{FONT}"/>', written)
    written = re.sub('<a:ea typeface=""/>', f'<a:ea typeface="{FONT}"/>', written)
    theme._blob = written.replace('name="Office Theme"', 'name="briefing"').encode()


def _dress_master(master: Any) -> None:
    holders = (
        _TITLE,
        _Holder("본문", 'type="body" idx="1"', BODY, 16),
        *_FOOTERS,
    )
    _refill(master, [_holder_xml(n, holder) for n, holder in enumerate(holders, start=2)])
    styles = master.element.find(qn("p:txStyles"))
    styles.getparent().replace(styles, parse_xml(_styles_xml()))


def _dress_layout(layout: Any, name: str, holders: Sequence[_Holder]) -> None:
    layout.element.cSld.set("name", name)
    shapes = [
        _holder_xml(number, holder) for number, holder in enumerate([*holders, *_FOOTERS], start=2)
    ]
    _refill(layout, [*_ornaments(cover=name == "표지"), *shapes])


def _refill(page: Any, shapes: list[str]) -> None:
    """Put shapes in place of those that a master or layout has."""
    tree = page.shapes._spTree
    for old in tree.findall(qn("p:sp")):
        tree.remove(old)
    for written in shapes:
        tree.append(parse_xml(written))


def _ornaments(*, cover: bool) -> list[str]:
    """A bar beside the title, and a hairline above the foot: on the layout, so out of the way."""
    if cover:
        return [
            _bar(90, Box(0, 0, int(Inches(0.22)), HEIGHT), "accent1"),
            _bar(91, Box(LEFT, int(Inches(3.75)), int(Inches(1.6)), int(Inches(0.05))), "accent1"),
        ]
    return [
        _bar(90, Box(0, TITLE.top, int(Inches(0.16)), TITLE.height), "accent1"),
        _bar(91, Box(LEFT, FOOT_TOP - int(Inches(0.04)), INNER, int(Inches(0.01))), "bg2"),
    ]


def _bar(number: int, box: Box, tint: str) -> str:
    return (
        f'<p:sp {nsdecls("p", "a")}><p:nvSpPr><p:cNvPr id="{number}" name=""/><p:cNvSpPr/>'
        f'<p:nvPr userDrawn="1"/></p:nvSpPr><p:spPr>{_place(box)}'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom>'
        f'<a:solidFill><a:schemeClr val="{tint}"/></a:solidFill><a:ln><a:noFill/></a:ln></p:spPr>'
        "<p:txBody><a:bodyPr/><a:p/></p:txBody></p:sp>"
    )


def _place(box: Box) -> str:
    return (
        f'<a:xfrm><a:off x="{box.left}" y="{box.top}"/>'
        f'<a:ext cx="{box.width}" cy="{box.height}"/></a:xfrm>'
    )


def _holder_xml(number: int, holder: _Holder, *, inherits: bool = False) -> str:
    """Write a placeholder; on a slide it inherits place and looks."""
    bold = ' b="1"' if holder.bold else ""
    look = (
        f'<a:lvl1pPr algn="{holder.align}"><a:defRPr sz="{holder.size * 100}"{bold}>'
        f'<a:solidFill><a:schemeClr val="{holder.colour}"/></a:solidFill></a:defRPr></a:lvl1pPr>'
    )
    keeps_marks = holder.kind.startswith('type="body"')
    if not keeps_marks:
        look = look.replace('"><a:defRPr', '" marL="0" indent="0"><a:buNone/><a:defRPr', 1)
    is_field = "sldNum" in holder.kind and not inherits
    field = (
        '<a:fld id="{C1FF6DA9-008F-8B48-92A6-B652298478BF}" type="slidenum"><a:rPr/>'
        "<a:t>‹#›</a:t></a:fld>"
        if is_field
        else ""
    )
    return (
        f'<p:sp {nsdecls("p", "a")}><p:nvSpPr><p:cNvPr id="{number}" name="{holder.name}"/>'
        f'<p:cNvSpPr><a:spLocks noGrp="1"/></p:cNvSpPr><p:nvPr><p:ph {holder.kind}/></p:nvPr>'
        f"</p:nvSpPr><p:spPr>{'' if inherits else _place(holder.box)}</p:spPr><p:txBody>"
        + (
            "<a:bodyPr/><a:lstStyle/>"
            if inherits
            else f'<a:bodyPr lIns="0" tIns="0" rIns="0" bIns="0" anchor="{holder.anchor}">'
            f"<a:normAutofit/></a:bodyPr><a:lstStyle>{look}</a:lstStyle>"
        )
        + f"<a:p>{field}</a:p></p:txBody></p:sp>"
    )


def _styles_xml() -> str:
    """Write how titles and the three depths of sentences look: no word of Hangul is broken."""
    whole = 'eaLnBrk="0" latinLnBrk="0" hangingPunct="1"'
    fonts = '<a:latin typeface="+mn-lt"/><a:ea typeface="+mn-ea"/><a:cs typeface="+mn-cs"/>'
    ink = '<a:solidFill><a:schemeClr val="tx1"/></a:solidFill>'
    levels = "".join(
        f'<a:lvl{depth}pPr marL="{int(Inches(start + hang))}" indent="{-int(Inches(hang))}" '
        f'algn="l" rtl="0" {whole}><a:spcBef><a:spcPts val="{800 if depth == 1 else 500}"/>'
        f'</a:spcBef><a:buFont typeface="{FONT}"/><a:buChar char="{mark}"/>'
        f'<a:defRPr sz="{size * 100}" kern="1200">{ink}{fonts}</a:defRPr></a:lvl{depth}pPr>'
        for depth, (size, mark, (start, hang)) in enumerate(
            zip(BODY_SIZES, _MARKS, _INDENTS, strict=True), start=1
        )
    )
    return (
        f'<p:txStyles {nsdecls("p", "a")}><p:titleStyle><a:lvl1pPr algn="l" rtl="0" {whole}>'
        f'<a:buNone/><a:defRPr sz="2400" b="1" kern="1200">{ink}'
        f"{fonts.replace('mn', 'mj')}</a:defRPr></a:lvl1pPr></p:titleStyle>"
        f"<p:bodyStyle>{levels}</p:bodyStyle><p:otherStyle/></p:txStyles>"
    )
