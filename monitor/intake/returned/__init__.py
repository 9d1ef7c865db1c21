"""The returned workbook: the sender's own file with marked cells and a sheet of findings."""

from monitor.intake.returned.workbook import ReasonKey, reasons_in, returned

__all__ = ["ReasonKey", "reasons_in", "returned"]
