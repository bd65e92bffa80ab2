"""The words that claims are made of, as somebody who knows the tables lists them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from enum import Enum
from functools import cached_property

from attrs import frozen

from gkdoc.text.claims import Cells


class Role(Enum):
    """The part of a word in a claim; the values are the keys under which the words are listed."""

    STAGE = "stage"
    CARRY = "carry"
    LAST = "last"
    NEXT = "next"
    RESULT = "result"
    APPLICANT = "applicant"
    OTHER = "other"
    APPLICATION = "application"
    REMEDY = "remedy"
    OUTCOME = "outcome"
    DOCUMENT = "document"
    ACT = "act"
    DECISION = "decision"
    AMOUNT = "amount"
    FOREIGN_NOUN = "foreign_noun"
    FOREIGN_DEED = "foreign_deed"
    CHANNEL = "channel"
    UNRELATED = "unrelated"
    NARROWING = "narrowing"
    DISCLOSURE = "disclosure"
    REVIEWING = "reviewing"
    EACH = "each"
    REST = "rest"
    ALL = "all"
    NONE = "none"
    SHARE = "share"
    MORE = "more"
    LESS = "less"
    REACH = "reach"
    LEVEL = "level"
    THAN = "than"
    RESPECTIVELY = "respectively"
    AND = "and"
    PART = "part"
    ET_CETERA = "et_cetera"
    # Not words of a list:
    YEAR = "a year"
    YEARS = "several years"
    QUANTITY = "a number"
    STOP = "a mark that ends a clause"
    END = "a mark that ends a sentence"
    OPEN = "an opening bracket"
    CLOSE = "a closing bracket"


class UnitKind(Enum):
    """The kind of thing that a unit counts."""

    COUNT = "count"
    MONEY = "money"
    SHARE = "share"
    OTHER = "others"


@frozen
class Term:
    """One listed word: its role, and the rows, columns or cells it means by each convention."""

    word: str
    role: Role
    means: tuple[Cells, ...] = ()


@frozen(kw_only=True)
class Meanings:
    """The tables, rows and columns that the grammar itself has to know by name."""

    applications: str
    remedies: str
    proactive: str
    total_column: str
    received: tuple[Cells, ...]
    handled: tuple[Cells, ...]
    wholes: tuple[Cells, ...]
    left_over: Cells
    closed: Cells
    concluded: Cells
    others_of_results: tuple[Cells, ...]
    others_column: Cells


@frozen(kw_only=True)
class Vocabulary:
    """Every word the grammar knows. Which cells the words mean is known to whoever lists them."""

    terms: tuple[Term, ...]
    meanings: Meanings
    units: Mapping[str, UnitKind]
    units_of_items: tuple[str, ...]
    multipliers: Mapping[str, int]
    about_before: tuple[str, ...]
    about_between: tuple[str, ...]
    about_behind: tuple[str, ...]
    bare_leads: tuple[str, ...]
    none_followers: tuple[str, ...]
    bare_application: str
    before_application: str
    pronouns: tuple[str, ...]
    organs: tuple[str, ...]
    organ_followers: tuple[str, ...]
    on_behalf_of: str

    @cached_property
    def by_first_sign(self) -> Mapping[str, tuple[Term, ...]]:
        """The terms by their first character, the longest first."""
        index: dict[str, list[Term]] = {}
        for term in sorted(self.terms, key=lambda term: -len(term.word)):
            index.setdefault(term.word[0], []).append(term)
        return {sign: tuple(terms) for sign, terms in index.items()}

    @cached_property
    def year(self) -> re.Pattern[str]:
        """2023年, 上年."""
        return re.compile(f"[12][0-9]{{3}}\\s?年度?|{any_of(self._words(Role.LAST))}")

    @cached_property
    def comparison(self) -> re.Pattern[str]:
        """比上年, 较2023年, 与去年同期相比, 与上年持平."""
        year = f"\\s?(?:{self.year.pattern})"
        level = any_of(self._words(Role.LEVEL))
        return re.compile(
            f"(?:比|较|相较于?){year}(?:同期)?"
            f"|(?:与|同|和|跟){year}(?:同期)?(?:相比|比较|相较|(?={level}))"
        )

    def _words(self, role: Role) -> list[str]:
        return [term.word for term in self.terms if term.role is role]

    @cached_property
    def unit(self) -> re.Pattern[str]:
        """Any unit, the longest first."""
        return re.compile(any_of(self.units))

    @cached_property
    def organ(self) -> re.Pattern[str]:
        """Words that end in the name of an organ, perhaps with 共 or 全年 behind it."""
        followers = any_of(self.organ_followers)
        return re.compile(f"([一-龥（）()]{{1,24}}?{any_of(self.organs)})(?:{followers})*$")


def any_of(words: Iterable[str]) -> str:
    """A regular expression for one of the words, the longest that fits."""
    return (
        "(?:" + "|".join(map(re.escape, sorted(words, key=lambda word: (-len(word), word)))) + ")"
    )
