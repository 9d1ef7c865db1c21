"""What parent and process say to each other."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from monitor.intake.received import Received

READY: Final = b"ready"


@dataclass(frozen=True)
class Request:
    """A file to read; its bytes follow.

    Attributes:
        stem: its name without the ending.
        form_sheets: names of the form's sheets.
        memory: bytes of address space that reading it may take.
        seconds: how long the parent will wait.
    """

    stem: str
    form_sheets: tuple[str, ...]
    memory: int
    seconds: float


@dataclass(frozen=True)
class Answer:
    """The sheets of a file, or the key of the catalogue that says why there are none.

    Attributes:
        received: the sheets.
        key: entry of the catalogue's section ``refused``.
        values: its fields, but for ``file``.
        retires: whether the process ends now and takes no further file.
        peak: bytes of memory that the process has filled at most so far; 0 when it died.
    """

    received: Received | None = None
    key: str = ""
    values: Mapping[str, Any] = field(default_factory=dict)
    retires: bool = False
    peak: int = 0
