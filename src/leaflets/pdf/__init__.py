"""Pages in, PDF bytes out; the only room that knows ReportLab."""
