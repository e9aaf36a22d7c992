"""Judge finished PDF files, ours or a stranger's; the only room that knows pikepdf."""
