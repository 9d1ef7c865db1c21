"""The command line: the same verbs as the pages, without a browser.

Exit codes: 0 done, 1 refused with the reason on standard error, 2 wrong use.
"""

from __future__ import annotations

import datetime as dt
import getpass
import os
import socket
import sys
from pathlib import Path
from typing import Annotated

import pandas as pd
import typer
from rich.console import Console
from rich.progress import Progress

from monitor import demonstration
from monitor.access import local
from monitor.cli import (
    auditing,
    briefing,
    checking,
    evaluation,
    intake,
    making,
    operating,
    people,
    reference,
    taking,
    verifying,
)
from monitor.cli.given import pairs
from monitor.cli.opening import open_command
from monitor.cli.output import Format, write
from monitor.cli.speaking import asked_words, marked, run
from monitor.cli.verifying import say_rehearsal
from monitor.serving import sign_in
from monitor.store import Store, ask, publish, question, questions
from monitor.vocabulary import ROOT
from monitor.wording import LANGUAGES, Refused

application = typer.Typer(
    help="사회연대경제 혁신모델 모니터링: 제출 → 원장 → 공표 → 질문",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)


application.add_typer(intake.application)
application.add_typer(evaluation.application)
application.add_typer(briefing.application)
application.add_typer(making.application)
application.add_typer(verifying.application)
application.add_typer(taking.application)
application.add_typer(operating.application)
application.add_typer(people.application)
application.add_typer(checking.application)
application.add_typer(auditing.application)
application.add_typer(reference.application)


@application.callback()
def _options(
    context: typer.Context,
    store: Annotated[
        Path | None, typer.Option(envvar="MONITOR_STORE", help="자료를 두는 폴더 (data/store)")
    ] = None,
    language: Annotated[str, typer.Option(envvar="MONITOR_LANGUAGE", help="ko 또는 en")] = "ko",
) -> None:
    if language not in LANGUAGES:
        raise typer.BadParameter(", ".join(LANGUAGES), param_hint="--language")
    context.obj = Store(store, local("command line"))
    open_command(context.obj.actor, str(context.invoked_subcommand))


@application.command()
def demo(context: typer.Context) -> None:
    """Build the demonstration store from the sample workbooks (시연용 가상 자료)."""
    with Progress(console=Console(stderr=True)) as bar:
        task = bar.add_task("시연용 가상 자료", total=None)

        def progress(done: int, total: int, name: str) -> None:
            bar.update(task, completed=done, total=total, description=f"시연용 가상 자료 {name}")

        demonstration.build(context.obj, progress)


@application.command("publish")
def publish_release(
    context: typer.Context,
    as_of: Annotated[str, typer.Option(help="기준일, 2027-03-31처럼")],
    final: Annotated[bool, typer.Option("--final", help="확정 (없으면 잠정)")] = False,
    by: Annotated[str, typer.Option(help="공표자")] = "",
    note: Annotated[str, typer.Option(help="빠진 시·도가 있어도 확정하는 까닭")] = "",
    preview: Annotated[
        bool, typer.Option("--preview", help="공표하지 않고 자문단에게만 먼저 보임")
    ] = False,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="공표하지 않고, 빠진 것과 달라지는 배포 자료만 보임")
    ] = False,
) -> None:
    """Publish a release of the ledger as of a date; what is still open is listed and kept."""
    if dry_run:
        say_rehearsal(context.obj, asked_words(), _date(as_of))
        return
    release = publish(
        context.obj,
        as_of=_date(as_of),
        final=final,
        publisher=by or getpass.getuser(),
        note=note,
        preview=preview,
    )
    typer.echo(release.manifest.release)
    for row in ask("releases/checklist", release=release).to_dict("records"):
        if row["found"]:
            item = asked_words()(f"checklist.{row['item']}")
            typer.echo(f"  {item}: {row['found']} ({row['detail']})", err=True)


def _date(text: str) -> dt.date:
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        raise Refused("bad_date", value=text) from None


@application.command()
def releases(
    context: typer.Context,
    form: Format = "table",
) -> None:
    """List the releases with their manifests, newest first."""
    rows = [vars(release.manifest) for release in context.obj.releases()]
    write(pd.DataFrame(rows), form)
    for name in context.obj.unreadable_releases():
        typer.echo(f"읽을 수 없는 공표 파일: {name}", err=True)


@application.command("questions")
def list_questions(
    form: Format = "table",
) -> None:
    """List the stored questions with their parameters."""
    rows = [
        {
            "question": name,
            "asked": _asked(name, stored.asked),
            "parameters": ", ".join(
                f"{p.name}={p.default}" if p.default is not None else p.name
                for p in stored.parameters
            ),
        }
        for name, stored in questions().items()
    ]
    write(pd.DataFrame(rows), form)


def _asked(name: str, in_english: str) -> str:
    """Return what a question asks, in the reader's language."""
    words = asked_words()
    is_told = words.language == "ko" and name in words.keys("question")
    return words(f"question.{name}") if is_told else in_english


@application.command("ask")
def ask_question(
    context: typer.Context,
    name: Annotated[str, typer.Argument(help="질문, indicators/by_region처럼")],
    parameter: Annotated[list[str] | None, typer.Option("-p", help="이름=값")] = None,
    release: Annotated[str | None, typer.Option(help="공표 (없으면 최신)")] = None,
    form: Format = "table",
) -> None:
    """Ask a stored question of a release."""
    given = pairs(parameter)
    question(name).bind(given)
    asked = context.obj.release(release)
    answer = ask(name, release=asked, **given)
    write(answer if form == "table" else marked(answer, asked.manifest, asked_words()), form)
    if form == "table" and asked.manifest.is_demonstration:
        typer.echo(asked_words()("release.demonstration"), err=True)


@application.command()
def serve(
    context: typer.Context,
    port: Annotated[int, typer.Option(min=1, max=65535, help="포트")] = 8501,
    address: Annotated[
        str, typer.Option(help="주소. 로그인 설정이 있어야 다른 컴퓨터에 열 수 있음")
    ] = "127.0.0.1",
    stop_within: Annotated[
        float,
        typer.Option(min=0, envvar="MONITOR_STOP_WITHIN", help="끌 때 하던 일을 기다리는 초"),
    ] = 30,
) -> None:
    """Serve the dashboard, on 127.0.0.1 unless people sign in."""
    sign_in.decide(sign_in.secrets_file(), address)
    if _is_taken(port):
        raise Refused("port_in_use", port=port)
    environment = os.environ | {"MONITOR_STORE": str(context.obj.folder)}
    command = [sys.executable, str(ROOT / "server.py"), f"--stop-within={stop_within}"]
    command += ["--port", str(port), "--address", address]
    # The server takes this process's place: its signals, exit code and output are its own.
    os.execve(sys.executable, command, environment)  # noqa: S606 - our own command


def _is_taken(port: int) -> bool:
    """Say whether another program listens on a port of this machine."""
    with socket.socket() as probe:
        probe.settimeout(1)
        return probe.connect_ex(("127.0.0.1", port)) == 0


def main() -> None:
    """Run the command line; a refusal is a sentence and exit code 1, never a traceback."""
    words = asked_words()
    try:
        run(application, words)
    except Refused as refusal:
        typer.echo(refusal.say(words.language), err=True)
        raise SystemExit(1) from None
