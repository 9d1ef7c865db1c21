"""Migrating: bringing a ledger up to the schema of this program, after a backup."""

from __future__ import annotations

from pathlib import Path

from monitor.operation.backup import Made, back_up
from monitor.store import Store
from monitor.store.ledger import Schema
from monitor.wording import Refused


def schema_of(store: Store) -> Schema:
    """Return the newest migration that a ledger had, and the names of those it lacks.

    Raises:
        Refused: ``ledger_missing``, ``ledger_newer``.
    """
    return store.ledger.schema()


def migrate(store: Store, destination: Path | None) -> tuple[Schema, Made | None]:
    """Back a store up, and apply the migrations that its ledger lacks: all of them, or none.

    Args:
        store: whose ledger.
        destination: the folder of backups; none is needed when there is nothing to apply.

    Returns:
        What the schema was, and the backup that was made before.

    Raises:
        Refused: ``not_allowed``, ``migrate_without_backup``, what ``back_up`` refuses,
            ``ledger_missing``, ``ledger_newer``.
    """
    store.actor.permit("operate", on="migrate")
    before = schema_of(store)
    if not before.pending:
        return before, None
    if destination is None:
        raise Refused("migrate_without_backup", pending=", ".join(before.pending))
    made = back_up(store, destination)
    with store.ledger.writing():
        pass  # whoever writes first brings the schema up, in one transaction
    return before, made
