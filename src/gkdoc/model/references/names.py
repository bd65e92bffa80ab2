"""Which cells the names in a reference mean: by keys or labels, shortened as far as they tell."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from difflib import SequenceMatcher
from functools import cached_property, lru_cache
from itertools import product
from unicodedata import normalize

from attrs import evolve, frozen

from gkdoc.errors import Refusal
from gkdoc.messages import Listed, Message, _
from gkdoc.spec import CellRef, Heading, TableBlock, TableSpec
from gkdoc.spec.model import join_labels
from gkdoc.text.numerals import to_chinese
from gkdoc.text.ordinals import split_ordinal

_REMARK = re.compile("（[^（）]*）$")
_MOST_LISTED = 4
_NEAR_ENOUGH = 0.5
# Comparing takes quadratic time, and no label is longer.
_LONGEST_COMPARED = 60


@frozen(cache_hash=True)
class Label:
    """The names of one level of a form: its key, None where it has none, and its words."""

    key: str | None
    words: tuple[str, ...]

    @cached_property
    def _plain(self) -> tuple[tuple[int | None, str], ...]:
        return tuple(map(_plain, self.words))

    @property
    def letters(self) -> str:
        """The label itself, without ordinal, blanks and punctuation."""
        return self._plain[0][1]

    def fits(self, key: str, ordinal: int | None, words: str) -> int:
        """How well a name fits: 2 for the key or the whole label, 1 for a part of it, 0 if not."""
        if key == self.key:
            return 2
        fitting = [own for number, own in self._plain if words in own and ordinal in (None, number)]
        return 2 if words in fitting else min(1, len(fitting))


@frozen(cache_hash=True)
class Named:
    """A cell, or the cells of a group of rows or columns, that a reference may name.

    `above` are the levels over the row, the table first, and `heads` those over the column. With
    `only_column` the row has no other column, so that none has to be named.
    """

    table: str
    cells: tuple[CellRef, ...]
    above: tuple[Label, ...]
    row: Label
    heads: tuple[Label, ...]
    column: Label
    only_column: bool

    @property
    def levels(self) -> tuple[Label, ...]:
        """All levels from the table to the column."""
        return (*self.above, self.row, *self.heads, self.column)

    @property
    def address(self) -> str | None:
        """The keys of all levels, joined by dots: for a cell its address.

        None where the row or the column has no key: such a place is known by its words alone.
        """
        if self.row.key is None or self.column.key is None:
            return None
        return ".".join(level.key for level in self.levels if level.key is not None)

    @property
    def label(self) -> str:
        """The place in the statute's words: （三）不予公开 · 总计."""
        rows = (*(level.words[0] for level in self.above[1:]), self.row.words[0])
        return f"{join_labels(rows)} · {self.column.words[0]}"


class UnknownName(Refusal):
    """Names that mean no cell, or more than one; `reason` says which and what is there."""


@lru_cache(64)
def places(spec: TableSpec) -> tuple[Named, ...]:
    """All that a reference may name in the table, groups of rows and columns among it."""
    return tuple(place for block in spec.blocks for place in _of_block(spec, block))


@lru_cache(2048)
def named(names: tuple[str, ...], specs: tuple[TableSpec, ...]) -> Named:
    """The one place that the names mean in these tables; UnknownName if there is not exactly one.

    Names go from the outermost level inwards: table, groups, row, column. Every level may be left
    out but the row and, where there are several, the column. A name that is the whole label, or
    the key, goes before one that is a part of it.
    """
    known = [place for spec in specs for place in places(spec)]
    whole = ".".join(names)
    addressed = [place for place in known if place.address == whole]
    if len(addressed) == 1:
        return addressed[0]
    read = tuple((name, *_plain(name)) for name in names)
    ranked: dict[int, list[Named]] = {}
    for place in known:
        fit = _fit(read, place)
        if fit is not None:
            ranked.setdefault(fit, []).append(place)
    if not ranked:
        raise UnknownName(_unknown(names, read, known))
    best = ranked[max(ranked)]
    if len(best) > 1:
        listed = Listed("、", (_("“{label}”", label=place.label) for place in best[:_MOST_LISTED]))
        more = _("等") if len(best) > _MOST_LISTED else ""
        raise UnknownName(
            _(
                "“{names}”可以指 {count} 处：{listed}{more}，应写得更全",
                names="·".join(names),
                count=len(best),
                listed=listed,
                more=more,
            )
        )
    return best[0]


def names_of(place: Named, specs: tuple[TableSpec, ...]) -> str:
    """The names of the place as they are to be written: no more of them than tell it apart."""
    above = [_name(level.words[0]) for level in place.above[1:]]
    row, column = _name(place.row.words[0]), _name(place.column.words[0])
    table = place.above[0].words[-1]
    attempts = (
        *([[row]] if place.only_column else []),
        # 总计·总计 would say nothing to its reader.
        *([[row, column]] if row != column else []),
        [*above[-1:], row, column],
        [table, row, column],
        [table, *above[-1:], row, column],
        [table, *above, row, *(_name(level.words[0]) for level in place.heads), column],
    )
    for names in attempts:
        try:
            if named(tuple(names), specs) == place:
                return "·".join(names)
        except UnknownName:
            continue
    return place.address or "·".join(level.words[0] for level in place.levels)


def _name(label: str) -> str:
    """A label without its ordinal and the remark in brackets at its end."""
    while (opening := split_ordinal(label)) is not None and opening.text:
        label = opening.text
    return _REMARK.sub("", label)


def same_place(place: Named, spec: TableSpec) -> Named | None:
    """The same place in another edition of its table; None if that has none, or several."""
    others = places(spec)
    if place.address is not None:
        for other in others:
            if other.address == place.address:
                return other
    # A group may have no key, or be one row with a key of its own in the other edition.
    alike = [other for other in others if _alike(place, other)]
    return alike[0] if len(alike) == 1 else None


def _alike(place: Named, other: Named) -> bool:
    """Whether the levels of both, one by one, have the same key or the same words."""
    return len(place.levels) == len(other.levels) and all(
        own.letters == there.letters or (own.key is not None and own.key == there.key)
        for own, there in zip(place.levels, other.levels, strict=True)
    )


def _of_block(spec: TableSpec, block: TableBlock) -> Iterator[Named]:
    title = Label(spec.key, (spec.title, _("表{code}", code=to_chinese(int(spec.code)))))
    only = len(block.column_leaves()) == 1
    for above, row in _headings(block.rows, _totals(spec, "rows")):
        for heads, column in _headings(block.columns, _totals(spec, "columns")):
            yield Named(
                table=spec.key,
                cells=tuple(
                    CellRef(spec.key, of_row.path, of_column.path)
                    for of_row, of_column in product(row.leaves(), column.leaves())
                ),
                above=(title, *map(_label, above)),
                row=_label(row),
                heads=tuple(map(_label, heads)),
                column=_label(column),
                only_column=only,
            )


def _headings(
    headings: Iterable[Heading], totals: frozenset[str], above: tuple[Heading, ...] = ()
) -> Iterator[tuple[tuple[Heading, ...], Heading]]:
    """Every heading that figures can be added up under, with those above it."""
    for heading in headings:
        # The parts and their total in one sum would count everything twice.
        if not heading.children or not totals & {leaf.path for leaf in heading.leaves()}:
            yield above, heading
        yield from _headings(heading.children, totals, (*above, heading))


def _totals(spec: TableSpec, across: str) -> frozenset[str]:
    return frozenset(
        name
        for relation in spec.sum_relations
        if relation.across == across
        for name in relation.left
    )


def _label(heading: Heading) -> Label:
    return Label(heading.key, (heading.label,))


def _fit(names: Sequence[tuple[str, int | None, str]], place: Named) -> int | None:
    """How well the names fit the levels of the place, each in its turn; None if they do not."""
    levels = place.levels
    row = len(place.above)
    column = len(levels) - 1
    # For each level that the last name may have, the best fit of all names so far.
    reached: dict[int, tuple[int, bool]] = {-1: (0, False)}
    for name in names:
        following: dict[int, tuple[int, bool]] = {}
        for last, (fit, rowed) in reached.items():
            for level in range(last + 1, len(levels)):
                if level > row and not rowed:
                    break
                own = levels[level].fits(*name) or _joined(name[2], levels[last + 1 : level + 1])
                if own:
                    here = (fit + own, rowed or level == row)
                    following[level] = max(following.get(level, here), here)
        reached = following
    fits = [
        fit
        for last, (fit, rowed) in reached.items()
        if rowed and (last == column or (last == row and place.only_column))
    ]
    return max(fits, default=None)


def _joined(words: str, levels: Sequence[Label]) -> int:
    """How well a name fits that has the whole labels of several levels, as findings write them."""
    whole = ""
    for count, level in enumerate(reversed(levels), start=1):
        whole = level.letters + whole
        if not words.endswith(whole):
            break
        if words == whole:
            return 2 * count if count > 1 else 0
    return 0


def _unknown(
    names: Sequence[str],
    read: Sequence[tuple[str, int | None, str]],
    known: Sequence[Named],
) -> Message:
    whole = "·".join(names)
    labels = {level for place in known for level in place.levels}
    for name, fitted in zip(names, read, strict=True):
        if not any(level.fits(*fitted) for level in labels):
            return _(
                "表里没有“{name}”这个名称{labels}", name=name, labels=_nearest(fitted[2], labels)
            )
    columns = [place for place in known if _fit(read, evolve(place, only_column=True)) is not None]
    rows = {(place.above, place.row) for place in columns}
    if len(rows) == 1:
        listed = Listed("、", dict.fromkeys(place.column.words[0] for place in columns))
        return _("“{whole}”还应写明是哪一列：{listed}", whole=whole, listed=listed)
    return _(
        "表里没有“{whole}”这一格；名称应从左到右是表、行、列，如“申请·本年新收·总计”", whole=whole
    )


def _nearest(words: str, labels: Iterable[Label]) -> str:
    candidates = sorted({word for label in labels for word in label.words})
    ranked = [(_likeness(words[:_LONGEST_COMPARED], _plain(word)[1]), word) for word in candidates]
    likeness, nearest = max(ranked, default=(0.0, ""))
    return _("，最接近的是“{nearest}”", nearest=nearest) if likeness >= _NEAR_ENOUGH else ""


def _likeness(words: str, label: str) -> float:
    """How much the words resemble the label, or the piece of it that resembles them most."""
    pieces = (label[start : start + len(words)] for start in range(len(label)))
    return max(SequenceMatcher(None, words, piece).ratio() for piece in pieces)


@lru_cache(4096)
def _plain(text: str) -> tuple[int | None, str]:
    """The innermost ordinal of a name, None without one, and its letters without ordinals."""
    words = "".join(normalize("NFKC", text).split())
    number = None
    while (opening := split_ordinal(words)) is not None and opening.text:
        number, words = opening.number, opening.text
    letters = "".join(sign for sign in words if sign.isalnum())
    return number, letters or words
