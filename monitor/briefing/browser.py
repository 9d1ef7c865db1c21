"""One Chromium with two tabs: a canvas on which figures are drawn, and a page to be printed."""

from __future__ import annotations

import asyncio
import base64
import os
import signal
import tempfile
from collections.abc import AsyncIterator, Mapping, MutableMapping, Sequence
from pathlib import Path
from typing import Any, Final

import plotly
from choreographer import Browser, Tab
from choreographer.browsers import Chromium
from choreographer.channels import Pipe

from monitor.briefing import fonts

_CANVAS: Final = (Path(__file__).parent / "canvas.html").as_uri()
_PLOTLY: Final = (Path(plotly.__file__).parent / "package_data" / "plotly.min.js").as_uri()
_COMPLETE: Final = """(async () => {
  await Promise.all([...document.fonts].map((face) => face.load()));
  await Promise.all([...document.images].map((image) => image.decode()));
})"""
_MACHINE_FONTS: Final = "/etc/fonts/fonts.conf"
# Every window draws two pages of its own behind its address bar, which nobody sees here: as long as
# the browser takes to start without them.
ADDRESS_BAR: Final = ("WebUIOmniboxPopup", "WebUIOmniboxAimPopup")
_FLAGS: Final = (
    f"--disable-features={','.join(ADDRESS_BAR)}",
    "--host-resolver-rules=MAP * ~NOTFOUND",  # there is no network, not even this machine
    "--disable-background-networking",
    "--font-render-hinting=none",  # letters keep their distances at any scale
    "--hide-scrollbars",
    "--user-agent=monitor",  # stands in a PDF as the program that made it
)
_PDF: Final = {
    "printBackground": True,
    "preferCSSPageSize": True,
    "generateTaggedPDF": True,
    "generateDocumentOutline": True,
    "transferMode": "ReturnAsStream",  # in one message, 20 MB take half a minute
}
_LEAVE_WITHIN: Final = 5.0
_ROUNDS: Final = 25
_PART: Final = 1 << 20


class Undrawable(Exception):
    """The page itself says that it cannot draw this: another browser could not either."""


class _Chromium(Chromium):
    def get_cli(self) -> Sequence[str]:
        return [*super().get_cli(), *_FLAGS]

    def get_env(self) -> MutableMapping[str, str]:
        environment = dict(super().get_env())
        settings = Path(self.tmp_dir.path) / "fonts.conf"
        known = environment.get("FONTCONFIG_FILE", _MACHINE_FONTS)
        settings.write_text(fonts.machine_settings(known), encoding="utf-8")
        return environment | {"FONTCONFIG_FILE": str(settings)}


class _Pipe(Pipe):
    def open(self) -> None:
        """Let go of the browser's ends: while we hold them, nobody hears that it died."""
        super().open()
        os.close(self._read_to_browser)
        os.close(self._write_from_browser)
        self._read_to_browser = self._write_from_browser = -1


class Stage:
    """A running browser. All but ``kill`` is for one event loop."""

    def __init__(self, browser: Browser, canvas: Tab, paper: Tab) -> None:
        self._browser = browser
        self._canvas = canvas
        self._paper = paper

    @classmethod
    async def open(cls, browser: Browser) -> Stage:
        """Start a browser and wait until it can draw."""
        await browser.open()
        # Each in a window of its own: a tab behind another is never painted.
        canvas = browser.get_tab() or await browser.create_tab(window=True)
        paper = await browser.create_tab(window=True)
        await _show(canvas, _CANVAS)
        await _call(canvas, "prepare", f'"{_PLOTLY}"')
        return cls(browser, canvas, paper)

    async def draw(self, figure: str, width: int, height: int) -> str:
        """Return a figure, given as JSON, as SVG; it stays on the canvas."""
        drawn: str = await _call(self._canvas, "draw", f"{figure},{width},{height}")
        return drawn

    async def photograph(self, width: int, height: int, scale: int) -> bytes:
        """Return what stands on the canvas as PNG."""
        clip = {"x": 0, "y": 0, "width": width, "height": height, "scale": scale}
        taken = await _send(
            self._canvas, "Page.captureScreenshot", clip=clip, captureBeyondViewport=True
        )
        return base64.b64decode(taken["data"])

    async def print(self, html: str) -> bytes:
        """Return a document as PDF, tagged and with an outline. It must carry all that it shows."""
        # From a file, as a browser meets any document: of one put into a page, fonts get lost.
        with tempfile.TemporaryDirectory() as folder:
            file = Path(folder) / "document.html"
            file.write_text(html, encoding="utf-8")
            await _show(self._paper, file.as_uri())
        await _call(self._paper, _COMPLETE, "")
        printed = await _send(self._paper, "Page.printToPDF", **_PDF)
        return b"".join([part async for part in _streamed(self._paper, printed["stream"])])

    async def close(self) -> None:
        """End the browser, by force when it does not leave."""
        await close(self._browser)


def start() -> Browser:
    """Return a browser that is not open yet. Raises ``ChromeNotFoundError`` where there is none."""
    return Browser(browser_cls=_Chromium, channel_cls=_Pipe, enable_extensions=False)


async def close(browser: Browser) -> None:
    """End a browser in whatever state it is, and all that it started."""
    if browser._watch_dog_task:
        browser._watch_dog_task.cancel()  # else it warns that the browser is gone
    kill(browser)
    browser._channel.close()  # else it asks a dead browser to leave, and waits for an answer
    async with asyncio.timeout(_LEAVE_WITHIN):
        for _ in range(_ROUNDS):  # its folder is removed when nobody writes to it any more
            if not kill(browser):
                break
            await asyncio.sleep(0.02)
        await browser.close()


def kill(browser: Browser) -> bool:
    """End the browser's processes at once, from any thread; say whether there were any."""
    if (process := getattr(browser, "subprocess", None)) is None:
        return False
    process.poll()
    try:
        # A session of its own: the number of its group is that of its first process.
        os.killpg(process.pid, signal.SIGKILL)
    except ProcessLookupError:
        return False
    return True


async def _streamed(tab: Tab, handle: str) -> AsyncIterator[bytes]:
    """Yield what the browser keeps for us, part by part."""
    is_last = False
    while not is_last:
        part = await _send(tab, "IO.read", handle=handle, size=_PART)
        is_last = part["eof"]
        yield base64.b64decode(part["data"])
    await _send(tab, "IO.close", handle=handle)


async def _show(tab: Tab, address: str) -> None:
    await _send(tab, "Page.enable")
    shown = tab.subscribe_once("Page.loadEventFired")
    await _send(tab, "Page.navigate", url=address)
    await shown


async def _call(tab: Tab, function: str, arguments: str) -> Any:
    """Call a function of the page and wait for what it returns."""
    answer = await _send(
        tab,
        "Runtime.evaluate",
        expression=f"{function}({arguments})",
        awaitPromise=True,
        returnByValue=True,
    )
    if "exceptionDetails" in answer:
        thrown: Mapping[str, Any] = answer["exceptionDetails"].get("exception", {})
        raise Undrawable(str(thrown.get("description", answer["exceptionDetails"])))
    return answer["result"].get("value")


async def _send(tab: Tab, command: str, **parameters: Any) -> Any:
    answer = await tab.send_command(command, parameters)
    if "error" in answer:
        raise RuntimeError(f"{command}: {answer['error']}")
    return answer["result"]
