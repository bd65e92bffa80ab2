"""The report that a built file carries, beside the one that it shows."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping
from functools import cache
from typing import TypeVar, cast, get_args

from gkdoc.model import (
    Applications,
    CellValue,
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
    Report,
    Signature,
    StatutoryTable,
    TableValues,
    Waiver,
)
from gkdoc.ooxml.carrier import Carried
from gkdoc.ooxml.markup import ESCAPED, escape_text
from gkdoc.read.printed import printed_value
from gkdoc.spec import Cell, CellRef, table
from gkdoc.text.blocks import Block, Level, Outline
from gkdoc.text.references import literal, reworded

SomeProse = TypeVar("SomeProse", bound=Prose)
SomeTable = TypeVar("SomeTable", bound=StatutoryTable)

_LEVELS: dict[str, Level] = {"2": 2, "3": 3, "4": 4}


def foreseen(outlines: Mapping[str, Outline]) -> Mapping[str, str]:
    """The markup in which a file carries these sections if nobody changed them since."""
    return {key: _section_markup(outline) for key, outline in outlines.items()}


def carried_report(tree: Carried, outlines: Mapping[str, Outline]) -> Report | None:
    """The report that was built; None if somebody damaged the tree.

    `outlines` has the sections whose markup was foreseen.
    """
    try:
        return _report(tree, {key: outlines[key] for key in tree.foreseen})
    except (KeyError, ValueError):
        return None


def _report(tree: Carried, known: Mapping[str, Outline]) -> Report:
    organ, signature, waivers = tree.find("organ"), tree.find("signature"), tree.find("waivers")
    return Report(
        agency=_text(tree, "agency"),
        year=int(_text(tree, "year")),
        organ=_organ(organ) if organ is not None else None,
        title=_optional(tree, "title"),
        introduction=_prose(tree, known, "introduction", Introduction),
        overview=_prose(tree, known, "overview", Overview),
        proactive=_table(tree, Proactive),
        applications=_table(tree, Applications),
        remedies=_table(tree, Remedies),
        problems=_prose(tree, known, "problems", Problems),
        other_matters=_prose(tree, known, "other_matters", OtherMatters),
        signature=(
            Signature(_text(signature, "agency"), _date(signature))
            if signature is not None
            else None
        ),
        waivers=tuple(map(_waiver, waivers.children)) if waivers is not None else (),
    )


def _organ(element: Carried) -> Organ:
    kind, level = _optional(element, "kind"), _optional(element, "level")
    if kind not in {None, *get_args(OrganKind)} or level not in {None, *get_args(OrganLevel)}:
        raise ValueError(f"{kind}, {level}")
    return Organ(cast("OrganKind | None", kind), cast("OrganLevel | None", level))


def _prose(
    tree: Carried, known: Mapping[str, Outline], name: str, section: type[SomeProse]
) -> SomeProse | None:
    element = tree.find(name)
    if element is None:
        return None
    outline = known[name] if name in known else tuple(map(_block, element.children))
    return section(reworded(outline, literal))


def _block(element: Carried) -> Block:
    words = element.texts()
    level, heading, text = words.get("level"), words.get("heading"), words.get("text")
    return Block(
        level=_LEVELS[level] if level is not None else None,
        heading=heading,
        text=text,
    )


def _section_markup(outline: Outline) -> str:
    blocks = [block for block in outline if isinstance(block, Block)]
    # Where no sign of the whole has to be escaped, none of its paragraphs is looked at for that.
    words = "".join([f"{block.heading}{block.text}" for block in blocks])
    escaped = escape_text if any(sign in words for sign in ESCAPED) else str
    # No report with anything else than blocks is built, and so no file carries it.
    others = "<unsupported/>" * (len(outline) - len(blocks))
    return "".join([_markup(block, escaped) for block in blocks]) + others


def _markup(block: Block, escaped: Callable[[str], str]) -> str:
    text = "" if block.text is None else f"<text>{escaped(block.text)}</text>"
    if block.level is None:
        return f"<paragraph>{text}</paragraph>"
    heading = "" if block.heading is None else f"<heading>{escaped(block.heading)}</heading>"
    return f"<paragraph><level>{block.level}</level>{heading}{text}</paragraph>"


def _table(tree: Carried, section: type[SomeTable]) -> SomeTable | None:
    element, editions = tree.find(section.key), tree.find("edition")
    if element is None or editions is None:
        return None
    edition = _text(editions, section.key)
    cells = _cells_by_path(section.key, edition)
    values: dict[CellRef, CellValue] = {}
    for path, text in element.leaves():
        cell = cells[path]
        values[cell.ref] = printed_value(text, cell.kind)
    spec = table(section.key, edition)
    if not values.keys() <= spec.cells.keys():
        spec = spec.undivided
    return section(TableValues(spec, values))


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
