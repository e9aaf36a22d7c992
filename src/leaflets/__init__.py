"""Printable multilingual leaflets: gettext catalogs and templates in, PDF out."""
