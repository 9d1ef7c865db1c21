"""One figure of the draft, unfolded: how it looks, which year it follows, what is said of it."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from monitor.briefing.draft import Draft, Entry, lines_of, sentences_in
from monitor.briefing.making import wanted_of
from monitor.briefing.recipe import LAST, said
from monitor.figures.parts import escape
from monitor.figures.view import View
from monitor.wording import Refused
from pages.shared.builder.current import seen
from pages.shared.show import figure, table


def show_figure_of(view: View, draft: Draft, entry: Entry) -> None:
    """Show, folded, a figure with its sentences to be changed."""
    fold = st.expander(
        view.words("builder.open"), key=f"fold entry {entry.number}", on_change="rerun"
    )
    if not fold.open:
        return
    with fold:
        _sentences(view, entry)
        year, under = st.columns(2, gap="small")
        with year:
            _year(view, entry)
        with under:
            _heading(view, draft, entry)
        _preview(view, entry)


def _preview(view: View, entry: Entry) -> None:
    wanted = wanted_of(entry.piece, view.manifest)
    drawn = wanted.figure(replace(view, basis=entry.piece.basis), **wanted.choices)
    if drawn.chart:
        figure(drawn.chart, f"preview {entry.number}")
    else:
        with st.container(height=320, border=False):
            table(view, drawn.numbers, drawn.heading, f"preview {entry.number}")


def _sentences(view: View, entry: Entry) -> None:
    """Offer the sentences; those edited at an earlier release are shown, not put in their place."""
    words, release = view.words, view.manifest.release
    by_rule = seen(view, entry.piece).sentences
    now = entry.piece.edited_at(release, view.language)
    key = f"sentences {entry.number} {view.language} {release}"
    refusal = f"refused {key}"

    def keep(text: str | None) -> None:
        try:
            told = sentences_in(st.session_state[key] if text is None else text)
        except Refused as refused:  # what was typed stays, to be made shorter
            st.session_state[refusal] = refused.say(view.language)
            return
        st.session_state.pop(refusal, None)
        edited = None if told == by_rule or not told else told
        entry.piece = entry.piece.with_sentences(release, view.language, edited)
        st.session_state[key] = lines_of(edited or by_rule)

    if key not in st.session_state:
        st.session_state[key] = lines_of(by_rule if now is None else now)
    st.text_area(
        words("builder.sentences"),
        key=key,
        height=190,
        help=words("builder.sentences_help"),
        on_change=keep,
        args=(None,),
    )
    if refusal in st.session_state:
        st.error(escape(st.session_state[refusal]))
    if now is not None or refusal in st.session_state:
        st.button(
            words("builder.by_rule"), key=f"by rule {entry.number}", on_click=keep, args=("",)
        )
    earlier = entry.piece.edited.get(view.language)
    if earlier and earlier.release != release:
        lines = lines_of(earlier.sentences)
        st.caption(words("builder.edited_then", release=escape(earlier.release)))
        st.text(lines)
        st.button(
            words("builder.take_earlier"),
            key=f"take earlier {entry.number}",
            on_click=keep,
            args=(lines,),
        )


def _year(view: View, entry: Entry) -> None:
    """Let the year follow the release, or stay."""
    asked = entry.piece.choices.get("year")
    if asked is None:
        return
    words, last = view.words, view.manifest.last_year
    names = {LAST: words("builder.year_last"), f"{LAST}-1": words("builder.year_before")}
    names |= {str(year): words("builder.year_fixed", year=year) for year in view.years}
    names.setdefault(str(asked), str(asked))
    key = f"year {entry.number}"

    def keep() -> None:
        chosen = st.session_state[key]
        year = int(chosen) if chosen.isdigit() else chosen
        entry.piece = replace(entry.piece, choices={**entry.piece.choices, "year": year})

    st.selectbox(
        words("builder.year"),
        list(names),
        index=list(names).index(str(asked)),
        format_func=lambda option: names[option],
        key=key,
        on_change=keep,
        help=words("builder.year_help", last=last),
    )


def _heading(view: View, draft: Draft, entry: Entry) -> None:
    """Let the figure move under another heading."""
    here = next(group for group in draft.groups if entry in group.entries)
    groups = {group.number: group for group in draft.groups}
    key = f"under {entry.number}"
    st.session_state[key] = here.number
    st.selectbox(
        view.words("builder.under"),
        list(groups),
        format_func=lambda number: said(groups[number].heading, view.language),
        key=key,
        on_change=lambda: draft.move_to(entry, groups[st.session_state[key]]),
    )
