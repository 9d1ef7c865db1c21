"""How the store and the machine stand just now, looked at when a monitoring system asks."""

from __future__ import annotations

import datetime as dt
import os
import shutil
from collections.abc import Iterator
from typing import Final
from zoneinfo import ZoneInfo

from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

from monitor.briefing.renderer import renderer
from monitor.store import Release, Store
from monitor.under_way import running
from monitor.wording import Refused

# Below this, DuckDB may fail amid a release.
LEAST_FREE: Final = 200_000_000
_SEOUL: Final = ZoneInfo("Asia/Seoul")
_KINDS: Final = ("brief", "draw", "export", "ledger_wait", "publish", "write")


class State(Collector):
    """Tells what does not add up over time, but is so or so when asked."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._entry: int | None = None
        self._entry_of: tuple[int, int] | None = None

    def unready(self) -> list[str]:
        """Return why pages cannot be served, as codes; none where they can."""
        reasons = []
        if not os.access(self._store.folder, os.R_OK | os.X_OK):
            return ["store_unreadable"]
        if self._store.ledger.path.exists() and not os.access(self._store.ledger.path, os.R_OK):
            reasons.append("ledger_unreadable")
        if self.served() is None:
            reasons.append("no_release")
        if shutil.disk_usage(self._store.folder).free < LEAST_FREE:
            reasons.append("disk_full")
        return reasons

    def served(self) -> Release | None:
        """Return the release that pages show unless another is chosen."""
        try:
            return self._store.release()
        except (Refused, OSError):
            return None

    def collect(self) -> Iterator[Metric]:
        """Yield what is so at this moment."""
        yield from self._of_release()
        yield from self._of_store()
        busy = GaugeMetricFamily(
            "monitor_under_way", "Pieces of work that are being done.", labels=["kind"]
        )
        now = running()
        for kind in _KINDS:
            busy.add_metric([kind], now.get(kind, 0))
        yield busy
        yield GaugeMetricFamily(
            "monitor_renderer_queue", "Pictures waited for.", value=now.get("draw", 0)
        )
        yield CounterMetricFamily(
            "monitor_renderer_restarts",
            "Browsers given up since the start, after they failed.",
            value=renderer().restarts,
        )

    def _of_release(self) -> Iterator[Metric]:
        info = GaugeMetricFamily(
            "monitor_release_info",
            "The release being served.",
            labels=["release", "state", "data_kind"],
        )
        as_of = GaugeMetricFamily(
            "monitor_release_as_of_timestamp_seconds", "Its reference date, 0:00 in Seoul."
        )
        if served := self.served():
            manifest = served.manifest
            info.add_metric([manifest.release, manifest.release_state, manifest.data_kind], 1)
            begins = dt.datetime.combine(manifest.as_of, dt.time(), _SEOUL)
            as_of.add_metric([], begins.timestamp())
        yield info
        yield as_of
        yield GaugeMetricFamily(
            "monitor_unreadable_releases",
            "Release files that cannot be read.",
            value=len(self._store.unreadable_releases()),
        )

    def _of_store(self) -> Iterator[Metric]:
        folder = self._store.folder
        if (entry := self._last_entry()) is not None:
            yield GaugeMetricFamily("monitor_ledger_entry", "Last entry of the ledger.", entry)
        sizes = (_size(path) for path in folder.rglob("*"))
        yield GaugeMetricFamily("monitor_store_bytes", "Size of all its files.", sum(sizes))
        if folder.exists():
            free = shutil.disk_usage(folder).free
            yield GaugeMetricFamily("monitor_disk_free_bytes", "Free space of its disk.", free)

    def _last_entry(self) -> int | None:
        """Return the last entry as far as it is known; nobody who writes waits for this."""
        try:
            about = self._store.ledger.path.stat()
        except OSError:
            return None
        stamp = (about.st_mtime_ns, about.st_size)
        if stamp != self._entry_of:
            looked = self._store.ledger.glance()
            if looked is not None:
                self._entry, self._entry_of = looked, stamp
        return self._entry


def _size(path: os.PathLike[str]) -> int:
    try:
        return os.lstat(path).st_size
    except OSError:  # gone since it was listed
        return 0
