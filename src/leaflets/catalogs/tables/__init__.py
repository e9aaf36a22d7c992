"""Generated tables: Unicode's line break classes, characters of Simplified and Traditional only.

``python -m leaflets.catalogs.tables DIR`` makes them again from the files of the Unicode Character
Database in DIR.
"""
