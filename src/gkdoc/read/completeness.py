"""What a data file lacks before a report can be built from it: one problem a row or section."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from collections.abc import Mapping as AnyMapping

from gkdoc.errors import Problem
from gkdoc.findings import Finding, Location, Severity
from gkdoc.model import Report, StatutoryTable, missing
from gkdoc.read.entries import join
from gkdoc.read.nodes import Node
from gkdoc.read.notes import Notes
from gkdoc.read.tables import row_headings
from gkdoc.spec import Form, Heading

_MOST_LISTED = 4


def check_complete(report: Report, form: Form, root: Node, notes: Notes) -> None:
    """Note every section and every figure that is neither given nor can be computed.

    What was given badly has its own problem and is not called missing.
    """
    for section in form.sections:
        if not notes.given(section.key):
            notes.problem_at(f"缺少“{section.title}”（{section.key}）", section.key, "", root)
    for table in report.tables.values():
        _TableCheck(table, root, notes).check()


def lacking_figures(report: Report, root: Node, notes: Notes) -> tuple[Finding, ...]:
    """A finding for each place of the tables that are there in which a figure is missing.

    A row that was begun lacks its other figures: that is an error. Rows and tables of which nothing
    is there may not have been seen in the document that somebody read: a person must look.
    """
    complete = Notes()
    complete.merge(notes)
    for table in report.tables.values():
        _TableCheck(table, root, complete).check()
    rows = {
        f"{key}.{row}" for key, table in report.tables.items() for row in table.values.spec.rows
    }
    return tuple(_lacking(problem, rows, notes) for problem in complete.in_order())


def _lacking(problem: Problem, rows: Collection[str], notes: Notes) -> Finding:
    row = problem.path if problem.path in rows else problem.path.rpartition(".")[0]
    begun = row in rows and notes.given(row)
    return Finding(
        rule="GK004",
        severity=Severity.ERROR if begun else Severity.WARNING,
        message=f"{problem.message}；补齐以后才能生成报告",
        address=problem.path,
        location=Location(line=problem.line, column=problem.column) if problem.line else None,
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
            message = f"“{self._spec.title}”没有填写数字"
            self._note(message, self._spec.key)
            return
        for heading in row_headings(self._spec):
            self._check_heading(heading)

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
            more = "等" if len(labels) > _MOST_LISTED else ""
            listed = "、".join(labels[:_MOST_LISTED]) + more
            path = self._spec.key if heading.key is None else join(self._spec.key, heading.path)
            self._note(f"缺少“{heading.label}”下面的 {len(paths)} 行：{listed}", path)
        else:
            for child in heading.children:
                self._check_heading(child)

    def _check_row(self, heading: Heading, columns: Sequence[str]) -> None:
        if not columns:
            return
        row = join(self._spec.key, heading.path)
        labels = self._column_labels(heading.path)
        if not self._notes.given(row):
            self._note(f"缺少“{heading.label}”一行（{'、'.join(labels.values())}）", row)
            return
        names = "、".join(labels[column] for column in columns)
        path = row if len(columns) > 1 else join(row, columns[0])
        self._note(f"“{heading.label}”缺少：{names}；没有发生的写 0", path)

    def _column_labels(self, row: str) -> AnyMapping[str, str]:
        return {
            ref.column: cell.column_labels[-1]
            for ref, cell in self._spec.cells.items()
            if ref.row == row
        }

    def _note(self, message: str, path: str) -> None:
        self._notes.problem_at(message, path, path, self._root)
