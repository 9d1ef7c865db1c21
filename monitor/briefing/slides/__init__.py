"""A briefing as slides: native charts, shapes and tables that PowerPoint can edit."""

from monitor.briefing.slides.figures import wants_picture
from monitor.briefing.slides.writing import write_alone, write_slides

__all__ = ["wants_picture", "write_alone", "write_slides"]
