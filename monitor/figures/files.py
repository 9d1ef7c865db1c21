"""Files: an answer as CSV, headed in the reader's language, every row saying where it is from.

A line above the headings would be in the way of every spreadsheet, and lost when rows are sorted or
joined. So release, as-of date, state, kind of data and choices are the first columns of every row.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any, Final

import pandas as pd

from monitor.figures.keep import kept
from monitor.figures.view import MEASURES, View
from monitor.wording import harmless

_LEFT_OUT: Final = frozenset({"position"})
# In the indicator's own unit; the unit of a change of a rate is points.
# fmt: off
_IN_UNIT: Final = frozenset((
    "actual", "target", "previous", "national_actual", "start_value", "known_before", "end_value",
    "real_change", "restated", "coverage", "boundaries", "earlier", "later", "difference",
    "per_project", "minimum", "lower_quartile", "median", "upper_quartile", "maximum", "value",
    "value_of_others",
))
# fmt: on
# fmt: off
_OUTCOMES: Final = frozenset((
    "received", "eligible", "ineligible", "withdrawn", "in_review", "undecided", "selected",
    "reserve", "not_selected",
))
# fmt: on
# Their rows without a source of funds are of all of them.
_MONEY: Final = frozenset({"progress/money", "progress/forecast", "progress/year_end"})
_STANDING: Final = frozenset({"selected", "undecided", "pending"})  # in place of a decision


def _decision(view: View, key: str) -> str:
    return view.words(f"evaluation.{key}") if key in _STANDING else view.name("decisions", key)


def _criterion(view: View, key: str) -> str:
    rows = view.vocabulary.rows("evaluation_criteria")
    return next((view.words.label(row) for row in rows if row["criterion"] == key), key)


def _event(view: View, key: str) -> str:
    section = next(s for s in ("spread", "selection") if f"event_{key}" in view.words.keys(s))
    return view.words(f"{section}.event_{key}")


def _outcome(view: View, key: str) -> str:
    """Name what came of an application; what a council decided is text already."""
    return view.words(f"file.{key}") if key in _OUTCOMES else key


def _breakdown(view: View, key: str) -> str:
    """Name what rows are told apart by; a key that no figure shows stays as it is."""
    if key in {"all", "nation"}:
        return view.words("common.nationwide")
    return view.words(f"choose.{key}") if key in view.words.keys("choose") else key


def _member(view: View, key: str) -> str:
    """Name a member of a breakdown: a province or a type; of the panel, a person."""
    forms = {"regions": "short", "model_types": "name", "panel_members": "name"}
    names = (view.name(file, key, form) for file, form in forms.items())
    return next((name for name in names if name != key), key)


_NAMES: Final[Mapping[str, Callable[[View, Any], str]]] = {
    "region": lambda view, region: view.region(region),
    "model_type": lambda view, key: view.model_type(key, "name"),
    "indicator": lambda view, key: view.indicator_name(key),
    "measure": lambda view, key: str(context_measure(view, key)[f"name_{view.language}"]),
    "stage": lambda view, key: view.name("stages", key),
    "status": lambda view, key: view.name("statuses", key),
    "funding_source": lambda view, key: view.name("funding_sources", key),
    "absence": lambda view, key: view.name("absences", key),
    **dict.fromkeys(
        ("decision", "rule_decision", "new_decision", "from_state", "to_state"), _decision
    ),
    "breakdown": _breakdown,
    "member": _member,
    "criterion": _criterion,
    "score_method": lambda view, key: view.name("score_methods", key),
    "quadrant": lambda view, key: view.words(f"evaluation.quadrant_{key}"),
    "ministry": lambda view, key: view.name("ministries", key),
    "organisation_kind": lambda view, key: view.name("organisation_kinds", key),
    "partner_role": lambda view, key: view.name("partner_roles", key),
    "product_kind": lambda view, key: view.name("product_kinds", key),
    "anomaly": lambda view, key: view.name("anomalies", key),
    "stage_state": lambda view, key: view.words(f"progress.state_{key}").removeprefix("▲ "),
    "worst_measure": lambda view, key: view.name("status_rules", key),
    "origin": lambda view, region: view.region(region),
    "adoption_state": lambda view, key: view.name("adoption_states", key),
    "continuation": lambda view, key: view.name("continuations", key),
    "project_state": lambda view, key: view.name("project_states", key),
    "item": lambda view, key: view.words(f"project.item_{key}"),
    "finding_area": lambda view, key: view.name("finding_areas", key),
    "finding_severity": lambda view, key: view.name("finding_severities", key),
    "finding_state": lambda view, key: view.name("finding_states", key),
    "written_by": lambda view, key: view.name("panel_members", key),
    "award_kind": lambda view, key: view.name("award_kinds", key),
    "event": _event,
    **dict.fromkeys(("outcome", "came_from", "went_to"), _outcome),
}


def csv_bytes(view: View, raw: pd.DataFrame) -> bytes:
    """Return the file of an answer."""
    return csv_of(file_table(view, raw))


def csv_of(table: pd.DataFrame) -> bytes:
    """Return a table as CSV; no text of it is taken for a formula by a spreadsheet."""
    text = table.map(harmless).to_csv(index=False, lineterminator="\r\n")
    return text.encode("utf-8-sig")  # Excel takes UTF-8 only with a mark


def file_table(view: View, raw: pd.DataFrame) -> pd.DataFrame:
    """Return an answer as it stands in a file: marks first, then as ``numbers_table``."""
    return marked_table(marks(view, raw), numbers_table(view, raw))


def marked_table(marked: Mapping[str, str], numbers: pd.DataFrame) -> pd.DataFrame:
    """Return a table whose every row says first where it is from."""
    columns: dict[str, Any] = {mark: [text] * len(numbers) for mark, text in marked.items()}
    return pd.DataFrame(columns | dict(numbers.items()))


def numbers_table(view: View, raw: pd.DataFrame) -> pd.DataFrame:
    """Return an answer's columns in words.

    Money is in 원; ids are names; a column in the indicator's unit says which, in its heading or,
    where rows differ, in a column of its own.
    """
    columns: dict[str, Any] = {}
    unit = _unit_of_all(view, raw)
    for name in raw.columns:
        if name in _LEFT_OUT or not _is_spoken(view, name):
            continue
        columns[_heading(view, name, unit)] = _cells(view, name, raw)
        if name in {"indicator", "measure"}:
            # Among indicators, what has none is money.
            columns[view.words("file.unit")] = [
                view.words("file.won") if pd.isna(key) else _unit(view, name, key)
                for key in raw[name]
            ]
    return pd.DataFrame(columns)


def context_measure(view: View, measure: str) -> Any:
    """Return what the release says of a context measure."""
    return _context_measures(view).loc[measure]


@kept
def _context_measures(view: View) -> pd.DataFrame:
    return view.ask("context/measures").set_index("measure")


def marks(view: View, raw: pd.DataFrame) -> dict[str, str]:
    """Return where an answer is from, by the headings of a file's first columns."""
    words, manifest = view.words, view.manifest
    parameters = raw.attrs.get("parameters", {})
    return {
        words("column.release"): manifest.release,
        words("column.as_of"): manifest.as_of.isoformat(),
        words("column.state"): view.state,
        words("column.data_kind"): words(f"release.{manifest.data_kind}"),
        words("file.choices"): said(view, parameters),
    }


def said(view: View, parameters: Mapping[str, Any]) -> str:
    """Return choices in words: year, indicator, type, province, basis."""
    return "; ".join(_choices(view, parameters))


def _choices(view: View, parameters: Mapping[str, Any]) -> Iterator[str]:
    """Say what was asked, each choice with its label."""
    words = view.words
    quarter = parameters.get("quarter")
    if "year" in parameters:
        year = parameters["year"]
        period = str(year) if quarter is None else view.period_to(year, quarter)
        yield f"{words('choose.year')} {period}"
    elif quarter is not None:
        yield f"{words('choose.year')} {words(f'common.to_quarter_{quarter}')}"
    yield from _subject(view, parameters)
    yield from _looked_at(view, parameters)
    if "basis" in parameters:
        basis = parameters["basis"]
        yield f"{words('app.basis')} {words('app.basis_name', count=basis)}"
    labels = {
        **dict.fromkeys(("earlier", "later"), "choose"),
        **dict.fromkeys(("call", "model", "project", "weights", "cut_offs"), "file"),
    }
    for name, section in labels.items():
        if parameters.get(name, "all") not in ("all", "none"):
            yield f"{words(f'{section}.{name}')} {parameters[name]}"


def _subject(view: View, parameters: Mapping[str, Any]) -> Iterator[str]:
    """Say which indicator or measure of a region, and what is shown of it."""
    words, given = view.words, dict(parameters)
    shown = given.pop("measure") if given.get("measure") in MEASURES else ""
    for key in filter(None, map(given.get, ("indicator", "subject", "measure"))):
        kind = "indicator" if key in view.vocabulary.indicators else "measure"
        yield f"{words(f'file.{kind}')} {_NAMES[kind](view, key)}"
    if shown:
        yield f"{words('choose.measure')} {words(f'measure.{shown}')}"


def _looked_at(view: View, parameters: Mapping[str, Any]) -> Iterator[str]:
    """Say which type, which province, which organisations, whose projects and which criterion."""
    words = view.words
    if "model_type" in parameters:
        name = view.model_type(parameters["model_type"], "name")
        yield f"{words('choose.model_type')} {name}"
    if region := parameters.get("region"):
        yield f"{words('choose.region')} {view.region(None if region == 'all' else region)}"
    if "partners" in parameters:
        among = words(f"linkage.among_{parameters['partners']}")
        yield f"{words('linkage.among')} {among}"
    if "member" in parameters:
        yield f"{words('panel.member')} {view.name('panel_members', parameters['member'])}"
    if "criterion" in parameters:
        criterion = parameters["criterion"]
        name = words("evaluation.total") if criterion == "total" else _criterion(view, criterion)
        yield f"{words('file.criterion')} {name}"


def _is_spoken(view: View, name: str) -> bool:
    """Pass over the columns in the other language."""
    return not name.endswith("_en" if view.is_korean else "_ko")


def _unit_of_all(view: View, raw: pd.DataFrame) -> str:
    """Return the unit of an answer about one indicator or measure; nothing where rows differ."""
    parameters = raw.attrs.get("parameters", {})
    return next(
        (
            _unit(view, name, parameters[name])
            for name in ("indicator", "measure")
            if name in parameters and name not in raw
        ),
        "",
    )


def _unit(view: View, kind: str, key: str) -> str:
    """Return the unit of a stored value: money is stored in 원."""
    if kind == "measure":
        return str(context_measure(view, key)[f"unit_{view.language}"])
    return view.words("file.won") if view.divisor(key) > 1 else view.unit(key)


def _heading(view: View, name: str, unit: str) -> str:
    stem = name.removesuffix("_ko").removesuffix("_en")
    if stem not in _known(view):
        return name
    heading = view.words(f"file.{stem}")
    if name == "change" and unit:
        return f"{heading} ({'%p' if unit == '%' else unit})"
    return f"{heading} ({unit})" if unit and name in _IN_UNIT else heading


def _known(view: View) -> frozenset[str]:
    return view.words.keys("file")


def _of_all(view: View, name: str, raw: pd.DataFrame) -> str:
    """Say what a row counts that names none: all that was chosen, or all there are."""
    chosen = raw.attrs.get("parameters", {}).get(name, "all")
    if name == "region":
        return view.region(None if chosen == "all" else chosen)
    # Where a row says what it is broken down by, what it does not name stays empty.
    if name == "model_type" and "breakdown" not in raw:
        is_total = raw[name].notna().any()
        return view.words("linkage.together") if is_total else view.model_type(chosen, "name")
    if name == "award_kind":
        return view.words("spread.all_kinds")
    if name == "funding_source" and raw.attrs.get("question") in _MONEY:
        return view.words("progress.all_sources")
    return ""


def _cells(view: View, name: str, raw: pd.DataFrame) -> list[Any]:
    column = raw[name]
    if name in _NAMES:
        empty = _of_all(view, name, raw)
        return [empty if pd.isna(key) else _NAMES[name](view, key) for key in column]
    if pd.api.types.is_bool_dtype(column):
        answers = {True: view.words("file.yes"), False: view.words("file.no")}
        return ["" if pd.isna(value) else answers[bool(value)] for value in column]
    return [_plain(value) for value in column]


def _plain(value: Any) -> Any:
    """Return a number without the point that only its type gives it, an absent one as nothing."""
    if pd.api.types.is_list_like(value):
        return " ".join(map(str, value))
    if pd.isna(value):
        return ""
    return int(value) if isinstance(value, float) and value.is_integer() else value
