"""Verifying a file: the numbers in it, held against what was recorded when it was exported."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from monitor.briefing.again import may_be_told
from monitor.briefing.altered import Alteration, alterations
from monitor.briefing.contents import Contents, contents, parts_of
from monitor.store import Ledger, Store
from monitor.store.stamped import (
    Made,
    Stamped,
    all_stamped,
    contents_of,
    files_of,
    made,
    questions_of,
)
from monitor.wording import Refused

FileState = Literal["same", "altered", "missing", "unknown", "not_recorded", "closed"]


@dataclass(frozen=True)
class InFile:
    """How one figure, or what a document says of itself, stands in a file.

    Attributes:
        code: as written in the file; of a missing figure, as recorded.
        state: ``unknown`` where no such code was issued; ``not_recorded`` where nothing was
            recorded of it for a file of this form; ``missing`` where the document had it;
            ``closed`` where what was recorded is not open to who asks.
        title: of figure or document; empty where it is unknown.
        alterations: what the file says otherwise, in its order; what was added to it, and a
            remark, change no recorded number and leave the state the same.
    """

    code: str
    state: FileState
    title: str
    alterations: tuple[Alteration, ...] = ()


@dataclass(frozen=True)
class FileVerification:
    """What came of verifying a file.

    Attributes:
        name: the file's.
        form: ``xlsx``, ``pptx``, ``hwpx`` or ``csv``; empty where it is known by its bytes alone.
        is_exact: whether it is, byte for byte, a file that was exported.
        document: the document that it is; none where it is a single figure or something else.
        figures: each figure in it, and those that are missing.
    """

    name: str
    form: str
    is_exact: bool
    document: Made | None
    figures: tuple[InFile, ...]

    @property
    def is_same(self) -> bool:
        """Say whether every number in it that was recorded still stands."""
        return self.is_exact or (
            bool(self.figures) and all(each.state == "same" for each in self.figures)
        )


def verify_file(store: Store, file: Path | bytes, name: str = "") -> FileVerification:
    """Verify every figure that a file carries the code of.

    Args:
        store: where figures and exports are recorded.
        file: its path, or its bytes.
        name: what it is called, where only its bytes are given.

    Raises:
        Refused: ``no_such_file``, ``no_code_in_file``, ``too_often``, and what ``contents``
            refuses.
    """
    store.actor.hold_back("verify")
    content = file if isinstance(file, bytes) else _read(file)
    name = name or (file.name if isinstance(file, Path) else "")
    if exact := files_of(store.ledger, content):
        return _exact(store.ledger, name, exact)
    found = contents(content, name)
    if not found.codes:
        raise Refused("no_code_in_file", file=name)
    ledger = store.ledger
    with ledger.kept_open(read_only=True):
        documents = {each.code: each for each in made(ledger, found.codes)}
        document = next(iter(documents.values()), None)
        listed = [*found.codes, *(document.figures if document else ())]
        stamps = {each.code: each for each in all_stamped(ledger, listed)}
        figures = [_in_file(ledger, code, found, stamps, documents) for code in found.codes]
        missing = [code for code in dict.fromkeys(listed) if code not in found.codes]
    gone = [InFile(code, "missing", stamps[code].title) for code in missing if code in stamps]
    return FileVerification(name, found.form, False, document, (*figures, *gone))


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise Refused("no_such_file", file=path.name) from error


def _exact(ledger: Ledger, name: str, codes: Sequence[str]) -> FileVerification:
    document = next(iter(made(ledger, codes)), None)
    figures = all_stamped(ledger, document.figures if document else codes)
    told = tuple(InFile(each.code, "same", each.title) for each in figures)
    return FileVerification(name, "", True, document, told)


def _in_file(
    ledger: Ledger,
    code: str,
    found: Contents,
    stamps: dict[str, Stamped],
    documents: dict[str, Made],
) -> InFile:
    known = stamps.get(code) or documents.get(code)
    if known is None:
        return InFile(code, "unknown", "")
    if not may_be_told(ledger.actor, known.release, questions_of(ledger, code)):
        return InFile(code, "closed", known.title)
    here = [part for part in found.parts if part.code == code]
    recorded = [parts_of(code, each) for each in contents_of(ledger, code, found.form)]
    if not recorded:
        return InFile(code, "not_recorded", known.title)
    told = min((alterations(each, here) for each in recorded), key=_weight)
    return InFile(code, "altered" if _weight(told) else "same", known.title, tuple(told))


def _weight(told: Sequence[Alteration]) -> int:
    """Count what no longer stands as it was recorded."""
    return sum(each.change not in {"added", "remark"} for each in told)
