"""The made-up scores, findings and decisions of the demonstration panel. None of them was given.

Writes ``panel/*.csv`` beside itself, which the demonstration store plays back day by day through
the same functions that the pages use; scores go into workbooks (``score_books.py``). Every number
follows from the seed and from what it belongs to alone. Run with ``python data/samples/panel.py``;
``--out FOLDER`` writes elsewhere.
"""

from __future__ import annotations

import argparse
import csv
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Final

from form import reference, words
from plan import PROJECTS, Project
from progress import stream

HERE: Final = Path(__file__).resolve().parent / "panel"
SCORED: Final = {2026: date(2027, 2, 8), 2027: date(2028, 2, 7)}
DECIDED: Final = {2026: date(2027, 3, 12), 2027: date(2028, 3, 14)}
LATE_SCORER: Final = "m09"
# Sheets that never came.
UNSENT: Final = {(2027, "m10", "2027-JEB-01"), (2027, "m11", "2026-BUS-02")}
# Year, member, project: the criterion corrected, by how many points, and why.
CORRECTIONS: Final = {
    (2026, "m01", "2026-BUS-01"): (
        "progress",
        3.0,
        "3분기까지의 집행만 본 점수를 바로잡음",
    ),
    (2026, "m08", "2026-CHN-02"): ("organisation", -4.0, "참여 조직의 탈퇴를 뒤늦게 확인함"),
    (2027, "m04", "2026-GAN-03"): ("outcome", 2.5, "정정된 4분기 실적을 반영함"),
}
# How far a trait moves a criterion, as a share of its points.
EFFECTS: Final = {
    "slow": {"progress": -0.16, "plan": -0.02},
    "bunched": {"progress": -0.07},
    "late": {"progress": -0.10},
    "overdue": {"progress": -0.12, "organisation": -0.04},
    "fading": {"outcome": -0.10, "spread": -0.05},
    "stopped": {"organisation": -0.15, "linkage": -0.10, "outcome": -0.15},
}
LEAN: Final = {
    "plan": 0.04,
    "organisation": 0.02,
    "linkage": -0.02,
    "outcome": -0.03,
    "spread": -0.02,
}
# The ministry's own decisions where they are not simply the rule's; conditions after a bar.
OWN_DECISIONS: Final = {
    (2026, "2026-SEJ-01"): ("continue", "채점 위원이 부족하여 현장 점검 결과로 정함", ()),
    (2026, "2026-ULS-02"): ("continue", "선정이 늦어 추진 기간이 짧았던 점을 고려함", ()),
    (2026, "2026-GYB-03"): (
        "conditional",
        "기상 악화로 공정이 늦어진 섬 지역의 여건을 고려하되 보완을 요구함",
        ("지연된 추진 단계의 만회 계획을 낼 것", "뱃길이 끊길 때의 서비스 대책을 세울 것"),
    ),
    (2027, "2026-SEJ-01"): ("continue", "채점 위원이 부족하여 서면 검토 결과로 정함", ()),
    (2027, "2026-GAN-03"): (
        "conditional",
        "공동가공장 준공이 확인되어 지원하되 판로 확보를 조건으로 함",
        ("가공 물량의 절반 이상을 파는 계약을 맺을 것",),
    ),
}
UNDECIDED: Final = {(2027, "2026-JEJ-02"), (2027, "2027-JEB-01")}
STOCK_CONDITIONS: Final = {
    "slow": "집행률을 상반기 안에 경과율 수준으로 높일 것",
    "late": "늦어진 추진 단계를 마칠 날짜를 정하여 지킬 것",
    "overdue": "기한이 지난 추진 단계를 마칠 것",
    "": "목표에 못 미친 성과지표의 개선 계획을 낼 것",
}
OPINIONS: Final = {
    "plan": ("지역 문제의 크기를 보여 주는 기초 자료가 부족함. 조사 결과를 보완할 것", "moderate"),
    "organisation": (
        "협의체의 역할이 겹침. 주관·참여 조직의 몫을 문서로 나눌 것",
        "moderate",
    ),
    "budget": ("집행이 경과율에 못 미침. 남은 기간의 집행 계획을 다시 세울 것", "major"),
    "outcome": ("이용자 수의 집계 기준이 분기마다 다름. 기준을 하나로 정하여 다시 셀 것", "major"),
    "linkage": ("연계한 부처 사업의 담당 부서와 협의한 기록이 없음. 협의 결과를 남길 것", "minor"),
    "spread": ("지원이 끝난 뒤의 수입 계획이 없음. 자립 방안을 마련할 것", "minor"),
}
EVIDENCE: Final = {"budget": "national_executed", "outcome": "service_users"}
FOLLOW_UPS: Final = {
    "plan": "주민 설문과 행정 자료를 더하여 진단서를 고침",
    "organisation": "역할 분담 협약을 맺고 협의체에 보고함",
    "budget": "분기별 집행 계획을 고쳐 지출을 앞당김",
    "outcome": "집계 기준을 문서로 정하고 앞선 분기를 다시 셈",
    "linkage": "부처 담당자와 협의하고 회의록을 남김",
    "spread": "유료 서비스와 조합비를 더한 수입 계획을 세움",
}
COMMENTS: Final = (
    "주민 참여가 꾸준하고 조직의 역할이 분명함",
    "성과는 보이나 자립 계획이 더 필요함",
    "추진 속도를 높일 필요가 있음",
    "지역 여건에 맞는 모델로 다른 곳에 퍼질 만함",
    "실적 관리가 나아지고 있음",
)
Row = dict[str, object]


def region(project: Project, year: int) -> str:
    """Province of the 17 in which a project is at the end of a year."""
    if project.id == "2026-GWA-02" and year >= 2027:
        return "jeonnam"
    return "gwangju" if project.home == "jeonnam_gwangju" else project.home


def members(project: Project, year: int) -> list[str]:
    """Who looks after the project's province."""
    rows = reference("panel_assignments")
    return [row["member"] for row in rows if row["region"] == region(project, year)]


def conflicted(member: str, project: str, day: date) -> bool:
    """Whether a conflict of interest had been declared by a day."""
    return any(
        (row["member"], row["project"]) == (member, project)
        and date.fromisoformat(row["declared_on"]) <= day
        for row in reference("conflicts_of_interest")
    )


def judged(year: int) -> list[Project]:
    """Projects evaluated for a year: those that ran in it."""
    return [
        project
        for project in PROJECTS
        if project.selection_year <= year and not ("stopped" in project.traits and year > 2026)
    ]


def share(project: Project, year: int, criterion: str) -> float:
    """How much of a criterion's points a project deserves: a made-up truth."""
    drift = stream(project.id, "drift", year).gauss(0.0, 0.025)
    own = stream(project.id, criterion, "own").gauss(0.0, 0.03)
    effect = sum(EFFECTS.get(trait, {}).get(criterion, 0.0) for trait in project.traits)
    if "fading" in project.traits and year == project.selection_year:
        effect = 0.0
    grown = 0.025 * (year - project.selection_year)
    return (
        0.815
        + 0.33 * (project.quality - 1)
        + LEAN.get(criterion, 0.0)
        + drift
        + own
        + effect
        + grown
    )


def points(project: Project, year: int, scorer: str, criterion: str, most: int) -> float:
    """Points that a scorer gives: the truth, seen through their own severity and mood."""
    lenient = 0.06 if scorer == "self" else stream(scorer, "severity").gauss(0.0, 0.025)
    noise = stream(project.id, year, scorer, criterion).gauss(0.0, 0.035)
    given = round((share(project, year, criterion) + lenient + noise) * most * 2) / 2
    return min(float(most), max(0.0, given))


def sheet(project: Project, year: int, scorer: str, day: date) -> list[Row]:
    """One scorer's sheet: a row a criterion."""
    comment = stream(project.id, year, scorer, "comment").choice(COMMENTS)
    return [
        {
            "year": year,
            "given_on": day,
            "scored_by": scorer,
            "project": project.id,
            "criterion": row["criterion"],
            "points": points(project, year, scorer, row["criterion"], int(row["maximum_points"])),
            "remark": "",
            "comment": comment,
            "reason": "",
        }
        for row in criteria(project, year)
    ]


def criteria(project: Project, year: int) -> list[dict[str, str]]:
    """Criteria by which a project is judged in a year."""
    programme_year = str(year - project.selection_year + 1)
    return [r for r in reference("evaluation_criteria") if r["programme_year"] == programme_year]


def scores() -> Iterator[Row]:
    """Every sheet in the order in which it came, corrections last."""
    for year, opened in SCORED.items():
        for project in judged(year):
            yield from sheet(project, year, "self", opened - timedelta(days=12))
        for member in words("panel_members", "member"):
            day = opened + timedelta(days=stream(member, year, "scored").randint(0, 6))
            if member == LATE_SCORER and year == 2026:
                day = opened + timedelta(days=10)
            for project in judged(year):
                if (
                    member in members(project, year)
                    and not conflicted(member, project.id, day)
                    and (year, member, project.id) not in UNSENT
                ):
                    yield from sheet(project, year, member, day)
        for (of_year, member, name), (criterion, change, why) in CORRECTIONS.items():
            if of_year == year:
                project = next(each for each in PROJECTS if each.id == name)
                most = {r["criterion"]: float(r["maximum_points"]) for r in criteria(project, year)}
                for row in sheet(project, year, member, opened + timedelta(days=11)):
                    given = float(str(row["points"])) + change * (row["criterion"] == criterion)
                    corrected = min(max(0.0, given), most[str(row["criterion"])])
                    yield row | {"points": corrected, "reason": why}


def decisions() -> Iterator[Row]:
    """What the ministry decides; a blank decision is the rule's, stock conditions if needed."""
    for year, day in DECIDED.items():
        for project in judged(year):
            if (year, project.id) in UNDECIDED:
                continue
            decision, reason, asked = OWN_DECISIONS.get((year, project.id), ("", "", ()))
            trait = next((t for t in ("overdue", "slow", "late") if t in project.traits), "")
            conditions = asked or (STOCK_CONDITIONS[trait],)
            yield {
                "decided_on": day,
                "year": year,
                "project": project.id,
                "decision": decision,
                "reason": reason,
                "conditions": "\n".join(conditions),
                "due_on": date(year + 1, 9, 30),
            }


def findings() -> Iterator[tuple[Row, list[Row], list[Row]]]:
    """Findings, each with its follow-ups and verdicts."""
    number = 0
    for year in (2026, 2027, 2028):
        for project in PROJECTS:
            if project not in judged(year):
                continue
            random = stream(project.id, "findings", year)
            # A project is known once its province has reported it for the first time.
            is_new = year == project.selection_year
            if not is_new and project.quality >= 1.0 and random.random() < 0.85:
                continue  # what goes well is not written about every year
            areas = random.sample(
                list(OPINIONS), 1 + (project.quality < 1.0) + ("overdue" in project.traits)
            )
            if "slow" in project.traits and "budget" not in areas:
                areas[0] = "budget"
            for area in areas:
                first = date(year, 11, 12) if is_new else date(year, 2, 1)
                written = first + timedelta(days=random.randint(0, 16 if is_new else 120))
                who = [m for m in members(project, year) if not conflicted(m, project.id, written)]
                number += 1
                yield finding(number, project, area, written, random.choice(who))


def finding(
    number: int, project: Project, area: str, written: date, member: str
) -> tuple[Row, list[Row], list[Row]]:
    """One finding: most are followed up and closed, some sent back, some forgotten."""
    random = stream(project.id, "finding", number)
    opinion, severity = OPINIONS[area]
    due = written + timedelta(days=45)
    row: Row = {
        "finding": number,
        "written_on": written,
        "member": member,
        "project": project.id,
        "finding_area": area,
        "finding_severity": severity,
        "opinion": opinion,
        "due_on": due,
        "indicator": EVIDENCE.get(area, ""),
    }
    if random.random() > 0.62 + 0.28 * project.quality - 0.3 * ("overdue" in project.traits):
        return row, [], []
    answered = due - timedelta(days=random.randint(-12, 20))
    judged_on = answered + timedelta(days=random.randint(6, 25))
    follow_ups = [{"finding": number, "given_on": answered, "follow_up": FOLLOW_UPS[area]}]
    verdicts: list[Row] = []
    if random.random() < 0.18:
        note = "근거 자료가 없음. 확인할 수 있는 자료를 붙일 것"
        verdicts.append(verdict(number, judged_on, member, "reopened", note))
        answered = judged_on + timedelta(days=20)
        text = f"{FOLLOW_UPS[area]}. 근거 자료를 붙임"
        follow_ups.append({"finding": number, "given_on": answered, "follow_up": text})
        judged_on = answered + timedelta(days=12)
    if random.random() < 0.9:
        verdicts.append(verdict(number, judged_on, member, "closed", "조치 내용을 확인함"))
    return row, list(follow_ups), verdicts


def verdict(number: int, day: date, member: str, decision: str, note: str) -> Row:
    """What the panel said of a follow-up."""
    return {"finding": number, "given_on": day, "member": member, "verdict": decision, "note": note}


def answers() -> Iterator[Row]:
    """How each condition was met, whichever decisions turn out to carry some."""
    for row in decisions():
        if row["year"] == 2026:
            for position in range(1, 1 + len(str(row["conditions"]).split("\n"))):
                yield {
                    "given_on": date(2027, 8, 20),
                    "year": row["year"],
                    "project": row["project"],
                    "position": position,
                    "answer": "요구한 대로 보완하고 결과를 제출함",
                }


def tables() -> dict[str, list[Row]]:
    """Every table by its file's name."""
    last = date(2028, 9, 1)
    told = list(findings())
    follow_ups = [row for _, each, _ in told for row in each]
    verdicts = [row for _, _, each in told for row in each]
    return {
        "decisions": list(decisions()),
        "condition_answers": list(answers()),
        "findings": [row for row, _, _ in told],
        "follow_ups": [row for row in follow_ups if str(row["given_on"]) < str(last)],
        "verdicts": [row for row in verdicts if str(row["given_on"]) < str(last)],
    }


def main() -> None:
    """Write the tables and say how many rows."""
    parser = argparse.ArgumentParser(description="Write the demonstration panel's records.")
    parser.add_argument("--out", type=Path, default=HERE, help="folder to write into")
    chosen = parser.parse_args()
    chosen.out.mkdir(parents=True, exist_ok=True)
    for name, rows in tables().items():
        with (chosen.out / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, list(rows[0]), lineterminator="\n")
            writer.writeheader()
            writer.writerows(rows)
        print(f"{len(rows)} rows in {name}.csv")


if __name__ == "__main__":
    main()
