"""What was altered in a file: the parts it has now, held against those that were recorded.

Numbers are compared as numbers, however they are written, texts as texts. A sentence that was put
into other words and kept its numbers is no alteration; people edit reports.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from math import isclose
from typing import Final, Literal

from monitor.briefing.contents import Part
from monitor.briefing.contents.said import Kind, Rows

Change = Literal["altered", "missing", "added", "remark"]
_NUMBER: Final = re.compile(r"[△▲−+-]?\d[\d,]*(?:\.\d+)?")
_AS_DIGITS: Final = str.maketrans({"△": "-", "▲": "-", "−": "-", "+": None, ",": None})
_AS_CLOSE_AS: Final = 1e-12  # a program may save a number with fifteen digits
_ALIKE: Final = 0.5
# Of what somebody put in; recorded parts are our own and small.
_MOST_ADDED: Final = 1000
_LONGEST: Final = 300


@dataclass(frozen=True)
class Alteration:
    """One thing that a file says otherwise than it did when it was exported.

    Attributes:
        change: ``altered``; ``missing`` from the file; ``added`` to it; a ``remark`` on what a
            program left out when it saved a file, whose numbers stand elsewhere in it.
        kind: of part: table, chart, workbook, sheet or sentences; shape of a number on a map.
        row, column: where, by their headings; empty where the part has none, or is meant whole.
        recorded, found: what stood there and what stands there now.
        place: row and column in the part, from 1, of a cell.
    """

    change: Change
    kind: Kind
    row: str
    column: str
    recorded: str
    found: str
    place: tuple[int, int] | None = None


def alterations(recorded: Sequence[Part], found: Sequence[Part]) -> list[Alteration]:
    """Return how the parts of one figure in a file differ from those recorded, in their order."""
    rest, told = list(found), list[Alteration]()
    for part in recorded:
        if part.kind == "sentences":
            continue
        match = _likest(part, rest)
        if match is None:
            told.append(Alteration("missing", part.kind, "", "", _summary(part.rows), ""))
        else:
            rest.remove(match)
            told += _in_rows(part.kind, part.rows, match.rows)
    # LibreOffice keeps a chart with its numbers and drops the workbook behind it.
    if not any(each.kind == "chart" for each in told):
        told = [_as_remark(each) if each.kind == "workbook" else each for each in told]
    told += [
        Alteration("added", part.kind, "", "", "", _summary(part.rows))
        for part in rest
        if part.kind != "sentences"
    ]
    on_shapes = list(_on_shapes(recorded, found))
    mine, theirs = _sentences(recorded), _sentences(found)
    for each in on_shapes:
        mine.remove(each.recorded)
        theirs.remove(each.found)
    return [*told, *on_shapes, *_in_sentences(mine, theirs)]


def _as_remark(told: Alteration) -> Alteration:
    return replace(told, change="remark") if told.change == "missing" and not told.row else told


# ── tables ───────────────────────────────────────────────────────────────────────────────────────


def _likest(part: Part, others: Sequence[Part]) -> Part | None:
    """Return the part of the same kind that has most cells in common with this one."""
    same = [other for other in others if other.kind == part.kind]
    return max(same, key=lambda other: _in_common(part.rows, other.rows), default=None)


def _in_common(one: Rows, other: Rows) -> int:
    pairs = zip(one, other, strict=False)
    return sum(a == b for rows in pairs for a, b in zip(*rows, strict=False))


def _in_rows(kind: Kind, recorded: Rows, found: Rows) -> Iterator[Alteration]:
    """Compare two tables row by row; rows are told by their first cells when some came or went."""
    for at, to in _paired(recorded, found[: len(recorded) + _MOST_ADDED]):
        if at is None:
            row = found[to or 0]
            yield Alteration("added", kind, _label(row), "", "", _line(row))
        elif to is None:
            row = recorded[at]
            yield Alteration("missing", kind, _label(row), "", _line(row), "")
        else:
            yield from _in_cells(kind, recorded, at, found[to])


def _paired(recorded: Rows, found: Rows) -> Iterator[tuple[int | None, int | None]]:
    """Pair places of rows; one that has no other side came or went."""
    if len(recorded) == len(found):
        yield from zip(range(len(recorded)), range(len(found)), strict=True)
        return
    mine, theirs = [row[:1] for row in recorded], [row[:1] for row in found]
    for tag, a, b, c, d in SequenceMatcher(None, mine, theirs, autojunk=False).get_opcodes():
        if tag == "equal" or b - a == d - c:
            yield from zip(range(a, b), range(c, d), strict=True)
        else:
            yield from ((at, None) for at in range(a, b))
            yield from ((None, to) for to in range(c, d))


def _in_cells(kind: Kind, rows: Rows, at: int, theirs: Sequence[str]) -> Iterator[Alteration]:
    mine = rows[at]
    for place in range(max(len(mine), len(theirs))):
        recorded = mine[place] if place < len(mine) else ""
        found = theirs[place] if place < len(theirs) else ""
        if not same_text(recorded, found):
            heading = _heading(rows, at, place)
            label = _telling(rows, at) or _label(mine)
            yield Alteration("altered", kind, label, heading, recorded, found, (at + 1, place + 1))


def _heading(rows: Rows, at: int, place: int) -> str:
    """Return the text above a number, or what stands on top of a column of texts."""
    above = [row[place] if place < len(row) else "" for row in rows[:at]]
    if _number(_plain(rows[at][place] if place < len(rows[at]) else "")) is not None:
        above = [text for text in reversed(above) if text and _number(_plain(text)) is None]
    return above[0] if above else ""


def _telling(rows: Rows, at: int) -> str:
    """Return the first text of a row in a column that does not say the same all the way down."""
    for place, cell in enumerate(rows[at]):
        if cell and len({row[place] for row in rows[1:] if place < len(row)}) > 1:
            return cell
    return ""


def _label(row: Sequence[str]) -> str:
    return next((cell for cell in row if cell), "")


def _line(row: Sequence[str]) -> str:
    return " · ".join(cell for cell in row if cell)


def _summary(rows: Rows) -> str:
    return _line(rows[0]) if rows else ""


# ── sentences ────────────────────────────────────────────────────────────────────────────────────


def _sentences(parts: Sequence[Part]) -> list[str]:
    return [row[0] for part in parts if part.kind == "sentences" for row in part.rows]


def _in_sentences(recorded: list[str], found: list[str]) -> Iterator[Alteration]:
    """Compare sentences with numbers in them, each with the one likest to it.

    A sentence that stands in several places must still stand in each.
    """
    found = found[: len(recorded) + _MOST_ADDED]
    left = _without(found, recorded)
    for text in filter(_numbers, _without(recorded, found)):
        match = max(left, key=lambda other: _likeness(text, other), default="")
        if not match or _likeness(text, match) < _ALIKE:
            yield Alteration("missing", "sentences", "", "", text, "")
            continue
        left.remove(match)
        if _numbers(text) != _numbers(match):
            yield Alteration("altered", "sentences", "", "", text, match)
    for text in filter(_numbers, left):
        yield Alteration("added", "sentences", "", "", "", text)


def _on_shapes(recorded: Sequence[Part], found: Sequence[Part]) -> Iterator[Alteration]:
    """Compare numbers that stand under a name in a shape of their own, as on a map."""
    mine, theirs = _marks(recorded), _marks(found)
    left = list((Counter(theirs) - Counter(mine)).elements())
    for name, text in (Counter(mine) - Counter(theirs)).elements():
        other = next((each for each in left if each[0] == name), None)
        if other:
            left.remove(other)
            if not same_text(text, other[1]):
                yield Alteration("altered", "shape", name, "", text, other[1])


def _marks(parts: Sequence[Part]) -> list[tuple[str, str]]:
    texts = ([row[0] for row in part.rows] for part in parts if part.kind == "sentences")
    return [
        (told[0], told[1])
        for told in texts
        if len(told) == 2 and not _numbers(told[0]) and _number(_plain(told[1])) is not None
    ]


def _without(texts: Sequence[str], others: Sequence[str]) -> list[str]:
    """Return the texts that do not stand among others, as often as they do not."""
    there = Counter(map(_plain, others))
    left = []
    for text in texts:
        key = _plain(text)
        if there[key]:
            there[key] -= 1
        else:
            left.append(text)
    return left


def _likeness(one: str, other: str) -> float:
    return SequenceMatcher(None, one[:_LONGEST], other[:_LONGEST], autojunk=False).ratio()


# ── texts and numbers ────────────────────────────────────────────────────────────────────────────


def same_text(one: str, other: str) -> bool:
    """Say whether two texts say the same: as numbers where both are numbers."""
    one, other = _plain(one), _plain(other)
    if one == other:
        return True
    mine, theirs = _number(one), _number(other)
    if mine is None or theirs is None:
        return False
    return isclose(mine, theirs, rel_tol=_AS_CLOSE_AS)


def _plain(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).split())


def _number(text: str) -> float | None:
    try:
        return float(text.translate(_AS_DIGITS))
    except ValueError:
        return None


def _numbers(text: str) -> list[str]:
    """Return the numbers in a sentence, without what separates thousands."""
    found = _NUMBER.findall(unicodedata.normalize("NFKC", text))
    return [each.rstrip(",").translate(_AS_DIGITS) for each in found]
