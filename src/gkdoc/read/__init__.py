"""Readers: one module a format; whatever the file was, a typed `Report` comes back."""

from gkdoc.read.files import Format, read_bytes, read_file, read_named, read_object
from gkdoc.read.reading import Reading

__all__ = ["Format", "Reading", "read_bytes", "read_file", "read_named", "read_object"]
