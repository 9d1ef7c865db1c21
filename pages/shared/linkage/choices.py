"""What is looked at on 연계·협력: year, province and type; each stands in the address."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import streamlit as st

from pages.shared.choose import choose_region, choose_type, choose_year
from pages.shared.view import View


@dataclass(frozen=True)
class Chosen:
    """The choices that all parts share."""

    year: int
    quarter: int
    basis: int
    region: str
    model_type: str

    @property
    def asked(self) -> dict[str, Any]:
        """Return the choices as questions take them."""
        return self.of_all_regions | {"region": self.region}

    @property
    def of_all_regions(self) -> dict[str, Any]:
        """Return the choices without the province."""
        return {
            "year": self.year,
            "quarter": self.quarter,
            "basis": self.basis,
            "model_type": self.model_type,
        }


def choose_all(view: View) -> Chosen:
    """Offer all three choices in a row."""
    with st.container(horizontal=True, vertical_alignment="bottom"):
        year = choose_year(view)
        return Chosen(
            year=year,
            quarter=view.quarter(year),
            basis=view.basis,
            region=choose_region(view, with_all=True),
            model_type=choose_type(view),
        )
