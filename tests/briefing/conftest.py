"""The store that exhibits are stamped in: with a ledger, which takes longer to make than a test."""

from __future__ import annotations

from pathlib import Path

import pytest

from monitor.store import Store
from tests.acting import LOCAL
from tests.copying import copied


@pytest.fixture
def store(nothing_yet: Store, tmp_path: Path) -> Store:
    """Return a store of the test's own with an empty ledger."""
    return Store(copied(nothing_yet.folder, tmp_path / "store"), LOCAL)
