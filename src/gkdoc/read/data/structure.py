"""The tree of a data file becomes a `Report`, or every problem in it at once."""

from __future__ import annotations

from collections.abc import Callable
from collections.abc import Mapping as AnyMapping
from functools import cache
from pathlib import Path
from typing import TypeVar

from gkdoc.errors import InputError, Problem
from gkdoc.findings import Finding, Severity
from gkdoc.messages import Message, _
from gkdoc.model import (
    Introduction,
    OtherMatters,
    Overview,
    OwnFields,
    Problems,
    Prose,
    SeenReport,
    StatutoryTable,
)
from gkdoc.read.data.completeness import check_complete, lacking_figures
from gkdoc.read.data.entries import by_key
from gkdoc.read.data.envelope import (
    agency_of,
    check_version,
    editions_of,
    organ_of,
    rollup_of,
    signature_of,
    waivers_of,
    year_of,
)
from gkdoc.read.data.names import Level, Named, level
from gkdoc.read.data.own_fields import own_fields_of
from gkdoc.read.data.prose import outline_of
from gkdoc.read.data.tables import table_of
from gkdoc.read.data.words import lines_of
from gkdoc.read.notes import Folder, Notes, location_of
from gkdoc.read.reading import Reading
from gkdoc.read.syntax.nodes import Mapping, Node, Pair, Scalar, kind_of
from gkdoc.spec import edition_for, editions, envelope, newest, sections
from gkdoc.spec import tables as table_keys
from gkdoc.text.blocks import Outline

# By one or two rows of the other edition nobody has chosen it.
_TELLING_DIFFERENCE = 3

_OPTIONAL = "introduction"

Section = TypeVar("Section", bound=Prose)


def reading_of(
    root: Node,
    source: Path | str | None,
    *,
    partial: bool,
    findings: tuple[Finding, ...] = (),
    notes: Notes | None = None,
    folder: Folder | None = None,
) -> Reading:
    """The report that a tree means.

    With `partial` the tree holds what was read from a document: what is absent was not seen, and
    words in a figure's place are kept. Otherwise a report is to be built from it, so that all of
    it has to be there. InputError holds every problem. `notes` has what the reader of the format
    has found already. Pictures that the tree names lie below `folder`.
    """
    notes = Notes(folder) if notes is None else notes
    report = _report(root, notes, partial=partial)
    if not partial:
        notes.problems += (*notes.unwritten, *notes.unwritten_words)
    if notes.problems or report is None:
        raise InputError(source, notes.in_order())
    lacking = lacking_figures(report, root, notes) if partial else ()
    # Of a mark in words a rule speaks, whatever the report was read from.
    return Reading(report, (*findings, *map(_finding, notes.unwritten)), notes.locations, lacking)


def _finding(problem: Problem) -> Finding:
    place = location_of(problem)
    return Finding(problem.rule, Severity.ERROR, problem.message, problem.path, location=place)


@cache
def report_level() -> Level[str]:
    """Everything that a data file may name at its outermost level."""
    return level(
        [
            Named("gkdoc", (), "gkdoc"),
            *(Named(field.key, field.labels(), field.key) for field in envelope("report")),
            *(Named(key, section.titles, key) for key, section in sections().items()),
        ]
    )


def _report(root: Node, notes: Notes, *, partial: bool) -> SeenReport | None:
    if not isinstance(root, Mapping):
        notes.problem(_no_map(root), "", root)
        return None
    given = by_key(root, report_level(), "", notes)
    if "gkdoc" in given:
        check_version(given["gkdoc"], notes)
    year = year_of(given["year"], notes) if "year" in given else None
    agency = agency_of(given["agency"], "agency", notes) if "agency" in given else None
    for name in ("agency", "year"):
        if not notes.given(name):
            label = report_level().find(name)[0].labels[0]
            notes.problem(_("缺少“{label}”（{name}）", label=label, name=name), name, root)
    tables = _tables(given, year, notes, partial=partial)
    prose = _prose(given, notes)
    organ = organ_of(given["organ"], notes) if "organ" in given else None
    title = lines_of(given["title"], "title", notes) if _filled("title", given) else None
    signature = signature_of(given["signature"], notes) if _filled("signature", given) else None
    waivers = waivers_of(given["waivers"], notes) if "waivers" in given else ()
    rollup = rollup_of(given["rollup"], notes) if "rollup" in given else None
    fields = own_fields_of(given["fields"], notes) if "fields" in given else OwnFields()
    if not partial:
        # Where the year is broken, the file is only looked through for what else is wrong.
        usual = newest() if year is None else edition_for(year)
        check_complete(tables.values(), usual, root, notes)
    if agency is None or year is None:
        return None
    return SeenReport(
        agency=agency,
        year=year,
        organ=organ,
        title=title,
        introduction=_prose_as(Introduction, prose.get("introduction")),
        overview=_prose_as(Overview, prose.get("overview")),
        problems=_prose_as(Problems, prose.get("problems")),
        other_matters=_prose_as(OtherMatters, prose.get("other_matters")),
        signature=signature,
        waivers=waivers,
        rollup=rollup,
        fields=fields,
    ).with_tables(tables)


def _tables(
    given: AnyMapping[str, Pair], year: int | None, notes: Notes, *, partial: bool
) -> dict[str, StatutoryTable]:
    """The tables that could be read, each by its own edition or by the usual one of the year."""
    own = editions_of(given["edition"], notes) if "edition" in given else {}
    # Without a year and an edition, whatever fits best.
    usual = edition_for(year).edition if year is not None else None
    read = {
        key: _table(given[key], key, own.get(key, usual), notes, partial=partial)
        for key in table_keys()
        if key in given
    }
    return {key: table for key, table in read.items() if table is not None}


def _table(
    pair: Pair, key: str, edition: str | None, notes: Notes, *, partial: bool
) -> StatutoryTable | None:
    """The table in the form of `edition`, or of the edition that fits where that is None.

    Where another edition fits very much better, one problem says so in place of many.
    """
    attempts = {}
    for candidate in (each.edition for each in editions()):
        own = Notes()
        attempts[candidate] = (table_of(pair, key, candidate, own, partial=partial), own)
        if candidate == edition and not own.problems:
            break
    best = min(attempts, key=lambda candidate: len(attempts[candidate][1].problems))
    chosen = best if edition is None else edition
    table, own = attempts[chosen]
    better, others = attempts[best]
    if len(own.problems) - len(others.problems) >= _TELLING_DIFFERENCE:
        message = _(
            "这张表是按 {best} 年格式填写的，却要按 {chosen} 年格式读取；"
            "请在“格式”（edition）里写明 {best}，或者按 {chosen} 年格式填写",
            best=best,
            chosen=chosen,
        )
        notes.problem(message, key, pair.key)
        table, own = better, others
    notes.merge(own)
    return table


def _prose(given: AnyMapping[str, Pair], notes: Notes) -> dict[str, Outline]:
    """The outlines that could be read."""
    prose = (section.key for section in sections().values() if not section.table)
    read = {
        key: outline_of(given[key], key, notes)
        for key in (_OPTIONAL, *prose)
        if (_filled(key, given) if key == _OPTIONAL else key in given)
    }
    return {key: outline for key, outline in read.items() if outline is not None}


def _filled(key: str, given: AnyMapping[str, Pair]) -> bool:
    """True if the entry is there and not left empty, as optional ones may be."""
    return key in given and not given[key].value.null


def _prose_as(kind: Callable[[Outline], Section], outline: Outline | None) -> Section | None:
    return None if outline is None else kind(outline)


def _no_map(root: Node) -> Message:
    expected = _("文件应由“名称: 内容”组成，如“年度: 2023”")
    if isinstance(root, Scalar) and "：" in root.text:
        return _("{expected}；冒号应是半角“:”，后面空一格，现在是全角“：”", expected=expected)
    if isinstance(root, Scalar) and ":" in root.text:
        return _("{expected}；冒号后面要空一格", expected=expected)
    return _("{expected}，却是{root}", expected=expected, root=kind_of(root))
