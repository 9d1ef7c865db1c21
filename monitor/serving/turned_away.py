"""Who comes back from signing in without having signed in is told so by the entrance.

Streamlit answers a sign-in that cannot begin, since the provider does not answer, with two English
words on an empty page.
"""

from __future__ import annotations

from typing import Final

from starlette.types import ASGIApp, Message, Receive, Scope, Send

# In the address of the entrance.
FAILED: Final = "sign_in_failed"
_LOGIN: Final = "/auth/login"
_BACK: Final = f"../?{FAILED}=yes".encode()


class TurnedAway:
    """Middleware that leads back to the entrance from a sign-in that could not begin."""

    def __init__(self, app: ASGIApp) -> None:
        """Stand in front of ``app``."""
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on; a refused sign-in is answered by the way back."""
        if scope["type"] != "http" or not scope["path"].endswith(_LOGIN):
            await self.app(scope, receive, send)
            return
        is_refused = False

        async def answering(message: Message) -> None:
            nonlocal is_refused
            if message["type"] == "http.response.start" and message["status"] >= 400:
                is_refused = True
                headers = [(b"location", _BACK), (b"content-length", b"0")]
                await send({**message, "status": 303, "headers": headers})
            elif is_refused:
                if not message.get("more_body", False):
                    await send({"type": "http.response.body", "body": b""})
            else:
                await send(message)

        await self.app(scope, receive, answering)
