"""사업 카드: everything of one project on two pages that print."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd
import streamlit as st

from monitor.figures import project as draw
from monitor.figures import project_record as record
from monitor.figures import tables
from monitor.figures.evaluation_project import conditions_table
from monitor.figures.parts import escape
from monitor.figures.project_lists import LISTS
from monitor.figures.tables import records
from monitor.figures.view import View
from monitor.wording import date_text
from pages.shared.sheet import section, two_pages
from pages.shared.show import fold_of, table, tiles

# A page of paper holds so many; the rest stands below the sheet.
_MOST = {"partners": 12, "findings": 6, "documents": 6, "corrections": 10}


@dataclass(frozen=True)
class Card:
    """One project at the end of a year: what its pages show."""

    view: View
    project: str
    year: int

    def ask(self, question: str, **more: object) -> pd.DataFrame:
        """Ask a question of the project alone."""
        return self.view.ask(question, project=self.project, **more)

    def ask_then(self, question: str, **more: object) -> pd.DataFrame:
        """Ask a question of the project at the end of the year."""
        quarter = self.view.quarter(self.year)
        return self.view.ask(
            question, project=self.project, year=self.year, quarter=quarter, **more
        )


def show(view: View, project: str, year: int) -> None:
    """Show the card as it prints; below it, folded, what has no room on paper."""
    card = Card(view, project, year)
    two_pages(lambda: _first_page(card), lambda: _second_page(card))
    for key, listed in LISTS.items():
        drawn = listed(view, project=project)
        if len(drawn.numbers.raw):
            label = view.words(f"project.all_{key}")
            fold_of(view, listed, drawn, {"project": project}, label)


def _first_page(card: Card) -> None:
    view, words = card.view, card.view.words
    facts = card.ask_then("project/facts", basis=view.basis)
    row = next(records(facts))
    st.markdown(f"#### {escape(row.name)}")
    line = words(
        "project.line",
        project=row.project,
        period=view.period(card.year),
        as_of=date_text(view.manifest.as_of, view.language),
        state=view.state,
        kind=words(f"release.{view.manifest.data_kind}"),
    )
    st.caption(escape(line))
    decided = card.ask("evaluation/history")
    tiles(draw.card_tiles(view, facts, decided), key="card tiles", narrowest=120)
    table(view, draw.facts_table(view, facts), words("panel.facts"), "sheet_facts")
    section(view, words("status.numbers"), draw.status_table(view, facts), "status")
    stages = card.ask_then("project/stages")
    section(view, words("panel.stages"), draw.stages_table(view, stages), "stages")
    money = card.ask_then("project/money")
    sources = [view.name("funding_sources", source) for source in money["funding_source"]]
    numbers = tables.money_table(view, money, words("column.funding_source"), sources)
    section(view, words("panel.money"), numbers, "money", note=words("project.money_unit"))
    indicators, history = card.ask_then("project/indicators"), card.ask("project/history")
    numbers = draw.history_table(view, indicators, history, card.year)
    section(view, words("panel.indicators"), numbers, "indicators")


def _second_page(card: Card) -> None:
    view, words = card.view, card.view.words
    name = card.ask_then("project/facts", basis=view.basis)["name"].iloc[0]
    st.markdown(f"#### {words('project.second', project=escape(name))}")
    _short(card, "partners")
    linked = card.ask_then("project/linkage")
    if len(linked):
        section(view, words("project.linkage"), record.linkage_table(view, linked), "linkage")
    decided = card.ask("evaluation/history")
    numbers = record.evaluation_table(view, decided)
    section(
        view, words("project.evaluation"), numbers, "evaluation", words("project.no_evaluation")
    )
    conditions = card.ask("evaluation/conditions")
    if len(conditions):
        numbers = conditions_table(view, conditions)
        section(view, words("panel.conditions"), numbers, "conditions")
    for key in ("findings", "corrections", "documents"):
        _short(card, key)


def _short(card: Card, key: str) -> None:
    """Show the first rows of a list, and say of how many."""
    view, words, most = card.view, card.view.words, _MOST[key]
    rows = card.ask(f"project/{key}")
    note = words("project.first_of", shown=most, total=len(rows)) if len(rows) > most else ""
    numbers = record.TABLES[key](view, rows, most)
    section(view, words(f"project.{key}"), numbers, key, words(f"project.no_{key}"), note)
