"""How a project came to be and what came of it: selection, products, models, awards, after."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final

import pandas as pd

from monitor.figures.keep import kept
from monitor.figures.linkage import ministry
from monitor.figures.links import link
from monitor.figures.parts import Table
from monitor.figures.selection import outcome_name
from monitor.figures.spread import place_text, quarter_text, text_or_dash
from monitor.figures.tables import day, records, texts
from monitor.figures.view import View
from monitor.wording import number_text


@kept
def application_table(view: View, applied: pd.DataFrame) -> Table:
    """Show the application that the project was selected with; its call leads to 선정."""
    words = view.words
    columns = {
        words("selection.call"): [
            link(view, "selection", text_or_dash(row.call_name), part="applications", call=row.call)
            for row in records(applied)
        ],
        words("project.applied_as"): applied["name"].tolist(),
        words("selection.applicant"): applied["applicant"].tolist(),
        words("selection.column_received"): [day(view, each) for each in applied["received_on"]],
        words("selection.column_requested"): texts(applied["requested"], view.million_won),
        words("selection.column_score"): texts(applied["score"], lambda v: number_text(v, 1)),
        words("selection.outcome"): [outcome_name(view, each) for each in applied["outcome"]],
        words("selection.selected_on"): [day(view, each) for each in applied["selected_on"]],
    }
    numeric = [words("selection.column_requested"), words("selection.column_score")]
    return Table(columns, numeric, applied)


@kept
def products_table(view: View, products: pd.DataFrame) -> Table:
    """Show what was produced together: what, when it was completed, and by whom."""
    words = view.words
    columns = {
        words("linkage.product"): products["product"].tolist(),
        words("linkage.product_kind"): [
            view.name("product_kinds", each) for each in products["product_kind"]
        ],
        words("linkage.completed_on"): [
            words("linkage.in_development") if pd.isna(each) else day(view, each)
            for each in products["completed_on"]
        ],
        words("linkage.side_ministry"): [ministry(view, each) for each in products["ministry"]],
        **{
            words(f"linkage.side_{side}"): [text_or_dash(each) for each in products[side]]
            for side in ("local_government", "organisation")
        },
        words("linkage.residents"): texts(products["residents"], number_text),
    }
    return Table(columns, [words("linkage.residents")], products)


@kept
def adoptions_table(view: View, adopted: pd.DataFrame) -> Table:
    """Show the standard models from the project, a row an adopter; models lead to 확산."""
    words, rows = view.words, list(records(adopted))
    columns = {
        words("spread.model"): [
            link(view, "spread", row.model_name, model=row.model) for row in rows
        ],
        words("spread.column_designated"): [day(view, row.designated_on) for row in rows],
        words("spread.column_government"): [
            words("project.no_adopter") if pd.isna(row.region) else place_text(view, row)
            for row in rows
        ],
        words("spread.column_adopted"): [day(view, row.adopted_on) for row in rows],
        words("spread.column_ended"): [day(view, row.ended_on) for row in rows],
        words("column.status"): [_marked(view, "adoption_states", r.adoption_state) for r in rows],
        words("project.adopted_users"): texts(adopted["users"], number_text),
        words("spread.column_reported"): [
            quarter_text(view, row.reported_year, row.reported_quarter) for row in rows
        ],
    }
    if adopted["ended_on"].isna().all():
        del columns[words("spread.column_ended")]
    return Table(columns, [words("project.adopted_users")], adopted)


@kept
def awards_table(view: View, awards: pd.DataFrame) -> Table:
    """Show the awards given for the project, and the money that came with them."""
    words = view.words
    columns = {
        words("spread.column_day"): [day(view, each) for each in awards["awarded_on"]],
        words("spread.column_kind"): [view.name("award_kinds", k) for k in awards["award_kind"]],
        words("spread.column_award"): awards["award"].tolist(),
        words("spread.column_government"): [place_text(view, row) for row in records(awards)],
        words("spread.column_incentive"): texts(awards["incentive"], view.million_won),
    }
    return Table(columns, [words("spread.column_incentive")], awards)


@kept
def aftercare_table(view: View, quarters: pd.DataFrame) -> Table:
    """Show each quarter after support beside the last of support; one not reported says so."""
    words = view.words
    people, money = view.name("units", "person"), view.name("units", "million_won")
    columns = {
        words("spread.column_quarter"): [
            quarter_text(view, row.year, row.quarter) for row in records(quarters)
        ],
        words("spread.column_after"): [
            words("spread.after_column", count=after) if after else words("spread.base_column")
            for after in quarters["quarters_after"]
        ],
        words("column.status"): [
            words("spread.no_report")
            if row.quarters_after and not row.is_reported
            else _marked(view, "continuations", row.continuation)
            for row in records(quarters)
        ],
        f"{words('spread.users')} ({people})": texts(quarters["users"], number_text),
        f"{words('spread.jobs')} ({people})": texts(quarters["jobs"], number_text),
        f"{words('spread.own_money')} ({money})": texts(quarters["own_money"], view.million_won),
    }
    return Table(columns, list(columns)[3:], quarters, [words("project.aftercare_note")])


def _marked(view: View, table: str, key: Any) -> str:
    return "–" if pd.isna(key) else view.marked(table, key)


TABLES: Final[Mapping[str, Callable[..., Table]]] = {
    "application": application_table,
    "products": products_table,
    "adoptions": adoptions_table,
    "awards": awards_table,
    "aftercare": aftercare_table,
}
# What names provinces names those of the basis.
OF_BASIS: Final = frozenset({"adoptions", "awards"})
