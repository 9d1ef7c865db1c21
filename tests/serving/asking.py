"""Asking an ASGI application without a server, and running a real one as a process."""

from __future__ import annotations

import asyncio
import contextlib
import http.client
import json
import os
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from starlette.types import ASGIApp

ROOT = Path(__file__).resolve().parents[2]
HERE = "127.0.0.1"


@dataclass(frozen=True)
class Answer:
    """What came back."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode()


def ask(
    app: ASGIApp, path: str, *, client: str | None = HERE, method: str = "GET", **headers: str
) -> Answer:
    """Ask for a path; ``X_Forwarded_For=…`` is a header."""
    sent: list[dict[str, Any]] = []

    async def send(message: Any) -> None:
        sent.append(message)

    async def receive() -> Any:
        return {"type": "http.request", "body": b"", "more_body": False}

    raw = [(name.replace("_", "-").lower().encode(), v.encode()) for name, v in headers.items()]
    bare, _, query = path.partition("?")
    scope = {
        "type": "http",
        "method": method,
        "path": bare,
        "query_string": query.encode(),
        "headers": raw,
        "client": client and (client, 50000),
    }
    asyncio.run(app(scope, receive, send))
    given = {name.decode(): value.decode() for name, value in sent[0]["headers"]}
    return Answer(sent[0]["status"], given, b"".join(each.get("body", b"") for each in sent[1:]))


@dataclass
class Running:
    """A server as a process, its log beside it."""

    command: list[str]
    port: int
    log: Path
    environment: dict[str, str] = field(default_factory=dict)

    def __enter__(self) -> Running:
        with self.log.open("w") as log:
            self.process = subprocess.Popen(
                self.command,
                cwd=ROOT,
                env=os.environ | {"PYTHONPATH": str(ROOT)} | self.environment,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=log,
                start_new_session=True,
            )
        until(lambda: self.process.poll() is not None or self.status("/healthz") == 200)
        assert self.process.poll() is None, self.log.read_text()
        return self

    def __exit__(self, *_: object) -> None:
        if self.process.poll() is None:
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait(timeout=10)

    def status(self, path: str, **headers: str) -> int:
        """Return the status of an answer, 0 where nobody answers."""
        try:
            return int(self.ask(path, **headers).status)
        except urllib.error.HTTPError as error:
            return error.code
        except OSError:
            return 0

    def handshake(self) -> int:
        """Return the status with which a session is begun or refused."""
        connection = http.client.HTTPConnection(HERE, self.port, timeout=5)
        with contextlib.closing(connection):
            headers = {
                "Connection": "Upgrade",
                "Origin": f"http://{HERE}:{self.port}",
                "Upgrade": "websocket",
                "Sec-WebSocket-Key": "MDEyMzQ1Njc4OWFiY2RlZg==",
                "Sec-WebSocket-Version": "13",
            }
            connection.request("GET", "/_stcore/stream", headers=headers)
            return connection.getresponse().status

    def ask(self, path: str, **headers: str) -> Any:
        """Ask for a path over the network."""
        given = {name.replace("_", "-"): value for name, value in headers.items()}
        request = urllib.request.Request(f"http://{HERE}:{self.port}{path}", headers=given)
        return urllib.request.urlopen(request, timeout=5)

    def events(self, name: str) -> list[dict[str, Any]]:
        """Return the lines of the log that tell an event."""
        lines = map(json.loads, self.log.read_text(encoding="utf-8").splitlines())
        return [line for line in lines if line["event"] == name]


def serving(port: int, store: Path, log: Path) -> Running:
    """Return the dashboard as the command line serves it."""
    command = [sys.executable, "-m", "monitor", "serve", "--port", str(port)]
    return Running(command, port, log, {"MONITOR_STORE": str(store)})


def until(has_come: Callable[[], bool], seconds: float = 40) -> None:
    """Wait until something is so."""
    give_up = time.monotonic() + seconds
    while not has_come():
        assert time.monotonic() < give_up, "it did not come"
        time.sleep(0.05)
