"""The story that the tests of this folder read: built once, by reference data that were edited."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from monitor.store import Store
from tests.acting import LOCAL
from tests.years import story as told
from tests.years.edits import edited


@pytest.fixture(scope="module")
def story(tmp_path_factory: pytest.TempPathFactory) -> Iterator[told.Story]:
    """Return the story; while it is told, the edited reference data are those in use."""
    store = Store(tmp_path_factory.mktemp("years"), LOCAL)
    before = told.before(store)
    folder = edited(tmp_path_factory.mktemp("edited") / "reference")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("MONITOR_REFERENCE", str(folder))
        yield told.after(store, before, folder)
