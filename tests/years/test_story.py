"""A new year, indicators, weights, grades, a merger, a name, a type, a member, a source of funds:
each followed from the edit of its CSV to what is published, asked, drawn and exported."""

from __future__ import annotations

import io
import json
import shutil
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest

from monitor.briefing.exhibiting import Wanted, draw, exhibits
from monitor.briefing.files import file_of
from monitor.briefing.verify import verify_code
from monitor.charts.land import land_of
from monitor.charts.tiles import cells_of
from monitor.figures.across import rules_notes
from monitor.figures.register import Choice, figure_named, figures
from monitor.store import Release
from monitor.store.reference import reference_of
from monitor.wording import Language, Refused
from tests.figures.choosing import choices_for
from tests.stamping import changed_by_hand
from tests.years.story import MERGED, Story, digest_of, taken_of

LANGUAGES: tuple[Language, ...] = ("ko", "en")
JOBS: dict[str, Choice] = {"indicator": "jobs"}
SOURCES = {"국비", "지방비", "자부담", "지역상생기금"}
NEW = {"volunteer_hours": "자원봉사 시간", "repaired_goods": "수리·재사용 물품 수"}


def _by(story: Story, question: str, key: str, column: str, **given: object) -> dict[str, object]:
    rows = story.ask(question, **given).dropna(subset=[column])
    return dict(zip(rows[key], rows[column], strict=True))


def _rows(story: Story, sheet: str) -> list[dict[str, object]]:
    """Return the rows of a sheet of the template, by heading."""
    headings, *rows = story.workbook[sheet].iter_rows(values_only=True)
    return [dict(zip(headings, row, strict=True)) for row in rows if row[0]]


def _drawn(
    story: Story, name: str, language: Language = "ko", basis: int = 17,
    release: Release | None = None, **choices: Choice,
):  # fmt: skip
    view = story.view(release or story.last, language, basis)
    return draw(view, Wanted(figure_named(name), choices)).drawn


# ── the year ──


def test_before_anything_of_it_is_reported_the_new_year_changes_nothing(story: Story) -> None:
    assert story.still.manifest.last_year == 2028
    for basis in (17, 16):
        asked = {"indicator": "jobs", "year": 2028, "basis": basis}
        first, still = (
            replace(story, last=each).ask("indicators/by_region", **asked)
            for each in (story.before.release, story.still)
        )
        assert first.equals(still)


def test_the_year_opens_with_its_first_report_and_has_its_budget(story: Story) -> None:
    years = _by(story, "programme/years", "year", "national_budget")
    assert years == {2029: 9_200_000_000}
    assert story.last.manifest.last_year == 2029


def test_what_was_published_stays_the_same_file_with_its_own_names_and_bases(story: Story) -> None:
    assert digest_of(story.before.release) == story.before.sha256
    then, now = story.view(story.before.release), story.view(story.last)
    assert then.vocabulary.bases == (17, 16) and now.vocabulary.bases == (17, 16, 15)
    assert then.name("regions", "gyeongbuk") == "경상북도"
    assert now.name("regions", "gyeongbuk") == "경북특별자치도"
    assert "climate" not in then.colours("model_types")
    with pytest.raises(Refused, match="15개의 기준"):
        story.view(story.before.release, basis=15).units  # noqa: B018 - asking is the act


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_figure_that_went_out_before_is_drawn_and_verified_as_it_was(
    story: Story, language: Language
) -> None:
    assert taken_of(story.store, story.before.release, language) == story.before.taken[language]
    for taken in story.before.taken[language].values():
        assert verify_code(story.store, taken.code).state == "same"


def test_a_release_of_before_releases_kept_their_reference_shows_what_it_knows(
    story: Story, tmp_path: Path
) -> None:
    older = Release(Path(shutil.copy(story.before.release.path, tmp_path)))
    changed_by_hand(older, "drop table reference_file")
    known = reference_of(older)
    assert known.bases == (17, 16)
    assert not {"volunteer_hours", "climate"} & {
        *known.indicators,
        *(row["model_type"] for row in known.rows("model_types")),
    }


# ── indicators ──


def test_the_template_asks_for_what_begins_and_no_more_for_what_ended(story: Story) -> None:
    asked = {(row["사업번호"], row["지표"]) for row in _rows(story, "실적")}
    assert {("D1", NEW["volunteer_hours"]), ("C1", NEW["volunteer_hours"])} <= asked
    assert ("C1", NEW["repaired_goods"]) in asked and ("D1", NEW["repaired_goods"]) not in asked
    assert not any(indicator == "협의체 운영 횟수" for _, indicator in asked)


def test_a_new_indicator_begins_with_its_year_and_has_no_year_before(story: Story) -> None:
    years = story.ask("indicators/years_total", indicator="volunteer_hours")
    assert years[["year", "actual"]].dropna().to_numpy().tolist() == [[2029, 44.0]]
    assert years["change"].isna().all()
    of_type = _by(story, "indicators/by_region", "region", "actual", indicator="repaired_goods",
                  year=2029)  # fmt: skip
    assert of_type == {"chungnam": 2.0}


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_comparison_says_what_began_and_what_ended(story: Story, language: Language) -> None:
    said = {"ko": ("2029년부터", "2028년까지"), "en": ("from 2029 on", "until 2028")}[language]
    for indicator, words in zip(("volunteer_hours", "council_meetings"), said, strict=True):
        drawn = _drawn(story, "year_on_year/years", language, year=2029, indicator=indicator)
        assert any(words in note for note in drawn.all_notes), drawn.all_notes


def test_an_ended_indicator_keeps_its_years_and_is_not_applicable_after(story: Story) -> None:
    council = {"indicator": "council_meetings"}
    assert sum(_by(story, "indicators/by_region", "region", "actual", year=2028, **council)
               .values()) == 12  # fmt: skip
    later = story.ask("indicators/by_region", year=2029, **council)
    assert set(later["absence"]) == {"not_applicable"}


def test_what_is_reported_of_an_ended_indicator_comes_back(story: Story) -> None:
    (told,) = [each for each in story.too_late.findings if each.code == "indicator_not_asked"]
    assert (told.sheet, told.severity, told.raw_value) == ("실적", "error", "2029")


# ── evaluation ──


def test_each_year_is_judged_by_its_own_weights(story: Story) -> None:
    def points(year: int) -> dict[str, object]:
        rows = story.ask("evaluation/criteria", year=year)
        first = rows[rows["programme_year"] == 1]
        return dict(zip(first["criterion"], first["maximum_points"], strict=True))

    assert (points(2028)["plan"], points(2028)["outcome"]) == (30.0, 5.0)
    assert (points(2029)["plan"], points(2029)["outcome"]) == (20.0, 15.0)
    scores = _by(story, "evaluation/results", "project", "score", year=2029)
    assert scores == {"S1": 76.67, "T1": 60.0}


def test_each_year_is_graded_by_its_own_scheme(story: Story) -> None:
    def grades(year: int) -> dict[str, object]:
        return _by(story, "evaluation/results", "project", "grade", year=year)

    assert grades(2028) == {"S1": "A", "D1": "A"}
    assert grades(2029) == {"S1": "보통", "T1": "보통"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_comparison_of_scores_says_that_points_and_grades_are_others(
    story: Story, language: Language
) -> None:
    notes = _drawn(story, "evaluation/movers", language, year=2029).notes
    said = {"ko": ("평가 배점", "등급 체계"), "en": ("other points", "another scheme")}[language]
    assert [any(word in note for note in notes) for word in said] == [True, True]
    assert rules_notes(story.view(story.last, language), 2028) == []


def test_a_new_member_scores_and_one_whose_term_ended_does_not(story: Story) -> None:
    sheets = story.ask("evaluation/scores", project="S1", year=2029)
    assert set(sheets["scored_by"]) == {"m03", "m06", "m15"}
    assert story.not_assigned == "not_assigned"


# ── provinces ──


def test_the_template_of_the_merged_province_has_the_projects_of_both(story: Story) -> None:
    assert {row["사업번호"] for row in _rows(story, "사업")} == {"D1", "C1", "T1"}
    assert [f for f in story.checked.findings if f.severity == "error"] == []


@pytest.mark.parametrize("basis", [17, 16, 15])
def test_totals_are_equal_on_every_basis(story: Story, basis: int) -> None:
    jobs = _by(story, "indicators/by_region", "region", "actual", year=2029, basis=basis, **JOBS)
    assert sum(jobs.values()) == 6 + 7 + 9 + 3 + 10
    assert jobs.get(MERGED) == (26 if basis == 15 else None)
    assert (jobs.get("daejeon"), jobs.get("chungnam")) == ((None, None) if basis == 15 else (7, 19))


def test_the_year_before_the_merger_is_the_sum_of_its_parts(story: Story) -> None:
    rows = story.ask("indicators/by_region", year=2029, basis=15, **JOBS).set_index("region")
    assert rows.loc[MERGED, ["actual", "previous", "change"]].tolist() == [26, 13, 13]
    notes = _drawn(story, "year_on_year/regions", basis=15, year=2029, **JOBS).all_notes
    assert "대전충남(2029. 7. 1. 통합): 그 전의 값은 대전·충남의 보고를 더한 것입니다." in notes


def test_a_renamed_province_goes_on(story: Story) -> None:
    rows = story.ask("indicators/by_region", year=2029, **JOBS).set_index("region")
    assert rows.loc["gyeongbuk", ["actual", "previous"]].tolist() == [3, 2]


def test_a_report_of_the_merged_province_speaks_for_both(story: Story) -> None:
    known = story.board.set_index("region")["board_state"]
    assert (known["daejeon"], known["chungnam"]) == ("accepted", "accepted")
    assert known["busan"] == "overdue"


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_map_and_the_grid_show_the_merged_province(story: Story, language: Language) -> None:
    assert len(land_of(15).provinces) == len(set(cells_of(15).values())) == 15
    parts = [land_of(17).provinces[part] for part in ("daejeon", "chungnam")]
    whole = land_of(15).provinces[MERGED]
    assert whole.area == pytest.approx(sum(part.area for part in parts), rel=0.01)
    name = {"ko": "대전충남", "en": "Daejeon-Chungnam"}[language]
    for figure in ("region_map/map", "region_map/tiles"):
        drawn = _drawn(story, figure, language, 15, year=2029, subject="jobs", layer="indicator")
        assert drawn.chart is not None and drawn.chart.native is not None
        assert any(name in area.name for area in drawn.chart.native.areas)


def test_every_figure_is_drawn_of_the_merged_provinces(story: Story) -> None:
    view, drawn, refused = story.view(story.last, "en", 15), 0, set()
    for name, figure in figures().items():
        chosen = {k: "jobs" if v == "service_users" else v
                  for k, v in choices_for(view, figure).items()}  # fmt: skip
        try:
            shown = draw(view, Wanted(figure, chosen)).drawn
        except Refused as why:
            refused.add(why.key)
            continue
        drawn += 1
        assert shown.chart is None or shown.chart.figure.to_dict(), name
    assert (drawn > 50, refused) == (True, {"nothing_to_export"})


@pytest.mark.parametrize("form", ["pptx", "hwpx"])
def test_other_programs_draw_the_new_names(story: Story, form: str) -> None:
    wanted = {
        "region_map/map": {"subject": "jobs", "year": 2029},
        "model_types/type-indicator": {"indicator": "jobs", "year": 2029},
    }
    view = story.view(story.last, "ko", 15)
    shown = exhibits(
        story.store.ledger, view, [Wanted(figure_named(n), dict(c)) for n, c in wanted.items()]
    )
    for exhibit, name in zip(shown, ("대전충남", "기후대응"), strict=True):
        with zipfile.ZipFile(io.BytesIO(file_of(exhibit, form))) as file:
            parts = [file.read(each).decode(errors="ignore") for each in file.namelist()
                     if each.endswith(".xml")]  # fmt: skip
        assert any(name in part for part in parts)


# ── type and source of funds ──


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_seventh_type_stands_in_its_order_with_name_and_colour(
    story: Story, language: Language
) -> None:
    drawn = _drawn(story, "model_types/type-indicator", language, year=2029, **JOBS)
    names = next(iter(drawn.numbers.columns.values()))
    assert names[-1] == {"ko": "기후위기 대응형", "en": "Climate action"}[language]
    assert len(names) == 7
    assert "#6b4f1d" in json.dumps(drawn.chart.figure, default=str)


def test_a_project_of_the_new_type_is_read_by_another_name_of_it(story: Story) -> None:
    by_type = _by(story, "indicators/by_type", "model_type", "actual", year=2029, **JOBS)
    assert by_type["climate"] == 10


def test_a_new_source_of_funds_has_its_rows_and_is_added(story: Story) -> None:
    assert {row["재원"] for row in _rows(story, "예산")} == {
        "국비",
        "지방비",
        "자부담",
        "지역상생기금",
    }
    money = _by(story, "progress/money", "funding_source", "executed", year=2029)
    assert money["fund"] == 160
