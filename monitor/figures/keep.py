"""Keeping: what is made from an answer of a release is made once, for every reader.

A release never changes, so neither does an answer, nor what is drawn from it in one language, on
one basis, in light or dark. What is kept is shared and read, never changed.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec, TypeVar

import pandas as pd

from monitor.figures.memory import remembered
from monitor.figures.view import View

Given = ParamSpec("Given")
Made = TypeVar("Made")


def kept(
    make: Callable[Concatenate[View, Given], Made],
) -> Callable[Concatenate[View, Given], Made]:
    """Make a thing once for each view and each set of arguments.

    Of an argument that is an answer, only the question counts. An answer must therefore come as it
    was given by ``view.ask``, or from a function that is itself kept.
    """

    @wraps(make)
    def once(view: View, /, *args: Given.args, **kwargs: Given.kwargs) -> Made:
        given = [_named(argument) for argument in (*args, *kwargs.items())]
        key = f"{make.__module__}.{make.__qualname__} {view.identity} {given}"
        made: Made = remembered(key, lambda: make(view, *args, **kwargs))
        return made

    return once


def _named(argument: object) -> str:
    return str(argument.attrs["answer"]) if isinstance(argument, pd.DataFrame) else repr(argument)
