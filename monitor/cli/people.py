"""People and their roles on the command line: list, grant, revoke, forget."""

from __future__ import annotations

import datetime as dt
from typing import Annotated

import pandas as pd
import typer

from monitor.access import Grant, today
from monitor.cli.output import Format, write
from monitor.cli.speaking import asked_words
from monitor.store import Store
from monitor.store.kept_work import KeptWork
from monitor.vocabulary import Vocabulary
from monitor.wording import Refused

application = typer.Typer()

Account = Annotated[str, typer.Argument(help="로그인 계정, 이 컴퓨터의 계정은 local/이름")]
Role = Annotated[
    str, typer.Argument(help="viewer, province_officer, panel_member, manager, operator")
]


@application.command()
def people(context: typer.Context, form: Format = "table") -> None:
    """List who holds which role, from when to when."""
    store: Store = context.obj
    store.actor.permit("read_people")
    words, vocabulary = asked_words(), Vocabulary()
    names = {row["role"]: words.label(row, "name") for row in vocabulary.rows("roles")}
    provinces = {row["region"]: words.label(row, "name") for row in vocabulary.rows("regions")}
    rows = pd.DataFrame(
        [
            {
                "account": each.account,
                "name": each.name,
                "role": each.role,
                "province": each.province,
                "member": each.member,
                "projects": " ".join(sorted(each.projects)),
                "valid_from": each.valid_from,
                "valid_to": each.valid_to,
            }
            for each in store.actor.people.grants()
        ],
        columns=[
            *("account", "name", "role", "province", "member", "projects"),
            *("valid_from", "valid_to"),
        ],
    )
    if form == "table":
        rows["role"] = rows["role"].map(names)
        rows["province"] = rows["province"].map(provinces).fillna("")
        rows.columns = pd.Index([words(f"people.{column}") for column in rows.columns])
    write(rows, form)
    if not len(rows):
        typer.echo(words("people.nobody"), err=True)


@application.command()
def grant(
    context: typer.Context,
    account: Account,
    role: Role,
    name: Annotated[str, typer.Option(help="이름. 그 사람이 적는 것에 남음")] = "",
    province: Annotated[str, typer.Option(help="시·도 담당자의 시·도")] = "",
    member: Annotated[str, typer.Option(help="자문위원의 번호, m01처럼")] = "",
    project: Annotated[
        list[str] | None, typer.Option(help="이 사업만 (여러 번 적을 수 있음)")
    ] = None,
    since: Annotated[str, typer.Option("--from", help="첫날 (없으면 오늘)")] = "",
    until: Annotated[str, typer.Option("--to", help="마지막 날 (없으면 계속)")] = "",
) -> None:
    """Give an account a role; it holds from its next action on."""
    store: Store = context.obj
    new = Grant(
        account=account,
        name=name or store.actor.people.name_of(account),
        role=role,
        province=Vocabulary().region_named(province) if province else "",
        member=member,
        projects=frozenset(project or ()),
        valid_from=_day(since) or today(),
        valid_to=_day(until),
    )
    with store.actor.acting("change_people", on=account):
        store.actor.people.grant(new)
    typer.echo(asked_words()("people.granted", account=account, role=_role_name(role)))


@application.command()
def revoke(
    context: typer.Context,
    account: Account,
    role: Role,
    until: Annotated[str, typer.Option("--to", help="마지막 날 (없으면 곧바로)")] = "",
) -> None:
    """End a role of an account; its next action is refused."""
    store: Store = context.obj
    with store.actor.acting("change_people", on=account):
        store.actor.people.end(account, role, _day(until))
    typer.echo(asked_words()("people.revoked", account=account, role=_role_name(role)))


@application.command()
def forget(context: typer.Context, account: Account) -> None:
    """Remove an account, its name and its unfinished work; the audit keeps the account alone."""
    store: Store = context.obj
    with store.actor.acting("change_people", on=account):
        store.actor.people.forget(account)
        KeptWork(store.folder, account).forget()
    typer.echo(asked_words()("people.forgotten", account=account))


def _day(text: str) -> dt.date | None:
    try:
        return dt.date.fromisoformat(text) if text else None
    except ValueError:
        raise Refused("bad_date", value=text) from None


def _role_name(role: str) -> str:
    words = asked_words()
    rows = Vocabulary().rows("roles")
    return next((words.label(row, "name") for row in rows if row["role"] == role), role)
