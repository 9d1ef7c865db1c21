"""The templates: a province's quarter, and a scorer's year, with what is known filled in."""

from monitor.intake.template.scores import score_template
from monitor.intake.template.workbook import template

__all__ = ["score_template", "template"]
