"""A report as a Word file: compiled once, then filled by joining strings."""
