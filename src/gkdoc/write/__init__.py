"""A report in other forms; JSON and the page are at the top: `gkdoc.to_json`, `gkdoc.html_page`.

Names are imported when they are first used: each format has its own libraries.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from gkdoc.write.docx.inspection import Inspection, SlotUse
    from gkdoc.write.json_schema import schema
    from gkdoc.write.printing import missing_faces, pdf
    from gkdoc.write.screen import display
    from gkdoc.write.xlsx.form import workbook
    from gkdoc.write.yaml_draft import draft_yaml
    from gkdoc.write.yaml_text import to_yaml

__all__ = [
    "Inspection",
    "SlotUse",
    "display",
    "draft_yaml",
    "missing_faces",
    "pdf",
    "schema",
    "to_yaml",
    "workbook",
]

_HOMES: Final = {
    "Inspection": "docx.inspection",
    "SlotUse": "docx.inspection",
    "display": "screen",
    "draft_yaml": "yaml_draft",
    "missing_faces": "printing",
    "pdf": "printing",
    "schema": "json_schema",
    "workbook": "xlsx.form",
    "to_yaml": "yaml_text",
}


# Type checkers take the imports above, and so know what is no name.
if not TYPE_CHECKING:

    def __getattr__(name: str) -> object:
        if name not in __all__:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        return getattr(import_module(f"gkdoc.write.{_HOMES[name]}"), name)


def __dir__() -> list[str]:
    return __all__
