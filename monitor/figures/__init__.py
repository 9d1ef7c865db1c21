"""From an answer to a figure or table, in the reader's words: one module a page."""
