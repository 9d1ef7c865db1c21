"""The processes that read files: started when needed, kept for the next file, replaced when dead.

They are plain child processes with a socket rather than ``multiprocessing``'s, which would import
the caller's main module: Streamlit, or the whole command line.
"""

from __future__ import annotations

import atexit
import contextlib
import multiprocessing
import os
import pickle
import queue
import subprocess
import sys
import threading
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Final

from monitor.intake.reading_worker.answer import READY, Answer, Request

MEMORY: Final = 1_500_000_000
SECONDS: Final = 20.0
_STARTING_SECONDS: Final = 60.0
_WORKERS: Final = 2
_ROOT: Final = Path(__file__).resolve().parents[2]
_MODULE: Final = "monitor.intake.reading_worker"


class Pool:
    """A few reading processes that many threads share.

    Args:
        workers: how many files are read at the same time; further callers wait, and that does not
            count as reading time.
        memory: bytes of address space for each process.
        seconds: longest time for one file.
    """

    def __init__(
        self, workers: int = _WORKERS, memory: int = MEMORY, seconds: float = SECONDS
    ) -> None:
        self.memory, self.seconds = memory, seconds
        # The last one given back is the next one taken, so that few are started.
        self._free: queue.LifoQueue[_Worker | None] = queue.LifoQueue()
        self._started: set[_Worker] = set()
        self._guard = threading.Lock()
        for _ in range(workers):
            self._free.put(None)

    def read(self, content: bytes, stem: str, form_sheets: tuple[str, ...]) -> Answer:
        """Read a file in one of the processes, within its memory and time."""
        worker = self._free.get()
        try:
            worker, answer = self._asked(
                worker, Request(stem, form_sheets, self.memory, self.seconds), content
            )
        except BaseException:
            self._free.put(None)
            raise
        self._free.put(worker)
        return answer

    def close(self) -> None:
        """End every process and wait for it."""
        with self._guard:
            started, self._started = self._started, set()
        for worker in started:
            worker.end()

    def processes(self) -> list[int]:
        """Return the ids of the processes that are running."""
        with self._guard:
            return [worker.process.pid for worker in self._started]

    def _asked(
        self, worker: _Worker | None, request: Request, content: bytes
    ) -> tuple[_Worker | None, Answer]:
        """Return the answer and the worker that is left for the next file, if any is."""
        if worker is not None and not worker.is_alive():
            self._end(worker)
            worker = None
        if worker is None:
            worker = self._start()
        if worker is None:
            return None, Answer(key="reader_not_started")
        try:
            answer = worker.ask(request, content)
        except BaseException:
            self._end(worker)
            raise
        if answer.retires:
            self._end(worker)
            return None, answer
        return worker, answer

    def _start(self) -> _Worker | None:
        try:
            worker = _Worker()
        except OSError:  # no memory or no place for another process
            return None
        with self._guard:
            self._started.add(worker)
        try:
            is_ready = worker.is_ready()
        except BaseException:
            self._end(worker)
            raise
        if not is_ready:
            self._end(worker)
        return worker if is_ready else None

    def _end(self, worker: _Worker) -> None:
        with self._guard:
            self._started.discard(worker)
        worker.end()


class _Worker:
    """One process and the socket to it."""

    def __init__(self) -> None:
        self._connection, theirs = multiprocessing.Pipe()
        with theirs:
            self.process = subprocess.Popen(
                [sys.executable, "-m", _MODULE, str(theirs.fileno())],
                cwd=_ROOT,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                pass_fds=[theirs.fileno()],
                start_new_session=True,  # Ctrl-C in the terminal is the parent's
            )

    def is_ready(self) -> bool:
        """Wait until it has started; say whether it has."""
        try:
            return self._connection.poll(_STARTING_SECONDS) and (
                self._connection.recv_bytes() == READY
            )
        except (EOFError, OSError):
            return False

    def is_alive(self) -> bool:
        """Say whether it waits for a file: it says nothing unasked, unless it ended."""
        return self.process.poll() is None and not self._connection.poll()

    def ask(self, request: Request, content: bytes) -> Answer:
        """Return its answer; it is over with a process that dies on the file or takes too long."""
        try:
            self._connection.send(request)
            self._connection.send_bytes(content)
            if not self._connection.poll(request.seconds):
                seconds = round(request.seconds)
                return Answer(key="reading_too_slow", values={"seconds": seconds}, retires=True)
            return _unpickled(self._connection)
        except (EOFError, OSError):
            limit = request.memory // 1_000_000
            return Answer(key="reading_too_big", values={"limit": limit}, retires=True)

    def end(self) -> None:
        """End it and wait for it, so that nothing is left of it."""
        self._connection.close()
        with contextlib.suppress(ProcessLookupError):
            self.process.kill()
        self.process.wait()


def _unpickled(connection: Connection) -> Answer:
    answer: Answer = pickle.loads(connection.recv_bytes())  # noqa: S301 - our own process
    return answer


_pool = Pool()


def pool() -> Pool:
    """Return the pool that this process shares."""
    return _pool


def _renew() -> None:
    """Begin anew in a forked process: the parent's workers are not its own."""
    global _pool  # noqa: PLW0603 - one pool a process
    _pool = Pool()


def _close() -> None:
    _pool.close()


atexit.register(_close)
os.register_at_fork(after_in_child=_renew)
