"""Application registers (依申请公开台账): a workbook or CSV becomes entries, one a row."""

from gkdoc.tasks.ledger.entries import Entry, Register, read_register
from gkdoc.tasks.ledger.mapping import NO_MAPPING, RegisterMapping, read_mapping

__all__ = [
    "NO_MAPPING",
    "Entry",
    "Register",
    "RegisterMapping",
    "read_mapping",
    "read_register",
]
