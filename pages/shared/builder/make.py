"""Making: a form is chosen, a job works in the background, the file is handed out."""

from __future__ import annotations

from typing import Final

import streamlit as st

from monitor.briefing.draft import Draft
from monitor.briefing.jobs import Job, Made, briefing_job, jobs
from monitor.briefing.making import Named
from monitor.briefing.recipe import content_of, recipe_of
from monitor.briefing.written import FORMS
from monitor.figures.parts import escape
from monitor.figures.view import View
from monitor.wording import Refused
from pages.shared.who import this_store

MAKE_AT_ONCE: Final = "make the briefing at once"
_JOB: Final = "briefing job"
_FORM: Final = "briefing form"
_LOOK_AGAIN: Final = 1.0  # seconds


def show(view: View, draft: Draft) -> None:
    """Offer to make the briefing, and show how far it is."""
    words = view.words
    forms = list(FORMS)
    form = st.radio(
        words("builder.form"),
        forms,
        index=forms.index(st.session_state.get(_FORM, forms[0])),
        format_func=lambda each: _form(view, each),
        key=f"form {view.language}",  # under one key, what it says would stay in the old language
    )
    st.session_state[_FORM] = form
    at_once = st.session_state.pop(MAKE_AT_ONCE, False)
    is_empty = not draft.entries
    if st.button(words("builder.make"), key="make", type="primary", disabled=is_empty) or at_once:
        _start(view, draft, form)
    name = str(st.session_state.get(_JOB, ""))
    job = jobs().job(name)
    if job is None:
        return
    if job.is_over:
        _over(view, job)
    else:
        st.fragment(_under_way, run_every=_LOOK_AGAIN)(view, name)


def _form(view: View, form: str) -> str:
    return view.words(f"builder.form_{form.replace('.', '_')}")


def _start(view: View, draft: Draft, form: str) -> None:
    try:
        recipe = recipe_of(content_of(draft.recipe))
        named = Named(draft.name, draft.version) if draft.name else None
        work = briefing_job(
            this_store(),
            recipe,
            view.published,
            view.language,
            form,
            by=view.words("builder.by"),
            named=named,
        )
        st.session_state[_JOB] = jobs().start(work)
    except Refused as refused:
        st.error(escape(refused.say(view.language)))


def _under_way(view: View, name: str) -> None:
    """Show the progress of a job; when it is over, the page shows what came of it."""
    job = jobs().job(name)
    if job is None or job.is_over:
        st.rerun()
    words = view.words
    if job.state == "waiting":
        st.progress(0.0, words("builder.waiting"))
        return
    said = words("builder.working", done=job.done, total=job.total, name=escape(job.name))
    st.progress(job.done / job.total if job.total else 0.0, said)


def _over(view: View, job: Job[Made]) -> None:
    words = view.words
    if job.refusal is not None:
        st.error(escape(job.refusal.say(view.language)))
        return
    made = job.result
    assert made is not None, "a job that is done has a result"
    st.success(words("builder.done", code=made.code))
    st.download_button(
        words("builder.download", form=_form(view, made.form)),
        data=made.content,
        file_name=made.file_name,
        mime=made.mime,
        key=f"download {made.code} {made.file_name}",
        on_click="ignore",
    )
    for line in made.left_out:
        st.caption(f"※ {escape(line)}")
