"""YAML as a person writes it: prose with its numbers in literal blocks, a row of figures a line."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from decimal import Decimal
from functools import partial
from typing import Final

from attrs import asdict, frozen

from gkdoc.model import Organ, SeenReport, StatutoryTable, printed
from gkdoc.model.own_fields import SITE
from gkdoc.spec import Heading, field_labels, part_labels
from gkdoc.text.blocks import Outline
from gkdoc.text.outlines import render, survives_text
from gkdoc.write.tree import Tree, outline_tree, rows_of, tree_of

INDENT: Final = "  "
# A text with a Chinese character in it is nothing but a text to any reader of YAML.
_CHINESE = re.compile("[\u4e00-\u9fff]")
_NAME = re.compile("[a-z][a-z_]*[a-z]")
_NEVER_PLAIN = re.compile(r"""^[-?&*!|>'"%@`]|[:#,\[\]{}"\\\s]""")
_RESERVED = frozenset({"null", "true", "false", "yes", "no", "on", "off"})
# Which fields the entries consist of that are set apart.
_GROUPS = {"signature": "signature", "waivers": "waiver", "rollup": "rollup"}
_INSERTIONS = {"picture": "picture", "table": "plain_table"}


def to_yaml(report: SeenReport, *, labels: bool = False) -> str:
    """The report as YAML for people, keyed by names, or by the statute's words with `labels`.

    Prose stands in literal blocks as one would type it; where that would change its structure, as
    a list of blocks. A blank is written ~, and a row whose figures are all there as a list.
    """
    return "\n".join(_Writer(labels=labels).lines(report)) + "\n"


@frozen
class Entries:
    """The entries of a file; `labels` says by what they are keyed."""

    labels: bool

    def field(self, group: str, key: str) -> str:
        """The key of a field, or the word of a choice."""
        return text_scalar(field_labels(group).get(key, key) if self.labels else key)

    def heading(self, heading: Heading) -> str:
        """The key of a row, a column or a group of rows."""
        return text_scalar(heading.label if self.labels or heading.key is None else heading.key)

    def organ(self, name: str, organ: Organ) -> Iterator[str]:
        """The lines of an organ."""
        given = {key: word for key, word in asdict(organ).items() if word is not None}
        yield f"{name}:" if given else f"{name}: {{}}"
        for key, word in given.items():
            yield f"{INDENT}{self.field('organ', key)}: {self.field(f'organ_{key}', word)}"

    def own_fields(self, name: str, fields: Mapping[str, Tree], group: str) -> Iterator[str]:
        """The lines of fields of one's own, and of what is nested under one."""
        yield f"{name}:"
        for key, value in fields.items():
            own = self.field(group, key)
            lines = value.split("\n") if isinstance(value, str) else ()
            if isinstance(value, Mapping):
                inner = key if key in {SITE, *_INSERTIONS} else "block"
                yield from (f"{INDENT}{line}" for line in self.own_fields(own, value, inner))
            elif len(lines) > 1:
                yield f"{INDENT}{own}: |"
                yield from (f"{INDENT * 2}{line}" for line in lines)
            else:
                yield f"{INDENT}{own}: {_scalar(value)}"

    def rows(
        self,
        headings: Sequence[Heading],
        row: Callable[[Heading, str], Iterator[str]],
        indent: str = INDENT,
    ) -> Iterator[str]:
        """The lines of rows and of the groups around them; `row` has those of one, indented."""
        for heading in headings:
            if not heading.children:
                yield from row(heading, indent)
                continue
            # A heading that has no name is a level where labels are written, and only there.
            written = self.labels or heading.key is not None
            below = [*self.rows(heading.children, row, indent + INDENT if written else indent)]
            if below and written:
                yield f"{indent}{self.heading(heading)}:"
            yield from below


@frozen
class _Writer(Entries):
    """Writes the lines of a file."""

    def lines(self, report: SeenReport) -> Iterator[str]:
        """The lines of the file."""
        tables = report.tables
        prose = report.prose
        names = part_labels(report.year) if self.labels else {}
        for key, value in tree_of(report).items():
            name = text_scalar(names.get(key, key))
            if key in tables:
                yield ""
                yield from self._table(name, tables[key])
            elif key in prose:
                yield ""
                yield from self._outline(name, prose[key])
            elif key == "edition":
                yield from self._edition(name, value, names)
            elif key == "organ" and report.organ is not None:
                yield from self.organ(name, report.organ)
            elif key == "fields" and isinstance(value, Mapping):
                yield ""
                yield from self.own_fields(name, value, key)
            elif key != "gkdoc":
                if key in _GROUPS:
                    yield ""
                yield from self._entry(name, value, _GROUPS.get(key, ""))

    def _edition(self, name: str, editions: Tree, names: Mapping[str, str]) -> Iterator[str]:
        if not isinstance(editions, Mapping):
            yield f"{name}: {editions}"
            return
        yield f"{name}:"
        for key, edition in editions.items():
            yield f"{INDENT}{text_scalar(names.get(key, key))}: {edition}"

    def _entry(self, name: str, value: Tree, group: str) -> Iterator[str]:
        """A value of the envelope: a scalar, a map of fields, or a list of such maps."""
        match value:
            case Mapping() if not value:
                yield f"{name}: {{}}"
            case Mapping():
                yield f"{name}:"
                for key, item in value.items():
                    if isinstance(item, list):
                        yield f"{INDENT}{self.field(group, key)}:"
                        yield from (f"{INDENT}- {_scalar(each)}" for each in item)
                    else:
                        yield f"{INDENT}{self.field(group, key)}: {_scalar(item)}"
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
            name = f"{INDENT}{sign}{self.field(group, key)}"
            if isinstance(value, Mapping):
                yield f"{name}:"
                yield from self._insertion(value, _INSERTIONS[key])
            else:
                yield f"{name}: {_scalar(value)}"
            sign = INDENT

    def _insertion(self, fields: Mapping[str, Tree], group: str) -> Iterator[str]:
        """The fields of a picture or a plain table, a row of it a line."""
        for key, value in fields.items():
            name = f"{INDENT * 3}{self.field(group, key)}"
            if key == "rows" and isinstance(value, list) and value:
                yield f"{name}:"
                yield from (f"{INDENT * 4}- {_texts(row)}" for row in value)
            elif isinstance(value, list):
                yield f"{name}: {_texts(value)}"
            else:
                yield f"{name}: {_scalar(value)}"

    def _outline(self, name: str, outline: Outline) -> Iterator[str]:
        if outline and survives_text(outline):
            yield f"{name}: |"
            for line in render(outline).split("\n"):
                yield f"{INDENT}{line}"
        else:
            yield from self._entry(name, outline_tree(outline), "block")

    def _table(self, name: str, table: StatutoryTable) -> Iterator[str]:
        rows = rows_of(table)
        if not rows:
            yield f"{name}: {{}}"
            return
        yield f"{name}:"
        for block in table.values.spec.blocks:
            columns = block.column_leaves()
            if len(columns) > 1:
                yield f"{INDENT}# 各数依次为：{'、'.join(column.label for column in columns)}"
            yield from self.rows(block.rows, partial(self._row, rows, columns))

    def _row(
        self,
        rows: Mapping[str, Mapping[str, Tree]],
        columns: Sequence[Heading],
        heading: Heading,
        indent: str,
    ) -> Iterator[str]:
        if heading.path not in rows:
            return
        name = self.heading(heading)
        cells = rows[heading.path]
        if len(cells) == len(columns) > 1:
            figures = ", ".join(figure_scalar(value) for value in cells.values())
            yield f"{indent}{name}: [{figures}]"
        elif cells:
            yield f"{indent}{name}:"
            for column in columns:
                if column.path in cells:
                    figure = figure_scalar(cells[column.path])
                    yield f"{indent}{INDENT}{self.heading(column)}: {figure}"
        else:
            yield f"{indent}{name}: {{}}"


def figure_scalar(value: Tree) -> str:
    """A cell; words in it are always between quotation marks."""
    return json.dumps(value, ensure_ascii=False) if isinstance(value, str) else _scalar(value)


def _texts(row: Tree) -> str:
    texts = row if isinstance(row, list) else []
    return f"[{', '.join(text_scalar(str(text)) for text in texts)}]"


def _scalar(value: Tree) -> str:
    match value:
        case None:
            return "~"
        case int() | Decimal():
            return printed(value)
    return text_scalar(str(value))


def text_scalar(text: str) -> str:
    """The text as a plain scalar where every reader takes it for that text, otherwise quoted."""
    nothing_else = _CHINESE.search(text) or (_NAME.fullmatch(text) and text not in _RESERVED)
    if nothing_else and not _NEVER_PLAIN.search(text):
        return text
    # What JSON writes between quotation marks, YAML reads as the same.
    return json.dumps(text, ensure_ascii=False)
