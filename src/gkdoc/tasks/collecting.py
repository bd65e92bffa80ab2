"""A register counted, units rolled up: each in one call, from files to what became of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import Executor
from pathlib import Path

from attrs import evolve

from gkdoc.model import Report
from gkdoc.read.register import NO_MAPPING, read_mapping, read_register
from gkdoc.tasks.ledger import Ledger, make_ledger
from gkdoc.tasks.rollup import Plan, RolledUp, UnitLine, examine_all, roll_up
from gkdoc.tasks.rollup_units import examine


def ledger(
    register: Path | str,
    year: int,
    *,
    mapping: Path | str | None = None,
    sheets: Sequence[str] = (),
) -> Ledger:
    """Table three of the year from an application register, and what became of each of its rows.

    `register` is a workbook or a CSV file, `mapping` a file that says what its headers and words
    mean, `sheets` are the sheets to read where not the only one that looks like a register is
    meant. InputError for a file, a sheet or a column that is not to be found.
    """
    words = read_mapping(Path(mapping)) if mapping is not None else NO_MAPPING
    with read_register(Path(register), words, sheets) as opened:
        return evolve(make_ledger(opened.entries, year, words), said=opened.said)


def rollup(  # noqa: PLR0913 - a rollup has options, all by keyword
    files: Iterable[Path | str],
    *,
    year: int | None = None,
    agency: str = "",
    own: Path | str | None = None,
    against: Report | None = None,
    roster: Sequence[str] = (),
    undivided: bool = False,
    executor: Executor | None = None,
    each: Callable[[UnitLine], None] = lambda _: None,
) -> RolledUp:
    """The tables of the office above the units whose reports the `files` are, with provenance.

    `year` None is that of `own`, of `against`, or of the first file that is read. `own` is the file
    with the own share, `against` the finished report that is to be held against the sums, `roster`
    the names of all units. `undivided` sums up rows that the form divides as the one row that some
    units print. `executor` reads and checks in threads, processes or on a cluster. `each` is called
    with what became of every unit, in their order; files that cannot be read are among them, and
    never count as 0.

    InputError for an own share that was not read, UsageError where no unit has figures that count,
    or where the year of the own share or of `against` is another one.
    """
    plan = Plan(
        year=year,
        agency=agency,
        own=examine(Path(own)) if own is not None else None,
        against=against,
        roster=tuple(roster),
        undivided=undivided,
    )
    return roll_up(examine_all(map(Path, files), executor), plan, each)
