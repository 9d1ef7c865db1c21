"""Verifying on the command line: a code that stands under a figure, or a file that left."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Final

import pandas as pd
import typer

from monitor.briefing.rehearsal import rehearse
from monitor.briefing.rehearsal_words import open_table
from monitor.briefing.touched import touched_table
from monitor.briefing.verdict_words import (
    alteration_table,
    corrected,
    difference_table,
    differences,
    recorded_table,
    remarks,
    standing,
)
from monitor.briefing.verify import Verdict, Verification, verify_code
from monitor.briefing.verify_file import FileVerification, verify_file
from monitor.cli.given import Language, check_language
from monitor.cli.output import write
from monitor.cli.speaking import asked_words
from monitor.figures.parts import Table
from monitor.figures.view import View
from monitor.store import Store
from monitor.store.gate import ChecksFailed, checks
from monitor.store.stamped import Made, Recorded
from monitor.vocabulary import PROGRAMME_BASIS
from monitor.wording import Refused, Words, date_text, number_text

application = typer.Typer()
_FILES: Final = frozenset(
    {".xlsx", ".xlsm", ".pptx", ".hwpx", ".csv", ".ods", ".pdf", ".png", ".svg"}
)


@application.command("verify")
def verify(
    context: typer.Context,
    what: Annotated[str, typer.Argument(metavar="CODE|FILE", help="확인번호나 파일")],
    numbers: Annotated[bool, typer.Option("--numbers", help="기록된 수치도 보임")] = False,
    language: Language = None,
) -> None:
    """Verify a code or a file; exit code 0 where all is as recorded, 1 where not."""
    check_language(language)
    store, words = context.obj, asked_words()
    path = Path(what)
    if path.is_dir():
        raise Refused("not_a_file", file=path.name or what)
    if path.suffix.lower() in _FILES or path.is_file():
        found = verify_file(store, path)
        _say_file(words, found)
        raise typer.Exit(int(not found.is_same))
    verified = verify_code(store, what)
    _say_code(store, words, verified, numbers=numbers)
    raise typer.Exit(int(verified.state != "same"))


def _say_code(store: Store, words: Words, verified: Verification, *, numbers: bool) -> None:
    if verified.document:
        typer.echo(_document_line(words, verified.document))
    if any(release.manifest.is_demonstration for release in store.releases()[:1]):
        typer.echo(words("release.demonstration"), err=True)
    for verdict in verified.figures:
        _say_figure(_view(store, words, verdict), verdict, numbers=numbers)


def _document_line(words: Words, document: Made) -> str:
    """Say a document's code and title, who made it and when."""
    return words(
        "verify.document_line",
        code=document.code,
        title=document.title,
        who=document.made_by,
        day=date_text(document.made_at, words.language),
        count=number_text(len(document.figures)),
    )


def _say_figure(view: View, verdict: Verdict, *, numbers: bool) -> None:
    words, figure = view.words, verdict.figure
    told = {"code": figure.code, "title": figure.title, "release": figure.release}
    typer.echo(words("verify.figure_line", **told))
    for line in (standing(words, verdict), *remarks(words, verdict)):
        typer.echo(f"  {line}")
    records = [each.recorded for each in verdict.answers]
    if numbers:
        for recorded in records:
            _write(recorded_table(view, recorded))
    _say_cells(view, records, [each.cells for each in verdict.answers], figure.release)
    if verdict.later is not None:
        typer.echo(f"  {corrected(words, verdict)}")
        _say_cells(view, records, verdict.later.cells, verdict.later.release)


def _say_cells(
    view: View, records: Sequence[Recorded], cells: Sequence[pd.DataFrame], release: str
) -> None:
    told = [
        each
        for recorded, found in zip(records, cells, strict=True)
        for each in differences(view, recorded, found)
    ]
    if told:
        now = view.words("verify.now_in", release=release)
        _write(difference_table(view.words, told, now))


def _say_file(words: Words, found: FileVerification) -> None:
    key = "exact" if found.is_exact else "same" if found.is_same else "differs"
    typer.echo(words(f"verify.file_{key}", file=found.name))
    if found.document:
        typer.echo(f"  {_document_line(words, found.document)}")
    for each in found.figures:
        state = words(f"verify.in_file_{each.state}")
        typer.echo(f"  {each.code} {each.title}: {state}".replace("  :", ":"))
        if each.alterations:
            _write(alteration_table(words, each.alterations))


def say_rehearsal(store: Store, words: Words, as_of: dt.date) -> None:
    """Say what publishing now would lack and contradict; nothing is published.

    Raises:
        Refused: as publishing itself, ``checks_failed`` among them.
    """
    shown = rehearse(store, as_of)
    published = next(iter(store.releases()), None)
    view = View(words.language, published, PROGRAMME_BASIS, dark=False)
    if len(shown.still_open):
        typer.echo(words("publish.still_open"))
        _write(open_table(view, shown))
    if shown.failed:
        raise ChecksFailed(shown.failed, shown.still_open)
    typer.echo(words("publish.all_passed", count=number_text(len(checks()))))
    if published is None:
        typer.echo(words("verify.first_release"))
        return
    typer.echo(words("verify.dry_run", release=published.manifest.release))
    if not shown.touched:
        typer.echo(words("verify.touches_none"))
        return
    typer.echo(words("verify.touched", count=number_text(len(shown.touched))))
    _write(touched_table(view, shown.touched))


def _view(store: Store, words: Words, verdict: Verdict) -> View:
    """Return how a figure was looked at, for the names of what it is about."""
    releases = store.releases()
    return View(
        language=words.language,
        release=releases[0] if releases else None,
        basis=verdict.figure.basis,
        dark=False,
    )


def _write(told: Table) -> None:
    write(pd.DataFrame(told.columns), "table")
