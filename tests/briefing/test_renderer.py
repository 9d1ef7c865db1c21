"""Pictures: our letters on any machine, many at once, and a browser that may hang or die."""

from __future__ import annotations

import asyncio
import base64
import io
import logging
import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from html import unescape
from pathlib import Path

import pypdf
import pytest
from fontTools.ttLib import TTFont
from PIL import Image

from monitor.briefing import browser, images, renderer
from monitor.briefing.browser import Stage
from monitor.briefing.images import WIDTH, image
from monitor.briefing.renderer import Limits, Renderer
from monitor.charts import Caption, Chart
from monitor.charts.theme import Drawing, finish
from monitor.vocabulary import ROOT
from monitor.wording import Refused

HEIGHT = 150
SOURCE = "자료: 시·도 제출 자료 · 기준일: 2027. 3. 31. (잠정)"
NO_FONTS = "<fontconfig><dir>{folder}</dir><cachedir>{folder}</cachedir></fontconfig>"


def chart(title: str = "이용자 수", *, label: str = "서울 <b>12</b>") -> Chart:
    drawing = Drawing()
    drawing.trace("bar", x=[1, 2], y=[3, 12], text=["", label], textposition="outside")
    return finish(drawing, Caption(title, "명", SOURCE), "서울 <12명>이 가장 많음", height=HEIGHT)


@pytest.fixture(scope="module", autouse=True)
def ours(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Renderer]:
    """Give the process a renderer on a machine without a single font of its own."""
    folder = tmp_path_factory.mktemp("fonts")
    (folder / "fonts.conf").write_text(NO_FONTS.format(folder=folder))
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("FONTCONFIG_FILE", str(folder / "fonts.conf"))
        one = Renderer(Limits(drawing=3))
        patch.setattr(images, "renderer", lambda: one)
        patch.setattr(renderer, "renderer", lambda: one)
        yield one
        one.stop()


def picture(png: bytes) -> Image.Image:
    return Image.open(io.BytesIO(png)).convert("RGBA")


def processes(one: Renderer) -> list[int]:
    """Return the running processes of a renderer's browser."""
    assert one._browser
    listed = subprocess.run(
        ["ps", "-eo", "pid,pgid,stat"], capture_output=True, text=True, check=True
    )
    rows = [line.split() for line in listed.stdout.splitlines()[1:]]
    group = str(one._browser.subprocess.pid)
    return [int(pid) for pid, of, state in rows if of == group and not state.startswith("Z")]


# ── pictures ─────────────────────────────────────────────────────────────────────────────────────


def test_a_png_has_two_pixels_for_one_and_a_print_four_on_white_paper() -> None:
    for form, scale in images.SCALES.items():
        drawn = picture(image(chart(), form))  # type: ignore[arg-type]
        assert drawn.size == (WIDTH * scale, HEIGHT * scale)
        assert drawn.getpixel((0, HEIGHT * scale - 1)) == (255, 255, 255, 255)


def test_a_picture_says_how_large_it_is_on_paper() -> None:
    taken = Image.open(io.BytesIO(image(chart(), "png")))
    assert taken.info["dpi"] == pytest.approx((192, 192), abs=0.1)


def test_letters_of_hangul_are_drawn_without_a_font_of_the_machine() -> None:
    inks = [picture(image(chart(title), "png")).crop((0, 0, 200, 56)) for title in "가뷁힣"]
    letters = {ink.tobytes() for ink in inks}
    assert len(letters) == 3, "boxes look alike"


def test_the_same_figure_is_the_same_file() -> None:
    assert image(chart(), "svg") == image(chart(), "svg")


def test_an_svg_carries_every_letter_that_it_shows_in_both_weights() -> None:
    svg = image(chart("쀍 이용자"), "svg").decode()
    packed = re.findall(r"font-weight:(\d+);src:url\(data:font/ttf;base64,([^)]+)\)", svg)
    assert [weight for weight, _ in packed] == ["400", "700"]
    shown = unescape(re.sub(r"(?s)<title>.*?</style>|<[^>]+>", "", svg))
    assert "쀍" in shown
    for _, font in packed:
        known = TTFont(io.BytesIO(base64.b64decode(font))).getBestCmap()
        assert {letter for letter in shown if ord(letter) not in known} == set()


def test_an_svg_tells_its_title_and_finding_and_nothing_of_them_is_markup() -> None:
    svg = image(chart("<script>가</script>"), "svg").decode()
    assert "<script" not in svg
    assert "<desc>서울 &lt;12명&gt;이 가장 많음</desc>" in svg


def test_a_pdf_is_one_page_of_letters_in_our_font() -> None:
    (page,) = pypdf.PdfReader(io.BytesIO(image(chart(), "pdf"))).pages
    assert "기준일: 2027. 3. 31. (잠정)" in page.extract_text()
    names = {font.get_object()["/BaseFont"][8:] for font in page["/Resources"]["/Font"].values()}
    assert names == {"Pretendard-Regular", "Pretendard-Bold"}


def test_a_bare_picture_leaves_title_and_source_to_its_document() -> None:
    svg = image(chart(), "svg", bare=True).decode()
    shown = re.sub(r"<title>.*?</title>|<[^>]+>", "", svg)
    assert "(단위: 명)" in shown and "서울" in shown
    assert "이용자 수" not in shown and "자료:" not in shown


def test_a_document_is_printed_without_a_look_at_the_network() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        address = f"http://127.0.0.1:{listening.getsockname()[1]}/"
        html = f"<body style=\"background:url({address})\"><script src='{address}'></script>가"
        assert renderer.print_pdf(html).startswith(b"%PDF")
        listening.settimeout(0)
        with pytest.raises(BlockingIOError):
            listening.accept()


# ── many at once ─────────────────────────────────────────────────────────────────────────────────


def test_thirty_at_once_are_all_drawn(ours: Renderer) -> None:
    with ThreadPoolExecutor(30) as threads:
        drawn = list(threads.map(lambda _: image(chart(), "png"), range(30)))
    assert len(set(drawn)) == 1


def test_one_more_than_may_wait_is_refused() -> None:
    one = Renderer(Limits(waiting=1))

    async def refusing(stage: Stage) -> None:
        raise AssertionError("never drawn")

    assert one._places.acquire()
    with pytest.raises(Refused, match="한도 1건"):
        one.run(refusing)


# ── a browser that fails ─────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("blow", [signal.SIGSTOP, signal.SIGKILL])
def test_a_browser_that_hangs_or_dies_is_replaced_and_the_picture_drawn(
    ours: Renderer, blow: signal.Signals, caplog: pytest.LogCaptureFixture
) -> None:
    image(chart(), "png")
    struck = processes(ours)
    for process in struck:
        os.kill(process, blow)
    assert image(chart(), "png").startswith(b"\x89PNG")
    assert not set(struck) & set(processes(ours))
    assert "attempt 1 of 2" in caplog.text


def test_a_browser_that_dies_twice_is_reported(
    ours: Renderer, caplog: pytest.LogCaptureFixture
) -> None:
    async def deadly(stage: Stage) -> None:
        browser.kill(stage._browser)
        await stage.draw("{}", 1, 1)

    with pytest.raises(Refused) as refused:
        ours.run(deadly)
    assert refused.value.key == "renderer_failed"
    assert "attempt 2 of 2" in caplog.text


def test_what_cannot_be_drawn_is_said_at_once_and_the_browser_stays(
    ours: Renderer, caplog: pytest.LogCaptureFixture
) -> None:
    image(chart(), "svg")
    before = processes(ours)

    async def nonsense(stage: Stage) -> None:
        await stage.draw("null", 1, 1)

    caplog.set_level(logging.CRITICAL)
    with pytest.raises(Refused) as refused:
        ours.run(nonsense)
    assert refused.value.key == "renderer_failed"
    assert set(before) & set(processes(ours))


def test_without_a_browser_a_sentence_says_so(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("BROWSER_PATH", str(tmp_path / "none"))
    one = Renderer()
    with pytest.raises(Refused, match="Chromium"):
        one.run(lambda stage: stage.draw("{}", 1, 1))
    one.stop()


# ── nothing is left running ──────────────────────────────────────────────────────────────────────


def test_stopping_ends_the_browser_and_refuses_what_is_under_way(ours: Renderer) -> None:
    image(chart(), "svg")
    running = processes(ours)

    async def endless(stage: Stage) -> None:
        await asyncio.sleep(60)

    with ThreadPoolExecutor(1) as thread:
        waiting = thread.submit(ours.run, endless)
        time.sleep(0.1)
        ours.stop()
        with pytest.raises(Refused):
            waiting.result(timeout=5)
    assert not [process for process in running if is_alive(process)]


def test_a_killed_process_takes_its_browser_with_it() -> None:
    script = (
        "import os, signal\n"
        "from monitor.briefing.renderer import renderer\n"
        "one = renderer()\n"
        'one.run(lambda stage: stage.draw(\'{"data":[],"layout":{}}\', 9, 9))\n'
        "print(one._browser.subprocess.pid, flush=True)\n"
        "os.kill(os.getpid(), signal.SIGKILL)\n"
    )
    killed = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, capture_output=True, check=False
    )
    leader = int(killed.stdout)
    give_up = time.monotonic() + 10
    while is_alive(leader) and time.monotonic() < give_up:
        time.sleep(0.1)
    assert not is_alive(leader)


def is_alive(process: int) -> bool:
    try:
        state = Path(f"/proc/{process}/stat").read_text().rsplit(")", 1)[1].split()[0]
    except OSError:
        return False
    return state != "Z"
