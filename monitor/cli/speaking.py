"""The command line in the reader's language: help, and what typer says of wrong use in English.

Korean unless ``--language en`` or ``MONITOR_LANGUAGE=en``. The system's own LANG is not asked: on
most servers it is English whoever reads.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import Any, Final

import pandas as pd
import typer
from typer import rich_utils
from typer._click.exceptions import (  # typer does not hand its own errors on by another name
    BadParameter,
    MissingParameter,
    NoSuchOption,
    UsageError,
)

from monitor.store import Manifest
from monitor.wording import Language, Words, language_of

_SIGNS: Final[Mapping[str, str]] = {
    "ARGUMENTS_PANEL_TITLE": "use.arguments",
    "OPTIONS_PANEL_TITLE": "use.options",
    "COMMANDS_PANEL_TITLE": "use.commands",
    "REQUIRED_LONG_STRING": "use.required",
    "DEFAULT_STRING": "use.default",
    "ENVVAR_STRING": "use.environment",
}


def language_asked(words: Sequence[str], environment: Mapping[str, str]) -> Language:
    """Return the language that a command line or its environment asks for."""
    asked = environment.get("MONITOR_LANGUAGE")
    for word, following in zip(words, [*words[1:], ""], strict=False):
        if word == "--language":
            asked = following
        elif word.startswith("--language="):
            asked = word.partition("=")[2]
    return language_of(asked)


def asked_words() -> Words:
    """Return the catalogue in the language that this process was asked to speak."""
    return Words(language_asked(sys.argv[1:], os.environ))


def run(application: typer.Typer, words: Words) -> None:
    """Run a command line whose help and complaints are in words' language.

    Raises:
        SystemExit: with the exit code; 2 for wrong use.
    """
    command = _command(application, words.language)
    try:
        code = command.main(standalone_mode=False)
    except UsageError as error:
        typer.echo(_complaint(error, words), err=True)
        raise SystemExit(2) from None
    except (typer.Abort, KeyboardInterrupt):
        raise SystemExit(130) from None
    raise SystemExit(code if isinstance(code, int) else 0)


@cache
def _command(application: typer.Typer, language: Language) -> Any:
    """Return a command line that speaks a language, made once a process."""
    command: Any = typer.main.get_command(application)
    if language == "ko":
        _translate(command, Words(language))
    return command


def marked(frame: pd.DataFrame, manifest: Manifest, words: Words) -> pd.DataFrame:
    """Return an answer with the release that gave it before its columns, in every row.

    Columns: release, as_of, release_state, data_kind (in words), then the answer's own.
    """
    marks = {
        "release": manifest.release,
        "as_of": manifest.as_of.isoformat(),
        "release_state": manifest.release_state,
        "data_kind": words(f"release.{manifest.data_kind}"),
    }
    own = {name: column for name, column in frame.items() if name not in marks}
    return pd.DataFrame({name: [text] * len(frame) for name, text in marks.items()} | own)


def _translate(command: Any, words: Words) -> None:
    for sign, key in _SIGNS.items():
        setattr(rich_utils, sign, words(key))
    for each in _with_commands(command):
        if f"help_{each.name}" in words.keys("use"):
            each.help = words(f"use.help_{each.name}")
        _speak(each, words)


def _with_commands(command: Any) -> Iterator[Any]:
    yield command
    for each in getattr(command, "commands", {}).values():
        yield from _with_commands(each)


def _speak(command: Any, words: Words) -> None:
    """Let a command name its use and its ``--help`` in words."""
    its_help = command.get_help_option

    def use(context: Any) -> str:
        pieces = " ".join(command.collect_usage_pieces(context))
        return words("use.usage", path=context.command_path, pieces=pieces)

    def help_option(context: Any) -> Any:
        option = its_help(context)
        if option is not None:
            option.help = words("use.help")
        return option

    command.options_metavar = f"[{words('use.options')}]"
    if hasattr(command, "subcommand_metavar"):
        command.subcommand_metavar = words("use.subcommand")
    command.get_usage, command.get_help_option = use, help_option


def _complaint(error: UsageError, words: Words) -> str:
    """Say what is wrong with the use, and where its right use is told."""
    path = error.ctx.command_path if error.ctx else "python -m monitor"
    return f"{_fault(error, words)}\n{words('use.see', path=path)}"


def _fault(error: UsageError, words: Words) -> str:
    if words.language == "en":
        return error.format_message()
    if isinstance(error, NoSuchOption):
        return words("use.no_such_option", name=error.option_name)
    if isinstance(error, BadParameter):
        name = error.param_hint or (error.param.get_error_hint() if error.param else "")
        name = (name if isinstance(name, str) else " ".join(name)).strip("'")
        if isinstance(error, MissingParameter):
            return words("use.missing", name=name)
        told = getattr(error.param, "help", None) or error.message  # typer's reasons are English
        return words("use.bad_value", name=name, reason=told)
    if error.message == "Missing command.":
        return words("use.missing", name=words("use.commands"))
    if error.message.startswith("No such command"):
        return words("use.no_such_command", name=error.message.split("'")[1])
    return words("use.wrong_use", reason=error.message)
