"""The report in types: one frozen class for each section and table, and `Report`."""

from gkdoc.model.draft import Draft, draft_of, empty_tables
from gkdoc.model.fit import fitted
from gkdoc.model.references import as_printed, in_print, resolved
from gkdoc.model.report import (
    FIRST_YEAR,
    LAST_YEAR,
    Report,
    usual_edition,
    usual_title,
)
from gkdoc.model.sections import (
    Introduction,
    Organ,
    OrganKind,
    OrganLevel,
    OtherMatters,
    Overview,
    Problems,
    Prose,
    Signature,
    Waiver,
)
from gkdoc.model.tables import Applications, Proactive, Remedies, StatutoryTable, TableValues
from gkdoc.model.totals import completed, missing, totalled
from gkdoc.model.values import (
    BLANK,
    NOT_ENTERED,
    Absent,
    CellValue,
    Entered,
    Number,
    Text,
    counts_as,
    printed,
    printed_value,
)

__all__ = [
    "BLANK",
    "FIRST_YEAR",
    "LAST_YEAR",
    "NOT_ENTERED",
    "Absent",
    "Applications",
    "CellValue",
    "Draft",
    "Entered",
    "Introduction",
    "Number",
    "Organ",
    "OrganKind",
    "OrganLevel",
    "OtherMatters",
    "Overview",
    "Proactive",
    "Problems",
    "Prose",
    "Remedies",
    "Report",
    "Signature",
    "StatutoryTable",
    "TableValues",
    "Text",
    "Waiver",
    "as_printed",
    "completed",
    "counts_as",
    "draft_of",
    "empty_tables",
    "fitted",
    "in_print",
    "missing",
    "printed",
    "printed_value",
    "resolved",
    "totalled",
    "usual_edition",
    "usual_title",
]
