"""Releases named in texts."""

from __future__ import annotations

from monitor.figures.view import View
from monitor.store import Release, Store
from monitor.wording import Refused, date_text


def release_of(view: View, name: str) -> Release | None:
    """Return a release by its id, a preview too; None where it can no longer be read."""
    try:
        return Store(who=view.who).release(name)
    except Refused:
        return None


def release_text(view: View, name: str) -> str:
    """Name a release with its as-of date, where it can still be read."""
    release = release_of(view, name)
    if release is None:
        return name
    manifest = release.manifest
    return view.words(
        "panel.release_as_of",
        number=manifest.release_number,
        as_of=date_text(manifest.as_of, view.language),
        state=view.words(f"release.{manifest.release_state}"),
    )
