"""The log: one JSON object a line on standard error, without anything that names a person.

What a record says is written with its numbers alone: texts that were put into a message may be
names, addresses or names of files, and so may the message of an exception. Of an exception stay its
kind and where it happened. Fields beside the message come from a short list of our own.

In a terminal lines are plain, and say all: they are read once, by whoever started the server.
"""

from __future__ import annotations

import datetime as dt
import json
import logging
import re
import sys
import threading
from collections.abc import Iterator
from contextvars import ContextVar
from types import TracebackType
from typing import Any, Final, TextIO
from zoneinfo import ZoneInfo

from monitor.under_way import Ended
from monitor.vocabulary import ROOT
from monitor.wording import Refused

REQUEST: Final[ContextVar[str]] = ContextVar("request", default="")
# What a record may carry beside its message: nothing that a person typed or is called.
FIELDS: Final = (
    *("method", "path", "status", "milliseconds", "kind", "form", "outcome", "reason", "waiting"),
    *("port", "release"),
)
PLAIN: Final = "%(asctime)s %(levelname)s %(message)s"
HIDDEN: Final = "…"
_SEOUL: Final = ZoneInfo("Asia/Seoul")
# In a message of a library that was put together before it came here: what may be somebody's.
_FOREIGN: Final = re.compile(r"""(["'<(\[{]).*|\S*[@/?=\\]\S*|[^\x20-\x7e]+""")
_WARNING: Final = re.compile(r"^(?P<file>.+?):(?P<line>\d+): (?P<kind>\w+): ")
_TOLD: Final = frozenset({"brief", "export", "ledger_wait", "publish"})
_LONG_WAIT: Final = 1.0
_MOST_FRAMES: Final = 40
_MOST_CAUSES: Final = 5


class Lines(logging.Formatter):
    """Writes a record as one line of JSON."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the line."""
        moment = dt.datetime.fromtimestamp(record.created, _SEOUL)
        line: dict[str, Any] = {
            "time": moment.isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "event": getattr(record, "event", record.name),
        }
        if request := REQUEST.get():
            line["request_id"] = request
        line |= {name: vars(record)[name] for name in FIELDS if name in vars(record)}
        if not hasattr(record, "event"):
            line["message"] = _said(record)
        if record.exc_info and record.exc_info[1] is not None:
            line |= _told(record.exc_info[1])
        return json.dumps(line, ensure_ascii=False, default=lambda value: type(value).__name__)


class _Readable(logging.Formatter):
    """Writes a record for a reader at a terminal: events with their fields."""

    def format(self, record: logging.LogRecord) -> str:
        if hasattr(record, "event"):
            fields = (f"{name}={vars(record)[name]}" for name in FIELDS if name in vars(record))
            record.msg, record.args = " ".join((record.event, *fields)), ()
        return super().format(record)


def begin(stream: TextIO | None = None, *, plain: bool | None = None) -> None:
    """Let everything that is logged in this process go to one stream, as lines.

    Called again after libraries have set up handlers of their own, it takes those away.

    Args:
        stream: where to; standard error when absent.
        plain: for a reader at a terminal; whether the stream is one when absent.
    """
    stream = stream or sys.stderr
    is_plain = stream.isatty() if plain is None else plain
    handler = logging.StreamHandler(stream)
    handler.setFormatter(_Readable(PLAIN) if is_plain else Lines())
    for logger in map(logging.getLogger, tuple(logging.root.manager.loggerDict)):
        hand_on(logger)
        if not logger.name.startswith("monitor"):
            logger.setLevel(max(logger.level, logging.WARNING))
    logging.root.handlers[:] = [handler]
    logging.root.setLevel(logging.WARNING)
    logging.getLogger("monitor").setLevel(logging.INFO)
    logging.captureWarnings(True)
    sys.excepthook = _uncaught
    threading.excepthook = _uncaught_in_thread


def hand_on(logger: logging.Logger) -> None:
    """Let a library's logger have no lines of its own."""
    logger.handlers.clear()
    logger.propagate = True


def tell(ended: Ended) -> None:
    """Write a line of a piece of work that is over, unless there are too many of its kind."""
    if ended.kind not in _TOLD or (ended.kind == "ledger_wait" and ended.seconds < _LONG_WAIT):
        return
    told = {
        "event": "work",
        "kind": ended.kind,
        "form": ended.form,
        "outcome": ended.outcome,
        "milliseconds": round(ended.seconds * 1000),
    }
    logging.getLogger(__name__).info("", extra=told)


def _said(record: logging.LogRecord) -> str:
    """Return what a record says, its texts hidden, its numbers kept."""
    if record.name == "py.warnings":
        found = _WARNING.match(record.getMessage())
        return f"{found['kind']} {_place(found['file'])}:{found['line']}" if found else HIDDEN
    if not record.args:
        is_ours = record.name.startswith("monitor")
        return str(record.msg) if is_ours else _FOREIGN.sub(HIDDEN, str(record.msg).split("\n")[0])
    given = record.args
    try:
        if isinstance(given, tuple):
            return str(record.msg) % tuple(map(_harmless, given))
        return str(record.msg) % {name: _harmless(value) for name, value in given.items()}
    except (TypeError, ValueError, KeyError):
        return str(record.msg)


def _harmless(value: object) -> object:
    if isinstance(value, BaseException):
        return type(value).__name__
    return value if isinstance(value, int | float) else HIDDEN


def _told(error: BaseException) -> dict[str, Any]:
    """Return of an exception its kind and where it and its causes happened."""
    causes = list(_causes(error))
    told: dict[str, Any] = {
        "error": type(error).__name__,
        "traceback": [line for cause in reversed(causes) for line in _frames(cause)],
    }
    if isinstance(error, Refused):
        told["reason"] = error.key
    if isinstance(error, OSError) and error.errno is not None:
        told["errno"] = error.errno
    return told


def _causes(error: BaseException) -> Iterator[BaseException]:
    """Yield an exception and what it came of, the last first."""
    cause: BaseException | None = error
    for _ in range(_MOST_CAUSES):
        if cause is None:
            return
        yield cause
        cause = cause.__cause__ or (None if cause.__suppress_context__ else cause.__context__)


def _frames(error: BaseException) -> list[str]:
    lines = []
    trace = error.__traceback__
    while trace is not None:
        code = trace.tb_frame.f_code
        lines.append(f"{_place(code.co_filename)}:{trace.tb_lineno} {code.co_qualname}")
        trace = trace.tb_next
    return [*lines[-_MOST_FRAMES:], type(error).__name__]


def _place(file: str) -> str:
    """Return a source file's name without where the machine keeps it."""
    _, is_library, name = file.rpartition("site-packages/")
    return name if is_library else file.removeprefix(f"{ROOT}/")


def _uncaught(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    if issubclass(kind, KeyboardInterrupt):
        return
    event = {"event": "uncaught"}
    logging.getLogger(__name__).critical("", exc_info=(kind, error, trace), extra=event)


def _uncaught_in_thread(given: threading.ExceptHookArgs) -> None:
    if given.exc_value is not None and given.exc_type is not SystemExit:
        _uncaught(given.exc_type, given.exc_value, given.exc_traceback)
