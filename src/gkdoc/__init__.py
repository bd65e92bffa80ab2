"""政府信息公开工作年度报告: from figures and prose to the statutory Word document, and back.

`gkdoc.load(path)` gives a typed `Report`, `gkdoc.build(report)` the Word file and the findings.
Names are imported when they are first used, so that `import gkdoc` costs nothing.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from gkdoc.answers import Answer as Answer
    from gkdoc.answers import answer as answer
    from gkdoc.answers import as_json as as_json
    from gkdoc.api import Built as Built
    from gkdoc.api import build as build
    from gkdoc.api import check_reading as check_reading
    from gkdoc.api import check_report as check_report
    from gkdoc.api import inspect as inspect
    from gkdoc.api import load as load
    from gkdoc.api import read_report as read_report
    from gkdoc.api import review as review
    from gkdoc.api import suggest_references as suggest_references
    from gkdoc.errors import GkdocError as GkdocError
    from gkdoc.errors import InputError as InputError
    from gkdoc.errors import MissingProgramError as MissingProgramError
    from gkdoc.errors import NotCompletedError as NotCompletedError
    from gkdoc.errors import OutputError as OutputError
    from gkdoc.errors import Problem as Problem
    from gkdoc.errors import TemplateError as TemplateError
    from gkdoc.errors import UsageError as UsageError
    from gkdoc.errors import VerifyError as VerifyError
    from gkdoc.findings import Finding as Finding
    from gkdoc.findings import Location as Location
    from gkdoc.findings import Severity as Severity
    from gkdoc.findings import Suspect as Suspect
    from gkdoc.layout.options import Layout as Layout
    from gkdoc.many import Outcome as Outcome
    from gkdoc.many import build_many as build_many
    from gkdoc.model import BLANK as BLANK
    from gkdoc.model import NOT_ENTERED as NOT_ENTERED
    from gkdoc.model import Applications as Applications
    from gkdoc.model import Draft as Draft
    from gkdoc.model import Introduction as Introduction
    from gkdoc.model import Organ as Organ
    from gkdoc.model import OtherMatters as OtherMatters
    from gkdoc.model import Overview as Overview
    from gkdoc.model import Proactive as Proactive
    from gkdoc.model import Problems as Problems
    from gkdoc.model import Remedies as Remedies
    from gkdoc.model import Report as Report
    from gkdoc.model import SeenReport as SeenReport
    from gkdoc.model import Signature as Signature
    from gkdoc.model import TableValues as TableValues
    from gkdoc.model import Text as Text
    from gkdoc.model import Waiver as Waiver
    from gkdoc.model import draft_of as draft_of
    from gkdoc.model import resolved as resolved
    from gkdoc.read.reading import Reading as Reading
    from gkdoc.spec import CellRef as CellRef
    from gkdoc.tasks.compare import ComparedFigure as ComparedFigure
    from gkdoc.tasks.compare import ComparedRow as ComparedRow
    from gkdoc.tasks.compare import Comparison as Comparison
    from gkdoc.tasks.compare import compare as compare
    from gkdoc.tasks.compare.output import comparison_json as comparison_json
    from gkdoc.tasks.compare.output import comparison_lines as comparison_lines
    from gkdoc.tasks.compare.output import comparison_workbook as comparison_workbook
    from gkdoc.tasks.diff import Change as Change
    from gkdoc.tasks.diff import diff as diff
    from gkdoc.tasks.examine import joined as joined
    from gkdoc.tasks.examine import located as located
    from gkdoc.tasks.executors import Failure as Failure
    from gkdoc.tasks.ledger import Ledger as Ledger
    from gkdoc.tasks.ledger import ledger as ledger
    from gkdoc.tasks.ledger.output import ledger_json as ledger_json
    from gkdoc.tasks.ledger.output import ledger_workbook as ledger_workbook
    from gkdoc.tasks.new import Begun as Begun
    from gkdoc.tasks.new import draft_after as draft_after
    from gkdoc.tasks.new import new_draft as new_draft
    from gkdoc.tasks.rollup import RolledUp as RolledUp
    from gkdoc.tasks.rollup import rollup as rollup
    from gkdoc.tasks.rollup.output import RollupBook as RollupBook
    from gkdoc.tasks.rollup.output import RollupLines as RollupLines
    from gkdoc.tasks.rollup.roster import read_roster as read_roster
    from gkdoc.tasks.rollup.units import UnitLine as UnitLine
    from gkdoc.tasks.rollup.units import UnitStatus as UnitStatus
    from gkdoc.tasks.tidy import Edit as Edit
    from gkdoc.tasks.tidy import tidy as tidy
    from gkdoc.tasks.workbook import ReportWorkbook as ReportWorkbook
    from gkdoc.tasks.workbook import report_workbook as report_workbook
    from gkdoc.text.blocks import Block as Block
    from gkdoc.text.blocks import Outline as Outline
    from gkdoc.text.blocks import Unsupported as Unsupported
    from gkdoc.write.display import display as display
    from gkdoc.write.docx.inspection import Inspection as Inspection
    from gkdoc.write.docx.inspection import SlotUse as SlotUse
    from gkdoc.write.docx.templates import Templates as Templates
    from gkdoc.write.draft_yaml import draft_yaml as draft_yaml
    from gkdoc.write.html import html_page as html_page
    from gkdoc.write.json_text import to_json as to_json
    from gkdoc.write.pdf import missing_faces as missing_faces
    from gkdoc.write.pdf import pdf as pdf
    from gkdoc.write.schema import schema as schema
    from gkdoc.write.xlsx.form import workbook as workbook
    from gkdoc.write.yaml_text import to_yaml as to_yaml

_NAMES: Final = {
    "answers": "Answer answer as_json",
    "api": (
        "Built build check_reading check_report inspect load read_report review suggest_references"
    ),
    "errors": (
        "GkdocError InputError MissingProgramError NotCompletedError OutputError Problem "
        "TemplateError UsageError VerifyError"
    ),
    "findings": "Finding Location Severity Suspect",
    "layout.options": "Layout",
    "many": "Outcome build_many",
    "model": (
        "BLANK NOT_ENTERED Applications Draft Introduction Organ OtherMatters Overview Proactive "
        "Problems Remedies Report SeenReport Signature TableValues Text Waiver draft_of resolved"
    ),
    "read.reading": "Reading",
    "spec": "CellRef",
    "tasks.compare": "ComparedFigure ComparedRow Comparison compare",
    "tasks.compare.output": "comparison_json comparison_lines comparison_workbook",
    "tasks.diff": "Change diff",
    "tasks.examine": "joined located",
    "tasks.executors": "Failure",
    "tasks.ledger": "Ledger ledger",
    "tasks.ledger.output": "ledger_json ledger_workbook",
    "tasks.new": "Begun draft_after new_draft",
    "tasks.rollup": "RolledUp rollup",
    "tasks.rollup.output": "RollupBook RollupLines",
    "tasks.rollup.roster": "read_roster",
    "tasks.rollup.units": "UnitLine UnitStatus",
    "tasks.tidy": "Edit tidy",
    "tasks.workbook": "ReportWorkbook report_workbook",
    "text.blocks": "Block Outline Unsupported",
    "write.display": "display",
    "write.docx.inspection": "Inspection SlotUse",
    "write.docx.templates": "Templates",
    "write.draft_yaml": "draft_yaml",
    "write.html": "html_page",
    "write.json_text": "to_json",
    "write.pdf": "missing_faces pdf",
    "write.schema": "schema",
    "write.xlsx.form": "workbook",
    "write.yaml_text": "to_yaml",
}
_HOMES: Final = {name: module for module, names in _NAMES.items() for name in names.split()}

__all__ = sorted(  # noqa: PLE0605 - derived: type checkers take the imports above
    _HOMES, key=lambda name: (not name.isupper(), name[0].islower(), name)
)


def __getattr__(name: str) -> object:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"gkdoc.{_HOMES[name]}"), name)


def __dir__() -> list[str]:
    return __all__
