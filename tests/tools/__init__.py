"""Judges from outside: LibreOffice, poppler, pyright and Microsoft's validator, as plain functions.

Tests ask for them through the fixtures of `tests/conftest.py`, which know what is installed.
"""

from tests.tools.calc import Typist
from tests.tools.office import ConversionError, Office
from tests.tools.pdf import pages, text, without_spaces
from tests.tools.type_checkers import pyright
from tests.tools.validator import SchemaError, validate

__all__ = [
    "ConversionError",
    "Office",
    "SchemaError",
    "Typist",
    "pages",
    "pyright",
    "text",
    "validate",
    "without_spaces",
]
