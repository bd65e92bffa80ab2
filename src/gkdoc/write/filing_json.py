"""A report as the JSON that filing systems exchange, and what of it that JSON cannot hold."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from gkdoc.findings import Finding, Severity
from gkdoc.formats.filing import FilingForm, filing_form
from gkdoc.messages import _
from gkdoc.model import SeenReport, StatutoryTable
from gkdoc.spec import Section, field_labels, form
from gkdoc.text.blocks import Block, Outline, Unsupported
from gkdoc.text.outlines import parse, render
from gkdoc.text.references import printed, reworded
from gkdoc.write.json_text import json_of
from gkdoc.write.tree import Tree, value_tree

LOSSES_RULE: Final = "GK121"
"""The finding about what a format cannot hold."""


def filing_json(report: SeenReport) -> str:
    """The JSON, ending in a line feed; `losses` lists what of the report is not in it.

    ValueError for a reference: resolve them first.
    """
    names = filing_form()
    tree: dict[str, Tree] = {
        names.envelope["title"][0]: report.full_title.replace("\n", ""),
        names.envelope["agency"][0]: report.agency,
        names.envelope["year"][0]: report.year,
        names.list_name: [
            {
                names.title_name: section.title,
                names.type_name: names.sections[section.key].type,
                names.sections[section.key].content[0]: content,
            }
            for section in form(names.edition).sections
            if (content := _content(report, section, names)) is not None
        ],
    }
    return json_of(tree)


def losses(report: SeenReport) -> tuple[Finding, ...]:
    """What of the report the JSON cannot hold, one finding for each thing."""
    return tuple(_losses(report))


def _content(report: SeenReport, section: Section, names: FilingForm) -> Tree:
    """What the section holds there; None for one that was not seen or cannot be held."""
    if not section.table:
        outline = report.prose.get(section.key)
        return render(reworded(_words(outline), printed)) if outline is not None else None
    own = report.tables.get(section.key)
    paths = names.tables.get(section.key)
    if own is None or paths is None or not paths.holds(own.values.spec):
        return None
    tree: dict[str, Any] = {}
    for ref, value in own.values.entered.items():
        if ref.row in paths.rows:
            *above, last = paths.path(ref).split(".")
            inner = tree
            for name in above:
                inner = inner.setdefault(name, {})
            inner[last] = value_tree(value)
    return tree


def _words(outline: Outline) -> Outline:
    return tuple(block for block in outline if isinstance(block, Block))


def _losses(report: SeenReport) -> Iterator[Finding]:
    labels = field_labels("report")
    if report.organ is not None:
        yield _lost("organ", labels["organ"], _("没有写入"))
    if report.introduction is not None and report.introduction.outline:
        yield _lost("introduction", labels["introduction"], _("没有写入"))
    for section in form(filing_form().edition).sections:
        if section.table and section.key in report.tables:
            yield from _lost_figures(report.tables[section.key], section)
        elif section.key in report.prose:
            yield from _lost_words(report.prose[section.key], section)
    if report.signature is not None:
        yield _lost("signature", labels["signature"], _("没有写入"))
    if report.waivers:
        yield _lost("waivers", labels["waivers"], _("没有写入"))


def _lost_figures(own: StatutoryTable, section: Section) -> Iterator[Finding]:
    edition, spec = filing_form().edition, own.values.spec
    names = filing_form().tables[section.key]
    if not names.holds(spec):
        message = _(
            "是 {edition} 年格式，报送格式只有 {edition2} 年格式的栏目，没有写入",
            edition=spec.edition,
            edition2=edition,
        )
        yield _lost(section.key, section.title, message)
        return
    if spec.edition != edition:
        message = _(
            "是 {edition} 年格式，读回时作 {edition2} 年格式",
            edition=spec.edition,
            edition2=edition,
        )
        yield _lost(section.key, section.title, message)
    for row, label in spec.row_labels.items():
        if row not in names.rows:
            yield _lost(
                f"{section.key}.{row}", label, _("没有分项，报送格式只有分项的栏目，没有写入")
            )


def _lost_words(outline: Outline, section: Section) -> Iterator[Finding]:
    for block in outline:
        if isinstance(block, Unsupported):
            yield _lost(
                section.key,
                section.title,
                _("里的{description}没有写入", description=block.description),
            )
    words = _words(outline)
    if parse(render(words)) != words:
        yield _lost(section.key, section.title, _("的层次、标题或段内换行，读回时按文字重新划分"))


def _lost(address: str, label: str, what: str) -> Finding:
    return Finding(
        LOSSES_RULE, Severity.WARNING, _("“{label}”{what}", label=label, what=what), address, label
    )
