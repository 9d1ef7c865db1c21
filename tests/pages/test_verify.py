"""확인: a code or a file is verified, and the desk says what an acceptance would contradict."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from monitor.briefing.contents import contents
from monitor.store import Store
from monitor.store.stamps import keep_file, stamp_document
from tests.acting import LOCAL
from tests.making import send, value
from tests.pages.reading import Shown, plain
from tests.stamping import stamped
from tests.tiny import S1, Tiny


@pytest.fixture
def store(tiny: Tiny, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Store:
    """Return a copy of the tiny store that the pages look at."""
    folder = shutil.copytree(tiny.store.folder, tmp_path / "store")
    monkeypatch.setenv("MONITOR_STORE", str(folder))
    return Store(folder, LOCAL)


@pytest.fixture
def code(store: Store, tiny: Tiny) -> str:
    """Return the code of a figure of the first release, which the second corrected."""
    code = stamped(store, store.release(tiny.first.manifest.release))
    keep_file(store.ledger, code, "png", b"picture", by="김담당")
    return code


def _said(shown: Shown) -> list[str]:
    boxes = (*shown.app.success, *shown.app.warning, *shown.app.error)
    return [plain(str(each.value)) for each in boxes]


def test_a_link_with_a_code_shows_record_verdict_correction_and_exports(code: str) -> None:
    shown = Shown.opened("verify", code=code)
    assert _said(shown) == [
        "기록된 수치와 공표 2026-12-31-final-1의 수치가 같습니다.",
        "뒤의 공표 2027-12-31-final-2에서 3곳이 정정되었습니다.",
    ]
    assert "시·도별 신규 일자리 (명)" in shown.texts
    recorded = shown.tables["recorded-0"].set_index("시·도")
    assert recorded.loc["서울", "실적 (명)"] == "6"
    later = shown.tables["differences-later"].to_numpy().tolist()
    assert ["서울", "실적 (명)", "6", "8", "+2명"] in later
    assert shown.tables["exports"].to_numpy().tolist()[0][1:3] == ["김담당", "PNG"]


def test_a_code_that_is_typed_stands_in_the_address(code: str) -> None:
    shown = Shown.opened("verify", language="en")
    shown.app.text_input(key="code").set_value(code.lower())
    shown.app.run()
    assert shown.address["code"] == code.lower()
    assert _said(shown)[0] == "The recorded numbers are those of release 2026-12-31-final-1."
    shown.app.text_input(key="code").set_value("")
    shown.app.run()
    assert "code" not in shown.address and _said(shown) == []


def test_a_code_that_nobody_issued_is_a_sentence(store: Store) -> None:
    assert Shown.opened("verify", code="=1+1").failed == [
        "=1+1은 확인번호가 아닙니다. K7F3-9QMX처럼 여덟 자로 적어 주십시오."
    ]


def test_a_document_shows_each_of_its_figures(store: Store, code: str) -> None:
    document = stamp_document(
        store.ledger, title="1분기 보고", language="ko", release="2026-12-31-final-1",
        figures=[code, stamped(store, store.release())], by="김담당",
    )  # fmt: skip
    shown = Shown.opened("verify", code=document)
    assert _said(shown) == ["모든 그림의 수치가 공표와 같습니다."]
    assert shown.tables["figures"]["그 뒤"].tolist() == [
        "뒤의 공표 2027-12-31-final-2에서 3곳이 정정되었습니다.", "–",
    ]  # fmt: skip
    assert "들어 있는 문서: 1분기 보고" in " ".join(Shown.opened("verify", code=code).texts)


def test_a_file_with_a_changed_digit_is_found(store: Store, code: str) -> None:
    content = f"확인번호,시·도,실적\r\n{code},서울,6\r\n".encode()
    keep_file(store.ledger, code, "csv", content, contents(content, "").by_code(), by="김담당")
    shown = Shown.opened("verify")
    changed = content.replace("서울,6".encode(), "서울,9".encode())
    shown.app.file_uploader(key="file").set_value(("수치.csv", changed, "text/csv"))
    shown.app.run()
    assert _said(shown) == ["수치.csv: 기록과 다릅니다."]
    assert shown.tables["in-file"].to_numpy().tolist() == [
        ["시·도별 신규 일자리", code, "▲\N{NO-BREAK SPACE}바뀜"]
    ]
    assert shown.tables[f"altered-{code}"].to_numpy().tolist()[0][2:] == ["6", "9"]


def test_before_accepting_the_desk_tells_which_exported_figures_change(store: Store) -> None:
    code = stamped(store, store.release())
    number = send(
        store.ledger, "seoul", "2027Q4", received="2028-03-01", outcome="waiting",
        project=[S1], observation=[value("S1", "jobs", 2026, 4, 7)],
    )  # fmt: skip
    fold = f"touched-{number}"
    shown = Shown.opened("submissions", task="review")
    assert fold not in shown.tables
    shown.app.session_state[fold] = True
    shown.app.run()
    (row,) = shown.tables[fold].to_numpy().tolist()
    assert row[:3] == [code, "시·도별 신규 일자리", "–"]
    assert "서울 실적 (명) 8 → 10 (+2명)" in row[4]
