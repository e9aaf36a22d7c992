"""Records in, one leaflet for each record, language and edition out."""
