"""Made-up names of organisations and of projects that applied. None of them exists."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random
from typing import Final

from progress import Period

STEMS_TEXT: Final = """
가온 가람 고운 그루 나래 나루 너울 노을 누리 늘봄 다붓 다솜 다온 단비 달빛 도담 도란
두루 두레 든든 들샘 라온 마루 모아 모퉁이 미리내 바른 벼리 별마루 보듬 볕뉘 봄내 사부작
산들 살가온 새날 새론 샘솟 소담 솔숲 시나브로 아람 아름 여울 예그리나 온새 우물가 윤슬
은가람 이든 잔솔 지음 징검다리 차오름 참살이 큰나무 터울 토닥 푸르메 하늬 한결 한울 함지
해오름 햇귀 흙내음
"""
STEMS: Final = tuple(STEMS_TEXT.split())
# What an organisation does, by type of model; the last line is for every type.
TRADES: Final = {
    "public_service": "돌봄 재활 동행 간병 복지 건강 방문 안심",
    "circular_economy": "자원 순환 농부 먹거리 되살림 새활용 장터 가공",
    "living_service": "살림 이동 수리 밥상 세탁 배송 생활 장보기",
    "revitalisation": "공방 집수리 문화 여행 정착 창작 목공 골목",
    "community": "마을 이웃 교육 놀이 부엌 도서 나눔 어울림",
    "local_choice": "에너지 숲 공예 치유 농장 바다 협업 기술",
    "": "나눔 마을 살림 먹거리 교육 문화",
}
# Kind of organisation: how its names end, and how often it takes part.
KINDS: Final = {
    "cooperative": (("협동조합",), 28),
    "social_cooperative": (("사회적협동조합",), 20),
    "social_enterprise": (("(주)",), 17),
    "village_enterprise": (("마을기업",), 13),
    "self_support_enterprise": (("자활기업",), 8),
    "social_venture": (("랩", "웍스"), 6),
    "resident_group": (("주민회", "주민모임", "이웃회"), 8),
}
UNIVERSITIES: Final = (
    "가온누리대학교 지역사회연구소(가상)",
    "한별대학교 산학협력단(가상)",
    "두물대학교 사회혁신센터(가상)",
    "새벌대학교 농촌연구소(가상)",
    "너른들대학교 돌봄정책연구소(가상)",
    "물빛해양대학교 어촌연구소(가상)",
)
COMPANIES: Final = (
    "다온유통(가상)",
    "나라물류(가상)",
    "푸른식품(가상)",
    "이음정보(가상)",
    "한샘골건설(가상)",
)
# Where a project that applied takes place, and what it would do, by type of model.
PLACES_TEXT: Final = """
골목 산촌 강변 언덕마을 역앞 옛장터 바닷가 들녘 원도심 산단 호숫가 고개마을 신도시
나루터 읍내 섬마을 솔밭 과수원 우물가 돌담마을
"""
PLACES: Final = tuple(PLACES_TEXT.split())
TITLES: Final = {
    "public_service": (
        "긴급돌봄 품앗이 모델",
        "방문건강 공동운영 모델",
        "돌봄 신청 동행 창구",
        "이동약자 통원 배차 모델",
        "퇴원 뒤 돌봄 이음터",
        "복지 사각 방문 협력망",
    ),
    "circular_economy": (
        "먹거리 공동조달 모델",
        "헌옷 새활용 협업장",
        "못난이 농산물 가공 모델",
        "다회용기 순환 사업단",
        "상점가 공동배송 모델",
        "공공급식 지역조달 모델",
    ),
    "living_service": (
        "장보기 대행 두레 모델",
        "마을 빨래방 생활돌봄",
        "순회 수리 협동 모델",
        "반찬 나눔 생활협동 모델",
        "수요응답 마을차 모델",
        "생필품 공동구매 배송망",
    ),
    "revitalisation": (
        "빈집 일터 전환 모델",
        "청년 창작 정착 모델",
        "빈점포 공동창업 모델",
        "체류형 마을여행 모델",
        "옛 창고 문화거점 모델",
        "귀향청년 살집 협동 모델",
    ),
    "community": (
        "세대이음 마을학교 모델",
        "이웃 부엌 공동체 모델",
        "작은도서관 돌봄 모델",
        "이주민 이웃맺기 모델",
        "아파트 이웃살림 모델",
        "마을방송 주민참여 모델",
    ),
    "local_choice": (
        "햇빛발전 이익공유 모델",
        "숲돌봄 일자리 모델",
        "전통공예 전승 모델",
        "치유농장 협동 모델",
        "마을자산 공유 모델",
        "공유작업장 자립 모델",
    ),
}


def organisation(random: Random, model_type: str) -> tuple[str, str]:
    """Name and kind of a social-solidarity organisation that fits a type of model."""
    kind = random.choices(list(KINDS), [weight for _, weight in KINDS.values()])[0]
    trades = (TRADES[model_type] + " " + TRADES[model_type] + " " + TRADES[""]).split()
    name = random.choice(STEMS) + random.choice(trades) + random.choice(KINDS[kind][0])
    return name, kind


def kind_of(name: str) -> str:
    """Kind of an organisation, which its name ends with."""
    order = sorted(KINDS, key=lambda kind: -max(map(len, KINDS[kind][0])))
    return next(kind for kind in order if name.endswith(KINDS[kind][0]))


def day_in(random: Random, period: Period, last: date | None = None) -> date:
    """A working day of a quarter, not after the last one."""
    first = date(period.year, period.quarter * 3 - 2, 1)
    length = ((last or period.end) - first).days
    day = first + timedelta(days=random.randint(0, length))
    if day.weekday() > 4:
        day -= timedelta(days=day.weekday() - 4)
    return max(day, first)
