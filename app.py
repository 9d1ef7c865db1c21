"""The frame: which language, which release, which basis, which pages. Nothing else."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from pathlib import Path

import streamlit as st
from streamlit.navigation.page import StreamlitPage

from monitor.figures.parts import escape
from monitor.figures.view import View, vocabulary
from monitor.store import Release, Store
from monitor.store.reference import reference_of
from monitor.vocabulary import PROGRAMME_BASIS, Vocabulary
from monitor.wording import LANGUAGES, Refused, Words, date_text, language_of
from pages.shared.builder.current import keep_draft
from pages.shared.choose import announce, choose, choose_language, chosen, turn_to
from pages.shared.desk.common import say_the_rest
from pages.shared.entrance import entrance, refuse, show_who
from pages.shared.releases import release_names
from pages.shared.search import search_box, turn_to_found
from pages.shared.who import note_arrival, this_store

ROOT = Path(__file__).parent
# Every page with the action (data/reference/permissions.csv) that opens it.
PAGES = {
    "overview": "browse",
    "progress": "browse",
    "region_map": "browse",
    "model_types": "browse",
    "year_on_year": "browse",
    "linkage": "browse",
    "spread": "browse",
    "selection": "browse",
    "evaluation": "browse",
    "panel": "read_finding",
    "project": "browse",
    "dictionary": "browse",
    "verify": "browse",
    "builder": "brief",
    "submissions": "read_submission",
    "access": "read_people",
}
_A_DAY = 86_400.0  # seconds
WITHOUT_RELEASE = ("submissions", "access")
# Only the panel reads what is not published yet.
WITH_PREVIEWS = "panel"


def main() -> None:
    """Choose what is common to all pages, then run the page asked for."""
    turn_to("")
    language = language_of(chosen(LANGUAGES, key="language", default="ko"))
    words = Words(language)
    st.set_page_config(
        page_title=words("app.title"),
        page_icon=str(ROOT / "static" / "icon.png"),
        layout="wide",
        initial_sidebar_state="expanded",
    )
    dark = st.context.theme.type == "dark"
    # What page.js and style.css must know of this run.
    st.html(f'<span data-language="{language}"{" data-dark" if dark else ""} hidden></span>')
    _be_run_again_elsewhere()
    store = this_store()
    try:
        is_in = store.actor.opens("browse")
    except Refused as refused:
        st.error(escape(refused.say(language)))
        return
    if not is_in:
        st.navigation([st.Page(lambda: entrance(words), title=words("entrance.title"))]).run()
        return
    note_arrival()
    pages = [_page(name, words, store.actor.opens(action)) for name, action in PAGES.items()]
    # Folded, the menu would say so in English.
    page = st.navigation({words("app.short_title"): pages}, position="sidebar", expanded=True)
    turn_to_found(pages[list(PAGES).index("project")])
    announce(words)
    view = _view(words, store, dark=dark, previews=page.url_path == WITH_PREVIEWS)
    st.session_state["view"] = view
    if view.release is None and page.url_path not in WITHOUT_RELEASE:
        st.title(words("app.title"), anchor=False)
        st.info(Refused("no_release").say(language))
        return
    turn_to(f"page {page.url_path}")
    keep_draft(view)
    try:
        page.run()
    except Refused as refused:
        st.error(escape(refused.say(language)))
    say_the_rest()


@st.fragment(run_every=_A_DAY)
def _be_run_again_elsewhere() -> None:
    """Show nothing: a page with a part that runs by the clock is run anew where its socket opens.

    When this server dies, the browser goes on with another one, which must know the page's widgets
    before the first of them is touched.
    """


def _page(name: str, words: Words, is_open: bool) -> StreamlitPage:
    """Return a page; one that is not open is not in the menu, and refuses by its address."""
    return st.Page(
        f"pages/{name}.py" if is_open else partial(refuse, name, words),
        title=words(f"{name}.title"),
        url_path=None if name == "overview" else name,
        default=name == "overview",
        visibility="visible" if is_open else "hidden",
    )


def _view(words: Words, store: Store, *, dark: bool, previews: bool) -> View:
    # The newest release stays the default: a preview is chosen, or named by a link.
    published = store.releases()
    offered = [*published, *(store.previews() if previews else ())]
    releases = {release.manifest.release: release for release in offered}
    with st.sidebar:
        if not store.actor.is_local_manager:
            show_who(words)
        search_box(words)
        release = _choose_release(words, releases) if releases else None
        shown = releases[release] if release else None
        known = reference_of(shown) if shown else vocabulary()
        basis = choose(
            st.segmented_control,
            words("app.basis"),
            [str(basis) for basis in known.bases],
            key="basis",
            default=str(PROGRAMME_BASIS),
            names={str(basis): words("app.basis_name", count=basis) for basis in known.bases},
            help=_basis_help(words, known),
        )
        choose_language(words)
        if store.actor.is_local_manager:
            show_who(words)
    return View(
        language=words.language,
        release=shown,
        basis=int(basis),
        dark=dark,
        is_earlier=shown in published[1:],
    )


def _basis_help(words: Words, known: Vocabulary) -> str:
    """Say which provinces each basis counts as one, and since when."""
    before, told = {unit.region for unit in known.units_of(PROGRAMME_BASIS)}, []
    for basis in known.bases[1:]:
        for unit in known.units_of(basis):
            if unit.region not in before:
                day = date_text(unit.valid_from, words.language)
                name = words.label(unit)
                told.append(words("app.basis_merged", count=basis, name=name, day=day))
                before.add(unit.region)
    return words("app.basis_help", count=PROGRAMME_BASIS, merged=", ".join(told))


def _choose_release(words: Words, releases: Mapping[str, Release]) -> str:
    return choose(
        st.selectbox,
        words("app.release"),
        list(releases),
        key="release",
        width="stretch",
        default=next(iter(releases)),
        names=release_names(words, [each.manifest for each in releases.values()]),
    )


if __name__ == "__main__":
    main()
