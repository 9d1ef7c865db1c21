"""Tabulating: sheets of raw cells become a cover and tables of values."""

from monitor.intake.tabulating.tables import Tabulated, tabulate

__all__ = ["Tabulated", "tabulate"]
