"""Cells of a figure's written table that were written otherwise in the last briefing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from monitor.briefing.exhibit import Exhibit
from monitor.figures.parts import plain
from monitor.figures.register import figure_named
from monitor.figures.view import View
from monitor.store import Release
from monitor.store.stamped import Stamped
from monitor.wording import Refused


def changed_cells(
    view: View, exhibit: Exhibit, then: Stamped, release: Release | None
) -> frozenset[tuple[int, str]]:
    """Return row and heading of the cells; none where most differ, which says nothing.

    The table of then is written again from its release, as it was chosen then.
    """
    if release is None:
        return frozenset()
    try:
        drawn = figure_named(then.figure)(replace(view, release=release), **then.parameters)
    except Refused:
        return frozenset()
    now = _Written(exhibit.columns, exhibit.numeric)
    once = _Written(
        {name: tuple(map(plain, column)) for name, column in drawn.numbers.columns.items()},
        frozenset(drawn.numbers.numeric),
    )
    rows = once.by_key
    if rows is None or now.by_key is None:
        return frozenset()
    shared = [name for name in exhibit.columns if name in once.columns and name not in now.naming]
    compared = [
        (row, name, once.columns[name][rows[key]] != exhibit.columns[name][row])
        for key, row in now.by_key.items()
        if key in rows
        for name in shared
    ]
    differing = frozenset((row, name) for row, name, differs in compared if differs)
    return differing if 2 * len(differing) <= len(compared) else frozenset()


@dataclass(frozen=True)
class _Written:
    """A table as written."""

    columns: Mapping[str, Sequence[str]]
    numeric: frozenset[str]

    @property
    def naming(self) -> list[str]:
        """Return the headings of the columns before the first number: they name a row."""
        names: list[str] = []
        for name in self.columns:
            if name in self.numeric:
                break
            names.append(name)
        return names

    @property
    def by_key(self) -> dict[tuple[str, ...], int] | None:
        """Return the rows by what names them; none where nothing does."""
        named = list(zip(*(self.columns[name] for name in self.naming), strict=True))
        rows = {key: row for row, key in enumerate(named)}
        return rows if named and len(rows) == len(named) else None
