"""Figures and tables of the organisations that take part."""

from __future__ import annotations

from typing import Any

import pandas as pd

from monitor.charts import Chart
from monitor.charts.bars import bars
from monitor.charts.columns import Pane, Part, columns
from monitor.charts.matrix import matrix
from monitor.charts.theme import palette
from monitor.figures.chosen import Chosen
from monitor.figures.keep import kept
from monitor.figures.linkage import (
    as_file,
    label_room,
    ministry,
    missing_quarters,
    pieces,
    quarter_names,
    quarter_texts,
    titled,
)
from monitor.figures.parts import Table
from monitor.figures.register import Drawn, figure
from monitor.figures.tables import records, texts
from monitor.figures.view import View
from monitor.wording import number_text


@figure("linkage/partner-kinds")
def kinds(view: View, *, year: int, region: str = "all", model_type: str = "all") -> Drawn:
    """Draw how many of each kind take part."""
    chosen = Chosen(year, region, model_type)
    counted = view.ask("linkage/kinds_and_roles", **chosen.asked(view))
    return Drawn(
        _kind_bars(view, counted, chosen),
        _kinds_table(view, counted),
        nothing=view.words("linkage.no_partner"),
    )


@figure("linkage/partner-roles")
def roles(view: View, *, year: int, region: str = "all", model_type: str = "all") -> Drawn:
    """Draw which kinds take part in which role."""
    chosen = Chosen(year, region, model_type)
    counted = view.ask("linkage/kinds_and_roles", **chosen.asked(view))
    return Drawn(
        _role_matrix(view, counted, chosen),
        _roles_table(view, counted),
        nothing=view.words("linkage.no_partner"),
    )


@figure("linkage/partner-quarters")
def quarters(view: View, *, year: int, region: str = "all", model_type: str = "all") -> Drawn:
    """Draw how many take part, come and leave, quarter by quarter."""
    chosen = Chosen(year, region, model_type)
    over_time = view.ask("linkage/partners_by_quarter", **chosen.asked(view))
    return Drawn(
        _quarter_columns(view, over_time, chosen),
        _quarters_table(view, over_time),
        nothing=view.words("linkage.no_partner"),
    )


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
def _kind_bars(view: View, counted: pd.DataFrame, chosen: Chosen) -> Chart | None:
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
def _kinds_table(view: View, counted: pd.DataFrame) -> Table:
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
def _role_matrix(view: View, counted: pd.DataFrame, chosen: Chosen) -> Chart | None:
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
def _roles_table(view: View, counted: pd.DataFrame) -> Table:
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
def _quarter_columns(view: View, over_time: pd.DataFrame, chosen: Chosen) -> Chart | None:
    """Draw who took part at the end of each quarter, and who came and left in it."""
    if over_time.empty:
        return None
    words = view.words
    frame = over_time.assign(label=quarter_names(view, over_time))
    last = frame.iloc[-1]
    title = view.narrowed(words("linkage.partner_quarters"), chosen.region, chosen.model_type)
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
def _quarters_table(view: View, over_time: pd.DataFrame) -> Table:
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
