"""The names of rows and columns in types are those of the forms."""

from __future__ import annotations

from tests.tools.names import PATH, names


def test_the_names_are_those_of_the_forms() -> None:
    """src/gkdoc/model/names.py is what `make names` writes."""
    assert PATH.read_text(encoding="utf-8") == names()
