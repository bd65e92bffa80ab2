"""YAML as a person writes it: prose with its numbers in literal blocks, a row of figures a line."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from attrs import asdict, frozen

from gkdoc.model import SeenReport, StatutoryTable
from gkdoc.spec import Heading, TableBlock, envelope, part_labels
from gkdoc.text.blocks import Outline
from gkdoc.text.outlines import render, survives_text
from gkdoc.write.tree import Tree, edition_of, outline_tree, rows_of, tree_of

_INDENT = "  "
# A text with a Chinese character in it is nothing but a text to any reader of YAML.
_CHINESE = re.compile("[\u4e00-\u9fff]")
_NAME = re.compile("[a-z][a-z_]*[a-z]")
_NEVER_PLAIN = re.compile(r"""^[-?&*!|>'"%@`]|[:#,\[\]{}"\\\s]""")
_RESERVED = frozenset({"null", "true", "false", "yes", "no", "on", "off"})
# Which fields the entries of the envelope consist of.
_GROUPS = {"signature": "signature", "waivers": "waiver"}
_SET_APART = frozenset(_GROUPS)


def to_yaml(report: SeenReport, *, labels: bool = False) -> str:
    """The report as YAML for people, keyed by names, or by the statute's words with `labels`.

    Prose stands in literal blocks as one would type it; where that would change its structure, as
    a list of blocks. A blank is written ~, and a row whose figures are all there as a list.
    """
    return "\n".join(_Writer(labels=labels).lines(report)) + "\n"


@frozen
class _Writer:
    """Writes the lines of a file; `labels` says by what its entries are keyed."""

    labels: bool

    def lines(self, report: SeenReport) -> Iterator[str]:
        """The lines of the file."""
        tables = report.tables
        prose = report.prose
        for key, value in tree_of(report).items():
            name = self._report_name(key, report.year)
            if key in tables:
                yield ""
                yield from self._table(name, tables[key])
            elif key in prose:
                yield ""
                yield from self._outline(name, prose[key])
            elif key == "edition":
                yield from self._edition(name, report)
            elif key == "organ":
                yield from self._organ(name, report)
            elif key != "gkdoc":
                if key in _SET_APART:
                    yield ""
                yield from self._entry(name, value, _GROUPS.get(key, ""))

    def _report_name(self, key: str, year: int) -> str:
        return text_scalar(part_labels(year).get(key, key) if self.labels else key)

    def _name(self, group: str, key: str) -> str:
        labels = {field.key: field.label for field in envelope(group)} if self.labels else {}
        return text_scalar(labels.get(key, key))

    def _edition(self, name: str, report: SeenReport) -> Iterator[str]:
        editions = edition_of(report)
        if isinstance(editions, str):
            yield f"{name}: {editions}"
            return
        yield f"{name}:"
        for key, edition in editions.items():
            yield f"{_INDENT}{self._report_name(key, report.year)}: {edition}"

    def _organ(self, name: str, report: SeenReport) -> Iterator[str]:
        organ = {} if report.organ is None else asdict(report.organ)
        given = {key: value for key, value in organ.items() if value is not None}
        yield f"{name}:" if given else f"{name}: {{}}"
        for key, value in given.items():
            yield f"{_INDENT}{self._name('organ', key)}: {self._name(f'organ_{key}', value)}"

    def _entry(self, name: str, value: Tree, group: str) -> Iterator[str]:
        """A value of the envelope: a scalar, a map of fields, or a list of such maps."""
        match value:
            case Mapping():
                yield f"{name}:"
                for key, item in value.items():
                    yield f"{_INDENT}{self._name(group, key)}: {_scalar(item)}"
            case list() if value:
                yield f"{name}:"
                for item in value:
                    yield from self._item(item, group)
            case list():
                yield f"{name}: []"
            case _:
                yield f"{name}: {_scalar(value)}"

    def _item(self, item: Tree, group: str) -> Iterator[str]:
        sign = "- "
        for key, value in item.items() if isinstance(item, Mapping) else ():
            yield f"{_INDENT}{sign}{self._name(group, key)}: {_scalar(value)}"
            sign = _INDENT

    def _outline(self, name: str, outline: Outline) -> Iterator[str]:
        if outline and survives_text(outline):
            yield f"{name}: |"
            for line in render(outline).split("\n"):
                yield f"{_INDENT}{line}"
        else:
            yield from self._entry(name, outline_tree(outline), "block")

    def _table(self, name: str, table: StatutoryTable) -> Iterator[str]:
        rows = rows_of(table)
        if not rows:
            yield f"{name}: {{}}"
            return
        yield f"{name}:"
        for block in table.values.spec.blocks:
            if len(block.column_leaves()) > 1:
                columns = "、".join(column.label for column in block.column_leaves())
                yield f"{_INDENT}# 各数依次为：{columns}"
            yield from self._rows(block.rows, block, rows, _INDENT)

    def _rows(
        self,
        headings: Sequence[Heading],
        block: TableBlock,
        rows: Mapping[str, Mapping[str, Tree]],
        indent: str,
    ) -> Iterator[str]:
        for heading in headings:
            if heading.children:
                # A heading that has no name is a level where labels are written, and only there.
                written = self.labels or heading.key is not None
                inner = indent + _INDENT if written else indent
                below = list(self._rows(heading.children, block, rows, inner))
                if below and written:
                    yield f"{indent}{self._heading(heading)}:"
                yield from below
            elif heading.path in rows:
                yield from self._row(heading, block, rows[heading.path], indent)

    def _row(
        self, heading: Heading, block: TableBlock, cells: Mapping[str, Tree], indent: str
    ) -> Iterator[str]:
        name = self._heading(heading)
        columns = block.column_leaves()
        if len(cells) == len(columns) > 1:
            figures = ", ".join(figure_scalar(value) for value in cells.values())
            yield f"{indent}{name}: [{figures}]"
        elif cells:
            yield f"{indent}{name}:"
            for column in columns:
                if column.path in cells:
                    figure = figure_scalar(cells[column.path])
                    yield f"{indent}{_INDENT}{self._heading(column)}: {figure}"
        else:
            yield f"{indent}{name}: {{}}"

    def _heading(self, heading: Heading) -> str:
        return text_scalar(heading.label if self.labels or heading.key is None else heading.key)


def figure_scalar(value: Tree) -> str:
    """A cell; words in it are always between quotation marks."""
    return json.dumps(value, ensure_ascii=False) if isinstance(value, str) else _scalar(value)


def _scalar(value: Tree) -> str:
    match value:
        case None:
            return "~"
        case Decimal():
            return format(value, "f")
        case int():
            return str(value)
    return text_scalar(str(value))


def text_scalar(text: str) -> str:
    """The text as a plain scalar where every reader takes it for that text, otherwise quoted."""
    nothing_else = _CHINESE.search(text) or (_NAME.fullmatch(text) and text not in _RESERVED)
    if nothing_else and not _NEVER_PLAIN.search(text):
        return text
    # What JSON writes between quotation marks, YAML reads as the same.
    return json.dumps(text, ensure_ascii=False)
