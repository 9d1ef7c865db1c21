"""Stores that many tests read: the tiny programme worked out by hand, and the demonstration."""

from __future__ import annotations

import fcntl
import gc
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import pytest
from hypothesis import HealthCheck, settings

from monitor.store import Release, Store
from monitor.vocabulary import ROOT
from tests import evaluated as evaluated_programme
from tests import linked as linked_programme
from tests import paced as paced_programme
from tests import recorded as recorded_programme
from tests import spreading as spreading_programme
from tests import tiny as tiny_programme
from tests.acting import LOCAL
from tests.copying import copied

TESTS = Path(__file__).parent
Programme = TypeVar("Programme")
# The files that take longest, the longest first: workers take whole files in this order, so that
# none begins a long one when the others have nothing left to do.
LONGEST = (
    # The second worker begins with one that needs no demonstration, while the first builds it.
    *("browser/test_pages.py", "browser/test_roles.py", "browser/test_people.py"),
    *("browser/test_parts.py", "drills/test_killed.py", "operation/test_replicas.py"),
    *("browser/test_print.py", "browser/test_publishing.py", "browser/test_panel.py"),
    *("browser/test_project.py", "browser/test_desk.py", "charts/test_map.py"),
    *("briefing/test_renderer.py", "pages/test_region_map.py", "serving/test_stopping.py"),
    *("operation/test_rebuild.py", "test_cli.py", "store/test_crash.py", "store/test_publish.py"),
    *("hostile/test_hostile.py", "pages/test_submissions.py", "store/test_at_once.py"),
    *("browser/test_taking.py", "browser/test_builder.py", "browser/test_hostile_names.py"),
    *("operation/test_backup.py", "operation/test_migrate.py", "intake/test_findings.py"),
    *("browser/test_log.py", "pages/test_panel.py", "drills/test_faults.py"),
    *("years/test_story.py", "store/test_causes.py"),
)

# A worker remembers millions of objects: looking through them for what may be forgotten, after
# every 700 new ones, was an eighth of its time.
gc.set_threshold(20_000, 10, 10)

settings.register_profile(
    "house", deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "house"))


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Hand the files that take longest to the workers first; the others follow as they stand."""
    if "PYTEST_XDIST_WORKER" in os.environ:
        order = {TESTS / name: place for place, name in enumerate(LONGEST)}
        items.sort(key=lambda item: order.get(item.path, len(order)))


def pytest_collection_finish() -> None:
    """Let what a worker knows by now never be looked through again."""
    gc.collect()
    gc.freeze()


@pytest.fixture(scope="session")
def tiny(tmp_path_factory: pytest.TempPathFactory) -> tiny_programme.Tiny:
    """Return the tiny programme, published twice; tests only read it."""
    return _programme(tmp_path_factory, "tiny", tiny_programme.build, tiny_programme.Tiny)


@pytest.fixture(scope="session")
def evaluated(tmp_path_factory: pytest.TempPathFactory) -> evaluated_programme.Evaluated:
    """Return the tiny evaluated programme, published twice; tests only read it."""
    return _programme(
        tmp_path_factory, "evaluated", evaluated_programme.build, evaluated_programme.Evaluated
    )


@pytest.fixture(scope="session")
def spreading(tmp_path_factory: pytest.TempPathFactory) -> spreading_programme.Spreading:
    """Return the tiny programme of selection and spread, published twice; tests only read it."""
    return _programme(
        tmp_path_factory, "spreading", spreading_programme.build, spreading_programme.Spreading
    )


@pytest.fixture(scope="session")
def paced(tmp_path_factory: pytest.TempPathFactory) -> paced_programme.Paced:
    """Return the tiny programme of stages and money, published; tests only read it."""
    return _programme(tmp_path_factory, "paced", paced_programme.build, paced_programme.Paced)


@pytest.fixture(scope="session")
def linked(tmp_path_factory: pytest.TempPathFactory) -> linked_programme.Linked:
    """Return the tiny linked programme, published; tests only read it."""
    return _programme(tmp_path_factory, "linked", linked_programme.build, linked_programme.Linked)


@pytest.fixture(scope="session")
def recorded(tmp_path_factory: pytest.TempPathFactory) -> recorded_programme.Recorded:
    """Return the tiny programme with all that a project's card shows; tests only read it."""
    return _programme(
        tmp_path_factory, "recorded", recorded_programme.build, recorded_programme.Recorded
    )


@pytest.fixture(scope="session")
def demonstration(tmp_path_factory: pytest.TempPathFactory) -> Store:
    """Return the demonstration store; tests only read it."""
    return _built_once(tmp_path_factory, "demonstration", _demonstrate)


@pytest.fixture(scope="session")
def nothing_yet(tmp_path_factory: pytest.TempPathFactory) -> Store:
    """Return a store with an empty ledger, to be copied."""
    store = Store(tmp_path_factory.mktemp("nothing") / "store", LOCAL)
    assert store.ledger.position() == 0
    return store


@pytest.fixture(scope="session")
def newest(demonstration: Store) -> Release:
    """Return the release that pages show unless another is chosen."""
    return demonstration.release()


def _built_once(
    factory: pytest.TempPathFactory, name: str, build: Callable[[Store], object]
) -> Store:
    """Return a store that the first worker to ask for it builds, for the whole run."""
    run = factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        run = run.parent  # what all workers share
    with (run / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (run / name).exists():
            build(Store(run / f"{name}.making", LOCAL))
            (run / f"{name}.making").rename(run / name)
    return Store(run / name, LOCAL)


def _programme(
    factory: pytest.TempPathFactory,
    name: str,
    build: Callable[[Store], Programme],
    of: Callable[..., Programme],
) -> Programme:
    """Return what ``build`` would: its store and releases, the first one first."""
    store = _built_once(factory, name, build)
    return of(store, *reversed(store.releases()))


def _demonstrate(store: Store) -> None:
    made = subprocess.run(
        [sys.executable, "-m", "monitor", "demo"],
        cwd=ROOT,
        env=os.environ | {"MONITOR_STORE": str(store.folder)},
        capture_output=True,
        text=True,
        check=False,
        timeout=900,
    )
    if made.returncode:
        pytest.fail(f"python -m monitor demo failed:\n{made.stdout}\n{made.stderr}")


@pytest.fixture
def store(nothing_yet: Store, tmp_path: Path) -> Store:
    """Return a store of the test's own with an empty ledger, which takes long to make."""
    return Store(copied(nothing_yet.folder, tmp_path / "store"), LOCAL)


@pytest.fixture
def absent(tmp_path: Path) -> Store:
    """Return a store of which nothing is there before it is written to."""
    return Store(tmp_path / "store", LOCAL)
