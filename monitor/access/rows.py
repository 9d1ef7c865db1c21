"""Lists as they are open to somebody: the rows that are theirs, all of them, or none."""

from __future__ import annotations

from typing import Final

import pandas as pd

from monitor.access.actor import Actor

# The columns that say whose a row is.
_WHOSE: Final = ("region", "project", "member")


def open_rows(actor: Actor, action: str, rows: pd.DataFrame) -> pd.DataFrame:
    """Return the rows of a list that an action is open for; the others are left out in silence.

    Args:
        actor: who reads.
        action: an id of ``permissions.csv``.
        rows: with one or more of the columns region, project, member.
    """
    if actor.is_unlimited(action):
        return rows
    whose = [name for name in _WHOSE if name in rows]
    known = rows[whose].astype(object).where(rows[whose].notna(), None)
    is_open = [
        actor.may(action, **dict(zip(whose, each, strict=True)))
        for each in known.itertuples(index=False, name=None)
    ]
    # Of no rows, a plain list would be taken for no columns.
    return rows[pd.Series(is_open, index=rows.index, dtype=bool)].reset_index(drop=True)
