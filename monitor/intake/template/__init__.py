"""The template: the form with a province's own projects and last values, to be filled in."""

from monitor.intake.template.workbook import template

__all__ = ["template"]
