"""Documents of any format, as paragraphs and tables."""
