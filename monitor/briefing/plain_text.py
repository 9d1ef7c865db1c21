"""Texts from data on their way into files: nothing in them is a character that XML forbids."""

from __future__ import annotations

import re
from typing import Final

_FORBIDDEN: Final = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def plain(text: str) -> str:
    """Return a text as XML can hold it."""
    return _FORBIDDEN.sub("\N{REPLACEMENT CHARACTER}", text)
