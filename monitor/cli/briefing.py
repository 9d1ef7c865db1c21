"""The briefing on the command line: the same sentences as on 종합 현황."""

from __future__ import annotations

from functools import partial
from typing import Annotated

import typer

from monitor.briefing import Speaker, answers_of, sentences, text_of
from monitor.cli.given import Language, basis_of, check_language
from monitor.cli.speaking import asked_words
from monitor.store import Manifest, ask
from monitor.vocabulary import Vocabulary
from monitor.wording import Refused, Words, as_of_text

application = typer.Typer()


@application.command("briefing")
def write_briefing(
    context: typer.Context,
    year: Annotated[int | None, typer.Option(help="연도 (없으면 마지막 해)")] = None,
    release: Annotated[str | None, typer.Option(help="공표 (없으면 최신)")] = None,
    basis: Annotated[int, typer.Option(help="17, 16처럼 시·도의 수")] = 17,
    language: Language = None,
) -> None:
    """Write the briefing of a year as text, to be pasted into a report."""
    check_language(language)
    basis = basis_of(basis)
    asked, words = context.obj.release(release), asked_words()
    manifest = asked.manifest
    year = manifest.last_year if year is None else year
    if not manifest.first_year <= year <= manifest.last_year:
        first, last = manifest.first_year, manifest.last_year
        raise Refused("year_not_covered", year=year, first=first, last=last)
    quarter = manifest.last_quarter_of(year)
    answers = answers_of(partial(ask, release=asked), year=year, quarter=quarter, basis=basis)
    say = Speaker(words, Vocabulary(), year, quarter)
    typer.echo(text_of(sentences(answers, say), say, _source(manifest, words)), nl=False)


def _source(manifest: Manifest, words: Words) -> list[str]:
    """Return the source line with as-of date and state, and the mark of made-up data."""
    state = words(f"release.{manifest.release_state}")
    line = f"{words('common.source')} · {as_of_text(manifest.as_of, words.language)} ({state})"
    return [line, words("common.demonstration")] if manifest.is_demonstration else [line]
