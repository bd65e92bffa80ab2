"""政府信息公开工作年度报告: from figures and prose to the statutory Word document, and back.

`gkdoc.load(path)` gives a typed `Report`, `gkdoc.build(report)` the Word file and the findings.
Names are imported when they are first used, so that `import gkdoc` costs nothing.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from gkdoc.answers import Answer, answer, as_json
    from gkdoc.api import (
        Built,
        build,
        check_reading,
        check_report,
        inspect,
        load,
        read_report,
        review,
        suggest_references,
    )
    from gkdoc.errors import (
        GkdocError,
        InputError,
        MissingProgramError,
        NotCompletedError,
        OutputError,
        Problem,
        TemplateError,
        UsageError,
        VerifyError,
    )
    from gkdoc.findings import Finding, Location, Severity, Suspect
    from gkdoc.layout.options import Layout
    from gkdoc.many import Outcome, build_many
    from gkdoc.model import (
        BLANK,
        NOT_ENTERED,
        Applications,
        Draft,
        Introduction,
        Organ,
        OtherMatters,
        Overview,
        Proactive,
        Problems,
        Remedies,
        Report,
        SeenReport,
        Signature,
        TableValues,
        Text,
        Waiver,
        draft_of,
        resolved,
    )
    from gkdoc.read.reading import Reading
    from gkdoc.spec import CellRef
    from gkdoc.tasks.compare import ComparedFigure, ComparedRow, Comparison, compare
    from gkdoc.tasks.compare.output import comparison_json, comparison_lines, comparison_workbook
    from gkdoc.tasks.diff import Change, diff
    from gkdoc.tasks.examine import joined, located
    from gkdoc.tasks.executors import Failure
    from gkdoc.tasks.ledger import Ledger, ledger
    from gkdoc.tasks.ledger.output import ledger_json, ledger_workbook
    from gkdoc.tasks.new import Begun, draft_after, new_draft
    from gkdoc.tasks.rollup import RolledUp, rollup
    from gkdoc.tasks.rollup.output import RollupBook, RollupLines
    from gkdoc.tasks.rollup.roster import read_roster
    from gkdoc.tasks.rollup.units import UnitLine, UnitStatus
    from gkdoc.tasks.tidy import Edit, tidy
    from gkdoc.tasks.workbook import ReportWorkbook, report_workbook
    from gkdoc.text.blocks import Block, Outline, Unsupported
    from gkdoc.write.display import display
    from gkdoc.write.docx.inspection import Inspection, SlotUse
    from gkdoc.write.docx.templates import Templates
    from gkdoc.write.draft_yaml import draft_yaml
    from gkdoc.write.html import html_page
    from gkdoc.write.json_text import to_json
    from gkdoc.write.pdf import missing_faces, pdf
    from gkdoc.write.schema import schema
    from gkdoc.write.xlsx.form import workbook
    from gkdoc.write.yaml_text import to_yaml

_HOMES = {
    "gkdoc.answers": ("Answer", "answer", "as_json"),
    "gkdoc.api": (
        "Built",
        "build",
        "check_reading",
        "check_report",
        "inspect",
        "load",
        "read_report",
        "review",
        "suggest_references",
    ),
    "gkdoc.errors": (
        "GkdocError",
        "InputError",
        "MissingProgramError",
        "NotCompletedError",
        "OutputError",
        "Problem",
        "TemplateError",
        "UsageError",
        "VerifyError",
    ),
    "gkdoc.findings": ("Finding", "Location", "Severity", "Suspect"),
    "gkdoc.layout.options": ("Layout",),
    "gkdoc.many": ("Outcome", "build_many"),
    "gkdoc.model": (
        "BLANK",
        "NOT_ENTERED",
        "Applications",
        "Draft",
        "Introduction",
        "Organ",
        "OtherMatters",
        "Overview",
        "Proactive",
        "Problems",
        "Remedies",
        "Report",
        "SeenReport",
        "Signature",
        "TableValues",
        "Text",
        "Waiver",
        "draft_of",
        "resolved",
    ),
    "gkdoc.read.reading": ("Reading",),
    "gkdoc.tasks.rollup.roster": ("read_roster",),
    "gkdoc.spec": ("CellRef",),
    "gkdoc.tasks.executors": ("Failure",),
    "gkdoc.tasks.compare": ("ComparedFigure", "ComparedRow", "Comparison", "compare"),
    "gkdoc.tasks.compare.output": ("comparison_json", "comparison_lines", "comparison_workbook"),
    "gkdoc.tasks.diff": ("Change", "diff"),
    "gkdoc.tasks.examine": ("joined", "located"),
    "gkdoc.tasks.ledger": ("Ledger", "ledger"),
    "gkdoc.tasks.ledger.output": ("ledger_json", "ledger_workbook"),
    "gkdoc.tasks.new": ("Begun", "draft_after", "new_draft"),
    "gkdoc.tasks.workbook": ("ReportWorkbook", "report_workbook"),
    "gkdoc.tasks.rollup": ("RolledUp", "rollup"),
    "gkdoc.tasks.rollup.units": ("UnitLine", "UnitStatus"),
    "gkdoc.tasks.rollup.output": ("RollupBook", "RollupLines"),
    "gkdoc.tasks.tidy": ("Edit", "tidy"),
    "gkdoc.text.blocks": ("Block", "Outline", "Unsupported"),
    "gkdoc.write.display": ("display",),
    "gkdoc.write.docx.inspection": ("Inspection", "SlotUse"),
    "gkdoc.write.docx.templates": ("Templates",),
    "gkdoc.write.draft_yaml": ("draft_yaml",),
    "gkdoc.write.html": ("html_page",),
    "gkdoc.write.json_text": ("to_json",),
    "gkdoc.write.pdf": ("missing_faces", "pdf"),
    "gkdoc.write.schema": ("schema",),
    "gkdoc.write.xlsx.form": ("workbook",),
    "gkdoc.write.yaml_text": ("to_yaml",),
}
_HOME_OF = {name: module for module, names in _HOMES.items() for name in names}

__all__ = [
    "BLANK",
    "NOT_ENTERED",
    "Answer",
    "Applications",
    "Begun",
    "Block",
    "Built",
    "CellRef",
    "Change",
    "ComparedFigure",
    "ComparedRow",
    "Comparison",
    "Draft",
    "Edit",
    "Failure",
    "Finding",
    "GkdocError",
    "InputError",
    "Inspection",
    "Introduction",
    "Layout",
    "Ledger",
    "Location",
    "MissingProgramError",
    "NotCompletedError",
    "Organ",
    "OtherMatters",
    "Outcome",
    "Outline",
    "OutputError",
    "Overview",
    "Proactive",
    "Problem",
    "Problems",
    "Reading",
    "Remedies",
    "Report",
    "ReportWorkbook",
    "RolledUp",
    "RollupBook",
    "RollupLines",
    "SeenReport",
    "Severity",
    "Signature",
    "SlotUse",
    "Suspect",
    "TableValues",
    "TemplateError",
    "Templates",
    "Text",
    "UnitLine",
    "UnitStatus",
    "Unsupported",
    "UsageError",
    "VerifyError",
    "Waiver",
    "answer",
    "as_json",
    "build",
    "build_many",
    "check_reading",
    "check_report",
    "compare",
    "comparison_json",
    "comparison_lines",
    "comparison_workbook",
    "diff",
    "display",
    "draft_after",
    "draft_of",
    "draft_yaml",
    "html_page",
    "inspect",
    "joined",
    "ledger",
    "ledger_json",
    "ledger_workbook",
    "load",
    "located",
    "missing_faces",
    "new_draft",
    "pdf",
    "read_report",
    "read_roster",
    "report_workbook",
    "resolved",
    "review",
    "rollup",
    "schema",
    "suggest_references",
    "tidy",
    "to_json",
    "to_yaml",
    "workbook",
]


def __getattr__(name: str) -> object:
    if name not in _HOME_OF:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(_HOME_OF[name]), name)


def __dir__() -> list[str]:
    return __all__
