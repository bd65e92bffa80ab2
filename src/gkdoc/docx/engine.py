"""docxtpl in a sandbox, and what goes wrong in a template told with its place."""

from __future__ import annotations

import re
from collections.abc import Mapping
from io import BytesIO
from pathlib import Path
from typing import Any, Final

import jinja2
from docxtpl import DocxTemplate
from jinja2.sandbox import SandboxedEnvironment

from gkdoc.errors import Problem, TemplateError, UsageError
from gkdoc.messages import Message, _
from gkdoc.ooxml.markup import BrokenXml, parse_xml
from gkdoc.ooxml.template.rules import UNREADABLE
from gkdoc.write.docx.filters import FILTERS

_PARAGRAPH: Final = re.compile(r"<w:p([ >])")
_TAG: Final = re.compile("<[^>]+>")
_LONGEST: Final = 60

# What the expressions of a template may end in. What a figure refuses is no fault of these kinds.
_FAULTS: Final = (
    jinja2.TemplateError,
    UsageError,
    BrokenXml,
    ArithmeticError,
    AttributeError,
    LookupError,
    RuntimeError,
    TypeError,
    ValueError,
)


class OwnTemplate(DocxTemplate):  # type: ignore[misc]
    """A template of docxtpl that is filled once, its tags run in a sandbox.

    `source` names the file in TemplateError, which says what went wrong and where.
    """

    def __init__(self, content: bytes, source: Path | str | None) -> None:
        super().__init__(BytesIO(content))
        self._source = source
        try:
            self.init_docx()
        except _FAULTS as error:
            # One in the strict form of OOXML, which python-docx does not know.
            message = _("docxtpl 打不开这个文件，请在 Word 中另存为普通的 .docx 后再用")
            raise TemplateError(source, [Problem(message, rule=UNREADABLE.id)]) from error

    def filled(self, context: Mapping[str, Any]) -> bytes:
        """The Word file with the values of `context` in it."""
        environment = SandboxedEnvironment(undefined=jinja2.StrictUndefined, autoescape=True)
        environment.filters.update(FILTERS)
        try:
            self.render(dict(context), environment)
        except _FAULTS as error:
            raise TemplateError(self._source, [Problem(_reason(error))]) from error
        stream = BytesIO()
        self.save(stream)
        return stream.getvalue()

    def render_xml_part(
        self,
        src_xml: str,
        part: object,
        context: dict[str, Any],
        jinja_env: jinja2.Environment | None = None,
    ) -> str:
        """One part filled; docxtpl goes on with it, and would mend broken markup in silence."""
        try:
            filled = str(super().render_xml_part(src_xml, part, context, jinja_env))
            parse_xml(filled.encode())
        except _FAULTS as error:
            problem = Problem(_reason(error), place=_place(error, src_xml))
            raise TemplateError(self._source, [problem]) from error
        return filled

    def render_properties(
        self, context: dict[str, Any], jinja_env: jinja2.Environment | None = None
    ) -> None:
        """Nothing: title and author are the report's."""


def _reason(error: Exception) -> Message:
    match error:
        case UsageError():
            return error.message
        case BrokenXml():
            return _("填写以后不是合法的 Word 内容：{reason}", reason=error.reason)
        case jinja2.UndefinedError():
            return _("标签里有报告没有的名称：{reason}", reason=str(error))
        case jinja2.exceptions.SecurityError():
            return _("标签做了不允许的事：{reason}", reason=str(error))
        case jinja2.TemplateError():
            return _("标签写得不对：{reason}", reason=str(error))
        case _:
            kind = type(error).__name__
            return _("标签算不出来：{kind}：{reason}", kind=kind, reason=str(error))


def _place(error: Exception, source: str) -> str:
    """The words of the paragraph in which it happened: each has a line of its own in docxtpl."""
    line = _line(error)
    lines = _PARAGRAPH.sub(r"\n<w:p\1", source).splitlines()
    if line is None or not 0 < line <= len(lines):
        return ""
    words = " ".join(_TAG.sub("", lines[line - 1]).split())
    if not words:
        return ""
    return _("“{words}”处", words=words if len(words) <= _LONGEST else f"{words[:_LONGEST]}……")


def _line(error: Exception) -> int | None:
    if isinstance(error, jinja2.TemplateSyntaxError):
        return error.lineno
    line, trace = None, error.__traceback__
    while trace is not None:
        if trace.tb_frame.f_code.co_filename == "<template>":
            line = trace.tb_lineno
        trace = trace.tb_next
    return line
