-- From points to decisions. Formulas: docs/evaluation.md.

-- One value of a text of pairs such as '1_plan:30 1_outcome:5'; null where it is not named.
create macro pair_value(pairs, name) as
try_cast(
    nullif(regexp_extract(' ' || pairs, ' ' || name || ':([0-9.]+)', 1), '') as double
);

-- The mean of totals without one highest and one lowest, where there are enough of them.
create macro trimmed_mean(totals, trim_from) as
case
    when len(totals) >= trim_from
        then (list_sum(totals) - list_max(totals) - list_min(totals)) / (len(totals) - 2)
    else list_avg(totals)
end;

-- A member's total: points as a share of the most there are, weighted, out of 100. `weights` may
-- name other weights by programme year and criterion; an empty text is the record.
create macro sheet_totals(weights) as table
    with weighted as (
        select
            year,
            programme_year,
            criterion,
            maximum_points,
            coalesce(pair_value(weights, programme_year || '_' || criterion), maximum_points)
                as weight
        from evaluation_criterion
    ),

    totals as (
        select
            score_sheet.entry,
            100
            * sum(score.points / weighted.maximum_points * weighted.weight)
            / nullif(sum(weighted.weight), 0) as total
        from score_sheet
        inner join score on score_sheet.entry = score.entry
        inner join weighted
            on
                score_sheet.year = weighted.year
                and score_sheet.programme_year = weighted.programme_year
                and score.criterion = weighted.criterion
        where score_sheet.is_current
        group by score_sheet.entry
    )

    select
        score_sheet.entry,
        score_sheet.year,
        score_sheet.project,
        score_sheet.programme_year,
        score_sheet.scored_by,
        score_sheet.exclusion,
        -- What differs in the last bits only is the same total.
        round(totals.total, 6) as total
    from totals
    inner join score_sheet on totals.entry = score_sheet.entry;

-- A project's score: the trimmed mean of its valid totals, two decimals, as it is shown and judged.
create macro project_scores(weights) as table
    with valid as (
        select
            year,
            project,
            programme_year,
            count(*) as scorers,
            list(total order by total) as totals
        from sheet_totals(weights)
        where
            scored_by != 'self'
            and exclusion is null
            and total is not null
        group by
            year,
            project,
            programme_year
    )

    select
        valid.year,
        valid.project,
        valid.programme_year,
        valid.scorers,
        case
            when valid.scorers < evaluation_year.minimum_scorers then 'too_few'
            when valid.scorers < evaluation_year.trim_from then 'mean'
            else 'trimmed'
        end as score_method,
        round(trimmed_mean(valid.totals, evaluation_year.trim_from), 2) as score
    from valid
    inner join evaluation_year on valid.year = evaluation_year.year;

create macro reaches(band, score, rank, ranked, minimum_score) as
case band.method
    when 'quota' then rank <= ceil(band.quota_to * ranked / 100)
    else score >= minimum_score
end;

-- Grade and decision by the rules: the best band that the score reaches (or, by quota, the rank)
-- and that a low execution rate does not bar. With too few scorers there is none.
create macro project_grades(weights, cut_offs) as table
    with ranked as (
        select
            scored.*,
            judged.region,
            judged.model_type,
            judged.execution_rate,
            case
                when scored.score_method != 'too_few' then rank() over (
                    partition by
                        scored.year,
                        scored.programme_year,
                        scored.score_method = 'too_few'
                    order by scored.score desc
                )
            end as rank,
            count(*) filter (where scored.score_method != 'too_few') over (
                partition by scored.year, scored.programme_year
            ) as ranked
        from project_scores(weights) as scored
        inner join judged_project as judged
            on scored.year = judged.year and scored.project = judged.project
    ),

    reached as (
        select
            ranked.*,
            band.grade,
            band.decision,
            band.position,
            coalesce(ranked.execution_rate < band.minimum_execution_percent, false) as is_barred
        from ranked
        left join grade_band as band
            on
                ranked.year = band.year
                and ranked.score_method != 'too_few'
                and reaches(
                    band,
                    ranked.score,
                    ranked.rank,
                    ranked.ranked,
                    coalesce(pair_value(cut_offs, band.grade), band.minimum_score)
                )
    )

    select
        year,
        project,
        region,
        model_type,
        programme_year,
        execution_rate,
        scorers,
        score_method,
        score,
        rank,
        ranked,
        arg_min(grade, position) as grade_reached,
        arg_min(grade, position) filter (where not is_barred) as grade,
        arg_min(decision, position) filter (where not is_barred) as rule_decision
    from reached
    group by
        year,
        project,
        region,
        model_type,
        programme_year,
        execution_rate,
        scorers,
        score_method,
        score,
        rank,
        ranked;

-- Each valid sheet with its total, and whether it was dropped as the highest or the lowest.
create table evaluation_total as
with placed as (
    select
        totals.*,
        row_number() over (
            partition by totals.year, totals.project
            order by totals.total, totals.scored_by
        ) as from_below,
        count(*) over (partition by totals.year, totals.project) as scorers
    from sheet_totals('') as totals
    where totals.scored_by != 'self' and totals.exclusion is null
)

select
    placed.entry,
    placed.year,
    placed.project,
    placed.programme_year,
    placed.scored_by as member,
    placed.total,
    case
        when placed.scorers < evaluation_year.trim_from then null
        when placed.from_below = 1 then 'lowest'
        when placed.from_below = placed.scorers then 'highest'
    end as trimmed
from placed
inner join evaluation_year on placed.year = evaluation_year.year
order by
    placed.year,
    placed.project,
    placed.scored_by;

-- Mean points by criterion over the sheets that count, so that criteria add up to the score.
create table criterion_result as
select
    evaluation_total.year,
    evaluation_total.project,
    criterion.programme_year,
    criterion.criterion,
    criterion.position,
    criterion.maximum_points,
    avg(score.points) as points,
    percentage(avg(score.points), criterion.maximum_points) as points_percent,
    min(score.points) as lowest,
    max(score.points) as highest
from evaluation_total
inner join score on evaluation_total.entry = score.entry
inner join evaluation_criterion as criterion
    on
        evaluation_total.year = criterion.year
        and evaluation_total.programme_year = criterion.programme_year
        and score.criterion = criterion.criterion
where evaluation_total.trimmed is null
group by
    evaluation_total.year,
    evaluation_total.project,
    criterion.programme_year,
    criterion.criterion,
    criterion.position,
    criterion.maximum_points
order by
    evaluation_total.year,
    evaluation_total.project,
    criterion.position;

create table evaluation_decision as
select
    decision.entry,
    decision.year,
    decision.project,
    decision.decision,
    decision.reason,
    decision.release,
    decision.decided_by,
    decision.decided_at::date as decided_on,
    decision.entry = max(decision.entry) over (
        partition by decision.year, decision.project
    ) as is_current
from ledger.evaluation_decision as decision
inner join judged_project
    on decision.project = judged_project.project and decision.year = judged_project.year
where decision.entry <= getvariable('ledger_position')
order by decision.entry;

-- Conditions, each with its last answer.
create table decision_condition as
select
    decision_condition.entry,
    decision_condition.position,
    evaluation_decision.year,
    evaluation_decision.project,
    decision_condition.condition,
    decision_condition.due_on,
    arg_max(condition_answer.answer, condition_answer.entry) as answer,
    arg_max(condition_answer.given_by, condition_answer.entry) as answered_by,
    arg_max(condition_answer.given_at, condition_answer.entry)::date as answered_on
from ledger.decision_condition
inner join evaluation_decision
    on decision_condition.entry = evaluation_decision.entry and evaluation_decision.is_current
left join ledger.condition_answer
    on
        decision_condition.entry = condition_answer.decision_entry
        and decision_condition.position = condition_answer.position
        and condition_answer.entry <= getvariable('ledger_position')
group by all
order by decision_condition.entry, decision_condition.position;

create table evaluation_result as
with self as (
    select
        year,
        project,
        total as self_score
    from sheet_totals('')
    where scored_by = 'self'
),

excluded as (
    select
        year,
        project,
        count(*) as excluded
    from score_sheet
    where is_current and exclusion is not null
    group by
        year,
        project
)

select
    judged.year,
    judged.project,
    judged.region,
    judged.model_type,
    judged.programme_year,
    judged.execution_rate,
    coalesce(graded.scorers, 0) as scorers,
    coalesce(excluded.excluded, 0) as excluded,
    coalesce(graded.score_method, 'too_few') as score_method,
    graded.score,
    self.self_score,
    graded.rank,
    graded.ranked,
    graded.grade_reached,
    graded.grade,
    graded.rule_decision,
    coalesce(decided.decision, graded.rule_decision) as decision,
    decided.decision is not null as is_decided,
    decided.decision is not null
    and coalesce(decided.decision != graded.rule_decision, true) as is_deviating,
    decided.reason,
    decided.release as decided_from,
    decided.decided_by,
    decided.decided_on
from judged_project as judged
left join project_grades('', '') as graded
    on judged.year = graded.year and judged.project = graded.project
left join self on judged.year = self.year and judged.project = self.project
left join excluded on judged.year = excluded.year and judged.project = excluded.project
left join evaluation_decision as decided
    on
        judged.year = decided.year
        and judged.project = decided.project
        and decided.is_current
-- A year is evaluated once somebody has scored a project of it.
where
    judged.year in (
        select year from score_sheet
        where scored_by != 'self'
    )
order by
    judged.year,
    judged.project;

-- Results with the value that is looked at, a score or a criterion's share of its points in %, and
-- what it was the year before.
create macro results_by(on_criterion) as table
    with valued as (
        select
            result.*,
            case
                when on_criterion = 'total' then result.score
                else criterion.points_percent
            end as value
        from evaluation_result as result
        left join criterion_result as criterion
            on
                result.year = criterion.year
                and result.project = criterion.project
                and criterion.criterion = on_criterion
    )

    select
        valued.*,
        previous.value as previous_value,
        previous.grade as previous_grade,
        valued.value - previous.value as change
    from valued
    left join valued as previous
        on valued.project = previous.project and valued.year = previous.year + 1;
