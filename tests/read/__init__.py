"""Readers of every format."""
