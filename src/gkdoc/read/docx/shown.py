"""The words and figures that a Word file shows, whatever it carries beside."""

from __future__ import annotations

from attrs import evolve

from gkdoc.ooxml.package import Package
from gkdoc.read.document.shown import Shown, shown_in
from gkdoc.read.docx.body.opening import open_body


def read_shown(package: Package) -> Shown:
    """The shown content of the document in `package`; BrokenPackage if it is none."""
    body, findings = open_body(package)
    shown = shown_in(body)
    return evolve(shown, findings=(*findings, *shown.findings))
