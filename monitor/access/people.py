"""People and their roles: ``people.csv`` in the store, one row a grant, read at every action."""

from __future__ import annotations

import csv
import datetime as dt
import errno
import fcntl
import io
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, fields, replace
from functools import cache, lru_cache
from pathlib import Path
from typing import Final
from zoneinfo import ZoneInfo

from monitor.disk import written_whole
from monitor.vocabulary import Vocabulary
from monitor.wording import Refused

SEOUL: Final = ZoneInfo("Asia/Seoul")
Role = str  # a row of roles.csv


@dataclass(frozen=True)
class Grant:
    """One row of ``people.csv``: a person has a role, for a province or as a member of the panel.

    Attributes:
        account: what the provider calls the person, or ``local/NAME`` for one of this machine.
        name: the person's name; stands on what they write.
        role: an id of ``roles.csv``.
        province: an officer's province.
        member: a panel member's id of ``panel_members.csv``.
        projects: only these projects, where not all of the province or the assignments.
        valid_from: the first day.
        valid_to: the last day; open when absent.
    """

    account: str
    name: str
    role: Role
    province: str = ""
    member: str = ""
    projects: frozenset[str] = frozenset()
    valid_from: dt.date = dt.date.min
    valid_to: dt.date | None = None

    def holds(self, day: dt.date) -> bool:
        """Say whether it is in force on a day."""
        return self.valid_from <= day and (self.valid_to is None or day <= self.valid_to)

    def regions(self, day: dt.date) -> frozenset[str]:
        """Return the provinces it is for: an officer's with those merged into it, a member's."""
        if self.member:
            return _assigned(self.member, day)
        rows = vocabulary().rows("regions")
        merged = {row["region"] for row in rows if row["successor"] == self.province}
        return frozenset({self.province, *merged, *vocabulary().parts.get(self.province, ())})


@cache
def vocabulary() -> Vocabulary:
    """Return the reference data, read and checked once a process."""
    return Vocabulary()


def _assigned(member: str, day: dt.date) -> frozenset[str]:
    """Return the provinces that a member of the panel looks after on a day."""
    rows = [
        row
        for file in ("panel_members", "panel_assignments")
        for row in vocabulary().rows(file)
        if row["member"] == member
        and row["valid_from"] <= f"{day}"
        and (not row["valid_to"] or f"{day}" <= row["valid_to"])
    ]
    is_member = any("home_region" in row for row in rows)
    return frozenset(row["region"] for row in rows if is_member and "region" in row)


class People:
    """The register of a store. Without the file, whoever has the machine is its one manager.

    Raises (every method):
        Refused: ``people_unreadable`` with every problem found, a line each: nobody may do
            anything until it is mended. ``people_unwritable``, ``store_full`` from what changes it.
    """

    def __init__(self, folder: Path) -> None:
        self.path = folder / "people.csv"

    @property
    def is_kept(self) -> bool:
        """Say whether there is a register."""
        return self.path.exists()

    def grants(self) -> tuple[Grant, ...]:
        """Return all rows, in force or not, in the order of the file."""
        try:
            state = self.path.stat()
        except FileNotFoundError:
            return ()
        return _read(self.path, state.st_mtime_ns, state.st_size, state.st_ino)

    def of(self, account: str, day: dt.date | None = None) -> tuple[Grant, ...]:
        """Return what an account has been granted on a day, today when absent."""
        day = day or today()
        return tuple(each for each in self.grants() if each.account == account and each.holds(day))

    def name_of(self, account: str) -> str:
        """Return the name that stands on what an account writes; the account when it has none."""
        return next((each.name for each in self.grants() if each.account == account), account)

    def grant(self, new: Grant) -> None:
        """Add a row.

        Raises:
            Refused: ``grant_unsound`` when the row is not sound, ``no_operator_left`` when
                nobody could change the register afterwards.
        """
        problem = _problem(_cells(new))
        if problem:
            raise Refused("grant_unsound", problem=problem)
        with self._changing() as rows:
            rows.append(new)

    def end(self, account: str, role: Role, last_day: dt.date | None = None) -> None:
        """End a role of an account with a day, yesterday when absent: at once.

        Raises:
            Refused: ``unknown_grant``, ``no_operator_left``.
        """
        last = last_day or today() - dt.timedelta(days=1)
        with self._changing() as rows:
            found = [
                n
                for n, each in enumerate(rows)
                if (each.account, each.role) == (account, role) and each.holds(today())
            ]
            if not found:
                raise Refused("unknown_grant", account=account, role=role)
            for n in found:
                rows[n] = replace(rows[n], valid_to=last)

    def forget(self, account: str) -> None:
        """Remove every row of an account, and with it the person's name.

        Raises:
            Refused: ``unknown_account``, ``no_operator_left``.
        """
        with self._changing() as rows:
            kept = [each for each in rows if each.account != account]
            if len(kept) == len(rows):
                raise Refused("unknown_account", account=account)
            rows[:] = kept

    @contextmanager
    def _changing(self) -> Iterator[list[Grant]]:
        """Give the rows to change; written whole afterwards, or not at all."""
        try:
            self.path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            with (self.path.parent / ".people.lock").open("w") as lock:
                fcntl.flock(lock, fcntl.LOCK_EX)
                rows = list(self.grants())
                yield rows
                self._write(rows)
        except OSError as error:
            if error.errno in {errno.ENOSPC, errno.EDQUOT}:
                raise Refused("store_full", place=self.path.parent) from error
            raise Refused("people_unwritable", file=self.path.name) from error

    def _write(self, rows: Iterable[Grant]) -> None:
        text = io.StringIO(newline="")
        writer = csv.DictWriter(text, _COLUMNS, lineterminator="\n")
        writer.writeheader()
        writer.writerows(map(_cells, rows))
        with written_whole(self.path) as file:
            file.write(text.getvalue().encode())
            file.flush()
            found = _parse(Path(file.name))
            if not any(each.role == "operator" and each.holds(today()) for each in found):
                raise Refused("no_operator_left")


def today() -> dt.date:
    """Return today's date in Asia/Seoul."""
    return dt.datetime.now(SEOUL).date()


_COLUMNS: Final = tuple(field.name for field in fields(Grant))


def _cells(grant: Grant) -> dict[str, str]:
    return {
        **{name: str(value) for name, value in asdict(grant).items()},
        "projects": " ".join(sorted(grant.projects)),
        "valid_to": str(grant.valid_to or ""),
    }


@lru_cache(maxsize=8)
def _read(path: Path, _changed: int, _size: int, _file: int) -> tuple[Grant, ...]:
    """Read the register once for as long as the file stays as it is."""
    return _parse(path)


def _parse(path: Path) -> tuple[Grant, ...]:
    found: list[Grant] = []
    problems: list[str] = []
    try:
        with path.open(encoding="utf-8-sig", newline="") as stream:
            for number, row in enumerate(csv.DictReader(stream), start=2):
                what = _problem(row)
                if what:
                    problems.append(f"people.csv {number}행: {what}")
                else:
                    found.append(_grant(row))
    except (OSError, UnicodeDecodeError, csv.Error):
        problems.append("people.csv: UTF-8 CSV가 아님 (not CSV in UTF-8)")
    if problems:
        raise Refused("people_unreadable", problems="\n".join(problems))
    return tuple(found)


def _grant(row: dict[str, str]) -> Grant:
    return Grant(
        account=row["account"].strip(),
        name=row["name"].strip(),
        role=row["role"],
        province=row["province"],
        member=row["member"],
        projects=frozenset(row["projects"].split()),
        valid_from=dt.date.fromisoformat(row["valid_from"]),
        valid_to=dt.date.fromisoformat(row["valid_to"]) if row["valid_to"] else None,
    )


def _problem(row: dict[str, str]) -> str:
    """Say what is wrong with a row, nothing when it is sound."""
    if set(row) != set(_COLUMNS) or None in row.values():
        return f"열은 {', '.join(_COLUMNS)} (these columns)"
    if not row["account"].strip():
        return "account 비어 있음 (blank)"
    known = {file: {each[key] for each in vocabulary().rows(file)} for file, key in _KEYS.items()}
    if row["role"] not in known["roles"]:
        return f"role={row['role']}: {', '.join(sorted(known['roles']))} 가운데 하나 (one of these)"
    if row["role"] == "province_officer" and row["province"] not in known["regions"]:
        return f"province={row['province']}: regions.csv의 id (an id of that file)"
    if row["role"] == "panel_member" and row["member"] not in known["panel_members"]:
        return f"member={row['member']}: panel_members.csv의 id (an id of that file)"
    for column in ("valid_from", "valid_to"):
        try:
            dt.date.fromisoformat(row[column] or ("" if column == "valid_from" else "2000-01-01"))
        except ValueError:
            return f"{column}={row[column]}: 2026-07-01처럼 (write a date)"
    return ""


_KEYS: Final = {"roles": "role", "regions": "region", "panel_members": "member"}
