"""A report as the JSON that filing systems exchange, and what of it that JSON cannot hold."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, TypeAlias

from attrs import evolve

from gkdoc.findings import Finding, Severity
from gkdoc.formats.filing import FilingForm, filing_form
from gkdoc.messages import Listed, Message, _
from gkdoc.model import SeenReport, StatutoryTable
from gkdoc.spec import Section, field_labels, form
from gkdoc.text.blocks import Block, Outline
from gkdoc.text.links import Link, pieces, shown
from gkdoc.text.outlines import parse, render
from gkdoc.text.references import printed
from gkdoc.write.json_text import json_of
from gkdoc.write.tree import Tree, nested, value_tree

LOSSES_RULE: Final = "GK121"
"""The finding about what a format cannot hold."""

_Loss: TypeAlias = tuple[str, str, Message]
"""The address and the label of what is lost, and what happens to it."""


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
    """A finding for each thing in the report that the JSON cannot hold."""
    return tuple(
        Finding(
            LOSSES_RULE,
            Severity.WARNING,
            _("“{label}”{what}", label=label, what=what),
            address,
            label,
        )
        for address, label, what in _lost(report)
    )


def _content(report: SeenReport, section: Section, names: FilingForm) -> Tree:
    """The content of the section there; None for one that was not seen or cannot be held."""
    if not section.table:
        outline = report.prose.get(section.key)
        return render(_as_seen(_words(outline))) if outline is not None else None
    own = report.tables.get(section.key)
    paths = names.tables.get(section.key)
    if own is None or paths is None or not paths.holds(own.values.spec):
        return None
    return nested(
        (paths.path(ref), value_tree(value))
        for ref, value in own.values.entered.items()
        if ref.row in paths.rows
    )


def _words(outline: Outline) -> tuple[Block, ...]:
    return tuple(block for block in outline if isinstance(block, Block))


def _as_seen(blocks: tuple[Block, ...]) -> Outline:
    """The paragraphs with each literal 〖 once, and of each link the words."""

    def seen(words: str | None) -> str | None:
        return None if words is None else shown(printed(words))

    return tuple(evolve(it, heading=seen(it.heading), text=seen(it.text)) for it in blocks)


def _links(block: Block) -> list[Link]:
    words = (block.heading or "", block.text or "")
    return [piece for part in words for piece in pieces(part) if isinstance(piece, Link)]


def _lost(report: SeenReport) -> Iterator[_Loss]:
    prose = report.prose
    yield from _left_out(organ=report.organ, introduction=prose.get("introduction"))
    for section in form(filing_form().edition).sections:
        if section.table and section.key in report.tables:
            yield from _lost_figures(report.tables[section.key], section)
        elif section.key in prose:
            yield from _lost_words(prose[section.key], section)
    yield from _left_out(signature=report.signature, fields=report.fields)
    yield from _left_out(waivers=report.waivers, rollup=report.rollup)


def _left_out(**parts: object) -> Iterator[_Loss]:
    labels = field_labels("report")
    yield from ((key, labels[key], _("没有写入")) for key, part in parts.items() if part)


def _lost_figures(own: StatutoryTable, section: Section) -> Iterator[_Loss]:
    edition, spec = filing_form().edition, own.values.spec
    names = filing_form().tables[section.key]
    if not names.holds(spec):
        message = _(
            "是 {edition} 年格式，报送格式只有 {edition2} 年格式的栏目，没有写入",
            edition=spec.edition,
            edition2=edition,
        )
        yield section.key, section.title, message
        return
    if spec.edition != edition:
        message = _(
            "是 {edition} 年格式，读回时作 {edition2} 年格式",
            edition=spec.edition,
            edition2=edition,
        )
        yield section.key, section.title, message
    message = _("没有分项，报送格式只有分项的栏目，没有写入")
    for row, label in spec.row_labels.items():
        if row not in names.rows:
            yield f"{section.key}.{row}", label, message


def _lost_words(outline: Outline, section: Section) -> Iterator[_Loss]:
    for number, block in enumerate(outline, start=1):
        address = f"{section.key}.{number}"
        label = _("{section} · 第 {number} 段", section=section.title, number=number)
        if not isinstance(block, Block):
            yield address, label, _("是{description}，没有写入", description=block.description)
        elif found := _links(block):
            addresses = Listed("、", [link.address for link in found])
            yield address, label, _("里的链接只写文字，没有写地址 {addresses}", addresses=addresses)
    words = _as_seen(_words(outline))
    if parse(render(words)) != words:
        message = _("的层次、标题或段内换行，读回时按文字重新划分")
        yield section.key, section.title, message
