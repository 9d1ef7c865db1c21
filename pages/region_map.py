"""지역 지도: where is what, and how does the chosen province stand?"""

import streamlit as st

from monitor.figures import region_map as draw
from monitor.figures import tables
from pages.shared.choose import choose_region
from pages.shared.current import current_view
from pages.shared.layer import choose_layer, on_click, selected_region
from pages.shared.show import export, figure, heading, notes, show_table_of, table
from pages.shared.status import show_status_numbers

view = current_view()
words = view.words
heading(view, "region_map")
layer = choose_layer(view)
answer = draw.ask_layer(view, layer)
classes = draw.classes_of(view, layer, answer)
selected = selected_region(view)

st.markdown(draw.chosen_line(view, layer, answer, selected))
left, right = st.columns([4, 3], gap="medium")
with left:
    figure(draw.map_chart(view, layer, answer, classes, selected), "map", **on_click("map"))
with right:
    figure(draw.tiles_chart(view, layer, answer, classes, selected), "tiles", **on_click("tiles"))
notes([words("region_map.choose_hint"), *draw.layer_notes(view, layer, answer, classes)])
show_table_of(view, draw.layer_table(view, layer, answer), draw.layer_title(view, layer), "map")

st.divider()
with st.container(horizontal=True, vertical_alignment="bottom"):
    region = choose_region(view, with_all=False)
    year = layer.year if layer.kind == "indicator" else view.manifest.last_year
name = view.name("regions", region)
st.subheader(words("region_map.province", region=name), anchor="province")
quarter, place = view.quarter(year), {"region": region, "basis": view.basis}
projects = view.ask("projects/list", year=year, quarter=quarter, **place)
st.markdown(f"**{words('region_map.projects')}** · {view.period(year)}")
table(
    view,
    tables.projects_table(view, projects),
    f"{name} {words('region_map.projects')}",
    "projects",
)
show_status_numbers(view, projects, "projects")

own = view.ask("regions/own_indicators", year=year, quarter=quarter, **place)
if len(own):
    st.markdown(f"**{words('region_map.own_indicators')}** · {view.period(year)}")
    table(
        view,
        draw.own_indicators_table(view, own),
        f"{name} {words('region_map.own_indicators')}",
        "own",
    )

left, right = st.columns([3, 2], gap="medium")
with left:
    st.markdown(f"**{words('region_map.profile')}** · {view.period(year)}")
    profile = view.ask("regions/profile", year=year, quarter=quarter, **place)
    table(
        view, draw.profile_table(view, profile), f"{name} {words('region_map.profile')}", "profile"
    )
    export(view, profile, f"profile_{region}")
with right:
    st.markdown(f"**{words('region_map.own_context')}**")
    context = view.ask("context/of_region", **place)
    shown = draw.context_table(view, context)
    table(
        view,
        shown,
        f"{name} {words('region_map.own_context')}",
        "context",
    )
    notes(shown.notes)
    export(view, context, f"context_{region}")
