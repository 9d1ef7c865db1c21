"""Writing a finding, answering it for a province, and judging the answer."""

from __future__ import annotations

import datetime as dt
from typing import Any

import streamlit as st

from monitor.evaluation import answer_finding, judge_finding, read_evidence, write_finding
from monitor.evaluation.findings import Verdict
from monitor.figures.view import View, vocabulary
from monitor.wording import Refused
from pages.shared.desk.common import (
    ask_name,
    attempt,
    ledger,
    say_what_happened,
    signer,
)
from pages.shared.kept_work import kept_text_area, kept_work
from pages.shared.panel.common import choose_project, citable, names_of, own_projects, today

_USUAL_DAYS = 30
_MOST_EVIDENCE = 3


def write(view: View, member: str, year: int) -> None:
    """Ask for a new finding on one of the member's projects, and keep it."""
    words, projects = view.words, own_projects(view, member)
    if projects.empty:
        st.caption(words("panel.no_project"))
        return
    project = choose_project(view, names_of(projects))
    written = int(st.session_state.get("findings written", 0))
    offered = citable(view, project, year)
    # A new key a finding: what was kept is not written twice.
    keys = {name: f"{name} {project} {written}" for name in ("area", "severity", "due", "text")}
    cites = f"cited {project} {written}"
    opinion = f"opinion {member} {project}"
    # A form says nothing before it is sent: the text, which takes longest, stands outside.
    with st.container(border=True):
        kept_text_area(
            view, words("panel.opinion"), opinion, key=keys["text"], most=1000, height=110
        )
        form = st.form(f"finding {project} {written}", border=False)
    with form:
        with st.container(horizontal=True, vertical_alignment="bottom"):
            st.segmented_control(
                words("panel.area"),
                _ids("finding_areas"),
                key=keys["area"],
                format_func=lambda each: view.name("finding_areas", each),
            )
            st.segmented_control(
                words("panel.severity"),
                _ids("finding_severities"),
                key=keys["severity"],
                format_func=lambda each: view.marked("finding_severities", each),
            )
            st.date_input(
                words("panel.due_on"),
                value=today() + dt.timedelta(days=_USUAL_DAYS),
                key=keys["due"],
                format="YYYY-MM-DD",
                width=160,
            )
        st.multiselect(
            words("panel.evidence"),
            list(offered),
            key=cites,
            format_func=offered.__getitem__,
            max_selections=_MOST_EVIDENCE,
            placeholder=words("panel.choose_evidence"),
            help=words("panel.evidence_help"),
        )

        def done() -> str:
            given = {name: st.session_state[key] for name, key in keys.items()}
            if not given["area"] or not given["severity"] or not given["due"]:
                raise Refused("finding_incomplete")
            number = write_finding(
                ledger(),
                vocabulary(),
                project=project,
                area=given["area"],
                severity=given["severity"],
                opinion=given["text"],
                due_on=given["due"],
                member=member,
                evidence=[
                    read_evidence(view.published, project, each, year, view.quarter(year))
                    for each in st.session_state[cites]
                ],
            )
            kept_work().drop(opinion)
            st.session_state["findings written"] = written + 1
            return words("panel.finding_kept", number=number)

        st.form_submit_button(
            words("panel.keep_finding"),
            type="primary",
            on_click=attempt,
            args=(view, "write", done),
        )
    say_what_happened("write")


def _ids(file: str) -> list[str]:
    return [next(iter(row.values())) for row in vocabulary().rows(file)]


def act(view: View, member: str, row: Any, events: int) -> None:
    """Offer what can be done next with a finding, by whom it is open to: answer it, judge it."""
    if row.finding_state == "closed":
        return
    actor, whose = ledger().actor, {"region": row.region, "project": row.project}
    answers = actor.may("answer_finding", **whose)
    judges = bool(member) and actor.may("write_finding", member=member, **whose)
    answer, judge = st.columns(2, gap="medium") if answers and judges else (st.container(),) * 2
    if answers:
        with answer:
            _answer(view, row, events)
    if judges:
        with judge:
            _judge(view, member, row, events)


def _answer(view: View, row: Any, events: int) -> None:
    """The province says what it did."""
    words, number = view.words, int(row.finding)
    key, item = f"follow-up {number} {events}", f"follow-up {number}"
    st.markdown(f"**{words('panel.by_province')}**")
    ask_name(view)
    kept_text_area(view, words("panel.follow_up"), item, key=key, most=1000, height=90)

    def done() -> str:
        by, text = signer(), st.session_state[key]
        answer_finding(ledger(), number, text, by=by)
        kept_work().drop(item)
        return words("panel.follow_up_kept", number=number)

    st.button(
        words("panel.keep_follow_up"),
        key=f"keep follow-up {number}",
        on_click=attempt,
        args=(view, f"finding {number}", done),
    )


def _judge(view: View, member: str, row: Any, events: int) -> None:
    """The member says whether that settles it."""
    words, number = view.words, int(row.finding)
    key, item = f"verdict {number} {events}", f"verdict {number}"
    st.markdown(f"**{words('panel.by_panel', member=view.name('panel_members', member))}**")
    if row.finding_state != "answered":
        st.caption(words("panel.wait_for_province"))
        return
    kept_text_area(view, words("panel.verdict_note"), item, key=key, most=1000, height=90)

    def done(verdict: Verdict) -> str:
        note = st.session_state[key]
        judge_finding(ledger(), vocabulary(), number, verdict, member=member, note=note)
        kept_work().drop(item)
        return words(f"panel.done_{verdict}", number=number)

    def button(verdict: Verdict) -> None:
        st.button(
            words(f"panel.do_{verdict}"),
            type="primary" if verdict == "closed" else "secondary",
            key=f"{verdict} {number}",
            on_click=attempt,
            args=(view, f"finding {number}", lambda: done(verdict)),
        )

    with st.container(horizontal=True):
        button("closed")
        button("reopened")
