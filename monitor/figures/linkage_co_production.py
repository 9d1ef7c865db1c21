"""Figures and tables of what was developed together."""

from __future__ import annotations

from typing import Any, Final

import pandas as pd

from monitor.charts import Chart
from monitor.charts.bars import stacked
from monitor.charts.columns import Pane, Part, columns
from monitor.charts.matrix import matrix
from monitor.charts.theme import palette
from monitor.figures.chosen import Chosen
from monitor.figures.keep import kept
from monitor.figures.linkage import (
    cases,
    label_room,
    ministry,
    missing_quarters,
    quarter_names,
    quarter_texts,
    titled,
)
from monitor.figures.links import project_links
from monitor.figures.parts import Table
from monitor.figures.register import Drawn, figure
from monitor.figures.tables import day_text, records, texts
from monitor.figures.view import View
from monitor.wording import number_text

SIDES: Final = ("ministry", "local_government", "organisation", "residents")
_STATES: Final = ("products", "in_development")


@figure("linkage/product-sides")
def sides(view: View, *, year: int, region: str = "all", model_type: str = "all") -> Drawn:
    """Draw which sides made how many products together."""
    chosen = Chosen(year, region, model_type)
    by_sides = view.ask("linkage/products_by_sides", **chosen.asked(view))
    return Drawn(
        _side_bars(view, by_sides, chosen),
        _sides_table(view, by_sides),
        nothing=view.words("linkage.no_product"),
    )


@figure("linkage/product-kinds")
def kinds(view: View, *, year: int, region: str = "all", model_type: str = "all") -> Drawn:
    """Draw which kinds of products were made, and with whom."""
    chosen = Chosen(year, region, model_type)
    by_kind = view.ask("linkage/products_by_kind", **chosen.asked(view))
    return Drawn(
        _kind_matrix(view, by_kind, chosen),
        _kinds_table(view, by_kind),
        nothing=view.words("linkage.no_product"),
    )


@figure("linkage/product-quarters")
def quarters(view: View, *, year: int, region: str = "all", model_type: str = "all") -> Drawn:
    """Draw what was completed and developed, quarter by quarter."""
    chosen = Chosen(year, region, model_type)
    over_time = view.ask("linkage/products_by_quarter", **chosen.asked(view))
    return Drawn(
        _quarter_columns(view, over_time, chosen),
        _quarters_table(view, over_time),
        nothing=view.words("linkage.no_product"),
    )


@figure("linkage/products")
def products(view: View, *, year: int, region: str = "all", model_type: str = "all") -> Drawn:
    """List every product."""
    chosen = Chosen(year, region, model_type)
    made = view.ask("linkage/products", **chosen.asked(view))
    title = titled(view, "products", chosen)
    return Drawn(None, _products_table(view, made), title=title)


def _side(view: View, side: str) -> str:
    return view.words(f"linkage.side_{side}")


def _sides(view: View, row: Any) -> str:
    """Name the sides that took part together."""
    named = [view.words(f"linkage.short_{side}") for side in SIDES if getattr(row, f"has_{side}")]
    return "·".join(named) or view.words("linkage.no_side")


@kept
def _side_bars(view: View, by_sides: pd.DataFrame, chosen: Chosen) -> Chart | None:
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
def _sides_table(view: View, by_sides: pd.DataFrame) -> Table:
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
def _kind_matrix(view: View, by_kind: pd.DataFrame, chosen: Chosen) -> Chart | None:
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
def _kinds_table(view: View, by_kind: pd.DataFrame) -> Table:
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
def _quarter_columns(view: View, over_time: pd.DataFrame, chosen: Chosen) -> Chart | None:
    """Draw what was completed in each quarter and being developed at its end."""
    if over_time.empty:
        return None
    words = view.words
    last = over_time.iloc[-1]
    title = view.narrowed(words("linkage.product_quarters"), chosen.region, chosen.model_type)
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
def _quarters_table(view: View, over_time: pd.DataFrame) -> Table:
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
def _products_table(view: View, products: pd.DataFrame) -> Table:
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
