"""The command line: exit codes, sentences and no tracebacks, formats, where the store is."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from openpyxl import load_workbook

from monitor import cli
from monitor.briefing.contents import contents
from monitor.demonstration import SAMPLES
from monitor.evaluation import write_finding
from monitor.store import Store
from monitor.store.stamps import keep_file
from monitor.vocabulary import ROOT
from tests.acting import LOCAL
from tests.evaluated import VOCABULARY, Evaluated, moment
from tests.intake.books import OBSERVATION, checked, register, sample, spoilt, write
from tests.making import project, send, value
from tests.stamping import stamped
from tests.tiny import S1, Tiny


@dataclass(frozen=True)
class Ran:
    """What a command printed and the code it ended with."""

    code: int
    out: str
    err: str


Run = Callable[..., Ran]


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Return a function that runs the command line as the shell would."""

    def ran(*words: str | Path | int) -> Ran:
        monkeypatch.setattr(sys, "argv", ["monitor", *map(str, words)])
        try:
            cli.main()
            code: int | str | None = 0
        except SystemExit as end:
            code = end.code
        captured = capsys.readouterr()
        assert isinstance(code, int)
        assert "Traceback" not in captured.err
        return Ran(code, captured.out, captured.err)

    return ran


@pytest.fixture
def asks(run: Run, tiny: Tiny) -> Run:
    """Return a function that runs the command line on the tiny store."""
    return lambda *words: run("--store", tiny.store.folder, *words)


# ── submit, submissions, publish, releases ───────────────────────────────────────────────────────


def test_a_sound_workbook_is_accepted_with_0(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "경기.xlsx"
    file.write_bytes(sample())
    ran = run("--store", tmp_path / "store", "submit", file, "--by", "홍길동")
    rows = sum(len(frame) for frame in checked(sample()).tables.values())
    assert (ran.code, ran.out, ran.err) == (
        0,
        f"경기.xlsx: 제출 1 검토 대기, {rows}행. 고칠 곳이 없습니다.\n",
        "",
    )
    listed = run("--store", tmp_path / "store", "submissions", "--format", "json")
    assert [row["submitted_by"] for row in json.loads(listed.out)] == ["홍길동"]


def test_a_workbook_with_an_error_is_returned_with_1_and_says_where(
    run: Run, tmp_path: Path
) -> None:
    file = tmp_path / "a.xlsx"
    file.write_bytes(spoilt(write(OBSERVATION, "E2", "많음")))
    ran = run("--store", tmp_path / "store", "submit", file)
    assert (ran.code, ran.out) == (1, "")
    assert ran.err.splitlines() == [
        "a.xlsx: 제출 1 반려, 0행",
        "  1. 오류 [실적] E2: '실적값'의 '많음'은 숫자가 아닙니다. 숫자만 적어 주십시오.",
    ]


def test_the_other_files_are_taken_although_one_is_refused(run: Run, tmp_path: Path) -> None:
    (tmp_path / "no.xlsx").write_bytes(b"no workbook")
    (tmp_path / "good.xlsx").write_bytes(sample())
    names = [tmp_path / name for name in ("no.xlsx", "missing.xlsx", "good.xlsx")]
    ran = run("--store", tmp_path / "store", "submit", *names, tmp_path)
    assert ran.code == 1
    assert "good.xlsx: 제출 1 검토 대기" in ran.out
    assert "no.xlsx에 표가 없습니다" in ran.err
    assert "missing.xlsx를 찾을 수 없습니다" in ran.err
    assert len(ran.err.splitlines()) == 3  # a folder is no file either


def test_what_was_submitted_is_published_and_listed(run: Run, tmp_path: Path) -> None:
    store = tmp_path / "store"
    run("--store", store, "submit", SAMPLES / "2026Q4_gyeonggi.xlsx")
    run("--store", store, "accept", 1)
    final = ("--final", "--by", "tester", "--note", "경기만")
    ran = run("--store", store, "publish", "--as-of", "2026-12-31", *final)
    assert (ran.code, ran.out) == (0, "2026-12-31-final-1\n")
    listed = run("--store", store, "releases", "--format", "csv")
    (row,) = csv.DictReader(io.StringIO(listed.out))
    assert (row["release"], row["as_of"], row["published_by"], row["data_kind"]) == (
        "2026-12-31-final-1",
        "2026-12-31",
        "tester",
        "demonstration",
    )


def test_a_file_that_is_no_release_is_reported_beside_the_list(run: Run, tmp_path: Path) -> None:
    folder = Store(tmp_path, LOCAL).releases_folder
    folder.mkdir()
    (folder / "broken.duckdb").write_text("no")
    ran = run("--store", tmp_path, "releases")
    assert (ran.code, ran.err) == (0, "읽을 수 없는 공표 파일: broken\n")


def test_nothing_is_published_as_of_no_day(run: Run, tmp_path: Path) -> None:
    ran = run("--store", tmp_path, "publish", "--as-of", "연말")
    assert (ran.code, ran.err) == (1, "연말은 날짜가 아닙니다. 2027-03-31처럼 써 주십시오.\n")


def test_nothing_is_published_from_an_empty_ledger(run: Run, tmp_path: Path) -> None:
    ran = run("--store", tmp_path, "publish", "--as-of", "2026-12-31")
    assert (ran.code, ran.out) == (1, "")
    assert ran.err.startswith("원장이 비어 있습니다.")


# ── the desk ─────────────────────────────────────────────────────────────────────────────────────


def test_an_officer_takes_a_template_and_checks_it(run: Run, tmp_path: Path) -> None:
    store, made = ("--store", tmp_path / "store"), tmp_path / "서식.xlsx"
    ran = run(*store, "template", "--province", "강원도", "--period", "2026Q3", "-o", made)
    assert (ran.code, ran.out) == (0, f"{made}\n")
    assert made.stat().st_size > 5000
    assert "Traceback" not in run(*store, "check", made).err


def test_the_ministry_takes_its_register_sends_it_and_sees_what_it_changes(
    run: Run, tmp_path: Path
) -> None:
    store, made = ("--store", tmp_path / "store"), tmp_path / "대장.xlsx"
    asked = ("template", "--form", "programme", "--period", "2026Q4", "-o", made)
    assert run(*store, *asked).code == 0
    assert made.stat().st_size > 5000
    run(*store, "submit", SAMPLES / "2026Q4_gyeonggi.xlsx")
    run(*store, "accept", 1)
    made.write_bytes(register())
    assert run(*store, "submit", made).code == 0
    listed = run(*store, "submissions").out
    assert "행정안전부 대장" in listed
    told = run(*store, "preview", 3).out
    assert "C2026 · C2026-001" in told and "적격" in told and "장관 표창" in told
    assert run(*store, *asked, "--province", "강원").code == 1


def test_a_check_keeps_nothing(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "a.xlsx"
    file.write_bytes(sample())
    ran = run("--store", tmp_path / "store", "check", file)
    assert (ran.code, ran.out) == (0, "a.xlsx: 다듬어 읽은 칸 0. 고칠 곳이 없습니다.\n")
    assert (
        json.loads(run("--store", tmp_path / "store", "submissions", "--format", "json").out) == []
    )


def test_a_submission_is_accepted_once(run: Run, tmp_path: Path) -> None:
    store = ("--store", tmp_path / "store")
    run(*store, "submit", SAMPLES / "2026Q4_gyeonggi.xlsx")
    ran = run(*store, "accept", 1, "--by", "김관리")
    assert (ran.code, ran.out.startswith("제출 1을 승인했습니다.")) == (0, True)
    assert run(*store, "accept", 1).code == 1
    (row,) = json.loads(run(*store, "submissions", "--format", "json").out)
    assert (row["submission_state"], row["decided_by"]) == ("accepted", "김관리")


def test_a_submission_is_returned_with_a_note(run: Run, tmp_path: Path) -> None:
    store = ("--store", tmp_path / "store")
    run(*store, "submit", SAMPLES / "2026Q4_gyeonggi.xlsx")
    assert run(*store, "return", 1, "--note", "집행액 확인").code == 0
    (row,) = json.loads(run(*store, "submissions", "--format", "json").out)
    assert (row["submission_state"], row["note"]) == ("returned", "집행액 확인")


def test_findings_come_with_what_why_and_what_to_do(run: Run, tmp_path: Path) -> None:
    store, file = ("--store", tmp_path / "store"), tmp_path / "a.xlsx"
    file.write_bytes(spoilt(write(OBSERVATION, "E2", "많음")))
    run(*store, "submit", file)
    (row,) = json.loads(run(*store, "findings", 1, "--format", "json").out)
    assert (row["code"], row["severity"], row["sheet"], row["cell"]) == (
        "not_a_number",
        "error",
        "실적",
        "E2",
    )
    assert all(row[part] for part in ("what", "why", "do"))


def test_a_warning_is_explained_then_accepted(run: Run, tmp_path: Path) -> None:
    store, file = ("--store", tmp_path / "store"), tmp_path / "a.xlsx"
    file.write_bytes(spoilt(lambda book: book["예산"].delete_rows(2, 3)))
    run(*store, "submit", file)
    assert "경고" in run(*store, "accept", 1).err
    run(*store, "explain", 1, 1, "--reason", "정산 중", "--by", "이담당")
    assert run(*store, "accept", 1).code == 0
    (row,) = json.loads(run(*store, "findings", 1, "--format", "json").out)
    assert (row["reason"], row["given_by"]) == ("정산 중", "이담당")


def test_one_reason_may_stand_for_all_warnings(run: Run, tmp_path: Path) -> None:
    store, file = ("--store", tmp_path / "store"), tmp_path / "a.xlsx"
    file.write_bytes(spoilt(lambda book: book["예산"].delete_rows(2, 6)))
    run(*store, "submit", file, "--reason", "정산 중")
    assert run(*store, "accept", 1).code == 0


def test_a_preview_lists_what_would_change(run: Run, tmp_path: Path) -> None:
    store, file = ("--store", tmp_path / "store"), tmp_path / "a.xlsx"
    run(*store, "submit", SAMPLES / "2026Q4_gyeonggi.xlsx")
    run(*store, "accept", 1)
    file.write_bytes(spoilt(write(OBSERVATION, "E2", 150)))
    run(*store, "submit", file)
    (row,) = json.loads(run(*store, "preview", 3, "--format", "json").out)
    assert (row["number_before"], row["number_after"]) == (141, 150)


def test_the_marked_workbook_is_written(run: Run, tmp_path: Path) -> None:
    store, file = ("--store", tmp_path / "store"), tmp_path / "경기.xlsx"
    file.write_bytes(spoilt(write(OBSERVATION, "E2", "많음")))
    run(*store, "submit", file)
    ran = run(*store, "returned", 1, "-o", tmp_path)
    assert (ran.code, ran.out) == (0, f"{tmp_path / '경기_반려.xlsx'}\n")
    assert "점검 결과" in load_workbook(tmp_path / "경기_반려.xlsx").sheetnames


def test_the_board_lists_17_provinces(run: Run, tmp_path: Path) -> None:
    ran = run("--store", tmp_path, "board", "--period", "2026-3", "--format", "json")
    assert len(json.loads(ran.out)) == 17


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("board", "--period", "3분기"), "3분기는 분기가 아닙니다"),
        (
            ("template", "--province", "대마도", "--period", "2026Q3", "-o", "a.xlsx"),
            "대마도는 시·도",
        ),
        (("accept", "5"), "제출 5"),
        (("findings", "5"), "제출 5"),
        (("returned", "5"), "제출 5"),
        (("return", "5", "--note", " "), "까닭"),
    ],
)
def test_what_cannot_be_done_at_the_desk_is_said_in_a_sentence(
    run: Run, tmp_path: Path, words: tuple[str, ...], said: str
) -> None:
    ran = run("--store", tmp_path, *words)
    assert (ran.code, said in ran.err) == (1, True)


def test_what_is_open_is_said_when_publishing(run: Run, tmp_path: Path) -> None:
    store = ("--store", tmp_path / "store")
    run(*store, "submit", SAMPLES / "2026Q4_gyeonggi.xlsx")
    run(*store, "accept", 1)
    ran = run(*store, "publish", "--as-of", "2026-12-31")
    assert "미제출 시·도: 16" in ran.err


# ── ask, questions ───────────────────────────────────────────────────────────────────────────────

YEARS = ("ask", "indicators/years_total", "-p", "indicator=jobs")


def test_an_answer_comes_as_csv(asks: Run) -> None:
    ran = asks(*YEARS, "--format", "csv")
    rows = list(csv.DictReader(io.StringIO(ran.out)))
    assert [(row["year"], float(row["actual"])) for row in rows] == [("2026", 27), ("2027", 35)]
    assert rows[0]["previous"] == ""


def test_an_answer_comes_as_json(asks: Run) -> None:
    rows = json.loads(asks(*YEARS, "--format", "json").out)
    assert [(row["year"], row["actual"], row["previous"]) for row in rows] == [
        (2026, 27, None),
        (2027, 35, 27),
    ]


def test_an_answer_comes_as_a_table_with_a_dash_for_nothing(asks: Run) -> None:
    lines = asks(*YEARS).out.splitlines()
    assert lines[0].split()[:4] == ["year", "actual", "target", "attainment"]
    assert lines[1].split()[:5] == ["2026", "27.0", "25.0", "88.0", "–"]


def test_an_older_release_can_be_asked(asks: Run) -> None:
    ran = asks(*YEARS, "--release", "2026-12-31-final-1", "--format", "json")
    assert [row["actual"] for row in json.loads(ran.out)] == [25]


def test_every_question_is_listed_with_its_parameters(asks: Run) -> None:
    rows = json.loads(asks("questions", "--format", "json").out)
    listed = {row["question"]: row["parameters"] for row in rows}
    assert listed["indicators/by_region"] == (
        "indicator, year, quarter=4, basis=17, model_type=all"
    )


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("ask", "no/such"), "질문 no/such가 없습니다."),
        (("ask", "indicators/total"), "indicators/total에는 indicator가 필요합니다"),
        ((*YEARS, "-p", "colour=red"), "colour가 없습니다. 쓸 수 있는 것: indicator, quarter"),
        ((*YEARS, "-p", "quarter=soon"), "quarter 값 soon은 쓸 수 없습니다"),
        ((*YEARS, "-p", f"quarter={10**30}"), "쓸 수 없습니다"),
        ((*YEARS, "-p", "quarter"), "quarter는 이름=값 꼴이 아닙니다."),
        ((*YEARS, "-p", "=4"), "=4는 이름=값 꼴이 아닙니다."),
        ((*YEARS, "--release", "no-such"), "2027-12-31-final-2"),
    ],
)
def test_what_cannot_be_asked_is_refused_with_1_and_a_sentence(
    asks: Run, words: tuple[str, ...], sentence: str
) -> None:
    ran = asks(*words)
    assert (ran.code, ran.out) == (1, "")
    assert sentence in ran.err


@pytest.mark.parametrize(
    "words",
    [
        (),
        ("dance",),
        ("submit",),
        ("publish",),
        ("ask",),
        ("ask", "programme/years", "--format", "xml"),
        ("releases", "--colour"),
        ("serve", "--port", "0"),
        ("serve", "--port", "many"),
    ],
)
def test_wrong_use_ends_with_2(asks: Run, words: tuple[str, ...]) -> None:
    assert asks(*words).code == 2


def test_a_text_that_looks_like_a_formula_is_harmless_in_csv(run: Run, tmp_path: Path) -> None:
    # intake refuses such names; an older ledger may hold them
    named = (
        "S1",
        "=cmd|' /C calc'!A0",
        *project("S1", "seoul", "seoul_jongno", "community", 2026)[2:],
    )
    send(Store(tmp_path, LOCAL).ledger, "seoul", "2026Q4", received="2027-01-10", project=[named])
    run("--store", tmp_path, "publish", "--as-of", "2026-12-31")
    ran = run("--store", tmp_path, "ask", "projects/list", "-p", "year=2026", "--format", "csv")
    rows = list(csv.DictReader(io.StringIO(ran.out)))
    assert rows[0]["name"] == "'=cmd|' /C calc'!A0"


# ── where the store is, and the demonstration ────────────────────────────────────────────────────


def test_the_store_is_where_the_setting_says(
    run: Run, tiny: Tiny, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("MONITOR_STORE", str(tiny.store.folder))
    assert len(json.loads(run("releases", "--format", "json").out)) == 2
    beside = run("--store", tmp_path, "releases", "--format", "json")
    assert json.loads(beside.out) == []


def test_a_store_that_holds_something_is_never_overwritten(run: Run, tiny: Tiny) -> None:
    before = sorted(tiny.store.folder.rglob("*"))
    ran = run("--store", tiny.store.folder, "demo")
    assert ran.code == 1
    assert "이미 자료가 있습니다" in ran.err
    assert sorted(tiny.store.folder.rglob("*")) == before


def test_the_program_runs_by_itself_and_refuses_in_a_sentence(tmp_path: Path) -> None:
    ran = subprocess.run(
        [sys.executable, "-m", "monitor", "--store", str(tmp_path), "ask", "programme/years"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (ran.returncode, ran.stdout) == (1, "")
    assert ran.stderr.startswith("아직 공표된 자료가 없습니다.")


def test_serving_hands_the_store_and_the_port_to_the_server(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    handed: list[object] = []
    monkeypatch.setattr(
        cli.os, "execve", lambda *words: handed.append((words[1][1:], words[2]["MONITOR_STORE"]))
    )
    run("--store", tmp_path, "serve", "--port", "8765")
    command = [str(ROOT / "server.py"), "--stop-within=30.0", "--port", "8765"]
    command += ["--address", "127.0.0.1"]
    assert handed == [(command, str(tmp_path))]


# ── evaluation and panel ─────────────────────────────────────────────────────────────────────────


@pytest.fixture
def evaluates(run: Run, evaluated: Evaluated) -> Run:
    """Return a function that runs the command line on the tiny evaluated store."""
    return lambda *words: run("--store", evaluated.store.folder, *words)


def test_evaluate_gives_the_answer_of_the_page(evaluates: Run, evaluated: Evaluated) -> None:
    ran = evaluates("evaluate", "--year", 2026, "--format", "json")
    told = {row["project"]: (row["score"], row["grade"]) for row in json.loads(ran.out)}
    asked = evaluated.ask("evaluation/results", year=2026)
    assert told["S1"] == (85.0, "A")
    assert told.keys() == set(asked["project"])


def test_evaluate_is_told_in_words(evaluates: Run) -> None:
    ran = evaluates("evaluate", "--year", 2026)
    line = next(line for line in ran.out.splitlines() if line.startswith("B1"))
    assert "62.33" in line
    assert "절사평균" in line
    assert "조건부 지원" in line


def test_the_briefing_is_written_as_text(evaluates: Run) -> None:
    ran = evaluates("briefing", "--year", 2026)
    assert ran.code == 0
    assert "□ (예산) 총 600원 배정, 500원 집행, 집행률 83.3%" in ran.out  # 5 × 90 + 50 of 600
    assert (
        "□ (평가) 2026년 연차 평가 6개 사업 평균 75.9점, 등급별 S 0·A 2·B 1·C 1·D 1, "
        "계속 지원 3개·조건부 지원 1개·지원 중단 0개\n"
    ) in ran.out
    assert "뺀 문장: 성과(첫해라 견줄 전년이 없음), 확산(지정된 표준 모델이 없음)" in ran.out
    assert "기준일: 2026. 12. 31. (잠정)" in ran.out
    ran = evaluates("briefing", "--year", 2031)
    assert (ran.code, "2031" in ran.err) == (1, True)


def test_scores_tell_who_gave_what_when(evaluates: Run) -> None:
    ran = evaluates("scores", "--year", 2026, "--project", "S1")
    assert ran.code == 0
    assert "최저 제외" in next(line for line in ran.out.splitlines() if "70.00" in line)
    assert "실적을 잘못 봄" in ran.out
    assert "자체평가" in ran.out


def test_scores_without_a_project_tell_what_is_still_to_do(evaluates: Run) -> None:
    ran = evaluates("scores", "--year", 2026, "--format", "json")
    board = {(row["member"], row["project"]): row["sheet_state"] for row in json.loads(ran.out)}
    assert board["m14", "S1"] == "submitted"
    assert board["m14", "S2"] == "missing"


def test_findings_of_the_panel_are_listed(run: Run, evaluated: Evaluated, tmp_path: Path) -> None:
    folder = tmp_path / "store"
    shutil.copytree(evaluated.store.folder, folder)
    write_finding(
        Store(folder, LOCAL).ledger, VOCABULARY, project="S1", area="plan", severity="major",
        opinion="자료를 보완할 것", due_on=dt.date(2027, 4, 1), member="m03",
        at=moment("2027-03-01"),
    )  # fmt: skip
    ran = run("--store", folder, "advisory-findings", "--project", "S1", "--open")
    assert "자료를 보완할 것" in ran.out
    assert "조치 대기" in ran.out
    assert run("--store", folder, "advisory-findings", "--project", "S2").out.count("\n") < 3


def test_a_year_without_an_evaluation_gives_an_empty_list(evaluates: Run) -> None:
    assert json.loads(evaluates("evaluate", "--year", 2026, "--format", "json").out)
    ran = evaluates("evaluate", "--year", 2031)
    assert (ran.code, "2031" in ran.err) == (1, True)


def test_a_preview_is_read_by_its_name_and_is_no_release(
    run: Run, evaluated: Evaluated, tmp_path: Path
) -> None:
    folder = tmp_path / "store"
    shutil.copytree(evaluated.store.folder, folder)
    before = [release.manifest.release for release in Store(folder, LOCAL).releases()]
    ran = run("--store", folder, "publish", "--as-of", "2026-12-31", "--preview")
    name = ran.out.strip()
    assert name == "2026-12-31-preview-1"
    assert [release.manifest.release for release in Store(folder, LOCAL).releases()] == before
    assert [preview.manifest.release for preview in Store(folder, LOCAL).previews()] == [name]
    asked = run("--store", folder, "evaluate", "--year", 2026, "--release", name, "--format", "csv")
    assert name in asked.out


# ── what left the house ──────────────────────────────────────────────────────────────────────────


@pytest.fixture
def exported(tiny: Tiny, tmp_path: Path) -> tuple[Store, str, Path]:
    """Give a store of the test's own, the code of a figure, and the file it was exported into."""
    store = Store(shutil.copytree(tiny.store.folder, tmp_path / "store"), LOCAL)
    code = stamped(store, store.release(tiny.first.manifest.release))
    content = f"확인번호,시·도,실적\r\n{code},서울,6\r\n".encode()
    said = contents(content, "수치.csv").by_code()
    keep_file(store.ledger, code, "csv", content, said, by="김")
    path = tmp_path / "수치.csv"
    path.write_bytes(content)
    return store, code, path


def test_a_code_is_verified_and_a_later_correction_told(
    run: Run, exported: tuple[Store, str, Path]
) -> None:
    store, code, _ = exported
    ran = run("--store", store.folder, "verify", code.lower(), "--numbers")
    assert ran.code == 0
    assert "시·도별 신규 일자리" in ran.out
    assert "공표 2026-12-31-final-1의 수치가 같습니다" in ran.out
    assert "공표 2027-12-31-final-2에서 3곳이 정정되었습니다" in ran.out
    assert re.search(r"서울 +실적 \(명\) +6 +8 +\+2명", ran.out)
    assert re.search(r"서울 +달성률 \(%\) +60\.0 +80\.0 +\+20\.0%p", ran.out)


def test_a_code_that_was_never_issued_ends_with_a_sentence(
    run: Run, exported: tuple[Store, str, Path]
) -> None:
    ran = run("--store", exported[0].folder, "verify", "0000-0000")
    assert (ran.code, ran.out) == (1, "")
    assert "나간 적이 없습니다" in ran.err


def test_a_file_is_verified_and_a_changed_digit_ends_with_1(
    run: Run, exported: tuple[Store, str, Path]
) -> None:
    store, code, path = exported
    ran = run("--store", store.folder, "verify", path)
    assert (ran.code, "그대로입니다" in ran.out) == (0, True)
    path.write_text(path.read_text().replace("서울,6", "서울,9"))
    ran = run("--store", store.folder, "verify", path)
    assert ran.code == 1
    assert f"{code} 시·도별 신규 일자리: 바뀜" in ran.out
    assert re.search(r"시트 · B2|시트 · C2", ran.out)
    assert re.search(r"실적 +6 +9", ran.out)


def test_a_dry_run_tells_which_exported_figures_change_and_publishes_nothing(
    run: Run, exported: tuple[Store, str, Path]
) -> None:
    store, _, _ = exported
    code = stamped(store, store.release())
    send(
        store.ledger, "seoul", "2027Q4", received="2028-03-01",
        project=[S1], observation=[value("S1", "jobs", 2026, 4, 7)],
    )  # fmt: skip
    before = store.releases()
    ran = run("--store", store.folder, "publish", "--as-of", "2027-12-31", "--dry-run")
    assert ran.code == 0 and "공표하지 않고" in ran.out
    assert code in ran.out and "서울 실적 (명) 8 → 10 (+2명)" in ran.out
    assert Store(store.folder, LOCAL).releases() == before
