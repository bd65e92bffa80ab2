"""The meanings of words in a register: a kind of applicant, a way to settle an application."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Mapping
from functools import cache, cached_property
from typing import Final

from attrs import frozen

from gkdoc.messages import Message, _
from gkdoc.read.notes import quoted
from gkdoc.read.sheets.rows import letters_of
from gkdoc.spec import TableSpec, divided, edition_for, printed_forms
from gkdoc.tasks.ledger.mapping import NO_MAPPING, RegisterMapping
from gkdoc.tasks.ledger.vocabulary import (
    TABLE,
    RegisterWords,
    applicant_columns,
    column_labels,
    doubts,
    result_rows,
    vocabulary,
)

# Between the parts of 不予公开—国家秘密, of 法人（企业） and of a list.
_SEPARATORS: Final = re.compile(
    r"[-—－–_/／\\|、,，;；:：·•＋+&>＞→()（）\[\]【】\n]+|以及|并且|并|和|及"
)
_NUMBERED: Final = re.compile(r"^[（(]?[一二三四五六七八九十0-9]+[)）、.．]\s*")


@frozen
class NoMeaning:
    """Why words have no place in the form."""

    reason: Message


@frozen
class Open:
    """The application is not settled yet."""


OPEN: Final = Open()


@frozen
class Words:
    """The meanings of one register's words in the form of one year; each word is looked up once."""

    year: int
    mapping: RegisterMapping = NO_MAPPING

    @cached_property
    def spec(self) -> TableSpec:
        """Table three as the form of the year prints it."""
        return edition_for(self.year).tables[TABLE]

    @cached_property
    def applicant(self) -> Callable[[str, str], str | NoMeaning]:
        """Gives the column of the form for a kind of applicant: a word, and its detail."""

        @cache
        def column(word: str, detail: str) -> str | NoMeaning:
            found = self._find_applicant(word, detail)
            return self._of_this_form(found, applicant_columns(self.spec))

        return column

    @cached_property
    def outcome(self) -> Callable[[str, str], str | Open | NoMeaning]:
        """Gives the row of the form for the way in which an application was settled."""

        @cache
        def row(word: str, detail: str) -> str | Open | NoMeaning:
            found = self._find_outcome(word, detail)
            if not isinstance(found, str):
                return found
            return self._of_this_form(self._printed.get(found, found), result_rows(self.spec))

        return row

    def doubt(self, number: str, remark: str, ended: str) -> Message | None:
        """What is written beside a row that ends in `ended` and makes it none of its own."""
        for pattern, unless in doubts():
            for key, words in (("remark", remark), ("number", number)):
                if pattern.search(words) and ended != self._printed.get(unless or "", unless):
                    return _(
                        "{label}写着{words}，是不是一件申请要先定：不是的请删去这一行，"
                        "是的请去掉这句话",
                        label=column_labels()[key],
                        words=quoted(words),
                    )
        return None

    def _find_applicant(self, word: str, detail: str) -> str | NoMeaning:
        known = {**self._known.applicants, **self.mapping.applicants}
        groups = self._known.legal_persons
        label, shown = column_labels()["applicant"], _shown(word, detail)
        if not shown:
            return NoMeaning(_("没有写{label}", label=label))
        parts = [*_parts(word, {*known, *groups}), *_parts(detail, {*known, *groups})]
        meant = {known[part] for part in parts if part in known}
        if any(part not in known and part not in groups for part in parts):
            return NoMeaning(_("不认识{label}{shown}", label=label, shown=shown))
        legal = any(part in groups and part not in known for part in parts)
        # The first column is that of those who are no legal persons.
        person = applicant_columns(self.spec)[0]
        if len(meant) == 1 and not (legal and meant == {person}):
            return meant.pop()
        if meant:
            return NoMeaning(_("{label}{shown}说的不止一种", label=label, shown=shown))
        return NoMeaning(_("{label}{shown}没有写是哪一种法人或组织", label=label, shown=shown))

    def _find_outcome(self, word: str, detail: str) -> str | Open | NoMeaning:
        known = {**self._known.outcomes, **self.mapping.outcomes}
        groups = self._known.groups
        still_open = (self._known.open | self.mapping.open) - set(self.mapping.outcomes)
        everything = {*known, *groups, *still_open}
        label, shown = column_labels()["outcome"], _shown(word, detail)
        parts = [*_parts(word, everything), *_parts(detail, everything)]
        if not parts or set(parts) <= still_open:
            return OPEN if parts else NoMeaning(_("没有写{label}", label=label))
        if not everything.issuperset(parts):
            return NoMeaning(_("不认识{label}{shown}", label=label, shown=shown))
        rows = {known[part] for part in parts if part in known}
        if self.partly in rows:
            # 区分处理的，只计这一情形，不计其他情形.
            return self.partly
        if set(parts) & still_open or len(rows) > 1:
            return NoMeaning(_("{label}{shown}说的不止一种", label=label, shown=shown))
        asked = {groups[part] for part in parts if part in groups}
        if not rows:
            row = self._whole_group(asked)
            message = _("{label}{shown}只写了大类，没有写是表上的哪一项", label=label, shown=shown)
            return row if row is not None else NoMeaning(message)
        (row,) = rows
        if asked - {row.rpartition(".")[0]}:
            return NoMeaning(_("{label}{shown}前后不一致", label=label, shown=shown))
        return row

    def _whole_group(self, groups: set[str]) -> str | None:
        """The row for words that only name groups: there is one where the form has one row."""
        above = tuple(f"{group}." for group in groups)
        rows = [row for row in result_rows(self._divided) if row.startswith(above)]
        printed = {self._printed.get(row, row) for row in rows}
        return rows[0] if len(printed) == 1 else None

    @cached_property
    def _printed(self) -> Mapping[str, str]:
        """For each row that the form of the year prints as part of another, that one."""
        divisions = self._divided.divisions
        return {
            part: row for row, parts in divisions.items() if row in self.spec.rows for part in parts
        }

    @cached_property
    def _divided(self) -> TableSpec:
        return divided(self.spec)

    @cached_property
    def _known(self) -> RegisterWords:
        return vocabulary(self._divided)

    def _of_this_form(self, found: str | NoMeaning, paths: Collection[str]) -> str | NoMeaning:
        """The row or column found, if the year's form has it: mappings may speak of another one."""
        if isinstance(found, NoMeaning) or found in paths:
            return found
        edition = self.spec.edition
        return NoMeaning(
            _(
                "{edition} 年格式的表三没有 {found}，对照文件里写的是它",
                edition=edition,
                found=found,
            )
        )

    def row(self, role: str) -> str | NoMeaning:
        """The row of the form that plays this part; none where the form of the year lacks it."""
        path = self.spec.role(role)
        if path is not None:
            return path
        # It is named as another form prints it.
        label = next(
            form.row_labels[row] for form in printed_forms(TABLE) if (row := form.role(role))
        )
        edition = self.spec.edition
        return NoMeaning(
            _("{edition} 年格式的表三没有“{label}”这一行", edition=edition, label=label)
        )

    @property
    def partly(self) -> str | None:
        """The row of what is granted in part, which counts before every other result."""
        return self.spec.role("partly_granted")


def _parts(text: str, known: set[str]) -> Iterator[str]:
    """The letters of the words in a text: of the text as a whole where that is a word."""
    plain = _NUMBERED.sub("", text.strip())
    for whole in (letters_of(text), letters_of(plain)):
        if whole in known:
            yield whole
            return
    for part in _SEPARATORS.split(plain):
        letters = letters_of(_NUMBERED.sub("", part.strip()))
        if letters:
            yield letters


def _shown(word: str, detail: str) -> str:
    return "".join(quoted(each) for each in (word, detail) if each)
