"""The register of figures: each has a name, and is drawn from a view and the choices of a page.

A page shows a figure, a file holds it, a recipe draws it again of the next release: all three ask
here, so that they cannot differ.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, cached_property
from importlib import import_module
from pathlib import Path
from typing import Any, Final, TypeAlias

from monitor.charts import Chart
from monitor.figures.parts import Table
from monitor.figures.view import View
from monitor.wording import Refused

Choice: TypeAlias = str | int
_REGISTERED: Final[dict[str, Figure]] = {}


@dataclass(frozen=True)
class Drawn:
    """A figure of one view and its choices.

    Attributes:
        chart: none where there is nothing to draw, or where the figure is a table alone.
        numbers: the table of the same numbers.
        title: of a table alone; a chart has its own.
        nothing: why there is no chart, where there is a reason to give.
        notes: what must be known besides the notes of the table.
        source: the line under a table alone that is not of the provinces; a chart has its own.
    """

    chart: Chart | None
    numbers: Table
    title: str = ""
    nothing: str = ""
    notes: Sequence[str] = ()
    source: str = ""

    @property
    def heading(self) -> str:
        """Return the title of chart or table."""
        return self.chart.title if self.chart else self.title

    @property
    def all_notes(self) -> list[str]:
        """Return the notes of the table and of the figure."""
        return [*self.numbers.notes, *self.notes]


@dataclass(frozen=True)
class Figure:
    """A figure of the dashboard: ``overview/attainment`` is drawn by its function."""

    name: str
    make: Callable[..., Drawn]
    allowed: Mapping[str, Sequence[Choice]] = field(default_factory=dict)
    marking: frozenset[str] = frozenset()

    @property
    def page(self) -> str:
        """Return the page it stands on."""
        return self.name.split("/")[0]

    @property
    def key(self) -> str:
        """Return its name on its page."""
        return self.name.split("/")[1]

    @cached_property
    def choices(self) -> Mapping[str, inspect.Parameter]:
        """Return the choices that it takes, as addresses name them."""
        return dict(list(inspect.signature(self.make).parameters.items())[1:])

    def __call__(self, view: View, **choices: Choice) -> Drawn:
        """Draw it.

        Raises:
            Refused: as ``fitting``; and what asking raises for a value that the release does not
                know.
        """
        return self.make(view, **self.fitting(choices))

    def fitting(self, given: Mapping[str, Any]) -> dict[str, Choice]:
        """Return choices as the figure takes them: whole numbers as such, all others as texts.

        Raises:
            Refused: ``not_its_choice``, ``missing_choice`` or ``not_a_choice``.
        """
        for name in given:
            if name not in self.choices:
                known = ", ".join(self.choices) or "–"
                raise Refused("not_its_choice", figure=self.name, choice=name, known=known)
        for name, parameter in self.choices.items():
            if name not in given and parameter.default is inspect.Parameter.empty:
                raise Refused("missing_choice", figure=self.name, choice=name)
        return {name: self._fitting(name, value) for name, value in given.items()}

    def _fitting(self, name: str, value: Any) -> Choice:
        known = self.allowed.get(name, ())
        try:
            fitting = int(value) if self.choices[name].annotation == "int" else str(value)
        except (TypeError, ValueError):
            raise Refused("not_a_number_chosen", choice=name, value=value) from None
        if known and fitting not in known:
            told = ", ".join(map(str, known))
            raise Refused("not_a_choice", choice=name, value=value, known=told)
        return fitting


def figure(
    name: str, *, marking: Sequence[str] = (), **allowed: Sequence[Choice]
) -> Callable[[Callable[..., Drawn]], Figure]:
    """Register a function under ``page/key``; its keyword arguments are the figure's choices.

    ``marking`` names choices that mark a part of what is drawn and leave out nothing. ``allowed``
    lists what a choice may be where no question of the figure checks it.
    """

    def register(make: Callable[..., Drawn]) -> Figure:
        assert name not in _REGISTERED, f"two figures are called {name}"
        return _REGISTERED.setdefault(name, Figure(name, make, allowed, frozenset(marking)))

    return register


@cache
def figures() -> Mapping[str, Figure]:
    """Return every figure of the dashboard by its name."""
    for file in sorted(Path(__file__).parent.glob("*.py")):
        import_module(f"monitor.figures.{file.stem}")
    return dict(sorted(_REGISTERED.items()))


def figure_named(name: str) -> Figure:
    """Return a figure by its name.

    Raises:
        Refused: ``unknown_figure``.
    """
    try:
        return figures()[name]
    except KeyError:
        raise Refused("unknown_figure", figure=name) from None
