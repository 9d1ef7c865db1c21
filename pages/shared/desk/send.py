"""Sending: take a template, hand workbooks in, see what is wrong and what would change, submit."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from typing import Any

import streamlit as st

from monitor.figures.parts import escape
from monitor.figures.view import View, vocabulary
from monitor.intake.board import day_of
from monitor.intake.check import Checked, check, permit_check
from monitor.intake.form import PROGRAMME, SCORE
from monitor.intake.preview import preview_of
from monitor.intake.returned import returned
from monitor.intake.scoring import given_in
from monitor.intake.submit import submit
from monitor.intake.template import register_template, template
from monitor.store import Ledger, Store
from monitor.wording import Refused
from pages.shared.choose import choose
from pages.shared.desk.common import (
    ask_name,
    attempt,
    choose_period,
    ledger,
    period_name,
    recorded,
    say_what_happened,
    scorer_name,
    sender_name,
    signer,
)
from pages.shared.desk.results import (
    shortened,
    show_changes,
    show_findings,
    show_normalised,
)
from pages.shared.who import when_taken

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def show(view: View) -> None:
    """Offer the template; take files, check each, and submit what its sender wants sent."""
    _offer_template(view)
    st.subheader(view.words("submissions.hand_in"), anchor=False)
    ask_name(view)
    files = st.file_uploader(
        view.words("submissions.files"),
        accept_multiple_files=True,
        key="files",
        help=view.words("submissions.files_help"),
    )
    if not files:
        st.caption(view.words("submissions.nothing_yet"))
        return
    bar = st.progress(0.0, view.words("submissions.checking"))
    for number, file in enumerate(files, start=1):
        show_file(view, file, signer)
        bar.progress(number / len(files), view.words("submissions.checking"))
    bar.empty()


def _offer_template(view: View) -> None:
    words, received = view.words, recorded(Ledger.submissions)
    st.subheader(words("submissions.template"), anchor=False)
    st.caption(words("submissions.template_lead"))
    with st.container(horizontal=True, vertical_alignment="bottom"):
        year, quarter = choose_period(view, received)
        senders = _senders(view, year, quarter)
        if not senders:
            st.caption(words("submissions.no_sender"))
            return
        region = choose(
            st.selectbox,
            words("submissions.sender"),
            list(senders),
            key="province",
            default=next(iter(senders)),
            names=senders,
        )
        st.download_button(
            words("submissions.take_template"),
            data=when_taken(lambda store: _template(store.ledger, region, year, quarter)),
            file_name=f"{senders[region]}_{year}Q{quarter}.xlsx",
            mime=XLSX,
            on_click="ignore",
        )


def _template(of: Ledger, sender: str, year: int, quarter: int) -> bytes:
    """Return what a province fills in for a quarter, or the ministry's register."""
    today = day_of(of)
    if sender == PROGRAMME:
        return register_template(of, vocabulary(), year=year, quarter=quarter, today=today)
    return template(of, vocabulary(), region=sender, year=year, quarter=quarter, today=today)


def _senders(view: View, year: int, quarter: int) -> dict[str, str]:
    """Return who sends for a quarter, 광주 and 전남 as one since 2026-07-01; the ministry last.

    Only those for whom it is open to send.
    """
    actor = ledger().actor
    first_day = f"{year}-{quarter * 3 - 2:02d}-01"
    provinces = {
        region.region: view.region(region.region)
        for region in sorted(vocabulary().regions.values(), key=lambda each: each.position)
        if f"{region.valid_from}" <= first_day <= f"{region.valid_to or '9999-12-31'}"
        and actor.may("submit", region=region.region)
    }
    if actor.is_unlimited("submit"):
        provinces[PROGRAMME] = view.words("form_name.programme")
    return provinces


def _open_to(ledger: Ledger) -> str:
    """Return what a check hangs on besides the file: the ledger, and who may read what of it."""
    return f"{ledger.path} {ledger.position()} {ledger.actor.standing}"


@st.cache_resource(show_spinner=False, max_entries=60, hash_funcs={Ledger: _open_to})
def _checked(ledger: Ledger, content: bytes, name: str) -> Checked:
    """Check a file once for as long as the ledger stays as it is."""
    return check(content, name, vocabulary(), ledger)


def show_file(view: View, file: Any, sender: Callable[[], str]) -> None:
    """Show what a file says and what is wrong with it; offer to submit it.

    ``sender`` gives whose name stands on it, when it is sent.
    """
    content = file.getvalue()
    digest = hashlib.sha256(content).hexdigest()[:16]
    with st.container(border=True, key=f"file {digest}"):
        st.markdown(f"**{escape(file.name)}**")
        sent = st.session_state.setdefault("sent", {})
        if digest in sent:
            st.session_state.pop("happened", None)
            st.success(escape(sent[digest]))
            return
        if received_as := ledger().submission_of(content):
            st.info(view.words("submissions.already_received", number=received_as))
            return
        try:
            checked = _checked(ledger(), content, file.name)
        except Refused as refusal:
            st.error(escape(refusal.say(view.language)))
            return
        _show_cover(view, checked)
        reasons = _ask_reasons(view, checked, digest)
        if checked.findings:
            told = [reasons.get(n, "") for n in range(1, len(checked.findings) + 1)]
            show_findings(view, checked.findings, told, digest)
            _offer_returned(view, content, file.name, checked, digest)
        if checked.normalised:
            with st.expander(view.words("submissions.normalised")):
                show_normalised(view, checked.normalised, digest)
        if not checked.has_errors and checked.form != SCORE:
            with st.expander(view.words("submissions.changes"), expanded=True):
                show_changes(view, preview_of(ledger(), vocabulary(), checked), digest)
        _offer_to_submit(view, content, file.name, reasons, checked, digest, sender)


def _show_cover(view: View, checked: Checked) -> None:
    cover, words = checked.cover, view.words
    is_score = checked.form == SCORE
    counts = {
        severity: sum(finding.severity == severity for finding in checked.findings)
        for severity in ("error", "warning", "note")
    }
    st.caption(
        words(
            "submissions.score_cover_line" if is_score else "submissions.cover_line",
            province=sender_name(view, checked.form, cover.get("region")),
            period=period_name(view, cover.get("year"), cover.get("quarter")),
            office=escape(str(cover.get("office") or "–")),
            who=scorer_name(view, cover.get("scorer")),
            year=cover.get("year") or "–",
            sheets=len(given_in(checked.tables)) if is_score else 0,
            errors=counts["error"],
            warnings=counts["warning"],
            notes=counts["note"],
        )
    )


def _ask_reasons(view: View, checked: Checked, digest: str) -> dict[int, str]:
    """Ask for the reason of each warning; what came with the workbook stands there already."""
    if checked.has_errors:
        return dict(checked.reasons)
    reasons = dict(checked.reasons)
    for number, finding in enumerate(checked.findings, start=1):
        if finding.severity == "warning":
            reasons[number] = st.text_input(
                view.words(
                    "submissions.reason_for",
                    number=number,
                    what=escape(shortened(finding.part("what", view.language))),
                ),
                value=checked.reasons.get(number, ""),
                key=f"reason {digest} {number}",
                max_chars=200,
            )
    return reasons


def _offer_returned(view: View, content: bytes, name: str, checked: Checked, digest: str) -> None:
    def marked(store: Store) -> bytes:
        # The file is the sender's own; what was found in it leans on what the ledger knows.
        permit_check(store.ledger, checked.form, checked.cover)
        return returned(
            content, name, checked.findings, language=view.language, cover=checked.cover
        )[1]

    st.download_button(
        view.words("submissions.take_returned"),
        data=when_taken(marked),
        file_name=f"{name.rsplit('.', 1)[0]}_{view.words('submissions.checked')}.xlsx",
        mime=XLSX,
        key=f"returned {digest}",
        on_click="ignore",
        help=view.words("submissions.returned_help"),
    )


def _offer_to_submit(
    view: View,
    content: bytes,
    file_name: str,
    reasons: dict[int, str],
    checked: Checked,
    digest: str,
    sender: Callable[[], str],
) -> None:
    words = view.words

    def send() -> str:
        receipt = submit(
            ledger(),
            content,
            file_name,
            submitter=sender(),
            vocabulary=vocabulary(),
            # As they stand in the fields now: the click is dealt with before the page runs anew.
            reasons={n: st.session_state.get(f"reason {digest} {n}", "") for n in reasons},
        )
        said = words(f"submissions.sent_{receipt.submission_state}", number=receipt.submission)
        st.session_state["sent"][digest] = said
        return said

    label = "submissions.submit_returned" if checked.has_errors else "submissions.submit"
    st.button(
        words(label),
        key=f"submit {digest}",
        type="secondary" if checked.has_errors else "primary",
        on_click=attempt,
        args=(view, digest, send),
    )
    say_what_happened(digest)
