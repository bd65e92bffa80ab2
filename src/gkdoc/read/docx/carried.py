"""The report that a built file carries, beside the one that it shows."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from typing import Final, TypeVar, cast, get_args

from attrs import evolve

from gkdoc.errors import InputError
from gkdoc.formats.carried import carried_outline, carried_table, picture_hash
from gkdoc.messages import _
from gkdoc.model import (
    Applications,
    Entered,
    Introduction,
    Organ,
    OrganKind,
    OrganLevel,
    OtherMatters,
    Overview,
    Proactive,
    Problems,
    Prose,
    Remedies,
    Rollup,
    SeenReport,
    Signature,
    StatutoryTable,
    TableValues,
    Waiver,
    printed_value,
)
from gkdoc.ooxml.carrier import Carried
from gkdoc.ooxml.markup import ESCAPED, escape_text
from gkdoc.read.document.links import as_read
from gkdoc.read.document.shown import Shown
from gkdoc.spec import Cell, CellRef, table
from gkdoc.text.blocks import (
    AnyBlock,
    Block,
    Level,
    Outline,
    Picture,
    PlainTable,
    Unsupported,
)
from gkdoc.text.links import literal as literal_words
from gkdoc.text.links import shown as shown_words
from gkdoc.text.references import literal, reworded

SomeProse = TypeVar("SomeProse", bound=Prose)
SomeTable = TypeVar("SomeTable", bound=StatutoryTable)

_LEVELS: Final[Mapping[str | None, Level | None]] = {None: None, "2": 2, "3": 3, "4": 4}


def as_written(shown: Shown, tree: Carried) -> Shown:
    """`shown` with the blocks as they were written of which it shows what they print.

    A document shows how wide a picture is printed, not of which width that is, and a link that may
    be written in two ways.
    """
    changed = {key: tree.find(key) for key in shown.outlines if key not in tree.foreseen}
    outlines = {
        key: _as_written(shown.outlines[key], element, shown)
        for key, element in changed.items()
        if element is not None
    }
    return evolve(shown, outlines={**shown.outlines, **outlines})


def _as_written(outline: Outline, element: Carried, shown: Shown) -> Outline:
    try:
        written = dict(_by_print(element, shown))
    except (KeyError, ValueError, InputError):
        return outline
    return tuple(written.get(block, block) for block in outline)


def _by_print(element: Carried, shown: Shown) -> Iterator[tuple[AnyBlock, AnyBlock]]:
    for child, block in zip(element.children, _blocks(element, shown), strict=True):
        seen = block
        if isinstance(block, Picture):
            width = child.texts().get("printed", block.width)
            seen = evolve(block, alt=literal_words(shown_words(block.alt)), width=width)
        yield as_read(seen), block


def foreseen(shown: Shown) -> Mapping[str, str]:
    """The carried sections of a file that shows this, if nobody changed it since."""
    prose = {
        key: carried_outline(outline, _escaping(outline))
        for key, outline in shown.outlines.items()
        # No report with anything unsupported is built, and so no file carries it.
        if not any(isinstance(block, Unsupported) for block in outline)
    }
    tables = {
        key: carried_table(TableValues(seen.specs[0], seen.values))
        for key, seen in shown.tables.items()
    }
    return {**prose, **tables}


def _escaping(outline: Outline) -> Callable[[str], str]:
    """The function that writes the outline's words as XML; none where no sign needs it.

    Words that come out of a document have no sign that XML cannot hold.
    """
    blocks = [block for block in outline if isinstance(block, Block)]
    if len(blocks) < len(outline):
        return escape_text
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
    )


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
    outline = shown.outlines[name] if known else tuple(_blocks(element, shown))
    return section(reworded(outline, literal))


def _blocks(element: Carried, shown: Shown) -> Iterator[AnyBlock]:
    pictures = {
        picture_hash(block.content): block.content
        for outline in shown.outlines.values()
        for block in outline
        if isinstance(block, Picture)
    }
    for child in element.children:
        words = child.texts()
        if child.name == "picture":
            content, alt = pictures.get(words["content"]), words["alt"]
            if content is None:
                # Nobody has the content of one that was taken out or exchanged.
                yield Unsupported(_("图片（{alt}）", alt=alt))
            else:
                yield Picture(content, alt, words.get("caption"), words.get("width"))
        elif child.name == "table":
            head, *rows = (
                tuple(cell.text for cell in row.children)
                for row in child.children
                if row.name == "row"
            )
            yield PlainTable(head, tuple(rows), words.get("caption"))
        else:
            yield Block(_LEVELS[words.get("level")], words.get("heading"), words.get("text"))


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
