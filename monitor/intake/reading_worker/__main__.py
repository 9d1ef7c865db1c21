"""The process itself: ``python -m monitor.intake.reading_worker FD``, with a socket of its parent.

It takes a file after the other from the socket and answers each with its sheets or a problem. It
ends when the parent closes the socket, or by itself after a file that filled much memory.
"""

from __future__ import annotations

import gc
import os
import pickle
import re
import resource
import signal
import sys
from dataclasses import replace
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Final

from monitor.intake.reading_worker.answer import READY, Answer, Request
from monitor.intake.reading_worker.problem import MEGABYTE, Problem
from monitor.intake.reading_worker.read import read

_RETIRING: Final = 400 * MEGABYTE
_SPARE_SECONDS: Final = 5
_PEAK: Final = re.compile(r"^VmHWM:\s+([0-9]+) kB$", re.MULTILINE)


def main() -> None:
    """Answer until nobody asks any more."""
    connection = Connection(int(sys.argv[1]))
    _bind_hands()
    gc.disable()  # nothing is freed later for it: files leave few cycles behind
    connection.send_bytes(READY)
    while True:
        try:
            request: Request = connection.recv()
            answer = _answer(request, connection.recv_bytes())
            connection.send_bytes(pickle.dumps(answer, protocol=pickle.HIGHEST_PROTOCOL))
        except (EOFError, BrokenPipeError, ConnectionResetError):
            return
        if answer.retires:
            return
        gc.collect()  # while the parent unpacks the answer


def _bind_hands() -> None:
    """Say nothing, write no file, leave no core, and leave Ctrl-C to the parent."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    with open(os.devnull, "r+b") as nothing:  # noqa: PTH123 - a device, opened to be duplicated
        for stream in (0, 1, 2):
            os.dup2(nothing.fileno(), stream)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))


def _answer(request: Request, content: bytes) -> Answer:
    _limit(request)
    answer = _read(request, content)
    peak = _peak()
    return replace(answer, peak=peak, retires=answer.retires or peak > _RETIRING)


def _read(request: Request, content: bytes) -> Answer:
    try:
        return Answer(read(content, request.stem, request.form_sheets))
    except Problem as problem:
        return Answer(key=problem.key, values=problem.values)
    except MemoryError:
        limit = request.memory // MEGABYTE
        return Answer(key="reading_too_big", values={"limit": limit}, retires=True)
    except BaseException:  # a panic of calamine is no Exception
        return Answer(key="not_a_workbook", retires=True)


def _limit(request: Request) -> None:
    """Bound memory, and processor time beyond the parent's patience: it may be gone by then."""
    _soften(resource.RLIMIT_AS, request.memory)
    spent = sum(resource.getrusage(resource.RUSAGE_SELF)[:2])
    _soften(resource.RLIMIT_CPU, int(spent + request.seconds) + _SPARE_SECONDS)


def _soften(limit: int, value: int) -> None:
    resource.setrlimit(limit, (value, resource.getrlimit(limit)[1]))


def _peak() -> int:
    """Return the most memory it has filled so far; ``ru_maxrss`` would count the parent's too."""
    try:
        status = Path("/proc/self/status").read_text(encoding="ascii")
    except OSError:  # a system without it keeps its reader
        return 0
    found = _PEAK.search(status)
    return int(found[1]) * 1024 if found else 0


if __name__ == "__main__":
    main()
