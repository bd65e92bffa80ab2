"""The report in types."""
