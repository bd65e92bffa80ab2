"""What makes a rule fire, in one form for all rules, so that one test can try each switched off."""

from __future__ import annotations

from attrs import field, frozen

from gkdoc.model import Report


@frozen(kw_only=True)
class Firing:
    """A report in which the rule has something to say about the place `address`.

    A module test_check_*.py lists its own in a tuple FIRING; test_check_catalogue tries them all.
    """

    rule: str
    address: str = field(converter=str)
    report: Report
    previous: Report | None = None
    name: str = ""

    def __str__(self) -> str:
        """The name of the case in the output of pytest."""
        return f"{self.rule} {self.name or self.address}"
