"""Appending to the chain: one writer at a time, on the disk before it counts.

Replicas and the command line share a lock. ``audit.head`` remembers the end of the chain and where
it stands, so that a line costs one write and one flush however long the files are. It is written
after the line: a process killed in between leaves it one line behind, which the next one makes up.
"""

from __future__ import annotations

import errno
import fcntl
import json
import os
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final
from zoneinfo import ZoneInfo

from monitor.access.chain import BEGINNING, Head, Line, explains, read, sound
from monitor.disk import flush
from monitor.wording import Refused

SEOUL: Final = ZoneInfo("Asia/Seoul")
HEAD: Final = "audit.head"
_LOCK: Final = "audit.lock"
# The head is overwritten in place, always as long: no moment finds it half written.
_HEAD_BYTES: Final = 256
_WAIT_SECONDS: Final = 10.0
_PAUSE_SECONDS: Final = 0.002
_MODE: Final = 0o600
_WAITS: Final = ContextVar("each line waits for the disk", default=True)
_FULL: Final = frozenset({errno.ENOSPC, errno.EDQUOT})


@dataclass(frozen=True)
class End:
    """Where the chain ends: the last number and digest, their file, and the bytes before there.

    ``at`` is what the clock said then; ``is_known`` is false where nothing remembers the end.
    """

    head: Head = BEGINNING
    file: str = ""
    offset: int = 0
    at: str = ""
    is_known: bool = True


def files_of(folder: Path) -> list[Path]:
    """Return the files of the audit, the oldest first."""
    return sorted(file for file in folder.glob("audit-*.jsonl") if year_of(file))


def year_of(file: Path) -> int:
    """Return the year that an audit file is named for, 0 for another file."""
    year = file.stem.removeprefix("audit-")
    return int(year) if len(year) == 4 and year.isascii() and year.isdigit() else 0


@contextmanager
def locked(folder: Path, *, to_write: bool = True) -> Iterator[None]:
    """Hold the audit among all threads and processes; the lock ends with its process.

    Readers hold it together, and go without where nothing was ever written.

    Raises:
        Refused: ``audit_busy``, ``store_full``, ``audit_unwritable``.
    """
    descriptor = _lock_file(folder, to_write=to_write)
    if descriptor is None:
        yield
        return
    try:
        _wait_for(descriptor, fcntl.LOCK_EX if to_write else fcntl.LOCK_SH)
        yield
    finally:
        # A process that was forked meanwhile holds the same file: closing ours would not do.
        fcntl.flock(descriptor, fcntl.LOCK_UN)
        os.close(descriptor)


def _lock_file(folder: Path, *, to_write: bool) -> int | None:
    with told(folder):
        if to_write:
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        flags = os.O_RDWR | os.O_CREAT if to_write else os.O_RDONLY
        try:
            return os.open(folder / _LOCK, flags | os.O_CLOEXEC, _MODE)
        except FileNotFoundError:
            if to_write:
                raise
            return None


def _wait_for(descriptor: int, lock: int) -> None:
    until = time.monotonic() + _WAIT_SECONDS
    while True:
        try:
            fcntl.flock(descriptor, lock | fcntl.LOCK_NB)
        except BlockingIOError:
            if time.monotonic() > until:
                raise Refused("audit_busy", seconds=round(_WAIT_SECONDS)) from None
            time.sleep(_PAUSE_SECONDS)
        else:
            return


@contextmanager
def told(folder: Path) -> Iterator[None]:
    """Say in a sentence what the system refuses."""
    try:
        yield
    except OSError as error:
        if error.errno in _FULL:
            raise Refused("store_full", place=folder) from error
        raise Refused("audit_unwritable", place=folder) from error


@contextmanager
def unflushed() -> Iterator[None]:
    """Wait for no disk in the block: for a store that is made aside, anew if anything befalls it.

    The next line that waits takes the others with it.
    """
    token = _WAITS.set(False)
    try:
        yield
    finally:
        _WAITS.reset(token)


def remembered(folder: Path) -> End:
    """Return the end that ``audit.head`` remembers; an unknown one where it is gone or torn."""
    try:
        number, digest, file, offset, at = json.loads((folder / HEAD).read_bytes())
        return End(Head(int(number), str(digest)), str(file), int(offset), str(at))
    except (FileNotFoundError, ValueError, TypeError):
        # The head is made before the first line: without it there can be none.
        return End(is_known=not files_of(folder))


def end_of(folder: Path) -> tuple[End, bytes]:
    """Return where the chain ends, and the bytes behind it that are no line: a torn one."""
    end, rest = remembered(folder), b""
    files = files_of(folder)
    if not end.is_known:
        end = _found(files)
    for file in files:
        if file.name >= end.file:
            end, rest = _onward(end, file, end.offset if file.name == end.file else 0)
    return end, rest


def _found(files: list[Path]) -> End:
    """Return the end of the last sound line, by reading them all."""
    end = End(is_known=False)
    for file in files:
        offset = 0
        for placed in read({file: file.stat().st_size}):
            offset += len(placed.raw)
            if line := sound(placed.raw):
                head = Head(line.number, line.digest)
                end = End(head, file.name, offset, line.at, is_known=False)
    return end


def _onward(end: End, file: Path, offset: int) -> tuple[End, bytes]:
    """Go on over whole lines that a killed process could not remember, explained torn ones too."""
    torn = bytearray()
    with file.open("rb") as content:
        content.seek(offset)
        for raw in content:
            line = sound(raw)
            if (
                line is None
                or (line.number, line.previous) != (end.head.number + 1, end.head.digest)
                or (torn and not explains(line, torn))
            ):
                torn += raw
                continue
            offset += len(torn) + len(raw)
            torn.clear()
            head = Head(line.number, line.digest)
            end = replace(end, head=head, file=file.name, offset=offset, at=line.at)
    return end, bytes(torn)


def append(folder: Path, torn: bytes, lines: Sequence[Line]) -> None:
    """Write lines behind the end, in the file of the last one's year, and remember the new end.

    A year whose clock was wrong does not go back: the files stay in the order of the numbers.
    """
    files = files_of(folder)
    if not files:
        _remember(folder / HEAD, End())
    elif torn and not torn.endswith(b"\n"):
        _write(files[-1], b"\n")
    years = [int(lines[-1].at[:4]), *map(year_of, files)]
    file = folder / f"audit-{max(years):04}.jsonl"
    size = _write(file, b"".join(line.written() for line in lines))
    last = lines[-1]
    # The line is on the disk already: without its head the next one finds the end by reading on.
    with suppress(OSError):
        _remember(folder / HEAD, End(Head(last.number, last.digest), file.name, size, last.at))


def _write(file: Path, content: bytes) -> int:
    """Append to a file and flush it to the disk; return its size. What was half written goes."""
    is_new = not file.exists()
    descriptor = os.open(file, os.O_WRONLY | os.O_APPEND | os.O_CREAT | os.O_CLOEXEC, _MODE)
    try:
        size = os.fstat(descriptor).st_size
        try:
            rest = memoryview(content)
            while rest:
                rest = rest[os.write(descriptor, rest) :]
            if _WAITS.get():
                os.fdatasync(descriptor)
        except OSError:
            with suppress(OSError):
                os.ftruncate(descriptor, size)
            raise
    finally:
        os.close(descriptor)
    if is_new:
        flush(file.parent)
    return size + len(content)


def _remember(file: Path, end: End) -> None:
    told_end = [end.head.number, end.head.digest, end.file, end.offset, end.at]
    content = json.dumps(told_end).encode().ljust(_HEAD_BYTES)
    is_new = not file.exists()
    descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_CLOEXEC, _MODE)
    try:
        os.pwrite(descriptor, content, 0)
        if is_new:
            os.fsync(descriptor)
    finally:
        os.close(descriptor)
    if is_new:
        flush(file.parent)
