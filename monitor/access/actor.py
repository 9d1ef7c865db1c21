"""The one place that decides: may this person do this, to this?"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final, TypedDict, Unpack

from monitor.access.audit import Audit, Outcome
from monitor.access.limits import Costly, hold_back
from monitor.access.people import Grant, People, Role, today, vocabulary
from monitor.access.who import NOBODY, Who
from monitor.wording import Refused

# Whoever has the machine, as long as nobody is registered.
_LOCAL_MANAGER: Final = "local"


class Whose(TypedDict, total=False):
    """Whose something is, as far as it is known."""

    region: str | None
    project: str | None
    member: str | None


@dataclass(frozen=True)
class Subject:
    """What is acted on, as far as it belongs to a province, a project or a member of the panel."""

    region: str | None = None
    project: str | None = None
    member: str | None = None

    @property
    def is_named(self) -> bool:
        """Say whether it belongs to anybody at all."""
        return any((self.region, self.project, self.member))


@dataclass(frozen=True)
class Actor:
    """Who acts on a store. What they may do is looked up each time, and never remembered."""

    who: Who
    people: People
    audit: Audit

    @property
    def account(self) -> str:
        """Return the account that acts, blank for nobody."""
        return self.who.account

    @property
    def is_local_manager(self) -> bool:
        """Say whether nobody is registered and this is an account of the machine: all is theirs."""
        return self.who.is_local and not self.people.is_kept

    @property
    def name(self) -> str:
        """Return the registered name."""
        return self.people.name_of(self.account)

    def sign(self, given: str) -> str:
        """Return whose name stands on an entry: the registered one; in local mode what was given.

        Raises:
            Refused: ``name_missing``.
        """
        name = (given if self.is_local_manager else self.name).strip()
        if not name:
            raise Refused("name_missing")
        return name

    def roles(self) -> tuple[Role, ...]:
        """Return the roles held today, in the order of ``roles.csv``."""
        known = [row["role"] for row in vocabulary().rows("roles")]
        if self.is_local_manager:
            return tuple(known)
        held = {grant.role for grant in self._grants()}
        return tuple(role for role in known if role in held)

    @property
    def standing(self) -> str:
        """Return what all that is open to them hangs on, for what is kept between two askings.

        Another account, a row of the register that changed and another day make another one.
        """
        granted = () if self.is_local_manager else self._grants()
        return f"{self.account} {self.is_local_manager} {today()} {granted}"

    def opens(self, action: str) -> bool:
        """Say whether an action is open to them for anything at all: what a menu asks."""
        return self.is_local_manager or any(
            scope(action, grant.role) != "none" for grant in self._grants()
        )

    def is_unlimited(self, action: str) -> bool:
        """Say whether an action is open to them whoever's it is."""
        return self.is_local_manager or any(
            scope(action, grant.role) == "all" for grant in self._grants()
        )

    def regions(self, action: str) -> frozenset[str] | None:
        """Return the provinces that an action is open for, None when it is for all."""
        if self.is_unlimited(action):
            return None
        return frozenset().union(*(each.regions(today()) for each in self._own(action)))

    def members(self, action: str) -> frozenset[str] | None:
        """Return the members of the panel as whom an action is open, None when it is for all."""
        if self.is_unlimited(action):
            return None
        return frozenset(each.member for each in self._own(action) if each.member)

    def may(self, action: str, **whose: Unpack[Whose]) -> bool:
        """Say whether they may do something to something; nothing is recorded."""
        return bool(self._by_role(action, Subject(**whose)))

    def permit(self, action: str, *, on: str = "", **whose: Unpack[Whose]) -> None:
        """Let an action through, or refuse it; audited actions and all refusals are recorded.

        Args:
            action: an id of ``permissions.csv``.
            on: what the record says that it was done to: a number, an id, never free text.
            whose: the province or the project that it is done to, the member of the panel whose it
                is. What is open for one's own only is refused unless one of them says that it is.

        Raises:
            Refused: ``sign_in_first`` for nobody, ``not_allowed``.
        """
        role = self._by_role(action, Subject(**whose))
        if role:
            if _row(action)["audited"] == "yes":
                self._record(action, on, "allowed", role)
            return
        self._record(action, on, "refused", " ".join(self.roles()))
        if not self.account:
            raise Refused("sign_in_first")
        row = _row(action)
        raise Refused("not_allowed", action={"ko": row["name_ko"], "en": row["name_en"]})

    @contextmanager
    def acting(self, action: str, *, on: str = "", **whose: Unpack[Whose]) -> Iterator[None]:
        """Do in the block what is permitted; that it failed is recorded, too.

        Raises:
            Refused: as ``permit``.
        """
        self.permit(action, on=on, **whose)
        try:
            yield
        except BaseException:
            self._record(action, on, "failed", " ".join(self.roles()))
            raise

    def hold_back(self, kind: Costly) -> None:
        """Hold back who asks on pages for what costs much too often.

        Raises:
            Refused: ``too_often``.
        """
        hold_back(self.who, kind)

    def note(self, event: str, on: str = "") -> None:
        """Record that they came or went: ``signed_in``, ``signed_out``."""
        self._record(event, on, "allowed", " ".join(self.roles()))

    def note_refusal(self, page: str) -> None:
        """Record that a page was asked for by its address and refused."""
        self._record("open_page", page, "refused", " ".join(self.roles()))

    def _record(self, action: str, on: str, outcome: Outcome, role: str) -> None:
        self.audit.record(
            account=self.account,
            role=role,
            action=action,
            on=on,
            outcome=outcome,
            origin=self.who.origin,
            address=self.who.address,
        )

    def _by_role(self, action: str, subject: Subject) -> str:
        """Return the role by which an action is theirs, blank when it is not."""
        _row(action)
        if self.is_local_manager:
            return _LOCAL_MANAGER
        for grant in self._grants():
            reach = scope(action, grant.role)
            if reach == "all" or (reach == "own" and _is_own(grant, subject)):
                return grant.role
        return ""

    def _grants(self) -> tuple[Grant, ...]:
        return self.people.of(self.account) if self.account else ()

    def _own(self, action: str) -> list[Grant]:
        return [each for each in self._grants() if scope(action, each.role) == "own"]


def _is_own(grant: Grant, subject: Subject) -> bool:
    if not subject.is_named:
        return False
    if subject.member is not None and subject.member != grant.member:
        return False
    if subject.region is not None and subject.region not in grant.regions(today()):
        return False
    if subject.project is None:
        return True
    # A project says nothing of its province: it comes with it, or is named in the grant.
    return subject.project in grant.projects or (not grant.projects and subject.region is not None)


@cache
def _row(action: str) -> dict[str, str]:
    return next(row for row in vocabulary().rows("permissions") if row["action"] == action)


def scope(action: str, role: Role) -> str:
    """Return how far a role reaches with an action: ``all``, ``own`` or ``none``."""
    return _row(action)[role]


def actor_of(who: Who, folder: Path) -> Actor:
    """Return somebody as who acts on the store in a folder."""
    return Actor(who, People(folder), Audit(folder))


def nobody(folder: Path) -> Actor:
    """Return that nobody acts: nothing but what is published is open."""
    return actor_of(NOBODY, folder)
