"""A report as a Word file: compiled once, then filled by joining strings.

What compiles is imported when it is first used: filling needs none of its libraries.
"""

from importlib import import_module
from typing import TYPE_CHECKING

from gkdoc.write.docx.compiled import CompiledTemplate, TemplateKey
from gkdoc.write.docx.fill import fill, moment_of, package
from gkdoc.write.docx.templates import Identity, Template, Templates

if TYPE_CHECKING:
    from gkdoc.write.docx.inspection import Inspection, SlotUse, inspect_template

_HOME_OF = {
    "Inspection": "inspection",
    "SlotUse": "inspection",
    "inspect_template": "inspection",
}

__all__ = [
    "CompiledTemplate",
    "Identity",
    "Inspection",
    "SlotUse",
    "Template",
    "TemplateKey",
    "Templates",
    "fill",
    "inspect_template",
    "moment_of",
    "package",
]


def __getattr__(name: str) -> object:
    if name not in _HOME_OF:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOME_OF[name]}"), name)
