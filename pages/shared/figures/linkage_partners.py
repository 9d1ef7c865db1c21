"""Tiles, figures and tables of the organisations that take part."""

from __future__ import annotations

from typing import Any

import pandas as pd

from monitor.charts import Chart
from monitor.charts.bars import bars
from monitor.charts.columns import Pane, Part, columns
from monitor.charts.dots import Band, Mark, dots
from monitor.charts.lettering import text_width
from monitor.charts.matrix import matrix
from monitor.charts.theme import palette
from monitor.wording import number_text
from pages.shared.figures.linkage import (
    before,
    ministry,
    missing_quarters,
    pieces,
    quarter_names,
    quarter_texts,
    reported_note,
    titled,
)
from pages.shared.keep import kept
from pages.shared.linkage.choices import Chosen
from pages.shared.links import project_link, project_links
from pages.shared.show import Marked, Table, Tile
from pages.shared.tables import day_text, records, texts
from pages.shared.view import View, vocabulary


def partner_tiles(view: View, totals: pd.DataFrame) -> list[Tile]:
    """Return how many take part, counted in each project and once, and who came and left."""
    words, row = view.words, totals.iloc[0]
    return [
        Tile(
            words("linkage.social_partners"),
            pieces(view, row["social_partners"]),
            before(view, pieces(view, row["previous_partners"]), row["previous_partners"]),
            words("linkage.social_partners_help"),
        ),
        Tile(
            words("linkage.social_organisations"),
            pieces(view, row["social_organisations"]),
            "",
            words("linkage.social_organisations_help"),
        ),
        Tile(
            words("linkage.all_partners"),
            pieces(view, row["partners"]),
            words("linkage.different", count=number_text(row["organisations"])),
            words("linkage.all_partners_help"),
        ),
        Tile(
            words("linkage.shared_organisations"),
            pieces(view, row["shared_organisations"]),
            words("linkage.in_more_than_one"),
        ),
        Tile(
            words("linkage.joined_and_left"),
            "–"
            if pd.isna(row["joined"])
            else f"+{number_text(row['joined'])} / △{number_text(row['departed'])}",
            words("linkage.in_year"),
        ),
        Tile(
            words("linkage.mean_value"),
            number_text(row["mean_value"], 1),
            words("linkage.valued", count=number_text(row["valued_organisations"])),
            words("linkage.mean_value_help"),
        ),
    ]


def partner_notes(view: View, totals: pd.DataFrame) -> list[str]:
    """Say what the numbers lack."""
    return reported_note(view, totals.iloc[0])


def _kind(view: View, key: Any) -> str:
    return view.name("organisation_kinds", key)


def _role(view: View, key: Any) -> str:
    return view.name("partner_roles", key)


def _kinds(counted: pd.DataFrame) -> pd.DataFrame:
    return counted[counted["breakdown"] == "kind"]


def _room(labels: list[str]) -> int:
    return int(max(map(text_width, labels), default=60)) + 14


def _as_file(rows: pd.DataFrame) -> pd.DataFrame:
    """Return rows as they stand in a file: which columns are filled says what they add up."""
    return rows.drop(columns="breakdown")


@kept
def kind_bars(view: View, counted: pd.DataFrame, chosen: Chosen) -> Chart | None:
    """Draw how many of each kind take part; other than social kinds are pale."""
    rows, words = _kinds(counted), view.words
    if rows.empty:
        return None
    colours = palette(dark=view.dark)
    labels = [
        _kind(view, row.organisation_kind)
        + ("" if pd.isna(row.ministry) else f" ({ministry(view, row.ministry)})")
        for row in records(rows)
    ]
    frame = pd.DataFrame(
        {
            "label": labels,
            "value": rows["partners"].tolist(),
            "text": [
                words(
                    "linkage.kind_text",
                    partners=number_text(row.partners),
                    organisations=number_text(row.organisations),
                )
                for row in records(rows)
            ],
            "colour": [colours.accent if social else colours.line for social in rows["is_social"]],
        }
    )
    title = titled(view, "kinds", chosen)
    return bars(
        frame,
        view.caption(title, view.name("units", "organisation")),
        view.finding_of(title, frame["label"], frame["value"], frame["text"]),
        value_name=words("linkage.social_and_pale"),
        label_width=_room(labels),
    )


@kept
def kinds_table(view: View, counted: pd.DataFrame) -> Table:
    """Show each kind with the ministry in charge, counted in each project and once."""
    words, rows = view.words, _kinds(counted)
    shown = {
        words("linkage.kind"): [_kind(view, key) for key in rows["organisation_kind"]],
        words("linkage.in_charge"): [ministry(view, key, "name") for key in rows["ministry"]],
        words("linkage.is_social"): [
            words("file.yes" if social else "file.no") for social in rows["is_social"]
        ],
        words("linkage.column_partners"): texts(rows["partners"], number_text),
        words("linkage.column_organisations"): texts(rows["organisations"], number_text),
        words("column.projects"): texts(rows["projects"], number_text),
    }
    return Table(shown, list(shown)[3:], _as_file(rows), [words("linkage.counted_twice")])


@kept
def role_matrix(view: View, counted: pd.DataFrame, chosen: Chosen) -> Chart | None:
    """Draw kinds against roles, counted in each project."""
    rows = counted[counted["breakdown"] == "kind_and_role"]
    if rows.empty:
        return None
    values = {(row.organisation_kind, row.partner_role): row.partners for row in records(rows)}
    kinds = _kinds(counted)["organisation_kind"]
    roles = counted.loc[counted["breakdown"] == "role", "partner_role"]
    frame = pd.DataFrame(
        [
            {
                "row": _kind(view, kind),
                "column": _role(view, role),
                "value": values.get((kind, role), 0),
                "text": number_text(values[kind, role]) if (kind, role) in values else "",
            }
            for kind in kinds
            for role in roles
        ]
    )
    title = titled(view, "roles", chosen)
    most = rows.iloc[int(rows["partners"].argmax())]
    return matrix(
        frame,
        view.caption(title, view.name("units", "organisation")),
        view.words(
            "linkage.most",
            title=title,
            one=_kind(view, most["organisation_kind"]),
            other=_role(view, most["partner_role"]),
            count=pieces(view, most["partners"]),
        ),
        label_width=_room(list(frame["row"])),
    )


@kept
def roles_table(view: View, counted: pd.DataFrame) -> Table:
    """Show kinds against roles in numbers, with what each kind adds up to."""
    words = view.words
    rows = counted[counted["breakdown"] == "kind_and_role"]
    values = {(row.organisation_kind, row.partner_role): row.partners for row in records(rows)}
    kinds = _kinds(counted)
    roles = counted.loc[counted["breakdown"] == "role", "partner_role"]
    shown = {
        words("linkage.kind"): [_kind(view, key) for key in kinds["organisation_kind"]],
        words("linkage.together"): texts(kinds["partners"], number_text),
        **{
            _role(view, role): [
                number_text(values.get((kind, role), 0)) for kind in kinds["organisation_kind"]
            ]
            for role in roles
        },
    }
    return Table(shown, list(shown)[1:], _as_file(rows))


@kept
def quarter_columns(view: View, over_time: pd.DataFrame) -> Chart | None:
    """Draw who took part at the end of each quarter, and who came and left in it."""
    if over_time.empty:
        return None
    words = view.words
    frame = over_time.assign(label=quarter_names(view, over_time))
    last = frame.iloc[-1]
    title = words("linkage.partner_quarters")
    return columns(
        frame,
        view.caption(title, view.name("units", "organisation")),
        words(
            "linkage.partner_quarters_finding",
            title=title,
            quarter=quarter_texts(view, over_time)[-1],
            social=number_text(last["social_partners"]),
            others=number_text(last["other_partners"]),
            joined=number_text(last["joined"]),
            departed=number_text(last["departed"]),
        ),
        panes=[
            Pane(
                words("linkage.at_quarter_end"),
                [
                    Part("social_partners", words("linkage.social_kinds")),
                    Part("other_partners", words("linkage.other_kinds"), "soft_ink", is_open=True),
                ],
                height=150,
            ),
            Pane(
                words("linkage.in_quarter"),
                [
                    Part("joined", words("linkage.joined")),
                    Part("departed", words("linkage.departed"), "ink", is_open=True, down=True),
                ],
                height=80,
            ),
        ],
        write=number_text,
    )


@kept
def quarters_table(view: View, over_time: pd.DataFrame) -> Table:
    """Show each quarter's organisations, those that came and those that left."""
    words = view.words
    names = ("social_partners", "other_partners", "joined", "departed")
    heads = ("social_kinds", "other_kinds", "joined", "departed")
    shown = {
        words("linkage.column_quarter"): quarter_texts(view, over_time),
        **{
            words(f"linkage.{head}"): texts(over_time[name], number_text)
            for name, head in zip(names, heads, strict=True)
        },
        words("column.reported"): [
            f"{row.projects_reported}/{row.projects}" for row in records(over_time)
        ],
    }
    lines = [words("linkage.days_note"), *missing_quarters(view, over_time)]
    return Table(shown, list(shown)[1:], over_time, lines)


def _bands(view: View) -> list[Band]:
    """Return the bands of social value points, the best first."""
    rows = vocabulary().rows("social_value_bands")
    edges = [100.0, *(float(row["minimum_points"]) for row in rows)]
    return [
        Band(view.words.label(row), float(row["minimum_points"]), edges[place])
        for place, row in enumerate(rows)
    ]


@kept
def value_dots(view: View, counted: pd.DataFrame, chosen: Chosen) -> Chart | None:
    """Draw the mean of each kind's points with its lowest and highest, bands behind."""
    rows, words = _kinds(counted), view.words
    rows = rows[rows["valued_organisations"] > 0]
    if rows.empty:
        return None
    labels = [_kind(view, key) for key in rows["organisation_kind"]]
    frame = pd.DataFrame(
        {
            "label": labels,
            "value": rows["mean_value"].tolist(),
            "lower": rows["lowest_value"].tolist(),
            "upper": rows["highest_value"].tolist(),
            "text": [
                words(
                    "linkage.value_text",
                    value=number_text(row.mean_value, 1),
                    count=number_text(row.valued_organisations),
                )
                for row in records(rows)
            ],
        }
    )
    title = titled(view, "values", chosen)
    return dots(
        frame,
        view.caption(title, view.name("units", "point")),
        view.finding_of(title, labels, frame["value"], frame["text"]),
        marks=[Mark("value", words("linkage.mean"))],
        interval_name=words("linkage.lowest_to_highest"),
        bands=_bands(view),
        label_width=_room(labels),
        whole_scale=(0, 100),
    )


@kept
def values_table(view: View, counted: pd.DataFrame) -> Table:
    """Show each kind's social value points."""
    words, rows = view.words, _kinds(counted)
    shown = {
        words("linkage.kind"): [_kind(view, key) for key in rows["organisation_kind"]],
        words("linkage.column_organisations"): texts(rows["organisations"], number_text),
        words("linkage.column_valued"): texts(rows["valued_organisations"], number_text),
        words("linkage.mean"): texts(rows["mean_value"], lambda v: number_text(v, 1)),
        words("linkage.lowest"): texts(rows["lowest_value"], lambda v: number_text(v, 1)),
        words("linkage.highest"): texts(rows["highest_value"], lambda v: number_text(v, 1)),
    }
    bands = ", ".join(
        words("linkage.band", band=band.name, points=number_text(band.start))
        for band in _bands(view)
    )
    return Table(shown, list(shown)[1:], _as_file(rows), [words("linkage.bands", bands=bands)])


@kept
def shared_table(view: View, shared: pd.DataFrame) -> Table:
    """Show each organisation that several projects name, with these and its role in each."""
    words = view.words
    groups = [rows for _, rows in shared.groupby("organisation", sort=False)]
    shown = {
        words("linkage.organisation"): [rows["organisation"].iloc[0] for rows in groups],
        words("linkage.kind"): [
            _told(_kind(view, key) for key in rows["organisation_kind"]) for rows in groups
        ],
        words("column.projects"): [number_text(rows["projects"].iloc[0]) for rows in groups],
        words("column.project"): [
            Marked(" · ".join(project_link(view, row.project, row.name) for row in records(rows)))
            for rows in groups
        ],
        words("column.region"): [_told(map(view.region, rows["region"])) for rows in groups],
        words("linkage.role"): [
            _told(_role(view, key) for key in rows["partner_role"]) for rows in groups
        ],
    }
    return Table(shown, [words("column.projects")], shared, [words("linkage.same_name")])


def _told(names: Any) -> str:
    """Write names once each, in the order in which they come."""
    return ", ".join(dict.fromkeys(names))


@kept
def list_table(view: View, everybody: pd.DataFrame) -> Table:
    """Show every organisation of every project."""
    words = view.words
    shown = {
        words("column.project"): project_links(view, everybody),
        words("column.region"): [view.region(region) for region in everybody["region"]],
        words("linkage.organisation"): everybody["organisation"].tolist(),
        words("linkage.kind"): [_kind(view, key) for key in everybody["organisation_kind"]],
        words("linkage.role"): [_role(view, key) for key in everybody["partner_role"]],
        words("linkage.since"): [day_text(view, day) for day in everybody["joined_on"]],
        words("linkage.points"): texts(everybody["social_value"], lambda v: number_text(v, 1)),
    }
    return Table(shown, [words("linkage.points")], everybody)
