"""The doctor: finds what is spoilt, says what to do, never raises, and keeps nobody waiting."""

from __future__ import annotations

import datetime as dt
import json
import os
import re
import shutil
import socket
import sys
import time
from pathlib import Path
from typing import Any

import duckdb
import pytest

from monitor import cli
from monitor.access.audit import Audit
from monitor.operation import doctor
from monitor.operation.backup import back_up
from monitor.operation.doctor import CHECKS, Finding, Patient, machine
from monitor.store import Store
from monitor.vocabulary import ROOT
from monitor.wording import Words
from tests.acting import LOCAL
from tests.tiny import Tiny

SECRETS = ".streamlit/secrets.toml"
AUTH = """
[auth]
redirect_uri = "https://monitor.example.test/oauth2callback"
cookie_secret = "0123456789abcdef0123456789abcdef"
client_id = "monitor"
client_secret = "secret"
server_metadata_url = "https://id.example.test/.well-known/openid-configuration"
"""


@pytest.fixture
def spoilt(tiny: Tiny, tmp_path: Path) -> Store:
    """Return a copy of the tiny store that a test may spoil."""
    folder = tmp_path / "store"
    shutil.copytree(tiny.store.folder, folder)
    for path in (folder, *folder.rglob("*")):
        path.chmod(0o700 if path.is_dir() else 0o400 if path.parent != folder else 0o600)
    return Store(folder)


@pytest.fixture
def program(tmp_path: Path) -> Path:
    """Return a program's folder with settings of the test's own."""
    root = tmp_path / "program"
    (root / ".streamlit").mkdir(parents=True)
    for name in (".streamlit/config.toml", "requirements.txt"):
        shutil.copyfile(ROOT / name, root / name)
    return root


@pytest.fixture
def free_port() -> int:
    """Return a port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _found(check: str, store: Store, root: Path = ROOT, **how: Any) -> list[Finding]:
    return doctor._looked(check, Patient(store, root, root / SECRETS, **how))


def _said(check: str, store: Store, root: Path = ROOT, **how: Any) -> list[tuple[str, str]]:
    return [(each.state, each.key) for each in _found(check, store, root, **how)]


def _altered(file: Path, sql: str) -> None:
    mode = file.stat().st_mode
    file.chmod(0o600)
    with duckdb.connect(file) as connection:
        connection.execute(sql)
    file.chmod(mode)


# ── the store ────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    "check",
    [
        *("folder", "ledger", "received", "releases", "release_log", "previews"),
        *("leftovers", "audit", "permissions"),
    ],
)
def test_a_sound_store_is_found_well(spoilt: Store, check: str) -> None:
    found = _found(check, spoilt, thorough=True)
    assert found
    assert [each for each in found if each.state != "well"] == []


def test_a_store_that_is_not_there_is_said_once(tmp_path: Path) -> None:
    store = Store(tmp_path / "nowhere")
    assert _said("folder", store) == [("broken", "folder_missing")]
    assert _said("ledger", store) == [("broken", "ledger_missing")]
    assert not store.folder.exists()  # the doctor makes nothing


def test_a_ledger_that_is_none_is_broken(spoilt: Store) -> None:
    spoilt.ledger.path.write_bytes(b"this is no ledger" * 1000)
    assert _said("ledger", spoilt) == [("broken", "ledger_unreadable")]
    assert _said("received", spoilt) == [("broken", "check_failed")]


def test_an_older_schema_is_named_and_not_brought_up(spoilt: Store) -> None:
    _altered(
        spoilt.ledger.path,
        "delete from schema_migration where version = (select max(version) from schema_migration)",
    )
    before = spoilt.ledger.path.read_bytes()
    assert ("doubt", "schema_old") in _said("ledger", spoilt)
    assert spoilt.ledger.path.read_bytes() == before


def test_a_newer_schema_must_not_be_written_to(spoilt: Store) -> None:
    _altered(spoilt.ledger.path, "insert into schema_migration values (99, '0099_later')")
    assert ("broken", "schema_new") in _said("ledger", spoilt)


def test_a_missing_entry_is_noticed(spoilt: Store) -> None:
    _altered(spoilt.ledger.path, "delete from ledger_entry where entry = 2")
    assert ("broken", "entries_gap") in _said("ledger", spoilt)


def test_a_received_file_that_was_altered_is_noticed(spoilt: Store) -> None:
    _altered(
        spoilt.ledger.path,
        "update received_file set content = 'other'::blob "
        "where sha256 = (select min(sha256) from received_file)",
    )
    assert _said("received", spoilt, thorough=True) == [("broken", "received_altered")]


def test_a_ledger_that_is_being_written_is_not_waited_for_long(
    spoilt: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(doctor.ledger, "_PATIENCE", 0.2)

    def held(*_: object, **__: object) -> None:
        raise duckdb.IOException("IO Error: Could not set lock on file")

    monkeypatch.setattr(doctor.ledger.duckdb, "connect", held)
    begun = time.monotonic()
    assert _said("ledger", spoilt) == [("doubt", "ledger_busy")]
    assert _said("received", spoilt) == [("doubt", "ledger_busy")]
    assert time.monotonic() - begun < 2


# ── releases ─────────────────────────────────────────────────────────────────────────────────────


def test_a_damaged_release_is_named_with_the_one_that_is_served(spoilt: Store, tiny: Tiny) -> None:
    file = spoilt.releases_folder / tiny.second.path.name
    file.chmod(0o600)
    file.write_bytes(b"damaged")
    damaged, *_ = _found("releases", Store(spoilt.folder))
    told = damaged.found(Words("ko"))
    assert damaged.key == "release_damaged"
    assert tiny.second.manifest.release in told
    assert tiny.first.manifest.release in told
    # It is there, and damaged: nobody is told that it is missing.
    assert _said("release_log", spoilt) == [("well", "release_log_well")]


def test_a_release_that_was_altered_shows_when_it_is_read_whole(spoilt: Store, tiny: Tiny) -> None:
    file = spoilt.releases_folder / tiny.first.path.name
    _altered(file, "update project set name = 'another'")
    assert ("broken", "release_altered") not in _said("releases", spoilt)
    assert ("broken", "release_altered") in _said("releases", Store(spoilt.folder), thorough=True)


def test_a_release_that_can_be_written_is_noticed(spoilt: Store, tiny: Tiny) -> None:
    (spoilt.releases_folder / tiny.first.path.name).chmod(0o644)
    assert ("doubt", "release_writable") in _said("releases", spoilt)


def test_a_release_on_record_without_its_file_is_missing(spoilt: Store, tiny: Tiny) -> None:
    (spoilt.releases_folder / tiny.first.path.name).unlink()
    assert _said("release_log", spoilt) == [("broken", "release_missing")]


def test_a_release_that_is_not_on_record_yet_is_no_damage(spoilt: Store) -> None:
    _altered(spoilt.ledger.path, "delete from release_log where release_number = 2")
    assert _said("release_log", spoilt) == [("doubt", "release_unlogged")]


def test_a_store_without_a_release_serves_nothing(store: Store) -> None:
    assert _said("releases", store) == [("broken", "no_release")]


def test_a_half_written_file_is_named_once_it_is_old(spoilt: Store) -> None:
    left = spoilt.releases_folder / ".building-5f3a.duckdb"
    left.touch()
    assert _said("leftovers", spoilt) == [("well", "leftovers_well")]
    os.utime(left, (time.time() - 7200,) * 2)
    (found,) = _found("leftovers", spoilt)
    assert "releases/.building-5f3a.duckdb" in found.found(Words("ko"))
    assert "2" in found.found(Words("en"))


# ── who may ──────────────────────────────────────────────────────────────────────────────────────


def test_an_audit_that_was_altered_is_broken(spoilt: Store) -> None:
    audit = Audit(spoilt.folder / "access")
    for action in ("publish", "export"):
        audit.record(account="a", role="manager", action=action, outcome="allowed", origin="page")
    assert _said("audit", spoilt) == [("well", "audit_well")]
    (file,) = audit.folder.glob("audit-*.jsonl")
    file.write_text(file.read_text().replace('"publish"', '"browse"'))
    assert ("broken", "audit_broken") in _said("audit", spoilt)


def test_an_audit_that_is_shorter_than_its_backup_lost_lines(spoilt: Store, tmp_path: Path) -> None:
    audit = Audit(spoilt.folder / "access")
    for action in ("publish", "export"):
        audit.record(account="a", role="manager", action=action, outcome="allowed", origin="page")
    back_up(Store(spoilt.folder, LOCAL), tmp_path / "backups")
    how = {"backups": tmp_path / "backups"}
    assert _said("audit", spoilt, **how) == [("well", "audit_well")]
    assert _said("backup", spoilt, **how) == [("well", "backup_well")]
    shutil.rmtree(audit.folder)
    audit.record(account="a", role="manager", action="browse", outcome="allowed", origin="page")
    assert _said("audit", spoilt) == [("well", "audit_well")]
    assert ("broken", "audit_broken") in _said("audit", spoilt, **how)


def test_a_backup_that_is_old_or_none_is_said(spoilt: Store, tmp_path: Path) -> None:
    assert _said("backup", spoilt) == [("doubt", "backup_unknown")]
    assert _said("backup", spoilt, backups=tmp_path / "none") == [("broken", "backup_none")]


def test_a_list_of_people_that_is_broken_is_told_by_its_line(spoilt: Store) -> None:
    assert _said("people", spoilt) == [("well", "people_local")]
    file = spoilt.folder / "access" / "people.csv"
    file.parent.mkdir(exist_ok=True)
    header = "account,name,role,province,member,projects,valid_from,valid_to"
    file.write_text(f"{header}\na,A,manager,,,,2026-01-01,\n")
    assert ("broken", "people_no_operator") in _said("people", spoilt)
    file.write_text(f"{header}\na,A,king,,,,2026-01-01,\n")
    (found,) = _found("people", spoilt)
    assert found.key == "refused"
    assert "people.csv 2행" in found.found(Words("ko"))
    file.write_text(f"{header}\na,A,operator,,,,2026-01-01,\n")
    assert _said("people", spoilt) == [("well", "people_well")]


@pytest.mark.parametrize(
    ("mode", "said"),
    [
        (0o755, ("doubt", "others_read")),
        (0o757, ("broken", "others_write")),
        (0o700, ("well", "permissions_well")),
    ],
)
def test_a_store_that_others_reach_is_noticed(
    spoilt: Store, mode: int, said: tuple[str, str]
) -> None:
    spoilt.folder.chmod(mode)
    assert said in _said("permissions", spoilt)


# ── settings ─────────────────────────────────────────────────────────────────────────────────────


def test_an_open_address_needs_signing_in(store: Store, program: Path) -> None:
    assert _said("configuration", store, program) == [("well", "address_loopback")]
    file = program / ".streamlit" / "config.toml"
    file.write_text(file.read_text().replace('address = "127.0.0.1"', 'address = "0.0.0.0"'))
    assert _said("configuration", store, program) == [("broken", "address_unguarded")]
    (program / SECRETS).write_text(AUTH)
    assert _said("configuration", store, program) == [("well", "address_open")]
    file.write_text("broken [")
    assert _said("configuration", store, program) == [("broken", "config_unreadable")]


@pytest.mark.parametrize(
    ("written", "instead", "key"),
    [
        ("", "", "sign_in_well"),
        ("https://monitor", "http://monitor", "redirect_unsafe"),
        ("https://monitor.example.test", "http://localhost:8501", "sign_in_well"),
        ("/oauth2callback", "/callback", "redirect_elsewhere"),
        ("https://id", "http://id", "provider_unsafe"),
        ("0123456789abcdef", "01", "cookie_secret_short"),
        ("client_id", "client", "auth_incomplete"),
        ("cookie_secret", "secret", "auth_incomplete"),
        ("[auth]", '[monitoring]\ntoken = "short"\n[auth]', "token_short"),
        ("[auth]", "[auth", "secrets_unreadable"),
        ("[auth]", "[other]", "sign_in_local"),
    ],
)
def test_what_signing_in_lacks_is_said(
    store: Store, program: Path, written: str, instead: str, key: str
) -> None:
    file = program / SECRETS
    file.write_text(AUTH.replace(written, instead) if written else AUTH)
    file.chmod(0o600)
    assert key in [said for _, said in _said("sign_in", store, program)]


def test_secrets_that_others_can_read_are_none(store: Store, program: Path) -> None:
    file = program / SECRETS
    file.write_text(AUTH)
    file.chmod(0o644)
    (found, *_) = _found("sign_in", store, program)
    assert (found.state, found.key) == ("broken", "secrets_open")
    assert 'secret"' not in found.found(Words("ko"))


def test_no_secret_is_ever_said(store: Store, program: Path) -> None:
    file = program / SECRETS
    file.write_text(AUTH.replace("https://monitor", "http://monitor"))
    told = json.dumps([each.found(Words("en")) for each in _found("sign_in", store, program)])
    assert "0123456789abcdef" not in told


def test_the_provider_is_not_asked_unless_wished_for(store: Store, program: Path) -> None:
    assert _said("provider", store, program) == []


def test_a_provider_that_does_not_answer_is_said(
    store: Store, program: Path, free_port: int
) -> None:
    address = f"http://127.0.0.1:{free_port}"
    file = program / SECRETS
    file.write_text(AUTH.replace("https://id.example.test", address))
    assert _said("provider", store, program, provider=True) == [("broken", "provider_silent")]


def test_a_port_on_which_nobody_listens_is_said(store: Store, free_port: int) -> None:
    assert _said("port", store, ports=(free_port,)) == [("doubt", "port_silent")]


# ── the machine ──────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("free", "said"),
    [
        (10**12, ("well", "disk_well")),
        (900_000_000, ("doubt", "disk_low")),
        (1_000_000, ("broken", "disk_full")),
    ],
)
def test_space_is_told_before_it_is_gone(
    tiny: Tiny, monkeypatch: pytest.MonkeyPatch, free: int, said: tuple[str, str]
) -> None:
    used = shutil.disk_usage(tiny.store.folder)
    monkeypatch.setattr(machine.shutil, "disk_usage", lambda _: used._replace(free=free))
    assert said in _said("disk", tiny.store)


def test_a_clock_behind_the_record_is_broken(spoilt: Store) -> None:
    _altered(spoilt.ledger.path, "update release_log set published_at = now() + interval 1 hour")
    assert _said("clock", spoilt) == [("broken", "clock_behind")]


def test_an_audit_from_the_future_is_noticed_even_of_made_up_data(spoilt: Store) -> None:
    later = dt.datetime.now(dt.UTC) + dt.timedelta(hours=1)
    Audit(spoilt.folder / "access").record(
        account="a", role="manager", action="browse", outcome="allowed", origin="page", at=later
    )
    assert _said("clock", spoilt) == [("broken", "clock_behind")]


def test_a_mistake_in_the_reference_data_is_told(store: Store, program: Path) -> None:
    assert _said("reference", store) == [("well", "reference_well")]
    shutil.copytree(ROOT / "data" / "reference", program / "data" / "reference")
    file = program / "data" / "reference" / "settings.csv"
    file.write_text("nonsense\n1\n")
    (found,) = _found("reference", store, program)
    assert (found.state, found.key) == ("broken", "refused")
    assert "settings" in found.found(Words("ko"))


def test_a_program_that_anybody_can_change_is_broken(spoilt: Store, program: Path) -> None:
    (program / "pages").mkdir()
    (program / "pages").chmod(0o777)
    assert ("broken", "program_writable") in _said("permissions", spoilt, program)


def test_packages_other_than_pinned_are_named(store: Store, program: Path) -> None:
    assert _said("versions", store) == [("well", "versions_well")]
    file = program / "requirements.txt"
    text = file.read_text()
    file.write_text(text.replace("duckdb==", "duckdb==0.") + "\nnosuchpackage==1.0\n")
    found = {each.key: each.found(Words("en")) for each in _found("versions", store, program)}
    assert "duckdb" in found["packages_differ"]
    assert "nosuchpackage" in found["packages_missing"]


# ── what draws and reads ─────────────────────────────────────────────────────────────────────────


def test_the_fonts_are_those_that_were_listed() -> None:
    assert _said("fonts", Store()) == [("well", "fonts_well")]
    listed = (ROOT / "static" / "pretendard-1.3.9" / "SHA256SUMS").read_text().split()[1::2]
    there = ROOT / "static" / "pretendard-1.3.9"
    fonts = {str(path.relative_to(there)) for path in there.rglob("*.*") if path.suffix != ".txt"}
    assert set(listed) == fonts


def test_a_font_that_is_another_is_named(store: Store, tmp_path: Path) -> None:
    folder = tmp_path / "static" / "pretendard-1.3.9"
    folder.mkdir(parents=True)
    (folder / "a.woff2").write_text("other")
    (folder / "SHA256SUMS").write_text(f"{'0' * 64}  a.woff2\n{'0' * 64}  b.woff2\n")
    (found,) = _found("fonts", store, tmp_path)
    assert (found.state, found.values["names"]) == ("broken", "a.woff2, b.woff2")
    assert _said("fonts", store, tmp_path / "nowhere") == [("broken", "fonts_unlisted")]


def test_the_reading_process_is_tried_out(store: Store) -> None:
    assert _said("reader", store) == [("well", "reader_well")]


def test_a_browser_that_is_missing_is_said(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BROWSER_PATH", "/nowhere/chromium")
    assert _found("renderer", store)[0].state == "broken"


# ── all of it ────────────────────────────────────────────────────────────────────────────────────


def test_a_check_that_fails_is_a_finding_in_a_sentence(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(_: Patient) -> None:
        raise KeyError("홍길동")

    monkeypatch.setattr(doctor, "CHECKS", dict.fromkeys(CHECKS, fails))
    found = doctor.examine(Patient(store, ROOT, ROOT / SECRETS))
    assert [each.key for each in found] == ["check_failed"] * len(CHECKS)
    assert "KeyError" in found[0].found(Words("ko"))
    assert "홍길동" not in found[0].found(Words("ko"))


def test_nothing_at_all_is_said_without_raising(tmp_path: Path) -> None:
    patient = Patient(Store(tmp_path / "nowhere"), tmp_path / "no program", tmp_path / "no secrets")
    without = {name: check for name, check in CHECKS.items() if name not in {"renderer", "reader"}}
    for name in without:
        assert all(each.check == name for each in doctor._looked(name, patient))


def test_every_check_has_a_name_and_every_finding_a_remedy() -> None:
    words = Words("ko")
    keys = words.keys("doctor")
    assert {f"check_{name}" for name in CHECKS} <= keys
    source = "".join(path.read_text() for path in (ROOT / "monitor/operation/doctor").glob("*.py"))
    found = re.findall(r"\b(well|doubt|broken)\(\s*\"(\w+)\"", source)
    assert len(found) > 50
    assert {key for _, key in found} <= keys
    assert {f"{key}_do" for state, key in found if state != "well"} <= keys


def test_the_command_says_marks_and_words_and_ends_with_1(
    spoilt: Store,
    tiny: Tiny,
    free_port: int,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    (spoilt.releases_folder / tiny.first.path.name).unlink()
    quick = {name: CHECKS[name] for name in ("ledger", "release_log", "port")}
    monkeypatch.setattr(doctor, "CHECKS", quick | dict.fromkeys(("renderer", "reader"), _nothing))

    def run(*words: str) -> int | str | None:
        given = ["monitor", "--store", str(spoilt.folder), "doctor", "--port", str(free_port)]
        monkeypatch.setattr(sys, "argv", [*given, *words])
        with pytest.raises(SystemExit) as end:
            cli.main()
        return end.value.code

    assert run() == 1
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].startswith("✓ 정상  원장: ")
    assert any(line.startswith("✕ 이상  공표 기록: ") for line in lines)
    assert any(line.startswith("    할 일: ") for line in lines)
    assert lines[-1] == "정상 2건, 주의 1건, 이상 1건"

    assert run("--format", "json") == 1
    told = json.loads(capsys.readouterr().out)
    assert {"check": "release_log", "state": "broken"}.items() <= told[2].items()
    assert told[2]["to_do"]


def test_a_broken_list_of_people_keeps_nobody_from_the_doctor(
    spoilt: Store, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (spoilt.folder / "access").mkdir(exist_ok=True)
    (spoilt.folder / "access" / "people.csv").write_text("account\na\n")
    quick = {"people": CHECKS["people"]} | dict.fromkeys(("renderer", "reader"), _nothing)
    monkeypatch.setattr(doctor, "CHECKS", quick)
    monkeypatch.setattr(sys, "argv", ["monitor", "--store", str(spoilt.folder), "doctor"])
    with pytest.raises(SystemExit) as end:
        cli.main()
    assert end.value.code == 1
    assert "people.csv 2행" in capsys.readouterr().out


def _nothing(_: Patient) -> list[Finding]:
    return []
