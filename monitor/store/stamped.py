"""What was stamped, looked up: figures, documents and files by their codes."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import zlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import pandas as pd

from monitor.store.answers import answer_from
from monitor.store.codes import read_code
from monitor.store.ledger import Ledger
from monitor.store.stamps import SEOUL, Kind
from monitor.wording import Refused

_STAMPED: Final = """
select
    stamp.code,
    figure,
    title,
    unit,
    parameters,
    language,
    basis,
    release,
    release_digest,
    issued_at::timestamp as stamped_at
from stamp
inner join issued_code on stamp.code = issued_code.code
where $codes is null or list_contains($codes, stamp.code)
order by issued_at, stamp.code
"""
_MADE: Final = """
select
    document.code,
    title,
    recipe,
    recipe_version,
    language,
    release,
    coalesce(
        list(document_figure.code order by number)
        filter (where document_figure.code is not null),
        []
    ) as figures,
    made_by,
    made_at::timestamp as made_at
from document
left join document_figure on document.code = document_figure.document
where $codes is null or list_contains($codes, document.code)
group by all
order by made_at, document.code
"""


@dataclass(frozen=True)
class RecordedQuestion:
    """A question as it was asked: its name, with what, and its text."""

    question: str
    parameters: Mapping[str, Any]
    sql: str


@dataclass(frozen=True)
class Recorded(RecordedQuestion):
    """An answer as it was recorded, to the question as it then was."""

    digest: str
    frame: pd.DataFrame


@dataclass(frozen=True)
class Stamped:
    """A figure that has a code."""

    code: str
    figure: str
    title: str
    unit: str
    parameters: Mapping[str, str | int]
    language: str
    basis: int
    release: str
    release_digest: str
    stamped_at: dt.datetime


@dataclass(frozen=True)
class Made:
    """A document that has a code, and the codes of its figures in order."""

    code: str
    title: str
    recipe: str | None
    recipe_version: int | None
    language: str
    release: str
    figures: tuple[str, ...]
    made_by: str
    made_at: dt.datetime


def kind_of(ledger: Ledger, typed: str) -> tuple[str, Kind]:
    """Return a code as it was issued, and whether a figure or a document has it.

    Raises:
        Refused: ``not_a_code``, ``code_mistyped``, ``unknown_code``.
    """
    code = read_code(typed)
    with ledger.reading() as connection:
        kind = connection.execute("select kind from issued_code where code = ?", [code]).fetchone()
    if kind is None:
        raise Refused("unknown_code", code=code)
    return code, "document" if kind[0] == "document" else "figure"


def stamped(ledger: Ledger, typed: str) -> Stamped:
    """Return the figure that has a code, however it was typed.

    Raises:
        Refused: ``not_a_code``, ``code_mistyped``; ``unknown_code`` where no figure has it.
    """
    code = read_code(typed)
    found = all_stamped(ledger, [code])
    if not found:
        raise Refused("unknown_code", code=code)
    return found[0]


def all_stamped(ledger: Ledger, codes: Iterable[str] | None = None) -> list[Stamped]:
    """Return figures by their codes as issued, in the order of stamping; all when none are named.

    Codes that no figure has are passed over.
    """
    rows = _rows(ledger, _STAMPED, None if codes is None else list(codes))
    return [
        Stamped(
            **row
            | {
                "parameters": json.loads(row["parameters"]),
                "stamped_at": _in_seoul(row["stamped_at"]),
            }
        )
        for row in rows
    ]


def recorded(ledger: Ledger, code: str) -> list[Recorded]:
    """Return the recorded answers of a figure, by its code as issued."""
    return recorded_of(ledger, [code]).get(code, [])


def recorded_of(ledger: Ledger, codes: Sequence[str]) -> dict[str, list[Recorded]]:
    """Return the recorded answers of several figures; one answer of many is unpacked once."""
    with ledger.reading() as connection:
        rows = connection.execute(
            """
            select stamp_answer.code, question, parameters, sql, answer_digest
            from stamp_answer
            inner join recorded_question on stamp_answer.question_digest = recorded_question.digest
            where list_contains($codes, stamp_answer.code)
            order by stamp_answer.code, position
            """,
            {"codes": list(codes)},
        ).fetchall()
        packed = dict(
            connection.execute(
                "select digest, content from recorded_answer where list_contains($wanted, digest)",
                {"wanted": list({row[4] for row in rows})},
            ).fetchall()
        )
    frames = {digest: answer_from(zlib.decompress(each)) for digest, each in packed.items()}
    found: dict[str, list[Recorded]] = {}
    for code, name, parameters, sql, digest in rows:
        answer = Recorded(name, json.loads(parameters), sql, digest, frames[digest])
        found.setdefault(code, []).append(answer)
    return found


def questions_of(ledger: Ledger, code: str) -> list[RecordedQuestion]:
    """Return what a figure was drawn from, without the answers; nothing for a document."""
    with ledger.reading() as connection:
        rows = connection.execute(
            """
            select question, parameters, sql
            from stamp_answer
            inner join recorded_question on stamp_answer.question_digest = recorded_question.digest
            where stamp_answer.code = $code
            order by position
            """,
            {"code": code},
        ).fetchall()
    return [RecordedQuestion(name, json.loads(given), sql) for name, given, sql in rows]


def asked_of_figures(ledger: Ledger) -> list[tuple[RecordedQuestion, list[str]]]:
    """Return each question that figures were drawn from, once, with the codes of these figures."""
    with ledger.reading() as connection:
        rows = connection.execute(
            """
            select
                any_value(question),
                parameters,
                any_value(sql),
                list(distinct stamp_answer.code order by stamp_answer.code)
            from stamp_answer
            inner join recorded_question on stamp_answer.question_digest = recorded_question.digest
            group by question_digest, parameters
            order by any_value(question), parameters
            """
        ).fetchall()
    return [
        (RecordedQuestion(name, json.loads(parameters), sql), codes)
        for name, parameters, sql, codes in rows
    ]


def made(ledger: Ledger, codes: Iterable[str] | None = None) -> list[Made]:
    """Return documents by their codes as issued, the oldest first; all when none are named."""
    rows = _rows(ledger, _MADE, None if codes is None else list(codes))
    return [
        Made(**row | {"figures": tuple(row["figures"]), "made_at": _in_seoul(row["made_at"])})
        for row in rows
    ]


def documents_with(ledger: Ledger, codes: Sequence[str]) -> dict[str, list[Made]]:
    """Return the documents in which each of some figures stands, the oldest first."""
    with ledger.reading() as connection:
        rows = connection.execute(
            "select distinct code, document from document_figure where list_contains(?, code)",
            [list(codes)],
        ).fetchall()
    known = {each.code: each for each in made(ledger, {document for _, document in rows})}
    found: dict[str, list[Made]] = {}
    for code, document in rows:
        found.setdefault(code, []).append(known[document])
    return {code: sorted(each, key=lambda one: one.made_at) for code, each in found.items()}


def exports(ledger: Ledger, code: str) -> pd.DataFrame:
    """List the files that a figure or document was written into, the oldest first.

    Columns: code (of the figure itself, or of a document in which it stands), kind, title, form,
    exported_by, exported_at, sha256.
    """
    with ledger.reading() as connection:
        return connection.execute(
            """
            select
                exported_file.code,
                issued_code.kind,
                coalesce(stamp.title, document.title) as title,
                exported_file.form,
                exported_file.exported_by,
                exported_file.exported_at,
                exported_file.sha256
            from exported_file
            inner join issued_code on exported_file.code = issued_code.code
            left join stamp on exported_file.code = stamp.code
            left join document on exported_file.code = document.code
            where
                exported_file.code = $code
                or exported_file.code in (
                    select document from document_figure where document_figure.code = $code
                )
            order by exported_at, exported_file.code, exported_file.number
            """,
            {"code": code},
        ).df()


def files_of(ledger: Ledger, content: bytes) -> list[str]:
    """Return the codes under which a file of these very bytes was exported."""
    with ledger.reading() as connection:
        rows = connection.execute(
            "select distinct code from exported_file where sha256 = ? order by code",
            [hashlib.sha256(content).hexdigest()],
        ).fetchall()
    return [code for (code,) in rows]


def contents_of(ledger: Ledger, figure: str, form: str) -> list[Any]:
    """Return what files of a form say of a figure (or of a document itself), the newest first."""
    with ledger.reading() as connection:
        rows = connection.execute(
            """
            select contents
            from file_contents
            inner join exported_file
                on
                    file_contents.code = exported_file.code
                    and file_contents.number = exported_file.number
            inner join recorded_contents on file_contents.digest = recorded_contents.digest
            where figure = $figure and form = $form
            group by recorded_contents.digest, contents
            order by max(exported_at) desc
            """,
            {"figure": figure, "form": form},
        ).fetchall()
    return [json.loads(contents) for (contents,) in rows]


def _in_seoul(moment: dt.datetime) -> dt.datetime:
    # The ledger's connections tell every moment in Seoul's time (``set_up``).
    return moment.replace(tzinfo=SEOUL)


def _rows(ledger: Ledger, sql: str, codes: list[str] | None) -> list[dict[str, Any]]:
    """Return the rows of some codes, by the names of their columns."""
    with ledger.reading() as connection:
        answered = connection.execute(sql, {"codes": codes})
        names = [column[0] for column in answered.description or ()]
        return [dict(zip(names, row, strict=True)) for row in answered.fetchall()]
