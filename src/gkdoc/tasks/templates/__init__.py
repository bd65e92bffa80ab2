"""A Word file that an office has becomes a template."""
