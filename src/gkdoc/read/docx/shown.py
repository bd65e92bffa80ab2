"""The words and figures that a Word file shows, whatever it carries beside."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from attrs import evolve

from gkdoc.findings import Finding, Severity
from gkdoc.messages import _
from gkdoc.ooxml.package import Package
from gkdoc.read.document.body import Oddity, OddityKind
from gkdoc.read.document.shown import EXCERPT, Shown, shown_in
from gkdoc.read.docx.body.opening import open_body


def read_shown(package: Package) -> Shown:
    """What the document in `package` shows; BrokenPackage if it is none."""
    opened = open_body(package)
    shown = shown_in(opened.items)
    return evolve(shown, findings=(*_of_oddities(opened.oddities), *shown.findings))


def _of_oddities(oddities: Sequence[Oddity]) -> Iterator[Finding]:
    """What is to be said about a body before it is read."""
    for oddity in oddities:
        if oddity.kind is OddityKind.REVISION:
            message = _("文件中有修订痕迹，按全部接受以后的内容读取")
            yield Finding("GK118", Severity.INFORMATION, message)
        elif oddity.words.strip():
            message = _("隐藏的文字“{value}”不显示，没有读取", value=oddity.words[:EXCERPT])
            yield Finding("GK116", Severity.INFORMATION, message, location=oddity.location)
