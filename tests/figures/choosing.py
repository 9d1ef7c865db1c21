"""Choices with which a figure of the demonstration can be drawn."""

from __future__ import annotations

from monitor.figures.register import Choice, Figure
from monitor.figures.view import View

_USUAL: dict[str, Choice] = {
    "indicator": "service_users",
    "model_type": "all",
    "region": "all",
    "subject": "service_users",
    "member": "m01",
}
OF_A_PROVINCE = {
    *(f"region_map/{key}" for key in ("projects", "own", "profile", "context")),
    "linkage/network",
}


def choices_for(view: View, shown: Figure) -> dict[str, Choice]:
    """Return the choices that a figure cannot do without."""
    project = view.ask("project/all")["project"].iloc[0]
    known = _USUAL | {"year": view.manifest.last_year, "project": project}
    if shown.name in OF_A_PROVINCE:
        known["region"] = "seoul"
    if shown.page == "evaluation":
        known |= _evaluated(view)
    return {
        name: known[name]
        for name, choice in shown.choices.items()
        if choice.default is choice.empty
    }


def _evaluated(view: View) -> dict[str, Choice]:
    """Return the last year that was evaluated, and a project of it."""
    last = view.ask("evaluation/years").iloc[-1]
    year = int(last["year"])
    project = view.ask("evaluation/results", year=year)["project"].iloc[0]
    return {"year": year, "programme_year": int(last["programme_year"]), "project": project}
