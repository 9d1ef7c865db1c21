-- The arithmetic that every question shares, once. Macros travel inside the release file.

-- A sum stays a sum; a ratio is the ratio of sums; a mean is weighted by its denominator.
create macro combined(across_projects, factor, numerator, denominator) as
case across_projects
    when 'sum' then numerator
    when 'none' then numerator
    else factor * numerator / nullif(denominator, 0)
end;

-- Attainment in %: actual over target; target over actual where lower is better.
create macro attainment(direction, actual, target) as
case direction
    when 'higher' then 100.0 * actual / nullif(target, 0)
    when 'lower' then 100.0 * target / nullif(actual, 0)
end;

-- A change of an amount in %; a rate changes in its own unit and has none.
create macro change_percent(across_projects, actual, previous) as
case
    when across_projects = 'sum' then 100.0 * (actual - previous) / nullif(previous, 0)
end;

create macro percentage(part, whole) as
100.0 * part / nullif(whole, 0);
