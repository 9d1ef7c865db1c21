"""The thin layer before Streamlit: language, own files, protective headers, and nothing else."""

from __future__ import annotations

import asyncio
import base64
import hashlib
import re
import socket
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import streamlit
from streamlit.web.server.starlette import starlette_server

import server
from monitor.vocabulary import ROOT

DOCUMENT = (Path(streamlit.__file__).parent / "static" / "index.html").read_text(encoding="utf-8")
Headers = dict[str, str]


def _answer(
    path: str, query: bytes = b"", method: str = "GET", accept: bytes = b"gzip", **inner: Any
) -> tuple[int, Headers, bytes, dict[str, Any]]:
    """Ask the layer for a path; return status, headers, body and what reached Streamlit."""
    seen: dict[str, Any] = {}
    sent: list[dict[str, Any]] = []
    body = inner.get("body", DOCUMENT.encode())
    content_type = inner.get("content_type", "text/html; charset=utf-8")

    async def streamlit_app(scope: Any, receive: Any, send: Any) -> None:
        seen.update(scope)
        headers = [
            (b"content-type", content_type.encode()),
            (b"content-length", str(len(body)).encode()),
            (b"etag", b'"1"'),
        ]
        status = inner.get("status", 200)
        await send({"type": "http.response.start", "status": status, "headers": headers})
        half = len(body) // 2
        await send({"type": "http.response.body", "body": body[:half], "more_body": True})
        await send({"type": "http.response.body", "body": body[half:]})

    async def send(message: Any) -> None:
        sent.append(message)

    async def receive() -> Any:
        raise AssertionError("nothing is read from a request without a body")

    scope = {
        "type": "http",
        "method": method,
        "path": path,
        "query_string": query,
        "headers": [(b"accept-encoding", accept), (b"host", b"here")],
    }
    asyncio.run(server.OwnDocument(streamlit_app)(scope, receive, send))
    headers = {name.decode().lower(): value.decode() for name, value in sent[0]["headers"]}
    return sent[0]["status"], headers, b"".join(m.get("body", b"") for m in sent[1:]), seen


# ── language ─────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("query", "language"),
    [
        (b"", "ko"),
        (b"language=en", "en"),
        (b"year=2027&language=en", "en"),
        (b"language=ko&language=en", "en"),
        (b"language=fr", "ko"),
        (b"language=", "ko"),
        (b'language="><script>', "ko"),
        (b"\xff\xfe", "ko"),
    ],
)
def test_the_document_is_in_the_language_of_its_address(query: bytes, language: str) -> None:
    _, _, body, _ = _answer("/", query)
    document = body.decode()
    assert f'<html lang="{language}">' in document
    assert f"<title>{server.TITLE[language]}</title>" in document
    assert server.NO_SCRIPT[language] in document
    assert document.count("<html") == document.count("<title>") == 1


def test_the_document_links_our_font_style_and_script_which_are_there() -> None:
    document = _answer("/")[2].decode()
    linked = re.findall(r'(?:href|src)="\./app/(static/[^"]+\.(?:css|js))"', document)
    assert len(linked) == 3
    root = Path(server.__file__).parent
    assert all((root / path).is_file() for path in linked)


@pytest.mark.parametrize("query", [b"", b"language=en"])
def test_the_document_asks_early_for_the_pieces_of_the_font_that_its_language_uses(
    query: bytes,
) -> None:
    document = _answer("/", query)[2].decode()
    asked = re.findall(r'<link rel="preload" as="font"[^>]* href="\./app/(static/[^"]+)"', document)
    root = Path(server.__file__).parent
    style = (root / "static" / server.FONT_FOLDER / "pretendard.css").read_text(encoding="utf-8")
    assert len(asked) == len(server.FONT_PIECES[server.language_asked(query)])
    for path in asked:
        assert (root / path).is_file()
        assert f"url(./{path.rsplit('/', 1)[-1]})" in style


def test_the_document_asks_for_no_font_of_streamlits_own() -> None:
    document = _answer("/")[2].decode()
    assert "SourceSans" not in document
    assert 'rel="service-desc"' not in document


def test_a_page_with_figures_asks_early_for_the_script_that_draws_them() -> None:
    assert re.search(r"modulepreload[^>]*/PlotlyChart\.", _answer("/region_map")[2].decode())


def test_a_page_without_figures_does_not_ask_for_it() -> None:
    assert "PlotlyChart" not in _answer("/dictionary")[2].decode()


@pytest.mark.parametrize("path", ["/", "/region_map", "/pages/overview"])
def test_a_page_is_a_document(path: str) -> None:
    assert server.is_document(path)


@pytest.mark.parametrize(
    "path", ["/app/static/style.css", "/static/js/index.js", "/_stcore/health", "/favicon.png"]
)
def test_a_file_or_a_message_is_no_document(path: str) -> None:
    assert not server.is_document(path)


# ── headers ──────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("path", ["/", "/static/js/index.js", "/_stcore/health", "/favicon.png"])
def test_every_answer_keeps_a_page_to_this_server(path: str) -> None:
    _, headers, _, _ = _answer(path)
    policy = headers["content-security-policy"]
    assert policy.startswith("default-src 'self'; script-src 'self'")
    assert not re.search(r"https?:|\*|unsafe-eval", policy)
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "same-origin"


def test_only_the_inline_scripts_that_the_document_has_may_run() -> None:
    _, headers, body, _ = _answer("/")
    scripts = re.findall(r"<script>(.*?)</script>", body.decode(), re.DOTALL)
    digests = [base64.b64encode(hashlib.sha256(s.encode()).digest()).decode() for s in scripts]
    assert scripts
    (rule,) = [r for r in headers["content-security-policy"].split("; ") if "script-src" in r]
    assert rule == " ".join(["script-src 'self'", *(f"'sha256-{d}'" for d in digests)])


def test_a_rewritten_document_has_its_own_length_and_no_stale_mark() -> None:
    _, headers, body, _ = _answer("/")
    assert headers["content-length"] == str(len(body))
    assert "etag" not in headers


def test_a_document_is_asked_for_uncompressed_and_a_file_as_the_browser_likes() -> None:
    assert [name for name, _ in _answer("/")[3]["headers"]] == [b"host"]
    assert b"accept-encoding" in dict(_answer("/static/js/index.js")[3]["headers"])


@pytest.mark.parametrize(
    ("path", "kept"),
    [
        (f"/app/static/{server.FONT_FOLDER}/pretendard.css", server.FOR_EVER),
        ("/app/static/style.css", "no-cache"),
        ("/static/js/index.js", None),
    ],
)
def test_a_file_is_kept_as_long_as_its_name_promises(path: str, kept: str | None) -> None:
    assert _answer(path)[1].get("cache-control") == kept


def test_a_file_that_is_missing_is_not_kept() -> None:
    path = f"/app/static/{server.FONT_FOLDER}/no.css"
    assert "cache-control" not in _answer(path, status=404)[1]


# ── a page that fails ────────────────────────────────────────────────────────────────────────────


def test_a_page_that_fails_is_counted_and_stands_in_the_log(
    caplog: pytest.LogCaptureFixture,
) -> None:
    before = server.metrics.text()
    assert b"monitor_script_failures_total 0.0" in before
    assert server.apologise(KeyError("secret"))
    assert b"monitor_script_failures_total 1.0" in server.metrics.text()
    ours = [record for record in caplog.records if record.name == "monitor.server"]
    assert [vars(record)["event"] for record in ours] == ["page_failed"]


# ── and nothing else ─────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("path", "method", "content_type"),
    [
        ("/static/js/index.js", "GET", "text/javascript"),
        ("/_stcore/upload", "POST", "text/html"),
        ("/status", "GET", "application/json"),
    ],
)
def test_what_is_no_document_passes_unchanged(path: str, method: str, content_type: str) -> None:
    body = '<html lang="en"><title>한글</title></head>'.encode()
    status, headers, answer, _ = _answer(
        path, method=method, content_type=content_type, body=body, status=201
    )
    assert (status, answer, headers["etag"]) == (201, body, '"1"')


_LOOKED_THROUGH = """
import gc, server
server.know_the_pages()
print(gc.get_freeze_count(), len(gc.get_objects()))
"""


def test_what_pages_are_drawn_with_is_not_looked_through_after_each_script() -> None:
    program = [sys.executable, "-c", _LOOKED_THROUGH]
    told = subprocess.run(program, cwd=ROOT, check=True, capture_output=True, text=True)
    taken_as_given, looked_through = map(int, told.stdout.split())
    assert taken_as_given > 20 * looked_through


def test_what_is_small_is_sent_at_once() -> None:
    with (
        starlette_server._bind_socket("127.0.0.1", 0, 1) as listening,
        socket.create_connection(listening.getsockname()),
    ):
        listening.setblocking(True)
        connection, _ = listening.accept()
        with connection:
            assert connection.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)


def test_a_socket_passes_untouched() -> None:
    passed: list[Any] = []

    async def streamlit_app(scope: Any, _receive: Any, _send: Any) -> None:
        passed.append(scope)

    scope = {"type": "websocket", "path": "/_stcore/stream"}
    asyncio.run(server.OwnDocument(streamlit_app)(scope, None, None))  # type: ignore[arg-type]
    assert passed == [scope]
