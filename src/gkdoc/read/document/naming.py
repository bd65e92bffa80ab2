"""Whose report a document is: as its title says, else as its words do, which is then said."""

from __future__ import annotations

from gkdoc.findings import Finding, Severity
from gkdoc.messages import _
from gkdoc.model import SeenReport
from gkdoc.read.document.identity import (
    UNKNOWN_AGENCY,
    Identity,
    identity_in,
    identity_of,
    no_identity,
)
from gkdoc.read.document.shown import Shown
from gkdoc.text.blocks import Block


def naming(
    shown: Shown, built: SeenReport | None = None
) -> tuple[Identity | None, tuple[Finding, ...]]:
    """Whose report it is, and what is to be said about that; None if nothing says for which year.

    `built` is the report that the file carries. A document that shows no part of a report is none.
    """
    identity = identity_of(shown.title, built)
    if identity is not None:
        return identity, ()
    if not shown.tables and not shown.outlines:
        return None, ()
    found = identity_in(shown.title, _words(shown), shown.signature)
    if found is None:
        return None, ()
    unknown = found.agency == UNKNOWN_AGENCY
    read = (
        _("年度按正文读作 {year}", year=found.year)
        if unknown
        else _("按正文读作{agency} {year} 年", agency=found.agency, year=found.year)
    )
    missing = _("，文件中没有写明机关，请填写") if unknown else ""
    return found, (
        Finding(
            "GK109",
            Severity.ERROR if unknown else Severity.WARNING,
            _(
                "{title}；{read}{missing}",
                title=no_identity(shown.title),
                read=read,
                missing=missing,
            ),
            "title",
            location=shown.locations.get("title"),
        ),
    )


def _words(shown: Shown) -> str:
    """All prose that was read."""
    return "\n".join(
        (block.heading or "") + (block.text or "")
        for outline in shown.outlines.values()
        for block in outline
        if isinstance(block, Block)
    )
