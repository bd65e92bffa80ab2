"""Pictures told by their headers."""
