"""The catalogue as a whole: every rule fires, is documented, and is silent when switched off."""

from __future__ import annotations

import re
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gkdoc.check import RULES, check
from gkdoc.check.rule import Remark, rule
from gkdoc.check.subject import Subject
from gkdoc.findings import Finding, Severity
from gkdoc.messages import _
from gkdoc.model import Report, in_print
from tests.tools import strategies
from tests.tools.findings import INDEX, PAGES, index
from tests.tools.firing import Firing
from tests.tools.places import ROOT


def _collected() -> list[Firing]:
    """The cases that the modules beside this one list."""
    found: list[Firing] = []
    for path in sorted(Path(__file__).parent.glob("test_*.py")):
        if path.stem != Path(__file__).stem:
            found += getattr(import_module(f"tests.check.{path.stem}"), "FIRING", ())
    return found


FIRING = _collected()

each_case = pytest.mark.parametrize("case", FIRING, ids=str)


def findings_of(case: Firing, *, switched_off: tuple[str, ...] = ()) -> list[Finding]:
    """What the case's rule says about the case's place."""
    return [
        finding
        for finding in check(in_print(case.report, case.previous), switched_off=switched_off)
        if (finding.rule, finding.address) == (case.rule, case.address)
    ]


@each_case
def test_fires(case: Firing) -> None:
    """The rule finds what is wrong, at the place where it is, and says where that is in words."""
    (finding,) = findings_of(case)
    assert finding.message
    assert finding.label
    for suspect in finding.suspects:
        assert suspect.value != suspect.repair


@each_case
def test_is_silent_when_switched_off(case: Firing) -> None:
    """Without the rule, nothing says so: it is this rule that the test above is about."""
    assert findings_of(case, switched_off=(case.rule,)) == []


@pytest.mark.parametrize("identifier", RULES)
def test_every_rule_has_a_firing_case(identifier: str) -> None:
    """No rule is in the catalogue that no test has seen at work."""
    assert identifier in {case.rule for case in FIRING}


@pytest.mark.parametrize("identifier", RULES)
def test_every_rule_has_a_page(identifier: str) -> None:
    """The page bears the rule's id and sentence and answers the four questions of its reader."""
    page = (PAGES / f"{identifier}.md").read_text(encoding="utf-8")
    assert page.startswith(f"# {identifier}")
    assert RULES[identifier].sentence in page
    assert re.findall("^## (.+)$", page, re.MULTILINE) == [
        "含义", "例子", "怎样改", "什么时候可以豁免",
    ]  # fmt: skip


def test_every_finding_has_a_page_and_every_page_a_finding() -> None:
    """What the code may find is explained; what it can no longer find is not."""
    pages = {path.stem for path in PAGES.glob("GK*.md")}
    sources = (ROOT / "src").rglob("*.py")
    found = {rule for path in sources for rule in re.findall('"(GK[0-9]{3})"', path.read_text())}
    assert pages == found


def test_the_index_lists_every_rule() -> None:
    """docs/findings/README.md holds one line a rule: id, weight, sentence."""
    assert INDEX.read_text(encoding="utf-8") == index()


def test_a_rule_without_a_sentence_is_refused() -> None:
    """The docstring is the rule's sentence, so there must be one."""

    def silent(subject: Subject) -> Iterator[Remark]:
        yield from (Remark(key, _("")) for key in subject.tables)

    with pytest.raises(ValueError, match="GK999"):
        rule("GK999", Severity.ERROR)(silent)


@settings(deadline=None)
@given(
    strategies.reports(misprints=True),
    st.none() | strategies.reports(misprints=True),
    st.sets(st.sampled_from(sorted(RULES))),
)
def test_never_raises(report: Report, previous: Report | None, switched_off: set[str]) -> None:
    """Whatever the report holds, findings come back, in an order that never changes."""
    found = check(in_print(report, previous), switched_off=switched_off)
    assert found == check(in_print(report, previous), switched_off=switched_off)
    assert not {finding.rule for finding in found} & switched_off
    assert all(finding.message for finding in found)
