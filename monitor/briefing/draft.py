"""A briefing while it is put together: figures come, go and change places."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import count
from secrets import randbelow
from typing import Any, Final

from monitor.briefing.contents.said import joined
from monitor.briefing.plain_text import plain
from monitor.briefing.recipe import (
    Part,
    Piece,
    Recipe,
    Sentences,
    Text,
    checked,
    content_of,
    unfinished_recipe_of,
)

MARKS: Final = ("□", "○", "-")
# No two figures or headings are called the same: a browser that comes from another process still
# holds what was typed under the names of that one.
_NUMBERS: Final = count(randbelow(1 << 40))


@dataclass
class Entry:
    """A figure in its place."""

    piece: Piece
    number: int = field(default_factory=lambda: next(_NUMBERS))


@dataclass
class Group:
    """A heading with its figures."""

    heading: Text
    entries: list[Entry] = field(default_factory=list)
    number: int = field(default_factory=lambda: next(_NUMBERS))


@dataclass
class Draft:
    """A briefing that is being put together.

    Attributes:
        title, office: of the document.
        groups: in their order.
        name, version: of the saved recipe that it was loaded from; none before it is saved.
    """

    title: Text = ""
    office: Text = ""
    groups: list[Group] = field(default_factory=list)
    name: str = ""
    version: int = 0
    number: int = field(default_factory=lambda: next(_NUMBERS))

    @classmethod
    def of(cls, recipe: Recipe, name: str = "", version: int = 0) -> Draft:
        """Return a recipe as a draft."""
        groups = [Group(part.heading, list(map(Entry, part.pieces))) for part in recipe.parts]
        return cls(recipe.title, recipe.office, groups, name, version)

    @classmethod
    def from_content(cls, told: Any) -> Draft:
        """Return a draft from what JSON held.

        Raises:
            Refused: ``not_a_recipe``.
        """
        recipe = unfinished_recipe_of(told["recipe"])
        return cls.of(recipe, str(told["name"]), int(told["version"]))

    @property
    def content(self) -> dict[str, Any]:
        """Return the draft as JSON holds it."""
        recipe = content_of(self.recipe)
        return {"recipe": recipe, "name": self.name, "version": self.version}

    @property
    def recipe(self) -> Recipe:
        """Return the draft as a recipe."""
        parts = (
            Part(group.heading, tuple(entry.piece for entry in group.entries))
            for group in self.groups
        )
        return Recipe(self.title, self.office, tuple(parts))

    @property
    def entries(self) -> list[Entry]:
        """Return its figures in their order."""
        return [entry for group in self.groups for entry in group.entries]

    def add(self, piece: Piece, heading: Text) -> None:
        """Add a figure under a heading, at the end; the heading is made where there is none."""
        group = next((each for each in self.groups if each.heading == heading), None)
        if group is None:
            group = Group(heading)
            self.groups.append(group)
        group.entries.append(Entry(piece))

    def remove(self, entry: Entry) -> None:
        """Take a figure out."""
        self._group_of(entry).entries.remove(entry)

    def move(self, entry: Entry, step: int) -> None:
        """Move a figure by one place, over the end of its heading to the next one."""
        group = self._group_of(entry)
        place = group.entries.index(entry) + step
        if 0 <= place < len(group.entries):
            group.entries.remove(entry)
            group.entries.insert(place, entry)
            return
        beside = self.groups.index(group) + step
        if 0 <= beside < len(self.groups):
            group.entries.remove(entry)
            entries = self.groups[beside].entries
            entries.insert(0 if step > 0 else len(entries), entry)

    def move_group(self, group: Group, step: int) -> None:
        """Move a heading with its figures by one place."""
        place = self.groups.index(group) + step
        if 0 <= place < len(self.groups):
            self.groups.remove(group)
            self.groups.insert(place, group)

    def move_to(self, entry: Entry, group: Group) -> None:
        """Move a figure to the end of another heading."""
        self._group_of(entry).entries.remove(entry)
        group.entries.append(entry)

    def _group_of(self, entry: Entry) -> Group:
        return next(group for group in self.groups if entry in group.entries)


def lines_of(sentences: Sentences) -> str:
    """Return sentences as lines with their marks, to be changed by a person."""
    return "\n".join(f"{MARKS[min(depth, 2)]} {text}" for depth, text in sentences)


def sentences_in(lines: str) -> Sentences:
    """Return the sentences that a person wrote; a line without a mark is ○, an empty one none.

    Raises:
        Refused: ``sentences_too_long``.
    """
    return checked(_sentence(line) for line in lines.splitlines())


def _sentence(line: str) -> tuple[int, str]:
    text = plain(joined(line))
    depth = next((depth for depth, mark in enumerate(MARKS) if text.startswith(mark)), None)
    if depth is None:
        return 1, text
    return depth, text[1:].strip()
