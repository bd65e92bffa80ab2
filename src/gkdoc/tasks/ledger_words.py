"""The meanings of words in a register: a kind of applicant, a way to settle an application."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import Final

from attrs import field, frozen

from gkdoc.messages import Message, _
from gkdoc.model import usual_edition
from gkdoc.read.notes import quoted
from gkdoc.read.register import NO_MAPPING, RegisterMapping
from gkdoc.spec import EDITIONS, TableSpec, table
from gkdoc.spec.ledger import (
    TABLE,
    applicant_columns,
    letters_of,
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

_APPLICANT: Final = _(vocabulary().labels["applicant"])
_OUTCOME: Final = _(vocabulary().labels["outcome"])

_PARTLY: Final = "partly_granted"


@frozen
class Words:
    """The meanings of one register's words in the form of one year; each word is looked up once."""

    year: int
    mapping: RegisterMapping = NO_MAPPING
    _applicants: dict[tuple[str, str], str | NoMeaning] = field(factory=dict, init=False)
    _outcomes: dict[tuple[str, str], str | Open | NoMeaning] = field(factory=dict, init=False)

    @cached_property
    def spec(self) -> TableSpec:
        """Table three as the form of the year prints it."""
        return table(TABLE, usual_edition(self.year))

    def applicant(self, word: str, detail: str) -> str | NoMeaning:
        """The column of the form for a kind of applicant."""
        key = (word, detail)
        if key not in self._applicants:
            self._applicants[key] = self._find_applicant(word, detail)
        return self._applicants[key]

    def outcome(self, word: str, detail: str) -> str | Open | NoMeaning:
        """The row of the form for the way in which an application was settled."""
        key = (word, detail)
        if key not in self._outcomes:
            found = self._find_outcome(word, detail)
            self._outcomes[key] = (
                self._printed.get(found, found) if isinstance(found, str) else found
            )
        return self._outcomes[key]

    def _find_applicant(self, word: str, detail: str) -> str | NoMeaning:
        known = {**vocabulary().applicants, **self.mapping.applicants}
        groups = vocabulary().legal_persons
        if not word and not detail:
            return NoMeaning(_("没有写{applicant}", applicant=_APPLICANT))
        parts = [*_parts(word, {*known, *groups}), *_parts(detail, {*known, *groups})]
        meant = {known[part] for part in parts if part in known}
        strange = [part for part in parts if part not in known and part not in groups]
        if strange:
            return NoMeaning(
                _("不认识{applicant}{detail}", applicant=_APPLICANT, detail=_shown(word, detail))
            )
        legal = any(part in groups and part not in known for part in parts)
        if len(meant) == 1 and not (legal and meant == {self._person}):
            return meant.pop()
        if meant:
            return NoMeaning(
                _(
                    "{applicant}{detail}说的不止一种",
                    applicant=_APPLICANT,
                    detail=_shown(word, detail),
                )
            )
        return NoMeaning(
            _(
                "{applicant}{detail}没有写是哪一种法人或组织",
                applicant=_APPLICANT,
                detail=_shown(word, detail),
            )
        )

    def _find_outcome(self, word: str, detail: str) -> str | Open | NoMeaning:
        known = {**vocabulary().outcomes, **self.mapping.outcomes}
        groups = vocabulary().groups
        still_open = (vocabulary().open | self.mapping.open) - set(self.mapping.outcomes)
        everything = {*known, *groups, *still_open}
        parts = [*_parts(word, everything), *_parts(detail, everything)]
        if not parts or set(parts) <= still_open:
            return OPEN if parts else NoMeaning(_("没有写{outcome}", outcome=_OUTCOME))
        strange = [part for part in parts if part not in everything]
        if strange:
            return NoMeaning(
                _("不认识{outcome}{detail}", outcome=_OUTCOME, detail=_shown(word, detail))
            )
        rows = {known[part] for part in parts if part in known}
        if self.partly in rows:
            # 区分处理的，只计这一情形，不计其他情形.
            return self.partly
        if set(parts) & still_open or len(rows) > 1:
            return NoMeaning(
                _("{outcome}{detail}说的不止一种", outcome=_OUTCOME, detail=_shown(word, detail))
            )
        asked = {groups[part] for part in parts if part in groups}
        if not rows:
            return self._whole_group(asked, _shown(word, detail))
        (row,) = rows
        if asked - {row.rpartition(".")[0]}:
            return NoMeaning(
                _("{outcome}{detail}前后不一致", outcome=_OUTCOME, detail=_shown(word, detail))
            )
        return row

    def _whole_group(self, groups: set[str], shown: str) -> str | NoMeaning:
        """The row for words that only name groups: there is one where the form has one row."""
        newest = table(TABLE, EDITIONS[0])
        rows = [
            row for row in result_rows(newest) if any(row.startswith(f"{key}.") for key in groups)
        ]
        printed = {self._printed.get(row, row) for row in rows}
        if len(printed) == 1:
            return rows[0]
        return NoMeaning(
            _("{outcome}{shown}只写了大类，没有写是表上的哪一项", outcome=_OUTCOME, shown=shown)
        )

    @cached_property
    def _person(self) -> str:
        """The column of those who are no legal persons, the first one of the form."""
        return applicant_columns(self.spec)[0]

    @cached_property
    def _printed(self) -> Mapping[str, str]:
        """For each row of the newest form that the form of the year does not divide, its row."""
        divisions = table(TABLE, EDITIONS[0]).divisions
        return {
            part: row for row, parts in divisions.items() if row in self.spec.rows for part in parts
        }

    @property
    def partly(self) -> str:
        """The row of what is granted in part, which counts before every other result."""
        return _PARTLY


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
