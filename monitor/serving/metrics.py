"""What is counted of the running dashboard, for a monitoring system: Prometheus' text format."""

from __future__ import annotations

import platform
import tomllib
from functools import cache
from importlib.metadata import version
from typing import Final

from prometheus_client import (
    CollectorRegistry,
    Counter,
    Gauge,
    Histogram,
    disable_created_metrics,
    generate_latest,
)
from prometheus_client.process_collector import ProcessCollector

from monitor import under_way
from monitor.serving.state import State
from monitor.under_way import Ended
from monitor.vocabulary import ROOT

CONTENT_TYPE: Final = "text/plain; version=0.0.4; charset=utf-8"
_SECONDS: Final = (0.005, 0.02, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60)


disable_created_metrics()  # type: ignore[no-untyped-call]  # each began with the process


class Metrics:
    """The numbers of one process, in a registry of their own."""

    def __init__(self, state: State) -> None:
        own = self.registry = CollectorRegistry()
        self.requests = Counter(
            "monitor_requests", "Requests answered.", ["kind", "status"], registry=own
        )
        self.seconds = Histogram(
            "monitor_request_seconds",
            "Time from a request to the end of its answer.",
            ["kind"],
            buckets=_SECONDS,
            registry=own,
        )
        self.sessions = Gauge(
            "monitor_websocket_sessions", "Browsers connected just now.", registry=own
        )
        self.script_failures = Counter(
            "monitor_script_failures", "Runs of a page that ended in an error.", registry=own
        )
        self._work = Counter(
            "monitor_work",
            "Exports, briefs, pictures, writes and publishing, by how they ended.",
            ["kind", "form", "outcome"],
            registry=own,
        )
        self._work_seconds = Histogram(
            "monitor_work_seconds", "Time that they took.", ["kind"], buckets=_SECONDS, registry=own
        )
        build = Gauge(
            "monitor_build_info",
            "Versions that run.",
            ["version", "python", "streamlit", "duckdb"],
            registry=own,
        )
        versions = (version("streamlit"), version("duckdb"))
        build.labels(_own_version(), platform.python_version(), *versions).set(1)
        ProcessCollector(registry=own)
        own.register(state)

    def hear(self, ended: Ended) -> None:
        """Count a piece of work that is over."""
        self._work.labels(ended.kind, ended.form, ended.outcome).inc()
        self._work_seconds.labels(ended.kind).observe(ended.seconds)

    def listen(self) -> None:
        """Count from now on all work of this process."""
        under_way.listen(self.hear)

    def text(self) -> bytes:
        """Return all numbers as they are now."""
        return generate_latest(self.registry)


@cache
def _own_version() -> str:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    return str(project["version"])
