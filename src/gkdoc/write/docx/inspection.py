"""A template looked at without a report: its findings, and where each slot is."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Final

from attrs import frozen

from gkdoc.errors import Problem, TemplateError
from gkdoc.findings import Finding, Severity
from gkdoc.messages import Listed, _
from gkdoc.model.own_values import field_label
from gkdoc.ooxml.template.rules import FIELDS, OTHER_FORM, RULES, UNREADABLE
from gkdoc.ooxml.template.segments import BlockSlot
from gkdoc.spec import newest, part_labels, sections
from gkdoc.write.docx.compile import open_template
from gkdoc.write.docx.contract import OPTIONAL, TEXTS, Contract, named_form
from gkdoc.write.docx.own_fields import PREFIX

_SEVERITIES: Final = {rule.id: rule.severity for rule in RULES}


@frozen
class SlotUse:
    """A slot that a template can have: how it is written, what it is, and where it stands.

    `places` is empty where the template lacks it; `needed` is False for what it may lack.
    """

    tag: str
    label: str
    places: tuple[str, ...]
    needed: bool


@frozen
class Inspection:
    """The findings about a template, and its slots in the order of the report.

    `slots` is empty where the tags cannot be read at all.
    """

    findings: tuple[Finding, ...]
    slots: tuple[SlotUse, ...]


def inspect_template(content: bytes, source: Path | str | None = None) -> Inspection:
    """The findings and slots of the template in `content`, whatever report it will be filled with.

    A table that the office has drawn is held against the form in which it did.
    """
    try:
        opened = open_template(content, source)
    except TemplateError as error:
        return Inspection(tuple(map(problem_finding, error.problems)), ())
    contract = opened.contract({**newest().tables, **opened.drawn})
    findings = (
        *map(problem_finding, contract.problems()),
        *opened.findings,
        *_limited(contract),
        *_fields(contract),
    )
    return Inspection(tuple(sorted(findings, key=lambda each: each.rule)), tuple(_uses(contract)))


def problem_finding(problem: Problem) -> Finding:
    """The problem as a finding, with its place as label."""
    rule = problem.rule or UNREADABLE.id
    position = _("第 {line} 行", line=problem.line) if problem.line is not None else problem.place
    return Finding(
        rule,
        _SEVERITIES.get(rule, Severity.ERROR),
        problem.message,
        label=Listed("，", filter(None, (position, problem.path))),
    )


def _limited(contract: Contract) -> Iterator[Finding]:
    """Say which reports a drawn table is for, where it is not the newest form."""
    for key, spec in contract.drawn.items():
        if spec.rows != newest().tables[key].rows:
            message = _(
                "“{title}”按 {spec}画成，只能用于同一格式的报告，或者不同的行全为 0 的报告",
                title=spec.title,
                spec=named_form(spec),
            )
            yield OTHER_FORM.finding(message, severity=Severity.INFORMATION)


def _fields(contract: Contract) -> Iterator[Finding]:
    """Say which fields of its own a report needs for the template, and which it may have."""
    wanted = contract.wanted_fields()
    needed = [name.removeprefix(PREFIX) for name, is_needed in wanted.items() if is_needed]
    asked = [name.removeprefix(PREFIX) for name, is_needed in wanted.items() if not is_needed]
    if needed:
        message = _("报告要有这些自有栏目：{names}", names=Listed("、", needed))
        yield FIELDS.finding(message, severity=Severity.INFORMATION)
    if asked:
        message = _("有就印、没有也可以的自有栏目：{names}", names=Listed("、", asked))
        yield FIELDS.finding(message, severity=Severity.INFORMATION)


def _uses(contract: Contract) -> Iterator[SlotUse]:
    places = contract.places()
    labels = part_labels(newest())
    for name in sorted(TEXTS, key=lambda name: (name != "title", name)):
        label = labels.get(name.partition(".")[0], "")
        yield SlotUse(f"{{{{ {name} }}}}", label, places.get(name, ()), name == "title")
    for name in (*sorted(OPTIONAL), *sections()):
        drawn = contract.drawn.get(name)
        if drawn is not None:
            for ref, cell in drawn.cells.items():
                yield SlotUse(f"{{{{ {ref} }}}}", cell.label, places.get(str(ref), ()), needed=True)
        else:
            needed = name not in OPTIONAL
            yield SlotUse(f"{{{{p {name} }}}}", labels[name], places.get(name, ()), needed)
    pictures = {each.slot.name for each in contract.standing if isinstance(each.slot, BlockSlot)}
    for name, needed in contract.wanted_fields().items():
        opening = "{{p" if name in pictures else "{{"
        label = field_label(name.removeprefix(PREFIX))
        yield SlotUse(f"{opening} {name} }}}}", label, places.get(name, ()), needed)
