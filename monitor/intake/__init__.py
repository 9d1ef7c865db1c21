"""Intake: a workbook is read, normalised, checked, and kept in the ledger whole or not at all.

Nothing is imported here: the process that reads files must start without pandas and DuckDB.
"""
