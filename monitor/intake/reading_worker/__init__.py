"""The process that reads files: apart, bounded, and light.

Nothing in here imports pandas, DuckDB or the catalogue, so that the process starts in a tenth of a
second. A problem is told as a key of the catalogue and its values; the parent makes the sentence.
"""
