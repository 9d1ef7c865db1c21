"""Agreement of the panel's members: Krippendorff's alpha over the scores that count."""

from __future__ import annotations

from typing import Final

import duckdb
import krippendorff
import numpy as np
import pandas as pd

TOTAL: Final = "total"
_COLUMNS: Final = ["year", "programme_year", "criterion", "projects", "scorers", "alpha"]


def alpha(scores: pd.DataFrame) -> float:
    """Return Krippendorff's alpha for interval data; NaN when it cannot be told.

    α = 1 - D_o / D_e: the observed squared difference between scores of one project over that
    expected if scores were dealt to projects at random (Krippendorff, Content Analysis, 2019,
    ch. 12). A project with one score says nothing; absent scores are no disagreement.

    Args:
        scores: columns member, project and points, one row a score.
    """
    matrix = scores.pivot(index="member", columns="project", values="points").to_numpy(float)
    matrix = matrix[:, np.count_nonzero(~np.isnan(matrix), axis=0) > 1]
    values = matrix[~np.isnan(matrix)]
    # Without variance there is nothing to tell projects apart by.
    if values.size == 0 or np.ptp(values) == 0:
        return float("nan")
    return float(krippendorff.alpha(reliability_data=matrix, level_of_measurement="interval"))


def add_agreement(connection: duckdb.DuckDBPyConnection) -> None:
    """Add the table ``agreement`` to a release that is being built, from its valid scores.

    Columns: year, programme_year, criterion (or total), projects (with two scores or more),
    scorers, alpha (null when it cannot be told).
    """
    scores = connection.execute(
        """
        select
            counted.year,
            counted.programme_year,
            score.criterion,
            counted.member,
            counted.project,
            score.points
        from evaluation_total as counted
        inner join score using (entry)
        union all
        select year, programme_year, 'total', member, project, total from evaluation_total
        order by all
        """
    ).df()
    rows = [
        (*group, *_counted(each), alpha(each))
        for group, each in scores.groupby(["year", "programme_year", "criterion"])
    ]
    found = pd.DataFrame(rows, columns=_COLUMNS)
    connection.register("found_agreement", found)
    connection.execute(
        """
        create table agreement as
        select
            year::integer as year,
            programme_year::integer as programme_year,
            criterion::varchar as criterion,
            projects::integer as projects,
            scorers::integer as scorers,
            -- Summing in another order must not change the content's digest.
            case when not isnan(alpha::double) then round(alpha::double, 9) end as alpha
        from found_agreement
        order by all
        """
    )
    connection.unregister("found_agreement")


def _counted(scores: pd.DataFrame) -> tuple[int, int]:
    """Return the projects with two scores or more, and who scored them."""
    shared = scores[scores.groupby("project")["member"].transform("size") > 1]
    return shared["project"].nunique(), shared["member"].nunique()
