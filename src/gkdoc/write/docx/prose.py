"""Outlines and the signature as Word paragraphs."""

from __future__ import annotations

from collections.abc import Mapping

from attrs import frozen

from gkdoc.layout.typography import StyleRoles, signature_indent
from gkdoc.model import Signature
from gkdoc.model.own_values import date_words
from gkdoc.ooxml.drawings import picture_run_xml
from gkdoc.ooxml.numbering import NO_LIST, ListLevel
from gkdoc.ooxml.runs import Run, paragraph_xml
from gkdoc.text.blocks import AnyBlock, Block, Outline, Picture, PlainTable
from gkdoc.text.outlines import number
from gkdoc.text.references import printed, reworded
from gkdoc.write.docx.beside import Attached
from gkdoc.write.docx.tables import plain_table


@frozen
class ProseFormat:
    """The styles of a template, and how its headings get their numbers.

    `counted` are the levels of headings that the template's styles count. With `native` those
    numbers are the report's; otherwise they are typed, and the styles do not count a second time.
    """

    styles: StyleRoles
    counted: Mapping[int, ListLevel]
    native: bool = False


def outline_markup(
    outline: Outline, form: ProseFormat, attached: Attached, *, keep_next: bool = False
) -> str:
    """The paragraphs, pictures and tables of an outline; ValueError for what cannot be written.

    What links and pictures lead to is added to `attached`. `keep_next` keeps the last paragraph on
    the page of what follows.
    """
    shown = reworded(outline, printed)
    numbers = ("",) * len(shown) if form.native else number(shown)
    return "".join(
        _block_markup(
            block, ordinal, form, attached, keep_next=keep_next and position == len(shown)
        )
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


def _block_markup(
    block: AnyBlock, ordinal: str, form: ProseFormat, attached: Attached, *, keep_next: bool
) -> str:
    styles = form.styles
    if isinstance(block, Picture):
        return _picture_markup(block, styles, attached, keep_next=keep_next)
    if isinstance(block, PlainTable):
        return _table_markup(block, styles, attached, keep_next=keep_next)
    if not isinstance(block, Block):
        # Not a wrong argument but a report that must not be built: GK112.
        raise ValueError(f"{block.description} cannot be written as prose")  # noqa: TRY004
    if block.level is None:
        return paragraph_xml(styles.body, attached.runs(block.text or ""), keep_next=keep_next)
    level = block.level
    style = styles.run_in(level) if block.text is not None else None
    # A number leads nowhere, and so belongs to the words in front of the first link.
    opening = [*attached.runs(ordinal + (block.heading or ""), style)]
    if block.text is None:
        doubled = level in form.counted and not form.native
        return paragraph_xml(styles.heading(level), opening, numbering=NO_LIST if doubled else None)
    return paragraph_xml(
        styles.body,
        [*opening, *attached.runs(block.text)],
        numbering=form.counted[level] if form.native else None,
        keep_next=keep_next,
    )


def _picture_markup(
    picture: Picture, styles: StyleRoles, attached: Attached, *, keep_next: bool
) -> str:
    """The picture in a line of its own, and its caption under it."""
    caption = picture.caption
    line = paragraph_xml(
        styles.picture,
        markup=picture_run_xml(attached.drawn(picture)),
        keep_next=keep_next or caption is not None,
    )
    if caption is None:
        return line
    words = attached.runs(caption)
    return line + paragraph_xml(styles.picture_caption, words, keep_next=keep_next)


def _table_markup(
    table: PlainTable, styles: StyleRoles, attached: Attached, *, keep_next: bool
) -> str:
    """The caption, the table under it, and an empty line, without which two tables would be one."""
    caption = (
        paragraph_xml(styles.table_caption, attached.runs(table.caption), keep_next=True)
        if table.caption is not None
        else ""
    )
    behind = paragraph_xml(styles.picture, keep_next=keep_next)
    return caption + plain_table(table, styles, attached) + behind
