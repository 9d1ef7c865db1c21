"""A briefing as slides: native charts, shapes and tables that PowerPoint can edit."""

from monitor.briefing.slides.writing import write_slides

__all__ = ["write_slides"]
