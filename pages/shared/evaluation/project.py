"""One project: from its decision to each criterion, each score, and who gave it when."""

from __future__ import annotations

import streamlit as st

from monitor.figures import evaluation_project as draw
from monitor.figures import evaluation_sheets as given
from monitor.figures.evaluation import TOTAL, criteria_names, labels_of
from monitor.figures.parts import escape
from monitor.figures.register import Choice
from monitor.figures.view import View
from pages.shared.choose import choose
from pages.shared.evaluation.choices import choose_all
from pages.shared.show import show_figure, table, take_along, tiles
from pages.shared.who import this_store


def show(view: View) -> None:
    """Show what a project's decision rests on."""
    words, chosen = view.words, choose_all(view)
    results = view.ask("evaluation/results", **chosen.on(view.basis))
    if results.empty:
        st.info(words("evaluation.not_this_year"))
        return
    names = dict(zip(results["project"], labels_of(view, results), strict=True))
    project = choose(
        st.selectbox,
        words("evaluation.choose_project"),
        list(names),
        key="project",
        default=next(iter(names)),
        names=names,
        width=420,
    )
    st.subheader(escape(names[project]), anchor=False)
    row = results[results["project"] == project].iloc[0]
    for line in draw.decision_lines(view, row):
        st.markdown(line)
    tiles(draw.project_tiles(view, row), key="project tiles")

    here: dict[str, Choice] = {"year": chosen.year, "project": project}
    if why := given.closed(view):
        st.info(why)
    else:
        note_reading(view, project)
    left, right = st.columns(2, gap="medium")
    with left:
        show_figure(view, draw.profile, **here)
    with right:
        show_figure(view, given.sheet_matrix, **here)

    sheets, scores = view.ask("evaluation/sheets", **here), view.ask("evaluation/scores", **here)
    if chosen.criterion != TOTAL:
        criterion = criteria_names(view)[chosen.criterion]
        title = words("evaluation.points_of", criterion=criterion)
        st.markdown(f"**{escape(title)}**")
        table(view, given.scores_table(view, sheets, scores, chosen.criterion), title, "points")
    st.markdown(f"**{words('evaluation.sheets')}**")
    table(view, given.sheets_table(view, sheets), words("evaluation.sheets"), "sheets")
    if not why:
        take_along(view, given.scores, given.scores(view, **here), here)
    changed = given.corrections_table(view, sheets, scores)
    if len(changed.raw):
        st.markdown(f"**{words('evaluation.corrections')}**")
        table(view, changed, words("evaluation.corrections"), "corrections")

    st.markdown(f"**{words('evaluation.history')}**")
    decided = view.ask("evaluation/history", project=project)
    table(view, draw.history_table(view, decided), words("evaluation.history"), "history")
    st.markdown(f"**{words('evaluation.conditions')}**")
    conditions = view.ask("evaluation/conditions", project=project)
    if conditions.empty:
        st.caption(words("evaluation.no_conditions"))
    else:
        numbers = draw.conditions_table(view, conditions)
        table(view, numbers, words("evaluation.conditions"), "conditions")


def note_reading(view: View, project: str) -> None:
    """Record that all scores of a project are read, once a visit."""
    store, read = this_store(), f"{view.manifest.release}/{project}"
    known: set[str] = st.session_state.setdefault("scores read", set())
    if (seen := f"{store.actor.account} {read}") not in known:
        store.actor.permit("read_score", on=read)
        known.add(seen)
