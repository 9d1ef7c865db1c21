"""모델 유형: how do the six model types compare, and what sets each apart?"""

import streamlit as st

from monitor.figures import model_types as draw
from monitor.figures import tables
from pages.shared.choose import choose_indicator, choose_year
from pages.shared.current import current_view
from pages.shared.show import figure_with_table, heading, notes

view = current_view()
words = view.words
heading(view, "model_types")
with st.container(horizontal=True, vertical_alignment="bottom"):
    year = choose_year(view)
    indicator = choose_indicator(view)
quarter = view.quarter(year)

summary = view.ask("types/summary", year=year, quarter=quarter)
names = [view.model_type(model_type) for model_type in summary["model_type"]]
left, right = st.columns(2, gap="medium")
with left:
    numbers = draw.summary_table(view, summary)
    figure_with_table(view, draw.money_bars(view, summary, year), numbers, "type-money")
with right:
    stages = view.ask("projects/by_stage", year=year, quarter=quarter)
    chart = draw.stage_bars(view, stages, year)
    figure_with_table(view, chart, draw.stages_table(view, stages), "type-stages")

left, right = st.columns(2, gap="medium")
with left:
    by_type = view.ask("indicators/by_type", indicator=indicator, year=year, quarter=quarter)
    chart = draw.indicator_bars(view, by_type, indicator, year)
    first = words("column.model_type")
    numbers = tables.figures_table(view, by_type, indicator, first, names, quarter)
    figure_with_table(view, chart, numbers, "type-indicator")
with right:
    projects = view.ask(
        "indicators/by_project",
        indicator=indicator,
        year=year,
        quarter=quarter,
        basis=view.basis,
    )
    medians = view.ask("types/distribution", indicator=indicator, year=year, quarter=quarter)
    chart = draw.type_strips(view, projects, medians, indicator, year)
    figure_with_table(
        view, chart, draw.distribution_table(view, medians, indicator), "type-distribution"
    )

left, right = st.columns([2, 3], gap="medium")
with left:
    cells = view.ask("projects/region_type_matrix", year=year, quarter=quarter, basis=view.basis)
    chart = draw.region_type_matrix(view, cells, year)
    figure_with_table(view, chart, draw.matrix_table(view, cells), "type-matrix")
with right:
    apart = view.ask("types/distinction", year=year, quarter=quarter)
    chart = draw.distinction_matrix(view, apart, year)
    figure_with_table(view, chart, draw.distinction_table(view, apart), "type-distinction")
    notes([words("model_types.distinction_note")])
