"""Two releases to be compared, chosen."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from monitor.figures.view import View
from monitor.store import Release
from monitor.wording import date_text
from pages.shared.choose import choose


def choose_two(view: View, releases: Sequence[Release]) -> tuple[Release, Release]:
    """Offer two releases: by default the newest and the one before it."""
    by_name = {release.manifest.release: release for release in releases}
    names = {
        name: view.words(
            "app.release_name",
            as_of=date_text(release.manifest.as_of, view.language),
            state=view.words(f"release.{release.manifest.release_state}"),
        )
        for name, release in by_name.items()
    }
    with st.container(horizontal=True):
        options = list(by_name)
        earlier, later = (
            choose(
                st.selectbox,
                view.words(f"choose.{key}"),
                options,
                key=key,
                default=default,
                names=names,
                width=320,
            )
            for key, default in (("earlier", options[1]), ("later", options[0]))
        )
    return by_name[earlier], by_name[later]
