"""What files say: their tables, charts and sentences, by the codes of the figures they are of."""

from monitor.briefing.contents.reading import contents
from monitor.briefing.contents.said import Contents, Part, parts_of

__all__ = ["Contents", "Part", "contents", "parts_of"]
