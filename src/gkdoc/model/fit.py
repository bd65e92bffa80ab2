"""Fits a table whose rows are divided otherwise into the form that is printed (GK310)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Generic

from attrs import evolve, frozen

from gkdoc.findings import Finding, Severity, has_errors
from gkdoc.messages import _
from gkdoc.model.report import SomeReport
from gkdoc.model.tables import StatutoryTable, TableValues
from gkdoc.model.totals import completed
from gkdoc.model.values import CellValue
from gkdoc.spec import CellRef, TableSpec, table


@frozen
class Fit(Generic[SomeReport]):
    """A report in the rows of the form that is printed.

    `findings` say what had to be done for that. `unfilled` are those of them about a table that the
    template has drawn and that has no row for some figures: not even by force is one lost.
    """

    report: SomeReport
    findings: tuple[Finding, ...] = ()
    unfilled: tuple[Finding, ...] = ()

    @property
    def fits(self) -> bool:
        """True if every figure has its row."""
        return not self.unfilled


@frozen
class _Step:
    """Rows `given` of a table and the rows `wanted` that the form prints in their place."""

    given: tuple[str, ...]
    wanted: tuple[str, ...]


def fitted(report: SomeReport, drawn: Mapping[str, TableSpec] | None = None) -> Fit[SomeReport]:
    """`report` as it is printed.

    `drawn` are the forms of the tables that a template draws, by name; a table that is not in it
    is printed by the form of its edition. Rows that are 0 throughout are divided or joined, which
    is said. Any other value cannot be divided without guessing nor joined without losing the parts:
    that is an error, and the report then comes back as it was.
    """
    changed: dict[str, StatutoryTable] = {}
    forms = drawn or {}
    findings: list[Finding] = []
    unfilled: list[Finding] = []
    for key, own in report.tables.items():
        spec = own.values.spec
        form = forms[key] if key in forms else table(key, spec.edition)
        if form.rows == spec.rows:
            continue
        steps = _steps(spec, form)
        if steps is None:
            found = [_other_form(spec, form)]
        else:
            values = completed(own.values)
            found = [_finding(values, form, step) for step in steps]
            changed[key] = evolve(own, values=TableValues(form, dict(_moved(values, form, steps))))
        findings += found
        if key in forms:
            unfilled += [each for each in found if each.severity is Severity.ERROR]
    if has_errors(findings):
        return Fit(report, tuple(findings), tuple(unfilled))
    return Fit(report.with_tables(changed), tuple(findings))


def fits(spec: TableSpec, form: TableSpec) -> bool:
    """True if a table of the form `spec` can be printed by `form`, at least where it is 0."""
    return spec.rows == form.rows or _steps(spec, form) is not None


def _steps(spec: TableSpec, form: TableSpec) -> tuple[_Step, ...] | None:
    """How the rows of `spec` become those of `form`; None if they do not."""
    steps = (
        *(_Step((row,), parts) for row, parts in form.divisions.items() if row in spec.rows),
        *(_Step(parts, (row,)) for row, parts in spec.divisions.items() if row in form.rows),
    )
    given = {row for step in steps for row in step.given}
    wanted = {row for step in steps for row in step.wanted}
    kept = {row: columns for row, columns in spec.rows.items() if row not in given}
    rest = {row: columns for row, columns in form.rows.items() if row not in wanted}
    return steps if kept == rest else None


def _moved(
    values: TableValues, form: TableSpec, steps: tuple[_Step, ...]
) -> Iterator[tuple[CellRef, CellValue]]:
    given = {row for step in steps for row in step.given}
    yield from ((ref, value) for ref, value in values.entered.items() if ref.row not in given)
    for step in steps:
        for row in step.wanted:
            yield from ((CellRef(form.key, row, column), 0) for column in form.rows[row])


def _finding(values: TableValues, form: TableSpec, step: _Step) -> Finding:
    zero = all(values[row, column] == 0 for row in step.given for column in values.spec.rows[row])
    divided = len(step.wanted) > 1
    count = len(step.wanted if divided else step.given)
    row = step.given[0] if divided else step.wanted[0]
    label = (values.spec if divided else form).row_labels[row]
    if divided and zero:
        message = _(
            "{label}未分项且全为 0，按格式分成 {count} 行，各填 0", label=label, count=count
        )
    elif divided:
        message = _(
            "{label}未分项且不全为 0，{edition} 年格式要求分成 {count} 行，请按申请件分项填写",
            label=label,
            edition=form.edition,
            count=count,
        )
    elif zero:
        message = _(
            "模板的{label}只有一行，报告的 {count} 行全为 0，合成一行填 0", label=label, count=count
        )
    else:
        message = _(
            "模板的{label}只有一行，报告分成 {count} 行且不全为 0，"
            "合成一行会丢失分项数字，请改用分项的模板",
            label=label,
            count=count,
        )
    severity = Severity.INFORMATION if zero else Severity.ERROR
    return Finding("GK310", severity, message, f"{values.spec.key}.{row}", label)


def _other_form(spec: TableSpec, form: TableSpec) -> Finding:
    message = _(
        "模板的表按 {drawn} 年格式画成，报告的表是 {given} 年格式，栏目不同，不能互相填写",
        drawn=form.edition,
        given=spec.edition,
    )
    return Finding("GK310", Severity.ERROR, message, spec.key, spec.title)
