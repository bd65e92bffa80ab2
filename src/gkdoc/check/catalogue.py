"""The catalogue of rules, and the one function that applies it."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from itertools import chain, pairwise
from types import ModuleType

from gkdoc.check.prose import identity, statements, unfinished, writing
from gkdoc.check.rule import Rule
from gkdoc.check.structure import contents, formalities, numbering, sections
from gkdoc.check.subject import Subject
from gkdoc.check.tables import applications, cells, proactive, years
from gkdoc.findings import Finding
from gkdoc.model import Printed, SeenReport

# Every module with rules, once: what it defines with @rule, and what it lists, is in the catalogue.
_MODULES: tuple[ModuleType, ...] = (
    cells,
    proactive,
    applications,
    years,
    statements,
    identity,
    unfinished,
    sections,
    contents,
    numbering,
    formalities,
    writing,
)


def _collected() -> Mapping[str, Rule]:
    defined = chain.from_iterable(vars(module).values() for module in _MODULES)
    listed = chain.from_iterable(each if isinstance(each, tuple) else (each,) for each in defined)
    found = sorted((each for each in listed if isinstance(each, Rule)), key=lambda rule: rule.id)
    for one, other in pairwise(found):
        if one.id == other.id:
            raise ValueError(f"{one.id} is defined twice")
    return {rule.id: rule for rule in found}


RULES: Mapping[str, Rule] = _collected()
"""Every rule by its id, in the order of the ids."""


def check(
    printed: Printed[SeenReport], *, switched_off: Collection[str] = ()
) -> tuple[Finding, ...]:
    """All that the rules find in a report, in the order of its sections, rules and places.

    Without the report of the year before the rules that compare are silent.
    References in the prose count as the figures they mean; places in words are those in print, but
    for references without a figure.
    `switched_off` are ids of rules that are not wanted. Nothing is raised, whatever the report
    holds; where the places stand in a file is not known here.
    """
    subject = Subject(printed, frozenset(switched_off))
    findings = [
        finding
        for rule in RULES.values()
        if rule.id not in subject.switched_off
        for finding in rule.findings(subject)
    ]
    return tuple(sorted(findings, key=lambda finding: _order(subject, finding)))


def _order(subject: Subject, finding: Finding) -> tuple[int, str, int, tuple[int, int], str]:
    section, position = subject.order(finding.address)
    return section, finding.rule, position, finding.span or (0, 0), finding.message
