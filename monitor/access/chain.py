"""The chain of the audit: every line carries the digest of the line before it.

A line that was altered, removed, inserted or moved breaks the chain where it stood. Whoever may
write the files may also write the whole chain anew: only a head noted elsewhere shows that.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal, NamedTuple

GENESIS: Final = "0" * 64
# What the audit says of itself.
TORN: Final = "audit_torn"
CLOCK: Final = "audit_clock_back"
NO_HEAD: Final = "audit_head_missing"
REMOVED: Final = "audit_remove"

What = Literal["altered", "removed", "inserted", "reordered", "cut_off", "head_missing"]


class Head(NamedTuple):
    """The end of the chain: how many lines there were ever, and the digest of the last."""

    number: int
    digest: str


BEGINNING: Final = Head(0, GENESIS)


@dataclass(frozen=True)
class Broken:
    """Where the chain is broken: the file, its line from 1, and what befell which numbers."""

    file: str
    line: int
    number: int
    last_number: int
    what: What


class Line(NamedTuple):
    """One line of the audit; ``at`` is what the clock said, as ISO text."""

    number: int
    at: str
    account: str
    role: str
    action: str
    on: str
    outcome: str
    origin: str
    address: str
    previous: str
    digest: str = ""

    def sealed(self) -> Line:
        """Return the line with the digest over the line before it and all it says itself."""
        return self._replace(digest=_digest(self))

    def written(self) -> bytes:
        """Return the line as it stands in its file."""
        return f"{_canonical(self._asdict())}\n".encode()


FIELDS: Final = Line._fields


def _canonical(values: Mapping[str, object]) -> str:
    return json.dumps(values, ensure_ascii=False, separators=(",", ":"))


def _digest(line: Line) -> str:
    said = line._asdict()
    del said["digest"]
    return hashlib.sha256(f"{line.previous}{_canonical(said)}".encode()).hexdigest()


def parsed(raw: bytes) -> Line | None:
    """Return the line that stands in a file's bytes; None where there is none of ours."""
    try:
        values = json.loads(raw)
    except (ValueError, RecursionError):
        return None
    if not isinstance(values, dict) or tuple(values) != FIELDS:
        return None
    number, *texts = values.values()
    is_line = type(number) is int and all(isinstance(text, str) for text in texts)
    return Line(number, *texts) if is_line else None


def sound(raw: bytes) -> Line | None:
    """Return the line that stands in a file's bytes when it is as it was written."""
    line = parsed(raw)
    if line is None:
        return None
    try:
        is_sound = line.written() == raw and _digest(line) == line.digest
    except UnicodeEncodeError:  # half a character, which JSON can say and UTF-8 cannot
        return None
    return line if is_sound else None


class Placed(NamedTuple):
    """The bytes of one line, its newline with them, and where they stand."""

    file: str
    number: int
    raw: bytes


def read(sizes: Mapping[Path, int]) -> Iterator[Placed]:
    """Give every line of the files in their order, each file as far as it reached."""
    for file, size in sizes.items():
        with file.open("rb") as lines:
            for number, raw in enumerate(lines, 1):
                if (size := size - len(raw)) < 0:
                    break
                yield Placed(file.name, number, raw)


def check(lines: Iterable[Placed], heads: Sequence[Head]) -> tuple[Broken, ...]:
    """Return every place where the chain is broken, and where it ends before a head."""
    walk = _Walk(heads)
    for place in lines:
        walk.step(place)
    walk.end()
    return tuple(sorted(walk.broken, key=lambda broken: broken.number))


class _Walk:
    """A walk along the lines that knows which number and which digest must come next.

    What is missing may still be met: it is told at the end, and so are the years that were removed.
    """

    def __init__(self, heads: Sequence[Head]) -> None:
        self.broken: list[Broken] = []
        self._heads = heads
        self._asked = {head.number for head in heads}
        self._digests: dict[int, str] = {}
        self._removed: set[str] = set()
        self._before = ""
        self._gaps: list[tuple[Placed, range]] = []
        self._late: set[int] = set()
        self._bad: list[Placed] = []
        self._last = Placed("", 0, b"")
        self._expected: int = 1
        self._previous: str | None = GENESIS

    def step(self, place: Placed) -> None:
        line = sound(place.raw)
        if line is None:
            self._bad.append(place)
            return
        if line.action == REMOVED:
            self._removed.add(line.on)
        if self._bad and explains(line, b"".join(bad.raw for bad in self._bad)):
            self._bad.clear()
        if line.number >= self._expected:
            self._advance(place, line)
        elif self._is_missing(line.number):
            self._late.add(line.number)
            self._add(place, line.number, "reordered")
        else:
            self._add(place, line.number, "inserted")
            if line.number == self._expected - 1:
                self._previous = None  # of two lines of one number, which did the next follow?
        if line.number in self._asked:
            self._digests[line.number] = line.digest

    def _advance(self, place: Placed, line: Line) -> None:
        if self._last.number == 0 and line.number > 1:
            self._before = removed_mark(Head(line.number - 1, line.previous))
        missing = range(self._expected, line.number)
        is_gap = bool(missing or self._bad)
        self._explain(place, missing)
        if not is_gap and self._previous not in {None, line.previous}:
            # The line before carries a digest of its own, but not the one that was followed.
            self._add(self._last if self._last.number else place, line.number - 1, "altered")
        self._expected, self._previous, self._last = line.number + 1, line.digest, place

    def _explain(self, place: Placed, missing: range) -> None:
        """Take what stands there unreadable for the numbers that are missing before a place."""
        for number, bad in zip(missing, self._bad, strict=False):
            self._add(bad, number, "altered")
        for bad in self._bad[_count(missing) :]:
            self._add(bad, self._expected, "inserted")
        if gone := missing[len(self._bad) :]:
            self._gaps.append((place, gone))
        self._bad.clear()

    def _is_missing(self, number: int) -> bool:
        return number not in self._late and any(number in gone for _, gone in self._gaps)

    def end(self) -> None:
        missing = range(self._expected, max((head.number for head in self._heads), default=0) + 1)
        # What is no line behind the end was torn: the next line will say so.
        del self._bad[_count(missing) :]
        self._explain(self._last, missing)
        for place, gone in self._gaps:
            if gone.start == 1 and self._before in self._removed:
                continue
            what: What = "cut_off" if gone.start >= self._expected else "removed"
            for first, last in _left(gone, self._late):
                self._add(place, first, what, last)
        told = [range(broken.number, broken.last_number + 1) for broken in self.broken]
        for head in self._heads:
            is_other = self._digests.get(head.number, head.digest) != head.digest
            if is_other and not any(head.number in stretch for stretch in told):
                self._add(self._last, head.number, "altered")

    def _add(self, place: Placed, number: int, what: What, last: int = 0) -> None:
        self.broken.append(Broken(place.file, place.number, number, last or number, what))


def _count(numbers: range) -> int:
    """Count, where ``len`` would refuse a number that somebody made up."""
    return max(numbers.stop - numbers.start, 0)


def _left(gone: range, late: Collection[int]) -> Iterator[tuple[int, int]]:
    """Give the first and the last of each stretch of what is gone and was not met later."""
    first = gone.start
    for number in [*sorted(each for each in late if each in gone), gone.stop]:
        if number > first:
            yield first, number - 1
        first = number + 1


def torn_mark(torn: bytes | bytearray) -> str:
    """Return how a line names the bytes of a torn one before it."""
    return hashlib.sha256(torn).hexdigest()


def explains(line: Line, torn: bytes | bytearray) -> bool:
    """Say whether a line tells that the bytes before it are a torn one."""
    return line.action == TORN and line.on == torn_mark(torn)


def removed_mark(last: Head) -> str:
    """Return how a line names the last of the lines that were removed with their years."""
    return f"{last.number}:{last.digest}"
