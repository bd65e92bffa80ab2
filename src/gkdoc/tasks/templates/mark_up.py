"""A blank form of an office becomes a template: its tables and sections get their slots."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from attrs import frozen

from gkdoc.errors import InputError, Problem
from gkdoc.ooxml.markup import BrokenXml, parse_xml, serialised
from gkdoc.ooxml.package import (
    BrokenPackage,
    Package,
    as_document,
    main_document,
    read_package,
    write_package,
)
from gkdoc.read.document.body import Paragraph, TableGrid
from gkdoc.read.document.sections import INTRODUCTION, cut
from gkdoc.read.document.tables.recognise import read_tables
from gkdoc.read.docx.body.opening import read_body
from gkdoc.spec import Section, newest
from gkdoc.tasks.templates.tagging import Body

# What a form says where prose belongs: （文字描述）.
_HINT: Final = re.compile(r"[（(【\[].*[）)】\]]")


@frozen
class MarkedUp:
    """`document` is the template; `done` says what was put where, `left` what is left to do."""

    document: bytes
    done: tuple[str, ...]
    left: tuple[str, ...]


def mark_up(content: bytes, source: Path | str | None = None) -> MarkedUp:
    """A copy of the blank form in `content`, a Word file, with the slots of the report.

    Figures get their slots in the cells of the tables that are recognised by their labels; prose
    gets a block slot under the title of its section, in place of what the form says there in
    brackets. Everything else stays. InputError if it is no Word file.
    """
    try:
        package = as_document(read_package(content))
        marker = _Marker(package)
        marker.mark()
        name = main_document(package)
        document = write_package(package.replacing({name: serialised(marker.root)}))
    except BrokenPackage as error:
        raise InputError(source, [error.problem]) from error
    except BrokenXml as error:
        raise InputError(source, [Problem(error.reason, line=error.line)]) from error
    return MarkedUp(document, tuple(marker.done), tuple(marker.left))


class _Marker:
    """One passage over one form; `done` says what was put where, `left` what is left to do."""

    def __init__(self, package: Package) -> None:
        items = read_body(package)
        self.root = parse_xml(package.parts[main_document(package)])
        self.done: list[str] = []
        self.left: list[str] = []
        self._body = Body(self.root)
        self._seen = read_tables(item for item in items if isinstance(item, TableGrid))
        statutory = self._seen.numbers
        self._cut = cut(
            tuple(
                item
                for item in items
                if not (isinstance(item, TableGrid) and item.number in statutory)
            )
        )

    def mark(self) -> None:
        """Put all slots in."""
        seen = self._seen
        for key, table in seen.tables.items():
            for ref, place in table.locations.items():
                if place.table and place.row and place.cell:
                    self._body.fill_cell(place.table, place.row, place.cell, f"{{{{ {ref} }}}}")
            self.done.append(
                f"第 {table.location.table} 个表格：“{table.specs[0].title}”，"
                f"{len(table.locations)} 格"
            )
            self.left.extend(finding.message for finding in seen.findings if finding.address == key)
        for section in newest().sections:
            if section.key not in self._cut.titles:
                message = f"没有找到标题“{section.title}”，请补上，并在下面另起一段写"
                self.left.append(f"{message} {_block(section)}")
            elif not section.table or section.key not in seen.tables:
                self._mark_section(section)
        self._mark_title()
        self._mark_ends()

    def _mark_section(self, section: Section) -> None:
        items = self._cut.sections[section.key]
        title = self._cut.titles[section.key]
        written = [item for item in items if isinstance(item, Paragraph) and item.text.strip()]
        hints = [item for item in written if _HINT.fullmatch(item.text.strip())]
        if hints:
            self._body.insert([_block(section)], before=hints[0].number)
            for hint in hints:
                self._body.remove(hint.number)
        else:
            self._body.insert([_block(section)], after=title.number)
        self.done.append(f"标题“{section.title}”之下：{_block(section)}")
        self.left.extend(
            f"标题“{section.title}”之下原有的文字会印在每份报告里：“{item.text[:30]}”"
            for item in written
            if item not in hints
        )
        if section.table:
            self.left.append(f"没有认出“{section.title}”的表，生成时用标准的表")
        self.left.extend(
            f"标题“{section.title}”之下的第 {item.number} 个表格不是法定表格，会原样印在每份报告里"
            for item in items
            if isinstance(item, TableGrid)
        )

    def _mark_title(self) -> None:
        titles = [*self._title_lines()]
        if not titles:
            self.left.append("没有找到报告标题，请在标题的位置写 {{ title }}")
            return
        self._body.replace(titles[0].number, "{{ title }}")
        for other in titles[1:]:
            self._body.remove(other.number)
        self.done.append(f"正文第 {titles[0].number} 段：{{{{ title }}}}")

    def _title_lines(self) -> Iterator[Paragraph]:
        if self._cut.title:
            yield from self._cut.title
            return
        # 政府信息公开工作年度报告, however agency and year are written before it.
        title = newest().title.rpartition("}")[2][1:]
        for item in self._cut.sections[INTRODUCTION]:
            if isinstance(item, Paragraph) and title in "".join(item.text.split()):
                yield item
                return

    def _mark_ends(self) -> None:
        """The introduction before the first section, the signature behind the last."""
        first = min((title.number for title in self._cut.titles.values()), default=0)
        if first:
            self._body.insert(_optional("introduction"), before=first)
            self.done.append("第一个标题之前：{{p introduction }}（有引言时才印）")
        for item in self._cut.signature:
            self._body.remove(item.number)
        self._body.insert(_optional("signature"))
        self.done.append("文末：{{p signature }}（有落款时才印）")


def _block(section: Section) -> str:
    return f"{{{{p {section.key} }}}}"


def _optional(name: str) -> tuple[str, str, str]:
    """The lines of a part that some reports lack."""
    return (f"{{%p if {name} %}}", f"{{{{p {name} }}}}", "{%p endif %}")
