"""The reference files: what names a row, what must be found elsewhere, what a cell may be."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterable, Mapping
from functools import cache
from typing import Any, Final

from monitor.vocabulary.values import Indicator, Region

# heading_aliases.csv: an alias in every table, and the cover's field that fills year and quarter.
ANY_TABLE: Final = "*"
PERIOD: Final = ("cover", "period")

# regions.csv: one column a basis, named for how many provinces it has.
_BASIS_COLUMN: Final = re.compile(r"region_(\d+)")

# The files of the forms that are filled in.
FORMS: Final = ("form_columns", "score_form_columns", "programme_form_columns")

# file → the column (or columns) that name a row
KEYS: Final[dict[str, tuple[str, ...]]] = {
    "regions": ("region",),
    "region_aliases": ("alias",),
    "municipalities": ("municipality",),
    "model_types": ("model_type",),
    "stages": ("stage",),
    "funding_sources": ("funding_source",),
    "ministries": ("ministry",),
    "organisation_kinds": ("organisation_kind",),
    "partner_roles": ("partner_role",),
    "product_kinds": ("product_kind",),
    "adoption_states": ("adoption_state",),
    "continuations": ("continuation",),
    "screenings": ("screening",),
    "selections": ("selection",),
    "award_kinds": ("award_kind",),
    "social_value_bands": ("social_value_band",),
    "units": ("unit",),
    "indicator_levels": ("level",),
    "indicators": ("indicator",),
    "evaluation_criteria": ("programme_year", "criterion", "valid_from"),
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
    "anomalies": ("anomaly",),
    "anomaly_rules": ("measure", "anomaly"),
    "absences": ("absence",),
    "project_states": ("project_state",),
    "data_kinds": ("data_kind",),
    "form_columns": ("table", "field"),
    "score_form_columns": ("table", "field"),
    "programme_form_columns": ("table", "field"),
    "heading_aliases": ("table", "field", "alias"),
    "sheet_aliases": ("alias",),
    "choice_aliases": ("choice", "alias"),
    "row_marks": ("mark",),
    "money_units": ("money_unit",),
    "normalising_rules": ("rule",),
    "submission_kinds": ("submission_kind",),
    "checks": ("code",),
    "programme_years": ("year",),
    "programme_facts": ("fact",),
    "roles": ("role",),
    "permissions": ("action",),
    "settings": ("setting",),
}

# (file, column) → the file whose key it must be found in; "*" allows a list, "?" allows blank
LINKS: Final[tuple[tuple[str, str, str, str], ...]] = (
    ("regions", "successor", "regions", "?"),
    ("region_aliases", "region", "regions", ""),
    ("municipalities", "region", "regions", ""),
    ("municipalities", "successors", "municipalities", "?*"),
    ("indicators", "unit", "units", ""),
    ("indicators", "level", "indicator_levels", ""),
    ("indicators", "part_of", "indicators", "?"),
    ("grade_bands", "decision", "decisions", ""),
    ("organisation_kinds", "ministry", "ministries", "?"),
    ("panel_members", "home_region", "regions", ""),
    ("panel_members", "data_kind", "data_kinds", ""),
    ("panel_assignments", "member", "panel_members", ""),
    ("panel_assignments", "region", "regions", ""),
    ("conflicts_of_interest", "member", "panel_members", ""),
    ("status_rules", "status", "statuses", ""),
    ("anomaly_rules", "anomaly", "anomalies", ""),
)

CHOICES: Final[dict[tuple[str, str], frozenset[str]]] = {
    ("indicators", "direction"): frozenset({"higher", "lower", "none"}),
    ("indicators", "across_projects"): frozenset({"sum", "weighted_mean", "ratio", "none"}),
    ("indicators", "across_periods"): frozenset({"sum", "last"}),
    ("status_rules", "comparison"): frozenset({"at_most", "at_least"}),
    ("anomaly_rules", "comparison"): frozenset({"at_most", "at_least"}),
    ("grade_bands", "method"): frozenset({"cut_off", "quota"}),
    ("organisation_kinds", "is_social"): frozenset({"yes", "no"}),
    ("programme_facts", "is_public"): frozenset({"yes", "no"}),
    ("permissions", "audited"): frozenset({"yes", "no"}),
    **{
        ("permissions", role): frozenset({"all", "own", "none"})
        for role in ("viewer", "province_officer", "panel_member", "manager", "operator")
    },
    ("row_marks", "kind"): frozenset({"subtotal", "total", "either", "note"}),
    ("checks", "layer"): frozenset({"structure", "cell", "row", "across", "ledger", "role"}),
    ("checks", "severity"): frozenset({"error", "warning", "note"}),
}

CONVERT: Final[Mapping[str, Callable[[str], Any]]] = {
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
TYPES: Final[Mapping[str, Mapping[str, str]]] = {
    "regions": Region.__annotations__,
    "indicators": Indicator.__annotations__,
    "municipalities": {"valid_from": "dt.date | None", "valid_to": "dt.date | None"},
    "money_units": {"factor": "int"},
    "units": {"divisor": "int", "decimals": "int"},
    "evaluation_criteria": {
        "programme_year": "int",
        "maximum_points": "int",
        "valid_from": "dt.date | None",
        "valid_to": "dt.date | None",
        "position": "int",
    },
    "model_types": {"position": "int"},
    "funding_sources": {"position": "int"},
    "stages": {"position": "int"},
    "status_rules": {"threshold": "float"},
    "anomaly_rules": {"threshold": "float", "decimals": "int", "position": "int"},
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
    "programme_form_columns": {"minimum": "float | None", "maximum": "float | None"},
    "social_value_bands": {"minimum_points": "float", "position": "int"},
}

# Rows of these files count from valid_from to valid_to; rows of one key follow each other.
DATED: Final[Mapping[str, tuple[str, ...]]] = {
    "regions": ("region",),
    "indicators": ("indicator",),
    "evaluation_criteria": ("programme_year", "criterion"),
    "grade_bands": ("scheme", "grade"),
    "panel_members": ("member",),
    "panel_assignments": ("member", "region"),
    "municipalities": ("municipality",),
}
# The annual evaluation and the indicators change with a year, never within one.
BY_YEAR: Final = frozenset({"indicators", "evaluation_criteria", "grade_bands"})

# What stands on pages in either language.
NAMED: Final = ("name_ko", "name_en", "short_ko", "short_en")

# Files whose colours stand for different things in one figure, with whether a mark does as well.
COLOURED: Final[Mapping[str, str]] = {
    "model_types": "symbol",
    "statuses": "symbol",
    "grade_bands": "",
    "stages": "",
}


@cache
def columns_of(file: str) -> frozenset[str]:
    """Return the columns of a file that loading looks at; it is asked for every row."""
    linked = {column for named, column, _, _ in LINKS if named == file}
    chosen = {column for named, column in CHOICES if named == file}
    basis = {basis_column(17)} if file == "regions" else set()
    return frozenset({*KEYS[file], *TYPES.get(file, ()), *linked, *chosen, *basis})


def basis_column(basis: int) -> str:
    """Return the column of regions.csv that says what stands for a province on a basis."""
    return f"region_{basis}"


def bases_of(columns: Iterable[str]) -> tuple[int, ...]:
    """Return the bases that regions.csv has columns for, the one of most provinces first."""
    found = (_BASIS_COLUMN.fullmatch(column) for column in columns)
    return tuple(sorted((int(each[1]) for each in found if each), reverse=True))
