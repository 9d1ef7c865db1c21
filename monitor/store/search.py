"""Search: names of projects, organisations and regions, found in spite of how they are typed.

A name is kept in three forms: its letters alone (``normalised``), those taken apart into jamo, and
the initial consonants of its syllables (초성). What is typed is brought into the same three forms.
"""

from __future__ import annotations

import re
import string
import unicodedata
from collections.abc import Iterator
from functools import cache
from itertools import combinations
from typing import Any, Final

import duckdb
import pandas as pd

LONGEST: Final = 60  # no name is longer; what is typed beyond is passed over
_LEGAL_FORMS: Final = re.compile(r"\((?:주|유|사|재)\)|주식회사|유한회사|사단법인|재단법인")
_MOST_WORDS: Final = 6
_OF_MANY_WORDS: Final = frozenset({"project", "organisation"})
# Jamo by which a name may differ: none of a few letters, more of a longer one.
_LENGTHS_PER_SLIP: Final = (4, 9, 18)
_CLUSTERS: Final = {
    "ㄳ": "ㄱㅅ", "ㄵ": "ㄴㅈ", "ㄶ": "ㄴㅎ", "ㄺ": "ㄹㄱ", "ㄻ": "ㄹㅁ", "ㄼ": "ㄹㅂ",
    "ㄽ": "ㄹㅅ", "ㄾ": "ㄹㅌ", "ㄿ": "ㄹㅍ", "ㅀ": "ㄹㅎ", "ㅄ": "ㅂㅅ",
}  # fmt: skip
# DuckDB measures distances in bytes, so each jamo is written as one: a capital or a mark, which no
# normalised text has. Initials are capitals alone, and so stand for themselves in a pattern.
_BYTES: Final = str.maketrans(
    "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎㅏㅐㅑㅒㅓㅔㅕㅖㅗㅘㅙㅚㅛㅜㅝㅞㅟㅠㅡㅢㅣ",
    string.ascii_uppercase + "!#$%&()*+,-/:;",
)
_COLUMNS: Final = [
    *("kind", "id", "project", "region", "label_ko", "label_en", "written"),
    *("form", "jamo", "initials", "is_whole"),
]


def normalised(text: str) -> str:
    """Return the letters and digits of a text in one width, case and spelling, without spaces.

    The legal form of an organisation, written one way here and another there, is left out.
    """
    plain = unicodedata.normalize("NFKC", text).casefold()
    plain = unicodedata.normalize("NFKC", _LEGAL_FORMS.sub("", plain))
    return "".join(letter for letter in plain if letter.isalnum())


def jamo(text: str) -> str:
    """Return a normalised text letter by letter, as it is typed (값 is ㄱㅏㅂㅅ), a byte each."""
    return "".join(map(_letters, unicodedata.normalize("NFD", text))).translate(_BYTES)


def initials(text: str) -> str:
    """Return a normalised text with the initial consonant in place of each syllable.

    Consonants that stand alone stay; vowels that do say nothing of a beginning.
    """
    return "".join(map(_initial, text)).translate(_BYTES)


@cache
def _letters(part: str) -> str:
    """Return the letters of a part of a syllable; of anything else the thing itself."""
    name = unicodedata.name(part, "")
    if not name.startswith(("HANGUL CHOSEONG", "HANGUL JUNGSEONG", "HANGUL JONGSEONG")):
        return part
    try:
        letter = unicodedata.lookup(f"HANGUL LETTER {name.split(' ', 2)[2]}")
    except KeyError:  # letters of centuries ago
        return part
    return _CLUSTERS.get(letter, letter)


@cache
def _initial(letter: str) -> str:
    if _is_syllable(letter):
        return _letters(unicodedata.normalize("NFD", letter)[0])
    return "" if "JUNGSEONG" in unicodedata.name(letter, "") else _letters(letter)


def _is_syllable(letter: str) -> bool:
    return "가" <= letter <= "힣"


def _is_consonant(letter: str) -> bool:
    return unicodedata.name(letter, "").startswith(("HANGUL CHOSEONG", "HANGUL JONGSEONG"))


def terms(typed: str) -> dict[str, Any]:
    """Return what ``search/found`` asks of a typed text; all empty where nothing can be found."""
    form = normalised(typed[:LONGEST])
    letters, has_consonants = jamo(form), any(map(_is_consonant, form))
    first = initials(form) if has_consonants else ""
    return {
        "form": form,
        "jamo": letters,
        "initials": first,
        # A syllable may be passed over between initials, where enough are given to tell by.
        "loose_initials": ".?".join(first) if len(first) > 2 else "",
        "slips": 0 if has_consonants else sum(len(letters) >= least for least in _LENGTHS_PER_SLIP),
    }


def add_search(connection: duckdb.DuckDBPyConnection) -> None:
    """Add the table ``search_entry`` to a release that is being built.

    Columns: kind (project, organisation, region or municipality), id, project (of a project and of
    an organisation that takes part in it), region, label_ko, label_en, written (the name that is
    searched, as written), form, jamo, initials, is_whole (whether the whole name, or some words
    of it, which only misspellings are held against).
    """
    named = connection.execute(_NAMED).df().astype(object)
    rows = [
        (*row[:-1], row[-1], form, jamo(form), initials(form), is_whole)
        for row in named.itertuples(index=False, name=None)
        for form, is_whole in _forms(row[0], row[-1])
    ]
    connection.register("found_entries", pd.DataFrame(rows, columns=_COLUMNS))
    connection.execute("create table search_entry as select * from found_entries order by all")
    connection.unregister("found_entries")


def _forms(kind: str, written: str) -> Iterator[tuple[str, bool]]:
    """Give a name's own form, then those of each run of its words; a region's are known whole."""
    whole = normalised(written)
    if whole:
        yield whole, True
    words = written.split()[:_MOST_WORDS] if kind in _OF_MANY_WORDS else []
    runs = {
        normalised(" ".join(words[first:last]))
        for first, last in combinations(range(len(words) + 1), 2)
    }
    yield from ((form, False) for form in runs - {whole, ""})


# Every name by which something is known: its own, an English one, a former one, an alias.
_NAMED: Final = """
with organisation as (
    select project, organisation from partner
    union
    select project, lead_organisation as organisation from project
),

unit as (
    select region.*
    from region
    where region in (select unit from basis_region)
),

present as (
    select
        municipality.municipality,
        municipality.region,
        municipality.name_ko,
        municipality.name_en,
        region.name_ko as region_name,
        region.short_ko as region_short
    from municipality
    inner join region on municipality.region = region.region
    where municipality.valid_to is null
),

named as (
    select 'project' as kind, project as id, project, region, name as label_ko, name as label_en,
        unnest([name, project]) as written
    from project
    union all
    select 'organisation', organisation, organisation.project, project.region, organisation,
        organisation, organisation
    from organisation
    inner join project on organisation.project = project.project
    union all
    select 'region', region, null, region, name_ko, name_en,
        unnest([name_ko, short_ko, name_en, short_en])
    from unit
    union all
    select 'region', unit.region, null, unit.region, name_ko, name_en, alias
    from unit
    inner join reference_region_aliases as known on unit.region = known.region
    union all
    select 'municipality', municipality, null, region, name_ko, coalesce(name_en, name_ko),
        unnest([
            name_ko, name_en, region_short || ' ' || name_ko, region_name || ' ' || name_ko
        ])
    from present
    union all
    select 'municipality', present.municipality, null, present.region, present.name_ko,
        coalesce(present.name_en, present.name_ko), unnest([
            former.name_ko, former.name_en, region_short || ' ' || former.name_ko
        ])
    from reference_municipalities as former
    inner join present
        on list_contains(string_split(former.successors, ' '), present.municipality)
)

select distinct * from named where written is not null order by all
"""
