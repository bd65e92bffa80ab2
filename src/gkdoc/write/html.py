"""A report as one web page: the same characters as the Word file, from the same grids.

No script, nothing fetched: the page can be put on a website as it is, or sent by mail.
"""

from __future__ import annotations

import json
from base64 import b64encode
from collections.abc import Iterator
from html import escape
from itertools import pairwise
from typing import Final

from gkdoc.formats.page import CARRIED_EDITIONS, CARRIED_REPORT, PLAIN_TABLE
from gkdoc.layout.grid import Grid, GridCell, Role, lay_out
from gkdoc.model import Report, SeenReport, Signature, StatutoryTable, TableValues, printed
from gkdoc.pictures import measured
from gkdoc.spec import Orientation, edition_for
from gkdoc.text.blocks import AnyBlock, Block, Outline, Picture, PlainTable, Unsupported
from gkdoc.text.links import Link, pieces, shown
from gkdoc.text.outlines import number
from gkdoc.text.references import printed as printed_words
from gkdoc.text.references import reworded
from gkdoc.write.tree import tree_of

_STYLE: Final = """\
:root { color-scheme: light; }
* { box-sizing: border-box; }
body {
  margin: 0; color: #000; background: #fff; line-height: 1.8; font-size: 1.125rem;
  font-family: 仿宋_GB2312, 仿宋, FangSong, STFangsong, "Noto Serif CJK SC", serif;
}
main { max-width: 46rem; margin: 0 auto; padding: 1.5rem 1rem 3rem; }
h1 {
  margin: 1rem 0 2rem; text-align: center; text-wrap: balance; line-height: 1.4;
  font: 400 clamp(1.4rem, 5vw, 2rem) 方正小标宋简体, 宋体, SimSun, "Noto Serif CJK SC", serif;
}
h2, .heading-1 { font: 400 1em 黑体, SimHei, "PingFang SC", "Noto Sans CJK SC", sans-serif; }
h3, .heading-2 { font: 400 1em 楷体_GB2312, 楷体, KaiTi, STKaiti, serif; }
h4, h5 { font: 400 1em 仿宋_GB2312, 仿宋, FangSong, STFangsong, serif; }
h2, h3, h4, h5, p { margin: 0; text-indent: 2em; line-height: 1.8; overflow-wrap: anywhere; }
h2 { margin-top: 1.2em; }
.table { margin: 1rem 0; overflow-x: auto; }
table {
  width: 100%; border-collapse: collapse; line-height: 1.35; font-size: .875rem;
  font-family: 宋体, SimSun, "Noto Serif CJK SC", serif;
}
caption { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
th, td { border: 1px solid #000; padding: .3em .25em; font-weight: 400; text-align: center; }
th.title, th.label { text-align: left; }
td.figure { white-space: nowrap; font-variant-numeric: tabular-nums; }
td.note { font-family: 楷体_GB2312, 楷体, KaiTi, STKaiti, serif; }
figure { margin: 1rem 0; text-align: center; }
img { max-width: 100%; height: auto; vertical-align: middle; }
figcaption, .plain caption { text-align: center; font-size: 1rem; overflow-wrap: anywhere; }
.plain caption { position: static; width: auto; height: auto; overflow: visible; clip-path: none; }
.plain th, .plain td { overflow-wrap: anywhere; }
.signature { display: table; margin: 2em 2em 0 auto; text-align: center; }
.signature p { text-indent: 0; }
@media (max-width: 40rem) { .wide table { min-width: 44rem; } }
@media print { main { max-width: none; } tr { break-inside: avoid; } }
"""

_WIDE: Final = 6
"""A table of more columns than a phone can show is moved sideways inside its frame."""


def html_page(report: Report, *, plain: bool = False) -> str:
    """The page, UTF-8 without a byte order mark once it is encoded.

    `report` is as it is printed: with all totals, its references resolved.
    Unless the page is to be `plain`, what it does not show (机关性质, 豁免, the lines of the title)
    stands in its head, so that it is read as the same report. ValueError for a reference, and for
    prose that an outline cannot carry.
    """
    title = escape(report.full_title.replace("\n", ""))
    return (
        '<!DOCTYPE html>\n<html lang="zh-CN">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"{_carried(report, plain=plain)}<title>{title}</title>\n"
        f"<style>\n{_STYLE}</style>\n</head>\n"
        "<body>\n<main>\n"
        f"<h1>{title}</h1>\n{''.join(_body(report))}</main>\n</body>\n</html>\n"
    )


def _carried(report: Report, *, plain: bool) -> str:
    """The parts of a report that the page itself cannot say, for its head."""
    unseen = SeenReport(agency=report.agency, year=report.year) if plain else _unseen(report)
    tree = {key: value for key, value in tree_of(unseen).items() if key != "edition"}
    said = {
        CARRIED_REPORT: json.dumps(tree, ensure_ascii=False),
        CARRIED_EDITIONS: " ".join(report.editions.values()),
    }
    return "".join(
        f'<meta name="{name}" content="{escape(content)}">\n' for name, content in said.items()
    )


def _unseen(report: Report) -> SeenReport:
    """The report without all that the page shows."""
    introduction = report.introduction
    empty = introduction is not None and not introduction.outline
    return SeenReport(
        agency=report.agency,
        year=report.year,
        organ=report.organ,
        title=report.title,
        introduction=introduction if empty else None,
        waivers=report.waivers,
        rollup=report.rollup,
    )


def _body(report: Report) -> Iterator[str]:
    prose, tables = report.prose, report.tables
    yield _outline(prose.get("introduction", ()))
    for section in edition_for(report.year).sections:
        yield f"<h2>{escape(section.title)}</h2>\n"
        yield _table(tables[section.key]) if section.table else _outline(prose[section.key])
    if report.signature is not None:
        yield _signature(report.signature)


def _outline(outline: Outline) -> str:
    shown = reworded(outline, printed_words)
    return "".join(
        _block(block, ordinal) for block, ordinal in zip(shown, number(shown), strict=True)
    )


def _block(block: AnyBlock, ordinal: str) -> str:
    match block:
        case Block():
            return _paragraph(block, ordinal)
        case Picture():
            return _picture(block)
        case PlainTable():
            return _plain_table(block)
        case Unsupported():
            raise ValueError(f"{block.description} cannot be written as prose")


def _paragraph(block: Block, ordinal: str) -> str:
    if block.level is None:
        return f"<p>{_linked(block.text or '')}</p>\n"
    opening = _words(ordinal) + _linked(block.heading or "")
    if block.text is None:
        # The title of a section is h2.
        return f"<h{block.level + 1}>{opening}</h{block.level + 1}>\n"
    return f'<p><span class="heading-{block.level}">{opening}</span>{_linked(block.text)}</p>\n'


def _picture(picture: Picture) -> str:
    """The picture inside the page, so that the page stays one file."""
    address = f"data:image/{measured(picture.content).kind};base64,"
    width = f' style="width: {escape(picture.width)}"' if picture.width is not None else ""
    caption = (
        "" if picture.caption is None else f"<figcaption>{_linked(picture.caption)}</figcaption>"
    )
    return (
        f'<figure><img src="{address}{b64encode(picture.content).decode()}"'
        f' alt="{escape(shown(picture.alt))}"{width}>{caption}</figure>\n'
    )


def _plain_table(table: PlainTable) -> str:
    heads = "".join(f'<th scope="col">{_linked(words)}</th>' for words in table.head)
    rows = "".join(
        f"<tr>{''.join(f'<td>{_linked(words)}</td>' for words in row)}</tr>\n" for row in table.rows
    )
    caption = "" if table.caption is None else f"<caption>{_linked(table.caption)}</caption>\n"
    wide = " wide" if len(table.head) > _WIDE else ""
    return (
        f'<div class="table{wide}" role="group" tabindex="0">\n<table class="{PLAIN_TABLE}">\n'
        f"{caption}<thead>\n<tr>{heads}</tr>\n</thead>\n<tbody>\n{rows}</tbody>\n</table>\n</div>\n"
    )


def _signature(signature: Signature) -> str:
    day = signature.date
    return (
        f'<div class="signature">\n<p>{_words(signature.agency)}</p>\n'
        f'<p><time datetime="{day.isoformat()}">{day.year}年{day.month}月{day.day}日</time></p>\n'
        "</div>\n"
    )


def _table(table: StatutoryTable) -> str:
    grid = lay_out(table.values.spec)
    title = escape(grid.spec.title)
    wide = " wide" if grid.spec.shape[1] > _WIDE else ""
    rows = [f"<tr>{''.join(_cell(cell, table.values) for cell in row)}</tr>\n" for row in grid.rows]
    return (
        f'<div class="table{wide}" role="region" aria-label="{title}" tabindex="0">\n<table>\n'
        f"<caption>{title}</caption>\n{''.join(_groups(grid, rows))}</table>\n</div>\n"
    )


def _groups(grid: Grid, rows: list[str]) -> Iterator[str]:
    """The rows in groups: heads apart, and a group for each block that has a title."""
    heads = grid.header_rows
    if heads:
        yield f"<thead>\n{''.join(rows[:heads])}</thead>\n"
    starts = [index for index, row in enumerate(grid.rows) if row and row[0].role is Role.TITLE]
    bounds = [*(starts or [heads]), len(rows)]
    for start, stop in pairwise(bounds):
        yield f"<tbody>\n{''.join(rows[start:stop])}</tbody>\n"


def _cell(cell: GridCell, values: TableValues) -> str:
    spans = f' colspan="{cell.columns}"' if cell.columns > 1 else ""
    spans += f' rowspan="{cell.rows}"' if cell.rows > 1 else ""
    if cell.ref is not None:
        return f'<td class="figure"{spans}>{_words(printed(values.at(cell.ref)))}</td>'
    across = values.spec.orientation is Orientation.ACROSS
    centred = across or values.spec.label_columns == 1
    opening = {
        Role.NOTE: 'td class="note"',
        Role.TITLE: 'th class="title" scope="rowgroup"',
        Role.HEAD: 'th scope="col"',
    }.get(cell.role, 'th scope="row"' if centred else 'th class="label" scope="row"')
    return f"<{opening}{spans}>{_words(cell.text)}</{opening[:2]}>"


def _linked(text: str) -> str:
    """The words with their links, which go to http, https and mailto only."""
    return "".join(
        f'<a href="{escape(piece.address)}" rel="noopener noreferrer">{_words(piece.words)}</a>'
        if isinstance(piece, Link)
        else _words(piece)
        for piece in pieces(text)
    )


def _words(text: str) -> str:
    return escape(text, quote=False).replace("\n", "<br>")
