"""政府信息公开工作年度报告: from figures and prose to the statutory Word document, and back.

`gkdoc.load(path)` gives a typed `Report`, `gkdoc.build(report)` the Word file and the findings.
What else there is lies in `gkdoc.model`, `gkdoc.write`, `gkdoc.tasks`, `gkdoc.errors` and
`gkdoc.findings`. Names are imported when they are first used, so that `import gkdoc` costs nothing.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from gkdoc.answers import Answer, answer, as_json
    from gkdoc.api import (
        Built,
        Source,
        build,
        check_reading,
        check_report,
        inspect,
        load,
        read_report,
        review,
    )
    from gkdoc.errors import GkdocError, InputError, TemplateError
    from gkdoc.findings import Finding, Severity
    from gkdoc.layout.options import Layout
    from gkdoc.many import build_many
    from gkdoc.model import Report
    from gkdoc.read.reading import Reading
    from gkdoc.write.docx.templates import Templates
    from gkdoc.write.html import html_page
    from gkdoc.write.json_text import to_json

__all__ = [
    "Answer",
    "Built",
    "Finding",
    "GkdocError",
    "InputError",
    "Layout",
    "Reading",
    "Report",
    "Severity",
    "Source",
    "TemplateError",
    "Templates",
    "answer",
    "as_json",
    "build",
    "build_many",
    "check_reading",
    "check_report",
    "html_page",
    "inspect",
    "load",
    "read_report",
    "review",
    "to_json",
]

_HOMES: Final = {
    "answers": ("Answer", "answer", "as_json"),
    "errors": ("GkdocError", "InputError", "TemplateError"),
    "findings": ("Finding", "Severity"),
    "layout.options": ("Layout",),
    "many": ("build_many",),
    "model": ("Report",),
    "read.reading": ("Reading",),
    "write.docx.templates": ("Templates",),
    "write.html": ("html_page",),
    "write.json_text": ("to_json",),
}
_HOME_OF: Final = {name: module for module, names in _HOMES.items() for name in names}


# Type checkers take the imports above, and so know what is no name.
if not TYPE_CHECKING:

    def __getattr__(name: str) -> object:
        if name not in __all__:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        return getattr(import_module(f"gkdoc.{_HOME_OF.get(name, 'api')}"), name)


def __dir__() -> list[str]:
    return __all__
