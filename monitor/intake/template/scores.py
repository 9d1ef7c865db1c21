"""The score workbook's template: the projects that somebody is to score in a year, and by what."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Iterator, Sequence
from typing import Any, Final

import xlsxwriter

from monitor.evaluation import (
    SELF,
    Project,
    provinces_of,
)
from monitor.intake import styles
from monitor.intake.form import COVER, SCORE, Column, Form
from monitor.intake.scoring import COMMENTS, SCORES
from monitor.intake.template.lines import REFERENCE_MARK, Cell, labels
from monitor.intake.template.pen import COVER_TITLE_ROWS, PROTECTION, Pen, Style, mark_of
from monitor.intake.template.score_contents import MADE_UP, Contents, contents_of
from monitor.store import Ledger
from monitor.vocabulary import Vocabulary
from monitor.vocabulary.years import in_force
from monitor.wording import Refused, Words, date_text

_SPARE_ROWS: Final = 12
_LONGEST: Final = 1000
_WIDTHS: Final = {"project": 15, "name": 34, "criterion": 22, "most": 9, "points": 11, "remark": 54,
                  "before": 13, "given": 13, "scorer": 12, "region": 10, "programme_year": 10,
                  "decided": 12, "comment": 70, "reason": 40}  # fmt: skip


def score_template(
    ledger: Ledger,
    vocabulary: Vocabulary,
    *,
    year: int,
    member: str | None = None,
    region: str | None = None,
    today: dt.date,
) -> bytes:
    """Return the score workbook as xlsx: of a member of the panel, or of a province on itself.

    It lists the projects that are evaluated for the year and that the member looks after and may
    score, each with the criteria of its programme year and their most points; last year's points
    of the same scorer stand beside them. A project that has been decided is listed, and locked.
    The same ledger and day give the same bytes.

    Args:
        ledger: what has been accepted so far.
        vocabulary: members, assignments, conflicts, criteria, the form.
        year: the year evaluated.
        member: id of the member; exactly one of ``member`` and ``region`` is given.
        region: id of the province that assesses its own projects.
        today: the day on which it is made; the day of submission until somebody changes it.

    Raises:
        Refused: ``whose_template``, ``year_not_evaluated``, ``unknown_member``,
            ``unknown_region``, ``nothing_to_score``.
    """
    known = [int(row["year"]) for row in vocabulary.rows("evaluation_years")]
    if year not in known:
        raise Refused("year_not_evaluated", year=year, known=", ".join(map(str, known)))
    if (member is None) == (region is None):
        raise Refused("whose_template")
    if member is None:
        ledger.actor.permit("read_submission", region=region, on=SCORE)
    else:
        ledger.actor.permit("read_score", member=member, on=SCORE)
    said = contents_of(ledger, vocabulary, year, member, region, today)
    if not said.projects:
        raise Refused("nothing_to_score", who=said.name, year=year)
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, {"in_memory": True}) as book:
        _Writer(book, vocabulary, said, today).write()
    return stream.getvalue()


class _Writer(Pen):
    """Writes the sheets of one score workbook."""

    def __init__(self, book: Any, vocabulary: Vocabulary, said: Contents, today: dt.date) -> None:
        self.vocabulary, self.said, self.today = vocabulary, said, today
        self.form = Form(vocabulary, SCORE)
        rows = vocabulary.rows("evaluation_criteria")
        self.criteria = [row for row in rows if in_force(row, said.year)]
        self.definitions = {
            (row["table"], row["field"]): row for row in vocabulary.rows(self.form.file)
        }
        mark = mark_of(self.form, is_made_up=said.is_made_up)
        period = Words("ko")("score_form.of_year", year=said.year)
        super().__init__(book, (said.name, period), mark)
        book.set_properties(
            {
                "title": " ".join(self.about),
                "subject": mark,
                "created": dt.datetime(today.year, today.month, today.day),
            }
        )

    def write(self) -> None:
        """Write every sheet."""
        self._guide()
        self._cover()
        self._scores()
        self._comments()

    # ── guide and cover ──

    def _guide(self) -> None:
        sheet = self.add_sheet(self.words("template.guide"), portrait=True)
        sheet.hide_gridlines(2)
        sheet.set_column(0, 0, 16)
        sheet.set_column(1, 1, 92)
        self.titles(sheet, self.words("template.guide_title"), 1)
        for row, (heading, text, fill) in enumerate(self._guide_lines(), start=COVER_TITLE_ROWS):
            sheet.set_row(row, 34)
            head = Style(locked=True, bold=True, wrap=True, fill=fill or styles.REFERENCE)
            self.put(sheet, row, 0, heading, head)
            self.put(sheet, row, 1, text, Style(locked=True, wrap=True))
        sheet.protect("", PROTECTION)
        sheet.activate()

    def _guide_lines(self) -> Iterator[tuple[str, str, str]]:
        """Yield heading, text and fill of each line of the guide."""
        words, year = self.words, self.said.year
        due = next(row["scores_due_on"] for row in self.vocabulary.rows("evaluation_years")
                   if int(row["year"]) == year)  # fmt: skip
        yield words("template.cell_needed"), words("score_form.needed_means"), styles.FILL_IN
        yield (
            words("template.cell_reference"), words("score_form.reference_means"), styles.REFERENCE
        )  # fmt: skip
        for table in (COVER, *self.form.tables):
            yield self.form.of(table)[0].sheet, words(f"score_form.step_{table}"), ""
        yield words("score_form.correction"), words("score_form.correction_means"), ""
        yield words("template.sending"), words("score_form.sending_means"), ""
        yield words("template.deadline"), date_text(dt.date.fromisoformat(due)), styles.FILL_IN

    def _cover(self) -> None:
        values = self._cover_values()
        sheet, rows = self.cover_sheet(
            self.form, self.definitions, lambda c: (values[c.field], Style(c.kind)), 34
        )
        for row, column in rows:
            sheet.data_validation(row, 1, row, 1, self._accepts(column))
        sheet.protect("", PROTECTION)

    def _cover_values(self) -> dict[str, Cell]:
        said, kinds = self.said, labels(self.vocabulary, "data_kinds", "data_kind")
        return {
            "scorer": self.words("score_form.self") if said.scorer == SELF else said.name,
            "region": said.name if said.region else None,
            "year": said.year,
            "submitted_on": self.today,
            "form_version": self.form.version,
            "data_kind": kinds[MADE_UP if said.is_made_up else "real"],
        }

    # ── the sheets that are filled in ──

    def _scores(self) -> None:
        columns = {column.field: column for column in self.form.of(SCORES)}
        fields: tuple[str, ...] = (
            *("project", "name", "criterion", "most"),
            *("points", "remark", "before"),
        )
        if any(map(self.said.has_given, self.said.projects)):
            fields += ("given",)
        sheet = self._sheet(SCORES, (*fields, "scorer"), columns)
        row = 0
        for project in self.said.projects:
            programme_year = project.programme_year(self.said.year)
            for about in self.vocabulary.criteria(self.said.year, programme_year):
                row += 1
                criterion, most = about["criterion"], int(about["maximum_points"])
                key = (project.project, criterion)
                cells: dict[str, Cell] = {
                    "project": project.project,
                    "name": project.name,
                    "criterion": about["name_ko"],
                    "most": most,
                    "before": self.said.given.get((self.said.year - 1, *key)),
                    "given": self.said.given.get((self.said.year, *key)),
                }
                self._line(sheet, row, (*fields, "scorer"), cells, project, needed="points")
                self.note(sheet, row, fields.index("criterion"), about["definition_ko"])
                sheet.data_validation(
                    row, fields.index("points"), row, fields.index("points"), self._up_to(most)
                )
        self._spare(sheet, row, (*fields, "scorer"), columns)

    def _comments(self) -> None:
        columns = {column.field: column for column in self.form.of(COMMENTS)}
        fields = ("project", "name", "region", "programme_year", "comment", "reason", "decided",
                  "scorer")  # fmt: skip
        sheet = self._sheet(COMMENTS, fields, columns)
        for row, project in enumerate(self.said.projects, start=1):
            programme_year = project.programme_year(self.said.year)
            is_decided = project.project in self.said.decided
            cells: dict[str, Cell] = {
                "project": project.project,
                "name": project.name,
                "region": self.vocabulary.regions[project.region].short_ko,
                "programme_year": self.words("score_form.nth_year", number=programme_year),
                "decided": self.words("score_form.decided") if is_decided else None,
            }
            needed = "reason" if self.said.has_given(project) else "comment"
            self._line(sheet, row, fields, cells, project, needed=needed)
            sheet.set_row(row, 32)
        self._spare(sheet, len(self.said.projects), fields, columns)

    def _sheet(self, table: str, fields: Sequence[str], columns: dict[str, Column]) -> Any:
        """Add a sheet with its headings: what is read, and in grey what is only for reference."""
        sheet = self.add_sheet(self.form.of(table)[0].sheet, 0)
        sheet.set_row(0, 32)
        for place, name in enumerate(fields):
            sheet.set_column(place, place, _WIDTHS[name])
            column = columns.get(name)
            if column is None:
                label = self.words(f"score_form.column_{name}", year=self.said.year - 1)
                grey = Style(locked=True, fill=styles.REFERENCE, ink=styles.GREY_INK,
                             align="center", wrap=True)  # fmt: skip
                self.put(sheet, 0, place, f"{label} {REFERENCE_MARK}", grey)
                continue
            dark = (column.is_key and column.required) or name == "points"
            fill, ink = (
                (styles.HEADING, "#ffffff") if dark else (styles.HEADING_OPTIONAL, styles.INK)
            )
            head = Style(locked=True, bold=True, fill=fill, ink=ink, align="center", wrap=True)
            self.put(sheet, 0, place, column.label_ko, head)
            definition = self.definitions[table, name]["definition_ko"]
            self.note(sheet, 0, place, f"{column.label_ko}\n{definition}")
        sheet.freeze_panes(1, fields.index("name") + 1)
        sheet.protect("", PROTECTION)
        return sheet

    def _line(
        self,
        sheet: Any,
        row: int,
        fields: Sequence[str],
        cells: dict[str, Cell],
        project: Project,
        *,
        needed: str,
    ) -> None:
        """Write a row: what is known is locked, so is all of a project that was decided."""
        is_open = project.project not in self.said.decided
        for place, name in enumerate(fields):
            value = cells.get(name)
            if name in {"points", "remark", "comment", "reason", "scorer"} and is_open:
                fill = styles.FILL_IN if name == needed else ""
                kind = "number" if name == "points" else "text"
                look = Style(kind, fill, wrap=name not in {"points", "scorer"})
            else:
                kind = "text" if isinstance(value, str) else "number"
                is_key = name in {"project", "criterion"}
                ink = styles.INK if is_key else styles.GREY_INK
                look = Style(kind, styles.REFERENCE, locked=True, ink=ink, wrap=name == "name")
            self.put(sheet, row, place, value, look)

    def _spare(
        self, sheet: Any, last: int, fields: Sequence[str], columns: dict[str, Column]
    ) -> None:
        """Leave rows to spare, and let every column accept what the form allows."""
        end = last + _SPARE_ROWS
        for row in range(last + 1, end + 1):
            for place, name in enumerate(fields):
                column = columns.get(name)
                kind = column.kind if column else "text"
                look = Style(
                    "number" if kind == "number" else "text",
                    "" if column else styles.REFERENCE,
                    locked=column is None,
                )
                self.put(sheet, row, place, None, look)
        for place, name in enumerate(fields):
            first = last + 1 if name == "points" else 1
            if name in columns:
                sheet.data_validation(first, place, end, place, self._accepts(columns[name]))
        sheet.autofilter(0, 0, end, len(fields) - 1)

    # ── what the cells accept ──

    def _accepts(self, column: Column) -> dict[str, Any]:
        said = {"error_title": column.label_ko[:31]}
        if column.kind == "choice":
            names = self._choices(column.vocabulary)
            message = self.words("template.refuse_list")
            return said | {"validate": "list", "source": names, "error_message": message}
        if column.field == "points":
            return self._up_to(max(int(row["maximum_points"]) for row in self.criteria))
        if column.kind == "integer":
            low, high = int(column.minimum or 0), int(column.maximum or 0)
            message = self.words("template.refuse_integer", low=low, high=high)
            limits = {"validate": "integer", "criteria": "between", "minimum": low, "maximum": high}
            return said | limits | {"error_message": message}
        if column.kind == "date":
            message = self.words("template.refuse_date")
            limits = {"minimum": dt.date(2020, 1, 1), "maximum": dt.date(2050, 12, 31)}
            rule = {"validate": "date", "criteria": "between", **limits}
            return said | rule | {"error_message": message}
        longest = {"identifier": 40, "long_text": _LONGEST}.get(column.kind, 200)
        message = self.words("score_form.refuse_text", longest=f"{longest:,}")
        limits = {"validate": "length", "criteria": "<=", "value": longest}
        return said | limits | {"error_message": message}

    def _up_to(self, most: int) -> dict[str, Any]:
        return {
            "validate": "decimal",
            "criteria": "between",
            "minimum": 0,
            "maximum": most,
            "error_title": self.form.of(SCORES)[0].sheet,
            "error_message": self.words("score_form.refuse_points", most=most),
        }

    def _choices(self, vocabulary: str) -> list[str]:
        """Return what a drop-down offers."""
        if vocabulary == "scorer":
            return [str(self._cover_values()["scorer"])]
        if vocabulary == "region":
            return [self.said.name] if self.said.region else [
                self.vocabulary.regions[region].short_ko
                for region in provinces_of(self.vocabulary, self.said.scorer, self.today)
            ]  # fmt: skip
        if vocabulary == "criterion":
            return list(dict.fromkeys(row["name_ko"] for row in self.criteria))
        return list(labels(self.vocabulary, f"{vocabulary}s", vocabulary).values())
