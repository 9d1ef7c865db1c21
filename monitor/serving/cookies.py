"""Streamlit's cookies on their way out: for encrypted connections only, and no longer than needed.

Streamlit gives the identity 30 days, leaves out ``Secure`` and keeps the provider's tokens in the
browser as well. Nothing here needs those: they are not handed out.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from monitor.access.token import session_seconds

_IDENTITY: Final = b"_streamlit_user"
_TOKENS: Final = b"_streamlit_user_tokens"
# Holds what a sign-in that is under way must be found again by.
_UNDER_WAY: Final = b"_streamlit_session"
_UNDER_WAY_SECONDS: Final = 900
_AGE: Final = re.compile(rb"; *max-age=(\d+)", re.IGNORECASE)
_SECURE: Final = re.compile(rb"; *secure *(;|$)", re.IGNORECASE)


class Cookies:
    """Middleware that hands out Streamlit's cookies as ours."""

    def __init__(self, app: ASGIApp, is_encrypted: Callable[[], bool]) -> None:
        """Stand before ``app``; ``is_encrypted`` says whether people come by https."""
        self.app = app
        self.is_encrypted = is_encrypted

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on; mend the cookies of the answer."""

        async def mending(message: Message) -> None:
            if message["type"] in {"http.response.start", "websocket.accept"}:
                headers = [
                    (name, self._mended(value) if name.lower() == b"set-cookie" else value)
                    for name, value in message.get("headers", ())
                    if not (name.lower() == b"set-cookie" and _is_kept_here(value))
                ]
                message = {**message, "headers": headers}
            await send(message)

        await self.app(scope, receive, mending)

    def _mended(self, cookie: bytes) -> bytes:
        name = cookie.partition(b"=")[0]
        if name.startswith(_IDENTITY):
            cookie = _shortened(cookie, int(session_seconds()))
        elif name == _UNDER_WAY:
            cookie = _shortened(cookie, _UNDER_WAY_SECONDS)
        if self.is_encrypted() and not _SECURE.search(cookie):
            cookie += b"; Secure"
        return cookie


def _is_kept_here(cookie: bytes) -> bool:
    """Say whether a cookie holds the provider's tokens; one that takes them away passes."""
    age = _AGE.search(cookie)
    return cookie.startswith(_TOKENS) and not (age and int(age[1]) == 0)


def _shortened(cookie: bytes, seconds: int) -> bytes:
    return _AGE.sub(
        lambda found: b"; Max-Age=%d" % min(seconds, int(found[1])),
        cookie,
    )
