"""The editions of the form by name, for tests that say the same of each of them."""

from __future__ import annotations

from typing import Final

from gkdoc.spec import editions

EDITIONS: Final = tuple(each.edition for each in editions())
"""The newest first."""
