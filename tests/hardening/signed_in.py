"""A server that people sign in to, and people who have: their cookies are signed as Streamlit does.

No provider is asked: what it would say of a person stands in the cookie.
"""

from __future__ import annotations

import json
import os
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from email.message import Message
from pathlib import Path
from typing import Any

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.web.server.starlette.starlette_app_utils import (
    create_signed_value,
    generate_xsrf_token_string,
)
from websockets.sync.client import ClientConnection, connect

from tests.acting import LOCAL
from tests.browser.conftest import served_at
from tests.serving.asking import Running

COOKIE_SECRET = "c00kie-" * 6
CLIENT_SECRET = "cl1ent-" * 6
ISSUER = "http://127.0.0.1:9"  # nobody is there
PEOPLE = """account,name,role,province,member,projects,valid_from,valid_to
boss,담당자,manager,,,,2026-01-01,
viewer,보는 이,viewer,,,,2026-01-01,
leaver,떠날 이,viewer,,,,2026-01-01,
goer,나갈 이,viewer,,,,2026-01-01,
former,옛사람,viewer,,,,2026-01-01,2026-02-01
root,운영자,operator,,,,2026-01-01,
{machine},기계,operator,,,,2026-01-01,
"""


@dataclass(frozen=True)
class Reply:
    """What came back."""

    status: int
    headers: Message
    body: bytes


@dataclass(frozen=True)
class SignedIn:
    """The server; it is asked as somebody, or as nobody."""

    running: Running
    store: Path

    @property
    def origin(self) -> str:
        return f"http://127.0.0.1:{self.running.port}"

    def cookie(self, account: str, *, issued: float | None = None, **claims: object) -> str:
        """Return the cookies of somebody who signed in, just now unless said otherwise."""
        return identity(account, issued=issued, **{"origin": self.origin, **claims})

    def ask(
        self,
        path: str,
        account: str = "",
        *,
        method: str = "GET",
        body: bytes | None = None,
        **headers: str,
    ) -> Reply:
        """Ask for a path; ``X_Forwarded_For=…`` is a header."""
        given = {name.replace("_", "-"): value for name, value in headers.items()}
        if account:
            given.setdefault("Cookie", self.cookie(account))
        request = urllib.request.Request(
            f"{self.origin}{path}", headers=given, method=method, data=body
        )
        try:
            with urllib.request.urlopen(request, timeout=10) as answer:
                return Reply(answer.status, answer.headers, answer.read())
        except urllib.error.HTTPError as error:
            return Reply(error.code, error.headers, error.read())

    def connect(
        self, account: str = "", *, origin: str | None = "own", cookie: str = ""
    ) -> ClientConnection:
        """Connect as a browser does."""
        xsrf = generate_xsrf_token_string()
        cookies = cookie or (self.cookie(account) if account else "")
        return connect(
            self.origin.replace("http", "ws") + "/_stcore/stream",
            origin=self.origin if origin == "own" else origin,  # type: ignore[arg-type]
            subprotocols=["streamlit", xsrf],  # type: ignore[list-item]
            additional_headers={"Cookie": f"{cookies}; _streamlit_xsrf={xsrf}"},
            max_size=None,
            open_timeout=10,
        )


def identity(account: str, *, issued: float | None = None, **claims: object) -> str:
    """Return the cookie of somebody who signed in, with what else it says."""
    token = {
        "sub": account,
        "iat": int(time.time() if issued is None else issued),
        "is_logged_in": True,
        "provider": "office",
    }
    return signed(json.dumps(token | claims))


def signed(value: str, secret: str = COOKIE_SECRET) -> str:
    """Return the identity cookie that says something."""
    name = "_streamlit_user"
    return f"{name}={create_signed_value(secret, name, value).decode()}"


def run(connection: ClientConnection, query: str = "", page: str = "") -> list[ForwardMsg]:
    """Run a page, and return what the server sent until it was done."""
    asked = BackMsg()
    asked.rerun_script.query_string = query
    asked.rerun_script.page_name = page
    connection.send(asked.SerializeToString())
    told: list[ForwardMsg] = []
    while True:
        message = ForwardMsg()
        received: Any = connection.recv(timeout=30)
        message.ParseFromString(received)
        told.append(message)
        if message.WhichOneof("type") == "script_finished" and message.script_finished in (
            ForwardMsg.FINISHED_SUCCESSFULLY,
            ForwardMsg.FINISHED_WITH_COMPILE_ERROR,
        ):
            return told


def session_of(told: list[ForwardMsg]) -> str:
    """Return the name of the session that a page ran in."""
    return next(
        each.new_session.initialize.session_id
        for each in told
        if each.WhichOneof("type") == "new_session"
    )


def taken(connection: ClientConnection, told: list[ForwardMsg]) -> str:
    """Take the first file that a page offers, made on a click; return its address."""
    promise = next(
        each.delta.new_element.download_button.deferred_file_id
        for each in told
        if each.delta.new_element.HasField("download_button")
    )
    asked = BackMsg()
    asked.backend_operation_request.request_id = "1"
    asked.backend_operation_request.session_id = session_of(told)
    asked.backend_operation_request.deferred_file.file_id = promise
    connection.send(asked.SerializeToString())
    while True:
        message = ForwardMsg()
        received: Any = connection.recv(timeout=30)
        message.ParseFromString(received)
        if message.WhichOneof("type") == "backend_operation_response":
            assert not message.backend_operation_response.error_msg, message
            return message.backend_operation_response.deferred_file.url


def prepared(store: Path, folder: Path, origin: str) -> dict[str, str]:
    """Register people and name a provider; return the environment of a server at an address."""
    secrets = folder / "secrets.toml"
    secrets.write_text(
        f"""[auth]
redirect_uri = "{origin}/oauth2callback"
cookie_secret = "{COOKIE_SECRET}"
[auth.office]
client_id = "monitor"
client_secret = "{CLIENT_SECRET}"
server_metadata_url = "{ISSUER}/.well-known/openid-configuration"
""",
        encoding="utf-8",
    )
    people = PEOPLE.format(machine=LOCAL.account)
    (store / "access").mkdir(exist_ok=True)
    (store / "access" / "people.csv").write_text(people, encoding="utf-8")
    return {"MONITOR_STORE": str(store), "MONITOR_SECRETS": str(secrets)}


@contextmanager
def signed_in_server(store: Path, folder: Path, port: int) -> Iterator[SignedIn]:
    """Serve a store to people who sign in."""
    given = prepared(store, folder, f"http://127.0.0.1:{port}")
    with Running(served_at(port), port, folder / "log", given) as running:
        yield SignedIn(running, store)


def main() -> None:
    """Serve by hand: ``python -m tests.hardening.signed_in STORE FOLDER PORT``."""
    store, folder, port = sys.argv[1:]
    with signed_in_server(Path(store), Path(folder), int(port)) as server:
        os.waitid(os.P_PID, server.running.process.pid, os.WEXITED)


if __name__ == "__main__":
    main()
