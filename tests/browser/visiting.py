"""Visits: a page is opened by its address, looked at, and everything noted that tests ask for."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from urllib.parse import urlencode

from playwright.sync_api import ConsoleMessage, Error, Page, WebSocket

from monitor.wording import Words
from tests.browser import gate
from tests.browser.conftest import empty

PAGES = (
    "overview",
    "progress",
    "region_map",
    "model_types",
    "year_on_year",
    "linkage",
    "spread",
    "selection",
    "evaluation",
    "panel",
    "project",
    "dictionary",
    "verify",
    "builder",
    "submissions",
    "access",
)
TALL = 6000
# What each language calls itself.
LANGUAGES = {"ko": "한국어", "en": "English"}
# Streamlit asks for these beside a page's own address before it asks at the root.
PROBES = ("/_stcore/health", "/_stcore/host-config")


@dataclass(frozen=True)
class Look:
    """How a page is looked at."""

    name: str
    language: str
    width: int
    colours: str = "light"
    part: str = ""

    def __str__(self) -> str:
        named = f"{self.name}-{self.part}" if self.part else self.name
        return f"{named}-{self.language}-{self.width}-{self.colours}"

    @property
    def wide(self) -> Look:
        """Return what looks at a page have in common that differ by the width of the window."""
        return replace(self, width=0)

    @property
    def opened(self) -> Look:
        """Return what looks have in common for which a page is opened once."""
        return replace(self, width=0, language="", colours="", part="")


# The parts of a page beside the one that it opens with.
PARTS = {
    "progress": ("stages", "money"),
    "linkage": ("partners", "network", "co_production"),
    "spread": ("after", "awards"),
    "selection": ("applications", "calls"),
    "evaluation": ("paths", "project", "what_if"),
}


@dataclass
class Visit:
    """What was found on a page."""

    heading: str
    language: str
    title: str
    text: str
    bytes_received: int
    console: list[str]
    foreign_fonts: list[str] | None
    without_alternative_text: list[str]
    axe: list[str] | None
    overflowing: list[str]
    english: list[str]


@dataclass
class Ears:
    """What a page says while it is opened: its console and the weight of its socket's frames."""

    console: list[str] = field(default_factory=list)
    bytes_received: int = 0

    @contextmanager
    def on(self, page: Page) -> Iterator[None]:
        """Listen to a page for as long as the block lasts."""
        page.on("console", self._note)
        page.on("pageerror", self._note_error)
        page.on("websocket", self._weigh)
        try:
            yield
        finally:
            page.remove_listener("console", self._note)
            page.remove_listener("pageerror", self._note_error)
            page.remove_listener("websocket", self._weigh)

    def forget(self) -> None:
        """Begin anew: what follows is of another look."""
        self.console.clear()
        self.bytes_received = 0

    def _note_error(self, error: Error) -> None:
        self.console.append(str(error))

    def _note(self, message: ConsoleMessage) -> None:
        address = str(message.location.get("url", ""))
        if message.type == "error" and not address.endswith(PROBES):
            self.console.append(f"{message.text} {address}")

    def _weigh(self, socket: WebSocket) -> None:
        def add(frame: str | bytes) -> None:
            self.bytes_received += len(frame)

        socket.on("framereceived", add)


def address_of(server: str, name: str, **parameters: str) -> str:
    """Return the address of a page."""
    path = "" if name == "overview" else name
    query = f"?{urlencode(parameters)}" if parameters else ""
    return f"{server}/{path}{query}"


def visit(tab: Page, server: str, looks: Sequence[Look]) -> dict[Look, Visit]:
    """Open a page by its address as the first look has it, turn it to the others; note each."""
    before, ears, found = looks[0], Ears(), {}
    page = empty(tab, width=before.width, height=900, colours=before.colours)
    with ears.on(page):
        parts = {"part": before.part} if before.part else {}
        page.goto(address_of(server, before.name, language=before.language, **parts))
        for look in looks:
            _turn(page, before, look, ears)
            gate.settle(page)
            found[look] = _noted(page, ears, look, looks)
            before = look
    return found


def _turn(page: Page, before: Look, look: Look, ears: Ears) -> None:
    """Turn a page from one look to the next as its reader does; wait until it has begun to."""
    if look.wide != before.wide:
        ears.forget()
    if look.colours != before.colours:
        page.emulate_media(color_scheme="dark" if look.colours == "dark" else "light")
    if look.language != before.language:
        _choose(page, LANGUAGES[look.language])
        # The colours that the browser prefers are known to the next run.
        dark = "[data-dark]" if look.colours == "dark" else ":not([data-dark])"
        said = page.locator(f"span[data-language={look.language}]{dark}")
        said.first.wait_for(state="attached")
    if look.part != before.part:
        _choose(page, Words("en" if look.language == "en" else "ko")(f"{look.name}.{look.part}"))
        page.wait_for_url(re.compile(rf"[?&]part={look.part}(&|$)"))
    # Axe sees no colours below the fold; in the dark, where it looks at nothing else, none is.
    height = TALL if look.colours == "dark" else 900
    page.set_viewport_size({"width": look.width, "height": height})


def _choose(page: Page, option: str) -> None:
    page.get_by_role("radio", name=option, exact=True).click()
    page.mouse.move(640, 1)  # the sidebar offers to fold itself as long as the mouse is on it


def is_for_axe(look: Look, looks: Sequence[Look]) -> bool:
    """Tell whether axe reads a look: the narrowest of its page, where most must be scrolled.

    In Korean: what it asks for hangs on elements and colours, not on the words in them.
    """
    narrowest = min(each.width for each in looks if each.wide == look.wide)
    return look.language == "ko" and look.width == narrowest


def is_for_fonts(look: Look, looks: Sequence[Look]) -> bool:
    """Tell whether fonts are asked for in a look: the widest of its page, which writes most."""
    widest = max(each.width for each in looks if each.wide == look.wide)
    return look.colours == "light" and look.width == widest


def _noted(page: Page, ears: Ears, look: Look, looks: Sequence[Look]) -> Visit:
    # Of all that axe asks, only contrast depends on the colours.
    in_the_dark = look.colours == "dark"
    return Visit(
        heading=page.locator("h1").inner_text(),
        language=page.locator("html").get_attribute("lang") or "",
        title=page.title(),
        text=page.inner_text("body"),
        bytes_received=ears.bytes_received,
        console=list(ears.console),
        foreign_fonts=gate.foreign_fonts(page) if is_for_fonts(look, looks) else None,
        without_alternative_text=gate.figures_without_alternative_text(page),
        axe=gate.serious_axe_problems(page, colours_only=in_the_dark)
        if is_for_axe(look, looks)
        else None,
        overflowing=gate.overflowing_text(page),
        english=gate.english_leftovers(
            page, ("English", "CSV", "SVI", "HWPX", "PPTX", "XLSX", "PDF")
        ),
    )


Visiting = Callable[[Look], Visit]
