"""Stopping: what is under way may end, nothing new begins, and nothing is left behind."""

from __future__ import annotations

import asyncio
import logging
import os
import signal
import threading
import time
from collections.abc import Callable
from types import FrameType
from typing import Final

from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from monitor.briefing.renderer import renderer
from monitor.intake.reading_pool import pool
from monitor.serving.paths import kind_of
from monitor.under_way import running
from monitor.wording import LANGUAGES, Words

_LOG: Final = logging.getLogger(__name__)
_SIGNALS: Final = (signal.SIGTERM, signal.SIGINT)
WITHIN: Final = 30.0
_TICK: Final = 0.1
# What was made at last is still to be fetched by the browser that waits for it.
_FETCH: Final = 2.0
# After this many seconds more, answers that still run are cut off.
_GRACE: Final = 3.0
_AGAIN_IN: Final = "10"
_NEW: Final = frozenset({"page", "other", "sign_in"})
_Handler = Callable[[int, FrameType | None], object]


class Stopping:
    """Takes the signals that end the server, the first with patience, the second without.

    Args:
        within: seconds that work under way may take to end.
    """

    def __init__(self, within: float = WITHIN) -> None:
        self.within = within
        self.is_stopping = False
        self._loop: asyncio.AbstractEventLoop | None = None
        self._servers_own: _Handler | None = None

    def expect(self) -> None:
        """Take the signals before the server runs: its own end by a signal is then a good end."""
        for each in _SIGNALS:
            signal.signal(each, self._after_the_end)

    def begin(self) -> None:
        """Take the signals from the server, in its event loop; it is handed them in time."""
        self._loop = asyncio.get_running_loop()
        if threading.current_thread() is not threading.main_thread():
            return
        taken = signal.getsignal(signal.SIGTERM)
        if callable(taken):
            self._servers_own = taken
            for each in _SIGNALS:
                signal.signal(each, self._asked)

    def _asked(self, number: int, _frame: FrameType | None) -> None:
        if self.is_stopping:
            self._at_once(number)
        self.is_stopping = True
        if self._loop is not None:
            self._loop.call_soon_threadsafe(self._wind_down_soon)

    def _wind_down_soon(self) -> None:
        self._winding_down = asyncio.ensure_future(self._wind_down())

    async def _wind_down(self) -> None:
        """Wait for what is under way, then let the server close; cut off what does not end."""
        waiting = sum(running().values())
        _LOG.info("", extra={"event": "stopping", "waiting": waiting})
        give_up = time.monotonic() + self.within
        while running() and time.monotonic() < give_up:
            await asyncio.sleep(_TICK)
        if left := sum(running().values()):
            _LOG.warning("", extra={"event": "cut_off", "waiting": left})
        elif waiting:
            await asyncio.sleep(_FETCH)
        assert self._servers_own is not None, "it was taken from there"
        self._servers_own(signal.SIGTERM, None)
        await asyncio.sleep(_GRACE)
        self._servers_own(signal.SIGINT, None)

    def _at_once(self, number: int) -> None:
        """End the process by the signal itself, and the browser with it."""
        renderer().kill()
        signal.signal(number, signal.SIG_DFL)
        os.kill(os.getpid(), number)

    def _after_the_end(self, number: int, frame: FrameType | None) -> None:
        """Hear what ended the server, which hands the signal on when all is closed."""

    def end(self) -> None:
        """Leave no process behind; end this one even where a thread of it does not."""
        renderer().stop()
        pool().close()
        _LOG.info("", extra={"event": "stopped"})
        logging.shutdown()
        if running():
            os._exit(0)  # a thread that is not to be waited for would be waited for


class Closing:
    """Middleware that begins nothing new while the server stops."""

    def __init__(self, app: ASGIApp, stopping: Stopping) -> None:
        self.app = app
        self.stopping = stopping

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Refuse pages and sessions once the server stops; let all else through."""
        if not self.stopping.is_stopping or scope["type"] not in {"http", "websocket"}:
            await self.app(scope, receive, send)
        elif scope["type"] == "websocket" or kind_of(scope["path"]) in _NEW:
            # A proxy with another replica takes 503 for an answer to ask that one.
            said = "\n".join(Words(language)("doctor.restarting") for language in LANGUAGES)
            answer = PlainTextResponse(f"{said}\n", 503, headers={"Retry-After": _AGAIN_IN})
            await answer(scope, receive, send)
        else:
            await self.app(scope, receive, send)
