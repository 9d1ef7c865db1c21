"""Policies of other ministries linked to the made-up projects, and their money.

The names are made up as well, and say so: none may be taken for a policy that exists. As many are
linked as the profile ``linked_policies`` of ``figures.py`` says, with the money of
``linked_money`` divided among them.
"""

from __future__ import annotations

from functools import cache
from typing import Final, NamedTuple

from figures import NEVER_REPORTED, age, measured, profiles, runs, stock
from form import Row, words
from plan import Project
from progress import PERIODS, Period, stream

# Projects that have linked nothing so far.
UNLINKED: Final = {"2026-ULS-02", "2026-GYB-03", "2027-DAE-01", "2027-JEB-01"}
MONEY_STEP: Final = 10_000
MADE_UP: Final = "(가상)"

# ministry | policy | how it is linked; a block a type of model, the last one for every type.
POLICIES_TEXT: Final = {
    "public_service": """
mohw | 동네 통합돌봄 연계지원 | 통합창구에서 돌봄 대상자를 함께 찾고 서비스를 이어 줌
mohw | 지역 방문건강 협력사업 | 방문 인력의 일정과 대상자 명단을 함께 관리함
moel | 돌봄 인력 처우개선 시범지원 | 참여조직이 새로 쓴 돌봄 인력의 인건비를 나누어 부담함
mogef | 가족 틈새돌봄 이음사업 | 저녁과 주말 돌봄을 나누어 맡음
molit | 이동약자 교통편의 협력사업 | 통원 차량의 배차를 함께 운영함
mohw | 퇴원환자 지역복귀 시범지원 | 퇴원 전에 상담하고 퇴원 뒤 서비스를 함께 계획함
""",
    "circular_economy": """
mcee | 생활권 자원순환 거점지원 | 수거와 선별 설비를 함께 씀
mafra | 지역먹거리 공급기반 지원 | 공공급식 식재료의 공급 계획을 함께 세움
mss | 소상공인 공동구매 활성화 지원 | 상점가의 공동 매입에 참여조직이 공급자로 참여함
mcee | 농업부산물 에너지화 시범사업 | 부산물의 처리와 에너지 이용을 함께 시험함
mof | 수산부산물 되살림 시범사업 | 부산물의 수거와 가공을 나누어 맡음
moel | 자원순환 일자리 연계지원 | 선별과 재제조에 새 일자리를 연계함
""",
    "living_service": """
mafra | 농촌 생활돌봄 지원 | 마을 단위 서비스의 운영비를 나누어 부담함
molit | 벽지 이동수단 협력지원 | 마을 차량의 노선과 배차를 함께 정함
mohw | 고령가구 식사지원 협력사업 | 반찬 배달 대상자를 함께 찾음
mss | 생활밀착 서비스 창업지원 | 순회 서비스의 장비 구입을 도움
mof | 섬 주민 생필품 운송지원 | 배편에 싣는 공동 물량의 운임을 나누어 부담함
kfs | 산촌 생활서비스 거점지원 | 산촌 거점에서 서비스를 함께 운영함
""",
    "revitalisation": """
molit | 빈집 활용 마을재생 지원 | 고친 빈집을 사업의 거점으로 함께 씀
mss | 지역가치 창업가 연계지원 | 정착한 창업자의 상품 개발을 함께 도움
mcst | 생활관광 마을여행 지원 | 체류 프로그램을 함께 만들고 알림
moel | 청년 지역정착 일경험 지원 | 청년의 일경험 자리를 참여조직에 연계함
mafra | 농촌 체류기반 조성지원 | 체류 공간의 기반 시설을 함께 고침
mof | 어촌 빈창고 재생 시범사업 | 창고를 가공과 판매 공간으로 함께 고침
""",
    "community": """
moe | 학교와 마을 배움이음 지원 | 방과후 과정의 강사와 공간을 함께 마련함
mcst | 생활문화 동아리 지원 | 공동체 공간에서 문화 활동을 함께 엶
mogef | 공동육아 나눔터 협력지원 | 나눔터를 주민이 함께 운영함
mohw | 사회적 고립 예방 이웃망 지원 | 홀로 사는 주민의 안부를 함께 살핌
mcst | 작은도서관 순환사서 지원 | 도서관의 운영 시간을 함께 늘림
molit | 공동주택 공동체 활성화 지원 | 단지의 공동 공간을 함께 고침
""",
    "local_choice": """
mcee | 마을 에너지전환 협력지원 | 설비의 설치와 관리를 주민과 함께함
kfs | 마을숲 돌봄 시범사업 | 숲 가꾸기 물량을 주민 조직에 연계함
mcst | 지역 전통공예 전승지원 | 전승 과정의 강사와 재료를 함께 마련함
mafra | 치유농업 협력기관 지원 | 치유 프로그램의 대상자를 함께 찾음
mof | 어촌 공동소득원 개발지원 | 새 소득원의 시험 양식을 함께 함
mss | 공유 제조공간 연계지원 | 공유작업장의 장비를 함께 씀
""",
    "": """
moel | 사회적기업 지역협력 지원 | 참여조직의 공동 사업 개발을 함께 도움
mpb | 협동조합 연합사업 촉진지원 | 참여 협동조합의 공동 구매와 판매를 도움
mss | 소셜벤처 지역실증 지원 | 새 서비스의 실증 비용을 나누어 부담함
mohw | 자활사업단 시장진입 지원 | 자활 참여자의 일자리를 연계함
moe | 대학 지역혁신 협력과제 | 성과 연구와 주민 교육을 함께 함
""",
}


class Policy(NamedTuple):
    """A made-up policy of a ministry."""

    ministry: str
    name: str
    content: str


def _policies(text: str) -> list[Policy]:
    lines = [line.split(" | ") for line in text.strip().splitlines()]
    return [Policy(ministry, name + MADE_UP, content) for ministry, name, content in lines]


@cache
def _order(project: Project) -> tuple[Policy, ...]:
    """Policies in the order in which a project would link them: those of its type come first."""
    random = stream(project.id, "policies")
    own = _policies(POLICIES_TEXT[project.model_type])
    common = _policies(POLICIES_TEXT[""])
    first = random.sample(own, 2)
    rest = [policy for policy in own if policy not in first] + common
    return (*first, *random.sample(rest, len(rest)))


@cache
def linked(project: Project, period: Period) -> tuple[Policy, ...]:
    """The policies linked at the end of a quarter."""
    if project.id in UNLINKED:
        return ()
    waiting, here = list(_order(project)), []
    for each in PERIODS:
        if each > period or not runs(project, each):
            continue
        number = stock(project, "linked_policies", profiles(project)["linked_policies"], each)
        while len(here) > number:
            here.pop(stream(project.id, "policies", each.name).randrange(len(here)))
        while len(here) < number:
            here.append(waiting.pop(0))
    return tuple(here)


def money(project: Project, period: Period) -> dict[str, int]:
    """Money in 원 by policy that came in during a quarter."""
    if (project.id, "linked_money") in NEVER_REPORTED:
        return {}
    policies = linked(project, period)
    if not policies or age(project, period) < profiles(project)["linked_money"].first:
        return {}
    whole = int(measured(project, "linked_money", period).value or 0)
    weights = [stream(project.id, policy.name, "weight").uniform(0.4, 1.6) for policy in policies]
    shares = [int(whole * each / sum(weights)) // MONEY_STEP * MONEY_STEP for each in weights]
    shares[0] += whole - sum(shares)
    return {policy.name: share for policy, share in zip(policies, shares, strict=True)}


def linkage_rows(project: Project, period: Period) -> list[Row]:
    """The policies linked at the end of a quarter, with their money of the year so far."""
    ministries = words("ministries", "ministry")
    so_far = [Period(period.year, quarter) for quarter in range(1, period.quarter + 1)]
    by_quarter = [money(project, each) for each in so_far if runs(project, each)]
    return [
        {
            "project": project.id,
            "policy": policy.name,
            **period._asdict(),
            "ministry": ministries[policy.ministry],
            "linked_money": sum(each.get(policy.name, 0) for each in by_quarter),
            "content": policy.content,
        }
        for policy in linked(project, period)
    ]
