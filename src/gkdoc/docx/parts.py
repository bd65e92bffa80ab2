"""The parts of a report as markup, after everything that cannot be printed was refused."""

from __future__ import annotations

import math
import re
from collections.abc import Collection, Iterator
from typing import Final

from gkdoc.errors import InputError, Problem
from gkdoc.layout.geometry import size_for
from gkdoc.layout.typography import StyleRoles
from gkdoc.messages import _
from gkdoc.model import SeenReport, TableValues, in_print
from gkdoc.model.report import SomeReport
from gkdoc.model.totals import completed, missing
from gkdoc.ooxml.markup import text_markup
from gkdoc.spec import section_title
from gkdoc.text.blocks import Unsupported
from gkdoc.write.docx.compiled import widest
from gkdoc.write.docx.tables import table_fragment

_FIGURE: Final = re.compile(r"\{\{ ([a-z0-9_.]+) \}\}")


def printable(report: SomeReport, previous: SeenReport | None, keys: Collection[str]) -> SomeReport:
    """`report` as it is printed; InputError for all that its parts `keys` lack or cannot show."""
    printed = in_print(report, previous)
    problems = [
        *_missing(report, keys),
        *(
            Problem(finding.message, path=finding.address, rule=finding.rule)
            for finding in printed.unresolved
            if finding.address.partition(".")[0] in keys
        ),
        *_not_prose(report, keys),
    ]
    if problems:
        raise InputError(None, problems)
    return printed.report


def table_markup(values: TableValues, styles: StyleRoles, *, scale: float = 1) -> str:
    """The table with its figures; `values` has all of them.

    `scale` is how wide the table will be, in parts of its own width: figures get the size that
    they have room for there.
    """
    spec = values.spec
    size = size_for(spec, math.ceil(widest(values) / scale))
    words = dict(zip(spec.addresses, map(text_markup, values.printed), strict=True))
    return _FIGURE.sub(lambda slot: words[slot[1]], table_fragment(spec, styles, size, None))


def whole_table(values: TableValues) -> TableValues:
    """`values` with all totals; InputError for figures that are missing."""
    problems = [*_missing_figures(values)]
    if problems:
        raise InputError(None, problems)
    return completed(values)


def _missing(report: SeenReport, keys: Collection[str]) -> Iterator[Problem]:
    tables = report.tables
    for key in keys:
        if key in tables:
            yield from _missing_figures(tables[key].values)
        elif getattr(report, key) is None:
            title = section_title(key, report.year)
            yield Problem(_("缺少“{title}”", title=title), path=key)


def _missing_figures(values: TableValues) -> Iterator[Problem]:
    for ref in missing(values):
        label = values.spec.cells[ref].label
        yield Problem(_("缺少数字：{label}", label=label), path=str(ref))


def _not_prose(report: SeenReport, keys: Collection[str]) -> Iterator[Problem]:
    for key, outline in report.prose.items():
        for number, block in enumerate(outline, 1) if key in keys else ():
            if isinstance(block, Unsupported):
                message = _("{what}不能放进 Word 文件", what=block.description)
                yield Problem(message, path=f"{key}.{number}")
