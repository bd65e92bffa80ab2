"""Reports that are sent to the service."""

from __future__ import annotations

from functools import cache

from attrs import evolve

import gkdoc
from gkdoc.model import completed
from gkdoc.spec import CellRef
from tests.tools.places import ROOT

EXAMPLE = ROOT / "examples" / "city-government-2024.yaml"
WRONG = CellRef("applications", "granted", "natural_person")
"""The cell that is wrong in `broken`."""


@cache
def sound() -> gkdoc.Report:
    """A report without an error."""
    return gkdoc.load(EXAMPLE)


def broken() -> gkdoc.Report:
    """The same with one figure that does not add up, and one sign that does not belong there."""
    report = sound()
    assert report.applications is not None
    assert report.introduction is not None
    values = completed(report.applications.values)
    first, *rest = report.introduction.outline
    assert isinstance(first, gkdoc.model.Block)
    assert first.text is not None
    return evolve(
        report,
        applications=evolve(report.applications, values=values.changed({WRONG: 999})),
        introduction=gkdoc.model.Introduction(
            (evolve(first, text=first.text.replace("〔2021〕", "(2021)")), *rest)
        ),
    )


def numbered(number: int) -> gkdoc.Report:
    """A report like no other: its agency and its prose have the number."""
    return evolve(
        sound(),
        agency=f"第{number}号机关",
        overview=gkdoc.model.Overview((gkdoc.model.Block(text=f"这是第{number}份报告。" * 3),)),
        waivers=(),
        rollup=None,
    )


def growing() -> gkdoc.Report:
    """The report of the year after, with the same figures, which it compares with last year's."""
    text = "新收申请〖本年新收·总计，比上年增减，件〗。"
    overview = gkdoc.model.Overview((gkdoc.model.Block(text=text),))
    return evolve(sound(), year=sound().year + 1, title=None, overview=overview)


def as_file(report: gkdoc.Report, name: str = "报告.json") -> tuple[str, bytes]:
    """The report as a file to send."""
    return name, gkdoc.to_json(report).encode()
