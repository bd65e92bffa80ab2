"""The JSON that filing systems exchange, as a report: its names become ours, then it is read."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any, Final, TypeGuard

from attrs import evolve

from gkdoc.errors import InputError, Problem
from gkdoc.findings import Finding, Severity
from gkdoc.formats.filing import filing_form
from gkdoc.messages import Listed, Message, _
from gkdoc.model import BLANK, Text, printed, printed_value, usual_title
from gkdoc.read.data.structure import reading_of
from gkdoc.read.document.identity import identity_of
from gkdoc.read.document.labels import Labels
from gkdoc.read.notes import location_of
from gkdoc.read.reading import Reading
from gkdoc.read.syntax.nodes import Mapping, Node, Pair, Scalar, Sequence, kind_of
from gkdoc.spec import CellRef, Kind, sections, table
from gkdoc.text import links, references
from gkdoc.text.blocks import Block, Outline

_UNREAD_RULE: Final = "GK120"
_VERSION: Final = "gkdoc"
_MOST_LISTED: Final = 10
_YEAR: Final = re.compile("[0-9]{4}")


def is_filing_json(root: Node) -> TypeGuard[Mapping]:
    """True if the tree has the names of the filing format, and is not one of our own files."""
    if not isinstance(root, Mapping):
        return False
    keys = {pair.key.text for pair in root}
    return _VERSION not in keys and bool(keys & _telling())


def read_filing_json(
    root: Mapping, source: Path | str | None = None, findings: tuple[Finding, ...] = ()
) -> Reading:
    """The report in the tree, and a finding for what it holds beside one.

    InputError for a value that no cell can have, with its line, and where agency or year are not
    to be found. What is absent was not seen.
    """
    reader = _Reader(source)
    tree = reader.tree(root)
    reading = reading_of(tree, source, partial=True, findings=findings)
    report = reading.report
    prose = {key: _as_signs(outline) for key, outline in report.prose.items()}
    title = None if report.title == usual_title(report.agency, report.year) else report.title
    return evolve(
        reading,
        report=evolve(report.with_prose(prose), title=title),
        findings=(*reading.findings, *reader.findings()),
    )


def _as_signs(outline: Outline) -> Outline:
    """The outline of words that in this format begin neither a reference nor a link."""

    def signs(words: str | None) -> str | None:
        return None if words is None else links.literal(references.literal(words))

    return tuple(
        evolve(block, heading=signs(block.heading), text=signs(block.text))
        if isinstance(block, Block)
        else block
        for block in outline
    )


@cache
def _telling() -> frozenset[str]:
    """The names at the top that only the filing format has."""
    names = filing_form()
    payloads = (names.sections[key].content for key in names.tables)
    return frozenset({names.list_name, *(name for content in payloads for name in content)})


@cache
def _places(key: str) -> dict[str, CellRef]:
    """The cell at each path of a table's object."""
    names = filing_form().tables[key]
    return {
        path: ref for ref in table(key, filing_form().edition).cells for path in names.paths(ref)
    }


@cache
def _section_titles() -> Labels[str]:
    return Labels(
        (title, section.key) for section in sections().values() for title in section.titles
    )


class _Reader:
    """One passage through the tree; gathers what is not read."""

    def __init__(self, source: Path | str | None) -> None:
        self._source = source
        self._unread: list[tuple[str, Scalar]] = []
        self._converted: list[Scalar] = []

    def tree(self, root: Mapping) -> Mapping:
        """The same in our own names, each value in the place where it was written."""
        names = filing_form()
        pairs: list[Pair] = []
        sections: dict[str, Pair] = {}
        flat = {name: key for key in names.tables for name in names.sections[key].content}
        envelope = {name: key for key, spelled in names.envelope.items() for name in spelled}
        for pair in root:
            name = pair.key.text
            if name in envelope:
                pairs.append(_named(envelope[name], pair))
            elif name == names.list_name:
                self._sections(pair.value, sections)
            elif name in flat:
                self._section(flat[name], pair, sections)
            else:
                self._unread.append((name, pair.key))
        return evolve(root, pairs=(*self._identified(pairs, root), *sections.values()))

    def findings(self) -> Iterator[Finding]:
        """A finding for all that was not read, and one for all that was read as something else."""
        if self._unread:
            listed = Listed("、", (name for name, _ in self._unread[:_MOST_LISTED]))
            more = _("等") if len(self._unread) > _MOST_LISTED else ""
            message = _("不认识的名称，没有读取：{listed}{more}", listed=listed, more=more)
            yield _said(Severity.WARNING, message, self._unread[0][1])
        if self._converted:
            message = _("{count} 个数写成了文字（加了引号），按数读取", count=len(self._converted))
            yield _said(Severity.INFORMATION, message, self._converted[0])

    def _identified(self, pairs: list[Pair], root: Mapping) -> Iterator[Pair]:
        """The envelope; agency and year from the title where they are not given."""
        names = filing_form()
        given = {pair.key.text: pair for pair in pairs}
        title = given.get("title")
        if title is not None and isinstance(title.value, Scalar):
            found = identity_of(title.value.text)
            if found is not None:
                quoted_agency = evolve(title.value, text=found.agency)
                year = evolve(title.value, text=str(found.year), quoted=False, typed=True)
                given.setdefault("agency", _pair("agency", quoted_agency))
                given.setdefault("year", _pair("year", year))
        for name in ("agency", "year"):
            if name not in given:
                spelled = Listed("、", (*names.envelope[name], *names.envelope["title"]))
                message = _("没有找到机关和年度，应写在 {spelled} 里", spelled=spelled)
                raise InputError(self._source, [Problem(message, name, root.line, root.column)])
        yield _pair("edition", Scalar(names.edition, quoted=True))
        for name, pair in given.items():
            value = pair.value
            if name == "year" and isinstance(value, Scalar) and _YEAR.fullmatch(value.text):
                pair = evolve(pair, value=evolve(value, quoted=False, typed=True))  # noqa: PLW2901
            yield pair

    def _sections(self, node: Node, sections: dict[str, Pair]) -> None:
        if not isinstance(node, Sequence):
            raise self._wrong(_("这里应是各部分的列表"), filing_form().list_name, node)
        for item in node.items:
            if not isinstance(item, Mapping):
                raise self._wrong(_("这里应是一个部分"), filing_form().list_name, item)
            self._listed(item, sections)

    def _listed(self, item: Mapping, sections: dict[str, Pair]) -> None:
        names = filing_form()
        entries = {pair.key.text: pair for pair in item}
        title, kind = entries.get(names.title_name), entries.get(names.type_name)
        key = _key_of(title, kind)
        if key is None:
            first = title or kind or (item.pairs[0] if item.pairs else None)
            shown = first.value.text if first and isinstance(first.value, Scalar) else ""
            anchor = first.key if first is not None else Scalar("", line=item.line)
            self._unread.append((shown or names.list_name, anchor))
            return
        spelled = names.sections[key].content
        content = next((entries[name] for name in spelled if name in entries), None)
        if content is not None:
            self._section(key, content, sections)
        known = {names.title_name, names.type_name, *spelled}
        self._unread += [(name, pair.key) for name, pair in entries.items() if name not in known]

    def _section(self, key: str, pair: Pair, sections: dict[str, Pair]) -> None:
        value = pair.value
        if key in sections:
            raise self._wrong(_("这一部分写了两次"), key, pair.key)
        if key not in filing_form().tables:
            if isinstance(value, Scalar) and value.null:
                value = evolve(value, text="", quoted=True, typed=False)
            sections[key] = _named(key, evolve(pair, value=value))
        elif isinstance(value, Mapping):
            sections[key] = _named(key, evolve(pair, value=self._table(key, value)))
        elif not value.null:
            message = _("这里应是一组名称和数字，却是{value}", value=kind_of(value))
            raise self._wrong(message, key, value)

    def _table(self, key: str, mapping: Mapping) -> Mapping:
        places = _places(key)
        cells = table(key, filing_form().edition).cells
        found: dict[CellRef, tuple[Scalar, Scalar]] = {}
        for path, name, value in _leaves(mapping, ""):
            ref = places.get(path)
            if ref is None:
                self._unread.append((path, name))
            elif not isinstance(value, Scalar):
                message = _("这里应是一个数，却是{value}", value=kind_of(value))
                raise self._wrong(message, str(ref), value)
            elif ref in found and found[ref][1].text != value.text:
                raise self._wrong(_("这一格写了两次，数字不同"), str(ref), name)
            else:
                found[ref] = name, self._figure(value, cells[ref].kind)
        tree: dict[str, Any] = {}
        for ref, (name, figure) in found.items():
            inner = tree
            for step in ref.row.split("."):
                inner = inner.setdefault(step, {})
            inner[ref.column] = name, figure
        return _mapping(tree, mapping)

    def _figure(self, value: Scalar, kind: Kind) -> Scalar:
        """The figure; one that was put between quotation marks without them."""
        if not value.quoted:
            return value
        meant = printed_value(value.text, kind)
        if isinstance(meant, Text):
            return value
        if meant is BLANK:
            return evolve(value, text="null", quoted=False, typed=True)
        self._converted.append(value)
        return evolve(value, text=printed(meant), quoted=False, typed=True)

    def _wrong(self, message: Message, path: str, node: Node) -> InputError:
        return InputError(self._source, [Problem(message, path, node.line, node.column)])


def _leaves(mapping: Mapping, above: str) -> Iterator[tuple[str, Scalar, Node]]:
    """Every value that is no object, with its path and its name."""
    for pair in mapping:
        path = f"{above}{pair.key.text}"
        if isinstance(pair.value, Mapping):
            yield from _leaves(pair.value, f"{path}.")
        else:
            yield path, pair.key, pair.value


def _mapping(tree: dict[str, Any], root: Mapping) -> Mapping:
    """The nested names as nodes that lie where their first figure was written."""
    pairs = []
    for key, inner in tree.items():
        if isinstance(inner, dict):
            pairs.append(_pair(key, _mapping(inner, root)))
        else:
            name, value = inner
            pairs.append(Pair(evolve(name, text=key), value))
    first = pairs[0].value if pairs else root
    return Mapping(tuple(pairs), first.line, first.column)


def _key_of(title: Pair | None, kind: Pair | None) -> str | None:
    """Which section an entry of the list is: its type says for tables, its title for prose."""
    names = filing_form()
    if kind is not None and isinstance(kind.value, Scalar):
        for key in names.tables:
            if names.sections[key].type == kind.value.text:
                return key
    if title is None or not isinstance(title.value, Scalar):
        return None
    found = _section_titles().find(title.value.text)
    return found.meaning if found is not None else None


def _named(key: str, pair: Pair) -> Pair:
    return evolve(pair, key=evolve(pair.key, text=key))


def _pair(key: str, value: Node) -> Pair:
    return Pair(Scalar(key, quoted=True, line=value.line, column=value.column), value)


def _said(severity: Severity, message: Message, at: Scalar) -> Finding:
    return Finding(_UNREAD_RULE, severity, message, location=location_of(at))
