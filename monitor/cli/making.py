"""Making briefings on the command line: by a saved recipe or one in a file, for people and jobs."""

from __future__ import annotations

import getpass
import json
from pathlib import Path
from typing import Annotated, Any

import pandas as pd
import typer
from rich.console import Console
from rich.progress import Progress

from monitor.briefing.making import Briefing, Named, make
from monitor.briefing.recipe import Recipe, content_of, recipe_from_file, recipe_of
from monitor.briefing.written import form_of, write
from monitor.cli.given import Language, check_language
from monitor.cli.output import Format, whole_file
from monitor.cli.output import write as write_table
from monitor.cli.speaking import asked_words
from monitor.store import Store
from monitor.store.recipes import recipe_named, recipes, save_recipe
from monitor.wording import Refused, Words, date_text, number_text

application = typer.Typer()


@application.command("brief")
def brief(
    context: typer.Context,
    recipe: Annotated[str | None, typer.Argument(help="저장한 보고서의 이름이나 JSON 파일")] = None,
    output: Annotated[
        Path | None,
        typer.Option(
            "-o", "--output", help="쓸 파일. 형식은 이름의 끝으로 정하며 .json이면 보고서 자체"
        ),
    ] = None,
    release: Annotated[str | None, typer.Option(help="공표 (없으면 최신)")] = None,
    language: Language = None,
    by: Annotated[str, typer.Option(help="만드는 사람")] = "",
    force: Annotated[bool, typer.Option("--force", help="있는 파일을 덮어씀")] = False,
    save: Annotated[bool, typer.Option("--save", help="JSON 파일의 보고서를 저장함")] = False,
    listed: Annotated[bool, typer.Option("--list", help="저장한 보고서를 보임")] = False,
    form: Format = "table",
) -> None:
    """Make a briefing by a recipe, or list, keep and export recipes."""
    check_language(language)
    store, words = context.obj, asked_words()
    if listed:
        _list(store, words, form)
        return
    if recipe is None:
        raise typer.BadParameter("brief RECIPE -o FILE", param_hint="RECIPE")
    if output is None and not save:
        raise typer.BadParameter("-o FILE", param_hint="-o")
    who = by or getpass.getuser()
    named, made_by = _recipe(store, recipe, who, is_saved=save)
    if save and named:
        told = {"name": named.name, "version": number_text(named.version)}
        typer.echo(words("builder.kept_as", **told))
    if output is None:
        return
    if output.suffix.lower() == ".json":
        content = {"name": named.name if named else "", **content_of(made_by)}
        text = json.dumps(content, ensure_ascii=False, indent=2) + "\n"
        with whole_file(output, is_replaced=force) as temporary:
            temporary.write_text(text, encoding="utf-8")
        typer.echo(
            words("builder.recipe_written", file=output.name, name=content["name"] or recipe)
        )
        return
    _make(store, words, made_by, named, output, release=release, by=who, force=force)


def _recipe(store: Store, asked: str, by: str, *, is_saved: bool) -> tuple[Named | None, Recipe]:
    """Return the recipe of a file or of the ledger; of a file, kept under its name if wanted.

    A file that is called as a saved recipe is compared with what that made before.
    """
    path = Path(asked)
    if path.suffix.lower() != ".json":
        known = recipe_named(store.ledger, asked)
        return Named(known.name, known.version), recipe_of(dict(known.content))
    try:
        content = path.read_bytes()
    except OSError:
        raise Refused("no_such_file", file=path.name) from None
    name, recipe = recipe_from_file(content)
    name = name or path.stem
    if is_saved:
        version = save_recipe(store.ledger, name, content_of(recipe), by=by)
        return Named(name, version), recipe
    known_version = {each.name: each.version for each in recipes(store.ledger)}.get(name)
    return (Named(name, known_version) if known_version else None), recipe


def _make(
    store: Store,
    words: Words,
    recipe: Recipe,
    named: Named | None,
    output: Path,
    *,
    release: str | None,
    by: str,
    force: bool,
) -> None:
    form, asked = form_of(output.name), store.release(release)
    with (
        whole_file(output, is_replaced=force) as temporary,
        Progress(console=Console(stderr=True), transient=True) as bar,
    ):
        task = bar.add_task(output.name, total=None)

        def progress(done: int, total: int, name: str) -> None:
            bar.update(task, completed=done, total=total or None, description=name or output.name)

        briefing = make(store, recipe, asked, words.language, by=by, named=named, progress=progress)
        written = write(store.ledger, briefing.document, form, by=by, progress=progress)
        temporary.write_bytes(written.content)
    _say(words, briefing, output, written.without_picture)


def _say(words: Words, briefing: Briefing, output: Path, without_picture: tuple[str, ...]) -> None:
    document = briefing.document
    count = sum(len(section.items) for section in document.sections)
    told = {"file": output.name, "count": number_text(count), "code": document.code}
    typer.echo(words("builder.written", **told))
    for line in (*briefing.left_out, *without_picture):
        typer.echo(line, err=True)


def _list(store: Store, words: Words, form: str) -> None:
    rows: list[dict[str, Any]] = [
        {
            words("builder.recipe"): each.name,
            words("builder.version"): each.version,
            words("builder.figures"): len(list(recipe_of(dict(each.content)).pieces)),
            words("builder.saved_by"): each.saved_by,
            words("builder.saved_on"): date_text(each.saved_at, words.language),
        }
        for each in recipes(store.ledger)
    ]
    write_table(pd.DataFrame(rows), form)
