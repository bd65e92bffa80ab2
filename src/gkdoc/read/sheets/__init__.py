"""Rows of a workbook or of CSV, whatever they are for."""
