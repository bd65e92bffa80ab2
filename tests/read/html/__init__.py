"""Web pages as reports."""
