"""Who has not signed in, or may not enter, gets nothing; what is one person's is no other's."""

from __future__ import annotations

import json
import time
from collections.abc import Callable

import pytest
from google.protobuf.text_format import MessageToString
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.exceptions import InvalidStatus

from monitor.access import People
from monitor.access.token import sessions
from tests.hardening.signed_in import SignedIn, run, session_of, signed, taken

SECRET_OF_ANOTHER = "an0ther-" * 6
CLOSED = ("/media/0123abcd.csv", "/anything")


# ── without having signed in ─────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    "path",
    ["/", "/panel?language=en", "/_stcore/health", "/_stcore/host-config", "/favicon.png"],
)
def test_what_the_way_to_sign_in_needs_answers_anybody(office: SignedIn, path: str) -> None:
    assert office.ask(path).status == 200


@pytest.mark.parametrize("path", CLOSED)
def test_nothing_else_answers_who_has_not_signed_in(office: SignedIn, path: str) -> None:
    refused = office.ask(f"{path}?language=en")
    assert refused.status == 401
    assert "Sign in first." in refused.body.decode()


@pytest.mark.parametrize("method", ["PUT", "DELETE"])
def test_a_file_cannot_be_laid_into_a_session_by_a_stranger(office: SignedIn, method: str) -> None:
    assert office.ask("/_stcore/upload_file/any/1", method=method, body=b"x").status == 401


@pytest.mark.parametrize(
    "path",
    [
        *("/_stcore/metrics", "/_stcore/agent/mcp", "/_stcore/agent/openapi.json", "/_stcore/x"),
        "/component/any/index.html",
    ],
)
def test_what_streamlit_offers_besides_is_not_there(office: SignedIn, path: str) -> None:
    assert office.ask(path, "boss").status == 404


@pytest.mark.parametrize("method", ["TRACE", "POST", "PATCH", "CONNECT", "BREW"])
def test_a_method_that_nothing_needs_is_refused(office: SignedIn, method: str) -> None:
    assert office.ask("/", "boss", method=method).status == 405


# ── cookies that do not count ────────────────────────────────────────────────────────────────────


def test_who_has_a_role_enters(office: SignedIn) -> None:
    assert office.ask("/media/0123abcd.csv", "viewer").status == 404
    assert office.ask("/anything", "viewer").status == 200


@pytest.mark.parametrize("account", ["former", "stranger"])
def test_who_has_no_role_today_does_not_enter(office: SignedIn, account: str) -> None:
    assert office.ask("/anything", account).status == 403


def test_a_cookie_that_is_too_old_does_not_count(office: SignedIn) -> None:
    hours_ago = office.cookie("boss", issued=time.time() - 9.1 * 3600)
    assert office.ask("/anything", Cookie=hours_ago).status == 401


FORGED: dict[str, Callable[[SignedIn], str]] = {
    "changed": lambda office: office.cookie("boss").replace("_user=", "_user=A"),
    "cut": lambda office: office.cookie("boss")[:-3],
    "of another server": lambda office: office.cookie("boss", origin="https://elsewhere.example"),
    "not signed in": lambda office: office.cookie("boss", is_logged_in=False),
    "of this machine": lambda office: office.cookie("local/root"),
    "without a moment": lambda office: office.cookie("boss", iat="now"),
    "without an origin": lambda _: signed(json.dumps({"sub": "boss", "is_logged_in": True})),
    "a list": lambda _: signed("[1, 2]"),
    "no JSON": lambda _: signed("no JSON"),
    "many pieces": lambda _: signed("chunks-99999999999"),
    "signed by another": lambda office: signed(
        json.dumps({"sub": "boss", "iat": time.time(), "origin": office.origin}),
        SECRET_OF_ANOTHER,
    ),
    "empty": lambda _: "_streamlit_user=",
    "no text": lambda _: "_streamlit_user=\xff\xfe",
}


@pytest.mark.parametrize("kind", FORGED)
def test_a_forged_cookie_does_not_count(office: SignedIn, kind: str) -> None:
    assert office.ask("/anything", Cookie=FORGED[kind](office)).status == 401


# ── connecting ───────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    "origin", ["https://evil.example", "http://127.0.0.1:1", "http://localhost", "null", None]
)
def test_a_page_of_somewhere_else_cannot_connect(office: SignedIn, origin: str | None) -> None:
    with pytest.raises(InvalidStatus) as refused, office.connect("boss", origin=origin):
        pass
    assert refused.value.response.status_code == 403


def test_a_page_of_somewhere_else_cannot_ask_either(office: SignedIn) -> None:
    answer = office.ask("/anything", "boss", Origin="https://evil.example")
    assert answer.status == 403


def test_who_connects_without_having_signed_in_is_shown_the_entrance_and_nothing_else(
    office: SignedIn,
) -> None:
    with office.connect() as connection:
        told = _texts(run(connection, page="panel"))
    assert "로그인" in told
    assert "동백" not in told


def test_a_page_that_is_not_open_is_refused_by_its_address_too(office: SignedIn) -> None:
    with office.connect("viewer") as connection:
        refused = _texts(run(connection, page="submissions"))
        assert "역할로는 열 수 없는 화면" in refused
        assert "통합 문서" not in refused


@pytest.mark.parametrize(
    "query",
    [
        "release=../../ledger&basis=16",
        "year=2027'%20or%201=1--&indicator=jobs",
        "province=%3Cscript%3Ealert(1)%3C/script%3E&language=fr",
        "project=%00&code=" + "x" * 5000,
    ],
)
def test_a_forged_address_is_an_ordinary_page(office: SignedIn, query: str) -> None:
    with office.connect("viewer") as connection:
        told = _texts(run(connection, query, page="progress"))
    assert "Traceback" not in told
    assert "<script>" not in told
    assert "추진" in told


def test_a_role_that_is_taken_away_counts_in_a_window_that_is_open(office: SignedIn) -> None:
    people = People(office.store / "access")
    with office.connect("leaver") as connection:
        assert "역할이 없습니다" not in _texts(run(connection))
        people.end("leaver", "viewer")
        told = _texts(run(connection))
        assert "역할이 없습니다" in told
        assert office.ask("/anything", "leaver").status == 403


def test_who_has_signed_out_is_out_in_every_window(office: SignedIn) -> None:
    before = office.cookie("goer", issued=time.time() - 5)
    with office.connect(cookie=before) as connection:
        assert "로그인해 주십시오" not in _texts(run(connection))
        sessions(office.store / "access").end("goer")
        assert "로그인해 주십시오" in _texts(run(connection))
    assert office.ask("/anything", Cookie=before).status == 401


# ── files to take along ──────────────────────────────────────────────────────────────────────────


def test_a_file_opens_for_whom_it_was_made_and_for_nobody_else(office: SignedIn) -> None:
    with office.connect("boss") as connection:
        address = taken(connection, run(connection, page="dictionary"))
        assert office.ask(address, "boss").status == 200
        assert office.ask(address, "root").status == 404
        assert office.ask(address, "former").status == 403
        assert office.ask(address).status == 401


def test_a_file_cannot_be_laid_into_the_session_of_somebody_else(office: SignedIn) -> None:
    with office.connect("boss") as connection:
        session = session_of(run(connection, page="dictionary"))
        path = f"/_stcore/upload_file/{session}/1"
        assert office.ask(path, "root", method="PUT", body=b"x").status == 404
        # Its own goes on to Streamlit, which misses the token of a page.
        assert office.ask(path, "boss", method="PUT", body=b"x").status == 403


# ── everything says how it may be used ───────────────────────────────────────────────────────────


@pytest.mark.parametrize("path", ["/", "/_stcore/health", "/anything", "/media/1"])
def test_nothing_that_was_asked_for_is_kept_by_browser_or_proxy(
    office: SignedIn, path: str
) -> None:
    assert office.ask(path).headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize("path", ["/", "/_stcore/health", "/static/none", "/anything"])
def test_nobody_may_frame_open_or_embed_it(office: SignedIn, path: str) -> None:
    headers = office.ask(path).headers
    assert "frame-ancestors 'none'" in headers["Content-Security-Policy"]
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert headers["Server"] is None


def test_a_head_that_is_too_long_is_refused(office: SignedIn) -> None:
    assert office.running.status("/", X_Long="x" * 33_000) == 431


def _texts(told: list[ForwardMsg]) -> str:
    return "\n".join(MessageToString(each, as_utf8=True) for each in told)
