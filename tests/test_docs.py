"""The documentation names only what is there."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import typer

from app import PAGES
from monitor.cli import application
from monitor.figures.access import permissions_table
from monitor.wording import Words

ROOT = Path(__file__).resolve().parent.parent
DOCUMENTS = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")])
VERBS = set(typer.main.get_command(application).commands)  # type: ignore[attr-defined]


def test_every_command_that_the_documentation_shows_exists() -> None:
    shown = {
        (document.name, verb)
        for document in DOCUMENTS
        for verb in re.findall(
            r"python -m monitor (?:--\w+ \S+ )*([a-z][a-z-]*)", document.read_text()
        )
    }
    assert shown
    assert {verb for _, verb in shown} <= VERBS


def test_the_operators_page_shows_every_command() -> None:
    text = (ROOT / "docs" / "operator.md").read_text()
    assert {verb for verb in VERBS if f"python -m monitor {verb}" not in text} == set()


def test_every_make_target_that_the_documentation_shows_exists() -> None:
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))
    shown = {
        target
        for document in DOCUMENTS
        for target in re.findall(r"^make ([a-z-]+)", document.read_text(), re.MULTILINE)
    }
    assert shown
    assert shown <= targets


def test_the_managers_page_describes_every_page() -> None:
    text = (ROOT / "docs" / "manager.md").read_text()
    titles = [Words("ko")(f"{page}.title") for page in PAGES]
    assert [title for title in titles if f"| {title} |" not in text] == []


def test_the_page_of_roles_has_the_table_that_decides() -> None:
    columns = permissions_table(Words("ko")).columns
    rows = [tuple(columns), *zip(*columns.values(), strict=True)]
    text = (ROOT / "docs" / "roles.md").read_text()
    assert [row for row in rows if f"| {' | '.join(row)} |" not in text] == []
    assert text.count("\n| ") == len(rows)


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_every_link_and_path_leads_somewhere(document: Path) -> None:
    text = document.read_text()
    links = [link for link in re.findall(r"\]\(([^)#]+)\)", text) if "://" not in link]
    named = re.findall(r"`((?:data|docs|monitor|pages|queries|static|tests)/[\w./-]+)`", text)
    missing = [link for link in links if not (document.parent / link).exists()]
    missing += [path for path in named if not (ROOT / path).exists() and "store" not in path]
    assert missing == []
