"""Word files and their templates."""
