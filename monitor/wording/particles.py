"""Korean particles that agree with the word before them."""

from __future__ import annotations

import re

# How a digit is read aloud decides: 0 영, 1 일, 3 삼, 6 육, 7 칠, 8 팔 end in a consonant.
_DIGITS_WITH_FINAL = frozenset("013678")
# Letters after which one hears a consonant: 엘, 엠, 엔, 알 (a small r ends a word: 인디케이터).
_LETTERS_WITH_FINAL = frozenset("lmnLMNR")
_RIEUL_ENDINGS = frozenset("178lLR")
_RIEUL = 8
_IN_BRACKETS = re.compile(r"\s*\([^()]*\)$")


def _final(character: str) -> int:
    """Return the index of a syllable's final consonant (0: none, 8: ㄹ)."""
    if "가" <= character <= "힣":
        return (ord(character) - ord("가")) % 28
    if character in _RIEUL_ENDINGS:
        return _RIEUL
    return 1 if character in _DIGITS_WITH_FINAL | _LETTERS_WITH_FINAL else 0


def with_particle(word: str, pair: str) -> str:
    """Append the particle of ``pair`` that agrees with ``word``.

    ``pair`` names the form after a consonant first: ``은/는``, ``이/가``, ``을/를``, ``과/와``,
    ``으로/로`` (where ㄹ counts as a vowel). What stands in brackets behind the word is not asked.

    Source of the rule: 국립국어원 한국어 어문 규범, 한글 맞춤법.
    """
    after_consonant, after_vowel = pair.split("/")
    spoken = (_IN_BRACKETS.sub("", word) or word).rstrip(")]'\"’” ")
    final = _final(spoken[-1]) if spoken else 0
    takes_vowel_form = final == 0 or (after_consonant == "으로" and final == _RIEUL)
    return word + (after_vowel if takes_vowel_form else after_consonant)
