"""Intake: a workbook is read, normalised, checked, and kept in the ledger whole or not at all."""

from monitor.intake.check import Checked, check
from monitor.intake.findings import Finding
from monitor.intake.form import Form
from monitor.intake.submit import Receipt, submit

__all__ = ["Checked", "Finding", "Form", "Receipt", "check", "submit"]
