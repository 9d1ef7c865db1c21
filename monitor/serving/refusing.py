"""How the gate says no: a short page, or a connection that is not opened."""

from __future__ import annotations

from html import escape
from typing import Final

from starlette.responses import HTMLResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from monitor.wording import Language, Refused, Words

_POLICY_VIOLATION: Final = 1008
_FORBIDDEN: Final = 403
_STATUS: Final = {
    "sign_in_first": 401,
    "no_such_address": 404,
    "not_your_file": 404,
    "no_such_method": 405,
    "upload_without_size": 411,
    "uploads_full": 413,
    "too_many_sessions": 429,
    "too_often": 429,
    "unsigned_host": 421,
    "head_too_long": 431,
}
_PAGE: Final = (
    '<!doctype html><html lang="{language}"><head><meta charset="utf-8"><title>{title}</title>'
    '</head><body style="max-width: 40rem; margin: 4rem auto; padding: 0 1rem; '
    'font-family: Pretendard, sans-serif; line-height: 1.6">'
    '<h1 style="font-size: 1.75rem">{title}</h1>'
    "<p>{sentence}</p></body></html>"
)


def refuse(refused: Refused, language: Language) -> ASGIApp:
    """Return the application that answers with a refusal in a language."""
    page = _PAGE.format(
        language=language,
        title=escape(Words(language)("app.title")),
        sentence=escape(refused.say(language)),
    )

    async def answering(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "websocket":
            await send({"type": "websocket.close", "code": _POLICY_VIOLATION})
            return
        status = _STATUS.get(refused.key, _FORBIDDEN)
        answer = HTMLResponse(page, status, headers={"Cache-Control": "no-store"})
        await answer(scope, receive, send)

    return answering
