-- question: Who scored a project for a year, when, with which total, and which sheets count?
-- restricted: read_score, whose is in scored_by
-- parameters:
--   year integer  year evaluated
--   project text  project id
-- columns:
--   entry integer  entry in the ledger
--   scored_by text  panel member, or self for the province's own assessment
--   name_ko text  the member's name
--   name_en text  the member's name
--   given_on date  when it was handed in
--   is_late boolean  whether that was after the deadline
--   file_name text  the workbook it came in; none from the page
--   version integer  1 for the first, 2 for its correction
--   is_current boolean  whether no later one replaces it
--   reason text  why it replaces an earlier one
--   comment text  the scorer's comment on the whole
--   exclusion text  why it does not count: home_region or conflict
--   declared_ko text  the conflict that was declared
--   declared_en text  the conflict that was declared
--   total number  points out of 100, for sheets that count
--   trimmed text  highest or lowest, where it was dropped from the mean

select
    sheet.entry,
    sheet.scored_by,
    member.name_ko,
    member.name_en,
    sheet.given_on,
    sheet.is_late,
    sheet.file_name,
    sheet.version,
    sheet.is_current,
    sheet.reason,
    sheet.comment,
    sheet.exclusion,
    conflict.reason_ko as declared_ko,
    conflict.reason_en as declared_en,
    counted.total,
    counted.trimmed
from score_sheet as sheet
left join panel_member as member on sheet.scored_by = member.member
left join conflict_of_interest as conflict
    on
        sheet.exclusion = 'conflict'
        and sheet.scored_by = conflict.member
        and sheet.project = conflict.project
left join evaluation_total as counted on sheet.entry = counted.entry
where
    sheet.year = $year
    and sheet.project = $project
order by
    member.position nulls last,
    sheet.version
