"""Where nobody signs in, only this machine enters; windows, uploads and cookies are bounded."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any

import pytest
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from monitor.serving import connections
from monitor.serving.connections import Connections
from monitor.serving.cookies import Cookies
from monitor.serving.gate import Gate, Inside
from monitor.serving.media import Owners
from tests.serving.asking import Answer, ask

HERE = "127.0.0.1:8501"


async def _let_in(scope: Scope, receive: Receive, send: Send) -> None:
    if scope["type"] == "websocket":
        await send({"type": "websocket.accept"})
    else:
        await PlainTextResponse("in")(scope, receive, send)


def _gate(folder: Path, *, held: int = 0) -> Gate:
    """Return the gate of a server without sign-in."""
    inside = Inside(
        origin=lambda: None,
        token=lambda _: {},
        account_of=lambda _: None,
        made_for=lambda _: frozenset(),
        held=lambda _: held,
    )
    return Gate(_let_in, inside, folder)


def _connect(app: ASGIApp, **headers: str) -> str:
    """Ask for a connection; return how it was answered."""
    sent: list[Any] = []

    async def send(message: Any) -> None:
        sent.append(message["type"])

    async def receive() -> Any:
        return {"type": "websocket.connect"}

    raw = [(name.encode(), value.encode()) for name, value in headers.items()]
    scope = {"type": "websocket", "path": "/_stcore/stream", "query_string": b"", "headers": raw}
    asyncio.run(app(scope, receive, send))
    return str(sent[0])


# ── a server without sign-in ─────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    "host", [HERE, "127.0.0.1", "localhost:8501", "LOCALHOST", "[::1]:8501", "127.1.2.3:1"]
)
def test_this_machine_enters_by_its_own_names(tmp_path: Path, host: str) -> None:
    assert ask(_gate(tmp_path), "/", host=host).text == "in"


@pytest.mark.parametrize(
    "host",
    [
        *("monitor.example", "127.0.0.1.evil.example", "localhost.evil.example", "10.0.0.1"),
        *("evil.example#@127.0.0.1", "127.0.0.1@evil.example", "0.0.0.0", "", "[", "2130706433"),
    ],
)
def test_another_name_that_points_here_is_turned_away(tmp_path: Path, host: str) -> None:
    refused = ask(_gate(tmp_path), "/?language=en", host=host)
    assert refused.status == 421
    assert '<html lang="en">' in refused.text
    assert "opens on this machine only" in refused.text


@pytest.mark.parametrize(
    "header", ["Forwarded", "Via", "X-Forwarded-For", "X-Forwarded-Proto", "X-Real-IP"]
)
def test_a_proxy_before_it_is_turned_away_with_a_sentence(tmp_path: Path, header: str) -> None:
    refused = ask(_gate(tmp_path), "/", host=HERE, **{header: "10.0.0.7"})
    assert refused.status == 403
    assert "프록시" in refused.text


def test_a_page_of_this_machine_connects(tmp_path: Path) -> None:
    assert _connect(_gate(tmp_path), host=HERE, origin=f"http://{HERE}") == "websocket.accept"


@pytest.mark.parametrize(
    "origin", ["http://127.0.0.1:8502", "http://localhost:8501", "https://evil.example", "null"]
)
def test_another_page_of_this_machine_does_not(tmp_path: Path, origin: str) -> None:
    assert _connect(_gate(tmp_path), host=HERE, origin=origin) == "websocket.close"


def test_a_rebound_name_does_not_connect(tmp_path: Path) -> None:
    gate = _gate(tmp_path)
    assert _connect(gate, host="evil.example", origin="http://evil.example") == "websocket.close"


# ── how much ─────────────────────────────────────────────────────────────────────────────────────


def _upload(gate: Gate, size: str) -> Answer:
    path = "/_stcore/upload_file/s/1?language=en"
    return ask(gate, path, method="PUT", host=HERE, **{"content-length": size})


def test_uploads_that_lie_here_are_bounded_together(tmp_path: Path) -> None:
    assert _upload(_gate(tmp_path, held=190_000_000), "9000000").text == "in"
    refused = _upload(_gate(tmp_path, held=190_000_000), "11000000")
    assert refused.status == 413
    assert "exceed 200 MB" in refused.text


@pytest.mark.parametrize("size", ["", "-1", "1e3", "٣"])
def test_an_upload_says_how_large_it_is(tmp_path: Path, size: str) -> None:
    assert _upload(_gate(tmp_path), size).status == 411


def test_windows_of_one_account_are_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connections, "_most", lambda _: 2)

    async def scene() -> list[str]:
        kept, answers, leave = Connections(), [], asyncio.Event()

        async def app(scope: Scope, receive: Receive, send: Send) -> None:
            await send({"type": "websocket.accept"})
            await leave.wait()

        async def send(message: Any) -> None:
            answers.append(message["type"])

        async def receive() -> Any:
            return {}

        def opening(account: str) -> asyncio.Task[None]:
            scope = {"type": "websocket", "client": ("10.0.0.1", 1)}
            return asyncio.create_task(kept.keep(app, scope, receive, send, account))

        opened = [opening("boss"), opening("boss"), opening("boss"), opening("viewer")]
        await asyncio.sleep(0)
        leave.set()
        await asyncio.gather(*opened)
        await opening("boss")
        return answers

    answers = asyncio.run(scene())
    assert answers == ["websocket.accept"] * 2 + ["websocket.close"] + ["websocket.accept"] * 2


def test_who_says_too_much_at_once_waits(monkeypatch: pytest.MonkeyPatch) -> None:
    waited: list[float] = []

    async def wait(seconds: float) -> None:
        waited.append(seconds)

    async def receive() -> Any:
        return {"type": "websocket.receive"}

    async def scene() -> None:
        speaking = connections._unhurried(receive)
        for _ in range(int(connections._AT_ONCE)):
            await speaking()
        assert not waited
        for _ in range(30):
            await speaking()

    monkeypatch.setattr(connections.asyncio, "sleep", wait)
    asyncio.run(scene())
    assert waited


# ── cookies ──────────────────────────────────────────────────────────────────────────────────────

MONTH = "Path=/; HttpOnly; SameSite=lax; Max-Age=2592000"


def _handed_out(*cookies: str, is_encrypted: bool = True) -> list[str]:
    sent: list[Any] = []

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        headers = [(b"set-cookie", cookie.encode()) for cookie in cookies]
        await send({"type": "http.response.start", "status": 302, "headers": headers})

    async def send(message: Any) -> None:
        sent.append(message)

    asyncio.run(Cookies(app, lambda: is_encrypted)({"type": "http"}, None, send))  # type: ignore[arg-type]
    return [value.decode() for _, value in sent[0]["headers"]]


def test_the_identity_is_kept_for_a_session_and_sent_encrypted_only() -> None:
    (cookie,) = _handed_out(f"_streamlit_user=v; {MONTH}")
    assert cookie == (
        f"_streamlit_user=v; Path=/; HttpOnly; SameSite=lax; Max-Age={9 * 3600}; Secure"
    )


@pytest.mark.parametrize("name", ["_streamlit_user_1", "_streamlit_session", "_streamlit_xsrf"])
def test_every_cookie_is_sent_encrypted_only(name: str) -> None:
    assert _handed_out(f"{name}=v; path=/; SameSite=lax")[0].endswith("; Secure")


def test_without_encryption_a_cookie_is_still_sent() -> None:
    (cookie,) = _handed_out(f"_streamlit_user=v; {MONTH}", is_encrypted=False)
    assert "Secure" not in cookie


def test_a_sign_in_under_way_is_forgotten_soon() -> None:
    (cookie,) = _handed_out("_streamlit_session=v; path=/; Max-Age=1209600; httponly")
    assert "Max-Age=900" in cookie


def test_the_providers_tokens_are_not_left_with_the_browser() -> None:
    tokens = (f"_streamlit_user_tokens=v; {MONTH}", f"_streamlit_user_tokens_1=v; {MONTH}")
    assert _handed_out(*tokens) == []


def test_a_cookie_that_takes_another_away_passes() -> None:
    gone = "_streamlit_user_tokens=; expires=Thu, 01 Jan 1970 00:00:00 GMT; Max-Age=0; Path=/"
    (cookie,) = _handed_out(gone)
    assert cookie == f"{gone}; Secure"


# ── files ────────────────────────────────────────────────────────────────────────────────────────


def test_a_file_of_two_belongs_to_both_and_to_nobody_else() -> None:
    owners = Owners(lambda _: True)
    owners.note("/media/0a.csv", "boss")
    owners.note("/media/0a.csv", "viewer")
    owners.note("/media/0b.csv", None)
    assert owners.of("/media/0a") == {"boss", "viewer"}
    assert owners.of("/media/0b.csv") == owners.of("/media/") == frozenset()


def test_what_is_gone_is_forgotten(monkeypatch: pytest.MonkeyPatch) -> None:
    there = {f"/media/{n}" for n in range(3)}
    owners = Owners(lambda name: f"/media/{name}" in there)
    monkeypatch.setattr("monitor.serving.media._MANY", 2)
    for path in sorted(there):
        owners.note(path, "boss")
    there.discard("/media/0")
    owners.note("/media/1", "boss")
    assert owners.of("/media/0") == frozenset()
    assert owners.of("/media/1") == {"boss"}
