"""Questions as figures: the answer to any stored question can leave the house as a table."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from typing import Any, Final

import pandas as pd

from monitor.figures.files import numbers_table
from monitor.figures.parts import Table
from monitor.figures.register import Choice, Drawn, Figure
from monitor.figures.view import View
from monitor.store import question
from monitor.wording import number_text

_TYPES: Final = {"integer": "int", "text": "str"}


def figure_of(name: str) -> Figure:
    """Return a stored question as a figure that is a table; its parameters are its choices.

    Raises:
        Refused: ``unknown_question``.
    """
    return Figure(name, _asking(name))


def _asking(name: str) -> Callable[..., Drawn]:
    asked = question(name)

    def make(view: View, **choices: Choice) -> Drawn:
        # The province basis is one of the view unless it is chosen.
        if "basis" in {each.name for each in asked.parameters}:
            choices.setdefault("basis", view.basis)
        answer = view.ask(name, **asked.bind(choices))
        typed = numbers_table(view, answer)
        numeric = [str(heading) for heading in typed if _is_numeric(typed[heading])]
        columns = {str(heading): list(map(_written, typed[heading])) for heading in typed}
        return Drawn(None, Table(columns, numeric, answer), title=view.words(f"question.{name}"))

    kind = inspect.Parameter.KEYWORD_ONLY
    given = [
        inspect.Parameter(
            each.name,
            kind,
            default=inspect.Parameter.empty if each.default is None else each.default,
            annotation=_TYPES.get(each.kind, "str"),
        )
        for each in asked.parameters
    ]
    first = inspect.Parameter("view", inspect.Parameter.POSITIONAL_OR_KEYWORD)
    # The register reads choices from the signature; a question's are known only here.
    make.__signature__ = inspect.Signature([first, *given])  # type: ignore[attr-defined]  # inspect reads it
    return make


def _is_numeric(column: pd.Series) -> bool:
    values = [value for value in column if not isinstance(value, str)]
    return bool(values) and all(pd.api.types.is_number(value) for value in values)


def _written(value: Any) -> str:
    if isinstance(value, str) or not pd.api.types.is_number(value):
        return str(value)
    number: float = float(value)  # type: ignore[arg-type]  # stubs: a number may be complex
    return number_text(number, int(not number.is_integer()))
