"""What the made-up projects develop, and who does it together.

As many are completed in a quarter as the profile ``products`` of ``figures.py`` says; what will be
completed later stands there as being developed.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from random import Random
from typing import Final

from figures import age, measured, profiles, runs
from form import Row, words
from linkages import linked
from names import day_in
from partners import active
from plan import Project
from progress import PERIODS, Period, stream

# Quarters after the last report whose products are being developed in it.
AHEAD: Final = (Period(2028, 3), Period(2028, 4))
# p a product, s a service, o an operating platform; by type of model, the last for every type.
NAMES: Final = {
    "public_service": (
        "s:돌봄 통합신청 창구,s:퇴원 뒤 방문재활,s:병원동행,s:긴급 돌봄 품앗이,"
        "s:복약 관리 방문,s:보호자 쉼 돌봄,s:방문 세면·목욕,s:이동약자 통원 배차,"
        "s:전화 안부 확인,s:영양 식단 상담,p:안심 생활용품 꾸러미,p:복약 알림판,"
        "o:돌봄 대기 현황판,o:방문 일정 배정 체계"
    ),
    "circular_economy": (
        "p:자투리 장바구니,p:못난이 과일잼,p:발효 퇴비,p:되살림 비누,p:공공급식 꾸러미,"
        "p:새활용 앞치마,p:로컬푸드 간편식,p:다회용 도시락통,s:다회용기 수거·세척,"
        "s:상점가 공동배송,s:부산물 수거,s:농가 순회 집하,o:공동조달 주문 체계,"
        "o:부산물 물량 장부"
    ),
    "living_service": (
        "s:반찬 배달,s:이불 세탁,s:장보기 대행,s:순회 이·미용,s:집수리 순회,s:마을차 운행,"
        "s:통원 동행,s:생필품 공동배송,s:가전 수리방,s:농산물 집하 배달,p:저염 반찬 꾸러미,"
        "p:생필품 묶음 상자,o:순회 일정 예약 체계,o:공동구매 주문 장부"
    ),
    "revitalisation": (
        "s:빈집 체류 프로그램,s:골목 해설 여행,s:청년 한달살이,s:공유작업실 운영,"
        "s:빈점포 창업 상담,s:마을호텔 운영,p:마을 기념품,p:골목 차림표 음식,"
        "p:체류 여행 꾸러미,p:지역 소재 공예품,p:마을 맥주,o:빈집 정보 장부,"
        "o:공유숙소 예약 체계,o:창업 공간 배정 체계"
    ),
    "community": (
        "s:방과후 마을교실,s:공동부엌 밥상모임,s:이웃 안부 순회,s:공구 나눔방,s:마을 집수리단,"
        "s:이주민 생활 안내,s:아이·어르신 함께 돌봄,s:마을방송,s:주민 강사 양성,p:마을 요리책,"
        "p:주민 소식지,p:마을 장 꾸러미,o:공동공간 예약 체계,o:이웃 도움 연결판"
    ),
    "local_choice": (
        "p:햇빛 온풍기,p:대나무 생활소품,p:고원 나물 가공품,p:약초차 꾸러미,p:숲 부산물 화분,"
        "p:해조 간편식,s:단열 시공,s:숲 돌봄 산책,s:치유농장 하루,s:공예 수련 과정,s:긴급 동행,"
        "s:공유작업장 이용,o:상호부조 회비 체계,o:공동상표 관리 체계"
    ),
    "": (
        "s:주민 설명 학교,s:참여조직 공동상담,s:품질 점검단,p:공동 홍보물,p:현장 안내서,"
        "o:공동 회계 장부,o:이용자 만족 조사 체계,o:공동 예약 창구"
    ),
}
KINDS: Final = {"p": "product", "s": "service", "o": "platform"}
# Who takes part, when not all three sides do: ministry, local government, organisation.
SIDES: Final = (
    (False, True, True),
    (False, False, True),
    (True, False, True),
    (False, True, False),
)
FORMS_OF_LAW: Final = ("사회적협동조합", "협동조합", "마을기업")


@dataclass(frozen=True)
class Product:
    """Something developed, from when on, until when, and by whom together."""

    name: str
    kind: str
    begun_on: date
    completed_on: date
    ministry: str | None
    local_government: str | None
    organisation: str | None
    residents: int | None


@cache
def _order(project: Project) -> tuple[str, ...]:
    """What a project would develop, in order; most of what is for its type comes first."""
    random = stream(project.id, "products", "names")
    own, common = NAMES[project.model_type].split(","), NAMES[""].split(",")
    first = random.sample(own, 6)
    rest = [name for name in own if name not in first] + common
    return (*first, *random.sample(rest, len(rest)))


@cache
def products(project: Project) -> tuple[Product, ...]:
    """Everything a project develops until the end of 2028, in the order of completion."""
    names = iter(_order(project))
    first = profiles(project)["products"].first
    periods = [each for each in (*PERIODS, *AHEAD) if age(project, each) >= first]
    made: list[Product] = []
    for period in (each for each in periods if runs(project, each)):
        random = stream(project.id, "products", "made", period.name)
        number = int(measured(project, "products", period).value or 0)
        days = sorted(day_in(random, period) for _ in range(number))
        made += [_product(project, next(names), day, random) for day in days]
    return tuple(made)


def _product(project: Project, coded: str, completed_on: date, random: Random) -> Product:
    """One product: about half are made by all three sides together."""
    code, name = coded.split(":")
    sides = (True, True, True) if random.random() < 0.5 else random.choice(SIDES)
    province = words("regions", "region")[project.home]
    place = project.municipality
    begun_on = completed_on - timedelta(days=random.randint(60, 240))
    begun_on = max(begun_on, date(project.selection_year, 5, 2))
    days = (begun_on, completed_on)
    policies = next(filter(None, (linked(project, _quarter_of(day)) for day in days)), ())
    ministry = random.choice([policy.ministry for policy in policies] or ["mois"])
    organisations = active(project, begun_on)
    return Product(
        _named(project, code, name),
        KINDS[code],
        begun_on,
        completed_on,
        ministry if sides[0] else None,
        (place if place == province else f"{province} {place}") if sides[1] else None,
        random.choice(organisations) if sides[2] else None,
        random.randint(6, 70) if random.random() < 0.7 else None,
    )


def _named(project: Project, code: str, name: str) -> str:
    """A name that tells whose it is: the brand of the lead organisation, or the place."""
    if code == "p":
        form = next(each for each in FORMS_OF_LAW if project.lead_organisation.endswith(each))
        return f"{project.lead_organisation.removesuffix(form)} {name}"
    return f"{project.municipality.removesuffix('특별자치시')} {name}" if code == "s" else name


def _quarter_of(day: date) -> Period:
    return Period(day.year, (day.month + 2) // 3)


def product_state(project: Project, period: Period) -> list[Row]:
    """The products of a project as they stand at the end of a quarter."""
    kinds, ministries = words("product_kinds", "product_kind"), words("ministries", "ministry")
    rows: list[Row] = []
    for product in products(project):
        is_done = product.completed_on <= period.end
        if product.begun_on <= period.end:
            rows.append(
                {
                    "project": project.id,
                    "product": product.name,
                    "product_kind": kinds[product.kind],
                    "completed_on": product.completed_on if is_done else None,
                    "ministry": ministries[product.ministry] if product.ministry else None,
                    "local_government": product.local_government,
                    "organisation": product.organisation,
                    "residents": product.residents if is_done else None,
                }
            )
    return rows
