"""What is wrong with a report: rules that look at its types and yield findings."""

from gkdoc.check.catalogue import RULES, check
from gkdoc.check.rule import Remark, Rule, rule
from gkdoc.check.subject import Subject

__all__ = ["RULES", "Remark", "Rule", "Subject", "check", "rule"]
