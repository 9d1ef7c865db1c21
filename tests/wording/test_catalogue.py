"""The one catalogue of words: whole in both languages, and none in it for nothing."""

from __future__ import annotations

import ast
import re
import string
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from monitor.vocabulary import ROOT
from monitor.wording import LANGUAGES, Refused, Words, language_of

FILE = ROOT / "monitor" / "wording" / "catalogue.toml"
ENTRIES = {
    f"{section}.{key}": entry
    for section, entries in tomllib.loads(FILE.read_text(encoding="utf-8")).items()
    for key, entry in entries.items()
}
KEYS = sorted(ENTRIES)


@cache
def _sources() -> dict[Path, str]:
    files = [*ROOT.glob("monitor/**/*.py"), *ROOT.glob("pages/**/*.py"), ROOT / "app.py"]
    return {file: file.read_text(encoding="utf-8") for file in files if file.exists()}


def _fields(sentence: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(sentence) if name}


def _calls() -> Iterator[tuple[str, set[str], str]]:
    """Give every sentence asked for by its name, and the fields that it is given."""
    for file, source in _sources().items():
        for node in ast.walk(ast.parse(source)):
            if not isinstance(node, ast.Call) or not node.args:
                continue
            called, first = node.func, node.args[0]
            name = called.attr if isinstance(called, ast.Attribute) else getattr(called, "id", "")
            is_spread = any(keyword.arg is None for keyword in node.keywords)
            if not isinstance(first, ast.Constant) or not isinstance(first.value, str) or is_spread:
                continue
            prefix = {"Refused": "refused.", "words": "", "_words": ""}.get(name)
            if prefix is not None:
                given = {str(keyword.arg) for keyword in node.keywords}
                yield prefix + first.value, given, f"{file.name}:{node.lineno}"


# One test goes through the whole catalogue and names every entry that is wrong: thousands of tests
# that look at a word each would cost more than they look at.


def test_every_entry_speaks_both_languages() -> None:
    half = [
        key
        for key, entry in ENTRIES.items()
        if set(entry) != set(LANGUAGES) or not all(text.strip() for text in entry.values())
    ]
    assert half == []


def test_both_languages_fill_the_same_fields() -> None:
    apart = [
        key
        for key, entry in ENTRIES.items()
        if not _agree(key, *(_fields(entry[language]) for language in LANGUAGES))
    ]
    assert apart == []


def _agree(key: str, korean: set[str], english: set[str]) -> bool:
    if key.startswith("finding."):
        # English says sometimes more of the cell, never something that the finding lacks
        return korean | english <= {"field", "value", "expected"}
    return korean == english


def test_no_particle_stands_where_it_cannot_agree() -> None:
    # behind a field a particle must be chosen: {name:은/는}, never {name}은
    fixed = re.compile(r"\}'?(은|는|이|가|을|를|과|와|으로|로) ")
    assert [key for key, entry in ENTRIES.items() if fixed.search(entry["ko"])] == []


def test_every_sentence_asked_for_is_there_and_gets_exactly_its_fields() -> None:
    wrong = [
        f"{place}: {key} is given {sorted(given)}"
        for key, given, place in _calls()
        if key not in ENTRIES or _fields(ENTRIES[key]["ko"]) != given
    ]
    assert wrong == []


def test_no_word_is_in_the_catalogue_for_nothing() -> None:
    source = "\n".join(_sources().values())
    named = set(re.findall(r"""["']((?:\w+\.)?\w+)["']""", source))
    begun = tuple(re.findall(r"""f["'](\w+\.\w*)\{""", source))
    ended = tuple(re.findall(r"""f["']\{\w+\}(\.\w+)["']""", source))
    by_code = ("refused.", "finding.")  # asked for by the code alone: Refused("no_release")
    unused = [
        key
        for key in KEYS
        if not (key.split(".")[1] in named if key.startswith(by_code) else key in named)
        and not (key.startswith(begun) and not key.startswith(by_code))
        and not key.endswith(ended)
    ]
    assert unused == []


def test_a_missing_word_is_a_mistake_of_ours_and_fails() -> None:
    with pytest.raises(KeyError):
        Words()("no.such_word")


def test_a_refusal_says_its_sentence_in_both_languages() -> None:
    refusal = Refused("file_too_large", file="보고.xlsx", limit=20)
    assert str(refusal) == refusal.say("ko")
    assert refusal.say("ko") == "보고.xlsx는 너무 큽니다(한도 20 MB). 나누어 보내 주십시오."
    assert refusal.say("en") == "보고.xlsx is too large (limit 20 MB). Send it in parts."


def test_a_value_with_braces_is_written_as_it_stands() -> None:
    assert "{0}" in Refused("bad_date", value="{0}").say("ko")


def test_a_quoted_value_has_its_particle_behind_the_marks() -> None:
    said = Words("ko")("finding.not_a_date.what", field="제출일", value="봄")
    assert said == "'제출일'의 '봄'은 날짜가 아닙니다."


@pytest.mark.parametrize("value", [None, "", "fr", "KO", 3, ["en"]])
def test_korean_is_spoken_unless_english_is_asked_for(value: object) -> None:
    assert language_of(value) == "ko"
    assert language_of("en") == "en"


def test_a_label_is_in_the_language_asked_for() -> None:
    row = {"name_ko": "서울특별시", "name_en": "Seoul", "short_ko": "서울"}
    assert Words("ko").label(row) == "서울특별시"
    assert Words("en").label(row) == "Seoul"
    assert Words("ko").label(row, "short") == "서울"
