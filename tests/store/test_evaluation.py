"""The annual evaluation, worked by hand: scores, grades, decisions and how sure they are.

The tiny evaluated programme stands in ``tests/evaluated.py``.
"""

from __future__ import annotations

import datetime as dt
import shutil
from pathlib import Path

import duckdb
import pandas as pd
import pytest

from monitor.store import Store, ask, publish
from monitor.wording import Refused
from tests.acting import LOCAL
from tests.copying import copied
from tests.evaluated import GYN, Evaluated


def _results(evaluated: Evaluated) -> pd.DataFrame:
    return evaluated.ask("evaluation/results", year=2026).set_index("project")


def test_a_score_is_the_trimmed_mean_from_five_scorers_on(evaluated: Evaluated) -> None:
    results = _results(evaluated)
    assert results["score"].to_dict() == {
        "S1": 85.0,  # (90 + 80 + 85) / 3, without 70 and the corrected 95
        "S2": 75.0,  # (90 + 80 + 70 + 60) / 4
        "B1": 62.33,  # (62 + 64 + 61) / 3, without 66 and 60
        "B2": 50.0,
        "E1": 88.0,
        GYN: 95.0,  # the sheet of the member with a conflict does not count
    }
    assert results["score_method"].to_dict() == {
        "S1": "trimmed", "S2": "mean", "B1": "trimmed", "B2": "trimmed", "E1": "too_few",
        GYN: "mean",
    }  # fmt: skip
    assert results["scorers"].to_dict() == {"S1": 5, "S2": 4, "B1": 5, "B2": 5, "E1": 2, GYN: 4}
    assert results["excluded"].to_dict() == {"S1": 0, "S2": 0, "B1": 0, "B2": 0, "E1": 0, GYN: 1}


def test_a_low_execution_rate_bars_the_top_grade(evaluated: Evaluated) -> None:
    row = _results(evaluated).loc[GYN]
    assert (row["grade_reached"], row["grade"], row["execution_rate"]) == ("S", "A", 50.0)


def test_grades_and_decisions_follow_the_bands(evaluated: Evaluated) -> None:
    results = _results(evaluated)
    assert results["grade"].dropna().to_dict() == {
        "S1": "A", "S2": "B", "B1": "C", "B2": "D", GYN: "A",
    }  # fmt: skip
    assert results["rule_decision"].dropna().to_dict() == {
        "S1": "continue", "S2": "continue", "B1": "conditional", "B2": "stop", GYN: "continue",
    }  # fmt: skip


def test_with_too_few_scorers_there_is_neither_grade_nor_rank(evaluated: Evaluated) -> None:
    row = _results(evaluated).loc["E1"]
    assert row[["grade", "rule_decision", "rank", "rank_from"]].isna().all()
    assert row["ranked"] == 5


def test_ranks_are_those_of_the_scores(evaluated: Evaluated) -> None:
    ranks = _results(evaluated)["rank"].dropna().astype(int).to_dict()
    assert ranks == {GYN: 1, "S1": 2, "S2": 3, "B1": 4, "B2": 5}


def test_the_ministry_may_decide_otherwise_and_says_why(evaluated: Evaluated) -> None:
    results = _results(evaluated)
    assert results["is_decided"].to_dict() == {
        "S1": True, "S2": False, "B1": True, "B2": True, "E1": True, GYN: False,
    }  # fmt: skip
    assert results["is_deviating"].to_dict() == {
        "S1": False, "S2": False, "B1": False, "B2": True, "E1": True, GYN: False,
    }  # fmt: skip
    row = results.loc["B2"]
    assert (row["rule_decision"], row["decision"], row["reason"]) == (
        "stop", "continue", "여건을 고려함",
    )  # fmt: skip
    assert row["decided_from"] == evaluated.first.manifest.release
    assert row["decided_on"].date() == dt.date(2027, 3, 10)


def test_a_release_knows_no_decision_made_after_it(evaluated: Evaluated) -> None:
    before = ask("evaluation/results", release=evaluated.first, year=2026)
    assert not before["is_decided"].any()


def test_self_assessment_stands_beside_and_never_in_the_score(evaluated: Evaluated) -> None:
    row = _results(evaluated).loc["S1"]
    assert (row["self_score"], row["score"]) == (97.0, 85.0)


def test_every_sheet_can_be_traced_to_who_gave_it_when(evaluated: Evaluated) -> None:
    sheets = evaluated.ask("evaluation/sheets", year=2026, project="S1")
    shown = sheets[["scored_by", "version", "is_current", "total", "trimmed", "is_late"]]
    assert shown.astype(object).fillna("–").to_numpy().tolist() == [
        ["m03", 1, True, 90.0, "–", False],
        ["m06", 1, True, 80.0, "–", False],
        ["m09", 1, True, 70.0, "lowest", False],
        ["m12", 1, True, 85.0, "–", False],
        ["m14", 1, False, "–", "–", False],
        ["m14", 2, True, 95.0, "highest", True],  # a day after the deadline
        ["self", 1, True, "–", "–", False],
    ]
    corrected = sheets[sheets["version"] == 2].iloc[0]
    assert (corrected["reason"], corrected["comment"]) == ("실적을 잘못 봄", "다시 봄")
    excluded = evaluated.ask("evaluation/sheets", year=2026, project=GYN).set_index("scored_by")
    assert excluded.loc["m05", "exclusion"] == "conflict"


def test_scores_are_listed_by_criterion(evaluated: Evaluated) -> None:
    scores = evaluated.ask("evaluation/scores", year=2026, project="S1")
    assert len(scores) == 7 * 6  # every sheet, the replaced one and the self-assessment too
    row = scores[(scores["scored_by"] == "m03") & (scores["criterion"] == "plan")].iloc[0]
    assert (row["maximum_points"], row["points"], row["points_percent"]) == (30.0, 27.0, 90.0)


def test_criteria_add_up_to_the_score(evaluated: Evaluated) -> None:
    sums = evaluated.second.cursor().execute(
        "select project, round(sum(points), 2) from criterion_result group by all order by all"
    )
    scores = _results(evaluated)["score"].to_dict()
    assert dict(sums.fetchall()) == scores


def test_other_cut_offs_would_change_grades_and_nothing_else(evaluated: Evaluated) -> None:
    answer = evaluated.ask("evaluation/what_if", year=2026, cut_offs="A:86 C:63")
    changed = answer[answer["grade_changes"]].set_index("project")["new_grade"].to_dict()
    assert changed == {"S1": "B", "B1": "D"}
    assert answer[answer["decision_changes"]]["project"].tolist() == ["B1"]
    assert (answer["score"] == answer["new_score"]).all()


def test_other_weights_leave_even_sheets_as_they_are(evaluated: Evaluated) -> None:
    answer = evaluated.ask("evaluation/what_if", year=2026, weights="1_plan:100 1_outcome:0")
    assert (answer["score"] - answer["new_score"]).abs().max() == 0


def test_weights_without_any_point_give_no_score(evaluated: Evaluated) -> None:
    weights = "1_plan:0 1_organisation:0 1_linkage:0 1_progress:0 1_outcome:0 1_spread:0"
    assert evaluated.ask("evaluation/what_if", year=2026, weights=weights)["new_score"].isna().all()


def test_scorers_who_agree_leave_no_doubt(evaluated: Evaluated) -> None:
    row = _results(evaluated).loc["B2"]
    assert (row["score_from"], row["score_to"]) == (50.0, 50.0)
    assert (row["rank_from"], row["rank_to"]) == (5, 5)


def test_an_interval_holds_its_score_and_lies_within_the_totals(evaluated: Evaluated) -> None:
    results = _results(evaluated)
    row = results.loc["S2"]
    # Four draws from 60, 70, 80 and 90: the mean of all four lowest is 60, of all highest 90.
    assert 60 <= row["score_from"] < row["score"] < row["score_to"] <= 90
    known = results.dropna(subset=["score_from"])
    assert (known["score_from"] <= known["score"]).all()
    assert (known["score"] <= known["score_to"]).all()


def test_even_sheets_keep_their_order_under_any_weights(evaluated: Evaluated) -> None:
    ranked = _results(evaluated).dropna(subset=["rank"])
    assert (ranked["weight_rank_from"] == ranked["rank"]).all()
    assert (ranked["weight_rank_to"] == ranked["rank"]).all()
    assert (ranked["same_grade_percent"] == 100).all()


def test_agreement_counts_projects_and_scorers(evaluated: Evaluated) -> None:
    answer = evaluated.ask("evaluation/agreement", year=2026).set_index("criterion")
    assert list(answer.index) == [
        "plan", "organisation", "linkage", "progress", "outcome", "spread", "total",
    ]  # fmt: skip
    assert (answer.loc["total", "projects"], answer.loc["total", "scorers"]) == (6, 11)
    # Every criterion has the same share of its points, so all agree alike.
    assert answer["alpha"].to_list() == pytest.approx([answer["alpha"].iloc[0]] * 7)


def test_the_same_ledger_gives_the_same_intervals(evaluated: Evaluated, tmp_path: Path) -> None:
    position = evaluated.second.manifest.ledger_position
    again = publish(
        Store(copied(evaluated.store.folder, tmp_path / "store"), LOCAL),
        as_of=dt.date(2026, 12, 31), final=False, publisher="other",
        position=position,
    )  # fmt: skip
    assert again.manifest.content_digest == evaluated.second.manifest.content_digest


@pytest.mark.parametrize("pairs", ["plan", "plan:x", "1_plan:3;drop", "1_plan:-3", "1_plan: 3"])
def test_pairs_that_are_none_are_refused(evaluated: Evaluated, pairs: str) -> None:
    with pytest.raises(Refused, match="이름:숫자"):
        evaluated.ask("evaluation/what_if", year=2026, weights=pairs)


def test_by_quota_the_rank_decides_rounded_up_to_whole_projects(
    evaluated: Evaluated, tmp_path: Path
) -> None:
    copy = tmp_path / "copy.duckdb"
    shutil.copyfile(evaluated.second.path, copy)
    with duckdb.connect(copy) as connection:
        connection.execute(
            "update grade_band set method = 'quota', "
            "quota_to = case when grade = 'D' then 100 else 10 + 20 * position end"
        )
        grades = connection.execute(
            "select project, grade_reached, grade from project_grades('', '')"
        )
        # Of five ranked, 30 % are two (rounded up), 50 % three, 70 % four, 90 % five.
        assert {name: (reached, grade) for name, reached, grade in grades.fetchall()} == {
            GYN: ("S", "A"),  # barred by its execution rate
            "S1": ("S", "S"),
            "S2": ("A", "A"),
            "B1": ("B", "B"),
            "B2": ("C", "C"),
            "E1": (None, None),
        }
