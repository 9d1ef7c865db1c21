"""What outlives the made-up projects: standard models, who adopts them, what goes on afterwards.

Nothing here exists; only the names of municipalities are real.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

from form import Row, words
from plan import Project
from progress import Period, stream

# model | project of origin | designated on | name, then summary, then conditions of adoption.
MODELS_TEXT: Final = """
SM-2027-01 | 2026-SEO-01 | 2027-08-26 | 동네돌봄 통합창구 모델
돌봄 신청을 한 창구에서 받아 이웃 돌보미와 기관에 바로 배정함
전담 창구 1곳과 돌봄 조직 3곳 이상의 협약, 대상자 정보의 공동 이용 동의

SM-2027-02 | 2026-JEB-01 | 2027-08-26 | 마을학교 두레 모델
작은 학교의 방과후를 주민 강사와 학부모 조합이 함께 맡음
학교와의 협약, 주민 강사 10명 이상, 아이들이 모일 공간 1곳

SM-2027-03 | 2026-CHB-01 | 2027-11-25 | 농업부산물 순환자원 모델
농가의 부산물을 모아 퇴비와 소재로 만들고 수익을 농가와 나눔
참여 농가 30가구 이상, 수거 차량과 야적장, 판로 협약

SM-2027-04 | 2026-GYN-01 | 2027-11-25 | 빈집 체류형 일터 모델
고친 빈집을 일손과 체류가 만나는 일터로 주민 조합이 운영함
쓸 수 있는 빈집 5채 이상, 집주인과의 5년 이상 사용 협약

SM-2027-05 | 2026-GYG-02 | 2027-11-25 | 폐교 활용 마을돌봄 모델
문 닫은 학교를 아이와 어르신이 함께 쓰는 돌봄 공간으로 바꿈
교육지원청과의 사용 협약, 운영 조합의 설립, 안전 진단

SM-2028-01 | 2026-GYG-01 | 2028-05-18 | 마을 생활돌봄 두레 모델
반찬, 세탁, 안부 확인을 한 번의 방문으로 함께 제공함
공동 조리 공간 1곳, 배달 인력 3명 이상, 읍·면의 대상자 추천
"""
# model | province that reports | municipality | adopted on | what it adapted | ended on | why
ADOPTERS_TEXT: Final = """
SM-2027-01 | busan | 북구 | 2027-10-18 | | |
SM-2027-01 | daejeon | 서구 | 2027-11-09 | 접수를 종합복지관 두 곳에서 나누어 받음 | |
SM-2027-01 | seoul | 도봉구 | 2027-12-06 | | |
SM-2027-01 | gyeonggi | 안산시 | 2028-01-24 | 여러 나라 말로 신청을 받음 | |
SM-2027-01 | jeonnam_gwangju | 서구 | 2028-02-15 | | |
SM-2027-01 | gyeongnam | 김해시 | 2028-04-19 | | |
SM-2027-01 | incheon | 미추홀구 | 2028-05-22 | | |
SM-2027-02 | chungnam | 부여군 | 2027-10-25 | | |
SM-2027-02 | jeonnam_gwangju | 곡성군 | 2027-11-15 | 두 학교가 강사를 함께 씀 | |
SM-2027-02 | gangwon | 영월군 | 2028-01-17 | | |
SM-2027-02 | gyeongbuk | 봉화군 | 2028-01-10 | | 2028-06-12 | 학생이 줄어 강사를 둘 수 없었음
SM-2027-02 | jeonbuk | 장수군 | 2028-03-06 | | |
SM-2027-02 | gyeonggi | 연천군 | 2028-05-10 | | |
SM-2027-03 | jeonnam_gwangju | 함평군 | 2027-12-13 | | |
SM-2027-03 | chungnam | 예산군 | 2028-01-31 | 과수 부산물을 함께 거둠 | |
SM-2027-03 | gyeonggi | 여주시 | 2028-03-13 | | |
SM-2027-03 | gyeongbuk | 상주시 | 2028-04-24 | | |
SM-2027-04 | chungbuk | 단양군 | 2027-12-08 | | 2028-05-31 | 집주인과의 사용 협약이 깨졌음
SM-2027-04 | gangwon | 양양군 | 2027-12-20 | 겨울에는 원격근무자에게 빌려줌 | |
SM-2027-04 | jeonnam_gwangju | 고흥군 | 2028-02-21 | | |
SM-2027-04 | jeonbuk | 무주군 | 2028-05-15 | | |
SM-2027-05 | incheon | 옹진군 | 2028-01-12 | 섬의 분교를 보건진료소와 함께 씀 | |
SM-2027-05 | gangwon | 인제군 | 2028-02-28 | | |
SM-2027-05 | chungbuk | 영동군 | 2028-04-12 | | |
SM-2027-05 | daegu | 달성군 | 2028-06-08 | | |
SM-2028-01 | chungnam | 금산군 | 2028-06-05 | | |
SM-2028-01 | jeonbuk | 임실군 | 2028-06-15 | | |
"""
# An adopter has users once it has had so many days to prepare.
DAYS_TO_PREPARE: Final = 60
REPORTS: Final = {
    "preparing": (
        "조례와 예산을 마련하는 중임",
        "운영할 조직을 모집하고 있음",
        "출처 지자체에 담당자를 보내 배움",
        "쓸 공간을 정하고 협약을 준비함",
    ),
    "running": (
        "이용자가 꾸준히 늘고 있음",
        "주민 만족이 높아 한 곳을 더 열 계획임",
        "인력을 구하기 어려워 교육을 함께 시작함",
        "출처 사업의 지침을 그대로 써도 무리가 없었음",
        "참여조직이 두 곳 늘어 자리를 잡음",
        "첫 분기보다 신청이 크게 늘어 배정을 손보고 있음",
    ),
    "adapted": (
        "지역에 맞게 바꾼 뒤 이용이 늘어남",
        "바꾼 방식을 지침에 더하도록 건의함",
        "바꾼 부분의 비용이 예상보다 적게 듦",
    ),
}
# Project, quarter: whether it goes on, users, jobs kept, own money in 원.
AFTERCARE: Final = {
    ("2026-GYB-02", Period(2027, 2)): ("reduced", 41, 2, 3_150_000),
    ("2026-GYB-02", Period(2027, 3)): ("reduced", 23, 1, 1_280_000),
    ("2026-GYB-02", Period(2027, 4)): ("ended", 0, 0, 0),
    ("2026-JEJ-02", Period(2028, 1)): ("continued", 96, 3, 8_420_000),
    ("2026-JEJ-02", Period(2028, 2)): ("continued", 118, 3, 11_760_000),
}


@dataclass(frozen=True)
class Model:
    """A standard model."""

    id: str
    project: str
    designated_on: date
    name: str
    summary: str
    conditions: str


@dataclass(frozen=True)
class Adopter:
    """A municipality that adopted a standard model."""

    model: str
    reported_by: str
    municipality: str
    adopted_on: date
    adaptation: str
    ended_on: date | None
    why: str


def _model(block: str) -> Model:
    first, summary, conditions = block.strip().splitlines()
    model, project, day, name = first.split(" | ")
    return Model(model, project, date.fromisoformat(day), name, summary, conditions)


def _adopter(line: str) -> Adopter:
    cells = [cell.strip() for cell in line.split("|")]
    model, province, municipality, adopted_on, adaptation, ended_on, why = cells
    return Adopter(
        model,
        province,
        municipality,
        date.fromisoformat(adopted_on),
        adaptation,
        date.fromisoformat(ended_on) if ended_on else None,
        why,
    )


MODELS: Final = tuple(_model(block) for block in MODELS_TEXT.split("\n\n"))
ADOPTERS: Final = tuple(_adopter(line) for line in ADOPTERS_TEXT.strip().splitlines())


def state_of(adopter: Adopter, period: Period) -> str:
    """How an adoption stands at the end of a quarter."""
    if adopter.ended_on and adopter.ended_on <= period.end:
        return "ended"
    if (period.end - adopter.adopted_on).days < DAYS_TO_PREPARE:
        return "preparing"
    return "adapted" if adopter.adaptation else "running"


def users(adopter: Adopter, period: Period) -> int | None:
    """Users of a quarter: more each quarter; none are known while it is being prepared."""
    random = stream(adopter.model, adopter.municipality, "users")
    first = random.uniform(35, 120)
    if state_of(adopter, period) == "preparing":
        return None
    quarters = (period.end - adopter.adopted_on).days // 91
    growth = 1 + random.uniform(0.25, 0.6) * quarters
    ended = state_of(adopter, period) == "ended"
    return round(first * growth * (0.3 if ended else 1))


def adoption_rows(reported_by: str, period: Period) -> list[Row]:
    """What a province reports of its municipalities that adopted a model."""
    states = words("adoption_states", "adoption_state")
    rows: list[Row] = []
    for adopter in ADOPTERS:
        gone = adopter.ended_on and adopter.ended_on < date(period.year, period.quarter * 3 - 2, 1)
        if adopter.reported_by != reported_by or adopter.adopted_on > period.end or gone:
            continue
        state = state_of(adopter, period)
        random = stream(adopter.model, adopter.municipality, period.name, "report")
        report = adopter.why if state == "ended" else random.choice(REPORTS[state])
        rows.append(
            {
                "model": adopter.model,
                "municipality": adopter.municipality,
                **period._asdict(),
                "adopted_on": adopter.adopted_on,
                "ended_on": adopter.ended_on if state == "ended" else None,
                "adoption_state": states[state],
                "adaptation": adopter.adaptation or None,
                "users": users(adopter, period),
                "report": report,
            }
        )
    return rows


def aftercare_rows(project: Project, period: Period) -> list[Row]:
    """What is reported of a project for a quarter after its support ended."""
    found = AFTERCARE.get((project.id, period))
    if found is None:
        return []
    continuation, served, jobs, own_money = found
    return [
        {
            "project": project.id,
            **period._asdict(),
            "continuation": words("continuations", "continuation")[continuation],
            "users": served,
            "jobs": jobs,
            "own_money": own_money,
        }
    ]
