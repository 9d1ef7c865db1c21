"""What deploy/ holds is accepted by the programs that it is for, and keeps what it promises."""

from __future__ import annotations

import re
import shutil
import subprocess
import tomllib
from pathlib import Path

import pytest
import typer

from monitor.cli import application
from monitor.serving import sign_in
from monitor.vocabulary import ROOT
from monitor.wording import Refused
from tests.operation.proxied import DEPLOY, Ports, nginx, settings

UNITS = sorted(path.name for path in DEPLOY.glob("monitor*.*") if path.suffix != ".example")
# What a service of this project may never be without.
WALLS = (
    *("NoNewPrivileges=yes", "ProtectSystem=strict", "PrivateTmp=yes", "ProtectHome=yes"),
    *("CapabilityBoundingSet=", "SystemCallFilter=@system-service", "User=monitor", "UMask=0077"),
)


@pytest.fixture
def installed(tmp_path: Path) -> Path:
    """Return the units as they stand where the paths that they name exist."""
    python = tmp_path / "python"
    python.touch(mode=0o755)
    for name in UNITS:
        text = (DEPLOY / name).read_text(encoding="utf-8")
        text = text.replace("/srv/monitor/.venv/bin/python", str(python))
        (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path


def test_systemd_takes_the_units(installed: Path) -> None:
    if shutil.which("systemd-analyze") is None:
        pytest.skip("systemd is not installed: make nginx")
    files = [str(installed / name) for name in UNITS]
    said = subprocess.run(
        ["systemd-analyze", "verify", "--man=no", *files],
        capture_output=True,
        text=True,
        check=False,
    )
    assert (said.returncode, said.stderr) == (0, "")


@pytest.mark.parametrize("name", [name for name in UNITS if name.endswith(".service")])
def test_a_service_is_walled_in(name: str) -> None:
    lines = (DEPLOY / name).read_text(encoding="utf-8").splitlines()
    assert set(WALLS) <= set(lines)
    (writable,) = [line for line in lines if line.startswith("ReadWritePaths=")]
    assert set(writable.removeprefix("ReadWritePaths=").split()) <= {
        "/srv/monitor/store",
        "/var/backups/monitor",
    }


def test_a_replica_does_not_open_without_sign_in(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    lines = (DEPLOY / "monitor@.service").read_text(encoding="utf-8").splitlines()
    (required,) = [line for line in lines if "SIGN_IN" in line]
    monkeypatch.setenv(*required.removeprefix("Environment=").split("="))
    with pytest.raises(Refused, match="로그인 설정이 없어"):
        sign_in.decide(tmp_path / "secrets.toml", "127.0.0.1")


def test_the_units_call_commands_that_exist() -> None:
    called = {
        verb
        for name in UNITS
        for verb in re.findall(
            r"-m monitor (?:--\w+ \S+ )*([a-z-]+)", (DEPLOY / name).read_text(encoding="utf-8")
        )
    }
    known = typer.main.get_command(application).commands  # type: ignore[attr-defined]
    assert called == {"serve", "backup", "doctor"}
    assert called <= set(known)


def test_a_timer_belongs_to_every_task() -> None:
    tasks = {Path(name).stem for name in UNITS if name.endswith(".timer")}
    assert tasks == {"monitor-backup", "monitor-doctor"}
    assert {f"{task}.service" for task in tasks} < set(UNITS)


def test_nginx_takes_its_settings(tmp_path: Path) -> None:
    said = subprocess.run(
        [nginx(), "-t", "-c", str(settings(tmp_path, Ports.free()))],
        capture_output=True,
        text=True,
        check=False,
    )
    assert said.returncode == 0, said.stderr
    assert "[warn]" not in said.stderr


def test_nginx_lets_through_what_the_dashboard_takes_and_a_little_more() -> None:
    config = tomllib.loads((ROOT / ".streamlit/config.toml").read_text(encoding="utf-8"))
    upload = _location("/_stcore/upload_file/")
    (most,) = re.findall(r"client_max_body_size (\d+)m;", upload)
    assert int(most) == config["server"]["maxUploadSize"] + 1


def test_every_answer_of_nginx_is_for_tls_alone() -> None:
    """A location with a header of its own has none of the server's: it must say it again."""
    settings = (DEPLOY / "nginx.conf").read_text(encoding="utf-8")
    for location in re.findall(r"location [^{]*\{[^}]*\}", settings):
        assert "add_header" not in location or "Strict-Transport-Security" in location


def _location(path: str) -> str:
    text = (DEPLOY / "nginx.conf").read_text(encoding="utf-8")
    (found,) = re.findall(rf"location {re.escape(path)} \{{([^}}]*)\}}", text)
    return str(found)
