"""How our own page shows and carries its report: on these names its writer and reader agree."""

from __future__ import annotations

from typing import Final

CARRIED_REPORT: Final = "gkdoc:report"
"""Whatever the page does not show of its report, as JSON."""

CARRIED_EDITIONS: Final = "gkdoc:editions"
"""The editions of the tables, in their order."""

PLAIN_TABLE: Final = "plain"
"""The class of a table that belongs to the prose, whatever it looks like."""
