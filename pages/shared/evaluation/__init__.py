"""The parts of 연차 평가: results, the years, one project, what if."""
