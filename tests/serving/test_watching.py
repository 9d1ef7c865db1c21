"""Every request has an id, is counted, and is a line of the log that names nobody."""

from __future__ import annotations

import io
import json
import logging
import warnings
from collections.abc import Iterator
from typing import Any

import pytest
from starlette.responses import PlainTextResponse
from starlette.types import Receive, Scope, Send

from monitor.serving import log
from monitor.serving.metrics import Metrics
from monitor.serving.paths import kind_of, said_path
from monitor.serving.state import State
from monitor.serving.watching import Watching
from monitor.wording import Refused
from tests.serving.asking import ask
from tests.tiny import Tiny

NAME = "홍길동"
OURS = logging.getLogger("monitor.somewhere")
FOREIGN = logging.getLogger("library.somewhere")


@pytest.fixture
def lines() -> Iterator[io.StringIO]:
    """Return what the formatter writes of two loggers."""
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(log.Lines())
    watched = (logging.getLogger("monitor"), logging.getLogger("library"))
    for logger in (*watched, logging.getLogger("py.warnings")):
        logger.addHandler(handler)
        logger.setLevel(logging.INFO)
    yield stream
    for logger in (*watched, logging.getLogger("py.warnings")):
        logger.removeHandler(handler)
        logger.setLevel(logging.NOTSET)


def _told(lines: io.StringIO) -> list[dict[str, Any]]:
    return [json.loads(line) for line in lines.getvalue().splitlines()]


@pytest.fixture
def metrics(tiny: Tiny) -> Metrics:
    return Metrics(State(tiny.store))


@pytest.fixture
def app(metrics: Metrics) -> Watching:
    async def inner(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["path"] == "/verify":
            raise KeyError(NAME)
        await PlainTextResponse("ok", 201)(scope, receive, send)

    return Watching(inner, metrics)


# ── requests ─────────────────────────────────────────────────────────────────────────────────────


def test_an_answer_carries_the_id_that_stands_in_the_log(app: Watching, lines: io.StringIO) -> None:
    answer = ask(app, "/overview")
    (line,) = _told(lines)
    assert answer.headers["x-request-id"] == line["request_id"]
    assert (line["event"], line["path"], line["status"]) == ("request", "/overview", 201)
    assert line["time"].endswith("+09:00")
    assert line["milliseconds"] >= 0


def test_an_id_that_a_proxy_gave_is_kept(app: Watching) -> None:
    given = "0123456789abcdef0123456789abcdef"
    assert ask(app, "/", X_Request_Id=given).headers["x-request-id"] == given


@pytest.mark.parametrize(
    "given", ["", "short", "a" * 65, "0123456789abcdef\n", NAME * 8, "a b" * 8]
)
def test_an_id_that_is_none_is_replaced(app: Watching, given: str) -> None:
    assert len(ask(app, "/", X_Request_Id=given).headers["x-request-id"]) == 32


def test_requests_are_counted_by_kind_and_status(app: Watching, metrics: Metrics) -> None:
    ask(app, "/overview")
    ask(app, f"/{NAME}")
    with pytest.raises(KeyError):
        ask(app, "/verify")
    numbers = metrics.text().decode()
    assert 'monitor_requests_total{kind="page",status="201"} 1.0' in numbers
    assert 'monitor_requests_total{kind="other",status="201"} 1.0' in numbers
    assert 'monitor_requests_total{kind="page",status="500"} 1.0' in numbers


@pytest.mark.parametrize(
    ("path", "kind", "said"),
    [
        ("/", "page", "/"),
        ("/region_map", "page", "/region_map"),
        ("/region_map/", "page", "/region_map"),
        (f"/{NAME}", "other", "/…"),
        ("/media/5f3a.csv", "media", "/media/…"),
        ("/_stcore/stream", "stream", "/_stcore/stream"),
        ("/_stcore/upload_file/5f3a/1", "upload", "/_stcore/upload_file/…"),
        ("/app/static/style.css", "static", "/app/static/…"),
        ("/region_map/_stcore/health", "probe", "/…"),
        ("/healthz", "health", "/healthz"),
        (f"/healthz{NAME}", "other", "/…"),
    ],
)
def test_a_path_is_said_without_what_somebody_made_up(path: str, kind: str, said: str) -> None:
    assert (kind_of(path), said_path(path)) == (kind, said)


# ── what is not written ──────────────────────────────────────────────────────────────────────────


def test_a_request_leaves_no_name_behind(app: Watching, lines: io.StringIO) -> None:
    ask(app, f"/project?project={NAME}", Cookie=f"user={NAME}", Referer=f"/{NAME}")
    ask(app, f"/{NAME}", Authorization=NAME, method=NAME)
    assert len(_told(lines)) == 2
    assert NAME not in lines.getvalue()


def test_of_an_exception_stay_its_kind_and_its_place(lines: io.StringIO) -> None:
    try:
        try:
            raise KeyError(NAME)
        except KeyError as cause:
            raise Refused("no_such_file", file=f"{NAME}.xlsx") from cause
    except Refused:
        OURS.exception("The file of %s failed after %.1f s", NAME, 1.5)
    (line,) = _told(lines)
    assert NAME not in lines.getvalue()
    assert (line["error"], line["reason"]) == ("Refused", "no_such_file")
    assert line["message"] == "The file of … failed after 1.5 s"
    assert "KeyError" in line["traceback"]
    assert any(each.startswith("tests/serving/test_watching.py:") for each in line["traceback"])


@pytest.mark.parametrize(
    "message",
    [
        f"Task was never retrieved: exception=KeyError('{NAME}')",
        f"first line\n{NAME}",
        f"cannot read {NAME}.xlsx",
        "cannot read /srv/Hong_Gildong.xlsx",
        "nobody knows hong.gildong@example.test",
        'no such person: "Hong Gildong"',
    ],
)
def test_a_librarys_message_is_cut_where_it_may_name_somebody(
    lines: io.StringIO, message: str
) -> None:
    FOREIGN.error(message)
    (line,) = _told(lines)
    assert not [w for w in (NAME, "Hong", "hong") if w in lines.getvalue()]
    assert line["message"].split()[0] == message.split(maxsplit=1)[0]


def test_a_field_that_is_not_on_the_list_is_left_out(lines: io.StringIO) -> None:
    OURS.info("", extra={"event": "seen", "account": NAME, "form": "xlsx"})
    (line,) = _told(lines)
    assert {"event": "seen", "form": "xlsx"}.items() <= line.items()
    assert "account" not in line


def test_a_warning_is_told_by_its_kind_and_place(lines: io.StringIO) -> None:
    logging.captureWarnings(True)
    try:
        warnings.warn(f"strange sheet of {NAME}", UserWarning, stacklevel=1)
    finally:
        logging.captureWarnings(False)
    (line,) = _told(lines)
    assert line["message"].startswith("UserWarning tests/serving/test_watching.py:")


def test_a_terminal_gets_lines_that_are_read(capsys: pytest.CaptureFixture[str]) -> None:
    record = OURS.makeRecord(
        OURS.name, logging.INFO, "", 1, "", (), None, extra={"event": "request", "status": 200}
    )
    assert log._Readable(log.PLAIN).format(record).endswith("INFO request status=200")
