"""What the gate must ask of Streamlit, and how Streamlit's own server is held to our limits.

Everything here touches what Streamlit does not promise to keep; ``tests/serving/test_inside.py``
holds it to this version.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import wraps
from typing import Any, Final

from streamlit import auth_util, runtime
from streamlit.runtime.media_file_manager import MediaFileManager
from streamlit.runtime.scriptrunner_utils.script_run_context import get_script_run_ctx
from streamlit.web.server.starlette import starlette_websocket
from streamlit.web.server.starlette.starlette_server_config import USER_COOKIE_NAME

from monitor.access.token import who_signed_in
from monitor.serving import sign_in
from monitor.serving.gate import Inside
from monitor.serving.media import Owners
from monitor.store import Store

# Of uvicorn's: a request's head, connections, seconds that an idle one is kept, a message's size.
LIMITS: Final[Mapping[str, object]] = {
    "http": "h11",  # the other one has no limit of the head
    "h11_max_incomplete_event_size": 32_768,
    "limit_concurrency": 2_000,
    "timeout_keep_alive": 15,
    "ws_max_size": 4_000_000,
    "server_header": False,
}


def limited(arguments: Callable[[], dict[str, Any]]) -> Callable[[], dict[str, Any]]:
    """Let the arguments that Streamlit gives to uvicorn carry our limits."""

    @wraps(arguments)
    def with_limits() -> dict[str, Any]:
        return {**arguments(), **LIMITS}

    return with_limits


def origin() -> str | None:
    """Return the address that people sign in at, None where nobody signs in."""
    return auth_util.get_origin_from_redirect_uri() if sign_in.is_required() else None


def is_encrypted() -> bool:
    """Say whether people come by https."""
    return (origin() or "").startswith("https:")


def token(cookies: Mapping[str, str]) -> Mapping[str, object]:
    """Return what the signed cookie says, as Streamlit checks it when somebody connects."""
    try:
        said = starlette_websocket._get_signed_cookie_with_chunks(dict(cookies), USER_COOKIE_NAME)
        return starlette_websocket._parse_decoded_user_cookie(said, origin() or "") if said else {}
    except (ValueError, AttributeError):  # signed, but no token
        return {}


def account_of(session: str) -> str | None:
    """Return the account of who opened a session, None for a session that is not open."""
    found = runtime.get_instance()._session_mgr.get_session_info(session)
    if found is None:
        return None
    told = found.session._user_info
    return who_signed_in(told, "", Store().folder / "access").account or None


def held(account: str) -> int:
    """Return how many bytes of uploads the sessions of an account hold; blank for all."""
    files = getattr(runtime.get_instance().uploaded_file_mgr, "file_storage", {})
    return sum(
        len(file.data)
        for session, kept in list(files.items())
        for file in list(kept.values())
        if not account or account_of(session) == account
    )


class Files:
    """Streamlit's files to take along, each known by the account that it was made for."""

    def __init__(self) -> None:
        self._owners = Owners(self._is_there)
        self._manager: MediaFileManager | None = None

    def watch(self) -> None:
        """Note from now on for whom files are made."""
        manager = self._manager = runtime.get_instance().media_file_mgr
        for name, with_us in (
            ("add", self._adding),
            ("execute_deferred", self._keeping),
        ):
            setattr(manager, name, with_us(getattr(manager, name)))

    def made_for(self, path: str) -> frozenset[str]:
        """Return for which accounts the file at an address was made."""
        return self._owners.of(path)

    def _is_there(self, name: str) -> bool:
        return self._manager is not None and self._manager.read_file(name) is not None

    def _adding(self, add: Callable[..., str]) -> Callable[..., str]:
        @wraps(add)
        def adding(*args: object, **kwargs: object) -> str:
            address = add(*args, **kwargs)
            if context := get_script_run_ctx():
                self._owners.note(address, account_of(context.session_id))
            return address

        return adding

    def _keeping(self, execute: Callable[[str], str]) -> Callable[[str], str]:
        @wraps(execute)
        def keeping(promise: str) -> str:
            assert self._manager is not None, "it is watched"
            entry = self._manager._deferred_callables.get(promise)
            address = execute(promise)
            if entry is not None:
                self._owners.note(address, account_of(entry["session_id"]))
            return address

        return keeping


def inside(files: Files) -> Inside:
    """Return what the gate asks."""
    return Inside(origin, token, account_of, files.made_for, held)
