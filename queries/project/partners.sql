-- question: Which organisations take part in a project, as what, and since when?
-- parameters:
--   project text  project id
-- columns:
--   organisation text  name of the organisation
--   organisation_kind text  kind of organisation
--   is_social boolean  whether it counts as one of the social solidarity economy
--   partner_role text  its part in the project
--   joined_on date  since when
--   left_on date  until when; none while it takes part
--   social_value number  points of the social value index (0–100); none where not measured

with last_day as (
    select max(period_end) as period_end
    from period
)

select
    partner.organisation,
    partner.organisation_kind,
    organisation_kind.is_social,
    partner.partner_role,
    partner.joined_on,
    case when partner.left_on <= last_day.period_end then partner.left_on end as left_on,
    partner.social_value
from partner
inner join organisation_kind on partner.organisation_kind = organisation_kind.organisation_kind
inner join last_day on partner.joined_on <= last_day.period_end
where partner.project = $project
order by
    left_on is not null,
    partner.partner_role != 'lead',
    partner.joined_on,
    partner.organisation
