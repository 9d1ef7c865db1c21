"""The command line takes figures along: by name, in the form that the file's ending says."""

from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest

from monitor.figures.register import figures
from monitor.store import Store
from tests.acting import LOCAL
from tests.copying import copied
from tests.test_cli import Run, run  # noqa: F401 - a fixture
from tests.tiny import Tiny


@pytest.fixture
def asks(run: Run, tiny: Tiny) -> Run:  # noqa: F811
    return lambda *words: run("--store", tiny.store.folder, *words)


@pytest.fixture(scope="module")
def tiny(tiny: Tiny, tmp_path_factory: pytest.TempPathFactory) -> Tiny:
    """Return the tiny programme in a store that these tests may write to."""
    folder = copied(tiny.store.folder, tmp_path_factory.mktemp("taken") / "store")
    return replace(tiny, store=Store(folder, LOCAL))


def test_the_figures_are_listed_with_their_choices(asks: Run) -> None:
    listed = asks("figures")
    lines = {line.split()[0]: line for line in listed.out.splitlines()}
    assert set(figures()) < set(lines)
    assert "종합 현황" in lines["overview/attainment"]
    assert "year" in lines["overview/attainment"]


def test_a_figure_is_exported_with_its_code(asks: Run, tmp_path: Path) -> None:
    file = tmp_path / "달성률.xlsx"
    said = asks("export", "overview/attainment", "-p", "year=2026", "-o", file)
    assert said.code == 0
    code = said.out.split()[-1]
    book = openpyxl.load_workbook(io.BytesIO(file.read_bytes()))
    assert any(code in str(c.value) for row in book["표"].iter_rows() for c in row)
    assert list(tmp_path.iterdir()) == [file]


def test_a_file_is_in_the_language_that_is_asked_for(asks: Run, tmp_path: Path) -> None:
    file = tmp_path / "answer.csv"
    asked = ("export", "indicators/by_region", "-p", "indicator=jobs", "-p", "year=2026")
    assert asks(*asked, "--basis", 16, "--language", "en", "-o", file).code == 0
    rows = file.read_text(encoding="utf-8-sig").splitlines()
    assert rows[0].startswith("Release,As of,")
    assert len(rows) == 1 + 16


def test_a_file_that_is_there_is_replaced_only_when_told(asks: Run, tmp_path: Path) -> None:
    file = tmp_path / "kept.csv"
    file.write_text("mine")
    export = ("export", "overview/attainment", "-p", "year=2026", "-o", file)
    refused = asks(*export)
    assert (refused.code, file.read_text()) == (1, "mine")
    assert "--force" in refused.err
    assert asks(*export, "--force").code == 0
    assert file.read_text(encoding="utf-8-sig") != "mine"


@pytest.mark.parametrize(
    ("words", "ending", "said"),
    [
        (("overview/attainment", "-p", "year=2026"), "docx", "xlsx"),
        (("overview/nothing",), "csv", "figures"),
        (("overview/attainment",), "csv", "year"),
        (("overview/attainment", "-p", "year=soon"), "csv", "정수"),
        (("overview/attention", "-p", "year=2026"), "png", "표만"),
        (("indicators/by_region", "-p", "indicator=jobs", "-p", "year=2026"), "pptx", "xlsx"),
    ],
)
def test_what_cannot_be_exported_is_one_sentence_and_leaves_no_file(
    asks: Run, tmp_path: Path, words: tuple[str, ...], ending: str, said: str
) -> None:
    refused = asks("export", *words, "-o", tmp_path / f"out.{ending}")
    assert refused.code == 1
    assert said in refused.err
    assert len(refused.err.strip().splitlines()) == 1
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_is_not_there_is_said(asks: Run, tmp_path: Path) -> None:
    out = tmp_path / "nowhere" / "out.csv"
    refused = asks("export", "overview/attainment", "-p", "year=2026", "-o", out)
    assert (refused.code, "out.csv" in refused.err) == (1, True)


def test_a_year_may_follow_the_release(asks: Run, tmp_path: Path) -> None:
    out = tmp_path / "last.csv"
    assert asks("export", "overview/attainment", "-p", "year=last", "-o", out).code == 0
    refused = asks("export", "overview/attainment", "-p", "year=last-9", "-o", out, "--force")
    assert (refused.code, "이 공표에 없습니다" in refused.err) == (1, True)


def test_options_of_a_command_are_checked(asks: Run, tmp_path: Path) -> None:
    out = tmp_path / "out.csv"
    wrong = asks("export", "overview/attainment", "-p", "year=2026", "--basis", 15, "-o", out)
    assert (wrong.code, "--basis" in wrong.err, out.exists()) == (2, True, False)
    assert "Page" in asks("figures", "--language", "en").out.splitlines()[0]
    assert asks("figures", "--language", "fr").code == 2
    folder = asks("verify", tmp_path, "--language", "en")
    assert (folder.code, "is a folder" in folder.err) == (1, True)
