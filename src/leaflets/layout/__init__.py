"""From a document and a theme to finished pages."""
