"""Meetings of the pan-government council and awards after the yearly evaluation, all made up."""

from __future__ import annotations

from datetime import date
from typing import Final

from form import Row, words

# held on | agenda | standard model | what was decided
MEETINGS_TEXT: Final = """
2026-11-19 | 범정부협의체 구성과 운영 방향 | | 반기마다 열고 부처마다 연계 담당 부서를 두기로 함
2026-11-19 | 부처별 연계 가능 사업 조사 | | 다음 회의까지 부처마다 연계할 수 있는 사업을 내기로 함
2027-05-13 | 연계 부처사업 추진 점검 | | 연계가 없는 사업의 담당 부처를 정하여 상담하기로 함
2027-05-13 | 표준 모델 선정 기준 | | 평가가 좋고 옮길 수 있는 사업으로 정함
2027-08-25 | 동네돌봄 통합창구 표준 모델 지정 | SM-2027-01 | 대상자 정보의 이용 지침을 붙여 지정함
2027-08-25 | 마을학교 두레 표준 모델 지정 | SM-2027-02 | 학교 협약서의 예시를 붙여 지정함
2027-11-24 | 농업부산물 순환자원 표준 모델 지정 | SM-2027-03 | 판로 협약을 도입 조건에 더하여 지정함
2027-11-24 | 빈집 체류형 일터 표준 모델 지정 | SM-2027-04 | 협약 기간을 5년으로 하여 지정함
2027-11-24 | 폐교 활용 마을돌봄 표준 모델 지정 | SM-2027-05 | 안전 진단을 도입 조건에 더하여 지정함
2028-05-17 | 마을 생활돌봄 두레 표준 모델 지정 | SM-2028-01 | 원안대로 지정함
2028-05-17 | 도입 지자체 운영 상황 점검 | SM-2027-04 | 협약서 예시를 고치기로 함
"""
# awarded on | kind | province | municipality | project | incentive in 원 | name
AWARDS_TEXT: Final = """
2027-05-27 | minister | 경기도 | 시흥시 | 2026-GYG-02 | | 2026년 연차평가 최우수 사업
2027-05-27 | minister | 서울특별시 | 관악구 | 2026-SEO-01 | | 2026년 연차평가 최우수 사업
2027-05-27 | minister | 충청북도 | 괴산군 | 2026-CHB-01 | | 2026년 연차평가 우수 사업
2027-05-27 | minister | 경상남도 | 하동군 | 2026-GYN-01 | | 2026년 연차평가 우수 사업
2027-05-27 | special_grant | 경기도 | 시흥시 | 2026-GYG-02 | 300000000 | 재정 인센티브
2027-05-27 | special_grant | 서울특별시 | 관악구 | 2026-SEO-01 | 250000000 | 재정 인센티브
2027-05-27 | special_grant | 충청북도 | 괴산군 | 2026-CHB-01 | 200000000 | 재정 인센티브
2027-05-27 | budget | 전북특별자치도 | | | | 협력 체계 우수 시·도
2028-05-25 | prime_minister | 서울특별시 | 성북구 | 2026-SEO-02 | | 2027년 연차평가 최우수 사업
2028-05-25 | prime_minister | 인천광역시 | 부평구 | 2026-INC-02 | | 2027년 연차평가 최우수 사업
2028-05-25 | minister | 경상북도 | 의성군 | 2026-GYB-01 | | 2027년 연차평가 우수 사업
2028-05-25 | minister | 경상남도 | 하동군 | 2026-GYN-01 | | 2027년 연차평가 우수 사업
2028-05-25 | minister | 전남광주통합특별시 | 광산구 | 2026-GWA-01 | | 2027년 연차평가 우수 사업
2028-05-25 | minister | 충청북도 | 제천시 | 2027-CHB-01 | | 2027년 신규 우수 사업
2028-05-25 | special_grant | 서울특별시 | 성북구 | 2026-SEO-02 | 350000000 | 재정 인센티브
2028-05-25 | special_grant | 인천광역시 | 부평구 | 2026-INC-02 | 300000000 | 재정 인센티브
2028-05-25 | special_grant | 경상북도 | 의성군 | 2026-GYB-01 | 200000000 | 재정 인센티브
2028-05-25 | special_grant | 경상남도 | | | 400000000 | 협력 체계 우수 시·도
2028-05-25 | budget | 경기도 | | | | 협력 체계 우수 시·도
2028-05-25 | other | 부산광역시 | 북구 | | 50000000 | 표준 모델 도입 우수 지자체
2028-05-25 | other | 대전광역시 | 서구 | | | 표준 모델 도입 우수 지자체
"""


def meeting_rows() -> list[Row]:
    """What the council met about, meeting by meeting."""
    lines = [_cells(line) for line in MEETINGS_TEXT.strip().splitlines()]
    return [
        {
            "held_on": date.fromisoformat(day),
            "agenda": agenda,
            "model": model or None,
            "outcome": outcome,
        }
        for day, agenda, model, outcome in lines
    ]


def award_rows() -> list[Row]:
    """Awards, with and without money."""
    kinds = words("award_kinds", "award_kind")
    lines = [_cells(line) for line in AWARDS_TEXT.strip().splitlines()]
    return [
        {
            "awarded_on": date.fromisoformat(day),
            "award_kind": kinds[kind],
            "region": region,
            "municipality": municipality or None,
            "project": project or None,
            "name": name,
            "incentive": int(incentive) if incentive else None,
        }
        for day, kind, region, municipality, project, incentive, name in lines
    ]


def _cells(line: str) -> list[str]:
    return [cell.strip() for cell in line.split("|")]
