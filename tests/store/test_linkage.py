"""What the page of linkage and cooperation asks, worked by hand on the tiny linked programme."""

from __future__ import annotations

import shutil
from pathlib import Path

import duckdb
import pandas as pd
import pytest

from monitor.store import ask, question
from monitor.store.question import answer
from tests.linked import MILLION, Linked

INDICATORS = {
    "organisations": ("linkage/partners", "social_partners"),
    "linked_policies": ("linkage/policies", "linked_policies"),
    "linked_money": ("linkage/policies", "linked_money"),
    "products": ("linkage/co_production", "products"),
}


def rows(frame: pd.DataFrame, *columns: str) -> list[tuple[object, ...]]:
    """Return an answer's rows, nothing as None."""
    chosen = frame[list(columns)].astype(object)
    return [tuple(row) for row in chosen.where(chosen.notna(), None).to_numpy()]


@pytest.mark.parametrize("indicator", INDICATORS)
@pytest.mark.parametrize("model_type", ["all", "community"])
@pytest.mark.parametrize("period", [(2026, 2), (2027, 1), (2027, 2)])
def test_every_total_is_the_indicators(
    linked: Linked, indicator: str, model_type: str, period: tuple[int, int]
) -> None:
    year, quarter = period
    asked = {"year": year, "quarter": quarter, "model_type": model_type}
    name, column = INDICATORS[indicator]
    shown = ask("indicators/total", release=linked.release, indicator=indicator, **asked)
    assert linked.row(name, **asked)[column] == shown["actual"].iloc[0]


def test_policies_are_counted_at_the_end_and_their_money_over_the_year(linked: Linked) -> None:
    row = linked.row("linkage/policies")
    assert (row["projects"], row["projects_reported"]) == (5, 4)
    assert (row["projects_linked"], row["projects_without"]) == (3, 1)  # G1 has none
    assert (row["linked_policies"], row["policies"], row["ministries"]) == (4, 2, 2)
    assert row["linked_money"] == (60 + 10 + 40 + 5 + 20) * MILLION
    assert row["money_ended"] == 10 * MILLION
    assert (row["previous_policies"], row["previous_money"]) == (1, 100 * MILLION)


def test_the_first_year_has_no_year_before(linked: Linked) -> None:
    assert pd.isna(linked.row("linkage/policies", year=2026)["previous_policies"])
    assert pd.isna(linked.row("linkage/partners", year=2026)["previous_partners"])
    assert pd.isna(linked.row("linkage/co_production", year=2026)["previous_products"])


def test_what_is_not_reported_is_not_known_to_be_none(linked: Linked) -> None:
    row = linked.row("linkage/policies", region="busan")
    assert row[["linked_policies", "linked_money", "ministries"]].isna().all()
    row = linked.row("linkage/partners", region="busan")
    assert row[["social_partners", "organisations", "joined"]].isna().all()
    row = linked.row("linkage/co_production", region="busan")
    assert row[["products", "in_development", "by_all"]].isna().all()
    last = linked.ask("linkage/partners_by_quarter", region="busan").iloc[-1]
    assert last[["social_partners", "joined"]].isna().all()


def test_a_province_and_a_type_are_looked_at_alone(linked: Linked) -> None:
    row = linked.row("linkage/policies", region="seoul", model_type="community")
    assert (row["projects"], row["linked_policies"], row["linked_money"]) == (1, 2, 45 * MILLION)
    merged = linked.row("linkage/policies", region="jeonnam_gwangju", basis=16)
    assert (merged["projects"], merged["projects_without"]) == (2, 1)


def test_ministries_meet_provinces_and_types(linked: Linked) -> None:
    found = linked.ask("linkage/ministries")
    amounts = ("linked_policies", "linked_money")
    paired = found[found["breakdown"] == "ministry_and_type"]
    assert rows(paired, "ministry", "model_type", *amounts) == [
        ("moel", "public_service", 0, 10 * MILLION),
        ("mohw", "public_service", 1, 60 * MILLION),
        ("mohw", "community", 1, 40 * MILLION),
        ("molit", "public_service", 1, 20 * MILLION),
        ("molit", "community", 1, 5 * MILLION),
    ]
    placed = found[found["breakdown"] == "ministry_and_region"]
    assert rows(placed, "ministry", "region", *amounts) == [
        ("moel", "seoul", 0, 10 * MILLION),
        ("mohw", "seoul", 2, 100 * MILLION),
        ("molit", "seoul", 1, 5 * MILLION),
        ("molit", "jeonnam", 1, 20 * MILLION),
    ]
    whole = found[found["breakdown"] == "ministry"]
    assert rows(whole, "ministry", *amounts, "projects") == [
        ("moel", 0, 10 * MILLION, 0),
        ("mohw", 2, 100 * MILLION, 2),
        ("molit", 2, 25 * MILLION, 2),
    ]
    for breakdown in ("region", "model_type"):
        part = found[found["breakdown"] == breakdown]
        assert part["linked_money"].sum() == 135 * MILLION
        assert part["linked_policies"].sum() == 4


def test_a_link_that_ended_stays_listed_with_its_money(linked: Linked) -> None:
    listed = linked.ask("linkage/links")
    assert rows(listed, "project", "policy", "linked_money", "is_current") == [
        ("S1", "일자리", 10 * MILLION, False),
        ("S1", "돌봄", 60 * MILLION, True),
        ("S2", "돌봄", 40 * MILLION, True),
        ("J1", "도시재생", 20 * MILLION, True),
        ("S2", "도시재생", 5 * MILLION, True),
    ]


def test_without_a_link_is_not_the_same_as_not_reported(linked: Linked) -> None:
    found = linked.ask("linkage/unlinked")
    assert rows(found, "project", "is_reported", "absence") == [
        ("B1", False, "not_submitted"),
        ("G1", True, None),
    ]


def test_partners_are_counted_in_each_project_and_once(linked: Linked) -> None:
    row = linked.row("linkage/partners")
    assert (row["social_partners"], row["social_organisations"]) == (6, 3)  # 가 thrice, 다 twice
    assert (row["partners"], row["organisations"]) == (7, 4)
    assert row["shared_organisations"] == 2
    assert (row["joined"], row["departed"]) == (2, 1)  # 마, 가 in J1; 나
    assert (row["valued_organisations"], row["mean_value"]) == (2, 77.5)  # 가 (60 + 70) / 2, 마 90
    assert row["previous_partners"] == 6


def test_kinds_meet_roles(linked: Linked) -> None:
    found = linked.ask("linkage/kinds_and_roles")
    kinds = found[found["breakdown"] == "kind"]
    columns = ("organisation_kind", "ministry", "partners", "organisations", "mean_value")
    assert rows(kinds, *columns) == [
        ("cooperative", "mpb", 3, 1, 65),
        ("social_venture", "mss", 1, 1, 90),
        ("resident_group", None, 2, 1, None),
        ("local_government", None, 1, 1, None),
    ]
    paired = found[found["breakdown"] == "kind_and_role"]
    assert rows(paired, "organisation_kind", "partner_role", "partners") == [
        ("cooperative", "lead", 1),
        ("cooperative", "produce", 1),
        ("cooperative", "evaluate", 1),
        ("social_venture", "plan", 1),
        ("resident_group", "demand", 2),
        ("local_government", "support", 1),
    ]


def test_quarters_know_who_took_part_came_and_left(linked: Linked) -> None:
    found = linked.ask("linkage/partners_by_quarter")
    columns = ("social_partners", "other_partners", "joined", "departed", "projects_reported")
    assert rows(found, "year", "quarter", *columns) == [
        (2026, 2, 6, 1, 6, 0, 5),
        (2026, 3, 6, 1, 0, 0, 5),
        (2026, 4, 6, 1, 0, 0, 5),
        (2027, 1, 3, 1, 1, 0, 2),  # only Seoul has reported
        (2027, 2, 6, 1, 1, 1, 4),
    ]


def test_an_organisation_in_several_projects_is_named_with_them(linked: Linked) -> None:
    found = linked.ask("linkage/shared_organisations")
    assert rows(found, "organisation", "projects", "project", "partner_role") == [
        ("가", 3, "S1", "lead"),
        ("가", 3, "S2", "produce"),
        ("가", 3, "J1", "evaluate"),
        ("다", 2, "G1", "demand"),
        ("다", 2, "J1", "demand"),
    ]
    in_seoul = linked.ask("linkage/shared_organisations", region="seoul")
    assert rows(in_seoul, "organisation", "projects", "project") == [
        ("가", 2, "S1"),
        ("가", 2, "S2"),
    ]


def test_everybody_is_listed(linked: Linked) -> None:
    found = linked.ask("linkage/partner_list")
    assert rows(found, "project", "organisation", "social_value") == [
        ("S1", "가", 60),
        ("S1", "마", 90),
        ("S2", "가", 70),
        ("S2", "구청", None),
        ("G1", "다", None),
        ("J1", "가", None),
        ("J1", "다", None),
    ]


MEASURES = (
    *("projects", "projects_reported", "partners", "organisations", "partners_per_project"),
    *("shared_organisations", "ministries", "tied_projects", "lone_projects"),
    *("project_groups", "largest_group"),
)


def test_networks_are_measured_within_provinces_and_across(linked: Linked) -> None:
    found = linked.ask("linkage/networks")
    assert rows(found, "region", *MEASURES) == [
        # S1 and G1 share nobody: they are reached from one another through J1.
        (None, 5, 4, 7, 4, 1.75, 2, 2, 4, 0, 1, 4),
        ("seoul", 2, 2, 4, 3, 2.0, 1, 2, 2, 0, 1, 2),
        ("busan", 1, 0, *[None] * 9),  # not reported: not known to be none
        ("gwangju", 1, 1, 1, 1, 1.0, 0, 0, 0, 1, 1, 1),
        ("jeonnam", 1, 1, 2, 2, 2.0, 0, 1, 0, 1, 1, 1),
    ]


def test_a_merger_ties_what_it_joins(linked: Linked) -> None:
    found = linked.ask("linkage/networks", basis=16).set_index("region")
    merged = found.loc["jeonnam_gwangju", list(MEASURES)].tolist()
    assert merged == [2, 2, 3, 2, 1.5, 1, 1, 2, 0, 1, 2]


def test_a_network_of_one_type_has_only_its_projects(linked: Linked) -> None:
    nation = linked.ask("linkage/networks", model_type="community").iloc[0]
    assert nation[["tied_projects", "lone_projects", "project_groups"]].tolist() == [0, 2, 2]
    nation = linked.ask("linkage/networks", model_type="public_service").iloc[0]
    assert nation[["tied_projects", "lone_projects", "project_groups"]].tolist() == [2, 0, 1]


def test_social_organisations_alone_are_measured_alone(linked: Linked) -> None:
    found = linked.ask("linkage/networks", partners="social").set_index("region")
    seoul = found.loc["seoul", list(MEASURES)].tolist()
    assert seoul == [2, 2, 3, 2, 1.5, 1, 2, 2, 0, 1, 2]  # without 구청
    members = linked.ask("linkage/members", region="seoul", partners="social")
    assert "구청" not in set(members["organisation"])
    partners = linked.ask("linkage/ties", partners="social").set_index("project")["partners"]
    assert partners["S2"] == 1


def test_ties_stay_within_a_province(linked: Linked) -> None:
    found = linked.ask("linkage/ties")
    assert rows(found, "project", "is_reported", "partners", "other", "organisations") == [
        ("S1", True, 2, "S2", 1),
        ("S2", True, 2, "S1", 1),
        ("B1", False, 0, None, 0),
        ("G1", True, 1, None, 0),
        ("J1", True, 2, None, 0),
    ]


def test_a_project_has_its_ministries_and_organisations(linked: Linked) -> None:
    found = linked.ask("linkage/members", region="seoul")
    columns = ("project", "ministry", "organisation", "projects", "linked_policies")
    assert rows(found, *columns) == [
        ("S1", "mohw", None, 2, 1),
        ("S1", None, "가", 2, None),
        ("S1", None, "마", 1, None),
        ("S2", "mohw", None, 2, 1),
        ("S2", "molit", None, 1, 1),
        ("S2", None, "가", 2, None),
        ("S2", None, "구청", 1, None),
    ]
    (alone,) = linked.ask("linkage/members", region="busan").itertuples()
    assert (alone.project, alone.is_reported) == ("B1", False)


def test_products_are_made_by_sides_together(linked: Linked) -> None:
    row = linked.row("linkage/co_production")
    assert (row["products"], row["previous_products"], row["completed_so_far"]) == (2, 1, 3)
    assert row["in_development"] == 2
    assert (row["by_all"], row["by_all_percent"]) == (1, 50)  # 앱, not 버스
    assert (row["by_all_in_development"], row["by_all_in_development_percent"]) == (1, 50)
    assert (row["with_residents"], row["residents"]) == (1, 30)


def test_sides_are_told_apart(linked: Linked) -> None:
    found = linked.ask("linkage/products_by_sides")
    sides = ("has_ministry", "has_local_government", "has_organisation", "has_residents")
    assert rows(found, *sides, "products", "in_development") == [
        (True, True, True, True, 0, 1),  # 장터
        (True, True, True, False, 1, 0),  # 앱
        (False, True, True, True, 1, 0),  # 버스
        (False, True, True, False, 0, 1),  # 돌봄
    ]


def test_kinds_of_products_are_counted_by_side(linked: Linked) -> None:
    found = linked.ask("linkage/products_by_kind")
    columns = (
        *("products", "in_development", "listed", "with_ministry", "with_local_government"),
        *("with_organisation", "with_residents", "by_all", "by_all_percent"),
    )
    assert rows(found, "product_kind", *columns) == [
        (None, 2, 2, 4, 2, 4, 4, 2, 2, 50),
        ("product", 0, 1, 1, 1, 1, 1, 1, 1, 100),
        ("service", 1, 1, 2, 0, 2, 2, 1, 0, 0),
        ("platform", 1, 0, 1, 1, 1, 1, 0, 1, 100),
    ]


def test_a_years_quarters_add_up_to_its_products(linked: Linked) -> None:
    found = linked.ask("linkage/products_by_quarter")
    assert rows(found, "year", "quarter", "by_all", "by_others", "in_development") == [
        (2026, 2, 1, 0, 2),
        (2026, 3, 0, 0, 2),
        (2026, 4, 0, 0, 2),
        (2027, 1, 0, 1, 2),  # 버스, reported in the second quarter
        (2027, 2, 1, 0, 2),
    ]


def test_products_are_listed_with_those_who_made_them(linked: Linked) -> None:
    found = linked.ask("linkage/products")
    columns = ("product", "project", "ministry", "local_government", "organisation", "is_by_all")
    assert rows(found, *columns) == [
        ("앱", "S1", "mohw", "종로구", "마", True),
        ("버스", "J1", None, "나주시", "다", False),
        ("돌봄", "S2", None, "종로구", "가", False),
        ("장터", "G1", "moel", "남구", "다", True),
    ]
    assert found["completed_on"].notna().tolist() == [True, True, False, False]


@pytest.mark.parametrize(
    "breaking",
    [
        "delete from present_partner where organisation = '다'",
        "update linked_policy set is_current = false",
        "update linked_policy set linked_money = linked_money + 1",
        "insert into listed_product from listed_product where is_of_year",
        "delete from linked_policy",
    ],
)
def test_lists_that_say_another_number_are_not_published(
    linked: Linked, tmp_path: Path, breaking: str
) -> None:
    check = "checks/lists_agree_with_indicators"
    assert linked.ask(check).empty
    copy = tmp_path / "copy.duckdb"
    shutil.copyfile(linked.release.path, copy)
    with duckdb.connect(copy) as connection:
        connection.execute(breaking)
        assert not answer(question(check), connection, {}).empty
