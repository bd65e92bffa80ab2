"""The application register becomes table three: every row is counted once or listed with a reason.

The rows of the register are those that were counted, those that could not be placed, those that say
again what another row says, and those of other years; a test holds this sum.
"""

from __future__ import annotations

import datetime
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from pathlib import Path
from typing import Final

from attrs import evolve, frozen

from gkdoc.messages import Listed, Message, _
from gkdoc.model import Applications, TableValues, completed, printed
from gkdoc.model.totals import leaves
from gkdoc.read.notes import quoted
from gkdoc.read.sheets.dates import Unreadable
from gkdoc.spec import CellRef, TableSpec, in_force_since
from gkdoc.tasks.ledger.doubles import counted_once, fault_of, year_of
from gkdoc.tasks.ledger.entries import Entry, read_register
from gkdoc.tasks.ledger.mapping import NO_MAPPING, RegisterMapping, read_mapping
from gkdoc.tasks.ledger.rows import (
    Counted,
    Doubtful,
    Outside,
    Reckoning,
    Repeated,
    Row,
    Unplaced,
    place_of,
)
from gkdoc.tasks.ledger.vocabulary import (
    TABLE,
    applicant_columns,
    column_labels,
    dated,
    result_rows,
)
from gkdoc.tasks.ledger.words import NoMeaning, Open, Words

# Twice twenty working days, fifteen more for a third party: nearly always less than half of this.
_LONGEST_USUAL: Final = datetime.timedelta(days=180)
_COUNT: Final = re.compile("0*[1-9][0-9]{0,4}件?")


@frozen
class Ledger:
    """The rows of a register by what became of them; each is in one of the four.

    `said` tells how the register was read, and what of its file was not. `register` is the file
    that the rows are from, None where they are from none.
    """

    year: int
    spec: TableSpec
    counted: tuple[Counted, ...]
    unplaced: tuple[Unplaced, ...]
    repeated: tuple[Repeated, ...]
    outside: tuple[Outside, ...]
    said: tuple[str, ...] = ()
    register: Path | None = None

    @property
    def rows(self) -> int:
        """The number of rows that were read."""
        return len(self.counted) + len(self.unplaced) + len(self.repeated) + len(self.outside)

    @property
    def doubtful(self) -> tuple[Doubtful, ...]:
        """Rows that somebody should look at, though each of them has its place."""
        rows: tuple[Counted | Outside, ...] = (*self.counted, *self.outside)
        found = (Doubtful(each.entry, Listed("；", _doubts(each, self.year))) for each in rows)
        return tuple(each for each in found if each.reason)

    @property
    def without_number(self) -> int:
        """How many of the rows that count have no number, though others have one."""
        without = sum(not each.entry.number for each in self.counted)
        return without if without < len(self.counted) else 0

    @cached_property
    def sheets(self) -> frozenset[str]:
        """The names of the sheets that the rows stand in."""
        rows: tuple[Row, ...] = (*self.counted, *self.unplaced, *self.repeated, *self.outside)
        return frozenset(each.entry.sheet for each in rows)

    @cached_property
    def table(self) -> Applications:
        """Table three: every cell of the form, 0 where nothing was counted."""
        received, carried_in, carried_out = map(
            self.spec.role, ("received", "carried_in", "carried_out")
        )
        rows = (received, carried_in, *result_rows(self.spec), carried_out)
        nothing = {
            CellRef(TABLE, row, column): 0
            for row in filter(None, rows)
            for column in applicant_columns(self.spec)
        }
        counts: Counter[CellRef] = Counter()
        for counted in self.counted:
            counts.update(dict.fromkeys(counted.cells, counted.cases))
        return Applications(completed(TableValues(self.spec, {**nothing, **counts})))

    @property
    def reckoning(self) -> Reckoning:
        """How the rows and the cases add up."""
        received, carried_in = map(self._came_by, ("received", "carried_in"))
        return Reckoning(
            rows=self.rows,
            counted=len(self.counted),
            not_counted=len(self.unplaced) + len(self.repeated) + len(self.outside),
            cases=sum(each.cases for each in self.counted),
            received=received,
            carried_in=carried_in,
        )

    def _came_by(self, role: str) -> int:
        row, values = self.spec.role(role), self.table.values
        columns = applicant_columns(self.spec) if row is not None else ()
        return sum(int(printed(values[row or "", column])) for column in columns)

    def place(self, entry: Entry) -> int | str:
        """The number of a row, after the name of its sheet where there are several sheets."""
        return place_of(entry, several=len(self.sheets) > 1)

    def cell(self, ref: CellRef) -> tuple[Entry, ...]:
        """The rows of the register that make up a cell of the form, totals included."""
        wanted = leaves(self.spec)[ref]
        return tuple(counted.entry for counted in self.counted if wanted & set(counted.cells))


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
    path = Path(register)
    with read_register(path, words, sheets) as opened:
        made = make_ledger(opened.entries, year, words)
    return evolve(made, said=opened.said, register=path)


def make_ledger(
    entries: Iterable[Entry], year: int, mapping: RegisterMapping = NO_MAPPING
) -> Ledger:
    """Table three of `year` from the entries of a register, and what became of each entry.

    An application is 新收 if it was received in the year, 上年结转 if it was received before and
    not answered before; it is 结转下年度 if it was answered after the year or is not yet.
    """
    words = Words(year, mapping)
    fates = [_fate(entry, year, words) for entry in entries]
    sheets = list(dict.fromkeys(row.entry.sheet for row in fates))
    counted = [row for row in fates if isinstance(row, Counted)]
    outside = tuple(row for row in fates if isinstance(row, Outside))
    settled: list[Row] = [row for row in fates if isinstance(row, Unplaced)]
    settled += counted_once(counted, outside, words.partly, several=len(sheets) > 1)
    settled.sort(key=lambda row: (sheets.index(row.entry.sheet), row.entry.row))
    return Ledger(
        year=year,
        spec=words.spec,
        counted=tuple(row for row in settled if isinstance(row, Counted)),
        unplaced=tuple(row for row in settled if isinstance(row, Unplaced)),
        repeated=tuple(row for row in settled if isinstance(row, Repeated)),
        outside=outside,
    )


def _fate(entry: Entry, year: int, words: Words) -> Counted | Unplaced | Outside:
    """The place of one row, other rows left out of account."""
    received, answered, labels = entry.received, entry.answered, column_labels()
    unreadable = [
        _("{label}{shown}{reason}", label=labels[key], shown=quoted(day.text), reason=day.reason)
        if day.text
        else _("{label}：{reason}", label=labels[key], reason=day.reason)
        for key, day in (("received", received), ("answered", answered))
        if isinstance(day, Unreadable)
    ]
    if isinstance(received, Unreadable) or isinstance(answered, Unreadable):
        return Unplaced(entry, Listed("；", unreadable))
    if entry.is_empty:
        return Unplaced(entry, _("用到的各列都空着，像是合计或者签名；不是一件申请的，可以删去"))
    label = labels["received"]
    if received is None:
        return Unplaced(entry, _("没有写{label}", label=label))
    if answered is not None and answered < received:
        before, after = dated("answered", answered), dated("received", received)
        return Unplaced(entry, _("{before} 早于{after}", before=before, after=after))
    first = in_force_since()
    if received < first:
        message = _(
            "条例 {first} 才施行，{label}却是 {day}", first=first, label=label, day=received
        )
        return Unplaced(entry, message)
    if received.year > year:
        return Outside(entry, _("{received} 收到，是以后年度的申请", received=received))
    if answered is not None and answered.year < year:
        return Outside(entry, _("{answered} 已经答复，是以前年度的申请", answered=answered))
    found = (
        words.applicant(entry.applicant, entry.applicant_detail),
        words.row("received" if received.year == year else "carried_in"),
        _ended(entry, answered, year, words),
        fault_of(entry.number),
        _cases(entry.count),
    )
    match found:
        case str(column), str(begun), str(ended), None, int(cases):
            doubt = words.doubt(entry.number, entry.remark, ended)
            return Counted(entry, column, begun, ended, cases, doubt)
    reasons = (each.reason for each in found if isinstance(each, NoMeaning))
    return Unplaced(entry, Listed("；", reasons))


def _cases(count: str) -> int | NoMeaning:
    """How many cases a row stands for by its 件数; one where nothing is written."""
    if not count:
        return 1
    if _COUNT.fullmatch(count) is None:
        label = column_labels()["count"]
        return NoMeaning(_("{label}{shown}不是件数", label=label, shown=quoted(count)))
    return int(count.removesuffix("件"))


def _ended(
    entry: Entry, answered: datetime.date | None, year: int, words: Words
) -> str | NoMeaning:
    """The row that the application ends in: its result, or 结转下年度."""
    written = entry.outcome or entry.outcome_detail
    goes_on = not written if answered is None else answered.year > year
    if goes_on:
        return words.row("carried_out")
    found = words.outcome(entry.outcome, entry.outcome_detail)
    label, shown = column_labels()["outcome"], quoted(written)
    if answered is None:
        if isinstance(found, Open):
            return words.row("carried_out")
        if isinstance(found, str):
            day = column_labels()["answered"]
            return NoMeaning(_("{label}是{shown}，却没有{day}", label=label, shown=shown, day=day))
    elif isinstance(found, Open):
        day = dated("answered", answered)
        return NoMeaning(_("有{day}，{label}却是{shown}", day=day, label=label, shown=shown))
    return found


def _doubts(found: Counted | Outside, year: int) -> Iterator[Message]:
    """Each thing that looks like a slip in the dates of a row that has its place."""
    received, answered = found.entry.received, found.entry.answered
    if isinstance(received, Unreadable | None) or isinstance(answered, Unreadable):
        return
    said = year_of(found.entry.number)
    if said is not None and said != received.year:
        label = column_labels()["received"]
        yield _("申请编号写的是 {said} 年，{label}却是 {day}", said=said, label=label, day=received)
    if isinstance(found, Outside):
        return
    if found.cases > 1:
        label = column_labels()["count"]
        yield _("{label}是 {cases}，按 {cases} 件计入", label=label, cases=found.cases)
    if answered is not None and answered - received > _LONGEST_USUAL:
        yield _(
            "收到以后 {days} 天才答复：{received} 至 {answered}",
            days=(answered - received).days,
            received=received,
            answered=answered,
        )
    if answered is None and datetime.date(year, 12, 31) - received > _LONGEST_USUAL:
        yield _("到 {year} 年底还没有答复：{received} 收到", year=year, received=received)
