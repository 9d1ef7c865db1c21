"""Tiles, figures and tables of what was developed together."""

from __future__ import annotations

from typing import Any, Final

import pandas as pd

from monitor.charts import Chart
from monitor.charts.bars import stacked
from monitor.charts.columns import Pane, Part, columns
from monitor.charts.matrix import matrix
from monitor.charts.theme import palette
from monitor.figures.keep import kept
from monitor.figures.linkage import (
    before,
    cases,
    label_room,
    ministry,
    missing_quarters,
    quarter_names,
    quarter_texts,
    reported_note,
    titled,
)
from monitor.figures.linkage_chosen import Chosen
from monitor.figures.links import project_links
from monitor.figures.parts import Table, Tile
from monitor.figures.tables import day_text, records, texts
from monitor.figures.view import View
from monitor.wording import number_text

SIDES: Final = ("ministry", "local_government", "organisation", "residents")
_STATES: Final = ("products", "in_development")


def product_tiles(view: View, totals: pd.DataFrame) -> list[Tile]:
    """Return what was completed, what is being developed, and how much of it by all sides."""
    words, row = view.words, totals.iloc[0]
    return [
        Tile(
            words("linkage.completed"),
            cases(view, row["products"]),
            before(view, cases(view, row["previous_products"]), row["previous_products"]),
            words("linkage.completed_help"),
        ),
        Tile(
            words("linkage.completed_so_far"),
            cases(view, row["completed_so_far"]),
            "",
            words("linkage.completed_so_far_help"),
        ),
        Tile(words("linkage.in_development"), cases(view, row["in_development"])),
        Tile(
            words("linkage.by_all_completed"),
            _share(row["by_all_percent"]),
            _part_of(view, row["by_all"], row["products"]),
            words("linkage.by_all_help"),
        ),
        Tile(
            words("linkage.by_all_in_development"),
            _share(row["by_all_in_development_percent"]),
            _part_of(view, row["by_all_in_development"], row["in_development"]),
            words("linkage.by_all_help"),
        ),
        Tile(
            words("linkage.with_residents"),
            cases(view, row["with_residents"]),
            ""
            if pd.isna(row["residents"])
            else words("linkage.people", count=number_text(row["residents"])),
            words("linkage.with_residents_help"),
        ),
    ]


def _share(value: float) -> str:
    text = number_text(value, 1)
    return text if text == "–" else f"{text}%"


def _part_of(view: View, part: Any, whole: Any) -> str:
    if pd.isna(whole):
        return ""
    return view.words("linkage.part_of", part=number_text(part), whole=number_text(whole))


def product_notes(view: View, totals: pd.DataFrame) -> list[str]:
    """Say what the numbers lack."""
    return reported_note(view, totals.iloc[0])


def _side(view: View, side: str) -> str:
    return view.words(f"linkage.side_{side}")


def _sides(view: View, row: Any) -> str:
    """Name the sides that took part together."""
    named = [view.words(f"linkage.short_{side}") for side in SIDES if getattr(row, f"has_{side}")]
    return "·".join(named) or view.words("linkage.no_side")


@kept
def side_bars(view: View, by_sides: pd.DataFrame, chosen: Chosen) -> Chart | None:
    """Draw which sides made how many products together, completed and in development."""
    if by_sides.empty:
        return None
    words, colours = view.words, palette(dark=view.dark)
    labels = [_sides(view, row) for row in records(by_sides)]
    frame = pd.concat(
        pd.DataFrame({"label": labels, "part": state, "value": by_sides[state].tolist()})
        for state in _STATES
    )
    title = titled(view, "sides", chosen)
    most = by_sides.iloc[int(by_sides["listed"].argmax())]
    return stacked(
        frame,
        view.caption(title, view.name("units", "case")),
        words(
            "linkage.sides_finding",
            title=title,
            sides=_sides(view, most),
            completed=cases(view, most["products"]),
            in_development=cases(view, most["in_development"]),
        ),
        parts=[
            ("products", words("linkage.completed"), colours.accent),
            ("in_development", words("linkage.in_development"), colours.line),
        ],
        label_width=label_room(labels),
    )


@kept
def sides_table(view: View, by_sides: pd.DataFrame) -> Table:
    """Show each combination of sides with what it completed and is developing."""
    words = view.words
    shown = {
        **{
            _side(view, side): ["●" if has else "–" for has in by_sides[f"has_{side}"]]
            for side in SIDES
        },
        words("linkage.by_all"): [
            words("file.yes" if by_all else "file.no") for by_all in by_sides["is_by_all"]
        ],
        words("linkage.completed"): texts(by_sides["products"], number_text),
        words("linkage.in_development"): texts(by_sides["in_development"], number_text),
    }
    return Table(shown, list(shown)[5:], by_sides, [words("linkage.by_all_note")])


def _kind(view: View, key: Any) -> str:
    return view.words("linkage.together") if pd.isna(key) else view.name("product_kinds", key)


@kept
def kind_matrix(view: View, by_kind: pd.DataFrame, chosen: Chosen) -> Chart | None:
    """Draw kinds against the sides that took part."""
    rows = by_kind[by_kind["product_kind"].notna()]
    if rows.empty:
        return None
    words = view.words
    heads = {
        "listed": words("linkage.together"),
        **{f"with_{side}": _side(view, side) for side in SIDES},
        "by_all": words("linkage.by_all"),
    }
    frame = pd.DataFrame(
        [
            {
                "row": _kind(view, row.product_kind),
                "column": head,
                "value": getattr(row, name),
                "text": number_text(getattr(row, name)),
            }
            for row in records(rows)
            for name, head in heads.items()
        ]
    )
    title = titled(view, "product_kinds", chosen)
    whole = by_kind[by_kind["product_kind"].isna()].iloc[0]
    return matrix(
        frame,
        view.caption(title, view.name("units", "case")),
        words(
            "linkage.kinds_finding",
            title=title,
            by_all=cases(view, whole["by_all"]),
            listed=cases(view, whole["listed"]),
            share=number_text(whole["by_all_percent"], 1),
        ),
        label_width=label_room(frame["row"]),
    )


@kept
def kinds_table(view: View, by_kind: pd.DataFrame) -> Table:
    """Show each kind: completed, in development, and how many each side helped to make."""
    words = view.words
    shown = {
        words("linkage.product_kind"): [_kind(view, key) for key in by_kind["product_kind"]],
        words("linkage.completed"): texts(by_kind["products"], number_text),
        words("linkage.in_development"): texts(by_kind["in_development"], number_text),
        **{_side(view, side): texts(by_kind[f"with_{side}"], number_text) for side in SIDES},
        words("linkage.by_all"): texts(by_kind["by_all"], number_text),
        words("linkage.by_all_share"): texts(
            by_kind["by_all_percent"], lambda v: number_text(v, 1)
        ),
    }
    return Table(shown, list(shown)[1:], by_kind, [words("linkage.kinds_note")])


@kept
def quarter_columns(view: View, over_time: pd.DataFrame) -> Chart | None:
    """Draw what was completed in each quarter and being developed at its end."""
    if over_time.empty:
        return None
    words = view.words
    last = over_time.iloc[-1]
    title = words("linkage.product_quarters")
    return columns(
        over_time.assign(label=quarter_names(view, over_time)),
        view.caption(title, view.name("units", "case")),
        words(
            "linkage.product_quarters_finding",
            title=title,
            quarter=quarter_texts(view, over_time)[-1],
            by_all=number_text(last["by_all"]),
            others=number_text(last["by_others"]),
            in_development=number_text(last["in_development"]),
        ),
        panes=[
            Pane(
                words("linkage.completed_in_quarter"),
                [
                    Part("by_all", words("linkage.by_all")),
                    Part("by_others", words("linkage.by_others"), "soft_ink", is_open=True),
                ],
            ),
            Pane(
                words("linkage.developing_at_end"),
                [Part("in_development", words("linkage.in_development"), "line")],
                height=70,
            ),
        ],
        write=number_text,
    )


@kept
def quarters_table(view: View, over_time: pd.DataFrame) -> Table:
    """Show each quarter's products."""
    words = view.words
    shown = {
        words("linkage.column_quarter"): quarter_texts(view, over_time),
        words("linkage.column_by_all"): texts(over_time["by_all"], number_text),
        words("linkage.column_by_others"): texts(over_time["by_others"], number_text),
        words("linkage.in_development"): texts(over_time["in_development"], number_text),
        words("column.reported"): [
            f"{row.projects_reported}/{row.projects}" for row in records(over_time)
        ],
    }
    return Table(shown, list(shown)[1:], over_time, missing_quarters(view, over_time))


@kept
def products_table(view: View, products: pd.DataFrame) -> Table:
    """Show every product: what, of which project, by whom, and when it was completed."""
    words = view.words
    shown = {
        words("linkage.product"): products["product"].tolist(),
        words("linkage.product_kind"): [_kind(view, key) for key in products["product_kind"]],
        words("column.project"): project_links(view, products),
        words("column.region"): [view.region(region) for region in products["region"]],
        words("linkage.completed_on"): [
            words("linkage.in_development") if pd.isna(day) else day_text(view, day)
            for day in products["completed_on"]
        ],
        _side(view, "ministry"): [ministry(view, key) for key in products["ministry"]],
        **{
            _side(view, side): ["–" if pd.isna(text) else text for text in products[side]]
            for side in ("local_government", "organisation")
        },
        words("linkage.residents"): texts(products["residents"], number_text),
        words("linkage.by_all"): [
            words("file.yes" if by_all else "file.no") for by_all in products["is_by_all"]
        ],
    }
    return Table(shown, [words("linkage.residents")], products)
