"""Backups: of a store in use, only what is new, whole or not at all, and restored to see."""

from __future__ import annotations

import datetime as dt
import errno
import os
import shutil
import signal
from multiprocessing.synchronize import Event
from pathlib import Path

import pytest

from monitor.access import Grant
from monitor.access.audit import Audit
from monitor.operation.backup import back_up
from monitor.operation.backups import Backups, chosen
from monitor.operation.objects import Objects
from monitor.operation.restore import restore
from monitor.store import Ledger, Store, Submission
from monitor.wording import Refused
from tests.acting import LOCAL
from tests.processes import PROCESSES
from tests.tiny import Tiny

NOON = dt.datetime(2028, 3, 1, 12, tzinfo=dt.UTC)


@pytest.fixture
def used(tiny: Tiny, tmp_path: Path) -> Store:
    """Give a store of the test's own with two releases, a preview and people."""
    store = Store(shutil.copytree(tiny.store.folder, tmp_path / "store"), LOCAL)
    store.previews_folder.mkdir(exist_ok=True)
    store.actor.people.grant(Grant(LOCAL.account, "김운영", "operator"))
    return store


@pytest.fixture(scope="module")
def one_submission(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of a store with one submission and no release; tests only copy it."""
    store = Store(tmp_path_factory.mktemp("one"), LOCAL)
    _send(store.ledger, os.urandom(300_000))
    return store.folder


@pytest.fixture
def written(one_submission: Path, tmp_path: Path) -> Store:
    """Give a store of the test's own in which something was received."""
    return Store(shutil.copytree(one_submission, tmp_path / "store"), LOCAL)


@pytest.fixture
def backups(tmp_path: Path) -> Backups:
    """Give a folder of backups that is not there yet."""
    return Backups(tmp_path / "backups")


def _send(ledger: Ledger, content: bytes) -> int:
    return ledger.append(Submission(NOON, "tester", "a.xlsx", content, "accepted"), {})


def _contents(folder: Path) -> dict[str, bytes]:
    files = (path for path in folder.rglob("*") if path.is_file())
    return {str(path.relative_to(folder)): path.read_bytes() for path in files}


def _objects(backups: Backups) -> list[Path]:
    return sorted(backups.objects.folder.glob("*/*"))


def _spoil(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 0xFF
    path.chmod(0o600)
    path.write_bytes(content)


# ── what was backed up comes back ────────────────────────────────────────────────────────────────


def test_a_restored_store_is_byte_for_byte_the_one_that_was_backed_up(
    used: Store, backups: Backups, tmp_path: Path
) -> None:
    made = back_up(used, backups.folder).backup
    found = restore(used, backups, made, tmp_path / "restored")
    restored = _contents(tmp_path / "restored")
    theirs = {name: what for name, what in restored.items() if ".lock" not in name}
    ours = {name: what for name, what in _contents(used.folder).items() if ".lock" not in name}
    record = f"access/audit-{dt.date.today().year}.jsonl"
    assert {name for name in ours if theirs[name] != ours[name]} == {record, "access/audit.head"}
    assert theirs[record].splitlines()[:-1] == ours[record].splitlines()[:-1]
    lines = Audit(tmp_path / "restored" / "access").entries()
    assert lines["on"].tolist()[-2:] == ["backup", f"restore-{made.name}"]
    assert Audit(tmp_path / "restored" / "access").check() == ()
    assert found.entry == used.ledger.position()
    assert made.is_good
    again = Store(tmp_path / "restored")
    assert [each.manifest for each in again.releases()] == [
        each.manifest for each in used.releases()
    ]


def test_the_reference_files_and_the_version_of_the_program_are_in_a_backup(
    written: Store, backups: Backups, tmp_path: Path
) -> None:
    made = back_up(written, backups.folder).backup
    restore(written, backups, made, tmp_path / "restored")
    kept = tmp_path / "restored" / "backed-up"
    assert (kept / "reference" / "indicators.csv").read_bytes()
    assert (kept / "context" / "measures.csv").read_bytes()
    assert len(made.program["requirements"]) == 64


def test_only_what_is_known_to_be_no_secret_is_backed_up(written: Store, backups: Backups) -> None:
    written.releases_folder.mkdir()
    written.actor.people.grant(Grant(LOCAL.account, "김운영", "operator"))
    places = (".secrets.toml", "secrets.toml", "access/secrets.toml", "releases/.building-1")
    for secret in places:
        (written.folder / secret).write_text("secret")
    paths = {file.path for file in back_up(written, backups.folder).backup.files}
    theirs = {path for path in paths if not path.startswith("backed-up/")}
    assert {path for path in theirs if "/audit" not in path} == {
        "ledger.duckdb",
        "access/people.csv",
    }
    beside = {path.split("/")[1] for path in paths - theirs}
    assert beside == {"reference", "context"}


def test_a_backup_may_be_read_by_its_owner_only(written: Store, backups: Backups) -> None:
    back_up(written, backups.folder)
    modes = {path.stat().st_mode & 0o777 for path in backups.folder.rglob("*") if path.is_file()}
    assert modes == {0o600}
    assert {path.stat().st_mode & 0o077 for path in backups.folder.rglob("*")} == {0}


# ── only what is new ─────────────────────────────────────────────────────────────────────────────


def test_what_did_not_change_is_not_written_again(written: Store, backups: Backups) -> None:
    first = back_up(written, backups.folder)
    assert back_up(written, backups.folder).bytes_written < 1_000  # the line of the audit
    _send(written.ledger, os.urandom(10_000))
    assert 10_000 < back_up(written, backups.folder).bytes_written < first.bytes_written


# ── while it is used ────────────────────────────────────────────────────────────────────────────


def _send_many(path: Path, started: Event, stop: Event) -> None:
    number = 0
    while not stop.is_set():
        _send(Store(path.parent, LOCAL).ledger, f"{os.getpid()} {number}".encode())
        number += 1
        started.set()


def test_a_backup_made_while_others_write_is_of_one_moment(
    written: Store, backups: Backups, tmp_path: Path
) -> None:
    before = written.ledger.position()
    started, stop = PROCESSES.Event(), PROCESSES.Event()
    writer = PROCESSES.Process(target=_send_many, args=(written.ledger.path, started, stop))
    writer.start()
    try:
        assert started.wait(20)
        made = back_up(written, backups.folder).backup
    finally:
        stop.set()
        writer.join()
    restore(written, backups, made, tmp_path / "restored")
    ledger = Store(tmp_path / "restored").ledger
    assert before < ledger.position() == made.entry <= written.ledger.position()
    with ledger.reading() as connection:
        (row,) = connection.execute("select count(*) from submission").fetchall()
    assert row[0] == made.rows["submission"]


def _die_after_committing(path: Path) -> None:
    with Ledger(path)._opened() as connection:
        connection.begin()
        connection.execute("insert into ledger_entry select entry + 1 from last_entry")
        connection.commit()
        os.kill(os.getpid(), signal.SIGKILL)


def test_what_a_killed_writer_had_committed_is_in_the_backup(
    written: Store, backups: Backups, tmp_path: Path
) -> None:
    before = written.ledger.position()
    writer = PROCESSES.Process(target=_die_after_committing, args=(written.ledger.path,))
    writer.start()
    writer.join()
    assert written.ledger.path.with_name("ledger.duckdb.wal").exists()
    restore(written, backups, back_up(written, backups.folder).backup, tmp_path / "restored")
    assert Store(tmp_path / "restored").ledger.position() == before + 1


# ── whole or not at all ──────────────────────────────────────────────────────────────────────────


def test_a_backup_that_fails_midway_leaves_the_earlier_ones_whole(
    written: Store, backups: Backups, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = back_up(written, backups.folder).backup
    _send(written.ledger, b"new")
    with monkeypatch.context() as patched:
        patched.setattr(Objects, "_write", _no_space)
        with pytest.raises(Refused) as refusal:
            back_up(written, backups.folder)
    assert refusal.value.key == "backup_full"
    assert backups.names() == [made.name]
    restore(written, backups, made, tmp_path / "restored")
    assert back_up(written, backups.folder).backup.number == 2


def _no_space(*_: object) -> None:
    raise OSError(errno.ENOSPC, "No space left on device")


def test_what_a_killed_backup_left_is_swept_by_the_next(written: Store, backups: Backups) -> None:
    first = back_up(written, backups.folder).backup
    (backups.folder / ".working").mkdir()
    (backups.folder / ".working" / "ledger.duckdb").write_bytes(b"half")
    _objects(backups)[0].with_name(".half").write_bytes(b"half")
    _objects(backups)[0].with_name("f" * 64 + ".gz").write_bytes(b"of a backup that never came")
    made = back_up(written, backups.folder).backup
    assert backups.keep_only(1)[0] == [first.name]
    assert {path.name.removesuffix(".gz") for path in _objects(backups)} == made.needed
    assert not (backups.folder / ".working").exists()


def test_an_object_that_rotted_is_found_and_mended_from_the_store(
    written: Store, backups: Backups, tmp_path: Path
) -> None:
    first = back_up(written, backups.folder).backup
    _spoil(max(_objects(backups), key=lambda path: path.stat().st_size))
    with pytest.raises(Refused) as refusal:
        restore(written, backups, first, tmp_path / "restored")
    assert refusal.value.key == "restore_damaged"
    assert list(tmp_path.glob("*restor*")) == []
    with pytest.raises(Refused) as refusal:
        back_up(written, backups.folder)
    assert refusal.value.key == "backup_damaged"
    assert back_up(written, backups.folder).backup.is_good
    restore(written, backups, first, tmp_path / "restored")  # which needs the same object


def test_an_altered_manifest_is_no_backup(written: Store, backups: Backups) -> None:
    made = back_up(written, backups.folder).backup
    file = backups.folder / "backups" / f"{made.name}.json"
    file.write_text(file.read_text().replace('"entry"', '"entrY"'))
    assert backups.unreadable() == [made.name]
    with pytest.raises(Refused) as refusal:
        chosen(file)
    assert refusal.value.key == "backup_unreadable"
    with pytest.raises(Refused) as refusal:
        chosen(backups.folder)
    assert refusal.value.key == "backup_none"


@pytest.mark.parametrize("harm", ["spoilt", "gone"])
def test_a_release_that_is_not_sound_is_told_and_all_else_backed_up(
    used: Store, backups: Backups, harm: str
) -> None:
    file = used.releases()[1].path
    used.releases()[1].close()
    if harm == "spoilt":
        file.chmod(0o600)
        file.write_bytes(file.read_bytes()[:12_288] + b"\xff" * 50_000)
    else:
        file.unlink()
    made = back_up(used, backups.folder).backup
    assert made.unsound == (file.stem,)
    assert list(made.releases) == [used.releases()[0].path.stem]
    assert made.is_checked and not made.is_good


def test_an_audit_that_was_cut_off_since_the_last_backup_is_told(
    written: Store, backups: Backups
) -> None:
    for _ in range(3):
        first = back_up(written, backups.folder, is_checked=False).backup
        assert first.is_audit_whole
    shutil.rmtree(written.folder / "access")
    second = back_up(written, backups.folder).backup
    assert not second.is_audit_whole and not second.is_good


# ── which are kept ───────────────────────────────────────────────────────────────────────────────


def test_old_backups_go_with_what_nobody_needs_and_never_the_last_good_one(
    written: Store, backups: Backups, tmp_path: Path
) -> None:
    back_up(written, backups.folder)
    _send(written.ledger, os.urandom(500_000))
    good = back_up(written, backups.folder).backup
    for _ in range(2):
        newest = back_up(written, backups.folder, is_checked=False).backup
    before = len(_objects(backups))
    removed, objects = backups.keep_only(1)
    assert (len(removed), backups.names()) == (2, [good.name, newest.name])
    assert objects > 0 and len(_objects(backups)) == before - objects
    for number, backup in enumerate((good, newest)):
        restore(written, backups, backup, tmp_path / f"{number}")


def test_nothing_is_removed_that_a_backup_may_need_whose_manifest_cannot_be_read(
    written: Store, backups: Backups
) -> None:
    broken = back_up(written, backups.folder).backup
    (backups.folder / "backups" / f"{broken.name}.json").write_text("{}")
    _send(written.ledger, os.urandom(500_000))
    back_up(written, backups.folder)
    before = _objects(backups)
    assert backups.keep_only(1) == ([], 0)
    assert _objects(backups) == before


# ── refused ──────────────────────────────────────────────────────────────────────────────────────


def test_a_backup_is_restored_into_an_empty_folder_only(
    written: Store, backups: Backups, tmp_path: Path
) -> None:
    made = back_up(written, backups.folder).backup
    before = written.ledger.path.read_bytes()
    with pytest.raises(Refused) as refusal:
        restore(written, backups, made, written.folder)
    assert refusal.value.key == "restore_not_empty"
    assert written.ledger.path.read_bytes() == before
    (tmp_path / "empty").mkdir()
    restore(written, backups, made, tmp_path / "empty")


@pytest.mark.parametrize(
    ("place", "key"),
    [
        ("store/backups", "backup_inside_store"),
        (".", "backup_inside_store"),
        ("home", "backup_foreign_folder"),
    ],
)
def test_a_backup_goes_to_a_folder_of_backups(
    written: Store, tmp_path: Path, place: str, key: str
) -> None:
    (tmp_path / "home" / "letters").mkdir(parents=True)
    with pytest.raises(Refused) as refusal:
        back_up(written, tmp_path / place)
    assert refusal.value.key == key
    assert not (tmp_path / "home" / "objects").exists()


def test_a_folder_without_a_ledger_is_not_backed_up(absent: Store, backups: Backups) -> None:
    with pytest.raises(Refused) as refusal:
        back_up(absent, backups.folder)
    assert refusal.value.key == "ledger_missing"
    assert not absent.folder.exists() and not backups.folder.exists()


def test_two_backups_into_one_folder_do_not_meet(written: Store, backups: Backups) -> None:
    back_up(written, backups.folder)
    with backups.writing(), pytest.raises(Refused) as refusal:
        back_up(written, backups.folder)
    assert refusal.value.key == "backup_running"


def test_only_an_operator_backs_up_and_restores(
    written: Store, backups: Backups, tmp_path: Path
) -> None:
    made = back_up(written, backups.folder).backup
    written.actor.people.grant(Grant("admin@ministry", "김운영", "operator"))
    written.actor.people.grant(Grant(LOCAL.account, "박담당", "manager"))
    verbs = (
        lambda: back_up(written, backups.folder),
        lambda: restore(written, backups, made, tmp_path / "restored"),
    )
    for verb in verbs:
        with pytest.raises(Refused) as refusal:
            verb()
        assert refusal.value.key == "not_allowed"
    assert not (tmp_path / "restored").exists()


def test_a_lost_store_is_restored_right_where_it_was(written: Store, backups: Backups) -> None:
    made = back_up(written, backups.folder).backup
    shutil.rmtree(written.folder)
    restore(Store(written.folder, LOCAL), backups, made, written.folder)
    assert Store(written.folder).ledger.position() == made.entry
