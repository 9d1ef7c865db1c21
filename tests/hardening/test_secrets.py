"""Secrets stay in their file: not in the repository, the log, an answer or a command line."""

from __future__ import annotations

import re
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from monitor import cli
from monitor.access import Grant, People
from monitor.store import Store
from monitor.vocabulary import ROOT
from tests.acting import LOCAL
from tests.hardening.signed_in import CLIENT_SECRET, COOKIE_SECRET, SignedIn, run

# What a secret looks like that somebody left behind.
LEFT_BEHIND = {
    "private key": rb"-----BEGIN [A-Z ]*PRIVATE KEY-----",
    "token of a forge": rb"\b(gh[pousr]_[0-9A-Za-z]{36}|glpat-[0-9A-Za-z_-]{20})\b",
    "key of a cloud": rb"\b(AKIA|ASIA)[0-9A-Z]{16}\b",
    "signed token": rb"\beyJ[0-9A-Za-z_-]{20,}\.eyJ[0-9A-Za-z_-]{20,}\.",
    "secret with a value": rb"(?im)^\s*(cookie_secret|client_secret|password|api_key)"
    rb"\s*=\s*[\"'][^\"'{<$ ]{16,}[\"']",
}
# Made up for a test.
MADE_UP = {("tests/operation/test_doctor.py", "secret with a value")}


def test_the_repository_holds_no_secret() -> None:
    listed = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    if listed.returncode:
        pytest.skip("this is no checkout")
    found = {
        (name, kind)
        for name in filter(None, listed.stdout.split("\0"))
        if (ROOT / name).is_file()
        for content in [(ROOT / name).read_bytes()]
        for kind, looks in LEFT_BEHIND.items()
        if re.search(looks, content)
    }
    assert found <= MADE_UP


@pytest.mark.parametrize("name", [".streamlit/secrets.toml", ".env", "data/store/ledger.duckdb"])
def test_what_holds_secrets_cannot_be_committed_by_mistake(name: str) -> None:
    ignored = subprocess.run(["git", "check-ignore", "-q", name], cwd=ROOT, check=False)
    assert ignored.returncode in {0, 128}  # 128: no checkout


def test_a_session_leaves_no_secret_in_log_answers_or_command_lines(office: SignedIn) -> None:
    cookie = office.cookie("boss", email="boss@office.example", nonce="n0nce-of-boss")
    with office.connect(cookie=cookie) as connection:
        told = b"".join(each.SerializeToString() for each in run(connection, page="dictionary"))
    answers = [
        office.ask("/", Cookie=cookie),
        office.ask("/auth/login?provider=forged"),
        office.ask("/oauth2callback?code=c0de-of-boss&state=st4te", Cookie=cookie),
        office.ask("/auth/logout", Cookie=cookie),
        office.ask("/media/none", Cookie=cookie),
    ]
    everything = office.running.log.read_bytes() + told
    everything += b"".join(each.body + str(each.headers).encode() for each in answers)
    everything += _command_lines(office.running.process.pid)
    for secret in (COOKIE_SECRET, CLIENT_SECRET, cookie.partition("=")[2], "c0de-of-boss"):
        assert secret.encode() not in everything
    for name in ("boss@office.example", "n0nce-of-boss"):
        assert name.encode() not in office.running.log.read_bytes()


def _command_lines(group: int) -> bytes:
    listed = subprocess.run(["ps", "-eo", "pgid=,args="], capture_output=True, check=True).stdout
    lines = [line for line in listed.splitlines() if line.split()[0] == b"%d" % group]
    assert lines
    return b"\n".join(lines)


def test_the_doctor_tells_no_secret(
    office: SignedIn, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("MONITOR_STORE", str(office.store))
    monkeypatch.setenv("MONITOR_SECRETS", office.running.environment["MONITOR_SECRETS"])
    monkeypatch.setattr(sys, "argv", ["monitor", "doctor", "--format", "json"])
    with pytest.raises(SystemExit):
        cli.main()
    printed = capsys.readouterr()
    told = printed.out + printed.err
    assert "sign_in" in told or "secrets" in told
    assert COOKIE_SECRET not in told
    assert CLIENT_SECRET not in told


def test_what_is_written_is_its_accounts_alone(tmp_path: Path) -> None:
    fresh = Store(tmp_path / "fresh", LOCAL)
    with fresh.ledger.writing():
        pass
    assert _is_private(fresh.folder)
    people = People(tmp_path / "store" / "access")
    people.grant(Grant(LOCAL.account, "운영자", "operator"))
    store = Store(tmp_path / "store", LOCAL)
    store.actor.permit("operate", on="doctor")
    kept = [each for each in (store.folder / "access").iterdir() if not each.name.endswith(".lock")]
    assert {each.suffix for each in kept} >= {".csv", ".jsonl"}
    assert all(map(_is_private, kept))


def _is_private(path: Path) -> bool:
    """Say whether others of the machine may neither read nor write nor enter."""
    return not stat.S_IMODE(path.stat().st_mode) & 0o077
