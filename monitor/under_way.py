"""What this process is busy with, on the lowest floor: a stop waits for it, and it is counted."""

from __future__ import annotations

import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Final, Literal, TypeAlias

from monitor.wording import Refused

Kind: TypeAlias = Literal["brief", "draw", "export", "ledger_wait", "publish", "write"]
Outcome: TypeAlias = Literal["done", "refused", "failed"]


@dataclass(frozen=True)
class Ended:
    """A piece of work that is over.

    Attributes:
        kind: what was done.
        form: of the file that was made; empty where none was.
        outcome: how it ended; refused with a sentence, or failed unexpectedly.
        seconds: that it took.
    """

    kind: Kind
    form: str
    outcome: Outcome
    seconds: float


Listener: TypeAlias = Callable[[Ended], None]
_RUNNING: Final[Counter[Kind]] = Counter()
_LOCK: Final = threading.Lock()
_LISTENERS: Final[list[Listener]] = []


@contextmanager
def under_way(kind: Kind, form: str = "") -> Iterator[None]:
    """Count what is done in the block as under way, and tell the listeners how it ended."""
    begun = time.monotonic()
    outcome: Outcome = "failed"
    with _LOCK:
        _RUNNING[kind] += 1
    try:
        yield
        outcome = "done"
    except Refused:
        outcome = "refused"
        raise
    finally:
        with _LOCK:
            _RUNNING[kind] -= 1
        ended = Ended(kind, form, outcome, time.monotonic() - begun)
        for listener in tuple(_LISTENERS):
            listener(ended)


def running() -> Mapping[Kind, int]:
    """Return how many pieces of each kind are under way; a kind that is not is left out."""
    with _LOCK:
        return +_RUNNING


def listen(listener: Listener) -> None:
    """Have a listener told of each piece of work that ends, in the thread that did it."""
    if listener not in _LISTENERS:
        _LISTENERS.append(listener)
