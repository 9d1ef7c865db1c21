"""Health and numbers for the machine itself: ``/healthz``, ``/readyz``, ``/metrics``."""

from __future__ import annotations

import hmac
import ipaddress
import tomllib
from collections.abc import Awaitable, Callable, Mapping
from pathlib import Path
from typing import Final

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

from monitor.serving.metrics import CONTENT_TYPE, Metrics
from monitor.serving.state import State
from monitor.serving.stopping import Stopping

# Whoever sends one of these stands for somebody else: a proxy, and behind it the network.
FORWARDING: Final = (
    *("forwarded", "via", "x-forwarded-for", "x-forwarded-host", "x-forwarded-proto"),
    "x-real-ip",
)
_LEAST_TOKEN: Final = 32
_UNKEPT: Final[Mapping[str, str]] = {"Cache-Control": "no-store"}


def routes(state: State, metrics: Metrics, stopping: Stopping, token: str = "") -> list[Route]:
    """Return the routes.

    Args:
        state: of the store.
        metrics: to be told.
        stopping: whether the server stops.
        token: with which (``Authorization: Bearer …``) others than this machine may ask; one that
            is too short to be a secret counts as none.
    """

    async def healthz() -> Response:
        return PlainTextResponse("ok\n", headers=_UNKEPT)

    async def readyz() -> Response:
        stops = stopping.is_stopping
        reasons = ["stopping"] if stops else await run_in_threadpool(state.unready)
        answer = {"ready": not reasons, "reasons": reasons}
        return JSONResponse(answer, 503 if reasons else 200, headers=_UNKEPT)

    async def numbers() -> Response:
        text = await run_in_threadpool(metrics.text)
        return Response(text, media_type=CONTENT_TYPE, headers=_UNKEPT)

    asked = {"/healthz": healthz, "/readyz": readyz, "/metrics": numbers}
    return [Route(path, _for_machines(answer, token)) for path, answer in asked.items()]


def _for_machines(
    answer: Callable[[], Awaitable[Response]], token: str
) -> Callable[[Request], Awaitable[Response]]:
    """Answer this machine, and who knows the token; to all others there is nothing here."""

    async def answering(request: Request) -> Response:
        if _is_own(request) or _knows(request, token):
            return await answer()
        return PlainTextResponse("Not Found", 404)

    return answering


def _is_own(request: Request) -> bool:
    """Tell whether a program of this machine asks for itself."""
    if request.client is None or any(name in request.headers for name in FORWARDING):
        return False
    try:
        return ipaddress.ip_address(request.client.host).is_loopback
    except ValueError:
        return False


def _knows(request: Request, token: str) -> bool:
    if len(token) < _LEAST_TOKEN:
        return False
    given = request.headers.get("authorization", "")
    return hmac.compare_digest(given.encode(), f"Bearer {token}".encode())


def monitoring_token(secrets_file: Path) -> str:
    """Return the ``token`` of ``[monitoring]`` in the secrets; empty where there is none."""
    try:
        secrets = tomllib.loads(secrets_file.read_text(encoding="utf-8"))
    except (OSError, ValueError):  # Streamlit says what is wrong with them
        return ""
    section = secrets.get("monitoring")
    token = section.get("token") if isinstance(section, dict) else None
    return token if isinstance(token, str) else ""
