"""What releases are called where one is chosen, and two to be compared."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import streamlit as st

from monitor.figures.view import View
from monitor.store import Release
from monitor.store.release import Manifest
from monitor.wording import Words, date_text
from pages.shared.choose import choose


def release_names(words: Words, manifests: Sequence[Manifest]) -> dict[str, str]:
    """Name each release differently: the browser sends back what stands in the list."""
    names = {
        each.release: words(
            "app.release_name",
            as_of=date_text(each.as_of, words.language),
            state=words(f"release.{each.release_state}"),
        )
        for each in manifests
    }
    times = Counter(names.values())
    for each in manifests:
        name = names[each.release]
        if times[name] > 1:
            number = each.release_number
            names[each.release] = words("app.release_again", name=name, number=number)
    return names


def choose_two(view: View, releases: Sequence[Release]) -> tuple[Release, Release]:
    """Offer two releases: by default the newest and the one before it."""
    by_name = {release.manifest.release: release for release in releases}
    names = release_names(view.words, [release.manifest for release in releases])
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
