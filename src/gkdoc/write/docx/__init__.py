"""A report as a Word file: compiled once, then filled by joining strings."""

from gkdoc.write.docx.compile import CompiledTemplate, TemplateKey, compile_template
from gkdoc.write.docx.fill import fill, moment_of, package
from gkdoc.write.docx.inspection import Inspection, SlotUse, inspect_template
from gkdoc.write.docx.tables import widest_figures
from gkdoc.write.docx.templates import Identity, Templates

__all__ = [
    "CompiledTemplate",
    "Identity",
    "Inspection",
    "SlotUse",
    "TemplateKey",
    "Templates",
    "compile_template",
    "fill",
    "inspect_template",
    "moment_of",
    "package",
    "widest_figures",
]
