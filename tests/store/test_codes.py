"""Codes: read as people write them, and a slip of the pen is told from an unknown code."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.store.codes import ALPHABET, code_from, codes_in, read_code
from monitor.wording import Refused

IDENTITIES = st.text("0123456789abcdef", min_size=64, max_size=64)
CODE = code_from("a" * 64)


def test_a_code_is_two_groups_of_four() -> None:
    assert len(CODE) == 9 and CODE[4] == "-"
    assert set(CODE.replace("-", "")) <= set(ALPHABET)


@given(IDENTITIES)
def test_a_code_is_read_as_it_was_issued(identity: str) -> None:
    code = code_from(identity)
    typed = [
        code,
        code.lower(),
        code.replace("-", ""),
        code.replace("-", " – "),
        f"  {code}\n",
        code.replace("0", "O").replace("1", "l"),
        code.replace("1", "I").lower(),
        "".join(chr(ord(each) + 0xFEE0) for each in code),  # full width, as an IME writes it
    ]
    assert {read_code(each) for each in typed} == {code}


@given(IDENTITIES, st.integers(0, 7), st.sampled_from(ALPHABET))
def test_one_wrong_character_is_always_noticed(identity: str, at: int, wrong: str) -> None:
    plain = code_from(identity).replace("-", "")
    typed = plain[:at] + wrong + plain[at + 1 :]
    if typed != plain:
        with pytest.raises(Refused) as refusal:
            read_code(typed)
        assert refusal.value.key == "code_mistyped"


@given(IDENTITIES, st.integers(0, 6))
def test_two_characters_that_changed_places_are_always_noticed(identity: str, at: int) -> None:
    plain = code_from(identity).replace("-", "")
    typed = plain[:at] + plain[at + 1] + plain[at] + plain[at + 2 :]
    if typed != plain:
        with pytest.raises(Refused, match="잘못 옮긴 글자"):
            read_code(typed)


@pytest.mark.parametrize("text", ["", "K7F3", "K7F3-9QMXX", "K7F3-9Q가나", "=1+1", "U" * 8, "\0"])
def test_what_is_no_code_is_told_in_a_sentence(text: str) -> None:
    with pytest.raises(Refused) as refusal:
        read_code(text)
    assert refusal.value.key == "not_a_code"
    assert "K7F3-9QMX" in refusal.value.say("en")


def test_codes_are_found_in_a_text_each_once() -> None:
    other = code_from("b" * 64)
    text = f"자료: … 확인번호 {CODE} · {other}, 2027-2028, {CODE}, X{CODE}"
    assert codes_in(text) == [CODE, other]


def test_another_attempt_gives_another_code() -> None:
    assert len({code_from("a" * 64, attempt) for attempt in range(50)}) == 50
