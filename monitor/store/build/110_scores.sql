-- The annual evaluation: the rules, the scores as given, and which of them are valid.

create table evaluation_year as
select
    year::integer as year,
    scores_due_on::date as scores_due_on,
    minimum_scorers::integer as minimum_scorers,
    trim_from::integer as trim_from,
    scheme,
    source_ko,
    source_en
from reference_evaluation_years
order by year;

-- The criteria in force at the end of each year.
create table evaluation_criterion as
select
    evaluation_year.year,
    criterion.programme_year::integer as programme_year,
    criterion.criterion,
    criterion.name_ko,
    criterion.name_en,
    criterion.definition_ko,
    criterion.definition_en,
    criterion.maximum_points::double as maximum_points,
    criterion.position::integer as position
from evaluation_year
inner join reference_evaluation_criteria as criterion
    on
        coalesce(criterion.valid_from::date <= make_date(evaluation_year.year, 12, 31), true)
        and coalesce(criterion.valid_to::date >= make_date(evaluation_year.year, 12, 31), true)
order by
    evaluation_year.year,
    criterion.programme_year::integer,
    criterion.position::integer;

-- The bands in force at the end of each year; by quota, a band and the better ones may hold so
-- much of the projects.
create table grade_band as
select
    evaluation_year.year,
    band.method,
    band.grade,
    band.minimum_score::double as minimum_score,
    band.quota_percent::double as quota_percent,
    case
        when band.quota_percent is null then 100
        else sum(band.quota_percent::double) over (
            partition by evaluation_year.year
            order by band.position::integer
        )
    end as quota_to,
    band.minimum_execution_percent::double as minimum_execution_percent,
    band.decision,
    band.position::integer as position
from evaluation_year
inner join reference_grade_bands as band
    on
        evaluation_year.scheme = band.scheme
        and band.valid_from::date <= make_date(evaluation_year.year, 12, 31)
        and coalesce(band.valid_to::date >= make_date(evaluation_year.year, 12, 31), true)
order by evaluation_year.year, band.position::integer;

-- Where a project stood at the end of its last quarter of a year: what it is judged as.
create table judged_project as
select
    project,
    year,
    region,
    model_type,
    programme_year,
    execution_rate
from quarter_status
qualify row_number() over (
    partition by project, year
    order by quarter desc
) = 1;

-- Every sheet that was handed in, replaced ones too: nothing of the record is lost.
create table score_sheet as
select
    sheet.entry,
    sheet.year,
    sheet.project,
    judged_project.region,
    judged_project.model_type,
    judged_project.programme_year,
    sheet.scored_by,
    sheet.comment,
    sheet.reason,
    sheet.given_by,
    sheet.given_at::date as given_on,
    sheet.given_at::date > evaluation_year.scores_due_on as is_late,
    submission.file_name,
    row_number() over (
        partition by sheet.year, sheet.project, sheet.scored_by
        order by sheet.entry
    ) as version,
    sheet.entry = max(sheet.entry) over (
        partition by sheet.year, sheet.project, sheet.scored_by
    ) as is_current,
    -- Nobody scores a project of their own province, or one they have a stake in.
    case
        when sheet.scored_by = 'self' then null
        when home.part is not null then 'home_region'
        when conflict_of_interest.member is not null then 'conflict'
    end as exclusion
from ledger.score_sheet as sheet
inner join judged_project
    on sheet.project = judged_project.project and sheet.year = judged_project.year
inner join evaluation_year on sheet.year = evaluation_year.year
left join ledger.submission on sheet.submission = submission.submission
left join panel_member on sheet.scored_by = panel_member.member
left join region_part as home
    on panel_member.home_region = home.region and judged_project.region = home.part
left join conflict_of_interest
    on
        sheet.scored_by = conflict_of_interest.member
        and sheet.project = conflict_of_interest.project
where
    sheet.sheet_state = 'submitted'
    and sheet.entry <= getvariable('ledger_position')
order by sheet.entry;

create table score as
select
    score.entry,
    score.criterion,
    score.points,
    score.remark
from ledger.score
inner join score_sheet on score.entry = score_sheet.entry
order by score.entry, score.criterion;
