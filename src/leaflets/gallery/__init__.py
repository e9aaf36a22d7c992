"""The gallery: what was built, small: a web page, contact sheets and pictures."""
