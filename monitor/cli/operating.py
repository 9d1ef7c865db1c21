"""Operating on the command line: backup, restore, rebuild, migrate."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Annotated, Final

import pandas as pd
import typer

from monitor.access.people import SEOUL
from monitor.cli.output import Format, write
from monitor.cli.speaking import asked_words
from monitor.operation.backup import back_up
from monitor.operation.backups import Backup, Backups, chosen
from monitor.operation.migrate import migrate, schema_of
from monitor.operation.rebuild import Rebuilt, rebuild
from monitor.operation.restore import restore
from monitor.operation.stored import PROGRAM
from monitor.wording import Refused, Words, number_text

application = typer.Typer()
_MEGABYTE: Final = 1_000_000


@application.command("backup")
def back_up_store(
    context: typer.Context,
    destination: Annotated[Path, typer.Argument(metavar="FOLDER", help="백업을 두는 폴더")],
    keep: Annotated[
        int | None, typer.Option(min=1, help="남길 백업의 수 (없으면 지우지 않음)")
    ] = None,
    no_check: Annotated[bool, typer.Option("--no-check", help="되살려 견주어 보지 않음")] = False,
) -> None:
    """Back up the store; exit code 1 also when a release in it is not sound."""
    words = asked_words()
    made = back_up(context.obj, destination, is_checked=not no_check)
    backup = made.backup
    typer.echo(
        words(
            "backup.made",
            name=backup.name,
            entry=number_text(backup.entry),
            releases=number_text(len(backup.releases)),
            size=number_text(backup.byte_count, 1, _MEGABYTE),
            written=number_text(made.bytes_written, 1, _MEGABYTE),
        )
    )
    if backup.is_checked:
        _say_checked(words, backup)
    else:
        typer.echo(words("backup.not_checked"))
    if keep is not None:
        _remove(words, Backups(destination), keep)
    if backup.unsound:
        typer.echo(words("backup.unsound", names=", ".join(backup.unsound)), err=True)
    if not backup.is_audit_whole:
        typer.echo(words("backup.audit_broken"), err=True)
    raise typer.Exit(int(bool(backup.unsound) or not backup.is_audit_whole))


def _say_checked(words: Words, backup: Backup) -> None:
    typer.echo(
        words(
            "backup.checked",
            files=number_text(len(backup.files)),
            tables=number_text(len(backup.rows)),
            rows=number_text(sum(backup.rows.values())),
            received=number_text(backup.rows.get("received_file", 0)),
            releases=number_text(len(backup.releases)),
            lines=number_text(backup.audit.number),
        )
    )


def _remove(words: Words, backups: Backups, keep: int) -> None:
    removed, objects = backups.keep_only(keep)
    if removed:
        counts = (number_text(len(removed)), number_text(objects))
        typer.echo(words("backup.removed", count=counts[0], objects=counts[1]))
    if unreadable := backups.unreadable():
        typer.echo(words("backup.unreadable", names=", ".join(unreadable)), err=True)


@application.command("restore")
def restore_backup(
    context: typer.Context,
    source: Annotated[
        Path,
        typer.Argument(metavar="BACKUP", help="백업 폴더(최신 백업)나 백업 하나(.json)"),
    ],
    into: Annotated[Path | None, typer.Option(help="되살릴 빈 폴더")] = None,
    listed: Annotated[bool, typer.Option("--list", help="있는 백업을 보임")] = False,
    form: Format = "table",
) -> None:
    """Restore a backup into an empty folder, or list the backups."""
    words = asked_words()
    if listed:
        context.obj.actor.permit("operate", on="restore-list")
        _list(words, Backups(source), form)
        return
    if into is None:
        raise Refused("restore_where")
    backups, backup = chosen(source)
    found = restore(context.obj, backups, backup, into)
    typer.echo(
        words(
            "backup.restored",
            name=backup.name,
            folder=into,
            entry=number_text(found.entry),
            tables=number_text(len(found.rows)),
            rows=number_text(sum(found.rows.values())),
            lines=number_text(found.audit.number),
        )
    )
    if backup.releases:
        typer.echo(words("backup.with_releases", names=", ".join(sorted(backup.releases))))
    typer.echo(words("backup.with_reference", folder=into / PROGRAM))
    if found.unsound:
        typer.echo(words("backup.unsound", names=", ".join(found.unsound)), err=True)
        raise typer.Exit(1)


def _list(words: Words, backups: Backups, form: str) -> None:
    with backups.reading():
        rows = pd.DataFrame([_row(words, backup) for backup in reversed(backups.readable())])
        unreadable = backups.unreadable()
    named = {name: words(f"backup.{name}") for name in rows}
    write(rows.rename(columns=named) if form == "table" else rows, form)
    if unreadable:
        typer.echo(words("backup.unreadable", names=", ".join(unreadable)), err=True)


def _row(words: Words, backup: Backup) -> dict[str, str | int]:
    state = "good" if backup.is_good else "not_good"
    if backup.unsound or not backup.is_audit_whole:
        state = "with_unsound"
    made_at = dt.datetime.fromisoformat(backup.made_at).astimezone(SEOUL)
    return {
        "name": backup.name,
        "made_at": f"{made_at:%Y-%m-%d %H:%M}",
        "entry": backup.entry,
        "releases": len(backup.releases),
        "megabytes": number_text(backup.byte_count, 1, _MEGABYTE),
        "state": words(f"backup.{state}"),
    }


@application.command("migrate")
def migrate_ledger(
    context: typer.Context,
    destination: Annotated[Path | None, typer.Option("--backup", help="먼저 백업할 폴더")] = None,
    only_check: Annotated[bool, typer.Option("--check", help="무엇을 올릴지만 보임")] = False,
) -> None:
    """Bring the ledger up to the schema of this program, after a backup."""
    words, store = asked_words(), context.obj
    before = schema_of(store)
    if not before.pending:
        typer.echo(words("migrate.nothing", version=before.has))
        return
    pending = ", ".join(before.pending)
    typer.echo(words("migrate.pending", version=before.has, pending=pending))
    if only_check:
        return
    before, made = migrate(store, destination)
    if made is not None:
        typer.echo(words("migrate.backed_up", name=made.backup.name))
    typer.echo(words("migrate.done", version=schema_of(store).has))


@application.command("rebuild")
def rebuild_releases(
    context: typer.Context,
    only_check: Annotated[bool, typer.Option("--check", help="견주기만 하고 두지 않음")] = False,
    reference: Annotated[
        Path | None, typer.Option(help="그때의 기준 자료 (되살린 백업의 backed-up 폴더)")
    ] = None,
) -> None:
    """Build every release from the ledger again; exit code 1 when one is not as published."""
    words, is_well = asked_words(), True
    for done in rebuild(context.obj, only_check=only_check, reference=reference):
        is_well = is_well and done.is_well
        typer.echo(_told(words, done), err=not done.is_well)
    raise typer.Exit(int(not is_well))


def _told(words: Words, done: Rebuilt) -> str:
    was = words(f"rebuild.was_{done.was}")
    if done.reason is not None:
        reason = done.reason.say(words.language)
        return words("rebuild.refused", release=done.release, was=was, reason=reason)
    if not done.is_same:
        why = words("rebuild.why_program") if done.is_known else words("rebuild.why_reference")
        key = "differs" if done.was == "sound" else "lost"
        return words(f"rebuild.{key}", release=done.release, was=was, why=why)
    if done.was == "sound":
        return words("rebuild.same", release=done.release)
    if done.is_put_back:
        return words("rebuild.put_back", release=done.release, was=was)
    return words("rebuild.would_put_back", release=done.release, was=was)
