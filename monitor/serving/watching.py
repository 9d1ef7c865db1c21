"""Every request has an id, is counted, and is a line of the log."""

from __future__ import annotations

import logging
import re
import time
import uuid
from dataclasses import dataclass
from typing import Final

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from monitor.serving.log import REQUEST
from monitor.serving.metrics import Metrics
from monitor.serving.paths import kind_of, said_path

HEADER: Final = "X-Request-Id"
_LOG: Final = logging.getLogger(__name__)
_WELL_FORMED: Final = re.compile(r"[0-9A-Za-z-]{16,64}")
# A page asks for a hundred of these: they are counted, and told only when they fail.
_QUIET: Final = frozenset({"static", "health", "streamlit"})
_METHODS: Final = frozenset({"GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS", "PATCH"})
# The second is an answer to a browser that asked for a session and gets none.
_STARTS: Final = frozenset({"http.response.start", "websocket.http.response.start"})
_FAILED: Final = 500
_REFUSED: Final = 400
_SWITCHED: Final = 101
_FORBIDDEN: Final = 403


@dataclass
class _Answer:
    status: int = _FAILED


class Watching:
    """Middleware around all others."""

    def __init__(self, app: ASGIApp, metrics: Metrics) -> None:
        self.app = app
        self.metrics = metrics

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on and note how it was answered."""
        if scope["type"] not in {"http", "websocket"}:
            await self.app(scope, receive, send)
            return
        request = _request_id(scope)
        token = REQUEST.set(request)
        answer, begun = _Answer(), time.perf_counter()
        try:
            await self.app(_named(scope, request), receive, self._noting(send, answer, request))
        finally:
            if answer.status == _SWITCHED:
                self.metrics.sessions.dec()
            self._note(scope, answer.status, time.perf_counter() - begun)
            REQUEST.reset(token)

    def _noting(self, send: Send, answer: _Answer, request: str) -> Send:
        async def noting(message: Message) -> None:
            if message["type"] in _STARTS:
                answer.status = message["status"]
                headers = MutableHeaders(raw=list(message.get("headers", ())))
                headers[HEADER] = request
                message = {**message, "headers": headers.raw}
            elif message["type"] == "websocket.accept":
                answer.status = _SWITCHED
                self.metrics.sessions.inc()
            elif message["type"] == "websocket.close" and answer.status != _SWITCHED:
                answer.status = _FORBIDDEN
            await send(message)

        return noting

    def _note(self, scope: Scope, status: int, seconds: float) -> None:
        kind = kind_of(scope["path"])
        self.metrics.requests.labels(kind, str(status)).inc()
        if scope["type"] == "http":  # a session lasts as long as its reader stays
            self.metrics.seconds.labels(kind).observe(seconds)
        is_quiet = (kind in _QUIET and status < _REFUSED) or kind == "probe"
        level = logging.DEBUG if is_quiet else logging.INFO
        method = scope.get("method", "GET")
        told = {
            "event": "session" if scope["type"] == "websocket" else "request",
            "method": method if method in _METHODS else "other",
            "path": said_path(scope["path"]),
            "status": status,
            "milliseconds": round(seconds * 1000),
        }
        _LOG.log(level, "", extra=told)


def _named(scope: Scope, request: str) -> Scope:
    """Let whoever answers know the id as a header, whether a proxy gave it or we did."""
    headers = MutableHeaders(raw=list(scope.get("headers", ())))
    headers[HEADER] = request
    return {**scope, "headers": headers.raw}


def _request_id(scope: Scope) -> str:
    """Return the id that a proxy gave, where it is well-formed, or a new one."""
    given = Headers(scope=scope).get(HEADER, "")
    return given if _WELL_FORMED.fullmatch(given) else uuid.uuid4().hex
