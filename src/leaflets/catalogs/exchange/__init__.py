"""Catalogs as spreadsheets and XLIFF, and the way back with nothing overwritten silently."""
