"""Figures and tables of policies that ministries have linked."""

from __future__ import annotations

from typing import Any, Final

import pandas as pd

from monitor.charts import Chart
from monitor.charts.flow import flow
from monitor.charts.matrix import matrix
from monitor.figures.chosen import Chosen
from monitor.figures.keep import kept
from monitor.figures.linkage import as_file, cases, ministry, titled
from monitor.figures.parts import Table
from monitor.figures.register import Drawn, figure
from monitor.figures.tables import records, texts
from monitor.figures.view import View
from monitor.wording import number_text

AMOUNTS: Final = ("linked_money", "linked_policies")
ACROSS: Final = ("model_type", "region")
_PAIRED: Final = {"model_type": "ministry_and_type", "region": "ministry_and_region"}


@figure("linkage/ministry-flow", amount=AMOUNTS, across=ACROSS)
def ministry_flow(
    view: View,
    *,
    year: int,
    region: str = "all",
    model_type: str = "all",
    amount: str = "linked_money",
    across: str = "model_type",
) -> Drawn:
    """Draw what flows from ministries to types or provinces."""
    chosen = Chosen(year, region, model_type)
    linked = view.ask("linkage/ministries", **chosen.asked(view))
    return Drawn(
        _ministry_flow(view, linked, chosen, amount, across),
        _ministries_table(view, linked, across),
        nothing=view.words("linkage.no_policy"),
    )


@figure("linkage/ministry-matrix", amount=AMOUNTS, across=ACROSS)
def ministry_matrix(
    view: View,
    *,
    year: int,
    region: str = "all",
    model_type: str = "all",
    amount: str = "linked_money",
    across: str = "model_type",
) -> Drawn:
    """Draw ministries against types or provinces."""
    chosen = Chosen(year, region, model_type)
    linked = view.ask("linkage/ministries", **chosen.asked(view))
    return Drawn(
        _ministry_matrix(view, linked, chosen, amount, across),
        _matrix_table(view, linked, amount, across),
        nothing=view.words("linkage.no_policy"),
    )


def _write(view: View, amount: str, value: float) -> str:
    if amount == "linked_money":
        return view.million_won(value)
    return number_text(value)


def _with_unit(view: View, amount: str, value: float) -> str:
    """Write an amount so that it stands alone."""
    if amount == "linked_money":
        return view.words("linkage.million", money=view.million_won(value))
    return cases(view, value)


def _unit(view: View, amount: str) -> str:
    return view.name("units", "million_won" if amount == "linked_money" else "case")


def _member(view: View, across: str, key: Any) -> str:
    return view.region(key) if across == "region" else view.model_type(key)


def _paired(linked: pd.DataFrame, amount: str, across: str) -> pd.DataFrame:
    """Return the links of ministries with provinces or types, those that have an amount."""
    rows = linked[linked["breakdown"] == _PAIRED[across]]
    return rows[rows[amount] > 0]


def _finding(view: View, title: str, rows: pd.DataFrame, amount: str, across: str) -> str:
    most = rows.iloc[int(rows[amount].argmax())]
    return view.words(
        "linkage.flow_finding",
        title=title,
        ministry=ministry(view, most["ministry"], "name"),
        member=_member(view, across, most[across]),
        amount=_with_unit(view, amount, most[amount]),
    )


@kept
def _ministry_flow(
    view: View, linked: pd.DataFrame, chosen: Chosen, amount: str, across: str
) -> Chart | None:
    """Draw what flows from each ministry to each type or province."""
    rows = _paired(linked, amount, across)
    if rows.empty:
        return None
    words = view.words
    colours = view.colours("model_types")
    frame = pd.DataFrame(
        {
            "step": 1,
            "from_state": [f"from {key}" for key in rows["ministry"]],
            "to_state": [f"to {key}" for key in rows[across]],
            "projects": rows[amount].tolist(),
        }
    )
    froms, tos = _sums(linked, "ministry", amount), _sums(linked, across, amount)
    states = {
        **{f"from {key}": ("soft_ink", ministry(view, key)) for key in froms},
        **{
            f"to {key}": (
                colours[key] if across == "model_type" else "accent",
                _member(view, across, key),
            )
            for key in tos
        },
    }
    write = {
        **{(0, f"from {key}"): _write(view, amount, value) for key, value in froms.items()},
        **{(1, f"to {key}"): _write(view, amount, value) for key, value in tos.items()},
    }
    title = titled(view, f"flow_{across}", chosen)
    return flow(
        frame,
        view.caption(title, _unit(view, amount)),
        _finding(view, title, rows, amount, across),
        steps=[words("linkage.ministry"), words(f"column.{across}")],
        states=states,
        write=write,
    )


def _sums(linked: pd.DataFrame, breakdown: str, amount: str) -> dict[str, float]:
    """Return each ministry, type or province with its amount, those that have one."""
    rows = linked[(linked["breakdown"] == breakdown) & (linked[amount] > 0)]
    return dict(zip(rows[breakdown], rows[amount], strict=True))


@kept
def _ministries_table(view: View, linked: pd.DataFrame, across: str) -> Table:
    """Show what each ministry has linked with each type or province, and in all."""
    words = view.words
    rows = linked[linked["breakdown"].isin(["ministry", _PAIRED[across]])]
    rows = rows.sort_values("ministry", key=lambda keys: keys.map(_places(linked)), kind="stable")
    columns = {
        words("linkage.ministry"): [ministry(view, key, "name") for key in rows["ministry"]],
        words(f"column.{across}"): [
            words("linkage.together") if pd.isna(key) else _member(view, across, key)
            for key in rows[across]
        ],
        words("linkage.linked_policies"): texts(rows["linked_policies"], number_text),
        words("linkage.linked_money_tile"): texts(rows["linked_money"], view.million_won),
        words("column.projects"): texts(rows["projects"], number_text),
    }
    return Table(columns, list(columns)[2:], as_file(rows), [words("notes.rounding")])


def _places(linked: pd.DataFrame) -> dict[str, int]:
    names = linked.loc[linked["breakdown"] == "ministry", "ministry"]
    return {name: place for place, name in enumerate(names)}


@kept
def _ministry_matrix(
    view: View, linked: pd.DataFrame, chosen: Chosen, amount: str, across: str
) -> Chart | None:
    """Draw ministries against types or provinces, the darker the more."""
    rows = _paired(linked, amount, across)
    if rows.empty:
        return None
    values = {(row.ministry, getattr(row, across)): getattr(row, amount) for row in records(rows)}
    frame = pd.DataFrame(
        [
            {
                "row": ministry(view, key),
                "column": _member(view, across, member),
                "value": values.get((key, member), 0),
                "text": _write(view, amount, values[key, member])
                if (key, member) in values
                else "",
            }
            for key in _sums(linked, "ministry", amount)
            for member in _sums(linked, across, amount)
        ]
    )
    title = titled(view, f"matrix_{across}", chosen)
    return matrix(
        frame,
        view.caption(title, _unit(view, amount)),
        _finding(view, title, rows, amount, across),
        label_width=76,
    )


@kept
def _matrix_table(view: View, linked: pd.DataFrame, amount: str, across: str) -> Table:
    """Show ministries against types or provinces in numbers, with what each adds up to."""
    rows = _paired(linked, amount, across)
    values = {(row.ministry, getattr(row, across)): getattr(row, amount) for row in records(rows)}
    sums = _sums(linked, "ministry", amount)
    columns = {
        view.words("linkage.ministry"): [ministry(view, key, "name") for key in sums],
        view.words("linkage.together"): [_write(view, amount, value) for value in sums.values()],
        **{
            _member(view, across, member): [
                _write(view, amount, values[key, member]) if (key, member) in values else "–"
                for key in sums
            ]
            for member in _sums(linked, across, amount)
        },
    }
    return Table(columns, list(columns)[1:], as_file(rows), [view.words("notes.rounding")])
