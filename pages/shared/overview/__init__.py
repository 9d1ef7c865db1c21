"""Parts of 종합 현황."""
