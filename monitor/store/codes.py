"""Codes that people read aloud and type: ``K7F3-9QMX``, seven characters of a hash and a check.

The alphabet is Crockford's base 32, which leaves out I, L, O and U; what is read for them is
understood. The last character is made so that one wrong character, or two that changed places, is
told apart from a code that nobody issued.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from typing import Final

from monitor.wording import Refused

ALPHABET: Final = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_LENGTH: Final = 8
_HALF: Final = 4
_BITS: Final = 5
_MISREAD: Final = str.maketrans("ILO", "110")
_BETWEEN: Final = re.compile(r"[\s\-_.·–—−]+")
_LONGEST_SHOWN: Final = 20
PATTERN: Final = re.compile(r"(?<![0-9A-Z])[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}(?![0-9A-Z])")


def code_from(identity: str, attempt: int = 0) -> str:
    """Return the code that an identity gives; ``attempt`` counts those that were taken."""
    hashed = hashlib.sha256(f"{identity} {attempt}".encode()).digest()
    bits = int.from_bytes(hashed)
    characters = "".join(ALPHABET[bits >> (_BITS * place) & 31] for place in range(_LENGTH - 1))
    return _written(characters + _check(characters))


def read_code(text: str) -> str:
    """Return a code as it was issued, from however somebody typed it.

    Raises:
        Refused: ``not_a_code`` when it has another length or characters that no code has;
            ``code_mistyped`` when its check character says that it is not as it was issued.
    """
    plain = unicodedata.normalize("NFKC", text).upper()
    plain = _BETWEEN.sub("", plain).translate(_MISREAD)
    if len(plain) != _LENGTH or not set(plain) <= set(ALPHABET):
        raise Refused("not_a_code", code=_shown(text))
    if _check(plain[:-1]) != plain[-1]:
        raise Refused("code_mistyped", code=_written(plain))
    return _written(plain)


def is_code(text: str) -> bool:
    """Say whether a text is a code, exactly as one is issued."""
    try:
        return read_code(text) == text
    except Refused:
        return False


def codes_in(text: str) -> list[str]:
    """Return the codes that stand in a text, as issued, each once."""
    return list(dict.fromkeys(each for each in PATTERN.findall(text) if is_code(each)))


def _check(characters: str) -> str:
    """Return the check: the sum of each character times a power of x, in the field of 32.

    The powers differ and none is zero, so that one wrong character, or two exchanged, always
    changes the sum.
    """
    total = 0
    for character in characters:
        total = _times_x(total ^ ALPHABET.index(character))
    return ALPHABET[total]


def _times_x(element: int) -> int:
    """Multiply by x modulo x⁵ + x² + 1."""
    doubled = element << 1
    return doubled ^ 0b100101 if doubled & 0b100000 else doubled


def _written(plain: str) -> str:
    return f"{plain[:_HALF]}-{plain[_HALF:]}"


def _shown(text: str) -> str:
    """Return what was typed so that it can stand in a sentence."""
    printable = "".join(each for each in text if each.isprintable()).strip()
    return printable[:_LONGEST_SHOWN] or "–"
