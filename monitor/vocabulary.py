"""Regions, types, stages, indicators as typed values, read from ``data/reference``.

The CSV files are the one source of every label, unit, order and colour. Loading checks them and
says file, row and remedy.
"""

from __future__ import annotations

import csv
import datetime as dt
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from pathlib import Path
from typing import Any, Final, Literal, TypeVar

import pandas as pd

from monitor.wording import Refused

ROOT: Final = Path(__file__).resolve().parent.parent
REFERENCE: Final = ROOT / "data" / "reference"
CONTEXT: Final = ROOT / "data" / "context"
BOUNDARIES: Final = ROOT / "data" / "boundaries"

# heading_aliases.csv: an alias in every table, and the cover's field that fills year and quarter.
ANY_TABLE: Final = "*"
PERIOD: Final = ("cover", "period")

Value = TypeVar("Value")
Basis = Literal[17, 16]
BASES: Final[tuple[Basis, ...]] = (17, 16)

# file → the column (or columns) that name a row
_KEYS: Final[dict[str, tuple[str, ...]]] = {
    "regions": ("region",),
    "region_aliases": ("alias",),
    "municipalities": ("municipality",),
    "model_types": ("model_type",),
    "stages": ("stage",),
    "funding_sources": ("funding_source",),
    "ministries": ("ministry",),
    "units": ("unit",),
    "indicator_levels": ("level",),
    "indicators": ("indicator",),
    "evaluation_criteria": ("programme_year", "criterion"),
    "grade_bands": ("scheme", "valid_from", "grade"),
    "evaluation_years": ("year",),
    "score_methods": ("score_method",),
    "exclusions": ("exclusion",),
    "panel_members": ("member",),
    "panel_assignments": ("member", "region", "valid_from"),
    "conflicts_of_interest": ("member", "project"),
    "finding_areas": ("finding_area",),
    "finding_severities": ("finding_severity",),
    "finding_states": ("finding_state",),
    "decisions": ("decision",),
    "statuses": ("status",),
    "status_rules": ("measure", "status"),
    "absences": ("absence",),
    "project_states": ("project_state",),
    "data_kinds": ("data_kind",),
    "form_columns": ("table", "field"),
    "score_form_columns": ("table", "field"),
    "heading_aliases": ("table", "field", "alias"),
    "sheet_aliases": ("alias",),
    "choice_aliases": ("choice", "alias"),
    "row_marks": ("mark",),
    "money_units": ("money_unit",),
    "normalising_rules": ("rule",),
    "submission_kinds": ("submission_kind",),
    "checks": ("code",),
    "programme_years": ("year",),
    "settings": ("setting",),
}

# (file, column) → the file whose key it must be found in; "*" allows a list, "?" allows blank
_LINKS: Final[tuple[tuple[str, str, str, str], ...]] = (
    ("regions", "successor", "regions", "?"),
    ("regions", "region_17", "regions", "?"),
    ("regions", "region_16", "regions", ""),
    ("region_aliases", "region", "regions", ""),
    ("municipalities", "region", "regions", ""),
    ("municipalities", "successors", "municipalities", "?*"),
    ("indicators", "unit", "units", ""),
    ("indicators", "level", "indicator_levels", ""),
    ("indicators", "part_of", "indicators", "?"),
    ("grade_bands", "decision", "decisions", ""),
    ("panel_members", "home_region", "regions", ""),
    ("panel_members", "data_kind", "data_kinds", ""),
    ("panel_assignments", "member", "panel_members", ""),
    ("panel_assignments", "region", "regions", ""),
    ("conflicts_of_interest", "member", "panel_members", ""),
    ("status_rules", "status", "statuses", ""),
)

_CHOICES: Final[dict[tuple[str, str], frozenset[str]]] = {
    ("indicators", "direction"): frozenset({"higher", "lower", "none"}),
    ("indicators", "across_projects"): frozenset({"sum", "weighted_mean", "ratio", "none"}),
    ("indicators", "across_periods"): frozenset({"sum", "last"}),
    ("status_rules", "comparison"): frozenset({"at_most", "at_least"}),
    ("grade_bands", "method"): frozenset({"cut_off", "quota"}),
    ("row_marks", "kind"): frozenset({"subtotal", "total", "either", "note"}),
    ("checks", "layer"): frozenset({"structure", "cell", "row", "across", "ledger", "role"}),
    ("checks", "severity"): frozenset({"error", "warning", "note"}),
}


@dataclass(frozen=True)
class Problem:
    """What is wrong in a reference file: where, what, and what to do."""

    file: str
    row: int
    what: str
    remedy: str

    def __str__(self) -> str:
        return f"{self.file}.csv {self.row}행: {self.what} → {self.remedy}"


@dataclass(frozen=True)
class Region:
    """A province with its dates, its codes by system, and its unit on either basis."""

    region: str
    name_ko: str
    short_ko: str
    name_en: str
    short_en: str
    administrative_code: str
    statistics_code: str
    iso_3166_2: str
    valid_from: dt.date
    valid_to: dt.date | None
    region_17: str
    region_16: str
    position: int


@dataclass(frozen=True)
class Indicator:
    """One indicator of the catalogue; ``factor`` turns a ratio into its unit (100 for %)."""

    indicator: str
    name_ko: str
    name_en: str
    definition_ko: str
    definition_en: str
    unit: str
    level: str
    direction: str
    across_projects: str
    across_periods: str
    factor: int
    source_rule: str
    part_of: str
    model_types: frozenset[str]
    plausible_minimum: float
    plausible_maximum: float
    headline: int | None
    position: int

    @property
    def is_rate(self) -> bool:
        """Say whether a change is a difference (%p, points, days) rather than a percentage."""
        return self.across_projects in {"ratio", "weighted_mean"}

    def applies_to(self, model_type: str) -> bool:
        """Say whether projects of this type report it."""
        return "all" in self.model_types or model_type in self.model_types


_CONVERT: Final[Mapping[str, Callable[[str], Any]]] = {
    "str": str,
    "int": int,
    "float": float,
    "int | None": lambda text: int(text) if text else None,
    "float | None": lambda text: float(text) if text else None,
    "dt.date": dt.date.fromisoformat,
    "dt.date | None": lambda text: dt.date.fromisoformat(text) if text else None,
    "frozenset[str]": lambda text: frozenset(text.split()),
}

# file → column → what its cells must be, where that is not simply text
_TYPES: Final[Mapping[str, Mapping[str, str]]] = {
    "regions": Region.__annotations__,
    "indicators": Indicator.__annotations__,
    "municipalities": {"valid_from": "dt.date | None", "valid_to": "dt.date | None"},
    "money_units": {"factor": "int"},
    "units": {"divisor": "int", "decimals": "int"},
    "evaluation_criteria": {"maximum_points": "int"},
    "status_rules": {"threshold": "float"},
    "grade_bands": {
        "valid_from": "dt.date",
        "valid_to": "dt.date | None",
        "minimum_score": "float | None",
        "quota_percent": "float | None",
        "minimum_execution_percent": "float | None",
        "position": "int",
    },
    "evaluation_years": {
        "year": "int",
        "scores_due_on": "dt.date",
        "minimum_scorers": "int",
        "trim_from": "int",
    },
    "panel_members": {"valid_from": "dt.date", "valid_to": "dt.date | None", "position": "int"},
    "panel_assignments": {"valid_from": "dt.date", "valid_to": "dt.date | None"},
    "conflicts_of_interest": {"declared_on": "dt.date"},
    "programme_years": {"year": "int", "national_budget_won": "int | None"},
    "form_columns": {"minimum": "float | None", "maximum": "float | None"},
    "score_form_columns": {"minimum": "float | None", "maximum": "float | None"},
}
_ALL_POINTS: Final = 100
# Without the highest and the lowest there must be somebody left.
_LEAST_TO_TRIM: Final = 3


def _columns_of(file: str) -> set[str]:
    """Return the columns of a file that loading looks at."""
    linked = {column for named, column, _, _ in _LINKS if named == file}
    chosen = {column for named, column in _CHOICES if named == file}
    return {*_KEYS[file], *_TYPES.get(file, ()), *linked, *chosen}


def _typed(kind: type[Value], row: Mapping[str, str]) -> Value:
    """Build a dataclass from the text cells of the same names."""
    annotations = kind.__annotations__
    return kind(**{name: _CONVERT[str(note)](row[name]) for name, note in annotations.items()})


def _rows(file: Path) -> Iterator[tuple[int, dict[str, str]]]:
    with file.open(encoding="utf-8-sig", newline="") as stream:
        yield from enumerate(csv.DictReader(stream), start=2)


class Vocabulary:
    """All reference files of a folder, checked.

    Raises:
        Refused: ``reference`` with every problem found, a line each.
    """

    def __init__(self, folder: Path = REFERENCE) -> None:
        self.folder = folder
        self._tables: dict[str, list[dict[str, str]]] = {}
        self._numbers: dict[str, list[int]] = {}
        # What stands between rows can be looked at only when the rows are sound.
        problems = [*self._read()] or [*self._check()]
        if problems:
            raise Refused("reference", problems="\n".join(str(problem) for problem in problems))

    def _read(self) -> Iterator[Problem]:
        for file, keys in _KEYS.items():
            self._tables[file], self._numbers[file] = [], []
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
            if lacking := _columns_of(file) - row.keys():
                what = f"{', '.join(sorted(lacking))} 열이 없음 (column missing)"
                yield Problem(file, 1, what, "1행의 제목을 되돌릴 것 (restore row 1)")
                return
            self._tables[file].append(row)
            self._numbers[file].append(number)
            key = tuple(row[column] for column in keys)
            if key in seen:
                what = f"중복 (duplicate): {' '.join(key)}"
                yield Problem(file, number, what, "하나만 남길 것 (keep one)")
            seen.add(key)

    def _numbered(self, file: str) -> Iterator[tuple[int, dict[str, str]]]:
        return zip(self._numbers[file], self._tables[file], strict=True)

    def _check(self) -> Iterator[Problem]:
        yield from self._check_links()
        for (file, column), allowed in _CHOICES.items():
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
        for file, column, target, mode in _LINKS:
            known = {row[_KEYS[target][0]] for row in self._tables[target]}
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
        for file, types in _TYPES.items():
            for number, row in self._numbered(file):
                for column, kind in types.items():
                    try:
                        _CONVERT[kind](row[column])
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
        schemes = {row["scheme"] for row in self._tables["grade_bands"]}
        for number, row in self._numbered("evaluation_years"):
            if row["scheme"] not in schemes:
                what = f"scheme={row['scheme']} 없음 (unknown)"
                yield Problem("evaluation_years", number, what, "grade_bands.csv 확인 (see it)")
            if row["trim_from"].isdecimal() and int(row["trim_from"]) < _LEAST_TO_TRIM:
                what = f"trim_from={row['trim_from']}: 남는 위원이 없음 (nobody is left)"
                yield Problem("evaluation_years", number, what, "3 이상으로 (make it 3 or more)")

    def _check_panel(self) -> Iterator[Problem]:
        """Look whether nobody is assigned the province that they belong to."""
        homes = {row["member"]: row["home_region"] for row in self._tables["panel_members"]}
        for number, row in self._numbered("panel_assignments"):
            if homes.get(row["member"]) == row["region"]:
                what = f"{row['member']} 위원의 소속 지역 (home province): {row['region']}"
                remedy = "다른 위원을 배정할 것 (assign another member)"
                yield Problem("panel_assignments", number, what, remedy)

    def _check_indicator_types(self) -> Iterator[Problem]:
        known = {row["model_type"] for row in self._tables["model_types"]} | {"all"}
        for number, row in self._numbered("indicators"):
            for unknown in sorted(set(row["model_types"].split()) - known):
                what = f"model_types={unknown} 없음 (unknown)"
                yield Problem("indicators", number, what, "model_types.csv 확인 (see it)")

    def _check_aliases(self) -> Iterator[Problem]:
        """Look whether every alias stands for something that a form knows."""
        form = [*self._tables["form_columns"], *self._tables["score_form_columns"]]
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
        choices["criterion"] = "evaluation_criteria"
        for number, row in self._numbered("choice_aliases"):
            file = choices.get(row["choice"], "")
            if row["value"] not in {each[row["choice"]] for each in self._tables.get(file, ())}:
                what = f"{row['choice']}={row['value']} 없음 (unknown)"
                remedy = f"{file or 'form_columns'}.csv 확인 (see it)"
                yield Problem("choice_aliases", number, what, remedy)

    def frame(self, file: str) -> pd.DataFrame:
        """Return one reference file as text columns, blank cells as missing, in file order."""
        return pd.DataFrame(self._tables[file], dtype="str").replace("", None)

    def rows(self, file: str) -> list[dict[str, str]]:
        """Return one reference file as it stands, a dict a row."""
        return self._tables[file]

    @property
    def files(self) -> tuple[str, ...]:
        """Return the names of all reference files."""
        return tuple(_KEYS)

    @cached_property
    def regions(self) -> dict[str, Region]:
        """Return every province, former and present, by its id."""
        return {row["region"]: _typed(Region, row) for row in self._tables["regions"]}

    @cached_property
    def indicators(self) -> dict[str, Indicator]:
        """Return the catalogue by indicator id, in its order."""
        return {row["indicator"]: _typed(Indicator, row) for row in self._tables["indicators"]}

    def region_named(self, name: str) -> str:
        """Return the id of a province by any name it goes by.

        Raises:
            Refused: ``unknown_province``.
        """
        wanted = "".join(unicodedata.normalize("NFKC", name).split()).casefold()
        for row in self._tables["region_aliases"]:
            if "".join(row["alias"].split()).casefold() == wanted:
                return row["region"]
        raise Refused("unknown_province", value=name)

    def units_of(self, basis: Basis) -> list[Region]:
        """Return the provinces of a basis in the official order: 17 or 16 of them."""
        column = "region_17" if basis == 17 else "region_16"
        chosen = [
            region for region in self.regions.values() if getattr(region, column) == region.region
        ]
        return sorted(chosen, key=lambda region: region.position)

    def setting(self, name: str) -> str:
        """Return one value of settings.csv."""
        return next(row["value"] for row in self._tables["settings"] if row["setting"] == name)
