"""Sample exhibits and documents, as the register of figures would give them."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pandas as pd

from monitor.briefing.exhibit import Answer, Document, Exhibit, Item, Section
from monitor.charts import Caption, Chart
from monitor.charts.bars import bars
from monitor.vocabulary import Vocabulary
from monitor.wording import Language, number_text

RELEASE = "2028-09-30.1"
HOSTILE = (
    "=cmd|' /C calc'!A0",
    "<a:t>굵게</a:t> & <b>",
    "아주 긴 이름 " * 12,
    "사업 \U0001f600 끝",
    "사업\x07\x1b 끝",
)

_SAYS: dict[str, dict[Language, Any]] = {
    "title": {"ko": "시·도별 서비스 이용자 수", "en": "Service users by province"},
    "unit": {"ko": "명", "en": "people"},
    "source": {
        "ko": ("자료: 시·도 제출 자료 · 기준일: 2028. 6. 30. (잠정)",),
        "en": ("Source: province workbooks · As of 30 June 2028 (provisional)",),
    },
    "finding": {
        "ko": "서비스 이용자 수는 경기가 23,450명으로 가장 많고 세종이 812명으로 가장 적음",
        "en": "Gyeonggi has the most service users with 23,450, Sejong the fewest with 812",
    },
    "notes": {
        "ko": ("목표가 없는 시·도는 달성률을 내지 않음",),
        "en": ("No attainment where a province has no target",),
    },
    "definition": {
        "ko": ("서비스 이용자 수: 사업이 제공한 서비스를 한 번 이상 이용한 사람의 수",),
        "en": ("Service users: people who used a service of a project at least once",),
    },
    "columns": {
        "ko": ("시·도", "실적", "목표", "달성률(%)"),
        "en": ("Province", "Actual", "Target", "Attainment (%)"),
    },
    "actual": {"ko": "실적", "en": "Actual"},
    "target": {"ko": "목표", "en": "Target"},
    "sentences": {
        "ko": (
            (0, "서비스 이용자 수는 93,412명으로 연간 목표의 61.3%를 달성함"),
            (1, "경기(23,450명), 서울(11,208명), 경남(9,310명) 순으로 많음"),
            (1, "전년 같은 기간보다 12.4% 늘었으며, 17개 시·도 중 14곳에서 늘어남"),
            (2, "세종은 목표가 아직 제출되지 않아 달성률을 내지 않음"),
        ),
        "en": (
            (0, "Service users reached 93,412, which is 61.3% of the annual target"),
            (1, "Gyeonggi (23,450), Seoul (11,208) and Gyeongnam (9,310) have the most"),
            (1, "Up 12.4% on the same period last year, in 14 of 17 provinces"),
            (2, "Sejong has submitted no target yet, so it has no attainment"),
        ),
    },
    "document": {
        "ko": {
            "title": "사회연대경제 혁신모델 사업 추진 현황",
            "office": "행정안전부 사회연대경제지원과",
            "day": "2028. 9. 30.",
            "as_of": "기준일: 2028. 6. 30. (잠정)",
            "headings": ("성과", "예산", "확산"),
        },
        "en": {
            "title": "Progress of the social solidarity economy model programme",
            "office": "Ministry of the Interior and Safety",
            "day": "30 September 2028",
            "as_of": "As of 30 June 2028 (provisional)",
            "headings": ("Results", "Money", "Spread"),
        },
    },
}


def province_names(language: Language = "ko") -> list[str]:
    """Return the short names of the 17 provinces."""
    units = Vocabulary().units_of(17)
    return [str(getattr(unit, f"short_{language}")) for unit in units]


def caption(language: Language = "ko") -> Caption:
    """Return what stands around the sample figure."""
    source = "<br>".join(_SAYS["source"][language])
    return Caption(_SAYS["title"][language], _SAYS["unit"][language], source, language)


def province_bars(language: Language = "ko", names: Sequence[str] = ()) -> Chart:
    """Draw bars with targets, one of them without a value and one without a target."""
    shown = list(names) or province_names(language)
    values = [float((number * 7919) % 23_000 + 450) for number in range(len(shown))]
    values[-1] = math.nan
    frame = pd.DataFrame(
        {
            "label": shown,
            "value": values,
            "text": [number_text(value) for value in values],
            "reference": [math.nan if n == 7 else 9_000.0 + 700 * n for n in range(len(shown))],
        }
    )
    return bars(
        frame,
        caption(language),
        _SAYS["finding"][language],
        value_name=_SAYS["actual"][language],
        reference_name=_SAYS["target"][language],
    )


def sample_exhibit(
    language: Language = "ko",
    *,
    chart: Chart | None = None,
    code: str = "K7F3-9QMX",
    **changes: Any,
) -> Exhibit:
    """Return an exhibit of the provinces' bars, or of another chart with the same table."""
    shown = province_names(language)
    values = [(number * 7919) % 23_000 + 450 for number in range(len(shown))]
    targets = [9_000 + 700 * number for number in range(len(shown))]
    heads = _SAYS["columns"][language]
    frame = pd.DataFrame({"region": shown, "actual": values, "target": targets})
    drawn = chart or province_bars(language)
    made = Exhibit(
        code=code,
        figure="overview/attainment",
        parameters={"year": 2028, "quarter": 2},
        language=language,
        basis=17,
        release=RELEASE,
        title=drawn.title,
        unit=drawn.unit,
        source=_SAYS["source"][language],
        is_demonstration=True,
        alternative_text=drawn.alternative_text,
        notes=_SAYS["notes"][language],
        definitions=_SAYS["definition"][language],
        chart=drawn,
        columns={
            heads[0]: tuple(shown),
            heads[1]: tuple(map(number_text, values)),
            heads[2]: tuple(map(number_text, targets)),
            heads[3]: tuple(
                number_text(100 * value / target, 1)
                for value, target in zip(values, targets, strict=True)
            ),
        },
        numeric=frozenset(heads[1:]),
        typed=frame.set_axis(heads[:3], axis="columns"),
        answers=(Answer("overview/attainment", {"year": 2028, "quarter": 2}, frame),),
    )
    return replace(made, **changes)


def sample_document(
    language: Language = "ko",
    *,
    exhibits: Sequence[Exhibit] = (),
    **changes: Any,
) -> Document:
    """Return a document of exhibits, three to a section at most."""
    says = _SAYS["document"][language]
    shown = list(exhibits) or [sample_exhibit(language)]
    items = [
        Item(number, exhibit, _SAYS["sentences"][language])
        for number, exhibit in enumerate(shown, start=1)
    ]
    size = max(1, math.ceil(len(items) / len(says["headings"])))
    sections = [
        Section(heading, tuple(items[place * size : (place + 1) * size]))
        for place, heading in enumerate(says["headings"])
        if items[place * size : (place + 1) * size]
    ]
    made = Document(
        code="B2WD-47HN",
        language=language,
        title=says["title"],
        office=says["office"],
        day=says["day"],
        as_of=says["as_of"],
        release=RELEASE,
        is_demonstration=True,
        sections=tuple(sections),
    )
    return replace(made, **changes)
