"""What of a report comes back from a copy: worked out from the report, never by its reader.

docs/reading.md lists the same losses, way by way. Prose is numbered and divided by `text.outlines`
alone, which has tests of its own; no function that reads files is asked.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from typing import Final

from attrs import evolve

from gkdoc.model import SeenReport, Signature, TableValues, Text, usual_title
from gkdoc.spec import TableSpec, edition_for, table
from gkdoc.text.blocks import Outline
from gkdoc.text.outlines import parse, render

_NAMED: Final = re.compile(".+[0-9]{4}年度?政府信息公开工作(?:年度)?报告")
_NO_TITLE_OF_A_PAGE: Final = frozenset("，。；：！？,;>＞»›|｜→")
_LONGEST_TITLE_OF_A_PAGE: Final = 60
_WITHOUT_WIDTH: Final = str.maketrans(dict.fromkeys("\u00ad\u200b\u200c\u200d\u2060\ufeff"))
_NO_AGENCY: Final = frozenset("。；：，、,;:")
_LENGTHS_OF_AGENCIES: Final = range(2, 41)


def in_a_document(report: SeenReport) -> SeenReport:
    """What a document shows that has our styles and carries nothing.

    机关性质, 豁免 and 汇总 are not shown; a title is in one line, and none of its own where it is
    the usual one; an introduction without words leaves nothing behind; of two editions of a table
    that look the same it is the usual one of the year.
    """
    title = report.full_title.replace("\n", "")
    introduction = report.introduction
    tables = {
        key: evolve(own, values=_of_the_year(own.values, report.year))
        for key, own in report.tables.items()
    }
    return evolve(
        report.with_tables(tables),
        title=title if title != usual_title(report.agency, report.year) else None,
        introduction=introduction if introduction and introduction.outline else None,
        organ=None,
        waivers=(),
        rollup=None,
    )


def on_a_page(report: SeenReport) -> SeenReport:
    """What a page of another program shows, where the styles are gone too.

    Signs without width are gone, and all blanks but one where there are more. Sections are divided
    by their words, and a signature that does not look like one is prose.
    """
    worded = _worded(report, _as_a_browser_shows)
    lines = {key: _lines(prose, _as_a_browser_shows) for key, prose in report.prose.items()}
    lines["other_matters"], signature = _signed(lines["other_matters"], worded.signature)
    return evolve(_divided(worded, lines), signature=signature)


def in_print(report: SeenReport) -> SeenReport:
    """What a printed page shows: its words have blanks only between signs of half width."""
    lines = {key: _lines(prose, _as_paper_shows) for key, prose in report.prose.items()}
    return _divided(_worded(report, _as_paper_shows), lines)


def named_in_a_document(report: SeenReport) -> bool:
    """True if its title tells agency and year."""
    return _NAMED.fullmatch(report.full_title.replace("\n", "")) is not None


def named_on_a_page(report: SeenReport) -> bool:
    """True if its title does so, and is no sentence and no trail of links."""
    title = _as_a_browser_shows(report.full_title.replace("\n", ""))
    return (
        _NAMED.fullmatch(title) is not None
        and len(title) <= _LONGEST_TITLE_OF_A_PAGE
        and _NO_TITLE_OF_A_PAGE.isdisjoint(title)
    )


def _of_the_year(values: TableValues, year: int) -> TableValues:
    """The same figures in the usual edition of the year, if that looks the same."""
    usual = table(values.spec.key, edition_for(year).edition)
    alike = [it for it in (usual, usual.undivided) if _labels(it) == _labels(values.spec)]
    return TableValues(alike[0], values.entered) if alike else values


def _labels(spec: TableSpec) -> dict[str, tuple[str, ...]]:
    return {str(ref): (*cell.row_labels, *cell.column_labels) for ref, cell in spec.cells.items()}


def _worded(report: SeenReport, shown: Callable[[str], str]) -> SeenReport:
    """The report in a document that words everything but its prose as `shown` does."""
    signature = report.signature
    tables = {
        key: evolve(
            own,
            values=TableValues(
                own.values.spec,
                {
                    ref: Text(shown(value.text)) if isinstance(value, Text) else value
                    for ref, value in own.values.entered.items()
                },
            ),
        )
        for key, own in report.tables.items()
    }
    return in_a_document(
        evolve(
            report.with_tables(tables),
            agency=shown(report.agency),
            title=shown(report.full_title.replace("\n", "")),
            signature=evolve(signature, agency=shown(signature.agency)) if signature else None,
        )
    )


def _lines(outline: Outline, shown: Callable[[str], str]) -> list[str]:
    """The lines of the outline with their numbers."""
    return [shown(line) for line in render(outline).splitlines() if line.strip()]


def _divided(report: SeenReport, lines: dict[str, list[str]]) -> SeenReport:
    """The report with its prose divided by its words alone."""
    return report.with_prose({key: parse("\n".join(lines[key])) for key in report.prose})


def _signed(lines: list[str], signature: Signature | None) -> tuple[list[str], Signature | None]:
    """The lines of the last section, and who signs below them: the last line above the date."""
    if signature is None:
        return lines, None
    above = [line for line in (*lines, signature.agency) if line.strip()]
    agency = above[-1].strip() if above else ""
    if len(agency) not in _LENGTHS_OF_AGENCIES or not _NO_AGENCY.isdisjoint(agency):
        return above, None
    return above[:-1], Signature(agency, signature.date)


def _as_a_browser_shows(words: str) -> str:
    return re.sub("[ \t\n\r\f]+", " ", words.translate(_WITHOUT_WIDTH))


def _as_paper_shows(words: str) -> str:
    """The words with one blank where there are some between two signs of half width."""
    pieces = words.split()
    shown = pieces[0] if pieces else ""
    for piece in pieces[1:]:
        shown += (" " if _is_narrow(shown[-1]) and _is_narrow(piece[0]) else "") + piece
    return shown


def _is_narrow(sign: str) -> bool:
    # Neither full-width nor wide, and not ambiguous (Unicode Standard Annex #11).
    return unicodedata.east_asian_width(sign) not in {"F", "W", "A"}
