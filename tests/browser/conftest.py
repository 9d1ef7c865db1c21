"""The real dashboard, served for these tests, and a real browser that looks at it.

A test asks for ``open_page`` (or ``page``) and may set ``viewport`` and ``colour_scheme`` with
``pytest.mark.parametrize``. Whatever a page asks of another host fails its test. A file's tests
look through one tab, which forgets everything between them: a new one costs as much as a page.
"""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final
from urllib.parse import urlencode, urlsplit

import pytest
from playwright.sync_api import Browser, Page, Request, WebSocket, sync_playwright

from monitor.briefing.browser import ADDRESS_BAR
from monitor.store import Store
from tests.browser.gate import settle

ROOT = Path(__file__).resolve().parents[2]
START_WITHIN = 60.0
# Not the headless shell: it sets text otherwise than the Chromium that people read with.
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
# What Playwright leaves out for the sake of tests, repeated since only the last list counts.
LEFT_OUT = (
    *("AvoidUnnecessaryBeforeUnloadCheckSync", "DestroyProfileOnBrowserClose", "HttpsUpgrades"),
    *("HttpsFirstBalancedModeAutoEnable", "LensOverlay", "MediaRouter", "PaintHolding"),
    *("ThirdPartyStoragePartitioning", "AvoidCorsURLLoaderRestartOnRedirect"),
    *("OptimizationHints", "NetworkTimeServiceQuerying", "AimEnabled", "PreconnectToSearch"),
)
CALM = (
    f"--disable-features={','.join((*LEFT_OUT, *ADDRESS_BAR))}",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
)
# One process draws one page after another: a new one, as each address would get, reads every
# script and font anew, which took longer than the page itself.
ONE_PROCESS = ("--renderer-process-limit=1", "--disable-site-isolation-trials")
# A page is looked at once: making its scripts as fast as they could be takes longer than it saves.
UNHURRIED = ("--js-flags=--no-opt",)
# What moves only to please the eye keeps a processor busy and a test waiting.
STILL: Final = "reduce"
NO_HOST = ("about", "blob", "chrome-error", "data")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark every test of this folder as one that needs the browser."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.browser)


# ── the server ───────────────────────────────────────────────────────────────────────────────────


@pytest.fixture(scope="session")
def demo_store(demonstration: Store) -> Path:
    """Return the folder of the store with the demonstration releases."""
    return demonstration.folder


@pytest.fixture(scope="session")
def server(demo_store: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Serve the dashboard on a free port; return its address."""
    log = tmp_path_factory.mktemp("server") / "log.txt"
    with serving(served_at(free_port()), {"MONITOR_STORE": str(demo_store)}, log) as address:
        yield address


def served_at(port: int) -> list[str]:
    """Return what ``monitor serve`` becomes, which first imports every other command."""
    return [sys.executable, str(ROOT / "server.py"), "--port", str(port)]


def free_port() -> int:
    """Return a port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


class serving:  # noqa: N801 - reads as a verb: with serving(...) as address
    """Run a server command that ends in its port for as long as the block lasts."""

    def __init__(self, command: list[str], environment: dict[str, str], log: Path) -> None:
        self.command = command
        self.environment = os.environ | environment
        self.log = log
        self.address = f"http://127.0.0.1:{command[-1]}"

    def __enter__(self) -> str:
        """Start the server and wait until it answers."""
        with self.log.open("w") as log:
            self.process = subprocess.Popen(
                self.command,
                cwd=ROOT,
                env=self.environment,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        self._wait_until_it_answers()
        return self.address

    def __exit__(self, *_: object) -> None:
        """Stop the server and everything that it started."""
        if self.process.poll() is None:
            os.killpg(self.process.pid, signal.SIGTERM)
        try:
            self.process.wait(timeout=10)
        except subprocess.TimeoutExpired:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait(timeout=10)

    def _wait_until_it_answers(self) -> None:
        give_up = time.monotonic() + START_WITHIN
        while time.monotonic() < give_up and self.process.poll() is None:
            try:
                with urllib.request.urlopen(f"{self.address}/_stcore/health", timeout=2):
                    return
            except OSError:
                time.sleep(0.1)
        self.__exit__()
        pytest.fail(f"{' '.join(self.command)} does not answer:\n{self.log.read_text()}")


# ── the browser ──────────────────────────────────────────────────────────────────────────────────


@dataclass
class RequestsWatch:
    """Records every address that the pages of a test ask for."""

    home: str
    addresses: list[str] = field(default_factory=list)

    @contextmanager
    def over(self, tab: Page) -> Iterator[None]:
        """Listen to a tab and what it opens, sockets included, for as long as the block lasts."""
        tab.context.on("request", self._note)
        tab.context.on("page", self._listen)
        tab.on("websocket", self._note)
        try:
            yield
        finally:
            tab.context.remove_listener("request", self._note)
            tab.context.remove_listener("page", self._listen)
            tab.remove_listener("websocket", self._note)

    def _listen(self, page: Page) -> None:
        page.on("websocket", self._note)

    def _note(self, asked: Request | WebSocket) -> None:
        self.addresses.append(asked.url)

    def strangers(self) -> list[str]:
        """Return the addresses that lead away from the server under test."""
        return [address for address in self.addresses if not self._at_home(address)]

    def _at_home(self, address: str) -> bool:
        parts = urlsplit(address)
        return parts.scheme in NO_HOST or parts.netloc == urlsplit(self.home).netloc


@contextmanager
def chromium() -> Iterator[Browser]:
    """Start the system's Chromium for as long as the block lasts."""
    executable = next(filter(None, map(shutil.which, BROWSERS)), None)
    if executable is None:
        pytest.fail("Chromium is missing. Install it with: apt-get install chromium")
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(
            executable_path=executable, args=[*CALM, *ONE_PROCESS, *UNHURRIED]
        )
        yield started
        started.close()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Start a browser for a file's tests: while it runs, no other file may run an event loop."""
    with chromium() as started:
        yield started


@pytest.fixture(scope="module")
def tab(browser: Browser) -> Iterator[Page]:
    """Open the tab that all tests of a file look through."""
    context = browser.new_context(locale="ko-KR", timezone_id="Asia/Seoul", reduced_motion=STILL)
    yield context.new_page()
    context.close()


def empty(tab: Page, *, width: int, height: int, colours: str) -> Page:
    """Return the tab as a fresh profile has it: it shows nothing and remembers nothing."""
    tab.evaluate(_FORGET)
    tab.goto("about:blank")
    tab.context.clear_cookies()
    tab.set_viewport_size({"width": width, "height": height})
    tab.emulate_media(media="null", color_scheme="dark" if colours == "dark" else "light")
    return tab


_FORGET = """() => {
  if (location.protocol !== 'http:') return;
  localStorage.clear();
  sessionStorage.clear();
}"""


@pytest.fixture
def viewport() -> tuple[int, int]:
    """Width and height of the window; parametrise it to look at others."""
    return (1280, 900)


@pytest.fixture
def colour_scheme() -> str:
    """Light or dark, as the reader's system prefers."""
    return "light"


@pytest.fixture
def requests_watch(request: pytest.FixtureRequest) -> Iterator[RequestsWatch]:
    """Fail the test when a page asks anything of another host than the server under test."""
    needs_server = {"open_page", "server"} & set(request.fixturenames)
    home = request.getfixturevalue("server") if needs_server else "http://127.0.0.1"
    watch = RequestsWatch(home)
    yield watch
    if strangers := watch.strangers():
        pytest.fail("a page asked another host:\n" + "\n".join(sorted(set(strangers))))


@pytest.fixture
def page(
    tab: Page,
    requests_watch: RequestsWatch,
    viewport: tuple[int, int],
    colour_scheme: str,
) -> Iterator[Page]:
    """Return the tab, empty and watched."""
    width, height = viewport
    empty(tab, width=width, height=height, colours=colour_scheme)
    with requests_watch.over(tab):
        yield tab


@pytest.fixture
def open_page(server: str, page: Page) -> Callable[..., Page]:
    """Return a function that opens ``path`` with parameters and waits until all is drawn."""

    def opened(path: str = "/", **parameters: str) -> Page:
        query = f"?{urlencode(parameters)}" if parameters else ""
        page.goto(f"{server}{path}{query}")
        settle(page)
        return page

    return opened
