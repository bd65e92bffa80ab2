"""The workbook to fill in, by XlsxWriter: the form on protected sheets, its sums as formulas."""

from __future__ import annotations

import io
from datetime import datetime, time
from typing import Final

from gkdoc.errors import MissingProgramError
from gkdoc.layout.workbook import TableSheet
from gkdoc.model import Draft
from gkdoc.spec import newest
from gkdoc.write.workbook.tables import write_table
from gkdoc.write.workbook.words import write_agency, write_last_prose, write_prose

__all__ = ["workbook"]

# What a person wrote is never a formula, a number or a link, whatever it begins with.
_OPTIONS: Final = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_numbers": False,
    "strings_to_urls": False,
}


def workbook(draft: Draft) -> bytes:
    """The workbook to fill in, with all that the draft knows already in its cells.

    MissingProgramError without XlsxWriter. ValueError for a paragraph that is too long for a cell.
    """
    try:
        from xlsxwriter import Workbook
    except ImportError as error:
        raise MissingProgramError.package("XlsxWriter", "写出工作簿") from error
    from gkdoc.write.workbook.book import Book

    buffer = io.BytesIO()
    opened = Workbook(buffer, _OPTIONS)
    # The same draft gives the same bytes, whenever it is written.
    opened.set_properties({"created": datetime.combine(newest().issued, time.min)})
    book = Book(opened)
    write_agency(book, draft)
    write_prose(book, draft)
    for values in draft.tables.values():
        write_table(book, TableSheet(values.spec), draft)
    write_last_prose(book, draft)
    opened.close()
    return buffer.getvalue()
