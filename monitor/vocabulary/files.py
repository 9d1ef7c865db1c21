"""Reading the reference files and looking whether they are sound."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Final

from monitor.vocabulary.schema import (
    ANY_TABLE,
    CHOICES,
    CONVERT,
    FORMS,
    KEYS,
    LINKS,
    PERIOD,
    TYPES,
    columns_of,
)

_ALL_POINTS: Final = 100
# Without the highest and the lowest there must be somebody left.
_LEAST_TO_TRIM: Final = 3


@dataclass(frozen=True)
class Problem:
    """What is wrong in a reference file: where, what, and what to do."""

    file: str
    row: int
    what: str
    remedy: str

    def __str__(self) -> str:
        return f"{self.file}.csv {self.row}행: {self.what} → {self.remedy}"


class ReferenceFiles:
    """The reference files of a folder: their rows as text, and what is wrong in them."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.tables: dict[str, list[dict[str, str]]] = {}
        self._numbers: dict[str, list[int]] = {}
        # What stands between rows can be looked at only when the rows are sound.
        self.problems = [*self._read()] or [*self._check()]

    def _read(self) -> Iterator[Problem]:
        for file, keys in KEYS.items():
            self.tables[file], self._numbers[file] = [], []
            path = self.folder / f"{file}.csv"
            if not path.exists():
                yield Problem(file, 0, "파일이 없음 (missing)", f"{path}에 둘 것 (restore it)")
                continue
            try:
                yield from self._read_rows(file, path, keys)
            except (UnicodeDecodeError, csv.Error):
                what = "UTF-8 CSV가 아님 (not CSV in UTF-8)"
                yield Problem(file, 0, what, "CSV UTF-8로 저장할 것 (save as CSV UTF-8)")

    def _read_rows(self, file: str, path: Path, keys: tuple[str, ...]) -> Iterator[Problem]:
        seen: set[tuple[str, ...]] = set()
        for number, row in _rows(path):
            if None in row or None in row.values():
                what = "칸 수가 다름 (wrong number of cells)"
                yield Problem(file, number, what, "쉼표 확인 (check commas)")
                continue
            if lacking := columns_of(file) - row.keys():
                what = f"{', '.join(sorted(lacking))} 열이 없음 (column missing)"
                yield Problem(file, 1, what, "1행의 제목을 되돌릴 것 (restore row 1)")
                return
            self.tables[file].append(row)
            self._numbers[file].append(number)
            key = tuple(row[column] for column in keys)
            if key in seen:
                what = f"중복 (duplicate): {' '.join(key)}"
                yield Problem(file, number, what, "하나만 남길 것 (keep one)")
            seen.add(key)

    def _numbered(self, file: str) -> Iterator[tuple[int, dict[str, str]]]:
        return zip(self._numbers[file], self.tables[file], strict=True)

    def _check(self) -> Iterator[Problem]:
        yield from self._check_links()
        for (file, column), allowed in CHOICES.items():
            for number, row in self._numbered(file):
                if row[column] not in allowed:
                    remedy = f"{', '.join(sorted(allowed))} 중 하나로 (use one of them)"
                    yield Problem(file, number, f"{column}={row[column]}", remedy)
        yield from self._check_types()
        yield from self._check_criteria()
        yield from self._check_grades()
        yield from self._check_evaluation_years()
        yield from self._check_panel()
        yield from self._check_indicator_types()
        yield from self._check_aliases()

    def _check_links(self) -> Iterator[Problem]:
        for file, column, target, mode in LINKS:
            known = {row[KEYS[target][0]] for row in self.tables[target]}
            for number, row in self._numbered(file):
                named = row[column].split() if "*" in mode else [row[column]] if row[column] else []
                if not row[column] and "?" not in mode:
                    what = f"{column} 비어 있음 (blank)"
                    yield Problem(file, number, what, f"{target}.csv의 값을 적을 것 (name one)")
                for value in named:
                    if value not in known:
                        what = f"{column}={value} 없음 (unknown)"
                        yield Problem(file, number, what, f"{target}.csv 확인 (see it)")

    def _check_types(self) -> Iterator[Problem]:
        """Look whether every cell is of its type: a number, a date."""
        for file, types in TYPES.items():
            for number, row in self._numbered(file):
                for column, kind in types.items():
                    try:
                        CONVERT[kind](row[column])
                    except ValueError:
                        what = f"{column}={row[column]} 읽을 수 없음 (unreadable)"
                        remedy = "2026-07-01 같은 날짜로" if "date" in kind else "숫자로"
                        yield Problem(file, number, what, f"{remedy} 적을 것 (date or number)")

    def _check_criteria(self) -> Iterator[Problem]:
        points: dict[str, list[int]] = {}
        last_row: dict[str, int] = {}
        for number, row in self._numbered("evaluation_criteria"):
            if row["maximum_points"].isdecimal():
                year = row["programme_year"]
                points.setdefault(year, []).append(int(row["maximum_points"]))
                last_row[year] = number
        for year, given in points.items():
            if (total := sum(given)) != _ALL_POINTS:
                what = f"{year}년차 배점 합계 {total} (points add up to {total})"
                file = "evaluation_criteria"
                yield Problem(file, last_row[year], what, "합계를 100으로 (make it 100)")

    def _check_grades(self) -> Iterator[Problem]:
        """Look whether the bands of a scheme fall from the best to one that takes in everybody."""
        schemes: dict[tuple[str, str], list[tuple[int, dict[str, str]]]] = {}
        for number, row in self._numbered("grade_bands"):
            schemes.setdefault((row["scheme"], row["valid_from"]), []).append((number, row))
        for bands in schemes.values():
            column = "minimum_score" if bands[0][1]["method"] == "cut_off" else "quota_percent"
            number, last = bands[-1]
            everybody = {"minimum_score": "0", "quota_percent": ""}[column]
            if last[column] != everybody:
                what = f"{column}={last[column]}: 마지막 등급이 나머지를 받지 않음 (last band)"
                remedy = f"{everybody or '빈칸'}으로 (leave it {everybody or 'blank'})"
                yield Problem("grade_bands", number, what, remedy)
            if column == "minimum_score":
                yield from self._check_cut_offs(bands)

    @staticmethod
    def _check_cut_offs(bands: list[tuple[int, dict[str, str]]]) -> Iterator[Problem]:
        cut_offs = [(n, float(row["minimum_score"])) for n, row in bands if row["minimum_score"]]
        for (_, higher), (number, lower) in pairwise(cut_offs):
            if lower >= higher:
                what = f"minimum_score={lower:g}: 위 등급보다 낮지 않음 (not below the one above)"
                remedy = f"{higher:g}보다 낮게 (make it lower)"
                yield Problem("grade_bands", number, what, remedy)

    def _check_evaluation_years(self) -> Iterator[Problem]:
        schemes = {row["scheme"] for row in self.tables["grade_bands"]}
        for number, row in self._numbered("evaluation_years"):
            if row["scheme"] not in schemes:
                what = f"scheme={row['scheme']} 없음 (unknown)"
                yield Problem("evaluation_years", number, what, "grade_bands.csv 확인 (see it)")
            if row["trim_from"].isdecimal() and int(row["trim_from"]) < _LEAST_TO_TRIM:
                what = f"trim_from={row['trim_from']}: 남는 위원이 없음 (nobody is left)"
                yield Problem("evaluation_years", number, what, "3 이상으로 (make it 3 or more)")

    def _check_panel(self) -> Iterator[Problem]:
        """Look whether nobody is assigned the province that they belong to."""
        homes = {row["member"]: row["home_region"] for row in self.tables["panel_members"]}
        for number, row in self._numbered("panel_assignments"):
            if homes.get(row["member"]) == row["region"]:
                what = f"{row['member']} 위원의 소속 지역 (home province): {row['region']}"
                remedy = "다른 위원을 배정할 것 (assign another member)"
                yield Problem("panel_assignments", number, what, remedy)

    def _check_indicator_types(self) -> Iterator[Problem]:
        known = {row["model_type"] for row in self.tables["model_types"]} | {"all"}
        for number, row in self._numbered("indicators"):
            for unknown in sorted(set(row["model_types"].split()) - known):
                what = f"model_types={unknown} 없음 (unknown)"
                yield Problem("indicators", number, what, "model_types.csv 확인 (see it)")

    def _check_aliases(self) -> Iterator[Problem]:
        """Look whether every alias stands for something that a form knows."""
        form = [row for file in FORMS for row in self.tables[file]]
        known = {(row["table"], row["field"]) for row in form}
        known |= {(ANY_TABLE, field) for _, field in known} | {PERIOD}
        for number, row in self._numbered("heading_aliases"):
            if (row["table"], row["field"]) not in known:
                what = f"{row['table']} {row['field']} 없음 (unknown)"
                yield Problem("heading_aliases", number, what, "form_columns.csv 확인 (see it)")
        tables = {row["table"] for row in form} | {""}
        for number, row in self._numbered("sheet_aliases"):
            if row["table"] not in tables:
                what = f"table={row['table']} 없음 (unknown)"
                yield Problem("sheet_aliases", number, what, "form_columns.csv 확인 (see it)")
        choices = {row["vocabulary"]: f"{row['vocabulary']}s" for row in form if row["vocabulary"]}
        choices |= {"criterion": "evaluation_criteria", "ministry": "ministries"}
        for number, row in self._numbered("choice_aliases"):
            file = choices.get(row["choice"], "")
            if row["value"] not in {each[row["choice"]] for each in self.tables.get(file, ())}:
                what = f"{row['choice']}={row['value']} 없음 (unknown)"
                remedy = f"{file or 'form_columns'}.csv 확인 (see it)"
                yield Problem("choice_aliases", number, what, remedy)


def _rows(file: Path) -> Iterator[tuple[int, dict[str, str]]]:
    with file.open(encoding="utf-8-sig", newline="") as stream:
        yield from enumerate(csv.DictReader(stream), start=2)
