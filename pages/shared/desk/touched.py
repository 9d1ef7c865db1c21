"""What accepting a submission would contradict: figures and documents that have left already."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import streamlit as st

from monitor.briefing.touched import Touched, touched_by_accepting, touched_table
from monitor.figures.links import link
from monitor.figures.parts import escape
from monitor.figures.view import View
from monitor.store import Store
from monitor.wording import Refused, number_text
from pages.shared.show import table
from pages.shared.who import this_store


def show_touched(view: View, submission: int) -> None:
    """Show, folded, which exported figures would change; worked out when it is unfolded."""
    words = view.words
    key = f"touched-{submission}"
    fold = st.expander(words("verify.touched_fold"), key=key, on_change="rerun")
    if not fold.open:
        return
    with fold, st.spinner(words("verify.touching")):
        try:
            store = this_store()
            # What was worked out for one is not open to everybody.
            store.actor.permit("publish", on=f"{submission}")
            found = _touched(store, submission, _state(store))
        except Refused as refused:
            st.caption(escape(refused.say(view.language)))
            return
        if not found:
            st.caption(words("verify.touches_none"))
            return
        show_found(view, found, words("verify.touched_fold"), key)


def show_found(view: View, found: Sequence[Touched], title: str, key: str) -> None:
    """Show which exported figures would change, each with a link to what is recorded of it."""
    words = view.words
    st.caption(words("verify.touched", count=number_text(len(found))))
    numbers = touched_table(view, found)
    codes = [each.figure.code for each in found]
    linked = {words("verify.code"): [link(view, "verify", code, code=code) for code in codes]}
    table(view, replace(numbers, columns={**numbers.columns, **linked}), title, key)


# What is exported within the minute is missed until the next.
@st.cache_resource(show_spinner=False, max_entries=50, ttl=60)
def _touched(_store: Store, submission: int, state: str) -> list[Touched]:
    """Work it out once for a state of ledger and releases."""
    del state
    return touched_by_accepting(_store, submission)


def _state(store: Store) -> str:
    return (
        f"{store.folder} {store.ledger.position()} {[each.path.name for each in store.releases()]}"
    )
