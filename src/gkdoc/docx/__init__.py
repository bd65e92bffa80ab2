"""Beside python-docx and docxtpl: reports within documents and templates that these hold.

`insert_table`, `insert_section` and `insert_report` put statutory content into any python-docx
`Document`; `verify` says what of a report does not stand in one. `context` and `render` fill an
office's own docxtpl template.
"""

from gkdoc.docx.context import context
from gkdoc.docx.insertion import insert_report, insert_section, insert_table
from gkdoc.docx.rendering import render
from gkdoc.docx.verification import verify

__all__ = ["context", "insert_report", "insert_section", "insert_table", "render", "verify"]
