"""What is odd about a table, gathered while it is read: each thing once, in the table's order."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Final

from gkdoc.findings import Finding, Location, Severity
from gkdoc.messages import Listed, Message, _
from gkdoc.model import CellValue, printed
from gkdoc.read.document.body import BodyCell, in_table
from gkdoc.read.document.labels import CHINESE, Found, Likeness
from gkdoc.spec import CellRef, TableSpec

_MOST_LISTED: Final = 3
_LINE_END: Final = re.compile(r"\n+")


class Oddities:
    """Findings about one table of the document, the number `table`, taken for `spec`."""

    def __init__(self, spec: TableSpec, table: int) -> None:
        self._spec = spec
        self._table = table
        self._by_place: dict[tuple[int, int], Finding] = {}
        self._spelled: dict[str, list[tuple[BodyCell, Found[object]]]] = {}
        self._respelled: list[tuple[BodyCell, CellRef, CellValue]] = []

    @property
    def findings(self) -> tuple[Finding, ...]:
        """All of them, in the order of the table; what concerns several cells first."""
        return (
            *(self._spelling(group, noted) for group, noted in self._spelled.items()),
            *self._respelling(),
            *(self._by_place[place] for place in sorted(self._by_place)),
        )

    def label(self, cell: BodyCell, found: Found[object], address: str = "") -> None:
        """Say so where a label is not the form's, word for word; `address` is that of its row."""
        if found.likeness is Likeness.SPELLING:
            group = address.rpartition(".")[0]
            noted = self._spelled.setdefault(group, [])
            if all(other is not cell for other, _label in noted):
                noted.append((cell, found))
        elif found.likeness is Likeness.MISPRINT:
            message = _(
                "“{cell}”与格式用字不同，按“{label}”读取", cell=shown(cell), label=found.label
            )
            place = self._address(address)
            self._add(cell, "GK111", Severity.WARNING, message, place, found.label)

    def unknown(
        self,
        cells: Iterable[BodyCell],
        consequence: Message,
        address: str = "",
        severity: Severity = Severity.WARNING,
    ) -> None:
        """Say that the form has no such words in this place."""
        for cell in cells:
            message = _(
                "“{cell}”不是格式中这个位置的文字，{consequence}",
                cell=shown(cell),
                consequence=consequence,
            )
            self._add(cell, "GK111", severity, message, self._address(address), self._spec.title)

    def unread(self, cells: Sequence[BodyCell], why: Message, ref: CellRef | str) -> None:
        """Say why figures were not read: of one cell, or of the row with this path."""
        if isinstance(ref, CellRef):
            address, label = str(ref), self._spec.cells[ref].label
        else:
            address = self._address(ref)
            label = self._spec.row_labels.get(ref, self._spec.title)
        named = (_("“{cell}”", cell=shown(cell)) for cell in cells if cell.text.strip())
        words = Listed("、", named)
        for cell in cells[:1]:
            message = _("{value}没有读取：{why}", value=words or _("空白"), why=why)
            self._add(cell, "GK115", Severity.WARNING, message, address, label)

    def nameless(self, cell: BodyCell, label: str) -> None:
        """Say that a column has no head, and what it was taken for."""
        message = _("有一栏没有标目，其余各栏都依次在，按格式的次序读作“{label}”", label=label)
        self._add(cell, "GK111", Severity.WARNING, message, self._spec.key, label)

    def broken(self, cell: BodyCell, ref: CellRef) -> None:
        """Say that the digits of a cell may be one number or several."""
        one = "".join(cell.text.split())
        message = _(
            "“{cell}”的数字分成几段，可能是 {one}，不能确定，按文字保留", cell=shown(cell), one=one
        )
        label = self._spec.cells[ref].label
        self._add(cell, "GK117", Severity.WARNING, message, str(ref), label)

    def holds(self, cell: BodyCell, ref: CellRef, *, read: bool) -> None:
        """Say what stands in a cell of figures besides text."""
        severity = Severity.WARNING if read else Severity.ERROR
        what = Listed("、", dict.fromkeys(cell.objects))
        consequence = "" if read else _("，其中的数字不能读取")
        message = _("这一格里有{what}{consequence}", what=what, consequence=consequence)
        self._add(cell, "GK112", severity, message, str(ref), self._spec.cells[ref].label)

    def respelled(self, cell: BodyCell, ref: CellRef, value: CellValue) -> None:
        """Say that a number was spelled otherwise than numbers are."""
        self._respelled.append((cell, ref, value))

    def _add(
        self,
        cell: BodyCell,
        rule: str,
        severity: Severity,
        message: Message,
        address: str,
        label: str,
    ) -> None:
        self._by_place.setdefault(
            (cell.row, cell.number),
            Finding(rule, severity, message, address, label, self.location(cell)),
        )

    def _spelling(self, group: str, noted: Sequence[tuple[BodyCell, Found[object]]]) -> Finding:
        """One finding for labels of a group that only printers would tell from the form's."""
        cells = [_("“{cell}”", cell=shown(cell)) for cell, _found in noted[:_MOST_LISTED]]
        labels = [_("“{label}”", label=found.label) for _cell, found in noted[:_MOST_LISTED]]
        more = _("等 {count} 处", count=len(noted)) if len(noted) > _MOST_LISTED else ""
        message = _(
            "{cells}{more}与格式写法不同，按{labels}{more}读取",
            cells=Listed("、", cells),
            more=more,
            labels=Listed("、", labels),
        )
        label = noted[0][1].label if len(noted) == 1 else self._spec.title
        place = self.location(noted[0][0])
        address = self._address(group)
        return Finding("GK111", Severity.INFORMATION, message, address, label, place)

    def _respelling(self) -> Iterable[Finding]:
        if not self._respelled:
            return
        cell, ref, _value = self._respelled[0]
        examples = (
            _("“{other}”读作 {value}", other=shown(other), value=printed(value))
            for other, _ref, value in self._respelled[:_MOST_LISTED]
        )
        listed = Listed("、", examples)
        count = len(self._respelled)
        more = _("，共 {count} 格", count=count) if count > _MOST_LISTED else ""
        message = _(
            "数字带有分节符、空格、正号或全角字符：{listed}{more}", listed=listed, more=more
        )
        address = str(ref) if count == 1 else self._spec.key
        label = self._spec.cells[ref].label if count == 1 else self._spec.title
        place = self.location(cell)
        yield Finding("GK117", Severity.INFORMATION, message, address, label, place)

    def _address(self, path: str) -> str:
        return f"{self._spec.key}.{path}" if path else self._spec.key

    def location(self, cell: BodyCell) -> Location:
        """Where the cell stands."""
        return in_table(self._table, cell.row, cell.number)


def shown(cell: BodyCell) -> str:
    """The words of the cell, in one line and not too long, for a message."""
    words = _LINE_END.sub("" if CHINESE.search(cell.text) else " ", cell.text)
    return words if len(words) <= 40 else f"{words[:40]}…"
