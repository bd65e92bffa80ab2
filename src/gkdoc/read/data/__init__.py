"""Data files: their fields have a meaning."""
