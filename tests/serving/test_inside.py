"""What ``inside.py`` relies on in Streamlit and uvicorn, without a promise, is still there."""

from __future__ import annotations

import inspect

import uvicorn
from streamlit.runtime import Runtime
from streamlit.runtime.app_session import AppSession
from streamlit.runtime.media_file_manager import MediaFileManager
from streamlit.runtime.memory_media_file_storage import MemoryMediaFileStorage
from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager
from streamlit.runtime.session_manager import SessionManager
from streamlit.web.server.starlette import starlette_server, starlette_websocket

import inside
import server  # noqa: F401 - puts our limits in


def test_streamlit_is_inside_as_we_know_it() -> None:
    assert "cookies: dict[str, str], cookie_name: str" in inspect.getsource(
        starlette_websocket._get_signed_cookie_with_chunks
    )
    assert list(inspect.signature(starlette_websocket._parse_decoded_user_cookie).parameters) == [
        "decoded_cookie",
        "origin",
    ]
    assert "self._user_info = user_info" in inspect.getsource(AppSession.__init__)
    assert "self._session_mgr" in inspect.getsource(Runtime.__init__)
    assert hasattr(SessionManager, "get_session_info")
    assert hasattr(Runtime, "uploaded_file_mgr")
    assert MemoryUploadedFileManager("/u").file_storage == {}
    manager = MediaFileManager(MemoryMediaFileStorage("/media"))
    assert manager._deferred_callables == {}
    assert manager.can_read_files


def test_a_file_that_is_made_is_known_by_its_session() -> None:
    source = inspect.getsource(MediaFileManager)
    assert '"session_id": session_id' in inspect.getsource(MediaFileManager.add_deferred)
    assert "def execute_deferred(self, file_id: str) -> str" in source


def test_uvicorn_takes_our_limits() -> None:
    given = starlette_server._get_uvicorn_config_kwargs()
    assert inside.LIMITS.items() <= given.items()
    config = uvicorn.Config(inside, **given)
    assert config.h11_max_incomplete_event_size == 32_768
    assert not config.server_header
    assert "_get_uvicorn_config_kwargs()" in inspect.getsource(starlette_server.UvicornRunner.run)
