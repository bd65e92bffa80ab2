"""Fits a table that prints divisible rows as one into a form that divides them (GK310)."""

from __future__ import annotations

from attrs import evolve

from gkdoc.findings import Finding, Severity
from gkdoc.model.report import Report
from gkdoc.model.tables import Applications, TableValues
from gkdoc.model.totals import completed
from gkdoc.model.values import CellValue
from gkdoc.spec import CellRef, table


def fitted(report: Report) -> tuple[Report, tuple[Finding, ...]]:
    """`report` as its edition's form prints it, and what had to be done for that.

    An undivided row of 0 becomes 0 in each of the form's rows, which is said; any other value
    cannot be divided without guessing, which is an error: the report then comes back as it was.
    """
    applications = report.applications
    if applications is None or not applications.values.undivided:
        return report, ()
    values = completed(applications.values)
    form = table(values.spec.key, values.spec.edition)
    findings = tuple(_finding(values, row, parts) for row, parts in form.divisions.items())
    if any(finding.severity is Severity.ERROR for finding in findings):
        return report, findings
    kept: dict[CellRef, CellValue] = {
        ref: value for ref, value in values.entered.items() if ref.row not in form.divisions
    }
    split: dict[CellRef, CellValue] = {
        CellRef(form.key, part, column): 0
        for row, parts in form.divisions.items()
        for part in parts
        for column in form.rows[part]
    }
    divided = Applications(TableValues(form, {**kept, **split}))
    return evolve(report, applications=divided), findings


def _finding(values: TableValues, row: str, parts: tuple[str, ...]) -> Finding:
    cells = [values[row, column] for column in values.spec.rows[row]]
    zero = all(value == 0 for value in cells)
    label = values.spec.row_labels[row]
    if zero:
        message = f"{label}未分项且全为 0，按格式分成 {len(parts)} 行，各填 0"
    else:
        message = (
            f"{label}未分项且不全为 0，{values.spec.edition} 年格式要求分成 {len(parts)} 行，"
            "请按申请件分项填写"
        )
    return Finding(
        rule="GK310",
        severity=Severity.INFORMATION if zero else Severity.ERROR,
        message=message,
        address=f"{values.spec.key}.{row}",
        label=label,
    )
