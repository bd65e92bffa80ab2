"""Formats that are written and read."""
