"""自有栏目: what an office adds to the report under names of its own choice, for its templates."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet
from decimal import Decimal
from typing import Final, TypeAlias

from attrs import asdict, field, frozen

from gkdoc.errors import InputError, Problem, Refusal
from gkdoc.messages import Message, _
from gkdoc.model.own_values import MOST_FIELDS, checked_name, checked_value, date_words, line_of
from gkdoc.model.values import Number, printed
from gkdoc.text.blocks import Picture

SITE: Final = "site"
"""The one name that is reserved: what stands there is a `Site`."""


@frozen
class Site:
    """站点: the labels of the page on which the report is published, each one line of text.

    InputError with every label that is none.
    """

    name: str | None = None
    domain: str | None = None
    code: str | None = None
    column: str | None = None
    published: str | None = None
    source: str | None = None
    url: str | None = None

    def __attrs_post_init__(self) -> None:
        problems = [
            Problem(reason, path=f"fields.{SITE}.{name}")
            for name, value in self.given.items()
            if (reason := _why_no_line(value))
        ]
        if problems:
            raise InputError(None, problems)

    @property
    def given(self) -> Mapping[str, str]:
        """The labels that there are, by their names."""
        return {name: value for name, value in asdict(self).items() if value is not None}


OwnValue: TypeAlias = str | Number | datetime.date | Picture
"""The value of a field of one's own."""

FieldValue: TypeAlias = OwnValue | Site
"""The same, or the labels of the page."""


def _checked(given: object) -> Mapping[str, FieldValue]:
    """The mapping with its names composed; InputError with all that is wrong."""
    if not isinstance(given, Mapping):
        what = type(given).__name__
        message = _("自有栏目应是名称和值的映射，却是 {what}", what=what)
        raise InputError(None, [Problem(message, path="fields")])
    held: dict[str, FieldValue] = {}
    problems: list[Problem] = []
    if len(given) > MOST_FIELDS:
        message = _("自有栏目最多 {most} 个，这里有 {count} 个", most=MOST_FIELDS, count=len(given))
        problems.append(Problem(message, path="fields"))
    for written, value in given.items():
        try:
            name = _checked_key(written, held)
            held[name] = _checked_entry(name, value)
        except Refusal as refused:
            problems.append(Problem(refused.reason, path=f"fields.{written}"))
    if problems:
        raise InputError(None, problems)
    return held


def _checked_key(written: object, held: Mapping[str, FieldValue]) -> str:
    if not isinstance(written, str):
        raise Refusal(_("名称应是字符串，却是 {name}", name=type(written).__name__))
    name = written if written == SITE else checked_name(written)
    if name in held:
        raise Refusal(_("同一个名称写了两次"))
    return name


def _checked_entry(name: str, value: object) -> FieldValue:
    if isinstance(value, Site) is not (name == SITE):
        raise Refusal(_("{site} 是保留的名称，值应是 Site(…)；别的名称不能用它", site=SITE))
    return value if isinstance(value, Site | Picture) else checked_value(value)


def _why_no_line(value: object) -> Message | None:
    if not isinstance(value, str):
        return _("应是一行文字，却是 {name}", name=type(value).__name__)
    try:
        text = line_of(value)
    except Refusal as refused:
        return refused.reason
    return _("首尾不留空格") if text != value else None


@frozen(eq=False, repr=False)
class OwnFields(Mapping[str, FieldValue]):
    """An immutable mapping from names to values; two are equal that hold and print the same.

    A name is letters (Chinese ones too), digits and `_`, and begins with a letter. A text has one
    line or more, without white space around any of them; a text that is a date as JSON writes it
    (2024-01-05) is refused: such a field is a date. InputError with all that is wrong.
    """

    _held: Mapping[str, FieldValue] = field(factory=dict, converter=_checked)

    def __getitem__(self, name: str) -> FieldValue:
        return self._held[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._held)

    def __len__(self) -> int:
        return len(self._held)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, OwnFields):
            return NotImplemented
        return self._printed() == other._printed()

    def __hash__(self) -> int:
        return hash(frozenset(self._printed().items()))

    def __repr__(self) -> str:
        return f"OwnFields({dict(self._held)!r})"

    @property
    def site(self) -> Site:
        """The labels of the page; none of them where nothing was said."""
        held = self._held.get(SITE)
        return held if isinstance(held, Site) else Site()

    @property
    def own(self) -> Mapping[str, OwnValue]:
        """All but the labels of the page."""
        return {name: value for name, value in self._held.items() if not isinstance(value, Site)}

    @property
    def flat(self) -> Mapping[str, OwnValue]:
        """All values by the names that templates know: 联系人, site.name."""
        site = {f"{SITE}.{name}": value for name, value in self.site.given.items()}
        return {**self.own, **site}

    def only(self, names: AbstractSet[str]) -> OwnFields:
        """Those of them whose names, as in `flat`, are among `names`."""
        kept: dict[str, FieldValue] = {}
        for name, value in self._held.items():
            if not isinstance(value, Site):
                if name in names:
                    kept[name] = value
            elif given := {
                label: words for label, words in value.given.items() if f"{SITE}.{label}" in names
            }:
                kept[name] = Site(**given)
        return OwnFields(kept)

    def _printed(self) -> Mapping[str, object]:
        # 1.0 is not 1.00, and 5 is not the text 5.
        return {
            name: (int, printed(value)) if isinstance(value, int | Decimal) else value
            for name, value in self._held.items()
        }


def own_fields(given: Mapping[str, FieldValue]) -> OwnFields:
    """The fields of a mapping; InputError with all that is wrong."""
    return given if isinstance(given, OwnFields) else OwnFields(given)


def in_words(value: OwnValue) -> str:
    """The value as it is printed; a picture by what it shows."""
    match value:
        case str():
            return value
        case datetime.date():
            return date_words(value)
        case Picture():
            return value.description
    return printed(value)
