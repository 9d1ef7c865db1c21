"""The templates: a province's quarter, the ministry's register, a scorer's year."""

from monitor.intake.template.register import register_template
from monitor.intake.template.scores import score_template
from monitor.intake.template.workbook import template

__all__ = ["register_template", "score_template", "template"]
