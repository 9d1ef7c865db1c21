"""The frame: which language, which release, which basis, which pages. Nothing else."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import streamlit as st

from monitor.figures.parts import escape
from monitor.figures.view import View
from monitor.store import Release, Store
from monitor.vocabulary import BASES
from monitor.wording import LANGUAGES, Refused, Words, date_text, language_of
from pages.shared.choose import announce, choose, chosen, turn_to
from pages.shared.search import search_box, turn_to_found

ROOT = Path(__file__).parent
PAGES = (
    "overview",
    "progress",
    "region_map",
    "model_types",
    "year_on_year",
    "linkage",
    "spread",
    "selection",
    "evaluation",
    "panel",
    "project",
    "dictionary",
    "verify",
    "builder",
    "submissions",
)
WITHOUT_RELEASE = "submissions"
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
    pages = [
        st.Page(
            f"pages/{name}.py",
            title=words(f"{name}.title"),
            url_path=None if name == "overview" else name,
            default=name == "overview",
        )
        for name in PAGES
    ]
    # Folded, the menu would say so in English.
    page = st.navigation({words("app.short_title"): pages}, position="sidebar", expanded=True)
    turn_to_found(pages[PAGES.index("project")])
    announce(words)
    view = _view(words, dark=dark, previews=page.url_path == WITH_PREVIEWS)
    st.session_state["view"] = view
    if view.release is None and page.url_path != WITHOUT_RELEASE:
        st.title(words("app.title"), anchor=False)
        st.info(Refused("no_release").say(language))
        return
    turn_to(f"page {page.url_path}")
    try:
        page.run()
    except Refused as refused:
        st.error(escape(refused.say(language)))


def _view(words: Words, *, dark: bool, previews: bool) -> View:
    store = Store()
    # The newest release stays the default: a preview is chosen, or named by a link.
    published = store.releases()
    offered = [*published, *(store.previews() if previews else ())]
    releases = {release.manifest.release: release for release in offered}
    with st.sidebar:
        search_box(words)
        release = _choose_release(words, releases) if releases else None
        basis = choose(
            st.segmented_control,
            words("app.basis"),
            [str(basis) for basis in BASES],
            key="basis",
            default="17",
            names={str(basis): words(f"app.basis_{basis}") for basis in BASES},
            help=words("app.basis_help"),
        )
        choose(
            st.segmented_control,
            words("app.language"),
            list(LANGUAGES),
            key="language",
            default="ko",
            names={"ko": "한국어", "en": "English"},
        )
    shown = releases[release] if release else None
    return View(
        language=words.language,
        release=shown,
        basis=next(known for known in BASES if str(known) == basis),
        dark=dark,
        is_earlier=shown in published[1:],
    )


def _choose_release(words: Words, releases: Mapping[str, Release]) -> str:
    return choose(
        st.selectbox,
        words("app.release"),
        list(releases),
        key="release",
        width="stretch",
        default=next(iter(releases)),
        names={
            name: words(
                "app.release_name",
                as_of=date_text(release.manifest.as_of, words.language),
                state=words(f"release.{release.manifest.release_state}"),
            )
            for name, release in releases.items()
        },
    )


if __name__ == "__main__":
    main()
