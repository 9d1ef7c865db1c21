"""Memory: what is made from a release is made once a process, for every reader.

Which answers a thing was made from is remembered with it, so that a figure taken along can name
every answer behind it, whether it was drawn just now or an hour ago.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from threading import RLock
from typing import Any, Final

import pandas as pd
from cachetools import LRUCache, cached

_MOST: Final = 3000  # answers, figures and tables: a release has some hundreds for each choice
_HEARD: ContextVar[list[pd.DataFrame] | None] = ContextVar("answers heard", default=None)


@contextmanager
def listening() -> Iterator[list[pd.DataFrame]]:
    """Collect the answers that are asked for in the block, in the order of asking."""
    heard: list[pd.DataFrame] = []
    token = _HEARD.set(heard)
    try:
        yield heard
    finally:
        _HEARD.reset(token)


def remembered(key: str, make: Callable[[], Any]) -> Any:
    """Make the thing that a key names once; the key says all that it depends on."""
    made, behind = _made(key, make)
    hear(*behind)
    return made


def hear(*answers: pd.DataFrame) -> None:
    """Tell who listens, if anybody does, that these were answered."""
    heard = _HEARD.get()
    if heard is not None:
        heard.extend(answers)


@cached(LRUCache(_MOST), key=lambda key, _make: key, lock=RLock())
def _made(key: str, make: Callable[[], Any]) -> tuple[Any, tuple[pd.DataFrame, ...]]:
    with listening() as heard:
        made = make()
    if isinstance(made, pd.DataFrame):
        made.attrs["answer"] = key
    return made, tuple(heard)
