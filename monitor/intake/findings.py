"""Findings: what is wrong in a workbook, where, and what to do."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass

import pandas as pd

from monitor.wording import Language, Words


@dataclass(frozen=True)
class Finding:
    """One thing to mend. ``code`` names an entry of the catalogue's section ``finding``."""

    code: str
    sheet: str
    cell: str
    field: str = ""
    raw_value: str = ""
    severity: str = "error"

    def say(self, language: Language = "ko") -> str:
        """Return sheet and cell, what is wrong, and what to do."""
        words = Words(language)
        what = words(f"finding.{self.code}", field=self.field, value=self.raw_value)
        place = f"[{self.sheet}] {self.cell}" if self.cell else f"[{self.sheet}]"
        return f"{place}: {what}"


def findings_frame(findings: Sequence[Finding]) -> pd.DataFrame:
    """Return findings as rows of the ledger's table: position, code, severity, sheet, cell, …."""
    rows = [{"position": n, **asdict(finding)} for n, finding in enumerate(findings, start=1)]
    return pd.DataFrame(rows)
