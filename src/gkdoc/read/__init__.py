"""Readers: one module a format; whatever the file was, a typed `Report` comes back."""
