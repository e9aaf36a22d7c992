"""The package for the print shop: press files under names it can read, and all it needs to know."""
