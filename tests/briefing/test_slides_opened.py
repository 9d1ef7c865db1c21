"""Slides opened and saved again by LibreOffice: what another program reads of them."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
from pptx import Presentation
from pptx.enum.shapes import MSO_SHAPE_TYPE

from monitor.briefing.slides import write_slides
from monitor.store.codes import code_from
from tests.briefing.exhibits import sample_document, sample_exhibit
from tests.briefing.test_slides import map_exhibit, shapes_of, titles
from tests.charts import test_evaluation_figures, test_figures, test_progress_figures

OFFICE = shutil.which("soffice")
pytestmark = pytest.mark.skipif(
    OFFICE is None, reason="LibreOffice is not installed: apt-get install libreoffice-impress"
)
CHARTS = {
    "stacked": test_figures.draw_stacked(test_figures.caption()),
    "waterfall": test_figures.draw_waterfall(test_figures.caption()),
    "curve": test_progress_figures.draw_curve(test_progress_figures.caption()),
    "scatter": test_evaluation_figures.draw_scatter(test_evaluation_figures.caption()),
    "quarters": test_progress_figures.draw_quarters(test_progress_figures.caption()),
    "matrix": test_figures.draw_matrix(test_figures.caption()),
}


@pytest.fixture(scope="module")
def shows(tmp_path_factory: pytest.TempPathFactory) -> tuple[Any, Any]:
    """Return the slides as written, and as LibreOffice wrote them again."""
    folder = tmp_path_factory.mktemp("opened")
    exhibits = [sample_exhibit(), map_exhibit()] + [
        sample_exhibit(chart=chart, code=code_from(name), columns={})
        for name, chart in CHARTS.items()
    ]
    written, again = folder / "보고.pptx", folder / "again" / "보고.pptx"
    written.write_bytes(write_slides(sample_document(exhibits=exhibits), {}))
    _convert(written, again.parent)
    return Presentation(str(written)), Presentation(str(again))


def _convert(file: Path, folder: Path) -> None:
    profile = f"-env:UserInstallation=file://{folder.parent}/profile"
    command = [OFFICE, profile, "--headless", "--convert-to", "pptx", "--outdir", folder, file]
    subprocess.run(list(map(str, command)), check=True, capture_output=True, timeout=120)


def test_it_reads_every_slide_and_its_title(shows: tuple[Any, Any]) -> None:
    written, again = shows
    assert titles(again) == titles(written)


def test_it_reads_the_numbers_of_every_chart(shows: tuple[Any, Any]) -> None:
    written, again = ([_values(frame.chart) for frame in _charts(show)] for show in shows)
    assert len(written) == len(CHARTS)  # the bars instead of the matrix
    assert again == written


def _charts(show: Any) -> list[Any]:
    return shapes_of(show, MSO_SHAPE_TYPE.CHART)


def _values(chart: Any) -> list[list[float]]:
    """Return what each series has, whichever kind of chart the program keeps it in."""
    series = [series for part in chart.plots for series in part.series]
    return [
        [value for value in each.values if value is not None]
        for each in sorted(series, key=lambda each: each._element.order.val)
    ]


def test_it_reads_every_province_by_its_name(shows: tuple[Any, Any]) -> None:
    written, again = (
        {shape.name for group in shapes_of(show, MSO_SHAPE_TYPE.GROUP) for shape in group.shapes}
        for show in shows
    )
    assert written - {""} <= again
    assert len(written - {""}) == 17


def test_it_reads_tables_cell_by_cell(shows: tuple[Any, Any]) -> None:
    written, again = (
        [
            [[cell.text for cell in row.cells] for row in frame.table.rows]
            for frame in shapes_of(show, MSO_SHAPE_TYPE.TABLE)
        ]
        for show in shows
    )
    assert again == written


def test_it_keeps_the_codes_by_which_figures_are_found(shows: tuple[Any, Any]) -> None:
    written, again = (
        [shape.name for slide in show.slides for shape in slide.shapes if "-" in shape.name]
        for show in shows
    )
    assert set(written) <= set(again)
