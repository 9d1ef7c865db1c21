"""``make bench``: the speed promises, as ratios against the bare thing in the same run."""

from __future__ import annotations

import io
import logging
import os
import platform
import re
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import get_args

import kaleido
import pandas as pd
import streamlit as st
import xlsxwriter
from playwright.sync_api import Browser, sync_playwright
from python_calamine import CalamineWorkbook
from streamlit.testing.v1 import AppTest, app_test

from monitor.briefing import report, slides, written
from monitor.briefing.exhibit import Exhibit
from monitor.briefing.exhibiting import exhibit
from monitor.briefing.images import SCALES, WIDTH, Form, image
from monitor.briefing.making import make
from monitor.briefing.recipe import Part, Piece, Recipe
from monitor.briefing.renderer import renderer
from monitor.charts import Caption
from monitor.charts.bars import bars
from monitor.figures.register import figures
from monitor.figures.view import View
from monitor.intake.check import check
from monitor.intake.reading import read_file
from monitor.intake.submit import submit
from monitor.store import Store, ask, question
from monitor.vocabulary import ROOT, Vocabulary
from tests.acting import LOCAL
from tests.bench.bare import bare_script, kinds_on
from tests.bench.large import OBSERVATIONS, large_csv
from tests.briefing.exhibits import sample_document
from tests.browser.conftest import BROWSERS, CALM, free_port, serving
from tests.browser.gate import settle
from tests.figures.choosing import choices_for
from tests.pages.conftest import NavigatedPages
from tests.pages.reading import PAGES, Shown

DOCUMENT = ROOT / "docs" / "benchmarks.md"
MARKS = ("<!-- measured -->", "<!-- /measured -->")
RUNS = 15
DRAWINGS = 5
BRIEFED = 20


@dataclass(frozen=True)
class Result:
    """One promise: what was measured, against which limit, and how it is said."""

    name: str
    value: float
    limit: float
    unit: str

    @property
    def holds(self) -> bool:
        """Say whether the promise is kept."""
        return self.value <= self.limit

    def __str__(self) -> str:
        kept = "yes" if self.holds else "**no**"
        return (
            f"| {self.name} | {self.value:.2f} {self.unit} | {self.limit:g} {self.unit} | {kept} |"
        )


def median_seconds(act: Callable[[], object], runs: int = RUNS) -> float:
    """Return the median time of an act that has been done before."""
    act()
    return statistics.median(seconds_of(act) for _ in range(runs))


def against(ours: Callable[[], object], bare: Callable[[], object]) -> float:
    """Return how much longer an act takes than a bare one, both having been done before."""
    # In turn, so that both meet the same ups and downs of the machine.
    pairs = [(seconds_of(ours), seconds_of(bare)) for _ in range(RUNS + 1)][1:]
    return statistics.median(mine / other for mine, other in pairs)


def seconds_of(act: Callable[[], object]) -> float:
    """Return the time of an act done once."""
    begun = time.perf_counter()
    act()
    return time.perf_counter() - begun


def build_store(folder: Path) -> Iterator[Result]:
    """Build the demonstration store, in a process of its own."""
    begun = time.perf_counter()
    command = [sys.executable, "-m", "monitor", "--store", str(folder), "demo"]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    yield Result("demonstration store built", time.perf_counter() - begun, 20, "s")


def ask_against_duckdb(store: Store) -> Iterator[Result]:
    """Ask a question, against raw DuckDB running the same SQL on the same file."""
    release = store.release()
    given = {"indicator": "service_users", "year": 2027}
    asked = question("indicators/by_region")
    bound, cursor = asked.bind(given), release.cursor()

    def ours() -> object:
        return ask(asked.name, release=release, **given)

    ratio = against(ours, lambda: cursor.execute(asked.sql, bound).df())
    yield Result("a question, against raw DuckDB", ratio, 1.3, "×")
    yield Result("a question", median_seconds(ours) * 1000, 100, "ms")


def check_a_workbook(store: Store) -> Iterator[Result]:
    """Check a province's workbook against a full ledger."""
    file = ROOT / "data" / "samples" / "2027Q4_gyeonggi.xlsx"
    content, vocabulary, ledger = file.read_bytes(), Vocabulary(), store.ledger
    seconds = median_seconds(lambda: check(content, file.name, vocabulary, ledger), 5)
    yield Result("a workbook checked", seconds, 1, "s")


def submit_a_large_file(folder: Path) -> Iterator[Result]:
    """Read, check and append a hundred thousand observations."""
    vocabulary, ledger = Vocabulary(), Store(folder / "large", LOCAL).ledger
    content = large_csv(vocabulary)
    begun = time.perf_counter()
    receipt = submit(ledger, content, "large.csv", submitter="bench", vocabulary=vocabulary)
    seconds = time.perf_counter() - begun
    assert receipt.submission_state == "submitted" and receipt.rows > OBSERVATIONS
    yield Result("100,000 observations as CSV, read, checked and kept", seconds, 5, "s")


def read_against_calamine() -> Iterator[Result]:
    """Read a workbook of 20,000 rows in the bounded process, against calamine alone in this one."""
    content = workbook_of(20_000)

    def calamine() -> object:
        book = CalamineWorkbook.from_filelike(io.BytesIO(content))
        return book.get_sheet_by_index(0).to_python()

    ratio = against(lambda: read_file(content, "a.xlsx"), calamine)
    yield Result("a workbook of 20,000 rows read, against calamine alone", ratio, 2.0, "×")


def workbook_of(rows: int) -> bytes:
    """Return a workbook whose sheet of observations has so many rows of eight cells."""
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, {"in_memory": True}) as book:
        sheet = book.add_worksheet("실적")
        for row in range(rows):
            project, quarter = f"2026-GYG-{row % 500:03}", row % 4 + 1
            cells = (project, "신규 일자리", 2027, quarter, row / 7, row, row + 1, "미집계")
            sheet.write_row(row, 0, cells)
    return stream.getvalue()


def pictures() -> Iterator[Result]:
    """Draw a figure in the warm renderer, against kaleido's own."""
    drawn = bars(
        pd.DataFrame({"label": list("가나다라마바사"), "value": range(7), "text": list("0123456")}),
        Caption("그림", "명", "자료: 시연용"),
        "사가 가장 높음",
    )
    options = {"format": "png", "scale": SCALES["png"], "width": WIDTH}
    kaleido.start_sync_server(n=1, mathjax=False, silence_warnings=True)
    ratio = against(
        lambda: image(drawn, "png"), lambda: kaleido.calc_fig_sync(drawn.figure, opts=options)
    )
    kaleido.stop_sync_server(silence_warnings=True)
    yield Result("a figure as PNG, against kaleido alone", ratio, 1.2, "×")
    for form in get_args(Form):
        milliseconds = median_seconds(lambda form=form: image(drawn, form)) * 1000
        yield Result(f"a figure as {form}", milliseconds, 400, "ms")
    renderer().stop()


def briefings(store: Store) -> Iterator[Result]:
    """Write a briefing of twenty figures that need no renderer, each with its table."""
    view = View("ko", store.release(), 17, dark=False)
    shown: list[Exhibit] = []
    for figure in figures().values():
        if len(shown) < BRIEFED and figure(view, **choices_for(view, figure)).chart:
            told = exhibit(store.ledger, view, figure, **choices_for(view, figure))
            shown += [] if report.wants_picture(told) or slides.wants_picture(told) else [told]
    document = sample_document(exhibits=shown)
    for form, write in (("slides", slides.write_slides), ("a Hancom report", report.write_report)):
        seconds = median_seconds(lambda write=write: write(document, {}), 3)
        yield Result(f"{BRIEFED} figures with their tables as {form}", seconds, 10, "s")
    yield from recipes(store, view)


def recipes(store: Store, view: View) -> Iterator[Result]:
    """Make a briefing of twenty figures of all pages by a recipe, from question to file."""
    every = max(1, len(figures()) // BRIEFED)
    pieces = [
        Piece(each.name, choices_for(view, each))
        for each in [*figures().values()][::every][:BRIEFED]
    ]
    recipe = Recipe("분기 보고", "행정안전부", (Part("현황", tuple(pieces)),))
    for form in ("pptx", "hwpx"):

        def make_and_write(form: str = form) -> bytes:
            made = make(store, recipe, view.published, "ko", by="bench")
            return written.write(store.ledger, made.document, form, by="bench").content

        seconds = median_seconds(make_and_write, 2)
        yield Result(f"a briefing of {BRIEFED} figures by a recipe, {form}", seconds, 10, "s")
    renderer().stop()


def scripts(store: Store) -> Iterator[Result]:
    """Run each page's script with a warm cache, against a bare page; then with a new answer."""
    os.environ["MONITOR_STORE"] = str(store.folder)
    app_test.PagesManager = NavigatedPages  # type: ignore[misc]
    for name in PAGES:
        shown = Shown.opened(name)
        bare = AppTest.from_string(bare_script(kinds_on(shown.app)), default_timeout=60)
        ratio = against(shown.app.run, bare.run)
        yield Result(f"{name}: script, warm, against a bare page", ratio, 2.5, "×")
    for name, key, options in (
        ("region_map", "indicator", ("jobs", "partner_sales", "satisfaction", "products")),
        ("model_types", "indicator", ("jobs", "partner_sales", "satisfaction", "products")),
        ("year_on_year", "indicator", ("jobs", "partner_sales", "satisfaction", "products")),
        ("overview", "year", ("2027", "2026")),
        ("progress", "region", ("gyeonggi", "busan", "jeonnam")),
        ("linkage", "region", ("gyeonggi", "busan", "jeonnam")),
        ("spread", "year", ("2027", "2028", "2026")),
        ("selection", "region", ("gyeonggi", "busan", "jeonnam")),
        ("evaluation", "year", ("2026", "2027")),
        ("panel", "member", ("m05", "m09", "m12")),
    ):
        yield Result(f"{name}: a filter changed", _new_answers(name, key, options), 100, "ms")


def _new_answers(name: str, key: str, options: tuple[str, ...]) -> float:
    shown = Shown.opened(name)
    times = []
    for option in options * 2:  # one of two alone says little on a busy machine
        st.cache_data.clear()
        st.cache_resource.clear()
        shown.app.run()  # the rest of the page is warm, the new answer is not
        begun = time.perf_counter()
        shown.choose(key, option)
        times.append(time.perf_counter() - begun)
    return statistics.median(times) * 1000


def drawings(store: Store, folder: Path) -> Iterator[Result]:
    """Draw each page in Chromium for the first time, against a bare page; weigh what it is sent."""
    with sync_playwright() as playwright, _served(store, folder) as (ours, bare):
        browser = playwright.chromium.launch(executable_path=_chromium(), args=list(CALM))
        for name in PAGES:
            path = "/" if name == "overview" else f"/{name}"
            # In turn, so that both meet the same ups and downs of the machine.
            drawn = [
                (_drawn(browser, f"{ours}{path}"), _drawn(browser, f"{bare}/{name}"))
                for _ in range(DRAWINGS + 1)
            ][1:]
            ratio = statistics.median(mine[0] / other[0] for mine, other in drawn)
            weight = max(mine[1] for mine, _ in drawn)
            yield Result(f"{name}: first drawing, against a bare page", ratio, 1.3, "×")
            yield Result(f"{name}: sent before compression", weight / 1000, 500, "KB")
        browser.close()


def _chromium() -> str:
    import shutil

    return next(filter(None, map(shutil.which, BROWSERS)))


@contextmanager
def _served(store: Store, folder: Path) -> Iterator[tuple[str, str]]:
    """Serve the dashboard, and beside it one bare page for each of its pages."""
    bare = folder / "bare"
    bare.mkdir()
    names = []
    for name in PAGES:
        (bare / f"{name}.py").write_text(bare_script(kinds_on(Shown.opened(name).app)))
        names.append(f'st.Page("{name}.py", title="{name}", url_path="{name}")')
    (bare / "app.py").write_text(
        f"import streamlit as st\nst.navigation([{', '.join(names)}]).run()\n"
    )
    environment = {"MONITOR_STORE": str(store.folder)}
    streamlit = [sys.executable, "-m", "streamlit", "run", str(bare / "app.py")]
    ours = [sys.executable, "server.py", "--port", str(free_port())]
    plain = [*streamlit, "--server.headless", "true", "--server.port", str(free_port())]
    with (
        serving(ours, environment, folder / "ours.log") as our_address,
        serving(plain, environment, folder / "bare.log") as bare_address,
    ):
        yield our_address, bare_address


def _drawn(browser: Browser, address: str) -> tuple[float, int]:
    """Return the seconds to a drawn page in a fresh profile, and the bytes over its socket."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    received: list[int] = []
    page.on(
        "websocket",
        lambda socket: socket.on("framereceived", lambda frame: received.append(len(frame))),
    )
    begun = time.perf_counter()
    page.goto(address)
    settle(page)
    seconds = time.perf_counter() - begun
    context.close()
    return seconds, sum(received)


def write_down(results: list[Result]) -> None:
    """Put the table into docs/benchmarks.md, between its marks."""
    machine = f"{os.cpu_count()} cores, {platform.machine()}, Python {platform.python_version()}"
    versions = ", ".join(f"{name} {version(name)}" for name in ("streamlit", "plotly", "duckdb"))
    table = ["| measured | value | limit | holds |", "|---|---|---|---|", *map(str, results)]
    text = f"{MARKS[0]}\n{machine}; {versions}.\n\n" + "\n".join(table) + f"\n{MARKS[1]}"
    pattern = re.compile(f"{re.escape(MARKS[0])}.*?{re.escape(MARKS[1])}", re.DOTALL)
    document = DOCUMENT.read_text(encoding="utf-8")
    DOCUMENT.write_text(pattern.sub(lambda _: text, document), encoding="utf-8")


def main() -> int:
    """Measure, print, write down; return 1 when a promise is broken."""
    logging.disable(logging.WARNING)
    results: list[Result] = []
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        store = Store(folder / "store", LOCAL)
        for measured in (
            lambda: build_store(store.folder),
            lambda: check_a_workbook(store),
            lambda: submit_a_large_file(folder),
            read_against_calamine,
            lambda: ask_against_duckdb(store),
            pictures,
            lambda: briefings(store),
            lambda: scripts(store),
            lambda: drawings(store, folder),
        ):
            for result in measured():
                print(result, flush=True)
                results.append(result)
    write_down(results)
    return 0 if all(result.holds for result in results) else 1


if __name__ == "__main__":
    raise SystemExit(main())
