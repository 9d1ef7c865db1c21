"""Health and numbers: what a monitoring system asks, and that nobody else is answered."""

from __future__ import annotations

import json
import shutil
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from prometheus_client.parser import text_string_to_metric_families
from starlette.routing import Router

from monitor.serving import health
from monitor.serving.metrics import Metrics
from monitor.serving.state import State
from monitor.serving.stopping import Stopping
from monitor.store import Store
from monitor.under_way import under_way
from monitor.wording import Refused
from tests.serving.asking import ask
from tests.tiny import Tiny

TOKEN = "0123456789abcdef0123456789abcdef"


@pytest.fixture
def stopping() -> Stopping:
    return Stopping()


@pytest.fixture
def metrics(tiny: Tiny) -> Metrics:
    return Metrics(State(tiny.store))


@pytest.fixture
def app(tiny: Tiny, metrics: Metrics, stopping: Stopping) -> Router:
    return Router(routes=health.routes(State(tiny.store), metrics, stopping, TOKEN))


def _unready(store: Store) -> tuple[int, list[str]]:
    state = State(store)
    answer = ask(Router(routes=health.routes(state, Metrics(state), Stopping())), "/readyz")
    return answer.status, json.loads(answer.body)["reasons"]


def _samples(metrics: Metrics) -> Iterator[tuple[str, dict[str, str], float]]:
    for family in text_string_to_metric_families(metrics.text().decode()):
        for sample in family.samples:
            yield sample.name, dict(sample.labels), sample.value


def _value(metrics: Metrics, name: str, **labels: str) -> float | None:
    found = [v for n, has, v in _samples(metrics) if n == name and labels.items() <= has.items()]
    return found[0] if found else None


# ── ready or not ─────────────────────────────────────────────────────────────────────────────────


def test_a_store_with_a_release_is_ready(app: Router) -> None:
    assert ask(app, "/healthz").status == 200
    answer = ask(app, "/readyz")
    assert (answer.status, json.loads(answer.body)) == (200, {"ready": True, "reasons": []})


def test_a_store_without_a_release_says_so(store: Store) -> None:
    assert _unready(store) == (503, ["no_release"])


def test_a_store_that_is_gone_says_so(absent: Store) -> None:
    assert _unready(absent) == (503, ["store_unreadable"])


def test_a_full_disk_says_so(tiny: Tiny, monkeypatch: pytest.MonkeyPatch) -> None:
    used = shutil.disk_usage(tiny.store.folder)
    monkeypatch.setattr(shutil, "disk_usage", lambda _: used._replace(free=1_000_000))
    assert _unready(tiny.store) == (503, ["disk_full"])


def test_a_server_that_stops_is_alive_but_not_ready(app: Router, stopping: Stopping) -> None:
    stopping.is_stopping = True
    answer = ask(app, "/readyz")
    assert (answer.status, json.loads(answer.body)["reasons"]) == (503, ["stopping"])
    assert ask(app, "/healthz").status == 200


# ── for whom ─────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("path", ["/healthz", "/readyz", "/metrics"])
@pytest.mark.parametrize(
    "who",
    [
        {"client": "10.1.2.3"},
        {"client": None},
        {"client": "not an address"},
        {"X_Forwarded_For": "10.1.2.3"},
        {"Forwarded": "for=127.0.0.1"},
        {"X_Real_IP": "127.0.0.1"},
        {"client": "10.1.2.3", "Authorization": "Bearer wrong"},
        {"client": "10.1.2.3", "Authorization": TOKEN},
        {"client": "10.1.2.3", "Authorization": "Bearer 홍길동"},
    ],
)
def test_others_find_nothing_there(app: Router, path: str, who: dict[str, Any]) -> None:
    assert ask(app, path, **who).status == 404


@pytest.mark.parametrize("client", ["127.0.0.1", "::1"])
def test_this_machine_is_answered(app: Router, client: str) -> None:
    assert ask(app, "/metrics", client=client).status == 200


def test_who_knows_the_token_is_answered_from_anywhere(app: Router) -> None:
    asked = {"Authorization": f"Bearer {TOKEN}", "X_Forwarded_For": "10.1.2.3"}
    assert ask(app, "/metrics", client="10.1.2.3", **asked).status == 200


def test_a_token_that_is_no_secret_opens_nothing(metrics: Metrics, tiny: Tiny) -> None:
    app = Router(routes=health.routes(State(tiny.store), metrics, Stopping(), "short"))
    assert ask(app, "/metrics", client="10.1.2.3", Authorization="Bearer short").status == 404
    app = Router(routes=health.routes(State(tiny.store), metrics, Stopping(), ""))
    assert ask(app, "/metrics", client="10.1.2.3", Authorization="Bearer ").status == 404


@pytest.mark.parametrize(
    ("secrets", "token"),
    [
        (f'[monitoring]\ntoken = "{TOKEN}"\n', TOKEN),
        ("[auth]\n", ""),
        ("[monitoring]\ntoken = 3\n", ""),
        ("monitoring = 'x'\n", ""),
        ("broken [", ""),
        (None, ""),
    ],
)
def test_the_token_is_read_from_the_secrets(
    tmp_path: Path, secrets: str | None, token: str
) -> None:
    file = tmp_path / "secrets.toml"
    if secrets is not None:
        file.write_text(secrets)
    assert health.monitoring_token(file) == token


# ── numbers ──────────────────────────────────────────────────────────────────────────────────────


def test_the_release_being_served_is_told(metrics: Metrics, tiny: Tiny) -> None:
    name = tiny.second.manifest.release
    assert _value(metrics, "monitor_release_info", release=name, state="final") == 1
    seoul_midnight = 1830178800 - 0  # 2027-12-31T00:00+09:00
    assert _value(metrics, "monitor_release_as_of_timestamp_seconds") == seoul_midnight


def test_the_ledgers_last_entry_is_told_and_kept_while_another_writes(
    metrics: Metrics, tiny: Tiny
) -> None:
    last = tiny.store.ledger.position()
    assert _value(metrics, "monitor_ledger_entry") == last > 0
    with tiny.store.ledger.kept_open():
        assert _value(metrics, "monitor_ledger_entry") == last


def test_work_is_counted_by_how_it_ended(metrics: Metrics) -> None:
    metrics.listen()
    with under_way("export", "xlsx"):
        assert _value(metrics, "monitor_under_way", kind="export") == 1
    with pytest.raises(Refused), under_way("export", "png"):
        raise Refused("no_release")
    with pytest.raises(KeyError), under_way("brief", "hwpx"):
        raise KeyError
    told = [
        _value(metrics, "monitor_work_total", kind=kind, form=form, outcome=outcome)
        for kind, form, outcome in (
            *(("export", "xlsx", "done"), ("export", "png", "refused")),
            ("brief", "hwpx", "failed"),
        )
    ]
    assert told == [1, 1, 1]
    assert _value(metrics, "monitor_under_way", kind="export") == 0


def test_size_memory_and_versions_are_told(metrics: Metrics, tiny: Tiny) -> None:
    files = [path for path in tiny.store.folder.rglob("*") if stat.S_ISREG(path.stat().st_mode)]
    least = sum(path.stat().st_size for path in files)
    assert (_value(metrics, "monitor_store_bytes") or 0) >= least
    for name in ("monitor_disk_free_bytes", "process_resident_memory_bytes", "monitor_build_info"):
        assert (_value(metrics, name) or 0) > 0


def test_two_registries_do_not_know_each_other(tiny: Tiny) -> None:
    one, other = Metrics(State(tiny.store)), Metrics(State(tiny.store))
    one.script_failures.inc()
    assert _value(one, "monitor_script_failures_total") == 1
    assert _value(other, "monitor_script_failures_total") == 0
