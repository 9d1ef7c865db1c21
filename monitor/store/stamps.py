"""Stamps: which figures leave the house, with which numbers, in which documents and files.

A figure's code follows from the figure, its parameters, its language and basis, the content of its
release and the answers it was drawn from: the same figure has the same code whoever exports it. The
answers, and the questions as they were asked, are kept with it; a number can be shown and asked
again years later, whatever the program has become.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, Literal, Protocol
from zoneinfo import ZoneInfo

import duckdb
import pandas as pd

from monitor.store.answers import canonical, digest_of
from monitor.store.codes import code_from
from monitor.store.ledger import Ledger
from monitor.store.question import question
from monitor.store.release import Manifest

SEOUL: Final = ZoneInfo("Asia/Seoul")
Kind = Literal["figure", "document"]


class Asked(Protocol):
    """An answer that a figure was drawn from: what was asked, how, and what came back."""

    @property
    def question(self) -> str:
        """Return the question's name."""

    @property
    def parameters(self) -> Mapping[str, object]:
        """Return what it was asked with."""

    @property
    def frame(self) -> pd.DataFrame:
        """Return the answer as it was given."""


@dataclass(frozen=True)
class Shown:
    """A figure about to leave the house.

    Attributes:
        figure: id in the register of figures, such as ``overview/attainment``.
        title, unit: as written on it.
        parameters: the choices it was drawn with.
        language, basis: how it was looked at.
        answers: what it was drawn from, in the order in which they were asked.
    """

    figure: str
    title: str
    unit: str
    parameters: Mapping[str, str | int]
    language: str
    basis: int
    answers: Sequence[Asked]


def stamp(
    ledger: Ledger, manifest: Manifest, *shown: Shown, at: dt.datetime | None = None
) -> list[str]:
    """Return the codes of figures of a release; what has none yet is recorded, all or nothing.

    Args:
        ledger: where they are kept.
        manifest: of the release that they were drawn from.
        *shown: the figures.
        at: when; now when absent.
    """
    records = [_Record.of(manifest, each) for each in shown]
    identities = [record.identity for record in records]
    with ledger.reading() as connection:
        known = _codes_of(connection, identities)
    if missing := [record for record in records if record.identity not in known]:
        with ledger.writing() as connection:
            for record in missing:
                known[record.identity] = _append(connection, manifest, record, at or _now())
    return [known[identity] for identity in identities]


def stamp_document(
    ledger: Ledger,
    *,
    title: str,
    language: str,
    release: str,
    figures: Sequence[str],
    by: str,
    recipe: tuple[str, int] | None = None,
    at: dt.datetime | None = None,
) -> str:
    """Return the code of a document that is being made; each making has its own.

    Args:
        ledger: where it is kept.
        title: of the document.
        language: of the document.
        release: of the document.
        figures: the codes of its figures, in its order; one may stand in it more than once.
        by: who makes it.
        recipe: name and version of the recipe that it is made by.
        at: when; now when absent.
    """
    moment = at or _now()
    name, version = recipe or (None, None)
    told = (title, language, release, list(figures), by, name, version, moment.isoformat())
    identity = _hash(told)
    with ledger.writing() as connection:
        if known := _codes_of(connection, [identity]):
            return known[identity]
        code = _issue(connection, "document", identity, moment)
        connection.execute(
            "insert into document values (?, ?, ?, ?, ?, ?, ?, ?)",
            [code, title, name, version, language, release, by, moment],
        )
        for number, figure in enumerate(figures, start=1):
            row = [code, number, figure]
            connection.execute("insert into document_figure values (?, ?, ?)", row)
    return code


def keep_file(
    ledger: Ledger,
    code: str,
    form: str,
    content: bytes,
    contents: Mapping[str, Any] | None = None,
    *,
    by: str,
    at: dt.datetime | None = None,
) -> int:
    """Record that a figure or document was written into a file; return which time it was.

    Args:
        ledger: where it is kept.
        code: of the figure or document.
        form: ``png``, ``svg``, ``pdf``, ``csv``, ``xlsx``, ``pptx`` or ``hwpx``.
        content: the file; its SHA-256 is kept, not the file.
        contents: what it says, by the code of the figure it says it of; as JSON.
        by: who exported it.
        at: when; now when absent.
    """
    digest = hashlib.sha256(content).hexdigest()
    with ledger.writing() as connection:
        times = connection.execute(
            "select count(*) from exported_file where code = ?", [code]
        ).fetchall()
        number = int(times[0][0]) + 1
        connection.execute(
            "insert into exported_file values (?, ?, ?, ?, ?, ?)",
            [code, number, form, digest, by, at or _now()],
        )
        for figure, said in (contents or {}).items():
            text = _json(said)
            said_digest = digest_of(text.encode())
            connection.execute(
                "insert or ignore into recorded_contents values (?, ?)", [said_digest, text]
            )
            connection.execute(
                "insert into file_contents values (?, ?, ?, ?)", [code, number, figure, said_digest]
            )
    return number


@dataclass(frozen=True)
class _Record:
    """A figure with its answers in their canonical form."""

    shown: Shown
    identity: str
    answers: tuple[tuple[Asked, dict[str, Any], bytes], ...]

    @classmethod
    def of(cls, manifest: Manifest, shown: Shown) -> _Record:
        answers = tuple(
            (each, question(each.question).bind(each.parameters), canonical(each.frame))
            for each in shown.answers
        )
        told = (
            shown.figure,
            dict(shown.parameters),
            manifest.content_digest,
            shown.basis,
            shown.language,
            [(each.question, given, digest_of(form)) for each, given, form in answers],
        )
        return cls(shown, _hash(told), answers)


def _append(
    connection: duckdb.DuckDBPyConnection, manifest: Manifest, record: _Record, at: dt.datetime
) -> str:
    # Another process may have been first since it was looked for.
    if known := _codes_of(connection, [record.identity]):
        return known[record.identity]
    code, shown = _issue(connection, "figure", record.identity, at), record.shown
    connection.execute(
        "insert into stamp values (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        [
            *(code, shown.figure, shown.title, shown.unit, _json(shown.parameters)),
            *(shown.language, shown.basis, manifest.release, manifest.content_digest),
        ],
    )
    for position, (asked, given, form) in enumerate(record.answers):
        digest, sql = digest_of(form), question(asked.question).sql
        sql_digest = digest_of(sql.encode())
        connection.execute(
            "insert or ignore into recorded_answer values (?, ?, ?, ?)",
            [digest, zlib.compress(form), len(asked.frame), len(asked.frame.columns)],
        )
        connection.execute(
            "insert or ignore into recorded_question values (?, ?, ?)",
            [sql_digest, asked.question, sql],
        )
        connection.execute(
            "insert into stamp_answer values (?, ?, ?, ?, ?)",
            [code, position, _json(given), sql_digest, digest],
        )
    return code


def _issue(
    connection: duckdb.DuckDBPyConnection, kind: Kind, identity: str, at: dt.datetime
) -> str:
    """Issue the first code of an identity that nothing else has."""
    attempt = 0
    while _is_taken(connection, code := code_from(identity, attempt)):
        attempt += 1
    connection.execute("insert into issued_code values (?, ?, ?, ?)", [code, kind, identity, at])
    return code


def _codes_of(connection: duckdb.DuckDBPyConnection, identities: Sequence[str]) -> dict[str, str]:
    rows = connection.execute(
        "select identity, code from issued_code where list_contains(?, identity)", [identities]
    ).fetchall()
    return dict(rows)


def _is_taken(connection: duckdb.DuckDBPyConnection, code: str) -> bool:
    found = connection.execute("select 1 from issued_code where code = ?", [code]).fetchone()
    return found is not None


def _hash(told: object) -> str:
    return hashlib.sha256(_json(told).encode()).hexdigest()


def _json(thing: object) -> str:
    if isinstance(thing, Mapping):
        thing = dict(thing)
    return json.dumps(thing, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def _now() -> dt.datetime:
    return dt.datetime.now(SEOUL)
