"""The report in types: one frozen class for each section and table; `gkdoc.Report` holds them all.

`__all__` are the names for other programs. The others are for gkdoc's own packages.
"""

from gkdoc.model.draft import Draft
from gkdoc.model.draft import draft_of as draft_of
from gkdoc.model.draft import empty_tables as empty_tables
from gkdoc.model.fit import Fit as Fit
from gkdoc.model.fit import fitted as fitted
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
from gkdoc.model.own_fields import FieldValue, OwnFields, OwnValue, Site
from gkdoc.model.paper import Printed as Printed
from gkdoc.model.paper import in_print as in_print
from gkdoc.model.paper import resolved as resolved
from gkdoc.model.report import Report as Report
from gkdoc.model.report import SeenReport
from gkdoc.model.report import SomeReport as SomeReport
from gkdoc.model.report import usual_title as usual_title
from gkdoc.model.sections import (
    Introduction,
    Organ,
    OrganKind,
    OrganLevel,
    OtherMatters,
    Overview,
    Problems,
    Rollup,
    Signature,
    Waiver,
)
from gkdoc.model.sections import Prose as Prose
from gkdoc.model.tables import Applications, Proactive, Remedies, TableValues
from gkdoc.model.tables import StatutoryTable as StatutoryTable
from gkdoc.model.totals import completed as completed
from gkdoc.model.totals import missing as missing
from gkdoc.model.values import BLANK, NOT_ENTERED, CellValue, Entered, Number, Text
from gkdoc.model.values import counts_as as counts_as
from gkdoc.model.values import printed as printed
from gkdoc.model.values import printed_value as printed_value
from gkdoc.spec import CellRef
from gkdoc.text.blocks import AnyBlock, Block, Outline, Picture, PlainTable, Unsupported
from gkdoc.text.links import Link
from gkdoc.text.outlines import parse

__all__ = [
    "BLANK",
    "NOT_ENTERED",
    "AnyBlock",
    "Applications",
    "ApplicationsColumn",
    "ApplicationsRow",
    "ApplicationsRows",
    "Block",
    "CellRef",
    "CellValue",
    "Draft",
    "Entered",
    "FieldValue",
    "Introduction",
    "Link",
    "Number",
    "Organ",
    "OrganKind",
    "OrganLevel",
    "OtherMatters",
    "Outline",
    "Overview",
    "OwnFields",
    "OwnValue",
    "Picture",
    "PlainTable",
    "Proactive",
    "ProactiveColumn",
    "ProactiveRow",
    "ProactiveRows",
    "Problems",
    "Remedies",
    "RemediesColumn",
    "RemediesRow",
    "RemediesRows",
    "Rollup",
    "SeenReport",
    "Signature",
    "Site",
    "TableValues",
    "Text",
    "Unsupported",
    "Waiver",
    "parse",
]
