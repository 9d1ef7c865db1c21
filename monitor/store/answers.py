"""Answers to be kept: one canonical form, its digest, and the way back to a frame.

The form is JSON, UTF-8, without blanks: a list of columns in the answer's order, each
``[name, type, [values]]``. Types are ``number``, ``text``, ``date``, ``truth`` and ``empty`` (no
value at all), found by the values and not by how a library holds them: a column of whole numbers
with a gap is the same whether pandas has made fractions of it or not. Absent is ``null``. A whole
number is written as one, any other as the shortest digits that give back the same float64
(``repr``). A date is ``YYYY-MM-DD``. The digest is the SHA-256 of these bytes, so that any program
can check it (docs/decisions/0020).
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import math
from decimal import Decimal
from typing import Any, Final, TypeAlias

import numpy as np
import pandas as pd

Value: TypeAlias = "bool | int | float | str | None"
_DATE: Final = "date"


def canonical(answer: pd.DataFrame) -> bytes:
    """Return an answer in its canonical form."""
    columns = [_column(str(name), answer[name]) for name in answer.columns]
    return json.dumps(columns, ensure_ascii=False, allow_nan=False, separators=(",", ":")).encode()


def digest_of(form: bytes) -> str:
    """Return the digest of an answer's canonical form."""
    return hashlib.sha256(form).hexdigest()


def answer_from(form: bytes) -> pd.DataFrame:
    """Return the answer that a canonical form holds."""
    columns = {}
    for name, kind, values in json.loads(form):
        column = pd.Series(values, dtype=object if kind in {"text", "truth", "empty"} else None)
        columns[name] = pd.to_datetime(column) if kind == _DATE else column
    return pd.DataFrame(columns)


def _column(name: str, column: pd.Series[Any]) -> tuple[str, str, list[Value]]:
    values = [_plain(value) for value in column.tolist()]
    known = [value for value in values if value is not None]
    if known and all(isinstance(value, dt.date) for value in known):
        return name, _DATE, [None if value is None else value.isoformat() for value in values]
    kinds = {_kind(value) for value in known}
    if len(kinds) > 1 or "other" in kinds:
        return name, "text", [None if value is None else str(value) for value in values]
    return name, kinds.pop() if kinds else "empty", values


def _kind(value: Any) -> str:
    if isinstance(value, bool):
        return "truth"
    if isinstance(value, (int, float)):
        return "number"
    return "text" if isinstance(value, str) else "other"


def _plain(value: Any) -> Any:
    """Return a value as Python has it; None for every way of being absent."""
    if value is None or value is pd.NaT or value is pd.NA:
        return None
    if isinstance(value, np.generic):
        value = value.item()
    if isinstance(value, dt.datetime):
        is_day = value.time() == dt.time() and value.tzinfo is None
        return value.date() if is_day else value.isoformat()
    is_number = isinstance(value, (int, float, Decimal)) and not isinstance(value, bool)
    return _number(value) if is_number else value


def _number(value: int | float | Decimal) -> Value:
    if isinstance(value, int):
        return value
    number = float(value)
    if math.isnan(number):
        return None
    if math.isinf(number):
        return str(number)
    return int(number) if number.is_integer() else number
