"""Names that people write for what the vocabulary knows: choices and municipalities."""

from __future__ import annotations

import datetime as dt
import re
from collections import defaultdict
from collections.abc import Callable, Mapping
from difflib import get_close_matches
from typing import Any, Final

from monitor.intake.tabulating.cells import CellProblem, Read, plain_text, tidied
from monitor.vocabulary import Vocabulary
from monitor.wording import LANGUAGES, Words

# choice of form_columns.csv → reference file
FILES: Final[Mapping[str, str]] = {
    "model_type": "model_types",
    "stage": "stages",
    "funding_source": "funding_sources",
    "indicator": "indicators",
    "absence": "absences",
    "project_state": "project_states",
    "data_kind": "data_kinds",
    "submission_kind": "submission_kinds",
    "criterion": "evaluation_criteria",
    "ministry": "ministries",
    "organisation_kind": "organisation_kinds",
    "partner_role": "partner_roles",
    "product_kind": "product_kinds",
    "adoption_state": "adoption_states",
    "continuation": "continuations",
    "screening": "screenings",
    "selection": "selections",
    "award_kind": "award_kinds",
}
# Lists whose unknown names have a finding of their own.
_UNKNOWN: Final = {"scorer": "score_unknown_member", "criterion": "score_unknown_criterion"}
_MEMBERS: Final = "panel_members"
_SELF: Final = "self"
_LABELS: Final = ("name_ko", "short_ko", "name_en", "cell_ko")
_NUMBER_IN_FRONT: Final = re.compile(r"\(?[0-9가-하]?[0-9]?[.)]|[0-9]{1,2}(?=[^0-9.)])")
_BRACKETS_BEHIND: Final = re.compile(r"[(\[][^()\[\]]*[)\]]$")
_NEAR: Final = 0.7
_TYPE: Final = "형"
_ALL_SUFFIXES: Final = "시군구"
_DISTRICTS: Final = "구읍면동"


def folded(text: str) -> str:
    """Return a name as it is compared: full-width made plain, without spaces, in small letters."""
    return plain_text(text).replace(" ", "").casefold()


class Choices:
    """Knows the names of everything that is chosen from a list."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._labels: dict[str, dict[str, str]] = {
            choice: _labels_of(vocabulary, file, choice) for choice, file in FILES.items()
        }
        self._labels["region"] = {
            folded(row["alias"]): row["region"] for row in vocabulary.rows("region_aliases")
        }
        self._labels["scorer"] = _scorers(vocabulary)
        # What may be suggested: the names that the form's own lists offer.
        self._names: dict[str, dict[str, str]] = {
            choice: {
                folded(row["name_ko"]): row["name_ko"]
                for row in vocabulary.rows(file)
                if row.get("cell_ko") != ""
            }
            for choice, file in {**FILES, "region": "regions"}.items()
        }
        self._names["scorer"] = {
            folded(row["name_ko"]): row["name_ko"] for row in vocabulary.rows(_MEMBERS)
        }
        self._aliases: dict[str, dict[str, str]] = defaultdict(dict)
        for row in vocabulary.rows("choice_aliases"):
            self._aliases[row["choice"]][folded(row["alias"])] = row["value"]

    def find(self, choice: str, raw: Any) -> Read:
        """Return the id that a cell names.

        Args:
            choice: which list: the column ``vocabulary`` of form_columns.csv.
            raw: what stands in the cell.

        Raises:
            CellProblem: ``unknown_value``, or ``unknown_value_near`` when one name is much like it.
        """
        labels = self._labels[choice]
        if isinstance(raw, str) and raw in labels:
            return Read(labels[raw])
        text, rules = tidied(str(raw)) if isinstance(raw, str) else (plain_text(raw), ())
        name = folded(text)
        if name in labels:
            return Read(labels[name], rules)
        for rule, change in _CHANGES.items():
            for changed in change(name, self._aliases[choice]):
                if changed in labels:
                    return Read(labels[changed], (*rules, rule))
        near = get_close_matches(name, self._names[choice], 1, _NEAR)
        if near:
            raise CellProblem("unknown_value_near", self._names[choice][near[0]])
        raise CellProblem(_UNKNOWN.get(choice, "unknown_value"))

    def absence(self, text: str) -> str | None:
        """Return the absence that a number's cell names (미집계, 해당없음, -), None for none."""
        name = folded(text)
        return self._labels["absence"].get(name) or self._aliases["absence"].get(name)


def _scorers(vocabulary: Vocabulary) -> dict[str, str]:
    """Return the names of who may score: a name that two members share names neither."""
    members = vocabulary.rows(_MEMBERS)
    names = [folded(row[column]) for row in members for column in ("name_ko", "name_en")]
    known = _labels_of(vocabulary, _MEMBERS, "member")
    told = {name: member for name, member in known.items() if names.count(name) < 2}
    told |= {folded(row["member"]): row["member"] for row in members}
    return told | {folded(Words(each)("score_form.self")): _SELF for each in LANGUAGES}


def _labels_of(vocabulary: Vocabulary, file: str, key: str) -> dict[str, str]:
    names = {}
    for row in vocabulary.rows(file):
        if row.get("cell_ko") == "":
            continue  # nobody writes it in a cell: it is found out
        for column in (key, *_LABELS):
            if row.get(column):
                names[folded(row[column])] = row[key]
    return names


def alias(name: str, aliases: Mapping[str, str]) -> list[str]:
    """국고 is 국비: as choice_aliases.csv says."""
    return [aliases[name]] if name in aliases else []


def numbered(name: str, aliases: Mapping[str, str]) -> list[str]:
    """① 계획 수립 and 1. 계획수립 are 계획 수립."""
    found = _NUMBER_IN_FRONT.match(name)
    rest = name[found.end() :] if found else ""
    return [rest, *alias(rest, aliases)] if rest else []


def bracketed(name: str, aliases: Mapping[str, str]) -> list[str]:
    """신규 일자리(명) is 신규 일자리."""
    rest = _BRACKETS_BEHIND.sub("", name)
    return [rest, *alias(rest, aliases)] if rest and rest != name else []


def type_suffix(name: str, _aliases: Mapping[str, str]) -> list[str]:
    """지역공동체 강화 is 지역공동체 강화형, and the other way round."""
    bare = _NUMBER_IN_FRONT.sub("", name, count=1)
    return [each + _TYPE for each in (name, bare)] + [
        each.removesuffix(_TYPE) for each in (name, bare) if each.endswith(_TYPE)
    ]


_CHANGES: Final[Mapping[str, Callable[[str, Mapping[str, str]], list[str]]]] = {
    "alias": alias,
    "numbered": numbered,
    "bracketed": bracketed,
    "type_suffix": type_suffix,
}


class Municipalities:
    """Knows the municipalities of each province by name and day."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._provinces: dict[str, str] = {
            folded(row["alias"]): row["region"] for row in vocabulary.rows("region_aliases")
        }
        self._parts = vocabulary.parts
        self._named: dict[tuple[str, str], list[dict[str, str]]] = defaultdict(list)
        for row in vocabulary.rows("municipalities"):
            name = folded(row["name_ko"])
            known = (name, folded(row["name_en"]), *_without_suffix(name))
            if self._provinces.get(name) == row["region"]:  # 세종 is province and city at once
                known += tuple(self._names_of(row["region"]))
            for written in dict.fromkeys(known):
                self._named[row["region"], written].append(row)

    def _names_of(self, region: str) -> list[str]:
        return [name for name, named in self._provinces.items() if named == region]

    def find(self, name: str, region: str, day: dt.date) -> tuple[str, str]:
        """Return (municipality id, province of the 17) for a name reported under a province.

        The province may stand in front (전남 나주시), the suffix may be left out where one
        municipality only is meant (나주), a district of a city may stand behind (수원시 팔달구).
        A merged province is split by municipality (PROGRAMME.md, 'Regions move').

        Raises:
            CellProblem: ``unknown_municipality``.
        """
        provinces = self._parts.get(region, frozenset({region}))
        for written in self._ways_of_reading(plain_text(name), region, provinces):
            rows = [
                row
                for province in provinces
                for row in self._named.get((province, folded(written)), ())
                if _in_force(row, day)
            ]
            if len(rows) == 1:
                return rows[0]["municipality"], rows[0]["region"]
        raise CellProblem("unknown_municipality")

    def _ways_of_reading(self, name: str, region: str, provinces: frozenset[str]) -> list[str]:
        """Return the name as it stands, without its province, and without a district behind."""
        ways, words = [name], name.split(" ")
        in_front = self._provinces.get(folded(words[0]), "")
        if len(words) > 1 and (in_front == region or self._parts.get(in_front, set()) & provinces):
            words = words[1:]
            ways.append(" ".join(words))
        if len(words) > 1 and words[-1][-1] in _DISTRICTS:
            ways.append(words[0])
        return ways


def _without_suffix(name: str) -> list[str]:
    """나주시 → 나주; 중구 stays whole, since 중 says nothing."""
    return [name[:-1]] if name[-1] in _ALL_SUFFIXES and len(name) > len("나주") else []


def _in_force(row: Mapping[str, str], day: dt.date) -> bool:
    begins, ends = row["valid_from"] or "0001-01-01", row["valid_to"] or "9999-12-31"
    return begins <= day.isoformat() <= ends
