"""What is given on the command line: pairs of name and value, a basis of provinces."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, TypeAlias

import typer

from monitor.vocabulary import Basis, Vocabulary
from monitor.wording import LANGUAGES, Refused

Language: TypeAlias = Annotated[str | None, typer.Option(help="ko 또는 en")]


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
        BadParameter: there is no such basis.
    """
    known = Vocabulary().bases
    if given in known:
        return given
    raise typer.BadParameter(" / ".join(map(str, known)), param_hint="--basis")


def check_language(given: str | None) -> None:
    """Check the language that stands behind a command; ``asked_words`` reads it itself.

    Raises:
        BadParameter: there is no such language.
    """
    if given not in {None, *LANGUAGES}:
        raise typer.BadParameter(", ".join(LANGUAGES), param_hint="--language")
