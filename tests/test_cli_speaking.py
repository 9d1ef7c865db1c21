"""The command line speaks Korean first: help, wrong use, questions, and marks what it hands out."""

from __future__ import annotations

import csv
import io
import json
import re
import socket
import sys
from collections.abc import Callable

import pytest

from monitor import cli
from monitor.cli.speaking import language_asked
from monitor.store import questions
from monitor.wording import Words
from tests.tiny import Tiny

Run = Callable[..., tuple[int, str, str]]
COMMANDS = sorted(
    name.removeprefix("help_") for name in Words().keys("use") if name.startswith("help_")
)


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tiny: Tiny) -> Run:
    """Return a function that runs the command line on the tiny store: code, out, err."""

    def ran(*words: str) -> tuple[int, str, str]:
        argv = ["monitor", "--store", str(tiny.store.folder), *words]
        monkeypatch.setattr(sys, "argv", argv)
        with pytest.raises(SystemExit) as end:
            cli.main()
        captured = capsys.readouterr()
        return int(end.value.code or 0), captured.out, captured.err

    return ran


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("dance",), "dance라는 명령은 없습니다."),
        (("ask",), "빠졌습니다."),
        (("releases", "--colour"), "--colour라는 선택 사항은 없습니다."),
        (("serve", "--port", "0"), "--port에 쓸 수 없는 값입니다(포트)."),
        (("--language", "fr", "releases"), "--language에 쓸 수 없는 값입니다"),
        ((), "명령이 빠졌습니다."),
    ],
)
def test_wrong_use_is_said_in_korean(run: Run, words: tuple[str, ...], sentence: str) -> None:
    code, out, err = run(*words)
    assert (code, out) == (2, "")
    assert sentence in err
    assert "--help`에 쓰는 법이 있습니다." in err


def test_wrong_use_is_said_in_english_when_asked(run: Run) -> None:
    assert "No such command 'dance'" in run("--language", "en", "dance")[2]


def test_a_refusal_is_said_in_english_when_asked(run: Run) -> None:
    assert run("--language", "en", "ask", "x")[2].startswith("There is no question x.")


@pytest.mark.parametrize("command", COMMANDS)
def test_help_is_in_korean(run: Run, command: str) -> None:
    code, out, _ = run(command, "--help")
    assert code == 0
    assert "쓰는 법: " in out
    assert not re.search(r"[A-Z][a-z]+ [a-z]+ [a-z]+", out), out


def test_every_question_is_asked_in_korean(run: Run) -> None:
    listed = {
        row["question"]: row["asked"] for row in json.loads(run("questions", "--format", "json")[1])
    }
    assert listed.keys() == questions().keys()
    assert [name for name, asked in listed.items() if not re.search("[가-힣]", asked)] == []


def test_questions_are_in_english_when_asked(run: Run) -> None:
    _, out, _ = run("--language", "en", "questions", "--format", "csv")
    assert not re.search("[가-힣]", out)


@pytest.mark.parametrize("form", ["csv", "json"])
def test_every_row_that_is_handed_out_says_where_it_is_from(run: Run, form: str) -> None:
    _, out, _ = run("ask", "indicators/years_total", "-p", "indicator=jobs", "--format", form)
    rows = json.loads(out) if form == "json" else list(csv.DictReader(io.StringIO(out)))
    assert len(rows) == 2
    for row in rows:
        assert list(row)[:4] == ["release", "as_of", "release_state", "data_kind"]
        assert (row["release"], row["release_state"]) == ("2027-12-31-final-2", "final")
        assert row["data_kind"] in {"시연용 가상 자료", "실제 자료"}


def test_a_year_outside_the_release_is_refused(run: Run) -> None:
    code, out, err = run("ask", "programme/totals", "-p", "year=1999")
    assert (code, out) == (1, "")
    assert err == "programme/totals의 year에 1999는 없습니다. 있는 것: 2026, 2027\n"


def test_a_port_in_use_is_a_sentence(run: Run) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        code, _, err = run("serve", "--port", port)
    assert (code, err.split(" 다른")[0][:3]) == (1, "포트 ")
    assert "`--port`로 다른 번호를" in err


@pytest.mark.parametrize(
    ("words", "environment", "language"),
    [
        ((), {}, "ko"),
        ((), {"LANG": "en_US.UTF-8"}, "ko"),
        ((), {"MONITOR_LANGUAGE": "en"}, "en"),
        (("--language", "en"), {}, "en"),
        (("--language=en",), {}, "en"),
        (("--language", "ko"), {"MONITOR_LANGUAGE": "en"}, "ko"),
        (("--language",), {}, "ko"),
    ],
)
def test_korean_is_spoken_unless_english_is_asked_for(
    words: tuple[str, ...], environment: dict[str, str], language: str
) -> None:
    assert language_asked(words, environment) == language
