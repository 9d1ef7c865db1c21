"""Briefing: what a release's numbers say, in sentences as government briefings write them."""

from monitor.briefing.sentences import KINDS, QUESTIONS, Line, Sentence, sentences, text_of

__all__ = ["KINDS", "QUESTIONS", "Line", "Sentence", "sentences", "text_of"]
