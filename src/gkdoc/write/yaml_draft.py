"""A draft as a YAML file to fill in: marks where something is to be written, help in comments."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from attrs import frozen

from gkdoc.model import NOT_ENTERED, Draft, Organ, TableValues, printed, usual_title
from gkdoc.spec import CellRef, Heading, field_labels, form, newest
from gkdoc.text.marks import MARK
from gkdoc.write.tree import fields_tree, value_tree
from gkdoc.write.yaml_text import INDENT, Entries, figure_scalar, text_scalar

_HELP: Final = (
    "以“#”开头的文字是说明，不会写进报告。",
    f"写好一处，把那里的{MARK}删去；全部删去以后才能生成报告。",
    "数字写成阿拉伯数字，没有发生的写 0。一行有几个数的，写成 [12, 3, 0]，次序见表里的说明。",
    "检查：gkdoc check 本文件。生成：gkdoc build 本文件 -o 报告.docx。",
)


def draft_yaml(draft: Draft, *, labels: bool = True) -> str:
    """The draft as YAML, keyed by the statute's words, or by names without `labels`."""
    return "\n".join(_Writer(labels, draft).lines()) + "\n"


@frozen
class _Writer(Entries):
    """Writes the lines of the file."""

    draft: Draft

    def lines(self) -> Iterator[str]:
        """The lines of the file, in the order of the report."""
        draft = self.draft
        if draft.year is not None:
            yield f"# 草稿：{usual_title(draft.agency, draft.year)}"
            yield "#"
        yield from (f"# {line}" for line in _HELP)
        yield ""
        yield f"{self.field('report', 'agency')}: {_words(draft.agency)}"
        yield f"{self.field('report', 'year')}: {MARK if draft.year is None else draft.year}"
        yield from self._organ()
        if draft.title is not None:
            yield f"{self.field('report', 'title')}: {_words(draft.title)}"
        if "introduction" in draft.prose:
            yield from self._prose("introduction", self.field("report", "introduction"))
        for section in form(self._edition()).sections:
            name = text_scalar(section.title if self.labels else section.key)
            if section.table:
                yield from self._table(name, draft.tables[section.key])
            else:
                yield from self._prose(section.key, name)
        yield from self._signature()
        yield from self._own_fields()

    def _edition(self) -> str:
        return next(
            (values.spec.edition for values in self.draft.tables.values()), newest().edition
        )

    def _organ(self) -> Iterator[str]:
        name, organ = self.field("report", "organ"), self.draft.organ
        if organ is not None and organ != Organ():
            yield from self.organ(name, organ)
            return
        yield "# 填了机关性质，才检查期限等规则；要填就删去下面三行行首的“# ”："
        yield f"# {name}:"
        for key in field_labels("organ"):
            words = "、".join(field_labels(f"organ_{key}").values())
            yield f"#   {self.field('organ', key)}: 从这里选一个：{words}"

    def _signature(self) -> Iterator[str]:
        draft = self.draft
        if draft.signs is None:
            return
        yield ""
        yield f"{self.field('report', 'signature')}:"
        yield f"{INDENT}{self.field('signature', 'agency')}: {_words(draft.signs)}"
        date = MARK if draft.signed is None else draft.signed.isoformat()
        remark = draft.remarks.get("signature.date", "")
        behind = f"  # {remark}；写成 年-月-日" if remark else "  # 写成 年-月-日"
        yield f"{INDENT}{self.field('signature', 'date')}: {date}{behind}"

    def _own_fields(self) -> Iterator[str]:
        if not self.draft.fields:
            return
        yield ""
        if remark := self.draft.remarks.get("fields"):
            yield f"# {remark}"
        name = self.field("report", "fields")
        yield from self.own_fields(name, fields_tree(self.draft.fields), "fields")

    def _prose(self, key: str, name: str) -> Iterator[str]:
        yield ""
        last = self.draft.last_prose.get(key, ())
        if last:
            yield "# 上年的文字，供参考："
            yield from (f"#   {line}" for line in last)
        yield f"{name}: |"
        for line in self.draft.prose.get(key, MARK).split("\n"):
            yield f"{INDENT}{line.strip()}"

    def _table(self, name: str, values: TableValues) -> Iterator[str]:
        yield ""
        yield f"{name}:"
        last = self.draft.last_tables.get(values.spec.key)
        for block in values.spec.blocks:
            columns = block.column_leaves()
            if len(columns) > 1:
                listed = "、".join(column.label for column in columns)
                yield f"{INDENT}# 一行 {len(columns)} 个数，依次为：{listed}"
            yield from self.rows(block.rows, _Rows(self, values, last, columns).lines)


@frozen
class _Rows:
    """The rows of one block of a table."""

    writer: _Writer
    values: TableValues
    last: TableValues | None
    columns: Sequence[Heading]

    def lines(self, heading: Heading, indent: str) -> Iterator[str]:
        """The lines of one row."""
        key = self.values.spec.key
        refs = [CellRef(key, heading.path, column.path) for column in self.columns]
        totals = {total.total for total in self.values.spec.sums}
        label = heading.label
        if all(ref in totals for ref in refs):
            yield f"{indent}# “{label}”不用写，由程序计算{self._last_year(refs)}"
            return
        remark = self.writer.draft.remarks.get(f"{key}.{heading.path}", "")
        note = "；".join(filter(None, (heading.note, remark)))
        if note:
            yield f"{indent}# {note}"
        name = self.writer.heading(heading)
        entered = {ref: self.values.at(ref) for ref in refs}
        known = [ref for ref in refs if entered[ref] is not NOT_ENTERED]
        if not known:
            last = self._last_year(refs)
            yield f"{indent}{name}: {MARK}" + (f"  # {last.lstrip('，')}" if last else "")
            return
        yield f"{indent}{name}:"
        for ref, column in zip(refs, self.columns, strict=True):
            if ref in known:
                figure = figure_scalar(value_tree(entered[ref]))
                yield f"{indent}{INDENT}{self.writer.heading(column)}: {figure}"
            elif ref not in totals:
                yield f"{indent}{INDENT}{self.writer.heading(column)}: {MARK}"

    def _last_year(self, refs: Sequence[CellRef]) -> str:
        """Last year's figures of the row, as a comment; empty if there are none to compare."""
        last = self.last
        if last is None or any(ref not in last.spec.cells for ref in refs):
            return ""
        values = [last.at(ref) for ref in refs]
        if any(value is NOT_ENTERED for value in values):
            return ""
        shown = [printed(value) or "空白" for value in values]
        return f"，上年是 {shown[0] if len(shown) == 1 else '[' + ', '.join(shown) + ']'}"


def _words(text: str) -> str:
    """A line of words; a mark where there are none."""
    return text_scalar(text) if text else MARK
