"""What can be wrong with a translation: one small function for each kind, listed in ``table``."""
