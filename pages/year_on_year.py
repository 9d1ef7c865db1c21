"""연차 비교: how did an indicator develop over the years, against target, and why did it change?"""

import streamlit as st

from monitor.figures import tables
from monitor.figures import year_on_year as draw
from pages.shared.choose import choose_indicator, choose_region, choose_type, choose_year
from pages.shared.current import current_view
from pages.shared.show import figure_with_table, heading, no_year_before, notes

view = current_view()
words = view.words
heading(view, "year_on_year")
with st.container(horizontal=True, vertical_alignment="bottom"):
    year = choose_year(view)
    indicator = choose_indicator(view)
    model_type = choose_type(view)
    region = choose_region(view, with_all=True)
quarter = view.quarter(year)
chosen = {"indicator": indicator, "quarter": quarter, "basis": view.basis}
of = {"region": region, "model_type": model_type}

whole, causes = st.columns(2, gap="medium")
with whole:
    years = view.ask("indicators/years_total", **chosen, **of)
    labels = [view.period_to(each, quarter) for each in years["year"]]
    chart = draw.years_bars(view, years, labels, indicator, **of)
    numbers = tables.figures_table(view, years, indicator, words("column.year"), labels, quarter)
    figure_with_table(view, chart, numbers, "years")
with causes:
    changed = view.ask("indicators/change_causes", **chosen, year=year, model_type=model_type)
    why = draw.causes_waterfall(view, changed, indicator, year, **of)
    numbers = draw.causes_table(view, changed, indicator)
    figure_with_table(view, why, numbers, "causes", nothing=no_year_before(view, year))
    if why is not None:
        known = draw.causes_notes(view, changed, indicator, year, region)
        notes([*known, words("year_on_year.causes_note")])

by_region = view.ask("indicators/years_by_region", **chosen, model_type=model_type)
chart = draw.region_panels(view, by_region, indicator, quarter, model_type)
figure_with_table(view, chart, draw.years_table(view, by_region, indicator, "region"), "regions")

left, right = st.columns(2, gap="medium")
with left:
    by_type = view.ask("indicators/years_by_type", **chosen, region=region)
    types_chart = draw.type_panels(view, by_type, indicator, quarter, region)
    numbers = draw.years_table(view, by_type, indicator, "model_type")
    figure_with_table(view, types_chart, numbers, "types")
with right:
    cohorts = view.ask("indicators/by_programme_year", **chosen, **of)
    cohorts_chart = draw.cohort_lines(view, cohorts, indicator, **of)
    numbers = draw.cohorts_table(view, cohorts, indicator)
    figure_with_table(view, cohorts_chart, numbers, "cohorts")
    notes([words("year_on_year.cohorts_note")])
