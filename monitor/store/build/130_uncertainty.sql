-- How sure a score and a rank are. Random numbers are digests of (seed, year, project, replicate,
-- draw): the same everywhere and for ever, and one project's do not depend on another's.

create macro random_bits(key) as
md5_number_lower('2026-02-05:' || key);

-- 95 % bootstrap interval (Efron's percentiles, 1,000 replicates): each project's scorers are drawn
-- anew with replacement, all projects at once, and scored and ranked by the same rule.
create table evaluation_interval as
with scorer as (
    select
        evaluation_total.year,
        evaluation_total.project,
        evaluation_total.programme_year,
        evaluation_year.trim_from,
        list(evaluation_total.total order by evaluation_total.total) as totals
    from evaluation_total
    inner join evaluation_year on evaluation_total.year = evaluation_year.year
    group by all
    having count(*) >= any_value(evaluation_year.minimum_scorers)
),

redrawn as (
    select
        scorer.year,
        scorer.project,
        scorer.programme_year,
        replicate.replicate,
        trimmed_mean(
            list_transform(
                range(len(scorer.totals)),
                lambda draw: scorer.totals[
                    1 + (
                        random_bits(
                            concat_ws(
                                ':', scorer.year, scorer.project, replicate.replicate, draw
                            )
                        ) % len(scorer.totals)
                    )::integer
                ]
            ),
            scorer.trim_from
        ) as score
    from scorer
    cross join range(1000) as replicate (replicate)
),

ranked as (
    select
        *,
        rank() over (
            partition by year, programme_year, replicate
            order by round(score, 6) desc
        ) as rank
    from redrawn
)

select
    year,
    project,
    round(quantile_cont(score, 0.025), 6) as score_from,
    round(quantile_cont(score, 0.975), 6) as score_to,
    quantile_disc(rank, 0.025) as rank_from,
    quantile_disc(rank, 0.975) as rank_to
from ranked
group by
    year,
    project
order by
    year,
    project;

-- How firm the order is whatever the weights: 500 times each criterion's weight is drawn between
-- half and one and a half times its own, and everything is scored, ranked and graded again.
create table weight_stability as
with weight as (
    select
        replicate.replicate,
        criterion.programme_year,
        criterion.criterion,
        criterion.maximum_points
        * (
            0.5
            + random_bits(
                concat_ws(
                    ':',
                    'weight',
                    criterion.programme_year,
                    criterion.criterion,
                    replicate.replicate
                )
            ) / 18446744073709551616.0
        ) as weight,
        criterion.maximum_points
    from evaluation_criterion as criterion
    cross join range(500) as replicate (replicate)
),

totals as (
    select
        evaluation_total.year,
        evaluation_total.project,
        evaluation_total.programme_year,
        weight.replicate,
        100 * sum(score.points / weight.maximum_points * weight.weight) / sum(weight.weight)
            as total
    from evaluation_total
    inner join score on evaluation_total.entry = score.entry
    inner join weight
        on
            evaluation_total.programme_year = weight.programme_year
            and score.criterion = weight.criterion
    group by
        evaluation_total.year,
        evaluation_total.project,
        evaluation_total.programme_year,
        evaluation_total.entry,
        weight.replicate
),

scored as (
    select
        totals.year,
        totals.project,
        totals.programme_year,
        totals.replicate,
        round(
            trimmed_mean(
                list(totals.total order by totals.total), any_value(evaluation_year.trim_from)
            ),
            2
        ) as score
    from totals
    inner join evaluation_year on totals.year = evaluation_year.year
    group by
        totals.year,
        totals.project,
        totals.programme_year,
        totals.replicate
    having count(*) >= any_value(evaluation_year.minimum_scorers)
),

ranked as (
    select
        *,
        rank() over (
            partition by year, programme_year, replicate
            order by score desc
        ) as rank,
        count(*) over (partition by year, programme_year, replicate) as ranked
    from scored
),

graded as (
    select
        ranked.year,
        ranked.project,
        ranked.replicate,
        any_value(ranked.score) as score,
        any_value(ranked.rank) as rank,
        arg_min(band.grade, band.position) as grade
    from ranked
    inner join grade_band as band
        on
            ranked.year = band.year
            and reaches(band, ranked.score, ranked.rank, ranked.ranked, band.minimum_score)
    group by
        ranked.year,
        ranked.project,
        ranked.replicate
)

select
    graded.year,
    graded.project,
    min(graded.score) as score_from,
    max(graded.score) as score_to,
    quantile_disc(graded.rank, 0.025) as rank_from,
    quantile_disc(graded.rank, 0.975) as rank_to,
    percentage(
        count(*) filter (where graded.grade = evaluation_result.grade_reached), count(*)
    ) as same_grade_percent
from graded
inner join evaluation_result
    on graded.year = evaluation_result.year and graded.project = evaluation_result.project
group by
    graded.year,
    graded.project
order by
    graded.year,
    graded.project;
