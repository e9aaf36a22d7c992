"""From styled text to lines of placed glyphs."""
