"""Workbooks: the form to fill in, and lists."""
