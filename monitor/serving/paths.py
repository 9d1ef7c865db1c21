"""What is asked for: its kind, and its path as it may stand in a log."""

from __future__ import annotations

from functools import cache
from typing import Final

from monitor.vocabulary import ROOT

OTHER: Final = "/…"
# Beginnings of paths, the longer one first; what follows them may name a session or a file.
_KINDS: Final = {
    "/_stcore/stream": "stream",
    "/_stcore/upload_file": "upload",
    "/_stcore": "streamlit",
    "/app/static": "static",
    "/component": "static",
    "/static": "static",
    "/media": "media",
    "/auth": "sign_in",
    "/oauth2callback": "sign_in",
    "/healthz": "health",
    "/readyz": "health",
    "/metrics": "health",
}


# A page opened by a link looks for the server below its own address first.
_PROBED: Final = "/_stcore/"


def kind_of(path: str) -> str:
    """Return what kind of thing a path asks for, out of a short list."""
    if start := _start(path):
        return _KINDS[start]
    if _PROBED in path:
        return "probe"
    return "page" if _is_page(path) else "other"


def said_path(path: str) -> str:
    """Return a path as it may be written down: never what somebody made up or a session's name."""
    if start := _start(path):
        return start if start == path else f"{start}{OTHER}"
    return (path.rstrip("/") or "/") if _is_page(path) else OTHER


def _start(path: str) -> str:
    return next((start for start in _KINDS if path == start or path.startswith(f"{start}/")), "")


def _is_page(path: str) -> bool:
    return path.strip("/") in _pages()


@cache
def _pages() -> frozenset[str]:
    """Return the names of the pages; the first has none in its address."""
    return frozenset({"", *(file.stem for file in (ROOT / "pages").glob("*.py"))})
