"""The audit on the command line: what is on record, whether it is whole, and its years' end."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path
from typing import Annotated, Final

import pandas as pd
import typer

from monitor.access.asking import Wanted
from monitor.access.audit import Audit, Head
from monitor.cli.output import Format, whole_file, write
from monitor.cli.speaking import asked_words
from monitor.figures.access import broken_text, records_table
from monitor.store import Store
from monitor.vocabulary import Vocabulary
from monitor.wording import Refused, number_text

application = typer.Typer()
_LAST: Final = 50
_HEAD: Final = re.compile(r"(\d{1,18}):([0-9a-f]{64})")

Day = Annotated[str | None, typer.Option(help="날짜, 2028-03-31처럼")]
Account = Annotated[str | None, typer.Option(help="계정")]
Action = Annotated[str | None, typer.Option(help="작업, publish처럼")]
Outcome = Annotated[str | None, typer.Option(help="allowed, refused, failed")]


@application.command("audit")
def list_audit(
    context: typer.Context,
    since: Day = None,
    until: Day = None,
    account: Account = None,
    action: Action = None,
    outcome: Outcome = None,
    last: Annotated[int, typer.Option(min=0, help="마지막 몇 줄 (0이면 모두)")] = _LAST,
    form: Format = "table",
) -> None:
    """List who did what, when and from where, newest first."""
    store: Store = context.obj
    store.actor.permit("read_audit", on="audit")
    rows = store.actor.audit.entries(_day(since), _day(until), account, action, outcome).iloc[::-1]
    rows = rows.head(last) if last else rows
    if form == "table":
        words = asked_words()
        write(pd.DataFrame(records_table(words, rows, store.actor.people).columns), form)
    else:
        write(rows.assign(at=[moment.isoformat() for moment in rows["at"]]), form)


@application.command("audit-check")
def check_audit(
    context: typer.Context,
    head: Annotated[str | None, typer.Option(help="전에 적어 둔 확인 값, 번호:지문")] = None,
) -> None:
    """Check whether a line of the audit was removed or altered; exit code 1 where one was."""
    store, words = context.obj, asked_words()
    noted = _head(head)
    store.actor.permit("operate", on="audit-check")
    audit: Audit = store.actor.audit
    broken = audit.check(noted)
    if broken:
        typer.echo(words("access.broken", count=number_text(len(broken))), err=True)
        for each in broken:
            typer.echo(f"  {broken_text(words, each)}", err=True)
        raise typer.Exit(1)
    end = audit.head()
    typer.echo(words("access.whole", count=number_text(end.number)))
    typer.echo(words("access.head_told", head=f"{end.number}:{end.digest}"))


@application.command("audit-export")
def export_audit(
    context: typer.Context,
    output: Annotated[
        Path, typer.Option("-o", "--output", help="쓸 파일. 형식은 끝으로 정함: csv, json")
    ],
    since: Day = None,
    until: Day = None,
    account: Account = None,
    action: Action = None,
    outcome: Outcome = None,
    force: Annotated[bool, typer.Option("--force", help="있는 파일을 덮어씀")] = False,
) -> None:
    """Write the audit with its digests to a file, for an inspection."""
    store: Store = context.obj
    form = output.suffix.lower().removeprefix(".")
    wanted = Wanted(_day(since), _day(until), account, action, outcome)
    store.actor.permit("read_audit", on="audit-export")
    text = store.actor.audit.export(form, wanted)
    with whole_file(output, is_replaced=force) as temporary:
        # Excel takes UTF-8 only with a mark.
        temporary.write_text(text, encoding="utf-8-sig" if form == "csv" else "utf-8", newline="")
    typer.echo(str(output))


@application.command("audit-remove")
def remove_audit(
    context: typer.Context,
    before: Annotated[int, typer.Option(min=2000, max=9999, help="이 해의 앞을 지움")],
) -> None:
    """Remove years of the audit that need not be kept any longer; that it was done is recorded."""
    store, words = context.obj, asked_words()
    actor = store.actor
    with actor.acting("operate", on=f"audit-remove:{before}"):
        years = actor.audit.remove_before(
            before,
            keep_years=int(Vocabulary().setting("audit_keep_years")),
            account=actor.account,
            role=" ".join(actor.roles()),
            origin=actor.who.origin,
            address=actor.who.address,
        )
    key = "access.removed_years" if years else "access.nothing_removed"
    typer.echo(words(key, years=", ".join(map(str, years)), year=before))


def _day(text: str | None) -> dt.date | None:
    try:
        return dt.date.fromisoformat(text) if text else None
    except ValueError:
        raise Refused("bad_date", value=text) from None


def _head(text: str | None) -> Head | None:
    """Return the head that was noted elsewhere.

    Raises:
        Refused: ``not_a_head``.
    """
    if text is None:
        return None
    found = _HEAD.fullmatch(text.strip())
    if found is None:
        raise Refused("not_a_head", value=text)
    return Head(int(found[1]), found[2])
