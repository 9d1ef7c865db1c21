"""The annual evaluation and the panel on the command line: the same answers as the pages."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Final

import pandas as pd
import typer

from monitor.cli.desk import as_read
from monitor.cli.output import Format, write
from monitor.cli.speaking import asked_words, marked
from monitor.evaluation import findings_now, scoring_board
from monitor.intake.board import day_of
from monitor.store import Ledger, Release, ask
from monitor.vocabulary import Vocabulary

application = typer.Typer()

_RESULT: Final = [
    *("project", "name", "region", "programme_year", "score", "score_from", "score_to"),
    *("score_method", "rank", "rank_from", "rank_to", "grade", "decision", "is_decided"),
    *("is_deviating", "reason"),
]
_SHEET: Final = [
    *("scored_by", "given_on", "is_late", "version", "is_current", "total"),
    *("trimmed", "exclusion", "reason", "comment"),
]
_FINDING: Final = [
    *("finding", "project", "name", "region", "finding_area", "finding_severity"),
    *("finding_state", "is_overdue", "due_on", "opinion", "follow_up", "verdict_note"),
]

Year = Annotated[int, typer.Option(help="평가 연도")]
Named = Annotated[str | None, typer.Option(help="공표 (없으면 최신)")]


@application.command()
def evaluate(
    context: typer.Context, year: Year, release: Named = None, form: Format = "table"
) -> None:
    """Show each project's score with its interval, rank, grade and decision for a year."""
    asked = context.obj.release(release)
    _show(ask("evaluation/results", release=asked, year=year), _RESULT, form, asked)


@application.command()
def scores(
    context: typer.Context,
    year: Year,
    project: Annotated[str, typer.Option(help="사업번호 (없으면 아직 매길 것의 현황)")] = "",
    release: Named = None,
    form: Format = "table",
) -> None:
    """Show who scored a project, when and how; without a project, who has still to score what."""
    if project:
        asked = context.obj.release(release)
        sheets = ask("evaluation/sheets", release=asked, year=year, project=project)
        _show(sheets, _SHEET, form, asked)
    else:
        board = scoring_board(context.obj.ledger, Vocabulary(), year, _today(context.obj.ledger))
        _show(board, [str(column) for column in board], form)


@application.command("advisory-findings")
def advisory_findings(
    context: typer.Context,
    project: Annotated[str, typer.Option(help="사업번호 (없으면 모두)")] = "",
    still_open: Annotated[bool, typer.Option("--open", help="종결되지 않은 것만")] = False,
    form: Format = "table",
) -> None:
    """List the panel's findings (자문의견) as they stand now, the overdue first."""
    found = findings_now(context.obj.ledger, _today(context.obj.ledger))
    if project:
        found = found[found["project"] == project]
    if still_open:
        found = found[found["finding_state"] != "closed"]
    _show(found, _FINDING, form)


def _today(ledger: Ledger) -> dt.date:
    return day_of(ledger)


def _show(
    rows: pd.DataFrame, columns: list[str], form: Format, release: Release | None = None
) -> None:
    """Write a list: in words for people, whole and with ids for programs."""
    words = asked_words()
    if form == "table":
        write(as_read(rows[columns], words, Vocabulary()), form)
    else:
        write(marked(rows, release.manifest, words) if release else rows, form)
