"""Hypothesis strategies for reports: every kind of value, block and edition, and awkward words."""

from __future__ import annotations

import datetime
from decimal import Decimal
from random import Random
from typing import Any, get_args
from unicodedata import normalize

from hypothesis import strategies as st
from hypothesis.strategies import DrawFn, SearchStrategy

from gkdoc.errors import Refusal
from gkdoc.model import (
    BLANK,
    NOT_ENTERED,
    Applications,
    CellValue,
    Introduction,
    Organ,
    OrganKind,
    OrganLevel,
    OtherMatters,
    Overview,
    OwnFields,
    Proactive,
    Problems,
    Prose,
    Remedies,
    Report,
    Rollup,
    SeenReport,
    Signature,
    Site,
    StatutoryTable,
    TableValues,
    Text,
    Waiver,
)
from gkdoc.model.own_values import checked_value, is_name
from gkdoc.model.values import LIMIT
from gkdoc.pictures import cleaned
from gkdoc.read.data.figures import PLACEHOLDERS
from gkdoc.spec import CellRef, Kind, TableSpec, report_years, table
from gkdoc.text.blocks import Block, Level, Outline, Picture, PlainTable, Unsupported
from gkdoc.text.links import Link, literal
from gkdoc.text.outlines import parse
from tests.tools import pixels
from tests.tools.editions import EDITIONS

# What XML, YAML, JSON, Jinja, Word and the numbering of paragraphs each make something of.
AWKWARD = (
    *("&", "<", ">", '"', "'", "\\", "{{ x }}", "{%", "{#", "#}", "]]>", "&amp;", "%", "@", "`"),
    *("- ", "-", "# ", " #", ": ", "|", "~", "*", "!", "?", "[", "]", ",", "null", "no", "010"),
    *(
        "1.",
        "1、",
        "（一）",
        "（1）",
        "(1)",
        "(",
        ")",
        "（",
        "）",
        "一、",
        "一是",
        "。",
        "；",
        "，",
    ),
    *("𠮷", "“", "”", "‘", "〔2023〕", "：", "2023年", "5件", "96171.60", "％", "〇", "é", "⿰"),
    *("\u3000", "\u00a0", "\ufeff"),
)

# A lone 〖 is a reference that is not closed, and no report is built with one: test_references.
_signs = st.characters(
    exclude_categories=("Cc", "Cs", "Zl", "Zp"), exclude_characters="\ufffe\uffff〖"
)
_chunks = st.one_of(
    st.sampled_from(AWKWARD), _signs, st.sampled_from(("主动公开", "全年收到申请", "情况", "的"))
)

words = st.lists(_chunks, min_size=1, max_size=8).map("".join)
"""Words of one line, white space at their ends included."""

lines = words.map(str.strip).filter(bool)
"""Words of one line without white space at their ends."""

paragraphs = st.one_of(lines, st.lists(words, min_size=2, max_size=3).map("\n".join), words)
"""Words of a paragraph, which may hold line breaks."""

titles = st.one_of(lines, st.lists(lines, min_size=2, max_size=3).map("\n".join))
"""Titles in one line, or divided into lines."""

dates = st.dates(datetime.date(2009, 1, 1), datetime.date(2100, 12, 31))


@st.composite
def blocks(draw: DrawFn) -> Block:
    """A paragraph, a heading, a run-in heading or a numbered paragraph."""
    level: Level | None = draw(st.sampled_from((None, 2, 3, 4)))
    heading = draw(st.none() | words) if level is not None else None
    text = draw(paragraphs) if heading is None else draw(st.none() | paragraphs)
    return Block(level, heading, text)


unsupported = st.builds(Unsupported, words, st.just("") | words)


addresses = st.sampled_from(
    (
        "https://www.gov.cn/",
        "http://example.gov.cn:8080/a?b=1&c=%E4%B8%AD#d",
        "https://例子.cn/政府/(1)",
        "mailto:gk@example.gov.cn",
    )
)

_linked = st.lists(
    st.one_of(
        words.map(literal),
        st.builds(Link, lines, addresses).map(str),
        st.just("[文字](javascript:x)"),
    ),
    min_size=1,
    max_size=4,
).map("".join)
_line = _linked.map(str.strip).filter(bool)

pictures = st.builds(
    Picture,
    content=st.sampled_from((pixels.png(), pixels.jpeg(), cleaned(pixels.turned(16, 40, 6)))),
    alt=lines.map(literal),
    caption=st.none() | _line,
    width=st.none() | st.sampled_from(("80%", "100%", "120mm", "400mm", "5mm")),
)


@st.composite
def plain_tables(draw: DrawFn) -> PlainTable:
    """A table of the prose, empty cells, links and labels of the form among them."""
    columns = draw(st.integers(1, 3))
    cell = st.one_of(
        st.just(""), lines, _line, st.sampled_from(("行政许可", "总计", "一、总体情况"))
    )
    row = st.lists(cell, min_size=columns, max_size=columns).map(tuple)
    head, rows = draw(row), draw(st.lists(row, max_size=3).map(tuple))
    return PlainTable(head, rows, draw(st.none() | _line))


linked_blocks = st.one_of(
    st.builds(Block, text=_linked),
    st.builds(Block, st.sampled_from((2, 3, 4)), _linked, st.none() | _linked),
)
"""Paragraphs and headings with links in their words, and with what only looks like one."""


def outlines(*, whole: bool = False, beyond_text: bool = False) -> SearchStrategy[Outline]:
    """Outlines: what a text means, what only a list of blocks can say, and empty ones.

    With `whole`, none that cannot be built; with `beyond_text`, pictures, tables and links too.
    """
    written = st.lists(lines, max_size=5).map("\n".join).map(parse)
    block = blocks() if whole else st.one_of(blocks(), blocks(), unsupported)
    if beyond_text:
        block = st.one_of(block, linked_blocks, pictures, plain_tables())
    return st.one_of(written, st.lists(block, max_size=4).map(tuple))


whole_numbers = st.one_of(st.integers(0, 30), st.integers(0, LIMIT - 1))

decimals = st.builds(
    lambda whole, digits: Decimal(f"{whole}.{digits}"),
    st.integers(0, 10**6),
    st.text("0123456789", min_size=1, max_size=6),
)
"""Decimals that keep their digits: 96171.60 is not 96171.6."""

placeholders = st.sampled_from(PLACEHOLDERS).map(Text)


def figures(
    kind: Kind, *, whole: bool = False, misprints: bool = False
) -> SearchStrategy[CellValue]:
    """What may stand in a cell; with `whole`, in a data file that a report is built from.

    With `misprints`, a decimal may stand where the form asks for a count.
    """
    numbers: dict[Kind, SearchStrategy[CellValue]] = {
        Kind.COUNT: whole_numbers,
        Kind.DECIMAL: st.one_of(whole_numbers, decimals),
        Kind.SIGNED: st.one_of(whole_numbers, whole_numbers.map(lambda number: -number)),
    }
    usual: SearchStrategy[CellValue] = st.one_of(numbers[kind], st.just(BLANK), placeholders)
    if whole:
        return usual
    found = st.one_of(usual, words.filter(str.strip).map(Text), st.just(NOT_ENTERED))
    return st.one_of(found, decimals) if misprints else found


@st.composite
def tables(
    draw: DrawFn, kind: type[StatutoryTable], *, whole: bool = False, misprints: bool = False
) -> StatutoryTable:
    """A table of either edition, with undivided rows where reports print them.

    With `whole`, every figure that cannot be computed is entered.
    """
    spec: TableSpec = table(kind.key, draw(st.sampled_from(EDITIONS)))
    if draw(st.booleans()):
        spec = spec.undivided
    # Drawing 175 cells one by one is slow: a few values are drawn and spread over the table.
    pools = {
        value_kind: draw(
            st.lists(figures(value_kind, whole=whole, misprints=misprints), min_size=1, max_size=5)
        )
        for value_kind in Kind
    }
    spread = Random(draw(st.integers(0, 2**16)))  # noqa: S311 - no secrets here
    gaps = draw(st.sampled_from((0.0, 0.3, 1.0)))
    totals = {total.total for total in spec.sums}
    entered: dict[CellRef, CellValue] = {}
    for ref, cell in spec.cells.items():
        value = spread.choice(pools[cell.kind])
        may_lack = not whole or ref in totals
        entered[ref] = NOT_ENTERED if may_lack and spread.random() < gaps else value
    return kind(TableValues(spec, entered))


signatures = st.builds(Signature, agency=lines, date=dates)

waivers = st.builds(
    Waiver,
    rule=st.sampled_from(("GK301", "GK601")),
    address=st.sampled_from(("applications.total.total", "overview.2")),
    value=st.one_of(st.just(""), st.integers(0, 99).map(str), lines),
    by=lines,
    date=dates,
    reason=lines,
)

organs = st.builds(
    Organ,
    kind=st.none() | st.sampled_from(get_args(OrganKind)),
    level=st.none() | st.sampled_from(get_args(OrganLevel)),
)


rollups = st.builds(
    Rollup,
    units=st.lists(lines, max_size=3).map(tuple),
    incomplete=st.lists(lines, max_size=2).map(tuple),
)


@st.composite
def reports(draw: DrawFn, *, misprints: bool = False) -> SeenReport:
    """Any report, also one with sections missing.

    With `misprints`, decimals may stand where counts belong, as in documents that were read.
    """
    return SeenReport(**_content(draw, whole=False, misprints=misprints))


@st.composite
def whole_reports(draw: DrawFn, *, beyond_text: bool = False) -> Report:
    """Any report that a document can be built from.

    With `beyond_text` its prose has pictures, plain tables and links too.
    """
    content = _content(draw, whole=True, misprints=False, beyond_text=beyond_text)
    return Report(**content)


def _content(
    draw: DrawFn, *, whole: bool, misprints: bool, beyond_text: bool = False
) -> dict[str, Any]:
    def perhaps(strategy: SearchStrategy[object]) -> object:
        return draw(strategy) if whole or draw(st.integers(0, 4)) else None

    def prose(kind: type[Prose]) -> SearchStrategy[object]:
        return outlines(whole=whole, beyond_text=beyond_text).map(kind)

    return {
        "introduction": draw(st.none() | prose(Introduction)),
        "overview": perhaps(prose(Overview)),
        "proactive": perhaps(tables(Proactive, whole=whole, misprints=misprints)),
        "applications": perhaps(tables(Applications, whole=whole, misprints=misprints)),
        "remedies": perhaps(tables(Remedies, whole=whole, misprints=misprints)),
        "problems": perhaps(prose(Problems)),
        "other_matters": perhaps(prose(OtherMatters)),
        "organ": draw(st.none() | organs),
        "title": draw(titles) if draw(st.booleans()) else None,
        "signature": draw(st.none() | signatures),
        "waivers": tuple(draw(st.lists(waivers, max_size=2))),
        "rollup": draw(st.none() | rollups),
        "year": draw(st.integers(report_years()[0], report_years()[-1])),
        "agency": draw(lines),
    }


def _named(name: str) -> bool:
    return name == normalize("NFC", name) and is_name(name) and name not in {"site", "站点"}


field_names = st.one_of(
    st.sampled_from(("联系人", "电话", "文号", "x", "not", "null", "on", "items", "第1项", "é")),
    st.text(st.characters(categories=("L", "Nd"), include_characters="_"), max_size=8),
).filter(_named)
"""Names of fields of one's own."""

_field_texts = st.lists(lines, min_size=1, max_size=3).map("\n".join)


def _is_text(written: str) -> bool:
    try:
        return checked_value(written) == written
    except Refusal:
        return False


field_values = st.one_of(
    _field_texts.filter(_is_text),
    st.sampled_from(("5", "96171.60", "010", "~", "true", "2024年1月5日")),
    st.integers(-(10**6), 10**18 - 1),
    decimals,
    dates,
)
"""Values of fields of one's own, but for pictures."""

sites = st.builds(
    Site, name=st.none() | lines.filter(_is_text), url=st.none() | lines.filter(_is_text)
).filter(lambda site: bool(site.given))

own_fields = st.builds(
    lambda own, site: OwnFields(own | ({"site": site} if site else {})),
    st.dictionaries(field_names, field_values, max_size=5),
    st.none() | sites,
)
"""Fields of one's own."""
