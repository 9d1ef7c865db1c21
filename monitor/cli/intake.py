"""The desk where workbooks come in: template, check, submit, accept, return, and what was sent."""

from __future__ import annotations

import getpass
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Final, Literal

import pandas as pd
import typer
from rich.console import Console
from rich.progress import Progress

from monitor.cli.desk import as_read
from monitor.cli.output import Format, write
from monitor.cli.speaking import asked_words
from monitor.intake.board import board as board_of
from monitor.intake.board import day_of
from monitor.intake.check import check as check_workbook
from monitor.intake.findings import Finding, findings_in
from monitor.intake.form import PROGRAMME, PROVINCE, SCORE
from monitor.intake.preview import preview as preview_of
from monitor.intake.returned import returned as returned_workbook
from monitor.intake.submit import submit as submit_workbook
from monitor.intake.template import register_template, score_template
from monitor.intake.template import template as template_of
from monitor.store import Store, decide, explain, findings_of, normalised_of
from monitor.vocabulary import Vocabulary
from monitor.wording import Refused

application = typer.Typer()
_PERIOD: Final = re.compile(r"^(\d{4})-?Q?([1-4])$", re.IGNORECASE)

Files = Annotated[list[Path], typer.Argument(help="통합 문서")]
Number = Annotated[int, typer.Argument(help="제출 번호")]
By = Annotated[str, typer.Option(help="누가 (없으면 로그인 이름)")]
_Form = Literal["province", "programme", "score"]
Period = Annotated[str, typer.Option(help="분기, 2027Q1처럼")]


@application.command()
def template(
    context: typer.Context,
    output: Annotated[Path, typer.Option("-o", "--output", help="쓸 파일")],
    province: Annotated[str, typer.Option(help="시·도, 전남처럼")] = "",
    period: Period = "",
    member: Annotated[str, typer.Option(help="점수를 매길 위원, m01처럼")] = "",
    year: Annotated[int | None, typer.Option(help="점수를 매길 연도")] = None,
    form: Annotated[_Form | None, typer.Option(help="programme이면 행정안전부 대장")] = None,
) -> None:
    """Make a workbook to fill in: a province's quarter, a register, or a member's scores."""
    vocabulary, ledger = Vocabulary(), _store(context).ledger
    region = vocabulary.region_named(province) if province else None
    today = day_of(ledger)
    chosen = form or (SCORE if year is not None else PROVINCE)
    if chosen == PROGRAMME and period and not (region or member or year):
        of_year, quarter = _period(period)
        content = register_template(ledger, vocabulary, year=of_year, quarter=quarter, today=today)
    elif chosen == PROVINCE and period and region and not member and year is None:
        of_year, quarter = _period(period)
        content = template_of(
            ledger, vocabulary, region=region, year=of_year, quarter=quarter, today=today
        )
    elif chosen == SCORE and year is not None and not period:
        whose = member or None
        content = score_template(
            ledger, vocabulary, year=year, member=whose, region=region, today=today
        )
    else:
        raise Refused("no_period")
    _keep(output, content)
    typer.echo(str(output))


@application.command()
def check(context: typer.Context, files: Files) -> None:
    """Check workbooks and keep nothing."""
    refused, vocabulary, store = False, Vocabulary(), _store(context)
    for file in _one_by_one(files):
        try:
            result = check_workbook(_read(file), file.name, vocabulary, store.ledger)
        except Refused as refusal:
            typer.echo(refusal.say(asked_words().language), err=True)
            refused = True
            continue
        read = asked_words()("cli.normalised", count=len(result.normalised))
        _say_findings(f"{file.name}: {read}", result.findings)
        refused = refused or result.has_errors
    _end(refused=refused)


@application.command()
def submit(
    context: typer.Context,
    files: Files,
    by: By = "",
    reason: Annotated[str, typer.Option(help="모든 경고에 대한 사유")] = "",
) -> None:
    """Check workbooks and append them to the ledger; a file with errors adds no row."""
    refused, vocabulary, store = False, Vocabulary(), _store(context)
    for file in _one_by_one(files):
        try:
            receipt = submit_workbook(
                store.ledger,
                _read(file),
                file.name,
                submitter=_person(by),
                vocabulary=vocabulary,
                reasons=reason,
            )
        except Refused as refusal:
            typer.echo(refusal.say(asked_words().language), err=True)
            refused = True
            continue
        state = asked_words()(f"submission_state.{receipt.submission_state}")
        words = asked_words()(
            "cli.receipt", number=receipt.submission, state=state, rows=receipt.rows
        )
        _say_findings(f"{file.name}: {words}", receipt.findings)
        refused = refused or receipt.submission_state == "returned"
    _end(refused=refused)


@application.command()
def accept(
    context: typer.Context,
    submission: Number,
    by: By = "",
    note: Annotated[str, typer.Option(help="사유 없는 경고가 있어도 승인하는 까닭")] = "",
) -> None:
    """Accept a submission: it counts from the next release on."""
    decide(_store(context).ledger, submission, "accepted", by=_person(by), note=note)
    typer.echo(asked_words()("cli.accepted", number=submission))


@application.command("return")
def return_submission(
    context: typer.Context,
    submission: Number,
    note: Annotated[str, typer.Option(help="반려하는 까닭")],
    by: By = "",
) -> None:
    """Return a submission to its sender with a note."""
    decide(_store(context).ledger, submission, "returned", by=_person(by), note=note)
    typer.echo(asked_words()("cli.returned", number=submission))


@application.command("explain")
def explain_finding(
    context: typer.Context,
    submission: Number,
    finding: Annotated[int, typer.Argument(help="점검 결과의 번호")],
    reason: Annotated[str, typer.Option(help="적힌 대로가 맞는 사유")],
    by: By = "",
) -> None:
    """Say why a warning is right as it stands."""
    explain(_store(context).ledger, submission, {finding: reason}, by=_person(by))
    typer.echo(asked_words()("cli.explained", number=submission, finding=finding))


@application.command()
def submissions(context: typer.Context, form: Format = "table") -> None:
    """List what was received."""
    _write(_store(context).ledger.submissions(), form)


@application.command()
def findings(context: typer.Context, submission: Number, form: Format = "table") -> None:
    """List the findings of a submission: what, why, what to do."""
    rows = findings_of(_store(context).ledger, submission)
    _write(_in_words(rows), form)


@application.command()
def normalised(context: typer.Context, submission: Number, form: Format = "table") -> None:
    """List the cells whose value is not simply what was written."""
    _write(normalised_of(_store(context).ledger, submission), form)


@application.command()
def preview(context: typer.Context, submission: Number, form: Format = "table") -> None:
    """List what accepting a submission would change: new, changed, withdrawn."""
    rows = preview_of(_store(context).ledger, Vocabulary(), submission)
    _write(rows[rows["change"] != "unchanged"], form)


@application.command()
def returned(
    context: typer.Context,
    submission: Number,
    output: Annotated[Path, typer.Option("-o", "--output", help="쓸 폴더 또는 파일")] = Path(),
) -> None:
    """Write the sender's workbook with the cells marked that need mending."""
    ledger = _store(context).ledger
    content, name = ledger.received_file(submission), ledger.file_name(submission)
    found = findings_in(findings_of(ledger, submission))
    name, marked = returned_workbook(content, name, found, cover=ledger.period(submission))
    place = output if output.suffix else output / name
    _keep(place, marked)
    typer.echo(str(place))


@application.command()
def board(context: typer.Context, period: Period, form: Format = "table") -> None:
    """Show who has sent what for a quarter, overdue first."""
    year, quarter = _period(period)
    ledger = _store(context).ledger
    today = day_of(ledger)
    _write(board_of(ledger, Vocabulary(), year=year, quarter=quarter, today=today), form)


def _store(context: typer.Context) -> Store:
    store: Store = context.obj
    return store


def _person(by: str) -> str:
    return by or getpass.getuser()


def _period(text: str) -> tuple[int, int]:
    found = _PERIOD.match(text.strip())
    if found is None:
        raise Refused("bad_period", value=text)
    return int(found[1]), int(found[2])


def _one_by_one(files: list[Path]) -> Iterator[Path]:
    """Give file after file; a bar shows how far it is when there are several."""
    console = Console(stderr=True)
    with Progress(console=console, disable=len(files) == 1 or not console.is_terminal) as bar:
        yield from bar.track(files, description=asked_words()("cli.checking"))


def _read(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError:
        raise Refused("file_missing", file=file.name) from None


def _keep(file: Path, content: bytes) -> None:
    try:
        file.write_bytes(content)
    except OSError:
        raise Refused("file_unwritable", file=file.name) from None


def _in_words(rows: pd.DataFrame) -> pd.DataFrame:
    found = findings_in(rows)
    language = asked_words().language
    return rows.assign(
        what=[finding.part("what", language) for finding in found],
        why=[finding.part("why", language) for finding in found],
        do=[finding.part("do", language) for finding in found],
    )


def _write(rows: pd.DataFrame, form: str) -> None:
    write(as_read(rows, asked_words(), Vocabulary()) if form == "table" else rows, form)


def _say_findings(head: str, found: tuple[Finding, ...]) -> None:
    words = asked_words()
    is_error = any(finding.severity == "error" for finding in found)
    typer.echo(head if found else f"{head}. {words('cli.no_finding')}", err=is_error)
    for number, finding in enumerate(found, start=1):
        severity = words(f"severity.{finding.severity}")
        typer.echo(f"  {number}. {severity} {finding.say(words.language)}", err=True)


def _end(*, refused: bool) -> None:
    if refused:
        raise typer.Exit(1)
