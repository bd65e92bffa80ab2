"""YAML, JSON and Python values as trees that know their places."""
