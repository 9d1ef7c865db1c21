-- How sure a score and a rank are. Random numbers are pieces of digests of (seed, year, project,
-- replicate, block of draws): the same everywhere and for ever, one project's apart from another's.

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

-- Four draws of 16 bits a digest: making digests is what takes the time.
drawn as (
    select
        scorer.year,
        scorer.project,
        scorer.programme_year,
        scorer.trim_from,
        scorer.totals,
        replicate.replicate,
        list_transform(
            range((len(scorer.totals) + 3) // 4),
            lambda block: random_bits(
                concat_ws(':', scorer.year, scorer.project, replicate.replicate, block)
            )
        ) as digests
    from scorer
    cross join range(1000) as replicate (replicate)
),

redrawn as (
    select
        year,
        project,
        programme_year,
        replicate,
        trimmed_mean(
            list_transform(
                range(len(totals)),
                lambda draw: totals[
                    1 + (
                        (digests[1 + draw // 4] >> (16 * (draw % 4))::ubigint)
                        % 65536 % len(totals)::ubigint
                    )::integer
                ]
            ),
            trim_from
        ) as score
    from drawn
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
with weighting as (
    select
        replicate.replicate,
        criterion.year,
        criterion.programme_year,
        list(
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
                ) / 18446744073709551615.0
            )
            order by criterion.position
        ) as weights
    from evaluation_criterion as criterion
    cross join range(500) as replicate (replicate)
    group by
        replicate.replicate,
        criterion.year,
        criterion.programme_year
),

sheet as (
    select
        evaluation_total.entry,
        evaluation_total.year,
        evaluation_total.project,
        evaluation_total.programme_year,
        list(score.points / criterion.maximum_points order by criterion.position) as shares
    from evaluation_total
    inner join score on evaluation_total.entry = score.entry
    inner join evaluation_criterion as criterion
        on
            evaluation_total.year = criterion.year
            and evaluation_total.programme_year = criterion.programme_year
            and score.criterion = criterion.criterion
    group by
        evaluation_total.entry,
        evaluation_total.year,
        evaluation_total.project,
        evaluation_total.programme_year
),

totals as (
    select
        sheet.year,
        sheet.project,
        sheet.programme_year,
        weighting.replicate,
        100 * list_dot_product(sheet.shares, weighting.weights) / list_sum(weighting.weights)
            as total
    from sheet
    inner join weighting
        on sheet.year = weighting.year and sheet.programme_year = weighting.programme_year
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
