"""A recipe: a named briefing as people keep it, to be made again of the next release.

It comes from people, from files and from years ago: what is wrong with its shape is refused here,
in one place; what a release cannot draw of it is told when it is made.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Final, NoReturn, TypeAlias, cast

from monitor.briefing.contents.said import joined
from monitor.briefing.plain_text import plain
from monitor.figures.register import Choice, figure_named
from monitor.figures.view import vocabulary
from monitor.store import Manifest
from monitor.vocabulary import PROGRAMME_BASIS, Basis
from monitor.wording import LANGUAGES, Language, Refused

Text: TypeAlias = str | Mapping[Language, str]  # the same in both languages, or each its own
Sentences: TypeAlias = tuple[tuple[int, str], ...]
LAST: Final = "last"
MOST_FIGURES: Final = 60
MOST_LETTERS: Final = 200  # of a title or heading
MOST_SENTENCES: Final = 20
MOST_LETTERS_SAID: Final = 600  # letters of a sentence
_MOST_BYTES: Final = 1_000_000
_DEPTHS: Final = range(3)
_RELATIVE: Final = re.compile(r"last(?:-([1-9]))?")


@dataclass(frozen=True)
class Edited:
    """Sentences as a person left them, and the release whose numbers they tell."""

    release: str
    sentences: Sentences


@dataclass(frozen=True)
class Piece:
    """A figure of a recipe.

    Attributes:
        figure: its name in the register.
        choices: what it is drawn with; ``year`` may be ``last`` or ``last-1``: the newest year of
            the release, or the one before.
        basis: of how many provinces.
        edited: sentences that a person wrote, by language.
    """

    figure: str
    choices: Mapping[str, Choice]
    basis: Basis = PROGRAMME_BASIS
    edited: Mapping[Language, Edited] = field(default_factory=dict)

    def edited_at(self, release: str, language: Language) -> Sentences | None:
        """Return the sentences that were edited at this very release; none where none were."""
        known = self.edited.get(language)
        return known.sentences if known and known.release == release else None

    def with_sentences(self, release: str, language: Language, said: Sentences | None) -> Piece:
        """Return the figure with sentences edited at a release; without any where none are."""
        kept = {key: each for key, each in self.edited.items() if key != language}
        if said is not None:
            kept[language] = Edited(release, said)
        return replace(self, edited=kept)


@dataclass(frozen=True)
class Part:
    """Figures under one heading."""

    heading: Text
    pieces: tuple[Piece, ...] = ()


@dataclass(frozen=True)
class Recipe:
    """A briefing to be made: of any release, again and again."""

    title: Text
    office: Text
    parts: tuple[Part, ...]

    @property
    def pieces(self) -> Iterator[Piece]:
        """Return its figures in their order."""
        return (piece for part in self.parts for piece in part.pieces)


def said(text: Text, language: Language) -> str:
    """Return a text in a language; in the other where it has but that one."""
    if isinstance(text, str):
        return text
    return text.get(language) or next(iter(text.values()), "")


def said_anew(text: Text, language: Language, now: str) -> Text:
    """Return a text changed in one language."""
    return now if isinstance(text, str) else {**text, language: now}


def year_of(asked: Choice, manifest: Manifest) -> Choice:
    """Return the year that ``last`` and ``last-1`` name at a release; any other as it is.

    Raises:
        Refused: ``year_not_covered``.
    """
    found = _RELATIVE.fullmatch(str(asked))
    if not found:
        return asked
    year, first, last = (
        manifest.last_year - int(found[1] or 0),
        manifest.first_year,
        manifest.last_year,
    )
    if year < first:
        raise Refused("year_not_covered", year=year, first=first, last=last)
    return year


def following(choices: Mapping[str, Choice], manifest: Manifest) -> dict[str, Choice]:
    """Return choices whose year, where it is the newest, follows the release from now on."""
    newest = choices.get("year") == manifest.last_year
    return {**choices, "year": LAST} if newest else dict(choices)


# ── as JSON ──────────────────────────────────────────────────────────────────────────────────────


def content_of(recipe: Recipe) -> dict[str, Any]:
    """Return a recipe as JSON holds it."""
    return {
        "title": _json(recipe.title),
        "office": _json(recipe.office),
        "sections": [
            {"heading": _json(part.heading), "figures": list(map(content_of_piece, part.pieces))}
            for part in recipe.parts
        ],
    }


def _json(text: Text) -> str | dict[Language, str]:
    return text if isinstance(text, str) else dict(text)


def content_of_piece(piece: Piece) -> dict[str, Any]:
    """Return a figure of a recipe as JSON holds it."""
    told: dict[str, Any] = {
        "figure": piece.figure,
        "choices": dict(piece.choices),
        "basis": piece.basis,
    }
    if piece.edited:
        told["edited"] = {
            language: {
                "release": each.release,
                "sentences": [list(sentence) for sentence in each.sentences],
            }
            for language, each in piece.edited.items()
        }
    return told


def recipe_from_file(content: bytes) -> tuple[str, Recipe]:
    """Return name and recipe from a JSON file; the name is empty where it has none.

    Raises:
        Refused: ``not_a_recipe`` and what ``recipe_of`` and ``check`` raise.
    """
    if len(content) > _MOST_BYTES:
        _refuse("size")
    try:
        told = json.loads(content.decode("utf-8-sig"))
    except (ValueError, RecursionError):
        _refuse("json")
    recipe = recipe_of(told)
    check(recipe)
    return _text(told.get("name", ""), "name"), recipe


def recipe_of(told: object) -> Recipe:
    """Return a recipe from what JSON held; only its shape is checked.

    Raises:
        Refused: ``not_a_recipe``, saying where; ``recipe_too_long``.
    """
    recipe = unfinished_recipe_of(told)
    if not said(recipe.title, "ko"):
        _refuse("title")
    if len(list(recipe.pieces)) > MOST_FIGURES:
        raise Refused("recipe_too_long", limit=MOST_FIGURES)
    return recipe


def unfinished_recipe_of(told: object) -> Recipe:
    """Return a recipe that somebody is still at: without a title, or with too many figures.

    Raises:
        Refused: ``not_a_recipe``, saying where.
    """
    whole = _mapping(told, "json")
    parts = tuple(_part(each) for each in _list(whole.get("sections"), "sections"))
    return Recipe(
        _said(whole.get("title"), "title"), _said(whole.get("office", ""), "office"), parts
    )


def check(recipe: Recipe) -> None:
    """Check that there are such figures, and that they take such choices.

    Raises:
        Refused: ``recipe_empty``, ``unknown_figure``, ``not_its_choice``, ``missing_choice``,
            ``not_a_number_chosen``, ``not_a_choice``.
    """
    if not list(recipe.pieces):
        raise Refused("recipe_empty")
    for piece in recipe.pieces:
        follows = _RELATIVE.fullmatch(str(piece.choices.get("year", "")))
        figure_named(piece.figure).fitting({**piece.choices, **({"year": 0} if follows else {})})


def _part(told: object) -> Part:
    part = _mapping(told, "sections")
    figures = _list(part.get("figures"), "figures")
    return Part(_said(part.get("heading", ""), "heading"), tuple(map(piece_of, figures)))


def piece_of(told: object) -> Piece:
    """Return a figure of a recipe from what JSON held.

    Raises:
        Refused: ``not_a_recipe``, saying where.
    """
    piece = _mapping(told, "figures")
    choices = _mapping(piece.get("choices", {}), "choices")
    if not all(type(each) in {str, int} for each in choices.values()):
        _refuse("choices")
    basis = piece.get("basis", PROGRAMME_BASIS)
    if type(basis) is not int or basis not in vocabulary().bases:
        _refuse("basis")
    edited = _mapping(piece.get("edited", {}), "edited")
    if not set(edited) <= set(LANGUAGES):
        _refuse("edited")
    return Piece(
        _text(piece.get("figure"), "figure"),
        {name: _choice(each) for name, each in choices.items()},
        basis,
        {cast(Language, language): _edited(each) for language, each in edited.items()},
    )


def _choice(value: Choice) -> Choice:
    return _text(value, "choices") if isinstance(value, str) else value


def _edited(told: object) -> Edited:
    edited = _mapping(told, "edited")
    sentences = _list(edited.get("sentences"), "edited")
    return Edited(_text(edited.get("release"), "edited"), checked(map(_sentence, sentences)))


def checked(sentences: Iterable[tuple[int, str]]) -> Sentences:
    """Return the sentences that say something, no more and no longer than a document takes.

    Raises:
        Refused: ``sentences_too_long``.
    """
    told = tuple(each for each in sentences if each[1])
    if len(told) > MOST_SENTENCES or any(len(text) > MOST_LETTERS_SAID for _, text in told):
        raise Refused("sentences_too_long", count=MOST_SENTENCES, letters=MOST_LETTERS_SAID)
    return told


def _sentence(told: object) -> tuple[int, str]:
    pair = _list(told, "edited")
    if len(pair) != 2 or type(pair[0]) is not int or pair[0] not in _DEPTHS:
        _refuse("edited")
    return pair[0], _text(pair[1], "edited", _MOST_BYTES)


def _said(told: object, where: str) -> Text:
    if not isinstance(told, Mapping):
        return _text(told, where)
    if not told or not set(told) <= set(LANGUAGES):
        _refuse(where)
    return {cast(Language, language): _text(each, where) for language, each in told.items()}


def _text(told: object, where: str, most: int = MOST_LETTERS) -> str:
    """Return a text on one line, of characters that every file can hold."""
    if not isinstance(told, str) or len(told) > most:
        _refuse(where)
    return plain(joined(told))


def _mapping(told: object, where: str) -> Mapping[str, Any]:
    if not isinstance(told, Mapping):
        _refuse(where)
    return told


def _list(told: object, where: str) -> Sequence[Any]:
    if not isinstance(told, list):
        _refuse(where)
    return told


def _refuse(where: str) -> NoReturn:
    raise Refused("not_a_recipe", where=where)
