"""What is kept: recipes by their names, loaded, saved, removed."""

from __future__ import annotations

from typing import Final

import streamlit as st

from monitor.briefing.draft import Draft
from monitor.briefing.recipe import MOST_LETTERS, check, content_of, recipe_of, said, said_anew
from monitor.figures.parts import escape
from monitor.figures.view import View
from monitor.store.recipes import Recipe, recipes, remove_recipe, save_recipe
from monitor.wording import Refused, date_text
from pages.shared.builder.current import go_on_with
from pages.shared.builder.make import MAKE_AT_ONCE
from pages.shared.who import this_store

_KNOWN: Final = "known recipes"


def show(view: View, draft: Draft) -> None:
    """Offer the saved recipes, and what stands on the first page."""
    words = view.words
    known = {each.name: each for each in _known()}
    name = st.selectbox(
        words("builder.saved"),
        list(known),
        format_func=lambda each: _line(view, known[each]),
        placeholder=words("builder.none_saved"),
        disabled=not known,
        key=f"recipe {view.language}",
    )
    with st.container(horizontal=True, gap="small"):
        if st.button(words("builder.load"), key="load", disabled=not name):
            _load(view, known[name])
        # The quarterly briefing is one click: what is saved, on the release that is shown.
        if st.button(words("builder.load_and_make"), key="load and make", disabled=not name):
            st.session_state[MAKE_AT_ONCE] = True
            _load(view, known[name])
        if st.button(words("builder.start_anew"), key="anew"):
            go_on_with(Draft(title=words("builder.untitled")))
            st.rerun()
    _about(view, draft)
    _save(view, draft)
    if draft.name and draft.name in known:
        with st.popover(words("builder.forget")):
            st.write(escape(words("builder.forget_sure", name=draft.name)))
            if st.button(words("builder.forget_yes"), key="forget"):
                remove_recipe(this_store().ledger, draft.name, by=words("builder.by"))
                draft.name, draft.version = "", 0
                st.rerun()


def _known() -> list[Recipe]:
    """Return the saved recipes, looked up again once the ledger was written."""
    ledger = this_store().ledger
    file = ledger.path.stat() if ledger.path.exists() else None
    key = file and (str(ledger.path), file.st_mtime_ns, file.st_size)
    kept = st.session_state.get(_KNOWN)
    if kept is None or kept[0] != key:
        kept = (key, recipes(ledger) if file else [])
        st.session_state[_KNOWN] = kept
    known: list[Recipe] = kept[1]
    return known


def _line(view: View, recipe: Recipe) -> str:
    day = date_text(recipe.saved_at, view.language)
    return view.words("builder.saved_line", name=recipe.name, who=recipe.saved_by, day=day)


def _load(view: View, saved: Recipe) -> None:
    try:
        recipe = recipe_of(dict(saved.content))
    except Refused as refused:
        st.error(escape(refused.say(view.language)))
        return
    go_on_with(Draft.of(recipe, saved.name, saved.version))
    st.rerun()


def _about(view: View, draft: Draft) -> None:
    """Offer title and office of the document."""
    for name in ("title", "office"):
        key = f"draft {name} {draft.number} {view.language}"

        def keep(name: str = name, key: str = key) -> None:
            text = said_anew(getattr(draft, name), view.language, st.session_state[key])
            setattr(draft, name, text)

        st.text_input(
            view.words(f"builder.document_{name}"),
            value=said(getattr(draft, name), view.language),
            max_chars=MOST_LETTERS,
            placeholder=view.words("builder.office") if name == "office" else "",
            key=key,
            on_change=keep,
        )


def _save(view: View, draft: Draft) -> None:
    words = view.words
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        name = st.text_input(
            words("builder.name"),
            value=draft.name,
            max_chars=MOST_LETTERS,
            key=f"name {draft.number} {draft.version}",
        ).strip()
        is_pressed = st.button(words("builder.save"), key="save")
    if not is_pressed:
        return
    try:
        check(draft.recipe)
        content = content_of(recipe_of(content_of(draft.recipe)))
        after = draft.version if name == draft.name else 0
        ledger = this_store().ledger
        version = save_recipe(ledger, name, content, by=words("builder.by"), after=after)
    except Refused as refused:
        st.error(escape(refused.say(view.language)))
        return
    draft.name, draft.version = name, version
    st.toast(words("builder.is_saved", name=escape(name)))
