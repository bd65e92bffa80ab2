"""Outlines and the signature as Word paragraphs."""

from __future__ import annotations

from collections.abc import Mapping

from attrs import frozen

from gkdoc.layout.typography import StyleRoles, signature_indent
from gkdoc.model import Signature
from gkdoc.model.own_values import date_words
from gkdoc.ooxml.numbering import NO_LIST, ListLevel
from gkdoc.ooxml.runs import Run, paragraph_xml
from gkdoc.text.blocks import AnyBlock, Block, Outline
from gkdoc.text.outlines import number
from gkdoc.text.references import printed, reworded


@frozen
class ProseFormat:
    """The styles of a template, and how its headings get their numbers.

    `counted` are the levels of headings that the template's styles count. With `native` those
    numbers are the report's; otherwise they are typed, and the styles do not count a second time.
    """

    styles: StyleRoles
    counted: Mapping[int, ListLevel]
    native: bool = False


def outline_markup(outline: Outline, form: ProseFormat, *, keep_next: bool = False) -> str:
    """The paragraphs of an outline; ValueError for a reference or what else is no prose.

    `keep_next` keeps the last paragraph on the page of what follows.
    """
    shown = reworded(outline, printed)
    numbers = ("",) * len(shown) if form.native else number(shown)
    return "".join(
        _block_markup(block, ordinal, form, keep_next=keep_next and position == len(shown))
        for position, (block, ordinal) in enumerate(zip(shown, numbers, strict=True), 1)
    )


def signature_markup(signature: Signature, styles: StyleRoles) -> str:
    """The agency and under it the date, centred on each other, the date four characters in."""
    agency, date = signature.agency, date_words(signature.date)
    indent = signature_indent(agency, date)
    return "".join(
        paragraph_xml(styles.signature, [Run(line)], left_indent=indent, keep_next=line != date)
        for line in (agency, date)
    )


def _block_markup(block: AnyBlock, ordinal: str, form: ProseFormat, *, keep_next: bool) -> str:
    styles = form.styles
    if not isinstance(block, Block):
        # Not a wrong argument but a report that must not be built: GK112.
        raise ValueError(f"{block.description} cannot be written as prose")  # noqa: TRY004
    if block.level is None:
        return paragraph_xml(styles.body, [Run(block.text or "")], keep_next=keep_next)
    opening = ordinal + (block.heading or "")
    level = block.level
    if block.text is None:
        doubled = level in form.counted and not form.native
        return paragraph_xml(
            styles.heading(level), [Run(opening)], numbering=NO_LIST if doubled else None
        )
    words = [Run(opening, styles.run_in(level))] if opening else []
    return paragraph_xml(
        styles.body,
        [*words, Run(block.text)],
        numbering=form.counted[level] if form.native else None,
        keep_next=keep_next,
    )
