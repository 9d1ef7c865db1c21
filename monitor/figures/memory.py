"""Memory: what is made from a release is made once a process, for every reader."""

from __future__ import annotations

from collections.abc import Callable
from threading import RLock
from typing import Any, Final

import pandas as pd
from cachetools import LRUCache, cached

_MOST: Final = 5000  # answers, figures and tables: a release has some hundreds for each choice


@cached(LRUCache(_MOST), key=lambda key, _make: key, lock=RLock())
def remembered(key: str, make: Callable[[], Any]) -> Any:
    """Make the thing that a key names once; the key says all that it depends on."""
    thing = make()
    if isinstance(thing, pd.DataFrame):
        thing.attrs["answer"] = key
    return thing
