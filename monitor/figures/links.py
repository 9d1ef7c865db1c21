"""Links between pages: they keep how the reader looks, and open where the reader is."""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import urlencode

import pandas as pd

from monitor.figures.parts import Marked, escape
from monitor.figures.view import View


def project_link(view: View, project: str, name: str) -> str:
    """Return a link to a project's 사업 카드, written as its name."""
    return link(view, "project", name, project=project)


def project_links(view: View, frame: pd.DataFrame, names: Iterable[str] | None = None) -> list[str]:
    """Return a link for each row's ``project``, written as its ``name`` or as told."""
    written = frame["name"] if names is None else names
    return [project_link(view, *pair) for pair in zip(frame["project"], written, strict=True)]


def link(view: View, page: str, text: str, **choices: str) -> str:
    """Return a link to a page with choices: language, basis and release stay as they are."""
    usual = {"language": "ko", "basis": "17"}
    kept = {"language": view.language, "basis": str(view.basis)}
    # The newest release is every page's default, and a preview is for the panel's page alone.
    if view.is_earlier:
        kept["release"] = view.manifest.release
    told = {
        key: value for key, value in kept.items() if value != usual.get(key) and key not in choices
    }
    return Marked(f"[{escape(text)}](/{page}?{urlencode(choices | told)})")
