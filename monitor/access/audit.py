"""The audit: who did what to what, when and from where, in a chain that shows what was done to it.

``docs/audit.md`` says what is kept, how long and why. A line holds accounts and ids, never names or
what people wrote.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal

import pandas as pd

from monitor.access.appending import (
    HEAD,
    SEOUL,
    End,
    append,
    end_of,
    files_of,
    locked,
    remembered,
    told,
    year_of,
)
from monitor.access.asking import ALL, Wanted, csv_of
from monitor.access.chain import (
    CLOCK,
    FIELDS,
    NO_HEAD,
    REMOVED,
    TORN,
    Broken,
    Head,
    Line,
    check,
    parsed,
    read,
    removed_mark,
    sound,
    torn_mark,
)
from monitor.wording import Refused

__all__ = ["FORMS", "ORIGINS", "OUTCOMES", "Audit", "Broken", "Head", "Origin", "Outcome"]

Outcome = Literal["allowed", "refused", "failed"]
Origin = Literal["page", "command line", "program"]
OUTCOMES: Final[tuple[Outcome, ...]] = ("allowed", "refused", "failed")
ORIGINS: Final[tuple[Origin, ...]] = ("page", "command line", "program")
FORMS: Final = ("csv", "json")
# A clock is set back by a moment now and then; more than this is worth a line.
_JUMP: Final = dt.timedelta(seconds=2)
_LONGEST: Final = 120
# An id: a submission, a project, a figure, a release, a digest, an account, a time.
_ID: Final = re.compile(r"[\w./:=@#+,~%|-]*")


class Audit:
    """The audit in a folder.

    Raises (every method):
        Refused: ``audit_busy`` when another process holds it for longer than 10 s,
            ``audit_unwritable`` when the system refuses, ``store_full`` when the disk is full.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def record(
        self,
        *,
        account: str,
        role: str,
        action: str,
        on: str = "",
        outcome: Outcome,
        origin: Origin,
        address: str = "",
        at: dt.datetime | None = None,
    ) -> int:
        """Append a line and return its number; it is on the disk when this returns.

        Args:
            account: who; never a person's name.
            role: in which role, or roles with blanks between.
            action: what.
            on: what it was done to, by its id; any other text is put down as its digest.
            outcome: whether it was allowed, refused, or allowed and failed.
            origin: through what.
            address: from which host.
            at: when; now, unless a test says otherwise.
        """
        said = _Said(account, role, action, on, outcome, origin, address)
        return self._record([said], at)

    def _record(self, said: list[_Said], at: dt.datetime | None) -> int:
        with locked(self.folder), told(self.folder):
            end, torn = end_of(self.folder)
            now = (at or dt.datetime.now(SEOUL)).astimezone(SEOUL)
            head, lines = end.head, []
            for each in [*_notes(end, torn, now), *said]:
                lines.append(each.line(head, now))
                head = Head(lines[-1].number, lines[-1].digest)
            append(self.folder, torn, lines)
        return head.number

    def head(self) -> Head:
        """Return how many lines there were ever, and the digest of the last."""
        with locked(self.folder, to_write=False), told(self.folder):
            return end_of(self.folder)[0].head

    def check(self, head: Head | None = None) -> tuple[Broken, ...]:
        """Return every place where the chain is broken; nothing where it is whole.

        Args:
            head: one that was noted elsewhere; whoever may write the files cannot change that.
        """
        with locked(self.folder, to_write=False), told(self.folder):
            end, sizes = remembered(self.folder), self._sizes()
        heads = [end.head] if end.is_known else []
        broken = check(read(sizes), [*heads, head] if head else heads)
        if end.is_known:
            return broken
        return (*broken, Broken(HEAD, 1, 0, 0, "head_missing"))

    def entries(
        self,
        since: dt.date | None = None,
        until: dt.date | None = None,
        account: str | None = None,
        action: str | None = None,
        outcome: str | None = None,
    ) -> pd.DataFrame:
        """Return what is on record, the oldest first.

        Columns: number, at (of Asia/Seoul), account, role, action, on, outcome, origin, address,
        previous, digest.

        Args:
            since: from this day on.
            until: to this day, which is with them.
            account: of one account alone.
            action: of one action alone.
            outcome: of one outcome alone.
        """
        wanted = Wanted(since, until, account, action, outcome)
        frame = pd.DataFrame(self._lines(wanted), columns=list(FIELDS)).astype({"number": "int64"})
        return frame.assign(at=pd.to_datetime(frame["at"], utc=True).dt.tz_convert(SEOUL))

    def export(self, form: str, wanted: Wanted = ALL) -> str:
        """Return what is on record for an inspection, digests with it.

        CSV is safe to open in a spreadsheet; JSON holds the lines as they stand.

        Raises:
            Refused: ``unknown_choice`` for a form that is not among ``FORMS``.
        """
        if form not in FORMS:
            raise Refused("unknown_choice", value=form, known=", ".join(FORMS))
        lines = [*self._lines(wanted)]
        if form == "json":
            return json.dumps([line._asdict() for line in lines], ensure_ascii=False, indent=1)
        return csv_of(lines)

    def remove_before(
        self,
        year: int,
        *,
        keep_years: int,
        account: str,
        role: str,
        origin: Origin,
        address: str = "",
        at: dt.datetime | None = None,
    ) -> tuple[int, ...]:
        """Remove the files of whole years before a year; return the years that are gone.

        A line for each says where it ended, so that the chain still holds, and who removed it.

        Args:
            year: the first that stays.
            keep_years: so many whole years must have passed since a year that is removed.
            account: who removes, as in ``record``.
            role: in which role.
            origin: through what.
            address: from which host.
            at: when; now, unless a test says otherwise.

        Raises:
            Refused: ``audit_too_young``, ``audit_broken``.
        """
        this_year = (at or dt.datetime.now(SEOUL)).astimezone(SEOUL).year
        latest = this_year - max(keep_years, 1)
        if year > latest:
            raise Refused("audit_too_young", year=year, latest=latest, years=max(keep_years, 1))
        if self.check():
            raise Refused("audit_broken")
        old = [file for file in files_of(self.folder)[:-1] if year_of(file) < year]
        said = [
            _Said(account, role, REMOVED, removed_mark(_last(file)), "allowed", origin, address)
            for file in old
        ]
        if said:
            self._record(said, at)
        for file in old:
            with told(self.folder):
                file.unlink(missing_ok=True)
        return tuple(map(year_of, old))

    def size(self) -> int:
        """Return how many bytes it takes."""
        return sum(self._sizes().values())

    def state(self) -> str:
        """Return what changes whenever one of its files does, whoever changes it."""
        files = [*files_of(self.folder), self.folder / HEAD]
        with told(self.folder):
            states = [file.stat() for file in files if file.exists()]
        return " ".join(f"{each.st_ino}:{each.st_size}:{each.st_ctime_ns}" for each in states)

    def _sizes(self) -> dict[Path, int]:
        return {file: file.stat().st_size for file in files_of(self.folder)}

    def _lines(self, wanted: Wanted) -> Iterator[Line]:
        with locked(self.folder, to_write=False), told(self.folder):
            sizes = self._sizes()
        # A file holds nothing younger than its year.
        since = wanted.since.year if wanted.since else 0
        recent = {file: size for file, size in sizes.items() if year_of(file) >= since}
        with told(self.folder):
            for placed in read(recent):
                line = parsed(placed.raw) if wanted.may_be(placed.raw) else None
                if line is not None and wanted.has(line):
                    yield line


@dataclass(frozen=True)
class _Said:
    """What a line says, before it has its place in the chain."""

    account: str
    role: str
    action: str
    on: str
    outcome: Outcome
    origin: Origin
    address: str

    def line(self, after: Head, at: dt.datetime) -> Line:
        # The origin is a word of ours; roles are ids with blanks between.
        texts = {name: _id(value) for name, value in vars(self).items()} | {
            "origin": self.origin,
            "role": " ".join(map(_id, self.role.split())),
        }
        moment = at.isoformat(timespec="milliseconds")
        return Line(after.number + 1, moment, **texts, previous=after.digest).sealed()


def _notes(end: End, torn: bytes, now: dt.datetime) -> Iterator[_Said]:
    """Say what befell the audit since its last line."""

    def note(action: str, on: str) -> _Said:
        return _Said("", "", action, on, "failed", "program", "")

    if torn:
        yield note(TORN, torn_mark(torn if torn.endswith(b"\n") else torn + b"\n"))
    if not end.is_known:
        yield note(NO_HEAD, str(end.head.number))
    if end.at and now < dt.datetime.fromisoformat(end.at) - _JUMP:
        yield note(CLOCK, end.at)


def _last(file: Path) -> Head:
    """Return the end of a file whose chain is whole."""
    lines = [line for placed in read({file: file.stat().st_size}) if (line := sound(placed.raw))]
    return Head(lines[-1].number, lines[-1].digest)


def _id(text: str) -> str:
    """Return an id as it is, and the digest of any other text: it may be about a person."""
    if len(text) <= _LONGEST and _ID.fullmatch(text):
        return text
    digest = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
    return f"~{digest[:16]}"
