"""Access in words: the lines of the audit, who holds which role, what each role may do."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

import pandas as pd

from monitor.access import Grant, People
from monitor.access.audit import OUTCOMES, Broken
from monitor.figures.parts import Table
from monitor.figures.tables import records
from monitor.figures.view import vocabulary
from monitor.wording import Words, date_text, number_text

# What is on record besides the actions of permissions.csv.
EVENTS: Final = (
    *("signed_in", "signed_out", "open_page"),
    *("audit_remove", "audit_torn", "audit_clock_back", "audit_head_missing"),
)
_SYMBOLS: Final[Mapping[str, str]] = dict(zip(OUTCOMES, "●▲■", strict=True))


def action_names(words: Words) -> dict[str, str]:
    """Return every action and event that can be on record, with its name."""
    actions = {row["action"]: words.label(row) for row in vocabulary().rows("permissions")}
    return actions | {event: words(f"access.action_{event}") for event in EVENTS}


def role_names(words: Words) -> dict[str, str]:
    """Return every role with its name."""
    return {row["role"]: words.label(row) for row in vocabulary().rows("roles")}


def moment_text(words: Words, moment: dt.datetime) -> str:
    """Write a moment on one line, to the second."""
    day = date_text(moment.date(), words.language).replace(" ", "\N{NO-BREAK SPACE}")
    return f"{day}\N{NO-BREAK SPACE}{moment:%H:%M:%S}"


def records_table(words: Words, rows: pd.DataFrame, people: People | None = None) -> Table:
    """Show lines of the audit as a person reads them; an account with its name where people are."""
    actions, roles = action_names(words), role_names(words)
    names = {each.account: each.name for each in people.grants()} if people else {}
    roles["local"] = words("access.local_manager")

    found = list(records(rows))
    columns = {
        words("access.number"): [str(row.number) for row in found],
        words("access.at"): [moment_text(words, row.at) for row in found],
        words("access.account"): [
            account_text(row.account, names.get(row.account)) for row in found
        ],
        words("access.role"): [
            ", ".join(roles.get(role, role) for role in row.role.split()) or "–" for row in found
        ],
        words("access.action"): [actions.get(row.action, row.action) for row in found],
        words("access.on"): [row.on or "–" for row in found],
        words("access.outcome"): [outcome_text(words, row.outcome) for row in found],
        words("access.from"): [_origin(words, row) for row in found],
    }
    return Table(columns, [words("access.number")], rows)


def account_text(account: str, name: str | None) -> str:
    """Write an account with the name of who is registered under it; a dash for nobody."""
    return f"{account} ({name})" if name else account or "–"


def outcome_text(words: Words, outcome: str) -> str:
    """Write an outcome as shape and word."""
    return f"{_SYMBOLS[outcome]}\N{NO-BREAK SPACE}{words(f'access.outcome_{outcome}')}"


def _origin(words: Words, row: Any) -> str:
    origin = words(f"access.origin_{row.origin.replace(' ', '_')}")
    return f"{origin} {row.address}".strip()


def broken_text(words: Words, broken: Broken) -> str:
    """Say what befell which lines of the audit."""
    numbers = (
        number_text(broken.number)
        if broken.number == broken.last_number
        else f"{number_text(broken.number)}–{number_text(broken.last_number)}"
    )
    told = {"file": broken.file, "line": number_text(broken.line), "numbers": numbers}
    return words(f"access.broken_{broken.what}", **told)


def people_table(words: Words, grants: Sequence[Grant], day: dt.date) -> Table:
    """Show who holds which role for what, and in which term."""
    columns = {
        words("access.account"): [each.account for each in grants],
        words("access.name"): [each.name or "–" for each in grants],
        words("access.role"): [role_names(words).get(each.role, each.role) for each in grants],
        words("access.scope"): [_scope(words, each) for each in grants],
        words("access.projects"): [" ".join(sorted(each.projects)) or "–" for each in grants],
        words("access.valid"): [_term(words, each) for each in grants],
        words("access.state"): [words(f"access.state_{_state(each, day)}") for each in grants],
    }
    return Table(columns, [], pd.DataFrame({"account": [each.account for each in grants]}))


def _scope(words: Words, grant: Grant) -> str:
    known = {"regions": ("region", grant.province), "panel_members": ("member", grant.member)}
    said = [
        words.label(row)
        for file, (key, value) in known.items()
        for row in vocabulary().rows(file)
        if value and row[key] == value
    ]
    return ", ".join(said) or "–"


def _term(words: Words, grant: Grant) -> str:
    first = date_text(grant.valid_from, words.language)
    if grant.valid_to is None:
        return words("access.open_end", first=first)
    return words("access.term", first=first, last=date_text(grant.valid_to, words.language))


def _state(grant: Grant, day: dt.date) -> str:
    if grant.holds(day):
        return "holds"
    return "coming" if day < grant.valid_from else "ended"


def permissions_table(words: Words) -> Table:
    """Show what each role may do, and of what a record is kept."""
    rows = vocabulary().rows("permissions")
    columns: Mapping[str, Iterable[str]] = {
        words("access.action"): [words.label(row) for row in rows],
        **{
            name: [words(f"access.scope_{row[role]}") for row in rows]
            for role, name in role_names(words).items()
        },
        words("access.audited"): [words(f"access.audited_{row['audited']}") for row in rows],
    }
    return Table({k: list(v) for k, v in columns.items()}, [], pd.DataFrame(rows))
