"""The application register becomes table three: `ledger(register, year)` gives a `Ledger`."""

from gkdoc.tasks.ledger.counting import Ledger, ledger
from gkdoc.tasks.ledger.output import as_json, workbook

__all__ = ["Ledger", "as_json", "ledger", "workbook"]
