"""Sentences that were judged by a person."""
