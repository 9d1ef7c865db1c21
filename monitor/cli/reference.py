"""The reference data on the command line: whether what was edited is sound."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from monitor.cli.speaking import asked_words
from monitor.vocabulary import BrokenReference, Vocabulary, reference_folder

application = typer.Typer()


@application.command("check-reference")
def check_reference(
    folder: Annotated[
        Path | None,
        typer.Argument(help="기준 자료 폴더 (없으면 MONITOR_REFERENCE, data/reference)"),
    ] = None,
) -> None:
    """Check the reference data and say everything that needs mending, a line each."""
    words, of = asked_words(), (folder or reference_folder()).resolve()
    try:
        known = Vocabulary(of)
    except BrokenReference as broken:
        typer.echo(broken.say(words.language), err=True)
        raise typer.Exit(1) from None
    typer.echo(words("reference.sound", count=len(known.files), folder=of))
