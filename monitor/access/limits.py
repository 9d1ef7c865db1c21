"""How often a person may ask for what costs much: a bucket of each kind, in every window the same.

A bucket holds what may be asked for at once and fills up again within the hour. It is kept in the
process: two replicas give twice as much. Whoever has the machine, by page or command line, is not
held back.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from math import ceil
from typing import Final, Literal

from monitor.access.people import vocabulary
from monitor.access.who import Who
from monitor.wording import Refused

Costly = Literal["brief", "check", "export", "publish", "search", "sign_in", "verify"]
_HOUR: Final = 3600.0
_MANY: Final = 5000


@dataclass
class _Bucket:
    left: float
    at: float


class Limits:
    """The buckets of a process.

    Args:
        per_hour: how often each kind may be asked for.
        clock: seconds that only go on.
    """

    def __init__(
        self, per_hour: Callable[[Costly], int], clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._per_hour = per_hour
        self._clock = clock
        self._buckets: dict[tuple[str, Costly], _Bucket] = {}
        self._lock = threading.Lock()

    def take(self, whose: str, kind: Costly) -> None:
        """Take one out of a bucket.

        Args:
            whose: an account, or an address where nobody has signed in yet.
            kind: what is asked for; its limit is ``KIND_per_hour`` of ``settings.csv``.

        Raises:
            Refused: ``too_often`` with the minutes until there is one again.
        """
        most, now = self._per_hour(kind), self._clock()
        with self._lock:
            if len(self._buckets) > _MANY:
                self._forget(now)
            bucket = self._buckets.setdefault((whose, kind), _Bucket(most, now))
            bucket.left = min(most, bucket.left + (now - bucket.at) * most / _HOUR)
            bucket.at = now
            if bucket.left < 1:
                minutes = ceil((1 - bucket.left) * _HOUR / most / 60)
                raise Refused("too_often", count=most, minutes=minutes)
            bucket.left -= 1

    def _forget(self, now: float) -> None:
        """Forget whose bucket is full again: who has asked for nothing for an hour."""
        old = [key for key, bucket in self._buckets.items() if now - bucket.at > _HOUR]
        for key in old:
            del self._buckets[key]


@cache
def limits() -> Limits:
    """Return the buckets of this process."""
    return Limits(lambda kind: int(vocabulary().setting(f"{kind}_per_hour")))


def hold_back(who: Who, kind: Costly) -> None:
    """Hold a person back who asks too often on pages.

    Raises:
        Refused: ``too_often``.
    """
    if who.origin == "page" and not who.is_local:
        limits().take(who.account, kind)
