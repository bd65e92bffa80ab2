"""Word files as reports."""
