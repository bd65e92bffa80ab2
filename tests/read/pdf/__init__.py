"""PDFs as reports."""
