"""The log of a server that people use: every line is whole, and no line names anybody."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import free_port, served_at
from tests.browser.gate import settle
from tests.serving.asking import Running, until
from tests.tiny import Tiny

Open = Callable[..., Page]
# What a reader is called, types, sends and opens; none of it stands anywhere in the program.
TELLTALE = ("홍길동비밀", "gildong-tell", "김철수비밀", "박영희비밀", "최민수비밀")


@pytest.fixture(scope="module")
def running(tiny: Tiny, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """Serve the dashboard with its log in a file."""
    folder = tmp_path_factory.mktemp("log")
    shutil.copytree(tiny.store.folder, folder / "store")
    port = free_port()
    command = served_at(port)
    with Running(command, port, folder / "log", {"MONITOR_STORE": str(folder / "store")}) as server:
        yield server


@pytest.fixture(scope="module")
def server(running: Running) -> str:
    return f"http://127.0.0.1:{running.port}"


def test_what_people_type_send_and_open_is_not_in_the_log(
    running: Running, server: str, open_page: Open
) -> None:
    running.status(f"/{TELLTALE[1]}", Cookie=f"name={TELLTALE[1]}", Referer=f"/{TELLTALE[1]}")
    page = open_page("/submissions", task="send", who=TELLTALE[0], quarter=TELLTALE[3])
    page.locator("input[type=file]").first.set_input_files(
        {"name": f"{TELLTALE[2]}.xlsx", "mimeType": "text/plain", "buffer": b"no workbook"}
    )
    settle(page)
    found = page.locator("input[type=text]").first
    found.fill(TELLTALE[4])
    found.press("Enter")
    settle(page)
    page.goto("about:blank")
    until(lambda: bool(running.events("session")))

    lines = [json.loads(line) for line in running.log.read_text(encoding="utf-8").splitlines()]
    assert {line["path"] for line in lines if line["event"] == "request"} >= {"/…", "/submissions"}
    for line in lines:
        assert {"time", "level", "event"} <= line.keys()
    told = running.log.read_text(encoding="utf-8")
    assert [word for word in TELLTALE if word in told] == []
