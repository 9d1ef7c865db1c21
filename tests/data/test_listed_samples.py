"""The lists of the demonstration workbooks agree with the counts that were planned for them."""

from __future__ import annotations

import json
import subprocess
import sys
from collections import Counter, defaultdict
from datetime import date
from functools import cache
from typing import Any

from tests.sample_books import SAMPLES, Record, records, reference, registers

UNLINKED = {"2026-ULS-02", "2026-GYB-03", "2027-DAE-01", "2027-JEB-01"}
WITHOUT_MONEY = "2026-DAE-02"
# What the profiles of figures.py say: project, quarter, then the number of each list.
PROMISE = """
import json
from figures import age, measured, profiles, runs, stock
from plan import PROJECTS
from progress import PERIODS

def whole(project, name, period):
    if age(project, period) < profiles(project)[name].first:
        return 0
    return int(measured(project, name, period).value)

print(json.dumps([
    [
        project.id,
        period.name,
        stock(project, "organisations", profiles(project)["organisations"], period),
        stock(project, "linked_policies", profiles(project)["linked_policies"], period),
        whole(project, "linked_money", period),
        whole(project, "products", period),
    ]
    for project in PROJECTS
    for period in PERIODS
    if runs(project, period)
]))
"""


@cache
def _promised() -> dict[str, dict[tuple[str, str], int]]:
    command = [sys.executable, "-c", PROMISE]
    told = subprocess.run(command, check=True, capture_output=True, cwd=SAMPLES).stdout
    rows = json.loads(told)
    names = ("organisations", "policies", "money", "products")
    return {
        name: {(project, quarter): number[place] for project, quarter, *number in rows}
        for place, name in enumerate(names)
    }


def _quarter(day: date) -> str:
    return f"{day.year}Q{(day.month + 2) // 3}"


@cache
def _latest(sheet: str, label: str) -> dict[tuple[str, str], Record]:
    """Return the last row sent of each project and name."""
    ordered = sorted(records(sheet), key=lambda item: item[0])
    return {(row["사업번호"], row[label]): row for _, row in ordered}


def _reported() -> set[tuple[str, str]]:
    """Return the projects whose whole workbook of a quarter came."""
    return {(row["사업번호"], name[:6]) for name, row in records("실적")}


def test_as_many_organisations_take_part_as_was_planned() -> None:
    social = {r["name_ko"] for r in reference("organisation_kinds") if r["is_social"] == "yes"}
    members = [
        row for row in _latest("참여조직", "조직 이름").values() if row["조직 유형"] in social
    ]
    unknown = {
        (project, quarter)
        for project, quarter in _promised()["organisations"]
        if quarter >= "2028Q1" and project[5:8] in ("SEJ", "ULS")
    }
    for (project, quarter), number in _promised()["organisations"].items():
        if (project, quarter) in unknown:
            continue
        here = [
            row
            for row in members
            if row["사업번호"] == project
            and _quarter(row["참여 시작일"]) <= quarter
            and (row["참여 종료일"] == "" or _quarter(row["참여 종료일"]) > quarter)
        ]
        assert len(here) == number, (project, quarter)


def test_organisations_come_and_go_and_some_take_part_in_several_projects() -> None:
    rows = _latest("참여조직", "조직 이름")
    leads = [project for (project, _), row in rows.items() if row["역할"] == "주관"]
    assert len(leads) == len(set(leads)) == 50
    assert sum(row["참여 종료일"] != "" for row in rows.values()) >= 10
    assert {row["조직 유형"] for row in rows.values()} == {
        row["name_ko"] for row in reference("organisation_kinds")
    }
    social = {r["name_ko"] for r in reference("organisation_kinds") if r["is_social"] == "yes"}
    together = defaultdict(set)
    for (project, name), row in rows.items():
        if row["조직 유형"] in social:
            together[name].add(project)
    shared = {name: projects for name, projects in together.items() if len(projects) > 1}
    assert 12 <= len(shared) <= 20
    assert any(len({project[5:8] for project in each}) > 1 for each in shared.values())
    points = [row["사회적가치지표(SVI) 점수"] for row in rows.values()]
    assert 0.2 < sum(each != "" for each in points) / len(points) < 0.45


def test_a_workbook_names_only_partners_and_products_that_are_new_or_changed() -> None:
    for sheet, label in (("참여조직", "조직 이름"), ("공동생산", "제품·서비스 이름")):
        known: dict[tuple[str, str], Record] = {}
        for _, row in sorted(records(sheet), key=lambda item: item[0]):
            key = (row["사업번호"], row[label])
            assert known.get(key) != row, row
            known[key] = row


def test_as_many_policies_are_linked_with_as_much_money_as_was_planned() -> None:
    linked: Counter[tuple[str, str]] = Counter()
    money: dict[tuple[str, str], dict[str, Any]] = defaultdict(dict)
    for name, row in records("연계 사업"):
        assert name[:6] == f"{row['연도']:.0f}Q{row['분기']:.0f}"
        assert row["연계 부처사업"].endswith("(가상)")
        linked[row["사업번호"], name[:6]] += 1
        money[row["사업번호"], name[:4]][row["연계 부처사업"]] = row["연계 사업비(원)"]
    promised = _promised()
    for key in _reported() & promised["policies"].keys():
        assert linked[key] == (0 if key[0] in UNLINKED else promised["policies"][key]), key
    sent = _reported()
    for (project, year), by_policy in money.items():
        quarters = [q for p, q in promised["money"] if p == project and q.startswith(year)]
        if any((project, quarter) not in sent for quarter in quarters):
            continue
        whole = sum(
            promised["money"][project, quarter] for quarter in quarters if linked[project, quarter]
        )
        assert sum(by_policy.values()) == (0 if project == WITHOUT_MONEY else whole)


def test_as_many_products_are_completed_as_was_planned() -> None:
    rows = _latest("공동생산", "제품·서비스 이름")
    done = Counter(
        (project, _quarter(row["개발 완료일"]))
        for (project, _), row in rows.items()
        if row["개발 완료일"]
    )
    promised = _promised()["products"]
    for key in _reported() & promised.keys():
        assert done[key] == promised[key], key
    assert sum(row["개발 완료일"] == "" for row in rows.values()) >= 20


def test_about_half_of_the_products_are_made_by_all_three_sides() -> None:
    rows = _latest("공동생산", "제품·서비스 이름").values()
    sides = ("참여 부처", "참여 지자체", "참여 사회연대경제조직")
    together = [all(row[side] for side in sides) for row in rows]
    assert 0.4 < sum(together) / len(together) < 0.6
    assert all(any(row[side] for side in sides) for row in rows)
    partners = _latest("참여조직", "조직 이름")
    for row in rows:
        name = row["참여 사회연대경제조직"]
        assert not name or (row["사업번호"], name) in partners, row


def test_a_plan_of_a_year_rises_to_what_is_allocated() -> None:
    plans: dict[tuple[Any, ...], dict[int, float]] = defaultdict(dict)
    revised = 0
    for _, row in sorted(records("집행 계획"), key=lambda item: item[0]):
        quarters = plans[row["사업번호"], row["연도"], row["재원"]]
        revised += row["분기"] in quarters
        quarters[row["분기"]] = row["집행 계획액(원)"]
    allocated = {
        (row["사업번호"], row["연도"], row["재원"]): row["배정액(원)"] for _, row in records("예산")
    }
    assert plans.keys() == allocated.keys()
    assert revised >= 9
    for key, quarters in plans.items():
        first = 2 if key[0].startswith(f"{key[1]:.0f}") else 1
        assert sorted(quarters) == list(range(first, 5)), key
        assert list(dict(sorted(quarters.items())).values()) == sorted(quarters.values()), key
        assert quarters[4] == allocated[key]


def test_what_is_adopted_are_standard_models_and_the_adopters_are_mostly_elsewhere() -> None:
    models = {
        row["표준 모델 번호"]: (row["출처 사업번호"], row["지정일"])
        for book in registers().values()
        for row in book.sheets["표준 모델"]
    }
    assert 5 <= len(models) <= 6
    rows = records("모델 도입")
    assert min(name[:6] for name, _ in rows) == "2027Q4"
    for name, row in rows:
        assert models[row["표준 모델 번호"]][1] <= row["도입일"], (name, row)
        assert (row["이용자 수"] == "") == (row["도입 상태"] == "도입 준비"), (name, row)
        assert row["도입 결과"], (name, row)
        assert (row["중단일"] != "") == (row["도입 상태"] == "중단"), (name, row)
    adopters = {(row["표준 모델 번호"], row["시·도"], row["도입 시·군·구"]) for _, row in _placed()}
    assert 23 <= len(adopters) <= 30
    assert {row["도입 상태"] for _, row in rows} == {
        row["name_ko"] for row in reference("adoption_states")
    }


def _placed() -> list[tuple[str, Record]]:
    """Return the adoptions with the province whose workbook they stand in."""
    return [(name, row | {"시·도": name.split("_", 1)[1]}) for name, row in records("모델 도입")]


def test_a_stopped_project_fades_out_and_a_completed_one_goes_on() -> None:
    told = defaultdict(list)
    for name, row in sorted(records("지원 종료 후"), key=lambda item: item[0]):
        told[row["사업번호"]].append((name[:6], row["지속 여부"]))
    assert told == {
        "2026-GYB-02": [("2027Q2", "축소"), ("2027Q3", "축소"), ("2027Q4", "종료")],
        "2026-JEJ-02": [("2028Q1", "지속"), ("2028Q2", "지속")],
    }


def test_the_completed_project_has_done_its_four_stages() -> None:
    rows = [(name, row) for name, row in records("사업") if row["사업번호"] == "2026-JEJ-02"]
    name, last = max(rows, key=lambda item: item[0])
    assert (name, last["사업 상태"], last["중단일"]) == ("2027Q4_jeju", "완료", date(2027, 12, 31))
    stages = [
        row
        for name, row in records("추진 단계")
        if (name, row["사업번호"]) == ("2027Q4_jeju", "2026-JEJ-02")
    ]
    assert len(stages) == 4
    assert all(row["실제 종료일"] for row in stages)
