"""Tables of 데이터 사전·공표 이력."""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import parse_qsl

import pandas as pd

from monitor.figures.keep import kept
from monitor.figures.links import link
from monitor.figures.memory import remembered
from monitor.figures.parts import Table
from monitor.figures.register import Drawn, figure
from monitor.figures.tables import change_text, day_text, texts, unbroken
from monitor.figures.view import View, identity
from monitor.store import Release, compare
from monitor.wording import number_text


def releases_table(view: View, releases: Sequence[Release]) -> Table:
    """Show every release with its manifest, newest first."""
    words, manifests = view.words, [release.manifest for release in releases]
    columns = {
        words("column.release"): [m.release for m in manifests],
        words("column.as_of"): [day_text(view, m.as_of) for m in manifests],
        words("column.state"): [words(f"release.{m.release_state}") for m in manifests],
        words("column.published_on"): [day_text(view, m.published_on) for m in manifests],
        words("column.published_by"): [m.published_by for m in manifests],
        words("column.data_kind"): [words(f"release.{m.data_kind}") for m in manifests],
        words("column.ledger_position"): [number_text(m.ledger_position) for m in manifests],
        words("column.projects"): [number_text(m.projects) for m in manifests],
        words("column.observations"): [number_text(m.observations) for m in manifests],
        words("column.digest"): [m.content_digest[:12] for m in manifests],
    }
    numeric = ["ledger_position", "projects", "observations"]
    raw = pd.DataFrame([vars(m) for m in manifests])
    return Table(columns, [words(f"column.{name}") for name in numeric], raw)


def facts_table(view: View) -> Table:
    """Show what the programme is, whence that is known, and the page that shows it."""
    words, rows = view.words, view.vocabulary.rows("programme_facts")
    columns = {
        words("dictionary.fact"): [
            view.name("programme_facts", r["fact"], "statement") for r in rows
        ],
        words("dictionary.known_from"): [
            words(f"dictionary.is_public_{r['is_public']}") for r in rows
        ],
        words("dictionary.shown_on"): [_page_link(view, r["page"], r["address"]) for r in rows],
    }
    return Table(columns, [], pd.DataFrame(rows))


def _page_link(view: View, page: str, address: str) -> str:
    # The first page has no name of its own in the address.
    path = "" if page == "overview" else page
    return link(view, path, view.words(f"{page}.title"), **dict(parse_qsl(address)))


def in_order(
    view: View, releases: Sequence[Release], chosen: tuple[Release, Release]
) -> tuple[tuple[Release, Release] | None, str]:
    """Return two releases, the earlier first, and what must be said of the choice.

    ``releases`` run from new to old. The same release twice is no comparison.
    """
    places = [
        [release.manifest.release for release in releases].index(r.manifest.release) for r in chosen
    ]
    if places[0] == places[1]:
        return None, view.words("dictionary.same_release")
    if places[0] < places[1]:
        return (chosen[1], chosen[0]), view.words("dictionary.reordered")
    return chosen, ""


def compared(earlier: Release, later: Release) -> pd.DataFrame:
    """Return the nationwide figures that differ between two releases."""
    key = f"differences {identity(earlier)} {identity(later)}"
    differences: pd.DataFrame = remembered(key, lambda: _compared(earlier, later))
    return differences


def _compared(earlier: Release, later: Release) -> pd.DataFrame:
    differences = compare(earlier, later)
    nationwide = differences[differences["region"].isna()].drop(columns="region")
    nationwide.attrs |= {
        "parameters": {
            "earlier": earlier.manifest.release,
            "later": later.manifest.release,
        },
    }
    return nationwide


@kept
def differences_table(view: View, differences: pd.DataFrame) -> Table:
    """Show what differs: the two values and their difference."""
    words, indicators = view.words, list(differences["indicator"])
    columns = {
        words("column.indicator"): [view.indicator_name(i) for i in indicators],
        words("column.unit"): [view.unit(i) for i in indicators],
        words("column.year"): [
            view.period_to(year, quarter)
            for year, quarter in zip(differences["year"], differences["quarter"], strict=True)
        ],
        words("column.earlier"): list(map(view.write, indicators, differences["earlier"])),
        words("column.later"): list(map(view.write, indicators, differences["later"])),
        words("column.difference"): list(map(view.signed, indicators, differences["difference"])),
        words("column.difference_percent"): [
            change_text(view, *row)
            for row in zip(
                indicators,
                differences["difference"],
                differences["difference_percent"],
                strict=True,
            )
        ],
    }
    return Table(columns, list(columns)[3:], differences)


@figure("dictionary/indicators")
def indicators(view: View) -> Drawn:
    """List every indicator: what it means, how it is reported, and how it weighs."""
    numbers = _indicators_table(view, view.ask("dictionary/indicators"))
    return Drawn(None, numbers, title=view.words("dictionary.indicators"))


@kept
def _indicators_table(view: View, indicators: pd.DataFrame) -> Table:
    """Show the catalogue in one table; the file of it is in words too."""
    reporting = reporting_table(view, indicators)
    columns = {**meanings_table(view, indicators).columns, **reporting.columns}
    return Table(columns, reporting.numeric, pd.DataFrame(columns))


@kept
def meanings_table(view: View, indicators: pd.DataFrame) -> Table:
    """Show the catalogue: what each indicator means and how it adds up."""
    words, language = view.words, view.language
    rows = [row for _, row in indicators.iterrows()]
    columns = {
        words("column.indicator"): [row[f"name_{language}"] for row in rows],
        words("column.definition"): [row[f"definition_{language}"] for row in rows],
        words("column.unit"): [unbroken(row[f"unit_{language}"]) for row in rows],
        words("column.level"): [view.name("indicator_levels", row["level"]) for row in rows],
        words("column.direction"): [
            unbroken(words(f"dictionary.direction_{row['direction']}")) for row in rows
        ],
        words("column.adding"): [_adding(view, row) for row in rows],
        words("column.source"): [row[f"source_{language}"] for row in rows],
    }
    return Table(columns, [], indicators)


@kept
def reporting_table(view: View, indicators: pd.DataFrame) -> Table:
    """Show how each indicator is reported, against what, and how it weighs in the evaluation."""
    words = view.words
    rows = [row for _, row in indicators.iterrows()]
    columns = {
        words("column.indicator"): [row[f"name_{view.language}"] for row in rows],
        words("column.applies_to"): [_applies_to(view, row["model_types"]) for row in rows],
        words("column.frequency"): [
            words(f"dictionary.frequency_{row['frequency']}") for row in rows
        ],
        words("column.baseline"): [
            words(f"dictionary.baseline_{row['baseline_rule']}") for row in rows
        ],
        words("column.target_kind"): [
            words(f"dictionary.target_{row['target_kind']}") for row in rows
        ],
        words("column.weight"): [number_text(row["evaluation_weight"]) for row in rows],
        words("column.reported_percent"): texts(
            indicators["reported_percent"], lambda v: number_text(v, 1)
        ),
    }
    numeric = [words("column.weight"), words("column.reported_percent")]
    return Table(columns, numeric, indicators)


def digests(releases: Sequence[Release]) -> str:
    """Return each release with its whole content digest, a line each."""
    return "\n".join(f"{r.manifest.release}  {r.manifest.content_digest}" for r in releases)


def _adding(view: View, row: pd.Series) -> str:
    return view.words(
        f"dictionary.adding_{row['across_projects']}_{row['across_periods']}",
        numerator=row[f"numerator_{view.language}"],
        denominator=row[f"denominator_{view.language}"],
    )


def _applies_to(view: View, model_types: str) -> str:
    if model_types == "all":
        return view.words("dictionary.all_types")
    return ", ".join(view.model_type(model_type) for model_type in model_types.split())
