"""Number formats: which of them show a percentage."""

from __future__ import annotations

import re
from typing import Final

BUILT_IN_PERCENTS: Final = frozenset({9, 10})  # 0% and 0.00% (ECMA-376, 18.8.30; [MS-XLS] 2.5.165)
_NOT_SHOWN: Final = re.compile(r'"[^"]*"|\\.|_.|\*.|\[[^\]]*\]')  # quoted, escaped, colours


def shows_percent(code: str) -> bool:
    """Say whether a format code multiplies by a hundred: it has a ``%`` that is no plain text."""
    return "%" in _NOT_SHOWN.sub("", code)
