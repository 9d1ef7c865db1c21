"""One server with sign-in, shared by the tests of this folder."""

from __future__ import annotations

import shutil
from collections.abc import Iterator

import pytest

from tests.browser.conftest import free_port
from tests.hardening.signed_in import SignedIn, signed_in_server
from tests.tiny import Tiny


@pytest.fixture(scope="session")
def office(tiny: Tiny, tmp_path_factory: pytest.TempPathFactory) -> Iterator[SignedIn]:
    """Serve the tiny programme to people who sign in."""
    folder = tmp_path_factory.mktemp("office")
    store = folder / "store"
    shutil.copytree(tiny.store.folder, store)
    with signed_in_server(store, folder, free_port()) as server:
        yield server
