"""The annex opened and saved again by LibreOffice: what another program reads of it."""

from __future__ import annotations

import shutil
import subprocess
from typing import Any

import openpyxl
import pytest

from monitor.briefing.workbook import write_appendix
from monitor.store.codes import code_from
from tests.briefing.exhibits import sample_document, sample_exhibit
from tests.charts import test_evaluation_figures, test_figures, test_progress_figures

OFFICE = shutil.which("localc")
pytestmark = pytest.mark.skipif(
    OFFICE is None, reason="LibreOffice is not installed: apt-get install libreoffice-calc"
)
CHARTS = {
    "waterfall": test_figures.draw_waterfall(test_figures.caption()),
    "curve": test_progress_figures.draw_curve(test_progress_figures.caption()),
    "scatter": test_evaluation_figures.draw_scatter(test_evaluation_figures.caption()),
}


@pytest.fixture(scope="module")
def books(tmp_path_factory: pytest.TempPathFactory) -> tuple[Any, Any]:
    """Return the annex as written, and as LibreOffice wrote it again."""
    folder = tmp_path_factory.mktemp("opened")
    exhibits = [sample_exhibit()] + [
        sample_exhibit(chart=chart, code=code_from(name), title=f"=1+1 {name}")
        for name, chart in CHARTS.items()
    ]
    written, again = folder / "부록.xlsx", folder / "again" / "부록.xlsx"
    written.write_bytes(write_appendix(sample_document(exhibits=exhibits)))
    profile = f"-env:UserInstallation=file://{folder}/profile"
    command = [OFFICE, profile, "--headless", "--convert-to", "xlsx", "--outdir", again.parent]
    subprocess.run([*map(str, command), str(written)], check=True, capture_output=True, timeout=120)
    return openpyxl.load_workbook(written), openpyxl.load_workbook(again)


def _cells(book: Any) -> dict[str, list[Any]]:
    return {
        sheet.title: [c.value for row in sheet.iter_rows() for c in row if c.value is not None]
        for sheet in book
    }


def test_it_reads_every_cell_as_it_was_written(books: tuple[Any, Any]) -> None:
    written, again = books
    assert _cells(again) == _cells(written)


def test_it_draws_every_chart_from_the_same_cells(books: tuple[Any, Any]) -> None:
    written, again = (
        {
            sheet.title: sorted(
                series.yVal.numRef.f if series.yVal else series.val.numRef.f
                for chart in sheet._charts
                for part in (chart, *chart._charts[1:])
                for series in part.series
            )
            for sheet in book
            if sheet._charts
        }
        for book in books
    )
    assert len(written) == 1 + len(CHARTS)
    assert {name: len(each) for name, each in again.items()} == {
        name: len(each) for name, each in written.items()
    }


def test_its_links_lead_to_the_sheets_of_the_figures(books: tuple[Any, Any]) -> None:
    _, again = books
    links = [c.hyperlink for row in again["차례"].iter_rows() for c in row if c.hyperlink]
    assert len(links) == 1 + len(CHARTS)
    for link in links:
        sheet = link.location.rpartition("!")[0].strip("'").replace("''", "'")
        assert sheet in again.sheetnames
