"""Tiles, notes and the table of the national budget of 추진·예산."""

from __future__ import annotations

import pandas as pd

from monitor.figures.keep import kept
from monitor.figures.parts import Table, Tile
from monitor.figures.register import Drawn, figure
from monitor.figures.tables import records, texts
from monitor.figures.view import View
from monitor.wording import number_text


@figure("progress/national-budget")
def national_budget(view: View) -> Drawn:
    """List the national budget of every year beside what is made of it."""
    budgets = view.ask("progress/national_budget")
    return Drawn(None, _budgets_table(view, budgets), title=view.words("progress.national_budget"))


def budget_warning(view: View, budgets: pd.DataFrame) -> str:
    """Say in which years more is allocated or granted than the national budget holds."""
    return "  \n".join(
        view.words(
            "progress.budget_exceeded",
            year=row.year,
            budget=view.million_won(row.year_budget),
            allocated=view.million_won(row.allocated),
            granted=view.million_won(row.granted),
        )
        for row in records(budgets)
        if row.is_exceeded
    )


def budget_tiles(view: View, budgets: pd.DataFrame, year: int) -> list[Tile]:
    """Return the year's national budget beside what is allocated, granted and executed of it."""
    words = view.words
    row = budgets[budgets["year"] == year].iloc[0]
    is_public = not pd.isna(row["year_budget"])
    left = words("progress.budget_left", value=view.million_won(row["left_over"]))
    return [
        Tile(
            words("progress.national_budget"),
            view.million_won(row["year_budget"]) if is_public else words("progress.not_public"),
            left if is_public else words("progress.cannot_compare"),
            words("progress.national_budget_help"),
        ),
        Tile(
            words("progress.national_allocated"),
            view.million_won(row["allocated"]),
            words("progress.of_budget", share=number_text(row["allocated_share"], 1))
            if is_public
            else "",
            tone="inverse" if is_public and row["is_exceeded"] else "off",
        ),
        Tile(words("progress.national_granted"), view.million_won(row["granted"])),
        Tile(words("progress.national_executed"), view.million_won(row["executed"])),
    ]


def budget_notes(view: View, budgets: pd.DataFrame, year: int) -> list[str]:
    """Say that the budget is nationwide, and where it comes from or that it is not public."""
    words, row = view.words, budgets[budgets["year"] == year].iloc[0]
    lines = [words("progress.budget_nationwide")]
    if pd.isna(row["year_budget"]):
        return [*lines, words("progress.budget_not_public", year=year)]
    source = view.name("programme_years", str(year), "source")
    return [*lines, words("progress.budget_source", year=year, source=source)]


@kept
def _budgets_table(view: View, budgets: pd.DataFrame) -> Table:
    """Show the national budget of every year beside what is allocated, granted and executed."""
    words = view.words
    columns = {
        words("column.year"): [view.period_to(row.year, row.quarter) for row in records(budgets)],
        words("progress.column_budget"): [
            words("progress.not_public") if pd.isna(won) else view.million_won(won)
            for won in budgets["year_budget"]
        ],
        words("column.allocated"): texts(budgets["allocated"], view.million_won),
        words("column.granted"): texts(budgets["granted"], view.million_won),
        words("column.executed"): texts(budgets["executed"], view.million_won),
        words("progress.column_left"): texts(budgets["left_over"], view.million_won),
        words("progress.column_share"): texts(
            budgets["allocated_share"], lambda v: number_text(v, 1)
        ),
    }
    return Table(columns, list(columns)[1:], budgets)
