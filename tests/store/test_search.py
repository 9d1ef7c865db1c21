"""Search: a name is found however it is typed, and nothing that is typed breaks it."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from monitor.store.search import initials, jamo, normalised, terms
from tests.recorded import CLOTH, WORKSHOP, Recorded

FIRST = "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ"
NAMES = {CLOTH: "R1", WORKSHOP: "R2"}
SYLLABLES = st.characters(min_codepoint=0xAC00, max_codepoint=0xD7A3)
# Of the 28 endings those of one letter, and none.
_ENDINGS = (0, 1, 4, 7, 8, 16, 17, 19, 21, 22, 23, 24, 25, 26, 27)


def consonants(name: str) -> str:
    """Return the initial consonants of a name as a person types them."""
    return "".join(FIRST[(ord(letter) - 0xAC00) // 588] for letter in name if letter != " ")


@st.composite
def misspelt(draw: st.DrawFn, name: str) -> str:
    """Return a name with one jamo of one syllable changed."""
    place = draw(st.sampled_from([at for at, letter in enumerate(name) if letter != " "]))
    number = ord(name[place]) - 0xAC00
    first, middle, last = number // 588, number // 28 % 21, number % 28
    which = draw(st.sampled_from(["first", "middle", "last"]))
    first = draw(st.integers(0, 18)) if which == "first" else first
    middle = draw(st.integers(0, 20)) if which == "middle" else middle
    last = draw(st.sampled_from(_ENDINGS)) if which == "last" else last
    return name[:place] + chr(0xAC00 + first * 588 + middle * 28 + last) + name[place + 1 :]


@given(data=st.data(), name=st.sampled_from(list(NAMES)))
def test_any_initials_of_a_name_find_it(recorded: Recorded, data: st.DataObject, name: str) -> None:
    typed = consonants(name)
    first = data.draw(st.integers(0, len(typed) - 1))
    last = data.draw(st.integers(first + 1, len(typed)))
    assert NAMES[name] in set(recorded.find(typed[first:last])["project"])


@given(data=st.data(), name=st.sampled_from(list(NAMES)))
def test_one_changed_jamo_still_finds_a_name(
    recorded: Recorded, data: st.DataObject, name: str
) -> None:
    assert NAMES[name] in set(recorded.find(data.draw(misspelt(name)))["project"])


@given(st.text(SYLLABLES, min_size=1, max_size=20), st.data())
def test_a_beginning_is_a_beginning_in_every_form(name: str, data: st.DataObject) -> None:
    part = name[: data.draw(st.integers(1, len(name)))]
    for form in (normalised, lambda t: jamo(normalised(t)), lambda t: initials(normalised(t))):
        if normalised(name) == name:  # a legal form such as 주식회사 is no part of a name
            assert form(name).startswith(form(part))


@given(st.text(SYLLABLES, max_size=20))
def test_letters_are_the_same_typed_apart_or_together(name: str) -> None:
    apart = unicodedata.normalize("NFD", name)
    assert jamo(normalised(apart)) == jamo(normalised(name))
    assert len(initials(normalised(name))) == len(normalised(name))


@given(st.text())
def test_a_form_made_twice_is_the_same(text: str) -> None:
    assert normalised(normalised(text)) == normalised(text)


@settings(max_examples=60)
@given(st.text(max_size=80))
@example("\udcff")
@example("'; drop table search_entry; --")
@example("%_\\.*[(?")
@example("ㄳㅏㅢ")
@example("a" * 10_000)
def test_nothing_that_is_typed_breaks_the_search(recorded: Recorded, text: str) -> None:
    found = recorded.find(text)
    assert found.groupby("kind")["id"].nunique().max() <= 12 if len(found) else True
    assert not recorded.find("봉제").empty


def test_what_has_no_letters_finds_nothing(recorded: Recorded) -> None:
    assert recorded.find(" .%_-'\"").empty
    assert recorded.find("").empty


@pytest.mark.parametrize(
    ("typed", "first", "likeness"),
    [
        ("봉제 자투리 자원순환 협업망", "R1", "exact"),
        ("봉제자투리", "R1", "prefix"),
        ("봉젲", "R1", "prefix"),  # 봉제 ㅈ…, on the way to 봉제자
        ("순환 협업", "R1", "part"),
        ("ㅈㅌㄹ", "R1", "initials"),
        ("ㅈㄹ", "R1", None),
        ("새ㅁㅇ", "R2", "initials"),
        ("ㅅㅇㄱ", "R2", "near"),  # 새(마)을 공
        ("봉재 자투리", "R1", "near"),
        ("협업멍", "R1", "near"),
        ("r1", "R1", "exact"),
        ("되살림", "(주)되살림", "exact"),
        ("㈜되살림", "(주)되살림", "exact"),
        ("jongno", "seoul_jongno", "prefix"),
        ("ＪＯＮＧＮＯ-ｇｕ", "seoul_jongno", "exact"),
        ("종 로", "seoul_jongno", "prefix"),
        ("서울시", "seoul", "exact"),
        ("전라북도", "jeonbuk", "exact"),
        ("강원도", "gangwon", "exact"),
        ("광주전남", "jeonnam_gwangju", "exact"),
        ("인천 중구", "incheon_yeongjong", "exact"),
    ],
)
def test_a_name_is_found_as_people_type_it(
    recorded: Recorded, typed: str, first: str, likeness: str | None
) -> None:
    found = recorded.find(typed).drop_duplicates("id").set_index("id")
    if likeness is None:
        assert first not in found.index
    else:
        assert found.loc[first, "likeness"] == likeness


def test_the_likeliest_stands_first(recorded: Recorded) -> None:
    order = ["exact", "prefix", "part", "initials", "near"]
    for typed in ("중구", "ㄷㄹ", "서울", "되살"):
        places = [order.index(each) for each in recorded.find(typed)["likeness"]]
        assert places == sorted(places)
        assert places


def test_an_organisation_leads_to_each_project_it_is_in(recorded: Recorded) -> None:
    found = recorded.ask("search/found", **terms("두레협동조합"))
    assert list(found["project"]) == ["R2"]
    assert list(found["project_name"]) == [WORKSHOP]


def test_a_former_region_leads_to_those_that_followed(recorded: Recorded) -> None:
    found = recorded.find("인천 중구")
    assert set(found["id"]) >= {"incheon_jemulpo", "incheon_yeongjong"}


def test_little_that_was_typed_is_not_guessed_at() -> None:
    assert terms("가")["slips"] == 0
    assert terms("ㄱㄴㄷㄹ")["slips"] == 0
    assert terms("중구")["slips"] == 1
