"""The made-up projects of the demonstration workbooks. None of them exists.

One block of ``PROJECTS_TEXT`` is a project:
``id | municipality | type | quality | traits``, then ``name | lead organisation``, then purpose.
Quality 1.0 is an ordinary project. Traits: ``slow`` and ``bunched`` spend late, ``late`` and
``overdue`` miss their dates, ``fading`` loses ground from its second year, ``stopped`` ends early,
``completed`` was planned for two years and is done.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

REGION_OF_LETTERS: Final = {
    "SEO": "seoul",
    "BUS": "busan",
    "DAE": "daegu",
    "INC": "incheon",
    "GWA": "gwangju",
    "DJN": "daejeon",
    "ULS": "ulsan",
    "SEJ": "sejong",
    "GYG": "gyeonggi",
    "GAN": "gangwon",
    "CHB": "chungbuk",
    "CHN": "chungnam",
    "JEB": "jeonbuk",
    "JEN": "jeonnam",
    "JGW": "jeonnam_gwangju",
    "GYB": "gyeongbuk",
    "GYN": "gyeongnam",
    "JEJ": "jeju",
}
STOPPED_ON: Final = date(2027, 2, 19)
COMPLETED_ON: Final = date(2027, 12, 31)

# Main municipality from a period on (year, quarter); before it the one in the plan holds.
MOVES: Final = {"2026-GWA-02": ((2027, 1), "나주시")}

PROJECTS_TEXT: Final = """
2026-SEO-01 | 관악구 | public_service | 1.15 |
대기 없는 동네돌봄 통합창구 | 이음돌봄사회적협동조합
돌봄 신청이 몰려 대기가 길어지는 문제를 이웃 돌봄으로 해소

2026-SEO-02 | 성북구 | community | 1.05 |
골목 공동부엌 이웃잇기 모델 | 한솥이웃협동조합
홀로 식사하는 주민의 고립을 공동부엌 운영으로 완화

2026-SEO-03 | 금천구 | circular_economy | 0.90 | bunched
봉제 자투리 자원순환 협업망 | 새실마을기업
버려지는 원단과 줄어드는 소공인 일감을 공동 제작으로 연결

2027-SEO-01 | 은평구 | local_choice | 1.10 |
1인가구 생활동행 상호부조회 | 곁에상호부조협동조합
1인가구의 긴급 상황 공백을 회원 상호부조로 보완

2026-BUS-01 | 영도구 | revitalisation | 1.10 |
빈 공장 골목 창작공유 거점 | 물양장문화협동조합
비어 가는 공장 골목을 청년의 일터와 작업실로 전환

2026-BUS-02 | 사하구 | living_service | 0.95 |
산복마을 장보기·이동 동행 | 오르막동행사회적협동조합
경사지 고령 주민의 장보기와 통원 불편 해소

2027-BUS-01 | 동구 | circular_economy | 1.00 |
원도심 먹거리 공동조달 모델 | 부두먹거리협동조합
소규모 급식 시설의 조달 비용과 지역 밖 유출 축소

2026-DAE-01 | 군위군 | living_service | 0.85 | late
면 단위 생활서비스 순회조합 | 여덟면생활협동조합
가게와 이·미용실이 사라진 면 지역에 순회 서비스 제공

2026-DAE-02 | 달서구 | public_service | 1.05 |
방문재활 사회서비스 공동센터 | 다시걸음사회적협동조합
퇴원 뒤 재활 공백을 방문재활 공동 운영으로 해소

2027-DAE-01 | 서구 | community | 0.95 |
노후주택 주민집수리단 모델 | 튼튼지붕마을기업
노후주택 밀집지의 집수리를 주민 기술단이 함께 해결

2026-INC-01 | 강화군 | revitalisation | 1.00 |
섬마을 빈집 체류형 일터 | 갯바람마을협동조합
늘어나는 빈집을 청년의 체류형 일터로 활용

2026-INC-02 | 부평구 | circular_economy | 1.10 |
상점가 공동조달 순환시장 | 땅아래상인협동조합
침체한 상점가의 매입을 지역 공급망으로 전환

2027-INC-01 | 서해구 | living_service | 1.05 |
신도시 틈새돌봄 생활협동 모델 | 첫돌보미사회적협동조합
맞벌이 가구의 아침·저녁 돌봄 공백 해소

2026-GWA-01 | 광산구 | community | 1.15 |
이주민 상생 마을공동체 모델 | 어울마당사회적협동조합
이주 배경 주민의 정착과 이웃 관계 형성 지원

2026-GWA-02 | 남구 | circular_economy | 1.00 |
공공급식 로컬푸드 순환 모델 | 들녘밥상협동조합
공공급식 식재료의 지역 조달을 소농과 함께 확대

2027-JGW-01 | 북구 | public_service | 1.05 |
병원동행 마을돌봄 연결망 | 나란히걷기사회적협동조합
홀로 병원에 가기 어려운 주민의 진료 대기와 포기 감소

2026-DJN-01 | 대덕구 | local_choice | 1.00 |
적정기술 에너지자립 공방 | 햇볕공방협동조합
노후 산단 주변 마을의 에너지 비용 부담 완화

2026-DJN-02 | 동구 | public_service | 0.80 | slow
이동약자 통원 협력운행 모델 | 한걸음이동협동조합
이동약자의 통원 차량 대기 시간을 공동 배차로 단축

2026-ULS-01 | 울주군 | living_service | 0.95 |
산단 배후마을 공유교통 모델 | 두레버스협동조합
버스가 끊긴 배후 마을의 통학과 통근 수단 확보

2026-ULS-02 | 중구 | revitalisation | 0.85 | slow late
원도심 빈점포 공동창업 모델 | 골목불빛협동조합
빈 점포가 늘어난 원도심에 청년 공동 창업 기반 마련

2026-SEJ-01 | 세종특별자치시 | circular_economy | 1.05 |
도농상생 꾸러미 순환경제 | 읍면꾸러미협동조합
읍·면 농가의 판로와 도심 가구의 먹거리를 직접 연결

2026-GYG-01 | 양평군 | living_service | 1.10 |
마을 반찬·세탁 생활돌봄 모델 | 두물살림사회적협동조합
고령 농촌 가구의 식사와 세탁 공백 해소

2026-GYG-02 | 시흥시 | community | 1.20 |
폐교 활용 마을돌봄 협동조합 | 바다숲마을협동조합
문 닫은 학교를 아이와 어르신이 함께 쓰는 공간으로 전환

2026-GYG-03 | 포천시 | local_choice | 0.90 | bunched
접경마을 숲돌봄 일자리 모델 | 너른숲협동조합
방치된 마을 숲을 주민의 돌봄 일자리로 연결

2027-GYG-01 | 가평군 | revitalisation | 1.00 |
강변 빈펜션 청년정착 모델 | 강나루정착협동조합
영업을 멈춘 숙박 시설을 청년 주거와 작업장으로 활용

2026-GAN-01 | 정선군 | revitalisation | 1.10 |
폐광마을 체류관광 협동모델 | 돌구이마을협동조합
폐광 뒤 줄어든 일거리를 주민 주도 체류관광으로 보완

2026-GAN-02 | 홍천군 | living_service | 1.00 |
산촌 찾아가는 생활의료 모델 | 푸른고개의료사회적협동조합
의원이 먼 산촌 주민의 기초 진료와 복약 관리 공백 해소

2026-GAN-03 | 태백시 | local_choice | 0.75 | slow overdue
고원 먹거리 공동가공 모델 | 높은들협동조합
원물로만 팔리는 고원 농산물의 부가가치를 지역에 남김

2027-GAN-01 | 양구군 | public_service | 0.95 |
접경지역 방문보건 공동운영 | 맑은내돌봄사회적협동조합
보건 인력이 부족한 접경 마을의 방문보건 대기 단축

2026-CHB-01 | 괴산군 | circular_economy | 1.15 |
유기농 부산물 순환자원 모델 | 흙살림터협동조합
농업 부산물 처리 부담을 퇴비와 소재 생산으로 전환

2026-CHB-02 | 보은군 | public_service | 0.95 |
읍면 통합돌봄 신청대행 모델 | 대추골사회적협동조합
여러 곳에 흩어진 돌봄 신청을 한곳에서 대행

2027-CHB-01 | 제천시 | local_choice | 1.05 |
약초마을 치유농업 협동모델 | 약초길치유협동조합
휴경지 증가와 돌봄 수요를 치유농업으로 함께 해결

2026-CHN-01 | 홍성군 | circular_economy | 1.05 |
축산마을 바이오자원 협동화 | 온마을에너지협동조합
축산 악취와 에너지 비용을 자원화 시설 공동 운영으로 완화

2026-CHN-02 | 서천군 | revitalisation | 0.90 | late
포구 빈창고 청년어촌 모델 | 물때협동조합
비어 있는 포구 창고를 청년 가공·판매 거점으로 활용

2027-CHN-01 | 청양군 | living_service | 1.10 |
고령농가 생활물류 두레 모델 | 고개너머두레협동조합
고령 농가의 생필품 배달과 농산물 수거를 한 번에 제공

2026-JEB-01 | 완주군 | community | 1.20 |
마을학교 두레공동체 모델 | 온마실교육사회적협동조합
작은 학교 주변의 방과후 공백을 주민 강사가 보완

2026-JEB-02 | 진안군 | public_service | 1.00 |
고원마을 통합방문 서비스 | 안개마을사회적협동조합
방문 서비스의 중복과 긴 대기를 통합 배정으로 개선

2027-JEB-01 | 남원시 | revitalisation | 0.90 | late
옛 여관 골목 문화정착 모델 | 은하수골목협동조합
쇠퇴한 여관 골목을 창작자의 정착 공간으로 전환

2026-JEN-01 | 담양군 | local_choice | 1.15 |
대숲마을 공유작업장 모델 | 푸른마디협동조합
이어 갈 사람이 없는 죽공예를 공유작업장에서 전승

2026-JEN-02 | 신안군 | living_service | 0.90 | slow
섬마을 생필품 공동배송 모델 | 천사뱃길협동조합
배편이 적은 섬의 생필품 가격과 배송 지연 문제 해소

2026-JEN-03 | 해남군 | circular_economy | 0.95 | fading
땅끝 농수산 자원순환 모델 | 끝자락순환협동조합
버려지는 농수산 부산물을 사료와 생활용품으로 활용

2026-GYB-01 | 의성군 | revitalisation | 1.05 |
들마을 청년정착 협동조합 모델 | 마늘밭청년협동조합
청년이 떠난 면 소재지에 일터와 살 집을 함께 마련

2026-GYB-02 | 안동시 | community | 0.55 | slow late stopped
종택마을 공동체 살림 모델 | 사랑채마을협동조합
주민이 줄어든 옛 마을의 공동 살림과 행사 회복

2026-GYB-03 | 울릉군 | living_service | 0.85 | overdue
울릉 섬생활 돌봄·수리 모델 | 성인봉생활협동조합
섬 안에서 구하기 어려운 수리와 돌봄 서비스를 제공

2027-GYB-01 | 영양군 | public_service | 1.00 |
산간마을 원격·방문 돌봄망 | 별빛돌봄사회적협동조합
돌봄 기관이 먼 산간 마을의 신청 대기 단축

2026-GYN-01 | 하동군 | revitalisation | 1.15 |
차밭마을 빈집 체류형 모델 | 찻잎마을협동조합
빈집과 일손 부족을 체류형 일터로 함께 해결

2026-GYN-02 | 고성군 | local_choice | 0.95 |
바다텃밭 어촌자립 모델 | 물결공동체협동조합
어획이 줄어든 어촌의 새 소득원을 주민이 함께 개발

2027-GYN-01 | 통영시 | community | 1.10 |
섬과 뭍 주민교류 공동체 모델 | 다섯섬이웃사회적협동조합
섬 주민의 고립을 뭍 주민과의 정기 교류로 완화

2026-JEJ-01 | 서귀포시 | circular_economy | 1.10 |
못난이 감귤 순환가공 모델 | 노지햇살협동조합
팔리지 못한 감귤을 가공해 농가 소득과 자원순환 확대

2026-JEJ-02 | 제주시 | community | 1.00 | fading completed
마을목장 공동관리 상생모델 | 오름지기협동조합
이용이 줄어든 마을목장을 주민 공동관리로 되살림
"""

# project | own indicator | name | unit | definition | first level | growth a quarter
OWN_TEXT: Final = """
2027-SEO-01 | own_1 | 긴급동행 건수 | 건 | 분기 중 회원이 긴급동행한 건수 | 14 | 4
2027-SEO-01 | own_2 | 상호부조 회원 수 | 명 | 기말 현재 회비를 내는 회원 | 60 | 22
2026-DJN-01 | own_1 | 에너지 절감 가구 | 가구 | 단열·태양광 시공을 마친 가구 누계 | 6 | 9
2026-DJN-01 | own_2 | 수리공 교육 수료 | 명 | 적정기술 교육 수료자 누계 | 8 | 5
2026-GYG-03 | own_1 | 돌본 숲 면적 | ha | 주민이 가꾼 마을 숲 면적 누계 | 3.5 | 2.4
2026-GAN-03 | own_1 | 공동가공 물량 | 톤 | 분기 중 공동가공장에서 가공한 물량 | 1.2 | 1.1
2026-GAN-03 | own_2 | 가공 참여 농가 | 가구 | 기말 현재 공동가공 참여 농가 | 7 | 3
2027-CHB-01 | own_1 | 치유 프로그램 참여 | 명 | 분기 중 치유농업 참여 인원 | 25 | 14
2026-JEN-01 | own_1 | 전승 수련생 | 명 | 기말 현재 죽공예 수련생 | 4 | 1.5
2026-JEN-01 | own_2 | 공유작업장 가동률 | % | 운영일 가운데 사용한 날의 비율 | 31 | 4.5
2026-JEN-01 | own_3 | 공동상표 판매 품목 | 개 | 공동상표로 판매 중인 품목 | 2 | 2
2026-GYN-02 | own_1 | 바다텃밭 수확량 | kg | 분기 중 바다텃밭 수확량 | 180 | 120
2026-GYN-02 | own_2 | 참여 어가 | 가구 | 기말 현재 참여 어가 | 9 | 2
"""


@dataclass(frozen=True)
class Project:
    """One made-up project as planned; what it reports follows from its quality and traits."""

    id: str
    municipality: str
    model_type: str
    quality: float
    traits: frozenset[str]
    name: str
    lead_organisation: str
    purpose: str

    @property
    def selection_year(self) -> int:
        """Year of selection, which opens the id."""
        return int(self.id[:4])

    @property
    def home(self) -> str:
        """Region at selection."""
        return REGION_OF_LETTERS[self.id[5:8]]

    @property
    def ends_on(self) -> date | None:
        """Day on which its support ended, by being stopped or completed."""
        if "stopped" in self.traits:
            return STOPPED_ON
        return COMPLETED_ON if "completed" in self.traits else None

    def state_on(self, day: date) -> str:
        """Its state on a day: a word of ``project_states.csv``."""
        if self.ends_on is None or day < self.ends_on:
            return "active"
        return "stopped" if "stopped" in self.traits else "completed"

    def municipality_at(self, year: int, quarter: int) -> str:
        """Main municipality reported for a quarter."""
        since, moved_to = MOVES.get(self.id, ((9999, 1), ""))
        return moved_to if (year, quarter) >= since else self.municipality


@dataclass(frozen=True)
class OwnIndicator:
    """An indicator that a project of the free type defined itself."""

    project: str
    indicator: str
    name: str
    unit_name: str
    definition: str
    level: float
    growth: float


def _cells(line: str) -> list[str]:
    """Split one line of the tables above."""
    return [cell.strip() for cell in line.split("|")]


def _project(block: str) -> Project:
    """Read one block of ``PROJECTS_TEXT``."""
    first, second, purpose = block.strip().splitlines()
    identifier, municipality, model_type, quality, traits = _cells(first)
    name, organisation = _cells(second)
    return Project(
        identifier,
        municipality,
        model_type,
        float(quality),
        frozenset(traits.split()),
        name,
        organisation,
        purpose.strip(),
    )


def _own_indicator(line: str) -> OwnIndicator:
    """Read one line of ``OWN_TEXT``."""
    project, indicator, name, unit_name, definition, level, growth = _cells(line)
    return OwnIndicator(
        project, indicator, name, unit_name, definition, float(level), float(growth)
    )


PROJECTS: Final = tuple(
    sorted((_project(block) for block in PROJECTS_TEXT.split("\n\n")), key=lambda p: p.id)
)
OWN_INDICATORS: Final = tuple(_own_indicator(line) for line in OWN_TEXT.strip().splitlines())
