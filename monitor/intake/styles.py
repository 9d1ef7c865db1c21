"""How workbooks that we write look: one font, few colours, what each means."""

from __future__ import annotations

from typing import Final

FONT: Final = "맑은 고딕"
FONT_SIZE: Final = 10
TITLE_SIZE: Final = 16

# Korea Design System: primary 60 and 5, greys; a light tint says what to do with a cell.
PRIMARY: Final = "#256ef4"
INK: Final = "#1e2124"
GREY_INK: Final = "#58616a"
LINE: Final = "#cdd1d5"
HEADING: Final = "#0b50d0"
HEADING_OPTIONAL: Final = "#d8e5fd"
FILL_IN: Final = "#fff3db"
REFERENCE: Final = "#f4f5f6"
IDLE: Final = "#e6e8ea"

# severity → (ink and border, tint); a pattern and a kind of border of its own stand beside them
SEVERITIES: Final = {
    "error": ("#bd2c0f", "#fdefec"),
    # Deeper than the yellow of a cell to be filled in, on which it may lie.
    "warning": ("#8a5c00", "#ffd08a"),
    "note": ("#096ab3", "#e7f4fe"),
}
