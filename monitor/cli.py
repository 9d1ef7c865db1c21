"""The command line: the same verbs as the pages, without a browser.

Exit codes: 0 done, 1 refused with the reason on standard error, 2 wrong use.
"""

from __future__ import annotations

import datetime as dt
import getpass
import json
import os
import sys
from pathlib import Path
from typing import Annotated, Any, Final

import pandas as pd
import typer
from rich.console import Console
from rich.progress import Progress
from rich.table import Table

from monitor import demonstration
from monitor.intake.submit import submit as submit_workbook
from monitor.store import Store, ask, publish, question, questions
from monitor.vocabulary import ROOT, Vocabulary
from monitor.wording import Refused

application = typer.Typer(
    help="사회연대경제 혁신모델 모니터링: 제출 → 원장 → 공표 → 질문",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
_FORMATS: Final = ("table", "csv", "json")
_FORMULA_STARTS: Final = ("=", "+", "-", "@", "\t", "\r")


@application.callback()
def _options(
    context: typer.Context,
    store: Annotated[
        Path | None, typer.Option(envvar="MONITOR_STORE", help="자료를 두는 폴더 (data/store)")
    ] = None,
) -> None:
    context.obj = Store(store)


@application.command()
def demo(context: typer.Context) -> None:
    """Build the demonstration store from the sample workbooks (시연용 가상 자료)."""
    with Progress(console=Console(stderr=True)) as bar:
        task = bar.add_task("시연용 가상 자료", total=None)

        def progress(done: int, total: int, name: str) -> None:
            bar.update(task, completed=done, total=total, description=f"시연용 가상 자료 {name}")

        demonstration.build(context.obj, progress)


@application.command()
def submit(
    context: typer.Context,
    files: Annotated[list[Path], typer.Argument(help="제출할 통합 문서")],
    by: Annotated[str, typer.Option(help="제출자")] = "",
) -> None:
    """Check workbooks and append them to the ledger; a file with errors adds no row."""
    refused, vocabulary = False, Vocabulary()
    for file in files:
        try:
            receipt = submit_workbook(
                context.obj.ledger,
                _read(file),
                file.name,
                submitter=by or getpass.getuser(),
                vocabulary=vocabulary,
            )
        except Refused as refusal:
            typer.echo(f"{file.name}: {refusal}", err=True)
            refused = True
            continue
        accepted = receipt.outcome == "accepted"
        state = f"접수, {receipt.rows}행" if accepted else f"반려, 고칠 곳 {len(receipt.findings)}"
        typer.echo(f"{file.name}: 제출 {receipt.submission} {state}", err=not accepted)
        for finding in receipt.findings:
            typer.echo(f"  {finding.say()}", err=True)
        refused = refused or not accepted
    if refused:
        raise typer.Exit(1)


def _read(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError:
        raise Refused("file_missing", file=file.name) from None


@application.command()
def submissions(
    context: typer.Context,
    form: Annotated[str, typer.Option("--format", help="table, csv, json")] = "table",
) -> None:
    """List what was received."""
    _print(context.obj.ledger.submissions(), form)


@application.command("publish")
def publish_release(
    context: typer.Context,
    as_of: Annotated[str, typer.Option(help="기준일, 2027-03-31처럼")],
    final: Annotated[bool, typer.Option("--final", help="확정 (없으면 잠정)")] = False,
    by: Annotated[str, typer.Option(help="공표자")] = "",
) -> None:
    """Publish a release of the ledger as of a date."""
    release = publish(
        context.obj, as_of=_date(as_of), final=final, publisher=by or getpass.getuser()
    )
    typer.echo(release.manifest.release)


def _date(text: str) -> dt.date:
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        raise Refused("bad_date", value=text) from None


@application.command()
def releases(
    context: typer.Context,
    form: Annotated[str, typer.Option("--format", help="table, csv, json")] = "table",
) -> None:
    """List the releases with their manifests, newest first."""
    rows = [vars(release.manifest) for release in context.obj.releases()]
    _print(pd.DataFrame(rows), form)
    for name in context.obj.unreadable_releases():
        typer.echo(f"읽을 수 없는 공표 파일: {name}", err=True)


@application.command("questions")
def list_questions(
    form: Annotated[str, typer.Option("--format", help="table, csv, json")] = "table",
) -> None:
    """List the stored questions with their parameters."""
    rows = [
        {
            "question": name,
            "asked": stored.asked,
            "parameters": ", ".join(
                f"{p.name}={p.default}" if p.default is not None else p.name
                for p in stored.parameters
            ),
        }
        for name, stored in questions().items()
    ]
    _print(pd.DataFrame(rows), form)


@application.command("ask")
def ask_question(
    context: typer.Context,
    name: Annotated[str, typer.Argument(help="질문, indicators/by_region처럼")],
    parameter: Annotated[list[str] | None, typer.Option("-p", help="이름=값")] = None,
    release: Annotated[str | None, typer.Option(help="공표 (없으면 최신)")] = None,
    form: Annotated[str, typer.Option("--format", help="table, csv, json")] = "table",
) -> None:
    """Ask a stored question of a release."""
    given = dict(_pair(text) for text in parameter or [])
    question(name).bind(given)
    _print(ask(name, release=context.obj.release(release), **given), form)


def _pair(text: str) -> tuple[str, str]:
    name, equals, value = text.partition("=")
    if not equals or not name:
        raise Refused("bad_parameter_form", given=text)
    return name, value


@application.command()
def serve(
    context: typer.Context,
    port: Annotated[int, typer.Option(min=1, max=65535, help="포트")] = 8501,
) -> None:
    """Serve the dashboard on 127.0.0.1."""
    environment = os.environ | {"MONITOR_STORE": str(context.obj.folder)}
    command = [sys.executable, str(ROOT / "server.py"), "--port", str(port)]
    # The server takes this process's place: its signals, exit code and output are its own.
    os.execve(sys.executable, command, environment)  # noqa: S606


def _print(frame: pd.DataFrame, form: str) -> None:
    if form not in _FORMATS:
        raise typer.BadParameter(", ".join(_FORMATS), param_hint="--format")
    if form == "csv":
        typer.echo(frame.map(_harmless).to_csv(index=False), nl=False)
    elif form == "json":
        typer.echo(frame.to_json(orient="records", force_ascii=False, date_format="iso", indent=1))
    else:
        _print_table(frame)


def _harmless(value: Any) -> Any:
    """Keep a text that a spreadsheet would take for a formula from being one."""
    return f"'{value}" if isinstance(value, str) and value.startswith(_FORMULA_STARTS) else value


def _print_table(frame: pd.DataFrame) -> None:
    table = Table(*map(str, frame.columns), box=None, pad_edge=False)
    for row in frame.astype(object).where(frame.notna(), "–").itertuples(index=False):
        table.add_row(*(json.dumps(cell) if isinstance(cell, list) else str(cell) for cell in row))
    console = Console(width=None if sys.stdout.isatty() else 400, markup=False, highlight=False)
    console.print(table)


def main() -> None:
    """Run the command line; a refusal is a sentence and exit code 1, never a traceback."""
    try:
        application()
    except Refused as refusal:
        typer.echo(str(refusal), err=True)
        raise SystemExit(1) from None
