"""Reports whose print is measured: the examples, and what is at the edge of the layout."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Final

from attrs import evolve, frozen

import gkdoc
from gkdoc.layout.options import STANDARD, Layout
from gkdoc.model import (
    BLANK,
    Applications,
    Introduction,
    OtherMatters,
    Overview,
    Proactive,
    Problems,
    Remedies,
    Report,
    Text,
)
from gkdoc.spec import CellRef
from gkdoc.text.blocks import Block
from gkdoc.text.outlines import parse
from tests.tools.places import ROOT
from tests.tools.reports import signed, small, with_tables

EXAMPLES: Final = tuple(path.stem for path in sorted((ROOT / "examples").glob("*.yaml")))

NATIVE: Final = Layout(native_numbering=True)


@frozen
class Case:
    """A report to be printed, and the choices that it is built with."""

    report: Report
    layout: Layout = STANDARD

    def document(self) -> bytes:
        """The Word file, read back; figures that are chosen for their width need not agree."""
        built = gkdoc.build(self.report, layout=self.layout, verify=True, force=True).document
        assert built is not None
        return built


@cache
def cases() -> Mapping[str, Case]:
    """Every case by its name."""
    return dict(_cases())


def _cases() -> Iterator[tuple[str, Case]]:
    for name in EXAMPLES:
        yield name, Case(gkdoc.load(ROOT / "examples" / f"{name}.yaml"))
    yield from _figures()
    yield from _names()
    yield from _prose()
    yield from _signatures()
    yield "native-numbering", Case(_four_levels(), NATIVE)
    yield "native-example", Case(gkdoc.load(ROOT / "examples" / f"{EXAMPLES[0]}.yaml"), NATIVE)
    yield "small-figures", Case(small(), Layout(figure_size=6.5))


def _figures() -> Iterator[tuple[str, Case]]:
    for digits in range(1, 8):
        yield f"figures-of-{digits}", Case(small(value=int("8" * digits)))
    for digits in (4, 7):
        wide = with_tables(small(year=2019), int("8" * digits))
        yield f"figures-of-{digits}-in-2019", Case(wide)
    fees = CellRef("proactive", "fees", "amount")
    report = small()
    assert report.proactive is not None
    money = report.proactive.values.changed({fees: Decimal("1234567.8901")})
    yield "fees-with-decimals", Case(evolve(report, proactive=Proactive(money)))
    yield "blanks", Case(with_tables(report, BLANK))
    strokes = with_tables(report, Text("/"))
    yield "strokes", Case(strokes)
    yield "texts", Case(_with_texts(strokes))
    # Every row of table three is several lines high: it cannot stay on one page.
    long = Text("详见本机关网站公布的说明")
    assert report.applications is not None
    rows = {ref: long for ref in report.applications.values.spec.cells if ref.column == "other"}
    split = Applications(report.applications.values.changed(rows))
    yield "table-split", Case(evolve(report, applications=split))
    assert report.remedies is not None
    high = report.remedies.values.changed(dict.fromkeys(report.remedies.values.spec.cells, long))
    yield "table-high", Case(evolve(report, remedies=Remedies(high)))


def _with_texts(report: Report) -> Report:
    """`report` with a figure and its unit in tables two and four and in one row of table three."""
    money = Text("251000元")
    tables = {
        key: evolve(
            table,
            values=table.values.changed(
                {
                    ref: money
                    for ref in table.values.spec.cells
                    if key != "applications" or ref.row == "received"
                }
            ),
        )
        for key, table in report.tables.items()
    }
    return evolve(report, **tables)  # type: ignore[arg-type]


def _names() -> Iterator[tuple[str, Case]]:
    names = (
        "青禾县财政局",
        "云川市公共资源交易中心",
        "国家税务总局云川省云川市青禾区税务局",
        "云川自治区青禾自治州澄江自治县人民政府办公室",
        "云川省云川市国家农业高新技术产业示范区管理委员会综合执法局",
        "云川省云川市青禾经济技术开发区管理委员会人力资源和社会保障局办公室",
        "云川省云川市青禾国家高新技术产业开发区管理委员会城市管理和综合行政执法监督局",
    )
    for name in names:
        yield f"agency-of-{len(name)}", Case(signed(small(name), name, date(2024, 1, 31)))


def _prose() -> Iterator[tuple[str, Case]]:
    report = small()
    yield (
        "no-words",
        Case(
            evolve(
                report,
                overview=Overview(()),
                problems=Problems(()),
                other_matters=OtherMatters(()),
            )
        ),
    )
    # As the standard counts: 22 lines of 28 characters, without a mark that moves one of them.
    yield "plain", Case(evolve(report, overview=Overview((Block(text="国" * 28 * 22 * 3),))))
    introduction = Introduction(parse("本报告由云川市财政局编制。" * 20))
    yield "introduction", Case(evolve(report, introduction=introduction))
    yield "four-levels", Case(_four_levels())
    yield "line-ends", Case(evolve(report, overview=Overview(tuple(_line_ends()))))
    yield "marks-at-line-ends", Case(evolve(report, overview=Overview(tuple(_marks()))))
    yield "heading-at-page-end", Case(evolve(report, overview=Overview(tuple(_page_end()))))
    paragraph = "坚持以公开为常态、不公开为例外，把政府信息公开贯穿政务运行全过程。" * 12
    yield (
        "two-hundred-pages",
        Case(evolve(report, overview=Overview((Block(text=paragraph),) * 290))),
    )


def _four_levels() -> Report:
    text = "\n".join(
        line
        for second in "一二三"
        for line in (
            f"（{second}）主动公开情况",
            "各级标题单独成行，正文另起一段。",
            "1.政策文件",
            "（1）制发情况",
            "全年制发文件12件，均已公开。",
            "（2）清理情况。全年清理文件3件，均已标注效力状态，并在政策文件库中同步更新，便于查阅。",
            "2.政策解读。解读材料与文件同步起草、同步审签、同步发布，形式以图解、短视频、问答为主。",
            "3.全年召开新闻发布会24场，由起草部门负责人到场答问，答复来信3170封。",
        )
    )
    return evolve(small(), overview=Overview(parse(text)), problems=Problems(parse(text)))


def _line_ends() -> Iterator[Block]:
    """Years and figures with their units, moved along the end of the line sign by sign."""
    for shift in range(28):
        before = "公" * shift
        yield Block(
            text=f"{before}截至2024年12月31日，收到申请1234567件，收费57352.18万元，占55.56%。"
        )


def _marks() -> Iterator[Block]:
    """Marks that must not begin or end a line, moved along the end of the line."""
    for shift in range(28):
        before = "公" * (shift + 10)
        yield Block(
            text=f"{before}《条例》（国务院令第711号）、“三同步”：政策，解读；〔2021〕30号。" * 2
        )


def _page_end() -> Iterator[Block]:
    """Headings on every line of a page: one of them would be the last."""
    for lines in range(12):
        yield Block(2, "标题单独成行", None)
        yield Block(text="正" * (27 + 28 * (lines % 3)))


def _signatures() -> Iterator[tuple[str, Case]]:
    report = small()
    yield "signature-short", Case(signed(report, "财政局", date(2024, 12, 31)))
    yield "signature-equal", Case(signed(report, "云川市财政局", date(2024, 1, 5)))
    yield (
        "signature-long",
        Case(signed(report, "国家税务总局云川省云川市青禾区税务局", date(2024, 1, 5))),
    )
    # The text ends on each of the last lines of a page.
    for lines in range(5, 12):
        paragraphs = (Block(text="一" * (27 + 28 * (lines - 1))), Block(text="二" * (27 + 28 * 2)))
        ending = evolve(report, other_matters=OtherMatters(paragraphs))
        yield f"signature-after-{lines}", Case(signed(ending, "云川市财政局", date(2024, 1, 5)))
