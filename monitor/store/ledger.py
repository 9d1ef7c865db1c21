"""The append-only ledger: one DuckDB file that a writer opens for one transaction."""

from __future__ import annotations

import hashlib
import os
import shutil
import threading
import time
import uuid
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import Any, Final, NamedTuple
from weakref import WeakValueDictionary

import duckdb
import pandas as pd

from monitor.access import Actor, nobody, open_rows
from monitor.store.blocks import BLOCK_SIZE
from monitor.store.entries import Rows, Submission, append_submission, last_entry, whose
from monitor.store.instances import opened
from monitor.under_way import under_way
from monitor.wording import Refused

_MIGRATIONS: Final = Path(__file__).with_name("migrations")
_WAIT_SECONDS: Final = 30.0
_PAUSE_SECONDS: Final = 0.05
# What DuckDB says when another process holds the file, and the system when the disk is full.
_BUSY: Final = "could not set lock"
_FULL: Final = "no space left"
# DuckDB keeps other processes out of a file; these keep out other threads of ours, a lock a file:
# while a release is tried on a copy, nobody waits for the ledger itself.
_TURNS: Final[WeakValueDictionary[Path, threading.RLock]] = WeakValueDictionary()
_ONE_ASKS: Final = threading.Lock()


def set_up(connection: duckdb.DuckDBPyConnection) -> None:
    """Make a connection's settings those under which submissions are looked at and kept."""
    connection.execute("set timezone = 'Asia/Seoul'")
    # Submissions are small: a second thread costs them more than it gives.
    connection.execute("set threads = 1")
    # DuckDB 1.5.5 cuts texts in its statistics after 8 bytes, amid a Korean letter,
    # and at times makes a value of the rest: "invalid unicode".
    connection.execute("set disabled_optimizers = 'statistics_propagation'")


class Schema(NamedTuple):
    """The newest migration that a ledger had, 0 for none, and the names of those it lacks."""

    has: int
    pending: tuple[str, ...]


class Ledger:
    """The ledger at a path. Every method opens it, does one thing and closes it.

    Raises (every method):
        Refused: ``ledger_busy`` when another process holds the file for longer than 30 s,
            ``ledger_unreadable`` when the file is no ledger, ``ledger_newer`` when a newer program
            wrote it, ``store_full`` when the disk is full.
    """

    def __init__(self, path: Path, actor: Actor | None = None) -> None:
        self.path = path
        # Without anybody named, nobody acts.
        self.actor = actor or nobody(path.parent / "access")
        self._turn = _turn_at(path)
        self._kept: duckdb.DuckDBPyConnection | None = None

    @contextmanager
    def writing(self) -> Iterator[duckdb.DuckDBPyConnection]:
        """Open for one transaction: committed at the end, rolled back on any exception."""
        if not self.path.exists():
            self._create()
        with under_way("write"), self._opened() as connection:
            connection.begin()
            try:
                if connection is not self._kept:
                    _migrate(connection)
                yield connection
            except BaseException:
                connection.rollback()
                raise
            connection.commit()

    @contextmanager
    def reading(self) -> Iterator[duckdb.DuckDBPyConnection]:
        """Open to read; a ledger that is absent is made, one of an older schema brought up."""
        if not self.path.exists():
            self._create()
        with self._opened(read_only=True) as connection:
            if connection is self._kept or not _pending_migrations(connection):
                yield connection
                return
        with self.writing():
            pass
        with self._opened(read_only=True) as connection:
            yield connection

    @contextmanager
    def unchanged(self) -> Iterator[duckdb.DuckDBPyConnection]:
        """Open to read it as it is, also one of an older schema; writers wait meanwhile.

        Raises:
            Refused: ``ledger_missing`` when there is none.
        """
        if not self.path.exists():
            raise Refused("ledger_missing", folder=self.path.parent)
        with self._opened(read_only=True) as connection:
            _pending_migrations(connection)  # one of a newer schema is nobody's to read here
            yield connection

    def copy_to(self, path: Path) -> None:
        """Copy the ledger as its last transaction left it, while it is open to read.

        What a killed writer had committed may still lie in the log beside the file. It is copied
        first: closing the file that DuckDB locks ends the lock, as the system has it.
        """
        with suppress(FileNotFoundError):
            shutil.copyfile(_log_beside(self.path), _log_beside(path))
        shutil.copyfile(self.path, path)

    @contextmanager
    def kept_open(self, *, read_only: bool = False) -> Iterator[None]:
        """Keep the file open over the calls in the block; everybody else waits meanwhile.

        Many submissions in a row are then written, or many things looked up, without opening the
        file for each.
        """
        if not self.path.exists():
            self._create()
        with self.reading() if read_only else self._opened() as connection:
            if not read_only and self._kept is None:
                _bring_up(connection)  # once for all calls
            kept, self._kept = self._kept, connection
            try:
                yield
            finally:
                self._kept = kept

    def _create(self) -> None:
        """Make an empty ledger beside its place and link it there whole, unless one came first."""
        self.path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        unfinished = self.path.with_name(f".ledger-{uuid.uuid4().hex}")
        try:
            with Ledger(unfinished)._opened() as connection:
                _bring_up(connection)
            with suppress(FileExistsError):
                os.link(unfinished, self.path)
        finally:
            unfinished.unlink(missing_ok=True)

    @contextmanager
    def _opened(self, *, read_only: bool = False) -> Iterator[duckdb.DuckDBPyConnection]:
        with self._our_turn():
            if self._kept is not None:
                yield self._kept
                return
            with ExitStack() as until:
                try:
                    yield self._connect(until, read_only=read_only)
                except duckdb.Error as error:
                    if _FULL in str(error).lower():
                        raise Refused("store_full", place=self.path.parent) from error
                    if isinstance(error, duckdb.IOException) and self.path.name in str(error):
                        raise Refused("ledger_unreadable", file=self.path.name) from error
                    raise

    def _connect(self, until: ExitStack, *, read_only: bool) -> duckdb.DuckDBPyConnection:
        if (connection := self._connect_now(until, read_only=read_only)) is not None:
            return connection
        give_up = time.monotonic() + _WAIT_SECONDS
        with under_way("ledger_wait"):
            while time.monotonic() < give_up:
                time.sleep(_PAUSE_SECONDS)
                if (connection := self._connect_now(until, read_only=read_only)) is not None:
                    return connection
            raise Refused("ledger_busy", seconds=int(_WAIT_SECONDS))

    def _connect_now(
        self, until: ExitStack, *, read_only: bool
    ) -> duckdb.DuckDBPyConnection | None:
        """Open the file, to be closed with ``until``, unless another process holds it."""
        how = "read_only" if read_only else "read_write"
        if not self.path.exists():
            how += f", block_size {BLOCK_SIZE}"
        try:
            connection = until.enter_context(opened(self.path, "ledger", how))
            set_up(connection)
            return connection
        except duckdb.IOException as error:
            said = str(error).lower()
            if _FULL in said:
                raise Refused("store_full", place=self.path.parent) from error
            if _BUSY not in said:
                raise Refused("ledger_unreadable", file=self.path.name) from error
            return None

    def append(
        self,
        submission: Submission,
        facts: Mapping[str, Rows],
        findings: pd.DataFrame | None = None,
        normalised: pd.DataFrame | None = None,
        reasons: Mapping[int, str] | None = None,
    ) -> int:
        """Append a submission whole, or nothing. It counts once it is accepted (``review.py``).

        Args:
            submission: who, when, from which file.
            facts: by sheet (the keys of ``FACT_TABLES``), frames with the columns of its table
                but ``submission``; money in 원.
            findings: columns position, code, severity, sheet, cell, field, raw_value, expected.
            normalised: columns position, sheet, cell, field, raw_value, value, rule.
            reasons: why a warning is right as it stands, by the finding's position.

        Returns:
            The submission's number, which is also its entry in the ledger.

        Raises:
            Refused: ``already_received`` when the same bytes are in the ledger.
        """
        with self.writing() as connection:
            return append_submission(connection, submission, facts, findings, normalised, reasons)

    def submissions(self) -> pd.DataFrame:
        """List what was received, as far as it is open to who acts, oldest first.

        Columns: submission, received_at, submitted_by, file_name, region, year, quarter,
        submitted_on, data_kind, form (province, programme or score), scored_by (a member or
        ``self``; null where a score workbook names several), submission_state (submitted, accepted
        or returned), errors, warnings, notes (counts of findings), note, decided_by, decided_at,
        sha256.
        """
        with self.reading() as connection:
            rows = connection.execute(
                """
                select
                    submission.submission,
                    submission.received_at,
                    submission.submitted_by,
                    submission.file_name,
                    submission.region,
                    submission.year,
                    submission.quarter,
                    submission.submitted_on,
                    submission.data_kind,
                    case
                        when score_workbook.submission is not null then 'score'
                        when programme_workbook.submission is not null then 'programme'
                        else 'province'
                    end as form,
                    score_workbook.scored_by,
                    submission_state.submission_state,
                    count(*) filter (where finding.severity = 'error') as errors,
                    count(*) filter (where finding.severity = 'warning') as warnings,
                    count(*) filter (where finding.severity = 'note') as notes,
                    submission_state.note,
                    submission_state.decided_by,
                    submission_state.decided_at,
                    submission.sha256
                from submission
                inner join submission_state using (submission)
                left join score_workbook using (submission)
                left join programme_workbook using (submission)
                left join finding using (submission)
                group by all
                order by submission.submission
                """
            ).df()
        # A panel member's own workbooks are known by who scored.
        listed = open_rows(self.actor, "read_submission", rows.assign(member=rows["scored_by"]))
        return listed.drop(columns="member")

    def received_file(self, submission: int) -> bytes:
        """Return the bytes received, as they came.

        Raises:
            Refused: ``unknown_submission``, ``not_allowed``.
        """
        with self.reading() as connection:
            self.permit_reading(connection, submission)
            row = connection.execute(
                "select content from received_file join submission using (sha256) "
                "where submission = $submission",
                {"submission": submission},
            ).fetchone()
        assert row is not None, "it may be read, so it is there"
        return bytes(row[0])

    def submission_of(self, content: bytes) -> int | None:
        """Return the number under which these very bytes were received, None when they were not."""
        with self.reading() as connection:
            row = connection.execute(
                "select submission from submission where sha256 = ?",
                [hashlib.sha256(content).hexdigest()],
            ).fetchone()
        return int(row[0]) if row else None

    def file_name(self, submission: int) -> str:
        """Return the name under which a submission came.

        Raises:
            Refused: ``unknown_submission``.
        """
        return str(self._about(submission)["file_name"])

    def period(self, submission: int) -> dict[str, int]:
        """Return the ``year`` and ``quarter`` that a submission reports, as far as it says so.

        Raises:
            Refused: ``unknown_submission``.
        """
        about = self._about(submission)
        return {name: about[name] for name in ("year", "quarter") if about[name] is not None}

    def _about(self, submission: int) -> dict[str, Any]:
        with self.reading() as connection:
            self.permit_reading(connection, submission)
            row = connection.execute(
                "select file_name, year, quarter from submission where submission = ?",
                [submission],
            ).fetchone()
        assert row is not None, "it may be read, so it is there"
        return dict(zip(("file_name", "year", "quarter"), row, strict=True))

    def permit_reading(self, connection: duckdb.DuckDBPyConnection, submission: int) -> None:
        """Let who acts read a submission, or refuse.

        Raises:
            Refused: ``unknown_submission``, ``not_allowed``.
        """
        self.actor.permit("read_submission", **whose(connection, submission), on=f"{submission}")

    def schema(self) -> Schema:
        """Return which migrations the ledger had and lacks; nothing is changed.

        Raises:
            Refused: ``ledger_missing``.
        """
        with self.unchanged() as connection:
            (newest,) = connection.execute("select max(version) from schema_migration").fetchall()
            return Schema(newest[0] or 0, tuple(f.stem for f in _pending_migrations(connection)))

    def position(self) -> int:
        """Return the number of the last entry, 0 when there is none."""
        with self.reading() as connection:
            return last_entry(connection)

    def glance(self) -> int | None:
        """Return the number of the last entry without waiting, None when another is at it."""
        if not self._turn.acquire(blocking=False):
            return None
        try:
            with opened(self.path, "ledger", "read_only") as connection:
                return last_entry(connection)
        except duckdb.Error:
            return None
        finally:
            self._turn.release()

    @contextmanager
    def _our_turn(self) -> Iterator[None]:
        """Wait until no other thread is at the file; a wait is counted."""
        if not self._turn.acquire(blocking=False):
            with under_way("ledger_wait"):
                self._turn.acquire()
        try:
            yield
        finally:
            self._turn.release()


def _turn_at(path: Path) -> threading.RLock:
    """Return the lock of a file, the same for all who name it."""
    with _ONE_ASKS:
        return _TURNS.setdefault(path.resolve(), threading.RLock())


def _log_beside(path: Path) -> Path:
    return path.with_name(f"{path.name}.wal")


def _bring_up(connection: duckdb.DuckDBPyConnection) -> None:
    """Bring the schema up to the newest in one transaction: one a statement takes twice as long."""
    connection.begin()
    _migrate(connection)
    connection.commit()


def _migrate(connection: duckdb.DuckDBPyConnection) -> None:
    """Bring the schema up to the newest numbered migration, inside the open transaction."""
    for file in _pending_migrations(connection):
        connection.execute(file.read_text(encoding="utf-8"))
        connection.execute(
            "insert into schema_migration values (?, ?)", [_version(file), file.stem]
        )


def _pending_migrations(connection: duckdb.DuckDBPyConnection) -> list[Path]:
    """Return the migrations that the ledger has not had, in order.

    Raises:
        Refused: ``ledger_newer`` when it had one that this program does not know.
    """
    try:
        rows = connection.execute("select version from schema_migration").fetchall()
    except duckdb.CatalogException:
        rows = []  # it had none yet: to ask for its tables takes longer than to open it
    done = {row[0] for row in rows}
    known = {_version(file): file for file in _MIGRATIONS.glob("*.sql")}
    if newer := done - known.keys():
        raise Refused("ledger_newer", has=max(newer), known=max(known))
    return [known[version] for version in sorted(known.keys() - done)]


def newest_schema() -> int:
    """Return the version of the newest schema that this program knows."""
    return max(map(_version, _MIGRATIONS.glob("*.sql")))


def _version(migration: Path) -> int:
    return int(migration.stem.split("_")[0])
