"""Reviewing: what a submission says, would change and was asked; accept it or return it."""

from __future__ import annotations

from typing import Any, Literal

import pandas as pd
import streamlit as st

from monitor.figures.parts import escape
from monitor.figures.tables import day, records
from monitor.figures.view import View, vocabulary
from monitor.intake.findings import Finding, Normalised, findings_in
from monitor.intake.preview import preview
from monitor.intake.returned import returned
from monitor.store import Decision, Ledger, decide, explain, findings_of, normalised_of
from pages.shared.choose import choose
from pages.shared.desk.common import (
    ask_name,
    attempt,
    ledger,
    period_name,
    recorded,
    say_what_happened,
    scorer_name,
    sender_name,
    signer,
    stated,
)
from pages.shared.desk.results import (
    shortened,
    show_changes,
    show_findings,
    show_normalised,
)
from pages.shared.desk.touched import show_touched
from pages.shared.kept_work import kept_text_area, kept_work
from pages.shared.who import when_taken


def show(view: View) -> None:
    """Choose a submission, those that wait first; show all of it; decide."""
    words, received = view.words, recorded(Ledger.submissions)
    if received.empty:
        st.caption(words("submissions.none_received"))
        return
    waits = received["submission_state"] == "submitted"
    rows = pd.concat([received[waits], received[~waits].iloc[::-1]])
    listed = {row.submission: row for row in records(rows)}
    number = int(
        choose(
            st.selectbox,
            words("submissions.submission"),
            [str(number) for number in listed],
            key="submission",
            default=str(next(iter(listed))),
            names={str(number): _name(view, row) for number, row in listed.items()},
            width=520,
        )
    )
    row = listed[number]
    _show_facts(view, row)
    if row.submission_state != "submitted":
        say_what_happened(str(number))
    _say_newer(view, received, row)
    findings = recorded(findings_of, number)
    _offer_files(view, number, row, findings_in(findings))
    if row.submission_state == "submitted":
        st.subheader(words("submissions.changes"), anchor=False)
        show_changes(view, recorded(preview, vocabulary(), number), str(number))
        if ledger().actor.opens("publish"):
            show_touched(view, number)
    if len(findings):
        st.subheader(words("submissions.findings"), anchor=False)
        show_findings(view, findings_in(findings), list(findings["reason"].fillna("")), str(number))
    cells = recorded(normalised_of, number)
    if len(cells):
        with st.expander(words("submissions.normalised")):
            show_normalised(view, _cells(cells), str(number))
    if row.submission_state == "submitted":
        _act(view, number, row, findings)


def _name(view: View, row: Any) -> str:
    if row.form == "score":
        return view.words(
            "submissions.score_name",
            number=row.submission,
            who=scorer_name(view, row.scored_by),
            year=int(row.year) if not pd.isna(row.year) else "–",
        )
    return view.words(
        "submissions.submission_name",
        number=row.submission,
        province=sender_name(view, row.form, row.region),
        period=period_name(view, row.year, row.quarter),
    )


def _say_newer(view: View, received: pd.DataFrame, row: Any) -> None:
    """Say when the same sender has sent something newer for the same quarter."""
    region = row.region if isinstance(row.region, str) else ""
    sent = (received["region"].fillna("") == region) & (received["form"] == row.form)
    same = received[sent & (received["year"] == row.year)]
    newer = same[(same["quarter"] == row.quarter) & (same["submission"] > row.submission)]
    if len(newer):
        numbers = ", ".join(map(str, newer["submission"]))
        st.info(view.words("submissions.newer", numbers=numbers))


def _show_facts(view: View, row: Any) -> None:
    words = view.words
    line = words(
        "submissions.facts",
        state=stated(row.submission_state, view.words(f"submission_state.{row.submission_state}")),
        file=escape(row.file_name),
        who=escape(row.submitted_by),
        day=day(view, row.received_at),
    )
    st.markdown(line)
    if row.decided_by and not pd.isna(row.decided_by):
        decided = words(
            "submissions.decided",
            who=escape(row.decided_by),
            day=day(view, row.decided_at),
            note=escape(row.note or "–"),
        )
        st.caption(decided)


def _offer_files(view: View, number: int, row: Any, findings: list[Finding]) -> None:
    with st.container(horizontal=True):
        st.download_button(
            view.words("submissions.take_received"),
            data=when_taken(lambda store: store.ledger.received_file(number)),
            file_name=row.file_name,
            mime="application/octet-stream",
            on_click="ignore",
        )
        if findings:
            name, language = row.file_name, view.language
            st.download_button(
                view.words("submissions.take_returned"),
                data=when_taken(
                    lambda store: returned(
                        store.ledger.received_file(number), name, findings, language=language
                    )[1]
                ),
                file_name=f"{name.rsplit('.', 1)[0]}_{number}.xlsx",
                mime="application/octet-stream",
                on_click="ignore",
            )


def _cells(rows: pd.DataFrame) -> list[Normalised]:
    names = ["sheet", "cell", "field", "raw_value", "value", "rule"]
    return [Normalised(*row) for row in rows[names].itertuples(index=False)]


def _act(view: View, number: int, row: Any, findings: pd.DataFrame) -> None:
    """Offer what is open: the sender explains, the ministry decides."""
    actor = ledger().actor
    decides = actor.may("decide_submission")
    unexplained = findings[(findings["severity"] == "warning") & findings["reason"].isna()]
    explains = len(unexplained) > 0 and actor.may("submit", **_whose(row))
    if decides:
        st.subheader(view.words("submissions.decide"), anchor=False)
    if decides or explains:
        ask_name(view)
    if explains:
        _explain(view, number, unexplained)
    if decides:
        _decide(view, number)
    elif not explains:
        st.caption(view.words("submissions.waits"))
    say_what_happened(str(number))


def _whose(row: Any) -> dict[str, str | None]:
    """Return the province or the member whose submission it is, as ``Actor`` asks for it."""
    known = {"region": row.region, "member": row.scored_by}
    return {name: whose for name, whose in known.items() if isinstance(whose, str)}


def _decide(view: View, number: int) -> None:
    words = view.words
    item, label = f"decision on {number}", words("submissions.decision_note")
    kept_text_area(view, label, item, key=f"note {number}", most=500, height=90)
    with st.container(horizontal=True):
        _button(view, number, "accepted", "primary")
        _button(view, number, "returned", "secondary")


def _button(
    view: View, number: int, decision: Decision, kind: Literal["primary", "secondary"]
) -> None:
    def done() -> str:
        note = st.session_state[f"note {number}"]
        decide(ledger(), number, decision, by=signer(), note=note)
        kept_work().drop(f"decision on {number}")
        return view.words(f"cli.{decision}", number=number)

    st.button(
        view.words(f"submissions.do_{decision}"),
        type=kind,
        key=f"{decision} {number}",
        on_click=attempt,
        args=(view, str(number), done),
    )


def _explain(view: View, number: int, unexplained: pd.DataFrame) -> None:
    """Ask for the reasons of the warnings that have none."""
    words = view.words
    positions = [int(position) for position in unexplained["position"]]

    def keep() -> str:
        given = {n: st.session_state[f"why {number} {n}"].strip() for n in positions}
        told = {n: reason for n, reason in given.items() if reason}
        explain(ledger(), number, told, by=signer())
        return words("submissions.reasons_kept", count=len(told))

    with st.form(f"reasons {number}", border=True):
        st.caption(words("submissions.unexplained", count=len(unexplained)))
        for position, finding in zip(positions, findings_in(unexplained), strict=True):
            what = escape(shortened(finding.part("what", view.language)))
            label = words("submissions.reason_for", number=position, what=what)
            st.text_input(label, key=f"why {number} {position}", max_chars=200)
        st.form_submit_button(
            words("submissions.keep_reasons"), on_click=attempt, args=(view, str(number), keep)
        )
