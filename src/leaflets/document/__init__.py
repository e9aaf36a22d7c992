"""The document: nodes, computed style and theme, before anything has a place."""
