"""Tiles, figures and tables of the organisations that take part."""

from __future__ import annotations

from typing import Any

import pandas as pd

from monitor.charts import Chart
from monitor.charts.bars import bars
from monitor.charts.columns import Pane, Part, columns
from monitor.charts.matrix import matrix
from monitor.charts.theme import palette
from monitor.figures.keep import kept
from monitor.figures.linkage import (
    as_file,
    before,
    label_room,
    ministry,
    missing_quarters,
    pieces,
    quarter_names,
    quarter_texts,
    reported_note,
    titled,
)
from monitor.figures.linkage_chosen import Chosen
from monitor.figures.parts import Table, Tile
from monitor.figures.tables import records, texts
from monitor.figures.view import View
from monitor.wording import number_text


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


def kind_name(view: View, key: Any) -> str:
    """Return the name of a kind of organisation."""
    return view.name("organisation_kinds", key)


def role_name(view: View, key: Any) -> str:
    """Return the name of a role."""
    return view.name("partner_roles", key)


def kinds_of(counted: pd.DataFrame) -> pd.DataFrame:
    """Return the rows that count a kind in all its roles."""
    return counted[counted["breakdown"] == "kind"]


@kept
def kind_bars(view: View, counted: pd.DataFrame, chosen: Chosen) -> Chart | None:
    """Draw how many of each kind take part; other than social kinds are pale."""
    rows, words = kinds_of(counted), view.words
    if rows.empty:
        return None
    colours = palette(dark=view.dark)
    labels = [
        kind_name(view, row.organisation_kind)
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
        label_width=label_room(labels),
    )


@kept
def kinds_table(view: View, counted: pd.DataFrame) -> Table:
    """Show each kind with the ministry in charge, counted in each project and once."""
    words, rows = view.words, kinds_of(counted)
    shown = {
        words("linkage.kind"): [kind_name(view, key) for key in rows["organisation_kind"]],
        words("linkage.in_charge"): [ministry(view, key, "name") for key in rows["ministry"]],
        words("linkage.is_social"): [
            words("file.yes" if social else "file.no") for social in rows["is_social"]
        ],
        words("linkage.column_partners"): texts(rows["partners"], number_text),
        words("linkage.column_organisations"): texts(rows["organisations"], number_text),
        words("column.projects"): texts(rows["projects"], number_text),
    }
    return Table(shown, list(shown)[3:], as_file(rows), [words("linkage.counted_twice")])


@kept
def role_matrix(view: View, counted: pd.DataFrame, chosen: Chosen) -> Chart | None:
    """Draw kinds against roles, counted in each project."""
    rows = counted[counted["breakdown"] == "kind_and_role"]
    if rows.empty:
        return None
    values = {(row.organisation_kind, row.partner_role): row.partners for row in records(rows)}
    kinds = kinds_of(counted)["organisation_kind"]
    roles = counted.loc[counted["breakdown"] == "role", "partner_role"]
    frame = pd.DataFrame(
        [
            {
                "row": kind_name(view, kind),
                "column": view.name("partner_roles", role, "short"),
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
            one=kind_name(view, most["organisation_kind"]),
            other=role_name(view, most["partner_role"]),
            count=pieces(view, most["partners"]),
        ),
        label_width=label_room(list(frame["row"])),
    )


@kept
def roles_table(view: View, counted: pd.DataFrame) -> Table:
    """Show kinds against roles in numbers, with what each kind adds up to."""
    words = view.words
    rows = counted[counted["breakdown"] == "kind_and_role"]
    values = {(row.organisation_kind, row.partner_role): row.partners for row in records(rows)}
    kinds = kinds_of(counted)
    roles = counted.loc[counted["breakdown"] == "role", "partner_role"]
    shown = {
        words("linkage.kind"): [kind_name(view, key) for key in kinds["organisation_kind"]],
        words("linkage.together"): texts(kinds["partners"], number_text),
        **{
            role_name(view, role): [
                number_text(values.get((kind, role), 0)) for kind in kinds["organisation_kind"]
            ]
            for role in roles
        },
    }
    return Table(shown, list(shown)[1:], as_file(rows))


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
