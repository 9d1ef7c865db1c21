"""The page around a document: its language, title, style, letters, and what each page repeats."""

from __future__ import annotations

from html import escape
from pathlib import Path
from typing import Final, Literal, TypeAlias

from monitor.briefing import fonts
from monitor.briefing.images import letters_of
from monitor.wording import Language, Words

Form: TypeAlias = Literal["report", "slides"]

_FOLDER: Final = Path(__file__).parent
# It shows what it carries and nothing else; nothing in it runs.
_POLICY: Final = "default-src 'none'; style-src 'unsafe-inline'; font-src data:; img-src data:"
_MARKS: Final = "□○-※·0123456789 "


def sheet(
    body: str, *, form: Form, title: str, language: Language, foot: str, is_demonstration: bool
) -> str:
    """Return a whole document of HTML.

    Args:
        body: finished HTML.
        form: which style it is set in.
        title: plain; stands in the title bar of a reader.
        language: that it is read in.
        foot: plain; at the foot of every page, beside its number.
        is_demonstration: whether every page says so.
    """
    mark = Words(language)("common.demonstration") if is_demonstration else ""
    style = (_FOLDER / "shared.css").read_text("utf-8") + (_FOLDER / f"{form}.css").read_text(
        "utf-8"
    )
    repeated = (
        f"@page{{@top-right{{content:{_quoted(mark)}}}@bottom-right{{content:{_quoted(foot)}}}}}"
    )
    carried = fonts.embedded(letters_of(body) + title + foot + mark + _MARKS)
    return (
        f'<!doctype html><html lang="{language}"><head><meta charset="utf-8">'
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">'
        f"<title>{escape(title)}</title><style>{carried}{style}{repeated}</style></head>"
        f'<body class="{form}">{body}</body></html>'
    )


def _quoted(text: str) -> str:
    """Return a text as a string of CSS, in which nothing ends the string."""
    letters = (each if each.isalnum() else f"\\{ord(each):x} " for each in text)
    return f'"{"".join(letters)}"'
