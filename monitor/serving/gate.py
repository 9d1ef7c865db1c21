"""The gate: nothing but the way to sign in answers somebody who may not enter.

Pages ask again at every run who is here. The gate stands before what they handed out: files to take
along, uploads, the connection itself, and whatever else Streamlit would answer.

Where nobody signs in, the server is for programs of this machine alone. A page of the network that
has its name point here (DNS rebinding) and a proxy that stands before it are turned away.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final
from urllib.parse import parse_qs, urlsplit

from starlette.datastructures import Headers
from starlette.requests import cookie_parser
from starlette.types import ASGIApp, Receive, Scope, Send

from monitor.access import NOBODY, Who, actor_of
from monitor.access.limits import limits
from monitor.access.token import who_signed_in
from monitor.serving.connections import Connections
from monitor.serving.health import FORWARDING
from monitor.serving.paths import kind_of
from monitor.serving.refusing import refuse
from monitor.serving.sign_in import is_loopback
from monitor.vocabulary import Vocabulary
from monitor.wording import Language, Refused, language_of

_METHODS: Final = frozenset({"GET", "HEAD", "OPTIONS"})
_UPLOADING: Final = frozenset({"PUT", "DELETE"})
# Of what Streamlit answers beside pages, what a browser asks for before it is connected.
_BEFORE: Final = ("/_stcore/health", "/_stcore/host-config")
_UNUSED: Final = "/component/"
_FILES: Final = frozenset({"/favicon.png", "/manifest.json"})
_OPEN: Final = frozenset({"page", "static", "sign_in", "health"})
_VOCABULARY: Final = Vocabulary()
_LONGEST_HEAD: Final = 32_768
_MEGABYTE: Final = 1_000_000


@dataclass(frozen=True)
class Inside:
    """What the gate must ask of Streamlit.

    Attributes:
        origin: where people sign in, as ``https://host``; None where nobody does.
        token: what the signed cookie among some says; empty where it is none of this server's.
        account_of: whose a session is, None for none that is open.
        made_for: for which accounts a file was made.
        held: how many bytes of uploads the sessions of an account hold.
    """

    origin: Callable[[], str | None]
    token: Callable[[Mapping[str, str]], Mapping[str, object]]
    account_of: Callable[[str], str | None]
    made_for: Callable[[str], frozenset[str]]
    held: Callable[[str], int]


class Gate:
    """Middleware that lets through whom it may."""

    def __init__(self, app: ASGIApp, inside: Inside, folder: Path) -> None:
        """Stand before ``app``; ``folder`` is the register's."""
        self.app = app
        self.inside = inside
        self.folder = folder
        self.connections = Connections()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, or answer why not."""
        if scope["type"] not in {"http", "websocket"}:
            await self.app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        signing_in = self.inside.origin() is not None
        who = self._who(scope, headers) if signing_in else NOBODY
        try:
            if not signing_in:
                _from_this_machine(headers)
            own = self.inside.origin() or f"http://{headers.get('host', '')}"
            if headers.get("origin", own) != own:
                raise Refused("foreign_page")
            if scope["type"] == "websocket":
                _connecting(scope, headers)
            else:
                self._asking(scope, headers, who if signing_in else None)
        except Refused as refused:
            await refuse(refused, language_asked(scope))(scope, receive, send)
            return
        if scope["type"] == "websocket":
            await self.connections.keep(self.app, scope, receive, send, who.account)
        else:
            await self.app(scope, receive, send)

    def _who(self, scope: Scope, headers: Headers) -> Who:
        token = self.inside.token(cookie_parser(headers.get("cookie", "")))
        return who_signed_in(token, _address(scope), self.folder)

    def _asking(self, scope: Scope, headers: Headers, who: Who | None) -> None:
        """Refuse a request; ``who`` is None where nobody signs in."""
        path, method, kind = scope["path"], scope["method"], kind_of(scope["path"])
        if sum(len(name) + len(value) for name, value in headers.raw) > _LONGEST_HEAD:
            raise Refused("head_too_long")
        if method not in (_UPLOADING if kind == "upload" else _METHODS):
            raise Refused("no_such_method")
        if path.startswith(_UNUSED) or (kind == "streamlit" and not path.endswith(_BEFORE)):
            raise Refused("no_such_address")
        if kind == "sign_in":
            limits().take(f"address {_address(scope)}", "sign_in")
        is_open = kind in _OPEN or path in _FILES or path.endswith(_BEFORE)
        if who is not None and not is_open:
            _may_enter(who, self.folder)
            if not self._is_theirs(who, kind, path):
                raise Refused("not_your_file")
        if method == "PUT":
            self._uploading(headers, who.account if who else "")

    def _is_theirs(self, who: Who, kind: str, path: str) -> bool:
        """Say whether a file, or the session that one is laid into, is a person's own."""
        if kind == "media":
            return who.account in self.inside.made_for(path)
        if kind == "upload":
            session = path.removeprefix("/_stcore/upload_file/").partition("/")[0]
            return self.inside.account_of(session) == who.account
        return True

    def _uploading(self, headers: Headers, account: str) -> None:
        """Refuse a file that would be more than one person may lay here."""
        length = headers.get("content-length", "")
        if not (length.isascii() and length.isdigit()):
            raise Refused("upload_without_size")
        most = int(_VOCABULARY.setting("uploads_megabytes"))
        if self.inside.held(account) + int(length) > most * _MEGABYTE:
            raise Refused("uploads_full", megabytes=most)


def _address(scope: Scope) -> str:
    client = scope.get("client")
    return client[0] if client else ""


def _may_enter(who: Who, folder: Path) -> None:
    """Refuse whom nobody knows, and whoever has no role today.

    Raises:
        Refused: ``sign_in_first``, ``no_role``, ``people_unreadable``.
    """
    if who is NOBODY:
        raise Refused("sign_in_first")
    if not actor_of(who, folder).opens("browse"):
        raise Refused("no_role")


def _connecting(scope: Scope, headers: Headers) -> None:
    """Refuse a connection that no page opens; a browser always says which one does.

    Streamlit would let in pages of any server of this machine, and would ask the network for this
    machine's address to let that in as well.
    """
    if scope["path"] != "/_stcore/stream" or "origin" not in headers:
        raise Refused("foreign_page")


def _from_this_machine(headers: Headers) -> None:
    """Refuse what was not asked by a program of this machine, for itself.

    Raises:
        Refused: ``unsigned_proxy``, ``unsigned_host``.
    """
    if any(name in headers for name in FORWARDING):
        raise Refused("unsigned_proxy")
    if not is_loopback(_host(headers.get("host", ""))):
        raise Refused("unsigned_host")


def _host(given: str) -> str:
    """Return the name of a Host header, without its port; empty where it is none."""
    try:
        return urlsplit(f"//{given}").hostname or ""
    except ValueError:
        return ""


def language_asked(scope: Scope) -> Language:
    """Return the language that an address asks for."""
    query = parse_qs(scope["query_string"].decode("latin-1"))
    return language_of(query.get("language", ["ko"])[-1])
