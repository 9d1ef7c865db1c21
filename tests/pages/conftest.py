"""Pages run by Streamlit's own test harness, on the demonstration store."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from streamlit.runtime.pages_manager import PagesManager
from streamlit.testing.v1 import app_test

from monitor.store import Store
from tests.pages.reading import Shown


class NavigatedPages(PagesManager):
    """The pages of ``st.navigation``: the harness would take ``pages/`` for the older kind."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        PagesManager.uses_pages_directory = False


@pytest.fixture(autouse=True)
def navigated(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(app_test, "PagesManager", NavigatedPages)


@pytest.fixture
def open_page(demonstration: Store, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Shown]:
    """Return a function that opens a page by its name, cold, as a link with parameters does."""
    monkeypatch.setenv("MONITOR_STORE", str(demonstration.folder))
    return Shown.unfolded


@pytest.fixture
def open_empty(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Shown]:
    """Return a function that opens a page of a store in which nothing is published."""
    monkeypatch.setenv("MONITOR_STORE", str(tmp_path / "empty"))
    return Shown.opened
