"""The page of the operator: each of its examples is a sound edit by itself."""

from __future__ import annotations

from pathlib import Path

import pytest

from monitor.vocabulary import REFERENCE, Vocabulary
from tests.years.edits import FIRST, chapters, edited, read

CHAPTERS = chapters()


@pytest.mark.parametrize("title", CHAPTERS)
def test_an_example_followed_alone_loads(tmp_path: Path, title: str) -> None:
    Vocabulary(edited(tmp_path / "reference", *dict.fromkeys([FIRST, title])))


def test_all_examples_followed_one_after_another_load(tmp_path: Path) -> None:
    assert Vocabulary(edited(tmp_path / "reference")).bases == (17, 16, 15)


@pytest.mark.parametrize("title", CHAPTERS)
def test_an_example_shows_the_columns_as_they_stand_in_the_file(title: str) -> None:
    added = {e.file: e.text.split("=")[0] for e in CHAPTERS[title] if e.how == "열"}
    for edit in CHAPTERS[title]:
        if edit.how != "열":
            columns, _ = read(REFERENCE / f"{edit.file}.csv")
            more = [added[edit.file]] if edit.file in added else []
            assert edit.columns == columns + more
