"""Scores by workbook: read like any other, found wrong at their cells, kept whole or not at all."""

from __future__ import annotations

import datetime as dt
import io
import shutil
from functools import cache
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook
from openpyxl.cell.cell import MergedCell

from monitor.evaluation import maximum_points
from monitor.intake import submit as submit_module
from monitor.intake.board import board
from monitor.intake.check import check, hold_against, read_workbook
from monitor.intake.findings import Finding
from monitor.intake.returned import returned
from monitor.intake.submit import Receipt, submit
from monitor.intake.template import score_template
from monitor.store import Ledger, Store, ask, publish
from monitor.wording import Refused
from tests.acting import LOCAL
from tests.evaluated import GYN, VOCABULARY, Evaluated, moment, report
from tests.examples import examples
from tests.intake.books import Edit, saved, settled, together, write

COVER, SCORES, COMMENTS = "표지", "점수", "종합 의견"
IN_TIME = "2027-02-10"
SCORED = f"{GYN} S1 S2".split()


@cache
def _reported() -> Ledger:
    """Return a ledger that knows the projects and no score; tests only read it."""
    ledger = Store(Path(mkdtemp()), LOCAL).ledger
    with ledger.kept_open():
        report(ledger)
    return settled(ledger)


@pytest.fixture
def ledger(tmp_path: Path) -> Ledger:
    """Return such a ledger to write to."""
    shutil.copy(_reported().path, tmp_path / "ledger.duckdb")
    return Store(tmp_path, LOCAL).ledger


@cache
def _template(**whose: str) -> bytes:
    told = whose or {"member": "m03"}
    day = dt.date.fromisoformat(IN_TIME)
    return score_template(_reported(), VOCABULARY, year=2026, today=day, **told)


def _book(share: float = 0.8, **whose: str) -> Workbook:
    """Return a template in which every criterion has the same share of its points."""
    book = load_workbook(io.BytesIO(_template(**whose)))
    for row in book[SCORES].iter_rows(min_row=2):
        if row[3].value:
            row[4].value = row[3].value * share
    for row in book[COMMENTS].iter_rows(min_row=2):
        if row[0].value:
            row[4].value = f"{row[0].value} 의견"
    return book


def _filled(*edits: Edit, share: float = 0.8, **whose: str) -> bytes:
    book = _book(share, **whose)
    for edit in edits:
        edit(book)
    return saved(book)


def _findings(content: bytes, ledger: Ledger | None = None, day: str = IN_TIME) -> list[Finding]:
    read = read_workbook(content, "sent.xlsx", VOCABULARY)
    arrived = dt.date.fromisoformat(day)
    return list(hold_against(ledger or _reported(), read, VOCABULARY, arrived).findings)


def _send(ledger: Ledger, content: bytes, day: str = IN_TIME, by: str = "m03") -> Receipt:
    return submit(
        ledger, content, "sent.xlsx", submitter=by, vocabulary=VOCABULARY, received_at=moment(day)
    )


def _asked(ledger: Ledger, sql: str) -> list[tuple[Any, ...]]:
    with ledger.reading() as connection:
        return connection.execute(sql).fetchall()


# ── the template ─────────────────────────────────────────────────────────────────────────────────


def test_a_template_reads_back_without_a_finding_and_says_nothing() -> None:
    for whose in ({"member": "m03"}, {"region": "gyeongnam"}):
        checked = check(_template(**whose), "t.xlsx", VOCABULARY, _reported())
        assert (checked.form, checked.findings, checked.normalised) == ("score", (), ())
        assert checked.is_untouched


def test_a_template_is_the_same_for_the_same_ledger_and_day() -> None:
    day = dt.date.fromisoformat(IN_TIME)
    made = score_template(_reported(), VOCABULARY, year=2026, today=day, member="m03")
    assert made == _template()


def test_a_template_lists_what_its_member_is_to_score_with_the_most_points() -> None:
    sheet = load_workbook(io.BytesIO(_template()))[SCORES]
    rows = [[cell.value for cell in row[:5]] for row in sheet.iter_rows(min_row=2) if row[0].value]
    assert list(dict.fromkeys(row[0] for row in rows)) == SCORED
    assert [row[3] for row in rows] == [*maximum_points(VOCABULARY, 2026, 1).values()] * 3
    assert {row[4] for row in rows} == {None}
    assert sheet["C2"].comment.text.startswith("지역 문제 진단")
    assert sheet["E2"].protection.locked is False
    assert sheet["A2"].protection.locked and sheet["E1"].protection.locked


def test_a_member_does_not_see_a_project_they_have_a_stake_in() -> None:
    def first(day: dt.date) -> str:
        made = score_template(_reported(), VOCABULARY, year=2026, today=day, member="m05")
        return str(load_workbook(io.BytesIO(made))[COMMENTS]["A2"].value)

    assert first(dt.date(2027, 2, 18)) == GYN
    with pytest.raises(Refused) as refusal:
        first(dt.date(2027, 2, 19))
    assert refusal.value.key == "nothing_to_score"


def test_a_template_shows_what_was_given_and_locks_what_was_decided(evaluated: Evaluated) -> None:
    made = score_template(
        evaluated.store.ledger, VOCABULARY, year=2026, today=dt.date(2027, 3, 20), member="m03"
    )
    sheet = load_workbook(io.BytesIO(made))[SCORES]
    assert sheet["H1"].value == "낸 점수 (참고)"
    assert [sheet[f"H{row}"].value for row in (2, 8, 14)] == [28.5, 27, 27]
    assert [sheet[f"E{row}"].protection.locked for row in (2, 8, 14)] == [False, True, False]
    checked = check(made, "t.xlsx", VOCABULARY, evaluated.store.ledger)
    assert [finding.code for finding in checked.findings if finding.severity == "error"] == []


@pytest.mark.parametrize(
    ("code", "about"),
    [
        ("year_not_evaluated", {"year": 2031, "member": "m03"}),
        ("whose_template", {"year": 2026}),
        ("whose_template", {"year": 2026, "member": "m03", "region": "seoul"}),
        ("unknown_member", {"year": 2026, "member": "m99"}),
        ("unknown_region", {"year": 2026, "region": "atlantis"}),
        ("nothing_to_score", {"year": 2026, "region": "jeju"}),
    ],
)
def test_what_no_template_can_be_made_of_is_refused(code: str, about: dict[str, Any]) -> None:
    with pytest.raises(Refused) as refusal:
        score_template(_reported(), VOCABULARY, today=dt.date(2027, 2, 1), **about)
    assert refusal.value.key == code


# ── findings ─────────────────────────────────────────────────────────────────────────────────────


def _everywhere(column: str, value: Any, first: int = 2, last: int = 7) -> Edit:
    return together(*(write(SCORES, f"{column}{row}", value) for row in range(first, last + 1)))


def _row_again(book: Workbook) -> None:
    sheet = book[SCORES]
    for column in "ACE":
        sheet[f"{column}20"] = sheet[f"{column}2"].value


# m03 on 점수: A번호 B사업명 C기준 D배점 E점수 F의견 G작년 H위원; rows 2–7 GYN, 8–13 S1, 14–19 S2
# on 표지: B5 위원 B6 시·도 B7 연도 B8 제출일 B9 판 B10 자료 구분
SPOILT: list[tuple[str, str, str, Edit]] = [
    ("score_unknown_member", COVER, "B5", write(COVER, "B5", "홍길동")),
    ("score_unknown_member", SCORES, "H2", write(SCORES, "H2", "m99")),
    ("score_unknown_criterion", SCORES, "C2", write(SCORES, "C2", "열정")),
    ("score_points_out_of_range", SCORES, "E2", write(SCORES, "E2", 30.5)),
    ("score_points_out_of_range", SCORES, "E2", write(SCORES, "E2", -1)),
    ("score_scorer_missing", COVER, "B5", write(COVER, "B5", None)),
    ("score_scorer_missing", SCORES, "H8", together(
        write(COVER, "B5", None), _everywhere("H", "m03"), _everywhere("H", "m03", 9, 19),
        *(write(COMMENTS, f"H{row}", "m03") for row in (2, 3, 4)))),
    ("score_unknown_project", SCORES, "A2", together(
        _everywhere("A", "2026-XXX-01"), write(COMMENTS, "A2", "2026-XXX-01"))),
    ("score_not_evaluated", SCORES, "A2", write(COVER, "B7", 2031)),
    ("score_not_assigned", SCORES, "A2", write(COVER, "B5", "m01")),
    ("score_excluded", SCORES, "A8", write(COVER, "B5", "m01")),
    ("score_criterion_missing", SCORES, "E2", write(SCORES, "E2", None)),
    ("score_criterion_missing", SCORES, "A2", lambda book: book[SCORES].delete_rows(2)),
    ("score_criterion_missing", COMMENTS, "A2", lambda book: book[SCORES].delete_rows(2, 6)),
    ("duplicate_row", SCORES, "A20", _row_again),
    ("duplicate_row", COMMENTS, "A5", write(COMMENTS, "A5", GYN)),
    ("remark_too_long", SCORES, "F2", write(SCORES, "F2", "가" * 1001)),
    ("formula_text", COMMENTS, "E2", write(COMMENTS, "E2", "@SUM(A1)")),
    ("not_a_number", SCORES, "E2", write(SCORES, "E2", "많이")),
    ("not_a_number", SCORES, "E2", write(SCORES, "E2", "미집계")),
    ("required", SCORES, "C2", write(SCORES, "C2", None)),
    ("required", COVER, "B7", write(COVER, "B7", None)),
    ("bad_identifier", SCORES, "A2", write(SCORES, "A2", "사업 하나")),
    ("form_version", COVER, "B9", write(COVER, "B9", "2026-1")),
    ("sheet_missing", COMMENTS, "", lambda book: book.remove(book[COMMENTS])),
    ("column_missing", SCORES, "", write(SCORES, "E1", "합격 여부")),
]  # fmt: skip


# These are of each project, not of one cell.
SEVERAL = {"score_not_assigned", "score_excluded", "score_not_evaluated"}


@pytest.mark.parametrize(
    ("code", "sheet", "cell", "edit"), SPOILT,
    ids=[f"{number} {case[0]}" for number, case in enumerate(SPOILT)],
)  # fmt: skip
def test_each_finding_is_found_at_its_cell(code: str, sheet: str, cell: str, edit: Edit) -> None:
    edits = (edit, write(COMMENTS, "F5", "오류")) if cell == "A5" else (edit,)
    found = _findings(_filled(*edits))
    assert (code, sheet, cell) in [(each.code, each.sheet, each.cell) for each in found]
    if code not in SEVERAL:
        assert len(found) == 1
    for each in found:
        for language in ("ko", "en"):
            assert "{" not in each.say(language)


def test_every_finding_of_a_score_is_proved_here() -> None:
    known = {row["code"] for row in VOCABULARY.rows("checks")}
    proved = {code for code, *_ in SPOILT} | {
        *("score_project_of_another", "score_late", "score_reason_missing"),
        "score_decided_already",
    }
    assert {code for code in known if code.startswith(("score_", "remark_"))} <= proved


def test_a_filled_in_template_has_no_finding() -> None:
    assert _findings(_filled()) == []
    assert _findings(_filled(region="gyeongnam")) == []


def test_a_project_of_another_province_is_no_self_assessment() -> None:
    content = _filled(write(COVER, "B6", "서울"), region="gyeongnam")
    found = [(each.code, each.cell) for each in _findings(content)]
    assert found == [("score_project_of_another", "A2")]


def test_a_conflict_is_found_from_the_day_on_which_it_was_declared() -> None:
    edits = (write(COVER, "B5", "배라온"), lambda book: book[SCORES].delete_rows(8, 12),
             lambda book: book[COMMENTS].delete_rows(3, 2))  # fmt: skip
    assert _findings(_filled(*edits), day="2027-02-14") == []
    codes = [each.code for each in _findings(_filled(*edits), day="2027-02-19")]
    assert codes == ["score_excluded", "score_late"]


def test_late_scores_are_a_warning_at_the_day_of_submission() -> None:
    assert _findings(_filled(), day="2027-02-15") == []
    (late,) = _findings(_filled(), day="2027-02-16")
    assert (late.code, late.severity, late.cell) == ("score_late", "warning", "B8")


def test_a_correction_needs_its_reason(evaluated: Evaluated) -> None:
    ledger = evaluated.store.ledger
    only_s2 = (lambda book: book[SCORES].delete_rows(2, 12),
               lambda book: book[COMMENTS].delete_rows(2, 2))  # fmt: skip
    (missing,) = _findings(_filled(*only_s2), ledger)
    assert (missing.code, missing.sheet, missing.cell) == ("score_reason_missing", COMMENTS, "F2")
    assert _findings(_filled(*only_s2, write(COMMENTS, "F2", "다시 봄")), ledger) == []


def test_what_was_decided_takes_no_more_scores(evaluated: Evaluated) -> None:
    reasons = [write(COMMENTS, f"F{row}", "다시 봄") for row in (2, 3, 4)]
    (decided,) = _findings(_filled(*reasons), evaluated.store.ledger)
    assert (decided.code, decided.sheet, decided.cell) == ("score_decided_already", SCORES, "A8")


# ── reading ──────────────────────────────────────────────────────────────────────────────────────


def test_numbers_and_names_are_read_as_people_write_them(ledger: Ledger) -> None:
    content = _filled(
        write(SCORES, "E2", "２４점"), write(SCORES, "E3", " 20 "), write(SCORES, "E4", "12.5"),
        write(SCORES, "C2", "계획의  충실성"), write(SCORES, "C4", "연계협력"),
        write(SCORES, "C1", "평가\n항목"), write(COVER, "B5", " 서미르 "),
        write(SCORES, "F2", "두\n줄"),
        lambda book: setattr(book[SCORES], "title", "1. 채점표"),
    )  # fmt: skip
    receipt = _send(ledger, content)
    assert receipt.findings == ()
    assert _asked(
        ledger,
        "select criterion, points, remark from score inner join score_sheet using (entry) "
        f"where project = '{GYN}' order by score.rowid limit 3",
    ) == [("plan", 24, "두 줄"), ("organisation", 20, ""), ("linkage", 12.5, "")]


def test_titles_merged_cells_totals_and_notes_are_no_scores(ledger: Ledger) -> None:
    def rough(book: Workbook) -> None:
        sheet = book[SCORES]
        for column in "ACE":
            sheet[f"{column}20"] = {"A": "합계", "C": None, "E": 240}[column]
        sheet["A22"] = "※ 배점은 연차마다 다름"
        sheet.protection.sheet = False
        for row in range(3, 8):
            sheet[f"A{row}"] = None
        sheet.merge_cells("A2:A7")

    receipt = _send(ledger, _filled(rough))
    assert {each.code for each in receipt.findings} == {"row_passed_over"}
    assert _asked(ledger, "select count(*) from score") == [(18,)]


def test_sheets_that_nobody_named_are_known_by_their_headings() -> None:
    def rename(book: Workbook) -> None:
        book[SCORES].title, book[COMMENTS].title = "Sheet1", "Sheet2"

    assert check(_filled(rename), "sent.xlsx", VOCABULARY, _reported()).form == "score"
    assert _findings(_filled(rename)) == []


def test_a_project_left_blank_is_one_that_is_not_scored_yet(ledger: Ledger) -> None:
    blank = _everywhere("E", None)
    receipt = _send(ledger, _filled(blank, write(COMMENTS, "E2", None)))
    assert receipt.findings == ()
    assert _asked(ledger, "select project from score_sheet order by entry") == [("S1",), ("S2",)]


def test_one_workbook_may_hold_the_scores_of_several_members(ledger: Ledger) -> None:
    def of_two(book: Workbook) -> None:
        book[COVER]["B5"] = None
        for sheet, column in ((SCORES, "H"), (COMMENTS, "H")):
            for row in range(2, book[sheet].max_row + 1):
                if project := book[sheet][f"A{row}"].value:
                    book[sheet][f"{column}{row}"] = "서미르" if project == "S1" else "m06"

    receipt = _send(ledger, _filled(of_two), by="사무국")
    assert receipt.findings == ()
    assert _asked(ledger, "select project, scored_by, given_by from score_sheet order by 1") == [
        (GYN, "m06", "사무국"), ("S1", "m03", "사무국"), ("S2", "m06", "사무국"),
    ]  # fmt: skip
    assert _asked(ledger, "select scored_by from score_workbook") == [(None,)]


# ── submitting ───────────────────────────────────────────────────────────────────────────────────


def test_scores_count_at_once_and_name_the_file_they_came_in(ledger: Ledger) -> None:
    receipt = _send(ledger, _filled())
    assert (receipt.submission_state, receipt.findings) == ("accepted", ())
    number = receipt.submission
    assert _asked(
        ledger,
        "select project, scored_by, comment, submission, given_by, sum(points) "
        "from score_sheet inner join score using (entry) group by all order by 1",
    ) == [(name, "m03", f"{name} 의견", number, "m03", 80) for name in SCORED]
    listed = ledger.submissions().set_index("submission").loc[number]
    assert (listed["form"], listed["scored_by"]) == ("score", "m03")
    assert (listed["submission_state"], listed["decided_by"]) == ("accepted", "m03")
    kept = f"select region, quarter, year from submission where submission = {number}"
    assert _asked(ledger, kept) == [(None, None, 2026)]


def test_scores_are_no_report_of_a_province(ledger: Ledger) -> None:
    def stands() -> list[tuple[Any, ...]]:
        day = dt.date(2027, 2, 20)
        rows = board(ledger, VOCABULARY, year=2026, quarter=4, today=day)
        return list(rows.astype(str).itertuples(index=False, name=None))

    before = stands()
    _send(ledger, _filled())
    _send(ledger, _filled(region="gyeongnam"), by="경남")
    assert stands() == before


def test_a_workbook_with_an_error_enters_not_at_all_and_comes_back_marked(ledger: Ledger) -> None:
    content = _filled(write(SCORES, "E2", 31))
    receipt = _send(ledger, content)
    assert receipt.submission_state == "returned"
    assert _asked(ledger, "select count(*) from score_sheet") == [(0,)]
    assert ledger.received_file(receipt.submission) == content
    name, marked = returned(
        content, "m03.xlsx", receipt.findings, cover=ledger.period(receipt.submission)
    )
    book = load_workbook(io.BytesIO(marked))
    assert name == "m03_반려.xlsx"
    assert "31" in str(book[SCORES]["E2"].comment.text)
    written = [
        str(cell.value) for row in book["점검 결과"].iter_rows() for cell in row if cell.value
    ]
    assert "2026년 연차 평가" in written
    assert "score_points_out_of_range" in written
    book[SCORES]["E2"] = 30
    assert _send(ledger, saved(book)).submission_state == "accepted"


def test_a_blank_template_is_refused(ledger: Ledger) -> None:
    with pytest.raises(Refused, match="비어"):
        _send(ledger, _template())
    assert len(ledger.submissions()) == len(_reported().submissions())


def test_what_fails_midway_leaves_nothing(ledger: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: Any, **__: Any) -> None:
        raise OSError("the machine went down")

    before = ledger.position(), _counts(ledger)
    monkeypatch.setattr(submit_module, "append_entry", fail)
    with pytest.raises(OSError, match="went down"):
        _send(ledger, _filled())
    assert (ledger.position(), _counts(ledger)) == before


def _counts(ledger: Ledger) -> list[tuple[Any, ...]]:
    tables = ("received_file", "submission", "score_workbook", "score_sheet", "score", "decision")
    return [_asked(ledger, f"select count(*) from {table}")[0] for table in tables]


def test_what_another_has_decided_since_the_check_is_refused_whole(
    ledger: Ledger, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = submit_module.hold_against

    def decided_meanwhile(*parts: Any) -> Any:
        checked = real(*parts)
        with ledger.writing() as connection:
            connection.execute(
                "insert into evaluation_decision values "
                "(99, 2026, 'S1', 'continue', '', 'r', 'x', now())"
            )
        return checked

    before = _counts(ledger)
    monkeypatch.setattr(submit_module, "hold_against", decided_meanwhile)
    with pytest.raises(Refused) as refusal:
        _send(ledger, _filled())
    assert refusal.value.key == "decided_already"
    assert _counts(ledger) == before


def test_the_same_file_is_known_again(ledger: Ledger) -> None:
    content = _filled()
    _send(ledger, content)
    with pytest.raises(Refused) as refusal:
        _send(ledger, content)
    assert refusal.value.key == "already_received"


def test_scores_by_workbook_reach_a_release_like_those_of_the_page(tmp_path: Path) -> None:
    store = Store(tmp_path / "store", LOCAL)
    report(store.ledger)
    for member in ("m03", "m06", "m12"):
        _send(store.ledger, _filled(share=0.9, member=member), by=member)
    release = publish(store, as_of=dt.date(2026, 12, 31), final=False, publisher="tester")
    results = ask("evaluation/results", release=release, year=2026).set_index("project")
    assert results.loc["S1", "score"] == pytest.approx(90)
    assert release.manifest.submissions == 4
    sheets = ask("evaluation/scores", release=release, year=2026, project="S1")
    assert set(sheets["scored_by"]) == {"m03", "m06", "m12"}


# ── whatever comes ───────────────────────────────────────────────────────────────────────────────

_CELLS = st.one_of(
    st.none(), st.integers(-5, 200), st.floats(-10, 110), st.booleans(),
    st.sampled_from(["", "-", "해당없음", "２５", "25점", "1,0", "합계", "※ 주", "m03", "m06",
                     "서미르", "자체평가", "계획의 충실성", "성과", "S1", GYN, "=1+1", "#REF!",
                     "\u200b", "점수"]),
    st.text(max_size=12).filter(lambda text: all(c.isprintable() for c in text)),
    st.dates(dt.date(2020, 1, 1), dt.date(2030, 1, 1)),
)  # fmt: skip
_EDITS = st.lists(
    st.tuples(
        st.sampled_from([COVER, SCORES, COMMENTS]), st.sampled_from("ABCDEFGH"),
        st.integers(1, 22), _CELLS,
    ),
    max_size=6,
)  # fmt: skip


@settings(max_examples=examples(15))
@given(_EDITS)
def test_whatever_stands_in_the_cells_gives_right_sheets_or_findings(
    edits: list[tuple[str, str, int, Any]],
) -> None:
    book = _book()
    for sheet, column, row, value in edits:
        if isinstance(book[sheet][f"{column}{row}"], MergedCell):
            continue
        book[sheet][f"{column}{row}"] = value
    read = read_workbook(saved(book), "sent.xlsx", VOCABULARY)
    checked = hold_against(_reported(), read, VOCABULARY, dt.date.fromisoformat(IN_TIME))
    if checked.has_errors or checked.is_untouched or checked.form != "score":
        assert checked.findings or checked.is_untouched
        return
    most = maximum_points(VOCABULARY, 2026, 1)
    rows = checked.tables["score"]
    for _, sheet in rows.groupby(["project", "scorer"]):
        points = dict(zip(sheet["criterion"], sheet["points"], strict=True))
        assert points.keys() == most.keys()
        assert all(0 <= points[name] <= most[name] for name in most)


def test_many_rows_are_read_quickly_and_all_found() -> None:
    def spoil(book: Workbook) -> None:
        for number in range(3000):
            book[SCORES].append([f"X-{number}", None, "성과", None, 3])

    found = _findings(_filled(spoil))
    assert sum(each.code == "score_unknown_project" for each in found) == 3000
