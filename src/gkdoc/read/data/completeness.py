"""What a data file lacks before a report can be built from it: one problem a row or section."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from gkdoc.errors import Problem
from gkdoc.findings import Finding, Location, Severity
from gkdoc.messages import Listed, Message, _
from gkdoc.model import SeenReport, StatutoryTable, missing
from gkdoc.read.data.entries import join
from gkdoc.read.data.tables import row_headings
from gkdoc.read.notes import Notes, in_order, location_of, nearest
from gkdoc.read.syntax.nodes import Node
from gkdoc.spec import Form, Heading

_MOST_LISTED = 4


def check_complete(tables: Iterable[StatutoryTable], form: Form, root: Node, notes: Notes) -> None:
    """Note every section and every figure that is neither given nor can be computed.

    What was given badly has its own problem and is not called missing.
    """
    for section in form.sections:
        if not notes.given(section.key):
            message = _("缺少“{title}”（{key}）", title=section.title, key=section.key)
            notes.problem(message, section.key, root)
    for table in tables:
        notes.problems += _TableCheck(table, root, notes).problems()


def lacking_figures(report: SeenReport, root: Node, notes: Notes) -> tuple[Finding, ...]:
    """The findings of missing figures in the tables that are there (GK004).

    A row that was begun lacks its other figures: that is an error. Rows of which nothing is there
    may not have been seen in the document that somebody read; they are told in one, as information.
    """
    found: list[Finding] = []
    for table in report.tables.values():
        check = _TableCheck(table, root, notes)
        found += map(_lacking, in_order(check.problems_of_begun_rows()))
        found += _not_seen(table, check.rows_not_given(), notes)
    return tuple(found)


def _lacking(problem: Problem) -> Finding:
    message = _("{message}；补齐以后才能生成报告", message=problem.message)
    return Finding("GK004", Severity.ERROR, message, problem.path, location=location_of(problem))


def _not_seen(table: StatutoryTable, rows: Sequence[str], notes: Notes) -> Iterator[Finding]:
    if rows:
        labels = table.values.spec.row_labels
        message = _(
            "没有这 {count} 行的数字：{labels}{more}；没有的行不作检查，补齐以后才能生成报告",
            count=len(rows),
            labels=Listed("、", (labels[row] for row in rows[:_MOST_LISTED])),
            more=_("等") if len(rows) > _MOST_LISTED else "",
        )
        place = notes.locations.get(table.key)
        yield Finding("GK004", Severity.INFORMATION, message, table.key, location=place)


class _TableCheck:
    """Looks for what is missing in one table."""

    def __init__(self, table: StatutoryTable, root: Node, notes: Notes) -> None:
        self._spec = table.values.spec
        self._root = root
        self._notes = notes
        self._totals = {total.total for total in self._spec.sums}
        self._lacking: dict[str, list[str]] = {}
        for ref in missing(table.values):
            # A total is missing only where one of its parts is.
            if ref not in self._totals and not notes.given(str(ref)):
                self._lacking.setdefault(ref.row, []).append(ref.column)

    def problems(self) -> Iterator[Problem]:
        """One for the table as a whole, for groups as a whole, rows or figures that are missing."""
        to_enter = {ref.row for ref in self._spec.cells if ref not in self._totals}
        if set(self._lacking) == to_enter and not any(map(self._given, self._spec.rows)):
            message = _("“{title}”没有填写数字", title=self._spec.title)
            yield self._problem(message, self._spec.key)
        else:
            for heading in row_headings(self._spec):
                yield from self._problems_below(heading)

    def problems_of_begun_rows(self) -> Iterator[Problem]:
        """The figures that are missing in rows of which others were given."""
        for block in self._spec.blocks:
            for heading in block.row_leaves():
                if heading.path in self._lacking and self._given(heading.path):
                    yield self._problem_of_row(heading)

    def rows_not_given(self) -> Sequence[str]:
        """The rows that nobody said anything about, in the order of the form."""
        return [row for row in self._lacking if not self._given(row)]

    def _given(self, row: str) -> bool:
        return self._notes.given(join(self._spec.key, row))

    def _problems_below(self, heading: Heading) -> Iterator[Problem]:
        paths = [leaf.path for leaf in heading.leaves()]
        not_given = set(self.rows_not_given())
        if not heading.children:
            if heading.path in self._lacking:
                yield self._problem_of_row(heading)
        elif len(paths) > 1 and not_given.issuperset(paths):
            labels = [child.label for child in heading.children]
            more = _("等") if len(labels) > _MOST_LISTED else ""
            message = _(
                "缺少“{label}”下面的 {count} 行：{listed}",
                label=heading.label,
                count=len(paths),
                listed=Listed("、", labels[:_MOST_LISTED]) + more,
            )
            path = self._spec.key if heading.key is None else join(self._spec.key, heading.path)
            yield self._problem(message, path)
        else:
            for child in heading.children:
                yield from self._problems_below(child)

    def _problem_of_row(self, heading: Heading) -> Problem:
        row = join(self._spec.key, heading.path)
        labels = {
            ref.column: cell.column_labels[-1]
            for ref, cell in self._spec.cells.items()
            if ref.row == heading.path
        }
        if not self._given(heading.path):
            values = Listed("、", labels.values())
            message = _("缺少“{label}”一行（{values}）", label=heading.label, values=values)
            return self._problem(message, row)
        columns = self._lacking[heading.path]
        names = Listed("、", (labels[column] for column in columns))
        message = _("“{label}”缺少：{names}；没有发生的写 0", label=heading.label, names=names)
        return self._problem(message, row if len(columns) > 1 else join(row, columns[0]))

    def _problem(self, message: Message, path: str) -> Problem:
        """The problem at the place of what was given for `path` or encloses it."""
        root = Location(line=self._root.line, column=self._root.column)
        place = nearest(self._notes.locations, path) or root
        return Problem(message, path, place.line, place.column)
