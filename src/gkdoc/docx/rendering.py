"""A report in an office's own docxtpl template: checked before, read back after."""

from __future__ import annotations

from pathlib import Path

from gkdoc.api import Built, template_content
from gkdoc.check import check
from gkdoc.check.waivers import waived
from gkdoc.docx.context import context
from gkdoc.docx.verification import verify
from gkdoc.errors import VerifyError
from gkdoc.findings import has_errors
from gkdoc.model import Report, SeenReport, in_print
from gkdoc.model.fit import fitted
from gkdoc.ooxml.carrier import detach
from gkdoc.ooxml.package import as_document, read_package, relationships, write_package
from gkdoc.ooxml.properties import core_properties_xml
from gkdoc.ooxml.template.source import broken_files_told
from gkdoc.tasks.arguments import assert_given
from gkdoc.write.docx.fill import moment_of
from gkdoc.write.docx.observations import observed
from gkdoc.write.docx.styles import with_styles


def render(
    template: Path | str | bytes, report: Report, *, previous: SeenReport | None = None
) -> Built:
    """The report in a template that uses all of docxtpl, unless findings at level error stop it.

    `template` is a Word file of one's own, with what `context` gives in its tags and the filters
    that `gkdoc.build` has. Its tags run in Jinja's sandbox, which keeps them from Python's insides
    but bounds neither time nor memory: a template of a stranger must not come here. A name that the
    report does not have is an error, never a blank. What was made is read back, and that decides.

    InputError for a report that lacks figures or sections, and for a blank or a text in arithmetic;
    TemplateError for a template that cannot be read or whose tags go wrong, with the place;
    VerifyError if the document does not show all of the report.
    """
    assert_given(SeenReport, report, previous)
    printed = in_print(report.whole(), previous)
    judged = waived(check(printed), printed.words, ())
    fit = fitted(printed.report)
    found = (*fit.findings, *judged)
    if has_errors(found) or not printed.printable:
        return Built(None, found)

    # Imported where it is used: whoever only inserts tables needs no docxtpl.
    from gkdoc.docx.engine import OwnTemplate

    source = None if isinstance(template, bytes) else template
    with broken_files_told(source):
        original = as_document(read_package(template_content(template) or b""))
        styled = with_styles(original)
        findings = (*found, *observed(original, styled.added).findings)
    own = OwnTemplate(write_package(styled.package), source)
    document = _packed(own.filled(context(report, own, previous=previous)), fit.report)
    if problems := verify(document, fit.report):
        raise VerifyError(problems)
    return Built(document, findings, fit.report)


def _packed(document: bytes, report: Report) -> bytes:
    """The same file every time, under the report's title, without what an earlier report left."""
    package = detach(read_package(document))
    properties = core_properties_xml(
        title=report.full_title, creator=report.agency, moment=moment_of(report)
    )
    own = (each.target for each in relationships(package) if each.kind == "core-properties")
    return write_package(package.replacing(dict.fromkeys(own, properties)))
