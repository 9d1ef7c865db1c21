"""What the page of the evaluation asks, worked by hand on the tiny evaluated programme.

Scores of 2026: 85 (S1), 75 (S2), 88 (E1, two scorers), 95 (2026-GYN-01), 62.33 (B1), 50 (B2).
"""

from __future__ import annotations

import pytest

from tests.evaluated import GYN, Evaluated


def test_the_summary_is_of_all_projects(evaluated: Evaluated) -> None:
    row = evaluated.ask("evaluation/summary", year=2026).iloc[0]
    assert row["projects"] == 6
    assert row["mean"] == pytest.approx((85 + 75 + 88 + 95 + 62.33 + 50) / 6)
    # S1's own 97 against 85; nobody else assessed itself.
    assert (row["self_mean"], row["self_gap"]) == (97, 12)
    assert (row["trimmed"], row["withheld"]) == (3, 1)
    assert (row["deviating"], row["undecided"]) == (2, 2)
    assert row[["previous_mean", "change", "both_change"]].isna().all()


def test_the_summary_of_a_province_is_of_its_projects(evaluated: Evaluated) -> None:
    row = evaluated.ask("evaluation/summary", year=2026, region="busan").iloc[0]
    assert (row["projects"], row["mean"]) == (2, pytest.approx((62.33 + 50) / 2))


def test_a_criterion_is_summed_up_as_its_share_of_points(evaluated: Evaluated) -> None:
    asked = {"year": 2026, "region": "seoul", "criterion": "outcome"}
    row = evaluated.ask("evaluation/summary", **asked).iloc[0]
    assert row["mean"] == pytest.approx(80)  # 85 % and 75 % of the points


def test_grades_and_decisions_are_counted_with_those_that_nobody_has(
    evaluated: Evaluated,
) -> None:
    counts = evaluated.ask("evaluation/counts", year=2026)
    assert dict(zip(counts["value"], counts["projects"], strict=True)) == {
        "S": 0, "A": 2, "B": 1, "C": 1, "D": 1, "withheld": 1,
        "continue": 3, "conditional": 1, "stop": 0, "undecided": 2,
    }  # fmt: skip
    assert counts.set_index("value")["deviating"]["continue"] == 2


def test_everybody_flows_from_selection_to_a_decision_or_waits(evaluated: Evaluated) -> None:
    flow = evaluated.ask("evaluation/flow", year=2026)
    assert [tuple(row) for row in flow.itertuples(index=False)] == [
        (1, "selected", "continue", 3),
        (1, "selected", "conditional", 1),
        (1, "selected", "undecided", 2),
        (2, "continue", "pending", 3),
        (2, "conditional", "pending", 1),
        (2, "undecided", "pending", 2),
        (3, "pending", "pending", 6),
    ]


def test_a_profile_stands_beside_the_medians_of_type_and_nation(evaluated: Evaluated) -> None:
    plan = evaluated.ask("evaluation/profile", year=2026, project="S2").iloc[0]
    assert (plan["criterion"], plan["maximum_points"]) == ("plan", 30)
    assert (plan["points"], plan["points_percent"]) == (22.5, 75)
    assert (plan["lowest"], plan["highest"]) == (18, 27)  # 60 % and 90 % of 30
    # community: 75, 88 and 95 %; all: 50, 62.3, 75, 85, 88 and 95 %
    assert (plan["type_median"], plan["type_projects"]) == (pytest.approx(88), 3)
    assert (plan["national_median"], plan["national_projects"]) == (pytest.approx(80), 6)


def test_bands_touch_each_other(evaluated: Evaluated) -> None:
    bands = evaluated.ask("evaluation/bands", year=2026)
    assert list(bands["minimum_score"]) == [90, 80, 70, 60, 0]
    assert list(bands["up_to"]) == [100, 90, 80, 70, 60]


def test_a_group_has_the_mean_and_the_ends_of_its_projects(evaluated: Evaluated) -> None:
    groups = evaluated.ask("evaluation/group_paths")
    seoul = groups[groups["member"] == "seoul"].iloc[0]
    assert (seoul["mean"], seoul["lowest"], seoul["highest"]) == (80, 75, 85)
    nation = groups[groups["breakdown"] == "nation"].iloc[0]
    assert (nation["projects"], nation["lowest"], nation["highest"]) == (6, 50, 95)


def test_a_decision_carries_its_reason_and_its_release(evaluated: Evaluated) -> None:
    row = evaluated.ask("evaluation/history", project="B2").iloc[0]
    assert (row["rule_decision"], row["decision"]) == ("stop", "continue")
    assert row["reason"] == "여건을 고려함"
    assert row["decided_from"] == evaluated.first.manifest.release
    undecided = evaluated.ask("evaluation/history", project="S2").iloc[0]
    assert undecided[["entry", "decision", "reason"]].isna().all()


def test_a_condition_stands_with_its_answer(evaluated: Evaluated) -> None:
    (row,) = evaluated.ask("evaluation/conditions", project="B1").itertuples()
    assert (row.condition, row.answer, row.answered_by) == (
        "집행률을 높일 것", "분기마다 점검함", "부산",
    )  # fmt: skip
    assert evaluated.ask("evaluation/conditions", project="S1").empty


def test_the_first_year_has_no_movers(evaluated: Evaluated) -> None:
    assert evaluated.ask("evaluation/movers", year=2026).empty
    paths = evaluated.ask("evaluation/paths").set_index("project")
    assert paths.loc[GYN, "value"] == 95
    assert paths["change"].isna().all()
