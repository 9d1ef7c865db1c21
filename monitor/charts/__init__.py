"""Figures: a tidy frame and a caption in, a plotly figure with its finding out."""

from monitor.charts.theme import Caption, Chart, Palette, palette

__all__ = ["Caption", "Chart", "Palette", "palette"]
