"""Tables from the Unicode Character Database; ``python -m leaflets.text.ucd`` makes them."""
