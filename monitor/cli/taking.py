"""Figures on the command line: which there are, and any of them as a file."""

from __future__ import annotations

import getpass
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Final

import pandas as pd
import typer

from monitor.briefing.asked import figure_of
from monitor.briefing.files import FORMS, NUMBERS, take
from monitor.briefing.recipe import year_of
from monitor.cli.given import Language, basis_of, check_language, pairs
from monitor.cli.output import Format, whole_file, write
from monitor.cli.speaking import asked_words
from monitor.figures.register import Choice, Figure, figure_named, figures
from monitor.figures.view import View
from monitor.store import questions
from monitor.wording import Refused

_ENDINGS: Final = ", ".join(form for form in FORMS if form != "print")
application = typer.Typer()


@application.command("figures")
def list_figures(form: Format = "table", language: Language = None) -> None:
    """List the figures that can be exported, with their choices."""
    check_language(language)
    words = asked_words()
    rows = [
        {
            words("take.figure"): name,
            words("take.page"): words(f"{figure.page}.title"),
            words("take.choices"): ", ".join(_choices(figure)),
        }
        for name, figure in figures().items()
    ]
    write(pd.DataFrame(rows), form)


def _choices(figure: Figure) -> Iterator[str]:
    """Yield each choice with what it is when it is not given, or what it may be."""
    for name, choice in figure.choices.items():
        known = "|".join(map(str, figure.allowed.get(name, ())))
        has_default = choice.default is not choice.empty
        yield f"{name}={choice.default}" if has_default else f"{name}={known}" if known else name


@application.command()
def export(
    context: typer.Context,
    name: Annotated[str, typer.Argument(help="그림이나 질문, overview/attainment처럼")],
    output: Annotated[
        Path, typer.Option("-o", "--output", help=f"쓸 파일. 형식은 끝으로 정함: {_ENDINGS}")
    ],
    parameter: Annotated[list[str] | None, typer.Option("-p", help="이름=값")] = None,
    release: Annotated[str | None, typer.Option(help="공표 (없으면 최신)")] = None,
    basis: Annotated[int, typer.Option(help="17, 16처럼 시·도의 수")] = 17,
    language: Language = None,
    paper: Annotated[bool, typer.Option("--print", help="PNG를 인쇄용 해상도로")] = False,
    force: Annotated[bool, typer.Option("--force", help="있는 파일을 덮어씀")] = False,
    by: Annotated[str, typer.Option(help="내보내는 사람")] = "",
) -> None:
    """Write a figure, or the answer to a question, as a file with its code."""
    check_language(language)
    looked_on = basis_of(basis)
    form = _form(output, paper=paper)
    figure = _figure(name, form)
    asked = context.obj.release(release)
    # Whatever stands behind --language, wherever it stands, is what this process speaks.
    view = View(asked_words().language, asked, looked_on, dark=False)
    given: dict[str, Choice] = dict(pairs(parameter))
    if "year" in given:
        given["year"] = year_of(given["year"], view.manifest)
    choices = figure.fitting(given)
    by = by or getpass.getuser()
    with whole_file(output, is_replaced=force) as temporary:
        file = take(context.obj.ledger, view, figure, form, by=by, **choices)
        temporary.write_bytes(file.content)
    typer.echo(f"{output} {file.exhibit.code}")


def _form(output: Path, *, paper: bool) -> str:
    """Return the form that a file's ending asks for."""
    form = output.suffix.lower().removeprefix(".")
    if form not in FORMS or form == "print":
        raise Refused("unknown_form", file=output.name, known=_ENDINGS)
    return "print" if paper and form == "png" else form


def _figure(name: str, form: str) -> Figure:
    """Return a figure of the register, or a question; a figure goes first."""
    if name in figures() or name not in questions():
        return figure_named(name)
    if form not in NUMBERS:
        raise Refused("only_numbers", question=name, known=", ".join(NUMBERS))
    return figure_of(name)
