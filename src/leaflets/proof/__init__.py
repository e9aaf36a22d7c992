"""The proof of a language: what its reviewer reads and signs."""
