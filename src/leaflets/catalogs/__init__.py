"""Message catalogs: gettext PO files in, one immutable catalog a language out."""
