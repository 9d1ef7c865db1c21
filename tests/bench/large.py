"""A workbook much larger than any province's, as CSV."""

from __future__ import annotations

import csv
import io

from monitor.vocabulary import Vocabulary

OBSERVATIONS = 100_000
_QUARTERS = [(year, quarter) for year in (2026, 2027) for quarter in (1, 2, 3, 4)]
_COVER = {
    "시·도": "경기도",
    "보고 연도": 2027,
    "보고 분기": 4,
    "제출일": "2028-01-10",
    "작성 부서": "사회적경제과",
    "자료 구분": "시연용 가상 자료",
    "제출 구분": "정정",
}


def large_csv(vocabulary: Vocabulary) -> bytes:
    """Return a CSV of a cover, its projects and 100,000 observations of them."""
    indicators = [
        indicator.name_ko
        for indicator in vocabulary.indicators.values()
        if indicator.source_rule == "reported"
        and indicator.across_projects == "sum"
        and "all" in indicator.model_types
        and not indicator.part_of
    ]
    projects = [f"2026-BIG-{number:04d}" for number in range(
        -(-OBSERVATIONS // (len(indicators) * len(_QUARTERS))))]  # fmt: skip
    labels = {
        table: [row["label_ko"] for row in vocabulary.rows("form_columns") if row["table"] == table]
        for table in ("project", "observation")
    }
    text = io.StringIO()
    file = csv.writer(text)
    file.writerow(["표지"])
    file.writerows((_COVER | {"서식 판": vocabulary.setting("form_version")}).items())
    file.writerows([["사업"], labels["project"]])
    about = ("경기도", "양평군", "지역공동체 강화형", 2026, "조직", "목적", "진행", "")
    file.writerows([project, f"사업 {project}", *about] for project in projects)
    file.writerows([["실적"], labels["observation"]])
    rows = (
        [project, indicator, year, quarter, number % 30, "", "", ""]
        for number, project in enumerate(projects)
        for indicator in indicators
        for year, quarter in _QUARTERS
    )
    file.writerows(row for row, _ in zip(rows, range(OBSERVATIONS), strict=False))
    return text.getvalue().encode("utf-8-sig")
