"""Pages run by Streamlit's own test harness, on the demonstration store."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import streamlit as st
from streamlit.runtime.pages_manager import PagesManager
from streamlit.runtime.scriptrunner.script_cache import ScriptCache
from streamlit.testing.v1 import app_test, local_script_runner
from streamlit.testing.v1.local_script_runner import LocalScriptRunner

from monitor.store import Store
from tests.acting import LOCAL
from tests.copying import renewed
from tests.pages.reading import Shown


class NavigatedPages(PagesManager):
    """The pages of ``st.navigation``: the harness would take ``pages/`` for the older kind."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        PagesManager.uses_pages_directory = False


_SCRIPTS = ScriptCache()


def _wait(runner: LocalScriptRunner, timeout: float = 3) -> None:
    thread = runner._script_thread
    assert thread is not None, "it was started"
    thread.join(timeout)
    if not runner.script_stopped():
        runner.request_stop()
        runner.join()
        raise RuntimeError(f"The page was not ready after {timeout} s.")


@pytest.fixture(autouse=True)
def navigated(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the harness take our pages, compile each once, and sleep until it has run.

    It would compile every page anew for each run, and look a thousand times a second whether a run
    is over.
    """
    monkeypatch.setattr(app_test, "PagesManager", NavigatedPages)
    for module in (app_test, local_script_runner):
        monkeypatch.setattr(module, "ScriptCache", lambda: _SCRIPTS)
    monkeypatch.setattr(local_script_runner, "require_widgets_deltas", _wait)


@pytest.fixture
def open_page(demonstration: Store, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Shown]:
    """Return a function that opens a page by its name, as a link with parameters does."""
    monkeypatch.setenv("MONITOR_STORE", str(demonstration.folder))
    return Shown.to_read


@pytest.fixture
def open_empty(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Shown]:
    """Return a function that opens a page of a store in which nothing is published."""
    monkeypatch.setenv("MONITOR_STORE", str(tmp_path / "empty"))
    return Shown.opened


@pytest.fixture(scope="session")
def desk_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return where the store lies that tests write to, one after the other."""
    return tmp_path_factory.mktemp("desk") / "store"


@pytest.fixture
def store(demonstration: Store, desk_folder: Path, monkeypatch: pytest.MonkeyPatch) -> Store:
    """Return a copy of the demonstration store that a test may write to, as good as new."""
    folder = renewed(demonstration.folder, desk_folder)
    st.cache_resource.clear()  # what was worked out for another test's entries
    monkeypatch.setenv("MONITOR_STORE", str(folder))
    return Store(folder, LOCAL)
