"""One number, wherever it is shown: what pages say of it is read off them and compared."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import partial

import pytest

from monitor.store import Store
from tests.pages.reading import Shown

Open = Callable[..., Shown]
BASES = ("17", "16")
# What is counted from a list: the page of the list, its tile, and the indicator.
LISTED = (
    ("linkage", "partners", "사회연대경제조직", "organisations"),
    ("linkage", "policies", "연계 부처사업", "linked_policies"),
    ("linkage", "policies", "연계 사업비", "linked_money"),
    ("linkage", "co_production", "개발 완료", "products"),
)


@pytest.fixture
def open_page(demonstration: Store, monkeypatch: pytest.MonkeyPatch) -> Open:
    """Return a function that opens a page with the tables that are compared."""
    monkeypatch.setenv("MONITOR_STORE", str(demonstration.folder))
    return partial(Shown.opened, unfold=("type-money", "years"))


def number(text: str) -> float:
    """Return the number that a text starts with: ``1,234건`` is 1234."""
    found = re.match(r"[△-]?[\d,]+(\.\d+)?", text.strip())
    assert found, f"no number in {text!r}"
    return float(found.group().replace(",", "").replace("△", "-"))


def tile(page: Shown, label: str) -> str:
    """Return the value of the tile of a label, its unit and its shape left out."""
    named = re.compile(rf"[^가-힣]*{re.escape(label)}( \(.+\))?")
    return next(value for name, value in page.tiles.items() if named.fullmatch(name))


def column(page: Shown, table: str, heading: str) -> list[str]:
    """Return what a column of a table says."""
    shown = page.tables[table]
    name = next(name for name in shown.columns if str(name).startswith(heading))
    return [str(text) for text in shown[name]]


def total_of(page: Shown, heading: str) -> float:
    """Return the sum of a column of the table of model types."""
    return sum(number(text) for text in column(page, "type-money", heading) if text[:1].isdigit())


@pytest.mark.parametrize("basis", BASES)
def test_the_programme_is_as_large_on_every_page(open_page: Open, basis: str) -> None:
    page = open_page(basis=basis)
    projects = number(tile(page, "추진 사업"))
    assert projects == sum(number(tile(page, name)) for name in ("정상", "주의", "지연", "부진"))

    stages = ("계획 수립", "제품·서비스 개발", "실증사업", "성과 연구")
    page = open_page("progress", part="stages", basis=basis)
    assert projects == sum(number(tile(page, name)) for name in stages)

    page = open_page("linkage", part="network", basis=basis)
    assert projects == number(tile(page, "사업"))

    page = open_page("model_types", basis=basis)
    assert projects == total_of(page, "사업")


@pytest.mark.parametrize("basis", BASES)
def test_money_is_the_same_on_every_page(open_page: Open, basis: str) -> None:
    page = open_page(basis=basis)
    allocated = number(tile(page, "국비 배정액"))
    rate = tile(page, "예산 집행률")

    page = open_page("progress", part="money", basis=basis)
    assert number(tile(page, "국비 배정")) == allocated
    everything, spent = number(tile(page, "배정")), number(tile(page, "집행"))
    assert f"{100 * spent / everything:.1f}%" == rate

    page = open_page("model_types", basis=basis)
    # Each part is rounded by itself.
    assert total_of(page, "배정") == pytest.approx(everything, abs=3)


@pytest.mark.parametrize(("name", "part", "label", "indicator"), LISTED)
def test_a_list_counts_what_its_indicator_says(
    open_page: Open, name: str, part: str, label: str, indicator: str
) -> None:
    page = open_page(name, part=part)
    listed = number(tile(page, label))
    page = open_page("year_on_year", indicator=indicator)
    assert number(column(page, "years", "실적")[-1]) == listed


def test_as_many_are_selected_as_there_are_projects(open_page: Open) -> None:
    page = open_page("selection", call="all")
    selected = number(tile(page, "선정"))
    page = open_page("dictionary")
    assert number(column(page, "releases", "사업")[0]) == selected
