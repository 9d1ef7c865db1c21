"""The server stops: patiently at the first signal, at once at the second; nothing is left of it."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from pathlib import Path

from tests.browser.conftest import free_port
from tests.serving.asking import Running, until
from tests.tiny import Tiny

BUSY = Path(__file__).with_name("busy.py")


def _busy(tiny: Tiny, folder: Path, *, works_for: float, stops_within: float) -> Running:
    port = free_port()
    command = [sys.executable, str(BUSY), str(folder), str(works_for), str(stops_within), str(port)]
    return Running(command, port, folder / "log", {"MONITOR_STORE": str(tiny.store.folder)})


def _is_gone(group: int) -> bool:
    """Tell whether no process of a group runs; a dead one that nobody asked after does not."""
    listed = subprocess.run(
        ["ps", "-eo", "pgid=,stat="], capture_output=True, text=True, check=True
    ).stdout
    rows = (line.split() for line in listed.splitlines())
    return not any(int(of) == group and not state.startswith("Z") for of, state in rows)


def test_what_is_under_way_ends_before_the_server_does(tiny: Tiny, tmp_path: Path) -> None:
    with _busy(tiny, tmp_path, works_for=1.5, stops_within=20) as running:
        until((tmp_path / "browser").exists)
        browser = int((tmp_path / "browser").read_text())
        assert running.status("/readyz") == 200
        assert running.handshake() == 101
        running.process.send_signal(signal.SIGTERM)
        until(lambda: running.status("/readyz") == 503, 2)
        assert not (tmp_path / "finished").exists()
        # Alive, but with nothing new.
        assert running.status("/healthz") == 200
        assert running.status("/overview") == 503
        assert running.handshake() == 503
        assert running.process.wait(timeout=20) == 0
    assert (tmp_path / "finished").exists()
    until(lambda: _is_gone(browser), 5)
    assert [line["waiting"] for line in running.events("stopping")] == [1]
    assert running.events("stopped")
    assert not running.events("cut_off")


def test_what_does_not_end_is_cut_off(tiny: Tiny, tmp_path: Path) -> None:
    with _busy(tiny, tmp_path, works_for=60, stops_within=0.5) as running:
        until((tmp_path / "browser").exists)
        browser = int((tmp_path / "browser").read_text())
        begun = time.monotonic()
        running.process.send_signal(signal.SIGTERM)
        assert running.process.wait(timeout=15) == 0
        assert time.monotonic() - begun < 10
    assert not (tmp_path / "finished").exists()
    until(lambda: _is_gone(browser), 5)
    assert running.events("cut_off")


def test_a_second_signal_ends_it_at_once(tiny: Tiny, tmp_path: Path) -> None:
    with _busy(tiny, tmp_path, works_for=60, stops_within=60) as running:
        until((tmp_path / "browser").exists)
        browser = int((tmp_path / "browser").read_text())
        running.process.send_signal(signal.SIGTERM)
        until(lambda: running.status("/readyz") == 503, 2)
        running.process.send_signal(signal.SIGTERM)
        assert running.process.wait(timeout=3) == -signal.SIGTERM
    until(lambda: _is_gone(browser), 3)
