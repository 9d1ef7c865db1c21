"""Checking on the command line whether all is well, for a person and for a monitoring system."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import pandas as pd
import typer

from monitor.cli.output import Format, write
from monitor.cli.speaking import asked_words
from monitor.operation.doctor import MARKS, Finding, Patient, examine
from monitor.serving import sign_in
from monitor.vocabulary import ROOT
from monitor.wording import Words

application = typer.Typer()


@application.command("doctor")
def doctor(
    context: typer.Context,
    thorough: Annotated[
        bool, typer.Option("--thorough", help="받은 파일과 공표를 모두 다시 셈함 (오래 걸림)")
    ] = False,
    provider: Annotated[
        bool, typer.Option("--provider", help="로그인 제공자에게도 물음 (이 기계 밖으로 나감)")
    ] = False,
    port: Annotated[
        list[int] | None,
        typer.Option(min=1, max=65535, help="포트, 여러 벌이면 되풀이 (없으면 설정의 것)"),
    ] = None,
    backups: Annotated[
        Path | None,
        typer.Option(envvar="MONITOR_BACKUPS", help="백업 폴더 (감사 기록을 견줌)"),
    ] = None,
    form: Format = "table",
) -> None:
    """Look whether all is well; exit code 0 where it is, 1 where something is broken."""
    words = asked_words()
    patient = Patient(
        store=context.obj,
        root=ROOT,
        secrets=sign_in.secrets_file(),
        thorough=thorough,
        provider=provider,
        ports=tuple(port or ()),
        backups=backups,
    )
    found = examine(patient)
    if form == "table":
        _say(words, found)
    else:
        write(_rows(words, found), form)
    raise typer.Exit(int(any(each.state == "broken" for each in found)))


def _say(words: Words, found: Sequence[Finding]) -> None:
    for each in found:
        state, check = words(f"doctor.state_{each.state}"), words(f"doctor.check_{each.check}")
        typer.echo(f"{MARKS[each.state]} {state}  {check}: {each.found(words)}")
        if to_do := each.to_do(words):
            typer.echo(f"    {words('doctor.to_do', what=to_do)}")
    counted = Counter(each.state for each in found)
    typer.echo(
        words(
            "doctor.summary",
            well=counted["well"],
            doubt=counted["doubt"],
            broken=counted["broken"],
        )
    )


def _rows(words: Words, found: Sequence[Finding]) -> pd.DataFrame:
    """Return the findings as rows: check and state as codes, the rest as sentences."""
    columns = ("check", "state", "finding", "found", "to_do")
    rows = [
        (each.check, each.state, each.key, each.found(words), each.to_do(words)) for each in found
    ]
    return pd.DataFrame(rows, columns=columns)
