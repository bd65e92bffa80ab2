"""Chinese text."""
