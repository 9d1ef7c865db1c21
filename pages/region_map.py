"""지역 지도: where is what, and how does the chosen province stand?"""

import streamlit as st

from monitor.figures import region_map as draw
from monitor.figures import region_profile as province
from pages.shared.choose import choose_region
from pages.shared.current import current_view
from pages.shared.layer import choose_layer, on_click, selected_region
from pages.shared.show import figure, fold_of, heading, notes, show_table, table
from pages.shared.status import show_status_numbers

view = current_view()
words = view.words
heading(view, "region_map")
layer = choose_layer(view)
shown = layer.choices | {"region": selected_region(view)}
st.markdown(draw.chosen_line(view, layer, selected_region(view)))
left, right = st.columns([4, 3], gap="medium")
with left:
    drawn = draw.province_map(view, **shown)
    figure(drawn.chart, "map", **on_click("map"))
with right:
    figure(draw.province_tiles(view, **shown).chart, "tiles", **on_click("tiles"))
notes([words("region_map.choose_hint"), *drawn.all_notes])
# What is taken along outlines no province: the page outlines one by itself.
fold_of(view, draw.province_map, drawn, layer.choices)

st.divider()
with st.container(horizontal=True, vertical_alignment="bottom"):
    region = choose_region(view, with_all=False)
    year = layer.year if layer.kind == "indicator" else view.manifest.last_year
name = view.name("regions", region)
st.subheader(words("region_map.province", region=name), anchor="province")
st.markdown(f"**{words('region_map.projects')}** · {view.period(year)}")
projects = province.projects(view, region=region, year=year)
table(view, projects.numbers, projects.heading, "projects")
show_status_numbers(view, projects.numbers.raw, "projects")

own = province.own_indicators(view, region=region, year=year)
if len(own.numbers.raw):
    st.markdown(f"**{words('region_map.own_indicators')}** · {view.period(year)}")
    table(view, own.numbers, own.heading, "own")

left, right = st.columns([3, 2], gap="medium")
with left:
    st.markdown(f"**{words('region_map.profile')}** · {view.period(year)}")
    show_table(view, province.profile, region=region, year=year)
with right:
    st.markdown(f"**{words('region_map.own_context')}**")
    show_table(view, province.own_context, region=region)
