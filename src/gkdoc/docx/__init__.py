"""Beside python-docx and docxtpl: reports within documents and templates that these hold.

`insert_table`, `insert_section` and `insert_report` put statutory content into any python-docx
`Document`.
"""

from gkdoc.docx.insertion import insert_report, insert_section, insert_table

__all__ = ["insert_report", "insert_section", "insert_table"]
