"""Connections: how many a person has open, and how fast one of them may speak."""

from __future__ import annotations

import asyncio
import time
from collections import Counter
from functools import cache
from typing import Final

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from monitor.serving.refusing import refuse
from monitor.vocabulary import Vocabulary
from monitor.wording import Refused

# A slider that is drawn about sends ten a second; many more are no reader's.
_PER_SECOND: Final = 30.0
_AT_ONCE: Final = 120.0


class Connections:
    """Counts what is open, by account, or by address before somebody has signed in."""

    def __init__(self) -> None:
        self._open: Counter[str] = Counter()

    async def keep(
        self, app: ASGIApp, scope: Scope, receive: Receive, send: Send, account: str
    ) -> None:
        """Pass a connection on for as long as it lasts, unless too many are open."""
        client = scope.get("client")
        whose = f"account {account}" if account else f"address {client[0] if client else ''}"
        most = _most("sessions_per_account" if account else "sessions_per_address")
        if self._open[whose] >= most:
            await refuse(Refused("too_many_sessions", count=most), "ko")(scope, receive, send)
            return
        self._open[whose] += 1
        try:
            await app(scope, _unhurried(receive), send)
        finally:
            self._open[whose] -= 1
            if not self._open[whose]:
                del self._open[whose]


def _unhurried(receive: Receive) -> Receive:
    """Let whoever sends too much wait; the network then holds back the rest."""
    left, seen = _AT_ONCE, time.monotonic()

    async def receiving() -> Message:
        nonlocal left, seen
        message = await receive()
        now = time.monotonic()
        left, seen = min(_AT_ONCE, left + (now - seen) * _PER_SECOND) - 1, now
        if left < 0:
            await asyncio.sleep(-left / _PER_SECOND)
        return message

    return receiving


@cache
def _most(setting: str) -> int:
    return int(Vocabulary().setting(setting))
