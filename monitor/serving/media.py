"""For whom a file was made: whoever is shown its address may pass it on, and it must not open."""

from __future__ import annotations

import threading
from collections import defaultdict
from collections.abc import Callable
from pathlib import PurePosixPath
from typing import Final

_MANY: Final = 500


class Owners:
    """Remembers, of the files that wait to be taken along, for which accounts they were made.

    Args:
        is_there: whether a file is still held; what is said of one that is gone is forgotten.
    """

    def __init__(self, is_there: Callable[[str], bool]) -> None:
        self._is_there = is_there
        self._accounts: defaultdict[str, set[str]] = defaultdict(set)
        self._lock = threading.Lock()

    def note(self, address: str, account: str | None) -> None:
        """Note that a file was made for an account; for nobody when that is blank."""
        if not account:
            return
        with self._lock:
            if len(self._accounts) > _MANY:
                for gone in [each for each in self._accounts if not self._is_there(each)]:
                    del self._accounts[gone]
            self._accounts[_name(address)].add(account)

    def of(self, address: str) -> frozenset[str]:
        """Return for whom a file was made."""
        with self._lock:
            return frozenset(self._accounts.get(_name(address), ()))


def _name(address: str) -> str:
    """Return a file's own name: its address without the folder and the ending."""
    return PurePosixPath(address).stem
