"""Recipes: named briefings, kept so that they can be made again of the next release."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import duckdb

from monitor.store.ledger import Ledger
from monitor.store.stamps import SEOUL
from monitor.wording import Refused


@dataclass(frozen=True)
class Recipe:
    """A named briefing as it was last saved."""

    name: str
    version: int
    content: Mapping[str, Any]
    saved_by: str
    saved_at: dt.datetime


def save_recipe(
    ledger: Ledger,
    name: str,
    content: Mapping[str, Any],
    *,
    by: str,
    after: int | None = None,
    at: dt.datetime | None = None,
) -> int:
    """Keep a recipe under a name; return its version.

    Saved as it already is, it stays the version that it was.

    Args:
        ledger: where it is kept.
        name: of the recipe.
        content: as JSON.
        by: who saves it.
        after: the version that was changed, 0 for a new name: whoever saved a later one is not
            overwritten. Any, where absent.
        at: when; now when absent.

    Raises:
        Refused: ``recipe_without_name``, ``recipe_saved_meanwhile``, ``recipe_name_taken``.
    """
    if not name.strip():
        raise Refused("recipe_without_name")
    known = {recipe.name: recipe for recipe in recipes(ledger)}.get(name.strip())
    if known and known.content == content:
        return known.version
    return _append(ledger, name.strip(), content, is_removed=False, by=by, after=after, at=at)


def remove_recipe(ledger: Ledger, name: str, *, by: str, at: dt.datetime | None = None) -> None:
    """Take a recipe from the list; its versions stay in the ledger.

    Raises:
        Refused: ``unknown_recipe``.
    """
    recipe = recipe_named(ledger, name)
    _append(ledger, name, recipe.content, is_removed=True, by=by, at=at)


def recipes(ledger: Ledger) -> list[Recipe]:
    """Return the newest version of each recipe, by name; the removed ones are left out."""
    with ledger.reading() as connection:
        rows = connection.execute(
            """
            select name, version, content, saved_by, saved_at::timestamp
            from recipe
            qualify
                version = max(version) over (partition by name)
                and not is_removed
            order by name collate ko
            """
        ).fetchall()
    return [
        Recipe(name, version, json.loads(content), by, at.replace(tzinfo=SEOUL))
        for name, version, content, by, at in rows
    ]


def recipe_named(ledger: Ledger, name: str) -> Recipe:
    """Return the newest version of a recipe.

    Raises:
        Refused: ``unknown_recipe``.
    """
    known = recipes(ledger)
    for recipe in known:
        if recipe.name == name:
            return recipe
    listed = ", ".join(recipe.name for recipe in known) or "–"
    raise Refused("unknown_recipe", name=name, known=listed)


def _append(
    ledger: Ledger,
    name: str,
    content: Mapping[str, Any],
    *,
    is_removed: bool,
    by: str,
    at: dt.datetime | None,
    after: int | None = None,
) -> int:
    text = json.dumps(dict(content), ensure_ascii=False, sort_keys=True)
    by = ledger.actor.sign(by)
    with ledger.actor.acting("brief", on="recipe"), ledger.writing() as connection:
        if after is not None:
            _stop_if_later(connection, name, after)
        saved = connection.execute(
            "insert into recipe "
            "select $name, coalesce(max(version), 0) + 1, $content, $removed, $by, $at "
            "from recipe where name = $name returning version",
            {
                "name": name,
                "content": text,
                "removed": is_removed,
                "by": by,
                "at": at or dt.datetime.now(SEOUL),
            },
        ).fetchone()
    assert saved is not None, "one version was saved"
    return int(saved[0])


def _stop_if_later(connection: duckdb.DuckDBPyConnection, name: str, after: int) -> None:
    later = connection.execute(
        "select saved_by from recipe where name = ? and version > ? and not is_removed "
        "order by version desc limit 1",
        [name, after],
    ).fetchone()
    if later:
        key = "recipe_saved_meanwhile" if after else "recipe_name_taken"
        raise Refused(key, name=name, who=later[0])
