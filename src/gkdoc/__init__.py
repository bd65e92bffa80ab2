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
        Introduction,
        Organ,
        OtherMatters,
        Overview,
        Proactive,
        Problems,
        Remedies,
        Report,
        Signature,
        TableValues,
        Text,
        Waiver,
        resolved,
    )
    from gkdoc.read.reading import Reading
    from gkdoc.tasks.batch import Failure
    from gkdoc.tasks.examine import joined, located
    from gkdoc.text.blocks import Block, Outline, Unsupported
    from gkdoc.write.display import display
    from gkdoc.write.docx.inspection import Inspection, SlotUse
    from gkdoc.write.docx.templates import Templates
    from gkdoc.write.html import html_page
    from gkdoc.write.json_text import to_json
    from gkdoc.write.pdf import missing_faces, pdf
    from gkdoc.write.schema import schema

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
        "Introduction",
        "Organ",
        "OtherMatters",
        "Overview",
        "Proactive",
        "Problems",
        "Remedies",
        "Report",
        "Signature",
        "TableValues",
        "Text",
        "Waiver",
        "resolved",
    ),
    "gkdoc.read.reading": ("Reading",),
    "gkdoc.tasks.batch": ("Failure",),
    "gkdoc.tasks.examine": ("joined", "located"),
    "gkdoc.text.blocks": ("Block", "Outline", "Unsupported"),
    "gkdoc.write.display": ("display",),
    "gkdoc.write.docx.inspection": ("Inspection", "SlotUse"),
    "gkdoc.write.docx.templates": ("Templates",),
    "gkdoc.write.html": ("html_page",),
    "gkdoc.write.json_text": ("to_json",),
    "gkdoc.write.pdf": ("missing_faces", "pdf"),
    "gkdoc.write.schema": ("schema",),
}
_HOME_OF = {name: module for module, names in _HOMES.items() for name in names}

__all__ = [
    "BLANK",
    "NOT_ENTERED",
    "Answer",
    "Applications",
    "Block",
    "Built",
    "Failure",
    "Finding",
    "GkdocError",
    "InputError",
    "Inspection",
    "Introduction",
    "Layout",
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
    "Severity",
    "Signature",
    "SlotUse",
    "Suspect",
    "TableValues",
    "TemplateError",
    "Templates",
    "Text",
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
    "display",
    "html_page",
    "inspect",
    "joined",
    "load",
    "located",
    "missing_faces",
    "pdf",
    "read_report",
    "resolved",
    "review",
    "schema",
    "suggest_references",
    "to_json",
]


def __getattr__(name: str) -> object:
    if name not in _HOME_OF:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(_HOME_OF[name]), name)


def __dir__() -> list[str]:
    return __all__
