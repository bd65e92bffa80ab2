"""Rules that look at the types of a report and yield findings: each thing that is wrong with it."""

from gkdoc.check.catalogue import RULES, check
from gkdoc.check.subject import Subject

__all__ = ["RULES", "Subject", "check"]
