"""Workbooks as reports."""
