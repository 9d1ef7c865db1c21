"""A briefing as a 보고서 of Hancom (HWPX)."""

from monitor.briefing.report.figures import wants_picture
from monitor.briefing.report.writing import write_alone, write_report

__all__ = ["wants_picture", "write_alone", "write_report"]
