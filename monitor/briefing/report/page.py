"""The pages of a report: A4 with the margins of the ministries, what stands at head and foot."""

from __future__ import annotations

from typing import Final

from hwpx import HwpxDocument
from hwpx.oxml.namespaces import HP

from monitor.briefing.exhibit import Document
from monitor.briefing.report.looks import DANGER, QUIET
from monitor.briefing.report.pen import one_line
from monitor.wording import Words

_FACE: Final = "맑은 고딕"


def set_pages(hancom: HwpxDocument, document: Document, words: Words) -> None:
    """Set paper, margins, the head (what is made up says so) and the number at the foot."""
    hancom.page.setup(
        paper_size="A4",
        orientation="portrait",
        margin_top_mm=20,
        margin_bottom_mm=15,
        margin_left_mm=20,
        margin_right_mm=20,
        header_margin_mm=15,
        footer_margin_mm=10,
    )
    head = {"text": one_line(document.title), "size": 9, "color": QUIET, "font": _FACE}
    if document.is_demonstration:
        text = f"[{words('common.demonstration')}]"
        head = {"text": text, "size": 10, "color": DANGER, "font": _FACE, "bold": True}
    hancom.page.set_header(content=[{"align": "RIGHT", "children": [head]}])
    _number_pages(hancom)


def _number_pages(hancom: HwpxDocument) -> None:
    """Let Hancom number the pages as its own menu does: - 1 - at the foot."""
    run = hancom.paragraphs[0].runs[0].element
    control = run.makeelement(f"{HP}ctrl", {})
    settings = {"pos": "BOTTOM_CENTER", "formatType": "DIGIT", "sideChar": "-"}
    control.append(run.makeelement(f"{HP}pageNum", settings))
    run.append(control)
