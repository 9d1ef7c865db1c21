"""Documents and figures as PDF that a screen reader can follow: HTML, printed by our browser."""

from monitor.briefing.printed.documents import document_html, document_pdf
from monitor.briefing.printed.exhibits import exhibit_html, exhibit_pdf

__all__ = ["document_html", "document_pdf", "exhibit_html", "exhibit_pdf"]
