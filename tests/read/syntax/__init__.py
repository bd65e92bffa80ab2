"""YAML, JSON and Python values."""
