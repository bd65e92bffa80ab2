"""The report in types: one frozen class for each section and table, and `Report`."""

from gkdoc.model.draft import Draft, draft_of, empty_tables
from gkdoc.model.fit import Fit, fitted
from gkdoc.model.names import (
    ApplicationsColumn,
    ApplicationsRow,
    ApplicationsRows,
    ProactiveColumn,
    ProactiveRow,
    ProactiveRows,
    RemediesColumn,
    RemediesRow,
    RemediesRows,
)
from gkdoc.model.paper import Printed, in_print, resolved
from gkdoc.model.report import (
    Report,
    SeenReport,
    SomeReport,
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
from gkdoc.model.totals import completed, missing
from gkdoc.model.values import (
    BLANK,
    NOT_ENTERED,
    CellValue,
    Entered,
    Number,
    Text,
    counts_as,
    printed,
    printed_value,
)
from gkdoc.text.outlines import parse

__all__ = [
    "BLANK",
    "NOT_ENTERED",
    "Applications",
    "ApplicationsColumn",
    "ApplicationsRow",
    "ApplicationsRows",
    "CellValue",
    "Draft",
    "Entered",
    "Fit",
    "Introduction",
    "Number",
    "Organ",
    "OrganKind",
    "OrganLevel",
    "OtherMatters",
    "Overview",
    "Printed",
    "Proactive",
    "ProactiveColumn",
    "ProactiveRow",
    "ProactiveRows",
    "Problems",
    "Prose",
    "Remedies",
    "RemediesColumn",
    "RemediesRow",
    "RemediesRows",
    "Report",
    "SeenReport",
    "Signature",
    "SomeReport",
    "StatutoryTable",
    "TableValues",
    "Text",
    "Waiver",
    "completed",
    "counts_as",
    "draft_of",
    "empty_tables",
    "fitted",
    "in_print",
    "missing",
    "parse",
    "printed",
    "printed_value",
    "resolved",
    "usual_title",
]
