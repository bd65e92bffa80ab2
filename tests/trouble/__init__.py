"""Files that are broken, or made to break what reads them."""

from __future__ import annotations

from tests.trouble.archives import archive_troubles
from tests.trouble.misplaced import misplaced_troubles
from tests.trouble.texts import text_troubles
from tests.trouble.trouble import Trouble
from tests.trouble.workbooks import workbook_troubles


def all_troubles() -> tuple[Trouble, ...]:
    """All of them, in an order that does not change."""
    return (
        *archive_troubles(),
        *workbook_troubles(),
        *text_troubles(),
        *misplaced_troubles(),
    )
