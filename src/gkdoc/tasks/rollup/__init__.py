"""Many reports become that of the office above: `rollup(files, …)` gives what was `RolledUp`."""

from gkdoc.tasks.rollup.output import as_json, workbook
from gkdoc.tasks.rollup.roster import read_roster
from gkdoc.tasks.rollup.sums import RolledUp, rollup
from gkdoc.tasks.rollup.units import UnitLine, UnitStatus

__all__ = [
    "RolledUp",
    "UnitLine",
    "UnitStatus",
    "as_json",
    "read_roster",
    "rollup",
    "workbook",
]
