"""Outlines and the signature as Word paragraphs."""

from __future__ import annotations

from gkdoc.layout.typography import StyleRoles, signature_indent
from gkdoc.model import Signature
from gkdoc.ooxml.runs import Run, paragraph_xml
from gkdoc.text.blocks import Block, Outline, Unsupported
from gkdoc.text.outlines import number


def outline_markup(outline: Outline, styles: StyleRoles, *, typed_numbers: bool) -> str:
    """The paragraphs of an outline; ValueError for a block that prose cannot carry.

    `typed_numbers` is False where Word counts the headings itself.
    """
    numbers = number(outline) if typed_numbers else ("",) * len(outline)
    return "".join(
        _block_markup(block, ordinal, styles)
        for block, ordinal in zip(outline, numbers, strict=True)
    )


def signature_markup(signature: Signature, styles: StyleRoles) -> str:
    """The agency and under it the date, centred on each other, the date four characters in."""
    lines = (signature.agency, date_text(signature))
    indent = signature_indent(*lines)
    return "".join(
        paragraph_xml(styles.signature, [Run(line)], left_indent=indent) for line in lines
    )


def date_text(signature: Signature) -> str:
    """The date as official papers write it: 2024年1月5日, no leading zeros (GB/T 9704, 7.3.5)."""
    date = signature.date
    return f"{date.year}年{date.month}月{date.day}日"


def _block_markup(block: Block | Unsupported, ordinal: str, styles: StyleRoles) -> str:
    if isinstance(block, Unsupported):
        # Not a wrong argument but a report that must not be built: GK112.
        raise ValueError(f"{block.description} cannot be written as prose")  # noqa: TRY004
    if block.level is None:
        return paragraph_xml(styles.body, [Run(block.text or "")])
    opening = ordinal + (block.heading or "")
    level = block.level
    if block.text is None:
        return paragraph_xml(styles.heading(level), [Run(opening)])
    return paragraph_xml(styles.body, [Run(opening, styles.run_in(level)), Run(block.text)])
