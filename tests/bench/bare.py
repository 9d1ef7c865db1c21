"""The bare page: as many elements of the same kinds as a page of ours, and nothing behind them."""

from __future__ import annotations

from collections import Counter
from typing import Any

from streamlit.testing.v1 import AppTest

from monitor.vocabulary import BOUNDARIES

# Element kinds of the harness → a line that draws one with nothing behind it.
_LINES = {
    "metric": 'st.metric("지표", "1,234", "전년 대비 +1.0%", help="정의")',
    "plotly_chart": "st.plotly_chart(FIGURE, key=KEY, theme=None, config=CONFIG, alt='그림')",
    "map": "st.plotly_chart(MAP, key=KEY, theme=None, config=CONFIG, alt='지도')",
    "table": "st.table(FRAME, hide_index=True)",
    "selectbox": 'st.selectbox("고르기", ["가", "나"], key=KEY)',
    "button_group": 'st.segmented_control("고르기", ["가", "나"], default="가", key=KEY)',
    "text_input": 'st.text_input("찾기", key=KEY)',
    "button": 'st.button("확인", key=KEY)',
    "download_button": 'st.download_button("내려받기", b"1", key=KEY)',
    "expander": 'st.expander("펼치기")',
    "title": 'st.title("제목")',
    "subheader": 'st.subheader("제목")',
    "caption": 'st.caption("설명")',
    "markdown": 'st.markdown("본문")',
    "badge": 'st.badge("표시")',
    "html": 'st.html("<span hidden></span>")',
    "divider": "st.divider()",
}
_HEAD = """
import json
import pathlib

import pandas as pd
import plotly.graph_objects as go
import streamlit as st

st.set_page_config(layout="wide")
CONFIG = {"displayModeBar": False, "topojsonURL": "app/static/"}


@st.cache_resource(show_spinner=False)
def figures():
    # Kept, as a page of ours keeps them.
    geojson = json.loads(pathlib.Path(BOUNDARIES).read_text())
    provinces = go.Choropleth(geojson=geojson, locations=["seoul", "busan"], z=[1, 2])
    geo = {"visible": False, "fitbounds": "geojson"}
    return go.Figure(go.Bar(x=[1, 2, 3], y=[1, 2, 3])), go.Figure(provinces, {"geo": geo})


FIGURE, MAP = figures()
FRAME = pd.DataFrame({"가": ["1"] * 3, "나": ["2"] * 3})
"""


def kinds_on(app: AppTest) -> Counter[str]:
    """Count the elements of a page by kind; what holds others counts where it is drawn itself."""
    counted: Counter[str] = Counter()

    def walk(block: Any) -> None:
        for child in block.children.values():
            kind = getattr(child, "type", "")
            if kind == "plotly_chart" and '"choropleth"' in child.proto.spec:
                kind = "map"
            counted[kind] += kind in _LINES
            if hasattr(child, "children"):
                walk(child)

    walk(app._tree)
    return +counted


def bare_script(kinds: Counter[str]) -> str:
    """Write the script of a bare page with so many elements of each kind."""
    lines = [
        _LINES[kind].replace("KEY", f'"{kind} {number}"')
        for kind, count in sorted(kinds.items())
        for number in range(count)
    ]
    head = _HEAD.replace("BOUNDARIES", repr(str(BOUNDARIES / "provinces_17.geojson")))
    return head + "\n".join(lines) + "\n"
