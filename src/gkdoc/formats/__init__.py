"""Formats that are written and read: what both sides agree on."""
