"""The renderer: one browser kept warm, a queue before it, and a new browser when one fails."""

from __future__ import annotations

import asyncio
import atexit
import logging
import threading
import time
from collections.abc import Awaitable, Callable
from concurrent import futures
from dataclasses import dataclass
from functools import cache
from typing import Final, TypeVar

from choreographer import Browser
from choreographer.errors import ChromeNotFoundError

from monitor.briefing import browser as chromium
from monitor.briefing.browser import Stage, Undrawable
from monitor.under_way import under_way
from monitor.wording import Refused

_LOG: Final = logging.getLogger(__name__)
_ATTEMPTS: Final = 2
_STOP_WITHIN: Final = 10.0
_Made = TypeVar("_Made")
Work = Callable[[Stage], Awaitable[_Made]]


@dataclass(frozen=True)
class Limits:
    """How many requests may be under way at once, and how many seconds each step may take.

    Attributes:
        waiting: requests waiting or being drawn; one more is refused.
        patience: seconds until a request must have had its turn.
        start: seconds that a browser may take to start.
        drawing: seconds that a picture may take before the browser counts as hung.
        printing: seconds that a document may take.
    """

    waiting: int = 40
    patience: float = 45
    start: float = 20
    drawing: float = 15
    printing: float = 60


class Renderer:
    """Lets one browser work for many threads, one request after the other.

    Attributes:
        limits: of what it takes on.
        restarts: browsers that were given up after they failed.
    """

    def __init__(self, limits: Limits | None = None) -> None:
        self.limits = limits or Limits()
        self._places = threading.BoundedSemaphore(self.limits.waiting)
        self._starting = threading.Lock()
        self._loop: asyncio.AbstractEventLoop | None = None
        self._turn = asyncio.Lock()
        self._browser: Browser | None = None
        self._stage: Stage | None = None
        self.restarts = 0

    def run(self, work: Work[_Made], seconds: float | None = None) -> _Made:
        """Have something made on the stage and return it.

        Args:
            work: what is done there.
            seconds: that it may take; as long as a picture, unless told.

        Raises:
            Refused: too many wait, the browser is missing, or it failed twice.
        """
        if not self._places.acquire(blocking=False):
            raise Refused("renderer_busy", waiting=self.limits.waiting)
        within = seconds or self.limits.drawing
        longest = self.limits.patience + _ATTEMPTS * (self.limits.start + within)
        try:
            with under_way("draw"):
                made = asyncio.run_coroutine_threadsafe(self._served(work, within), self._running())
                return made.result(timeout=longest)
        except futures.CancelledError as error:
            raise Refused("renderer_failed") from error
        except futures.TimeoutError as error:
            _LOG.error("The renderer did not answer in %.0f s and is stopped", longest)
            self.stop()
            raise Refused("renderer_failed") from error
        finally:
            self._places.release()

    def stop(self) -> None:
        """End the browser; what is under way is refused. The next request starts a new one."""
        with self._starting:
            loop, self._loop = self._loop, None
            if loop is None:
                return
            browser = self._browser
            ended = asyncio.run_coroutine_threadsafe(self._ended(), loop)
            try:
                ended.result(timeout=_STOP_WITHIN)
            except futures.TimeoutError:
                _LOG.warning("The browser did not end in %.0f s and is killed", _STOP_WITHIN)
                if browser:
                    chromium.kill(browser)
                self._browser = self._stage = None
            loop.call_soon_threadsafe(loop.stop)

    def kill(self) -> None:
        """End the browser's processes at once and wait for nobody; for a process that ends."""
        if self._browser is not None:
            chromium.kill(self._browser)

    def _running(self) -> asyncio.AbstractEventLoop:
        """Return the event loop of our own thread, in which all that is about the browser runs."""
        with self._starting:
            if self._loop is None:
                self._loop = asyncio.new_event_loop()
                self._turn = asyncio.Lock()
                threading.Thread(
                    target=self._loop.run_forever, name="renderer", daemon=True
                ).start()
            return self._loop

    async def _served(self, work: Work[_Made], seconds: float) -> _Made:
        try:
            async with asyncio.timeout(self.limits.patience):
                await self._turn.acquire()
        except TimeoutError as error:
            raise Refused("renderer_busy", waiting=self.limits.waiting) from error
        try:
            return await self._made(work, seconds)
        finally:
            self._turn.release()

    async def _made(self, work: Work[_Made], seconds: float) -> _Made:
        for attempt in range(1, _ATTEMPTS + 1):
            begun = time.monotonic()
            try:
                stage = await self._ready()
                async with asyncio.timeout(seconds):
                    return await work(stage)
            except ChromeNotFoundError as error:
                raise Refused("renderer_missing") from error
            except Undrawable as error:
                _LOG.exception("The browser cannot draw this")
                raise Refused("renderer_failed") from error
            except (Exception, asyncio.CancelledError) as error:
                _LOG.warning(
                    "The browser failed after %.1f s (attempt %d of %d): %r",
                    time.monotonic() - begun,
                    attempt,
                    _ATTEMPTS,
                    error,
                )
                if self._loop is not asyncio.get_running_loop():
                    break  # we were stopped
                self.restarts += 1
                await self._discard()
        raise Refused("renderer_failed")

    async def _ready(self) -> Stage:
        """Return the stage, of a new browser where there is none."""
        if self._stage is None:
            self._browser = chromium.start()
            async with asyncio.timeout(self.limits.start):
                self._stage = await Stage.open(self._browser)
            # Anew each time: what is registered last goes first, before the browser's folder does.
            atexit.unregister(self.stop)
            atexit.register(self.stop)
        return self._stage

    async def _discard(self) -> None:
        """End the browser, whatever state it is in."""
        browser, self._browser, self._stage = self._browser, None, None
        if browser is None:
            return
        try:
            await chromium.close(browser)
        except Exception as error:
            _LOG.warning("A browser was killed, but not tidied up: %r", error)

    async def _ended(self) -> None:
        """End the browser and refuse what is under way."""
        await self._discard()
        others = asyncio.all_tasks() - {asyncio.current_task()}
        for task in others:
            task.cancel()
        if others:
            await asyncio.wait(others, timeout=2)


@cache
def renderer() -> Renderer:
    """Return the renderer of this process."""
    return Renderer()


def print_pdf(html: str) -> bytes:
    """Return a document as PDF: tagged, with an outline, on the pages that its style asks for."""

    async def printed(stage: Stage) -> bytes:
        return await stage.print(html)

    one = renderer()
    return one.run(printed, one.limits.printing)
