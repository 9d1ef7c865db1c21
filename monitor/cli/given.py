"""What is given on the command line: pairs of name and value, a basis of provinces."""

from __future__ import annotations

from collections.abc import Sequence

from monitor.vocabulary import BASES, Basis
from monitor.wording import Refused


def pairs(given: Sequence[str] | None) -> dict[str, str]:
    """Return what was given as ``name=value``.

    Raises:
        Refused: ``bad_parameter_form``.
    """
    return dict(_pair(text) for text in given or ())


def _pair(text: str) -> tuple[str, str]:
    name, equals, value = text.partition("=")
    if not equals or not name:
        raise Refused("bad_parameter_form", given=text)
    return name, value


def basis_of(given: int) -> Basis:
    """Return the basis of provinces that was given.

    Raises:
        Refused: ``not_a_choice``.
    """
    for basis in BASES:
        if basis == given:
            return basis
    raise Refused("not_a_choice", choice="--basis", value=given, known=", ".join(map(str, BASES)))
