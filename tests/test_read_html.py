"""Web pages as reports: our own exactly, others by their labels, broken ones refused."""

from __future__ import annotations

from hypothesis import given, settings

import gkdoc.api
from gkdoc.model import Report
from gkdoc.read.html import read_html
from gkdoc.read.projections import on_our_page
from gkdoc.write.html import html_page
from tests.strategies import reports


def as_printed(report: Report) -> Report:
    """The report with all its totals, in the rows of its form: what a page can show."""
    printed_report = gkdoc.api.build(report, force=True).report
    assert printed_report is not None
    return printed_report


@settings(max_examples=60, deadline=None)
@given(reports(whole=True))
def test_what_is_written_is_read(report: Report) -> None:
    """Any report: all figures, all words and their structure, but for what a page does not show."""
    whole = as_printed(report)
    reading = read_html(html_page(whole).encode())
    assert reading.report == on_our_page(whole)
    assert reading.findings == ()
