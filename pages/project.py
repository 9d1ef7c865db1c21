"""사업 카드: what is one project, how does it stand, and which one was looked for?"""

import streamlit as st

from monitor.figures.links import link
from pages.shared.choose import choose, choose_year
from pages.shared.current import current_view
from pages.shared.project import card, found
from pages.shared.sheet import print_button
from pages.shared.show import heading

view = current_view()
words = view.words
heading(view, "project")
projects = view.ask("project/all")
names = dict(zip(projects["project"], projects["name"], strict=True))
with st.container(horizontal=True, vertical_alignment="bottom", key="card choices"):
    project = choose(
        st.selectbox,
        words("column.project"),
        ["all", *names],
        key="project",
        default="all",
        names={
            "all": words("project.all_projects"),
            **{project: f"{project} · {name}" for project, name in names.items()},
        },
        width=420,
    )
    if project != "all":
        years = [int(year) for year in view.ask("project/years", project=project)["year"]]
        year = choose_year(view, years)
        print_button(view)
typed = st.query_params.get("search", "")
if project == "all":
    found.show(view, typed)
else:
    back = link(view, "project", words("project.to_list"), project="all")
    judged = link(
        view, "evaluation", words("project.to_evaluation"), part="project", project=project
    )
    st.markdown(f"{back} · {judged}")
    card.show(view, project, year)
