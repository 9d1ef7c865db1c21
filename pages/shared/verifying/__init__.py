"""Verifying what left the house: by its code, or by the file itself."""
