"""The paragraphs and tables of a Word file."""
