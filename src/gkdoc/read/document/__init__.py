"""What paragraphs and tables show, whatever kind of file they come from: labels, figures, prose."""
