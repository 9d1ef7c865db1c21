"""How many random examples a test looks at: a few each run, which are others each time.

``EXAMPLES=10`` in the environment looks at ten times as many.
"""

from __future__ import annotations

import os

_TIMES = int(os.environ.get("EXAMPLES") or 1)


def examples(number: int) -> int:
    """Return how many examples a test looks at where a usual run looks at ``number``."""
    return number * _TIMES
