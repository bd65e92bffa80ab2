"""The report that a built file carries, beside the one that it shows."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache
from typing import Final, TypeVar, cast, get_args

from gkdoc.errors import InputError
from gkdoc.formats.carried import carried_outline, carried_table
from gkdoc.model import (
    Applications,
    Entered,
    FieldValue,
    Introduction,
    Organ,
    OrganKind,
    OrganLevel,
    OtherMatters,
    Overview,
    OwnFields,
    OwnValue,
    Proactive,
    Problems,
    Prose,
    Remedies,
    Rollup,
    SeenReport,
    Signature,
    Site,
    StatutoryTable,
    TableValues,
    Waiver,
    printed_value,
)
from gkdoc.model.own_fields import SITE
from gkdoc.model.own_values import number_of
from gkdoc.ooxml.carrier import Carried
from gkdoc.ooxml.markup import ESCAPED, escape_text
from gkdoc.read.document.shown import Shown
from gkdoc.spec import Cell, CellRef, table
from gkdoc.text.blocks import AnyBlock, Block, Level
from gkdoc.text.references import literal, reworded

SomeProse = TypeVar("SomeProse", bound=Prose)
SomeTable = TypeVar("SomeTable", bound=StatutoryTable)

_LEVELS: Final[Mapping[str | None, Level | None]] = {None: None, "2": 2, "3": 3, "4": 4}


def foreseen(shown: Shown) -> Mapping[str, str]:
    """The carried sections of a file that shows this, if nobody changed it since."""
    prose = {
        key: carried_outline(outline, _escaping(outline))
        for key, outline in shown.outlines.items()
        # No report with anything else than blocks is built, and so no file carries it.
        if all(isinstance(block, Block) for block in outline)
    }
    tables = {
        key: carried_table(TableValues(seen.specs[0], seen.values))
        for key, seen in shown.tables.items()
    }
    return {**prose, **tables}


def _escaping(outline: Iterable[AnyBlock]) -> Callable[[str], str]:
    """The function that writes the outline's words as XML; none where no sign needs it.

    Words that come out of a document have no sign that XML cannot hold.
    """
    blocks = [block for block in outline if isinstance(block, Block)]
    words = "".join([block.text or "" for block in blocks])
    headings = "".join([block.heading for block in blocks if block.heading])
    return escape_text if any(sign in words or sign in headings for sign in ESCAPED) else str


def carried_report(tree: Carried, shown: Shown) -> SeenReport | None:
    """The report that was built; None if somebody damaged the tree.

    `shown` has the sections whose markup was foreseen.
    """
    try:
        return _report(tree, shown)
    except (KeyError, ValueError, InputError):
        return None


def _report(tree: Carried, shown: Shown) -> SeenReport:
    waivers = tree.find("waivers")
    return SeenReport(
        agency=_text(tree, "agency"),
        year=int(_text(tree, "year")),
        organ=_organ(tree.find("organ")),
        title=_optional(tree, "title"),
        introduction=_prose(tree, shown, "introduction", Introduction),
        overview=_prose(tree, shown, "overview", Overview),
        proactive=_table(tree, shown, Proactive),
        applications=_table(tree, shown, Applications),
        remedies=_table(tree, shown, Remedies),
        problems=_prose(tree, shown, "problems", Problems),
        other_matters=_prose(tree, shown, "other_matters", OtherMatters),
        signature=_signature(tree.find("signature")),
        waivers=tuple(map(_waiver, waivers.children)) if waivers is not None else (),
        rollup=_rollup(tree.find("rollup")),
        fields=_own_fields(tree),
    )


def _own_fields(tree: Carried) -> OwnFields:
    own: dict[str, FieldValue] = {}
    site: dict[str, str] = {}
    for field in _fields(tree):
        first, _dot, label = _text(field, "name").partition(".")
        if label:
            site[label] = _text(field, "text")
        else:
            own[first] = _own_value(field)
    try:
        return OwnFields(own | ({SITE: Site(**site)} if site else {}))
    except (InputError, TypeError) as error:
        raise ValueError("fields that no report has") from error


def _own_value(field: Carried) -> OwnValue:
    given = field.texts()
    if "number" in given:
        number = number_of(given["number"])
        if number is None:
            raise ValueError(given["number"])
        return number
    return _date(field) if "date" in given else given["text"]


def _fields(tree: Carried) -> Iterator[Carried]:
    element = tree.find("fields")
    return iter(()) if element is None else element.children


def printed_fields(tree: Carried) -> Mapping[str, tuple[str, ...]]:
    """The words in which the file printed its fields when it was built, by their names."""
    return {
        _optional(field, "name") or "": tuple(
            child.text for child in field.children if child.name == "printed"
        )
        for field in _fields(tree)
    }


def _rollup(element: Carried | None) -> Rollup | None:
    if element is None:
        return None
    lists = {each.name: tuple(own.text for own in each.children) for each in element.children}
    return Rollup(lists.get("units", ()), lists.get("incomplete", ()))


def _signature(element: Carried | None) -> Signature | None:
    return None if element is None else Signature(_text(element, "agency"), _date(element))


def _organ(element: Carried | None) -> Organ | None:
    if element is None:
        return None
    kind, level = _optional(element, "kind"), _optional(element, "level")
    if kind not in {None, *get_args(OrganKind)} or level not in {None, *get_args(OrganLevel)}:
        raise ValueError(f"{kind}, {level}")
    return Organ(cast("OrganKind | None", kind), cast("OrganLevel | None", level))


def _prose(tree: Carried, shown: Shown, name: str, section: type[SomeProse]) -> SomeProse | None:
    element = tree.find(name)
    if element is None:
        return None
    known = name in tree.foreseen
    outline = shown.outlines[name] if known else tuple(map(_block, element.children))
    return section(reworded(outline, literal))


def _block(element: Carried) -> Block:
    words = element.texts()
    return Block(_LEVELS[words.get("level")], words.get("heading"), words.get("text"))


def _table(tree: Carried, shown: Shown, section: type[SomeTable]) -> SomeTable | None:
    element, editions = tree.find(section.key), tree.find("edition")
    if element is None or editions is None:
        return None
    edition = _text(editions, section.key)
    known = section.key in tree.foreseen
    values = shown.tables[section.key].values if known else _values(element, section.key, edition)
    spec = table(section.key, edition)
    if not values.keys() <= spec.cells.keys():
        spec = spec.undivided
    return section(TableValues(spec, values))


def _values(element: Carried, key: str, edition: str) -> Mapping[CellRef, Entered]:
    cells = _cells_by_path(key, edition)
    return {
        cells[path].ref: printed_value(text, cells[path].kind) for path, text in element.leaves()
    }


@cache
def _cells_by_path(key: str, edition: str) -> Mapping[str, Cell]:
    """The cells of the form, whether its rows are divided or not, as the tree nests them."""
    form = table(key, edition)
    cells = {**form.cells, **form.undivided.cells}
    return {f"{ref.row}.{ref.column}": cell for ref, cell in cells.items()}


def _waiver(element: Carried) -> Waiver:
    return Waiver(
        rule=_text(element, "rule"),
        address=_text(element, "address"),
        value=_text(element, "value"),
        by=_text(element, "by"),
        date=_date(element),
        reason=_text(element, "reason"),
    )


def _date(element: Carried) -> datetime.date:
    return datetime.date.fromisoformat(_text(element, "date"))


def _text(element: Carried, name: str) -> str:
    """The text of the child with this name; KeyError if there is none."""
    text = _optional(element, name)
    if text is None:
        raise KeyError(name)
    return text


def _optional(element: Carried, name: str) -> str | None:
    child = element.find(name)
    return child.text if child is not None else None
