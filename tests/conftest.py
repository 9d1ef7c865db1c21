"""Stores that many tests read: the tiny programme worked out by hand, and the demonstration."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from monitor import demonstration as demonstration_store
from monitor.store import Store
from tests import tiny as tiny_programme

settings.register_profile(
    "house", deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "house"))


@pytest.fixture(scope="session")
def tiny(tmp_path_factory: pytest.TempPathFactory) -> tiny_programme.Tiny:
    """Return the tiny programme, published; tests only read it."""
    return tiny_programme.build(Store(tmp_path_factory.mktemp("tiny")))


@pytest.fixture(scope="session")
def demonstration(tmp_path_factory: pytest.TempPathFactory) -> Store:
    """Return the demonstration store, built once for the whole run; tests only read it."""
    store = Store(tmp_path_factory.mktemp("demonstration") / "store")
    demonstration_store.build(store, lambda _done, _total, _name: None)
    return store


@pytest.fixture
def store(tmp_path: Path) -> Store:
    """Return an empty store of the test's own."""
    return Store(tmp_path / "store")
