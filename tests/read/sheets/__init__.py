"""Rows of workbooks and CSV."""
