"""Matrix: rows against columns, a number a cell, the darker the more."""

from __future__ import annotations

import pandas as pd
import plotly.graph_objects as go

from monitor.charts.theme import SMALL_SIZE, Caption, Chart, escaped, finish, palette


def matrix(
    frame: pd.DataFrame,
    caption: Caption,
    alternative_text: str,
    *,
    label_width: int = 64,
    row_height: int = 26,
) -> Chart:
    """Draw a matrix; every cell carries its text, so colour only repeats it.

    Args:
        frame: columns row, column (labels, in order), value (for the colour), text.
        caption: title, unit and source.
        alternative_text: the finding as a sentence.
        label_width: room for the row labels in pixels.
        row_height: height of a row in pixels.
    """
    colours = palette(dark=caption.dark)
    rows = list(dict.fromkeys(frame["row"]))
    columns = list(dict.fromkeys(frame["column"]))
    values = frame.pivot(index="row", columns="column", values="value").loc[rows, columns]
    texts = frame.pivot(index="row", columns="column", values="text").loc[rows, columns]
    scale = (colours.faint, *colours.classes[:4])
    top = float(values.max().max() or 1)
    figure = go.Figure(
        go.Heatmap(
            z=values,
            x=list(range(len(columns))),
            y=list(range(len(rows))),
            colorscale=[[n / (len(scale) - 1), colour] for n, colour in enumerate(scale)],
            zmin=0,
            zmax=top,
            showscale=False,
            xgap=2,
            ygap=2,
            hoverinfo="skip",
        )
    )
    for place, (name, texts_of_row) in enumerate(texts.iterrows()):
        for across, text in enumerate(texts_of_row):
            dark_cell = values.loc[name].iloc[across] > 0.62 * top
            figure.add_annotation(
                text=text,
                x=across,
                y=place,
                showarrow=False,
                font={
                    "size": SMALL_SIZE,
                    "color": ("#ffffff" if not caption.dark else "#131416")
                    if dark_cell
                    else colours.ink,
                },
            )
    figure.update_xaxes(
        tickvals=list(range(len(columns))),
        ticktext=[escaped(column) for column in columns],
        side="top",
        showgrid=False,
        zeroline=False,
    )
    figure.update_yaxes(
        tickvals=list(range(len(rows))),
        ticktext=[escaped(row) for row in rows],
        range=[len(rows) - 0.5, -0.5],
        showgrid=False,
        zeroline=False,
    )
    return finish(
        figure,
        caption,
        alternative_text,
        height=124 + row_height * len(rows),
        margin={"l": label_width, "t": 80},
    )
