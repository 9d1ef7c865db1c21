"""Numbers as a workbook (XLSX): of one figure, or as the 부록 of a document."""

from monitor.briefing.workbook.writing import write_appendix, write_workbook

__all__ = ["write_appendix", "write_workbook"]
