"""What a data file lacks before a report can be built from it: one problem a row or section."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from collections.abc import Mapping as AnyMapping

from gkdoc.errors import Problem
from gkdoc.findings import Finding, Location, Severity
from gkdoc.messages import Listed, Message, _
from gkdoc.model import SeenReport, StatutoryTable, missing
from gkdoc.read.data.entries import join
from gkdoc.read.data.tables import row_headings
from gkdoc.read.notes import Notes
from gkdoc.read.syntax.nodes import Node
from gkdoc.spec import Form, Heading

_MOST_LISTED = 4


def check_complete(tables: Iterable[StatutoryTable], form: Form, root: Node, notes: Notes) -> None:
    """Note every section and every figure that is neither given nor can be computed.

    What was given badly has its own problem and is not called missing.
    """
    for section in form.sections:
        if not notes.given(section.key):
            notes.problem_at(
                _("缺少“{title}”（{key}）", title=section.title, key=section.key),
                section.key,
                "",
                root,
            )
    for table in tables:
        _TableCheck(table, root, notes).check()


def lacking_figures(report: SeenReport, root: Node, notes: Notes) -> tuple[Finding, ...]:
    """What is missing in the tables that are there (GK004).

    A row that was begun lacks its other figures: that is an error. Rows of which nothing is there
    may not have been seen in the document that somebody read; they are told in one, as information.
    """
    found: list[Finding] = []
    for table in report.tables.values():
        own = Notes()
        own.merge(notes)
        check = _TableCheck(table, root, own)
        check.check()
        rows = {f"{table.key}.{row}" for row in table.values.spec.rows if check.begun(row)}
        found += [_lacking(problem) for problem in own.in_order() if _row_in(rows, problem.path)]
        found += _not_seen(table, check.rows_not_given(), notes)
    return tuple(found)


def _row_in(rows: Collection[str], path: str) -> bool:
    return path in rows or path.rpartition(".")[0] in rows


def _lacking(problem: Problem) -> Finding:
    return Finding(
        rule="GK004",
        severity=Severity.ERROR,
        message=_("{message}；补齐以后才能生成报告", message=problem.message),
        address=problem.path,
        location=Location(line=problem.line, column=problem.column) if problem.line else None,
    )


def _not_seen(table: StatutoryTable, rows: Sequence[str], notes: Notes) -> Iterator[Finding]:
    if not rows:
        return
    labels = [table.values.spec.row_labels[row] for row in rows[:_MOST_LISTED]]
    more = _("等") if len(rows) > _MOST_LISTED else ""
    yield Finding(
        rule="GK004",
        severity=Severity.INFORMATION,
        message=(
            _(
                "没有这 {count} 行的数字：{labels}{more}；没有的行不作检查，补齐以后才能生成报告",
                count=len(rows),
                labels=Listed("、", labels),
                more=more,
            )
        ),
        address=table.key,
        location=notes.locations.get(table.key),
    )


class _TableCheck:
    """Looks for what is missing in one table."""

    def __init__(self, table: StatutoryTable, root: Node, notes: Notes) -> None:
        self._spec = table.values.spec
        self._root = root
        self._notes = notes
        totals = {total.total for total in self._spec.sums}
        self._lacking: dict[str, list[str]] = {}
        for ref in missing(table.values):
            # A total is missing only where one of its parts is.
            if ref not in totals and not notes.given(str(ref)):
                self._lacking.setdefault(ref.row, []).append(ref.column)

    def check(self) -> None:
        """Note what is missing: the table as a whole, groups as a whole, rows, figures."""
        if set(self._lacking) == set(self._complete_rows()) and not self._any_row_given():
            message = _("“{title}”没有填写数字", title=self._spec.title)
            self._note(message, self._spec.key)
            return
        for heading in row_headings(self._spec):
            self._check_heading(heading)

    def begun(self, row: str) -> bool:
        """True if figures are missing in a row of which others were given."""
        return row in self._lacking and self._notes.given(join(self._spec.key, row))

    def rows_not_given(self) -> Sequence[str]:
        """The rows that nobody said anything about, in the order of the form."""
        return [
            row
            for row in self._spec.rows
            if row in self._lacking and not self._notes.given(join(self._spec.key, row))
        ]

    def _complete_rows(self) -> Sequence[str]:
        """The rows that cannot be computed from others."""
        totals = {total.total for total in self._spec.sums}
        leaves = [ref.row for ref in self._spec.cells if ref not in totals]
        return tuple(dict.fromkeys(leaves))

    def _any_row_given(self) -> bool:
        return any(self._notes.given(join(self._spec.key, row)) for row in self._spec.rows)

    def _check_heading(self, heading: Heading) -> None:
        paths = [leaf.path for leaf in heading.leaves()]
        absent = [
            path
            for path in paths
            if path in self._lacking and not self._notes.given(join(self._spec.key, path))
        ]
        if not heading.children:
            self._check_row(heading, self._lacking.get(heading.path, []))
        elif len(absent) == len(paths) > 1:
            labels = [child.label for child in heading.children]
            more = _("等") if len(labels) > _MOST_LISTED else ""
            listed = Listed("、", labels[:_MOST_LISTED]) + more
            path = self._spec.key if heading.key is None else join(self._spec.key, heading.path)
            self._note(
                _(
                    "缺少“{label}”下面的 {count} 行：{listed}",
                    label=heading.label,
                    count=len(paths),
                    listed=listed,
                ),
                path,
            )
        else:
            for child in heading.children:
                self._check_heading(child)

    def _check_row(self, heading: Heading, columns: Sequence[str]) -> None:
        if not columns:
            return
        row = join(self._spec.key, heading.path)
        labels = self._column_labels(heading.path)
        if not self._notes.given(row):
            self._note(
                _(
                    "缺少“{label}”一行（{values}）",
                    label=heading.label,
                    values=Listed("、", labels.values()),
                ),
                row,
            )
            return
        names = Listed("、", (labels[column] for column in columns))
        path = row if len(columns) > 1 else join(row, columns[0])
        self._note(
            _("“{label}”缺少：{names}；没有发生的写 0", label=heading.label, names=names), path
        )

    def _column_labels(self, row: str) -> AnyMapping[str, str]:
        return {
            ref.column: cell.column_labels[-1]
            for ref, cell in self._spec.cells.items()
            if ref.row == row
        }

    def _note(self, message: Message, path: str) -> None:
        self._notes.problem_at(message, path, path, self._root)
