"""How the paragraphs of a report look: styles of Hancom, which a person can change at once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from hwpx import HwpxDocument
from hwpx.oxml import HwpxOxmlHeader
from hwpx.oxml.namespaces import HH

# Hancom counts in hundredths of a point.
POINT: Final = 100
MILLIMETRE: Final = 7200 / 25.4
TEXT_WIDTH: Final = round(170 * MILLIMETRE)

INK: Final = "#1e2124"
QUIET: Final = "#464c53"
DANGER: Final = "#de3412"

# A face and what stands in for it on a machine without it. None is embedded: see docs/decisions.
_TITLE: Final = ("HY헤드라인M", "함초롬돋움")
_BODY: Final = ("휴먼명조", "함초롬바탕")
_TABLE: Final = ("맑은 고딕", "함초롬돋움")


@dataclass(frozen=True)
class Look:
    """The look of a kind of paragraph.

    Attributes:
        name, english: of the style, as Hancom lists it.
        face, size: the type and its size in points.
        align: ``LEFT``, ``CENTER``, ``RIGHT`` or ``JUSTIFY``.
        left, hanging: in points; lines after the first stand ``hanging`` further in.
        before, after: in points.
        spacing: of lines, in per cent.
        level: of the outline, from 1; 0 is none.
        together: whether it stays on the page of the next paragraph.
        new_page: whether it begins a page.
    """

    name: str
    english: str
    face: tuple[str, str]
    size: float
    align: str = "JUSTIFY"
    bold: bool = False
    colour: str = INK
    left: float = 0
    hanging: float = 0
    before: float = 0
    after: float = 0
    spacing: int = 160
    level: int = 0
    together: bool = False
    new_page: bool = False


# A space is half as wide as a character, so □ and its space are one and a half.
_MARK: Final = 22.5
LOOKS: Final[Mapping[str, Look]] = MappingProxyType(
    {
        "title": Look("보고 제목", "Report Title", _TITLE, 22, "CENTER", spacing=130),
        "day": Look("보고 날짜", "Report Date", _BODY, 12, "RIGHT", before=6, spacing=130),
        "about": Look("보고 기준", "Report Basis", _TABLE, 10, "RIGHT", colour=QUIET, spacing=130),
        "heading": Look(
            "개요 1", "Outline 1", _TITLE, 16, "LEFT",
            before=22, after=6, spacing=130, level=1, together=True,
        ),
        "appendix": Look(
            "붙임 제목", "Appendix", _TITLE, 16, "LEFT",
            after=8, spacing=130, level=1, together=True, new_page=True,
        ),
        "depth_0": Look("보고 네모", "Report Depth 1", _BODY, 15, "LEFT", hanging=_MARK, before=10),
        "depth_1": Look(
            "보고 동그라미", "Report Depth 2", _BODY, 15, "LEFT",
            left=11.25, hanging=_MARK, before=4,
        ),
        "depth_2": Look(
            "보고 줄표", "Report Depth 3", _BODY, 15, "LEFT", left=26.25, hanging=15, before=2
        ),
        "change": Look(
            "보고 달라진 점", "Report Change", _TABLE, 11, "LEFT",
            colour=QUIET, left=22.5, hanging=16.5, before=2, spacing=140,
        ),
        "figure": Look(
            "개요 2", "Outline 2", _TABLE, 12, "LEFT", bold=True,
            before=14, after=4, spacing=130, level=2, together=True,
        ),
        "caption": Look(
            "표 제목", "Table Title", _TABLE, 12, "LEFT", bold=True,
            before=10, after=4, spacing=130, together=True,
        ),
        "unit": Look(
            "단위", "Unit", _TABLE, 10, "RIGHT", colour=QUIET, after=2, spacing=130, together=True
        ),
        "unit_apart": Look(
            "단위(아래 표)", "Unit Apart", _TABLE, 10, "RIGHT", colour=QUIET, before=10, after=2,
            spacing=130, together=True,
        ),
        "object": Look("그림", "Figure", _TABLE, 10, "CENTER", spacing=100),
        "table": Look("표 자리", "Table Place", _TABLE, 1, "LEFT", spacing=100, together=True),
        "flow": Look("이어지는 표", "Flowing Table", _TABLE, 1, "LEFT", spacing=100),
        "source": Look(
            "자료", "Source", _TABLE, 10, "LEFT", colour=QUIET, before=3, spacing=130
        ),
        "note": Look(
            "주석", "Note", _TABLE, 10, "LEFT", colour=QUIET, hanging=15, before=1, spacing=130
        ),
        "plain": Look("안내", "Explanation", _TABLE, 11, "LEFT", before=4, spacing=150),
    }
)  # fmt: skip
# What stands in cells, at each size that a table may need: headings, texts, numbers.
CELL_SIZES: Final = (10.0, 9.0, 8.0, 7.0)
_CELLS: Final = MappingProxyType(
    {"head": "CENTER", "text": "LEFT", "short": "CENTER", "number": "RIGHT"}
)


@dataclass(frozen=True)
class Style:
    """A look under the ids that a document knows it by."""

    style: str
    paragraph: str
    character: str


class Styles:
    """The looks of one document, defined in its header."""

    def __init__(self, document: HwpxDocument) -> None:
        self._document = document
        self._header: HwpxOxmlHeader = document.oxml.headers[0]
        self._by_name = {name: self._define(look) for name, look in LOOKS.items()}
        for size in CELL_SIZES:
            for kind, align in _CELLS.items():
                look = Look(
                    f"표 {kind} {size:g}", f"Table {kind} {size:g}", _TABLE, size, align,
                    bold=kind == "head", spacing=120,
                )  # fmt: skip
                self._by_name[f"{kind} {size:g}"] = self._define(look)
        self._marked: dict[tuple[str, str, bool], str] = {}
        _leave_numbers_to_us(self._header)

    def __getitem__(self, name: str) -> Style:
        return self._by_name[name]

    def lettering(self, name: str, colour: str = INK, *, marked: bool = False) -> str:
        """Return the id of a style's letters in another colour; marked is bold and underlined."""
        key = (name, colour, marked)
        if key not in self._marked:
            self._marked[key] = self._document.styles.ensure_run(
                base_char_pr_id=self[name].character,
                color=colour,
                bold=True if marked else None,
                underline=True if marked else None,
            )
        return self._marked[key]

    def _define(self, look: Look) -> Style:
        face, stand_in = look.face
        self._document.styles.ensure_font(face, subst_face=stand_in, subst_type="TTF")
        character = self._document.styles.ensure_run(
            font=face, size=look.size, color=look.colour, bold=look.bold
        )
        paragraph = self._header.ensure_paragraph_format(
            base_para_pr_id="0",
            alignment=look.align,
            line_spacing_percent=look.spacing,
            margins={
                "intent": -round(look.hanging * POINT),
                "left": round(look.left * POINT),
                "right": 0,
                "prev": round(look.before * POINT),
                "next": round(look.after * POINT),
            },
            heading=_outline(look.level),
            break_setting={
                "keep_with_next": look.together,
                "page_break_before": look.new_page,
                "widow_orphan": True,
            },
        )
        style = self._header.ensure_style(
            look.name,
            style_type="PARA",
            eng_name=look.english,
            para_pr_id_ref=paragraph,
            char_pr_id_ref=character,
            lang_id=1042,
            lock_form=False,
        )
        self._header.ensure_style(look.name, next_style_id_ref=style)
        return Style(style, paragraph, character)


def _outline(level: int) -> dict[str, str | int]:
    if not level:
        return {"type": "NONE", "idRef": 0, "level": 0}
    return {"type": "OUTLINE", "idRef": 0, "level": level - 1}


def _leave_numbers_to_us(header: HwpxOxmlHeader) -> None:
    """Keep Hancom from numbering the outline: headings are written with their numbers."""
    for head in header.element.iter(f"{HH}paraHead"):
        if head.get("level") in ("1", "2"):
            head.text = None
    header.mark_dirty()
