"""The panel's own page: projects, findings, scores, the visit sheet, decisions.

What people write stands in the ledger at once; every number comes from the shown release.
"""
