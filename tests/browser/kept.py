"""One browser a worker, from one file that looks at pages to the next: starting it takes a second.

While it runs its thread has an event loop, so that nothing else may run one: it ends before the
first test that looks at nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager

from playwright.sync_api import Browser, sync_playwright


class Kept:
    """A browser that is started when it is needed and lent to whoever looks."""

    def __init__(self) -> None:
        self._open = ExitStack()
        self._browser: Browser | None = None
        self._users = 0

    @contextmanager
    def lent(self, executable: str, options: Sequence[str]) -> Iterator[Browser]:
        """Lend the browser; the last who gives it back leaves no window open."""
        if self._browser is None:
            playwright = self._open.enter_context(sync_playwright())
            self._browser = playwright.chromium.launch(executable_path=executable, args=options)
            self._open.callback(self._browser.close)
        self._users += 1
        try:
            yield self._browser
        finally:
            self._users -= 1
            if not self._users:
                for window in self._browser.contexts:
                    window.close()

    def end(self) -> None:
        """End the browser, unless somebody looks with it."""
        if not self._users:
            self._open.close()
            self._browser = None


KEPT = Kept()
