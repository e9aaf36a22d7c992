"""Faces: metrics, coverage and subsets of font files, and the choice of a face for a script."""
