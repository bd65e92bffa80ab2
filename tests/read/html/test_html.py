"""Web pages as reports: our own exactly, others by their labels, broken ones refused."""

from __future__ import annotations

import datetime
import json
import re
from base64 import b64encode
from collections.abc import Callable, Sequence
from html import escape
from pathlib import Path

import pytest
from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st

import gkdoc.api
from gkdoc.findings import Severity
from gkdoc.model import (
    BLANK,
    NOT_ENTERED,
    CellValue,
    Report,
    Signature,
    Text,
    in_print,
    usual_title,
)
from gkdoc.read import Reading, read_file
from gkdoc.read.html import read_html
from gkdoc.spec import form, newest
from gkdoc.text.blocks import AnyBlock, Block, Picture, PlainTable, Unsupported
from gkdoc.text.marks import marks_in
from gkdoc.text.outlines import render
from gkdoc.write.html import html_page
from tests.tools.copies import on_a_page
from tests.tools.illustrated import CHART, illustrated
from tests.tools.places import ROOT
from tests.tools.reports import small
from tests.tools.strategies import whole_reports

TITLE = usual_title("甲局", 2023)


def as_printed(report: Report) -> Report:
    """The report with all its totals, in the rows of its form: what a page can show."""
    printed_report = gkdoc.api.build(report, force=True).report
    assert printed_report is not None
    return printed_report


@settings(max_examples=60, deadline=None)
@given(whole_reports())
def test_what_is_written_is_read(report: Report) -> None:
    """Any report, and what its page does not show."""
    whole = as_printed(report)
    page = html_page(whole)
    reading = read_html(page.encode())
    assert reading.report == whole
    # The sign that stands for a damaged one is said wherever it is found.
    damaged = {"GK007"} if "\ufffd" in page else set()
    assert {finding.rule for finding in reading.findings} == damaged


@settings(max_examples=30, deadline=None)
@given(whole_reports())
def test_a_plain_page_holds_what_it_shows(report: Report) -> None:
    """Without what is not shown, nothing of it is in the page; everything else is read."""
    whole = as_printed(report)
    read = read_html(html_page(whole, plain=True).encode()).report
    usual = usual_title(whole.agency, whole.year)
    title = whole.full_title.replace("\n", "")
    shown = whole.introduction if whole.introduction and whole.introduction.outline else None
    assert read == evolve(
        whole,
        organ=None,
        waivers=(),
        rollup=None,
        introduction=shown,
        title=title if title != usual else None,
    )


SMALL = as_printed(small())
PAGE = html_page(SMALL)


def page_carrying(content: str) -> bytes:
    """One of our own pages, with this in the place of what it does not show."""
    carried = re.search('name="gkdoc:report" content="([^"]*)"', PAGE)
    assert carried is not None
    return PAGE.replace(carried[1], escape(content)).encode()


# A file with a NUL in it is no text: it is refused, whatever it is.
WORDS = st.text(st.characters(exclude_characters="\0", codec="utf-8"), max_size=60)


@settings(deadline=None)
@given(WORDS | st.recursive(st.text(max_size=5), st.lists).map(json.dumps))
def test_what_a_page_carries_may_be_anything(content: str) -> None:
    """A page whose head somebody damaged is read by its words, as any other."""
    reading = read_html(page_carrying(content))
    assert reading.report.tables == SMALL.tables
    assert reading.report.full_title == SMALL.full_title


@pytest.mark.parametrize("content", ["[" * 100_000, '{"a":' * 100_000, "9" * 100_000])
def test_what_a_page_carries_may_be_endless(content: str) -> None:
    """Neither depth nor length of what stands in the head stops the reading."""
    assert read_html(page_carrying(content)).report.full_title == small().full_title


@pytest.mark.parametrize("plain", [False, True])
def test_pictures_tables_and_links_are_read(plain: bool) -> None:  # noqa: FBT001
    """Bytes, words, captions, widths and addresses; whether the page carries anything or not."""
    report = illustrated()
    reading = read_html(html_page(in_print(report).report, plain=plain).encode())
    assert reading.report.prose == report.prose
    assert reading.findings == ()


def test_the_title_that_is_shown_counts() -> None:
    """A title that somebody changed in the page is the title."""
    page = html_page(as_printed(evolve(small(), title="甲局2023年\n年度报告")))
    assert read_html(page.encode()).report.title == "甲局2023年\n年度报告"
    changed = page.replace("<h1>甲局2023年年度报告", f"<h1>{usual_title('乙局', 2022)}")
    assert read_html(changed.encode()).report.full_title == usual_title("乙局", 2022)


# Pages of other programs


def page_of(body: str, *, head: str = "") -> bytes:
    """A page with this body, UTF-8."""
    return f"<!DOCTYPE html><html><head>{head}</head><body>{body}</body></html>".encode()


def prose_page(*overview: str, title: str = f"<h1>{TITLE}</h1>", around: str = "{}") -> bytes:
    """A page whose first section holds this markup; the other five hold a line or nothing."""
    first, *others = (section.title for section in newest().sections)
    sections = "".join(f"<p>{other}</p><p>无。</p>" for other in others)
    return page_of(around.format(f"{title}<p>{first}</p>{''.join(overview)}{sections}"))


def overview(*markup: str) -> tuple[AnyBlock, ...]:
    """The first section, as read from this markup."""
    section = read_html(prose_page(*markup)).report.overview
    assert section is not None
    return section.outline


def texts(outline: tuple[AnyBlock, ...]) -> list[str | None]:
    """The texts of plain paragraphs."""
    return [block.text if isinstance(block, Block) else None for block in outline]


@pytest.mark.parametrize(
    ("markup", "lines"),
    [
        ("<p>甲。</p><p>乙。</p>", ["甲。", "乙。"]),
        ("<div>甲。<br><br/>乙。</div>", ["甲。", "乙。"]),
        ("甲。<div>乙。</div>丙。", ["甲。", "乙。", "丙。"]),
        ("<p>甲<b>乙</b><span>丙</span>。", ["甲乙丙。"]),
        ("<p>\n  甲\n  乙 丙  \n</p>", ["甲乙 丙"]),
        ("<p>&nbsp;&emsp;　甲&nbsp;</p>", ["甲"]),
        ("<p>新增 5\n 件，Word\n文件</p>", ["新增 5 件，Word 文件"]),
        ("<p>甲<!-- 乙 --><script>丙</script><style>丁</style></p>", ["甲"]),
        ("<p>甲<span style='DISPLAY: none'>乙</span><i hidden>丙</i></p>", ["甲"]),
        ("<p>面积5m<sup>2</sup>，CO<sub>2</sub></p>", ["面积5m²，CO₂"]),
        ("<p>甲\u200b乙\ufeff</p>", ["甲乙"]),
        ("<p><a href=x>甲</a>乙</p>", ["甲乙"]),
        ("<section><article><p>甲<p>乙</article></section>", ["甲", "乙"]),
        ("<p>1 &lt; 2 &amp; {{ x }}</p>", ["1 < 2 & {{ x }}"]),
        ("<p>甲<input type=text value=乙><input type=hidden value=丙></p>", ["甲乙"]),
    ],
)
def test_lines_as_a_browser_shows_them(markup: str, lines: list[str]) -> None:
    """Blocks and breaks end a line, white space collapses, what is hidden is not there."""
    assert texts(overview(markup)) == lines


def test_numbers_of_lists_are_shown() -> None:
    """A browser counts the items of ol; typed numbers are not counted twice."""
    assert overview("<p>（一）甲</p><ol><li>乙</li><li>丙</li></ol>") == (
        Block(2, "甲", None),
        Block(3, "乙", None),
        Block(3, "丙", None),
    )
    assert overview("<ol><li>1.乙</li></ol>") == (Block(3, "乙", None),)


@pytest.mark.parametrize("mark", ["b", "strong", "span style='font-weight: 700'"])
def test_words_in_bold_head_their_paragraph(mark: str) -> None:
    """Where the words alone would not tell: a heading with commas, and a long one."""
    heading = "加强组织领导，健全工作机制，落实工作责任，强化监督保障。"
    end = mark.partition(" ")[0]
    assert overview(f"<p><{mark}>（一）{heading}</{end}>召开了会议。</p>") == (
        Block(2, heading, "召开了会议。"),
    )
    assert overview("<p>（一）公开<b>5件</b>信息，比上年增加。</p>") == (
        Block(2, None, "公开5件信息，比上年增加。"),
    )


def test_foreign_things_in_prose_are_errors() -> None:
    """A picture, a frame and a table: what and where; a spacer of one pixel is nothing."""
    reading = read_html(
        prose_page(
            "<p>甲<img src=a.png>乙</p><iframe src=b></iframe><img src=s.gif width=1 height=1>",
            "<table><tr><td>甲</td><td>5</td></tr></table>",
        )
    )
    assert reading.report.overview is not None
    assert texts(reading.report.overview.outline) == ["甲乙", None, None, None]
    errors = [finding for finding in reading.findings if finding.severity is Severity.ERROR]
    assert [finding.rule for finding in errors] == ["GK112"] * 3


def test_what_is_hidden_or_struck_out_is_said() -> None:
    """Nobody has to wonder where the words went."""
    reading = read_html(prose_page("<p>甲<del>乙</del><span style='display:none'>丙</span></p>"))
    said = [finding.message for finding in reading.findings if finding.rule == "GK116"]
    assert [message[:3] for message in said] == ["“乙”", "“丙”"]


def test_hiding_by_style_rules() -> None:
    """Simple rules of the page count; rules for print and for narrow windows do not."""
    rules = ".x, p.y{color:red;display:none} @media print {.q{color:red} .z{display:none}}"
    style = f"<style>{rules} .w{{visibility:hidden}}</style>"
    body = prose_page(
        "<p class=x>甲</p><p class='a y'>乙</p><p class=z>丙</p><p class=w>丁</p>"
    ).replace(b"<head>", f"<head>{style}".encode())
    report = read_html(body).report
    assert report.overview is not None
    assert texts(report.overview.outline) == ["丙"]


def as_paragraphs(lines: Sequence[str]) -> str:
    """A paragraph a line, indented as editors do."""
    return "".join(f"<p>&emsp;&emsp;{escape(line)}</p>\n" for line in lines)


def as_breaks(lines: Sequence[str]) -> str:
    """One block, the lines set apart by breaks."""
    return f"<div>{'<br><br>　　'.join(map(escape, lines))}</div>"


def as_word_writes(lines: Sequence[str]) -> str:
    """Spans in spans, markup wrapped in the middle of words."""
    return "".join(
        "<p class=MsoNormal style='text-indent:32.0pt'><span style='font-family:仿宋'>"
        + escape(line[:7])
        + "\n</span><span lang=EN-US>"
        + escape(line[7:])
        + "<o:p></o:p></span></p>"
        for line in lines
    )


def as_cells(lines: Sequence[str]) -> str:
    """Each line in a row of a table that only places it."""
    rows = "".join(f"<tr><td>{escape(line)}</td></tr>" for line in lines)
    return f"<table width=100%>{rows}</table>"


def as_unclosed(lines: Sequence[str]) -> str:
    """No paragraph is closed."""
    return "".join(f"<P>{escape(line)}\n" for line in lines)


@pytest.mark.parametrize("dress", [as_paragraphs, as_breaks, as_word_writes, as_cells, as_unclosed])
@pytest.mark.parametrize(
    "example", sorted((ROOT / "examples").glob("*.yaml")), ids=lambda p: p.stem
)
def test_prose_is_whole(example: Path, dress: Callable[[Sequence[str]], str]) -> None:
    """Every sign and every level of the prose, in whatever markup, and a footer behind it."""
    report = gkdoc.api.load(example)
    parts = [f"<h1>{escape(report.full_title.replace(chr(10), ''))}</h1>"]
    if report.introduction is not None:
        parts.append(dress(render(report.introduction.outline).splitlines()))
    for section in newest().sections:
        parts.append(f"<p><b>{section.title}</b></p>")
        if not section.table:
            parts.append(dress(render(report.prose[section.key]).splitlines()))
    parts.append("<p>扫一扫在手机打开当前页</p>")
    assert read_html(page_of("".join(parts))).report.prose == on_a_page(report).prose


FURNITURE = (
    "<div><a href=/>首页</a> &gt; <a href=/x>年报</a> &gt; {title}</div>"
    "<ul><li><a href=#1>一、总体情况</a></li><li><a href=#6>六、其他需要报告的事项</a></li></ul>"
    "<div id=content>{body}<p>上一篇：<a href=/1>另一篇</a></p><p>扫一扫在手机打开</p></div>"
    "<div>主办单位：某某 电话：123</div>"
)


def test_what_stands_around_is_left_out_and_said() -> None:
    """Trail, contents, dates, neighbours, footer: none of it becomes prose."""
    about = "<p>发布时间：2024-01-31　来源：办公室　字号：[大 中 小]</p>"
    around = FURNITURE.replace("{title}", TITLE).replace("{body}", "{}")
    content = prose_page(
        "<p>正文。</p>", title=f"<h1>{TITLE}</h1>{about}<p>引言。</p>", around=around
    )
    reading = read_html(content)
    report = reading.report
    assert (report.agency, report.year, report.title) == ("甲局", 2023, None)
    assert {key: texts(outline) for key, outline in report.prose.items()} == {
        "introduction": ["引言。"],
        "overview": ["正文。"],
        "problems": ["无。"],
        "other_matters": ["无。"],
    }
    said = " ".join(finding.message for finding in reading.findings if finding.rule == "GK116")
    assert "发布时间" in said
    assert "上一篇" in said


@pytest.mark.parametrize(
    "title",
    [
        f"<h1>{TITLE}</h1>",
        f"<p align=center><b>{TITLE}</b></p>",
        "<h1>甲局<br>2023年政府信息公开工作年度报告</h1>",
        "<p>甲局</p><p>2023年政府信息公开</p><p>工作年度报告</p>",
        f"<p>首页 &gt; {TITLE}</p><h2>{TITLE}</h2>",
        f"<h2>乙局2022年政府信息公开工作年度报告</h2><h1>{TITLE}</h1>",
    ],
)
def test_the_title_is_found(title: str) -> None:
    """Heading or not, on one line or three, and not the trail of links."""
    report = read_html(prose_page(title=title)).report
    assert (report.agency, report.year, report.title) == ("甲局", 2023, None)
    assert report.introduction is None


@pytest.mark.parametrize(
    "head",
    [
        f"<title>{TITLE}_甲局_乙市政府网站</title>",
        f"<title>x</title><meta name=ArticleTitle content='{TITLE}'>",
    ],
)
def test_a_title_only_in_the_head(head: str) -> None:
    """What a page says of itself, where it shows no title."""
    content = prose_page(title="").replace(b"<head>", f"<head>{head}".encode())
    assert read_html(content).report.agency == "甲局"


def test_a_title_broken_inside_the_name_of_the_agency() -> None:
    """What the page says of itself tells that the line above belongs to the title."""
    agency = "云川市人民政府澄心湖新区分局"
    title = usual_title(agency, 2023)
    broken = f"<p>{title[:8]}<br>{title[8:]}</p>"
    page = prose_page("<p>无。</p>", title=broken).replace(
        b"<head>", f"<head><title>{title}</title>".encode()
    )
    assert read_html(page).report.agency == agency


@pytest.mark.parametrize(
    ("generator", "text"), [("LibreOffice 7.4.7.2 (Linux)", "甲 乙"), ("Microsoft Word 15", "甲乙")]
)
def test_blanks_at_which_lines_of_the_markup_break(generator: str, text: str) -> None:
    """LibreOffice breaks lines at blanks only; in other pages a break between two signs is none."""
    head = f'<head><meta name="generator" content="{generator}">'
    page = prose_page("<p>甲\n乙</p>").replace(b"<head>", head.encode())
    section = read_html(page).report.overview
    assert section is not None
    assert texts(section.outline) == [text]


def test_sections_by_their_titles() -> None:
    """Broken over two lines, misprinted, with blanks: read, and the misprint is said."""
    content = prose_page("<p>甲。</p>").decode()
    for right, other in (
        ("五、存在的主要问题及改进情况", "五、存在的主要问题<br>及改进情况"),
        ("六、其他需要报告的事项", "六、其它需要报告的事项"),
        ("一、总体情况", "一、 总体情况"),
    ):
        assert right in content
        content = content.replace(right, other)
    reading = read_html(content.encode())
    assert list(reading.report.prose) == ["overview", "problems", "other_matters"]
    misprints = [finding for finding in reading.findings if finding.severity is Severity.WARNING]
    assert "GK111" in [finding.rule for finding in misprints]


def test_a_signature_of_two_lines() -> None:
    """Agency and date at the end; a date in a sentence is none."""
    end = b"</body>"
    signed = prose_page().replace(end, "<p>甲局</p><p>2024年1月31日</p></body>".encode())
    assert read_html(signed).report.signature == Signature("甲局", datetime.date(2024, 1, 31))
    plain = prose_page().replace(end, "<p>截至以下日期：</p><p>2024年1月31日</p></body>".encode())
    assert read_html(plain).report.signature is None


@pytest.mark.parametrize(
    ("encoding", "declared", "mark"),
    [
        ("utf-8", "utf-8", b""),
        ("utf-8", "gb2312", b""),
        ("utf-8", "", b"\xef\xbb\xbf"),
        ("gb18030", "gb2312", b""),
        ("gb18030", "utf-8", b""),
        ("gb18030", "", b""),
        ("utf-16-le", "", b"\xff\xfe"),
        ("utf-16-be", "", b"\xfe\xff"),
    ],
)
def test_encodings(encoding: str, declared: str, mark: bytes) -> None:
    """By mark, by what fits, by what the page says; anything but sound UTF-8 is said."""
    meta = f'<meta http-equiv=Content-Type content="text/html; charset={declared}">'
    text = f"<html><head>{meta if declared else ''}<title>甲</title></head><body><h1>{TITLE}</h1>"
    reading = read_html(mark + text.encode(encoding))
    assert reading.report.agency == "甲局"
    assert ("GK001" in [f.rule for f in reading.findings]) == (encoding == "gb18030")


def test_a_damaged_sign_is_said() -> None:
    """One broken byte in a long page is a warning, not another encoding."""
    content = prose_page(f"<p>{'正文' * 200}@</p>").replace(b"@", b"\xe4\xb8")
    reading = read_html(content)
    assert "GK007" in [finding.rule for finding in reading.findings]


# Tables


def table_page(table: str) -> Reading:
    """A page with this table in its second section."""
    return read_html(page_of(f"<h1>{TITLE}</h1><p>二、主动公开政府信息情况</p>{table}"))


TABLE_TWO = (
    "<table><tr><td colspan=4>第二十条第（一）项</td></tr>"
    "<tr><td>信息内容</td><td>本年制发件数</td><td>本年废止件数</td><td>现行有效件数</td></tr>"
    "<tr><td>规章</td><td>{}</td><td>{}</td><td>{}</td></tr>"
    "<tr><td>行政规范性文件</td><td>1</td><td>2</td><td>3</td></tr></table>"
)


@pytest.mark.parametrize(
    ("markup", "value"),
    [
        ("5", 5),
        ("&nbsp;5&nbsp;", 5),
        ("<p><span>5</span></p>", 5),
        ("<del>4</del>5", 5),
        ("", BLANK),
        ("&nbsp;", BLANK),
        ("/", Text("/")),
        ("5<sup>1</sup>", Text("5¹")),
        ("1<br>2", Text("1\n2")),
        ("<input value=5>", 5),
        ("<table><tr><td>5</td></tr></table>", 5),
        ("<img src=5.png alt=5>", NOT_ENTERED),
    ],
)
def test_a_figure_is_never_guessed(markup: str, value: CellValue) -> None:
    """Blank is no 0, a raised mark no digit, a picture no blank."""
    reading = table_page(TABLE_TWO.format(markup, 8, 9))
    assert reading.report.proactive is not None
    values = reading.report.proactive.values
    assert values["rules", "issued"] == value
    assert values["rules", "repealed"] == 8
    if value is NOT_ENTERED:
        said = [f for f in reading.findings if f.address == "proactive.rules.issued"]
        assert said[0].severity is Severity.ERROR
        assert "图片" in said[0].message


def test_locations_count_as_the_page_does() -> None:
    """Table, row and cell of a figure, paragraph of a block."""
    reading = table_page(TABLE_TWO.format(5, 6, 7))
    place = reading.locations["proactive.rules.repealed"]
    assert (place.table, place.row, place.cell) == (1, 3, 3)
    prose = read_html(prose_page("<p>甲。</p><p>乙。</p>"))
    assert prose.locations["overview.2"].paragraph == 4


def test_a_table_that_only_places_the_report_is_none() -> None:
    """Nested layout tables are walked through."""
    inner = TABLE_TWO.format(5, 6, 7)
    placed = (
        f"<table><tr><td>菜单</td><td><table><tr><td>{inner}</td></tr></table></td></tr></table>"
    )
    reading = table_page(placed)
    assert reading.report.proactive is not None
    assert reading.report.proactive.values["rules", "in_force"] == 7


def test_a_table_that_is_not_closed() -> None:
    """What broken markup leaves inside a table is read behind it."""
    open_table = TABLE_TWO.format(5, 6, 7).replace("</table>", "")
    reading = read_html(
        page_of(
            f"<h1>{TITLE}</h1><p>二、主动公开政府信息情况</p>{open_table}"
            "<p>五、存在的主要问题及改进情况</p><p>无。</p>"
        )
    )
    assert reading.report.proactive is not None
    assert reading.report.proactive.values["rules", "in_force"] == 7
    assert reading.report.problems is not None


@pytest.mark.parametrize("suffix", [".html", ".htm", ".HTML", ""])
def test_pages_are_known_by_name_or_content(suffix: str, tmp_path: Path) -> None:
    """A file without an ending is looked into."""
    path = tmp_path / f"年报{suffix}"
    path.write_bytes(prose_page("<p>甲。</p>"))
    assert read_file(path).report.agency == "甲局"


def test_spans_of_heads_and_figures_may_differ() -> None:
    """As published for 2019: heads over 1+2+1 columns, figures below them over 2+1+1."""
    spec = form("2019").tables["proactive"]
    rows = []
    expected: dict[tuple[str, str], int] = {}
    for block in spec.blocks:
        heads = [column.label for column in block.column_leaves()]
        over, under = ((1, 2, 1), (2, 1, 1)) if len(heads) == 3 else ((2, 2), (2, 2))
        rows.append(f"<tr><td colspan=5>{block.title}</td></tr><tr><td>{block.corner}</td>")
        rows += [
            f"<td colspan={span}><p>{head}</p></td>" for span, head in zip(over, heads, strict=True)
        ]
        for row in block.row_leaves():
            rows.append(f"</tr><tr><td>{row.label}</td>")
            for span, column in zip(under, block.column_leaves(), strict=True):
                expected[row.path, column.path] = len(expected)
                rows.append(f"<td colspan={span}>{len(expected) - 1}</td>")
        rows.append("</tr>")
    title = "<p style='font-weight: bold'>2019年甲局政府信息公开工作年度报告</p>"
    about = "<p>发布日期：2020-01-31</p>"
    reading = read_html(page_of(f"{title}{about}<table><tbody>{''.join(rows)}</tbody></table>"))
    assert (reading.report.agency, reading.report.year) == ("甲局", 2019)
    assert reading.report.proactive is not None
    values = reading.report.proactive.values
    assert {(ref.row, ref.column): value for ref, value in values} == expected


LETTERS = b64encode(CHART).decode()


@pytest.mark.parametrize(
    ("address", "written"),
    [
        ("https://a.cn/x?a=1&amp;b=2", "见[平台](https://a.cn/x?a=1&b=2)。"),
        ("HTTP://a.cn/", "见[平台](HTTP://a.cn/)。"),
        ("mailto:gk@a.cn", "见[平台](mailto:gk@a.cn)。"),
        ("/b.html", "见平台。"),
        ("javascript:alert(1)", "见平台。"),
        ("ftp://a.cn/", "见平台。"),
        ("#top", "见平台。"),
        ("", "见平台。"),
    ],
)
def test_links_of_other_pages(address: str, written: str) -> None:
    """What a link of a report may lead to is one; of all others the words are left."""
    assert texts(overview(f'<p>见<a href="{address}">平台</a>。</p>')) == [written]


def test_words_that_look_like_a_link_are_words() -> None:
    """Nobody who sees the page could follow it."""
    assert texts(overview("<p>写作[甲](https://a.cn)。</p>")) == [r"写作[甲]\(https://a.cn)。"]


def test_a_picture_inside_another_page_is_read() -> None:
    """With the words about it, in a figure with its caption; the line around it stays whole."""
    figure = (
        f'<figure><img src="data:image/jpeg;base64,{LETTERS}" alt="另一张"><figcaption>图1 见'
        '<a href="https://a.cn">这里</a></figcaption></figure>'
    )
    markup = (
        f'<p>甲<img src="data:image/png;base64,{LETTERS}" alt="示意图" style="width: 50%">乙</p>',
        figure,
    )
    assert overview(*markup) == (
        Block(text="甲乙"),
        Picture(CHART, "示意图", None, "50%"),
        Picture(CHART, "另一张", "图1 见[这里](https://a.cn)"),
    )


def test_a_picture_without_words_about_it_asks_for_them() -> None:
    """The mark stops a report that is built from what was read."""
    (picture,) = overview(f'<p><img src="data:image/png;base64,{LETTERS}"></p>')
    assert isinstance(picture, Picture)
    assert marks_in(picture.alt)


@pytest.mark.parametrize(
    "source",
    [
        "a.png",
        "https://a.cn/a.png",
        "data:0",
        "data:image/png;base64,",
        "data:image/png;base64,AAAA",
        "data:image/png;base64,A",
        f"data:image/png;base64,{LETTERS[:400]}",
        "data:image/gif;base64,R0lGODlhAQABAAAAACwAAAAAAQABAAA=",
        "data:image/svg+xml;base64,PHN2Zy8+",
        "data:image/svg+xml,<svg/>",
    ],
)
def test_other_pictures_are_said(source: str) -> None:
    """What lies elsewhere, is damaged, or is neither PNG nor JPEG."""
    page = prose_page(f"<p>甲<img src='{source}' alt='图'>乙</p>")
    reading = read_html(page)
    assert reading.report.overview is not None
    words, picture = reading.report.overview.outline
    assert words == Block(text="甲乙")
    assert isinstance(picture, Unsupported)
    assert "图片" in picture.description
    assert [it.rule for it in reading.findings if it.severity is Severity.ERROR] == ["GK112"]


def test_a_picture_in_a_cell_is_no_blank() -> None:
    """Of a picture inside the page neither: its cell is said, its picture stands nowhere else."""
    page = PAGE.replace(
        '<td class="figure">0</td>',
        f'<td class="figure"><img src="data:image/png;base64,{LETTERS}" alt="零"></td>',
        1,
    )
    page = page.replace("gkdoc:", "other:")
    reading = read_html(page.encode())
    assert any("图片" in finding.message for finding in reading.findings)
    assert reading.report.prose == SMALL.prose


def test_a_table_of_the_prose_is_read() -> None:
    """Regular tables with their caption and links; one with merged cells is said as before."""
    regular = (
        "<table><caption>表1 渠道</caption><tr><th>渠道</th><th>件数</th></tr>"
        '<tr><td><a href="https://a.cn/">网站</a></td><td>3</td></tr></table>'
    )
    table = PlainTable(("渠道", "件数"), (("[网站](https://a.cn/)", "3"),), "表1 渠道")
    assert overview("<p>甲。</p>", regular, "<p>乙。</p>") == (
        Block(text="甲。"),
        table,
        Block(text="乙。"),
    )
    (merged,) = overview(
        "<table><tr><td colspan=2>甲</td></tr><tr><td>乙</td><td>3</td></tr></table>"
    )
    assert isinstance(merged, Unsupported)
