"""The web page: the same words as the Word file, tables a screen reader can follow, no script."""

from __future__ import annotations

from base64 import b64encode
from functools import cache
from html.parser import HTMLParser
from io import BytesIO
from itertools import pairwise

import docx
import lxml.html
import pytest
from attrs import evolve
from docx.oxml.ns import qn
from lxml import etree

import gkdoc
from gkdoc.formats.page import PLAIN_TABLE
from gkdoc.layout.grid import Role, lay_out
from gkdoc.model import Overview, Report
from gkdoc.text.blocks import Block, Picture, PlainTable, Unsupported
from gkdoc.text.links import shown
from gkdoc.write.html import html_page
from tests.tools import without_spaces
from tests.tools.illustrated import CHART, OVERVIEW, PROBLEMS, SCREEN, illustrated
from tests.tools.places import ROOT
from tests.tools.reports import small

EXAMPLES = sorted(path.stem for path in (ROOT / "examples").glob("*.yaml"))


@cache
def built(name: str) -> gkdoc.Built:
    """The example, built."""
    return gkdoc.build(gkdoc.load(ROOT / "examples" / f"{name}.yaml"))


def report(name: str) -> Report:
    """The example as it was printed."""
    printed = built(name).report
    assert printed is not None
    return printed


def page(name: str) -> etree._Element:
    """The root of the page."""
    root: etree._Element = lxml.html.document_fromstring(html_page(report(name)))
    return root


@pytest.mark.parametrize("name", EXAMPLES)
def test_the_words_of_the_word_file(name: str) -> None:
    """Character by character what stands in the document, in its order; captions come on top."""
    document = built(name).document
    assert document is not None
    body = docx.Document(BytesIO(document)).element.body
    words = without_spaces("".join(node.text or "" for node in body.iter(qn("w:t"))))
    main = page(name).find(".//main")
    assert main is not None
    for caption in [*main.iter("caption")]:
        caption.text = ""
    assert without_spaces("".join(map(str, main.itertext()))) == words


@pytest.mark.parametrize("name", EXAMPLES)
def test_tables_have_the_spans_of_the_grid(name: str) -> None:
    """Every cell covers what the grid says, and all rows are equally long."""
    tables = page(name).findall(".//table")
    for table, each in zip(tables, report(name).tables.values(), strict=True):
        grid = lay_out(each.values.spec)
        wanted = [[(cell.columns, cell.rows) for cell in row] for row in grid.rows]
        spans = [
            [(int(cell.get("colspan", "1")), int(cell.get("rowspan", "1"))) for cell in row]
            for row in table.iter("tr")
        ]
        assert spans == wanted
        assert table.findtext("caption") == each.values.spec.title


@pytest.mark.parametrize("name", EXAMPLES)
def test_labels_are_headers_and_figures_are_not(name: str) -> None:
    """Each label says whether it heads a row or a column; figures and the note are plain cells."""
    tables = page(name).findall(".//table")
    scopes = {Role.HEAD: "col", Role.LABEL: "row", Role.TITLE: "rowgroup"}
    for table, each in zip(tables, report(name).tables.values(), strict=True):
        cells = [cell for row in lay_out(each.values.spec).rows for cell in row]
        for cell, element in zip(cells, table.iter("th", "td"), strict=True):
            assert element.get("scope") == scopes.get(cell.role)
            assert element.tag == ("th" if cell.role in scopes else "td")


def test_headings_are_nested() -> None:
    """h1 for the title, h2 for the sections, h3 and on for headings with a line of their own."""
    root = page("city-government-2024")
    levels = [int(each.tag[1]) for each in root.iter("h1", "h2", "h3", "h4")]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert levels.count(2) == 6
    assert all(later - earlier <= 1 for earlier, later in pairwise(levels))


HOSTILE = "<script>alert(1)</script>&amp;\"'</main><img src=x onerror=y>{{ x }}<!--"


def test_words_are_words() -> None:
    """Whatever prose, title and figures hold comes out as text: no element, no script."""
    original = report("city-government-2024")
    assert original.proactive is not None
    hostile = evolve(
        original,
        title=HOSTILE,
        agency=HOSTILE,
        overview=Overview((Block(heading=HOSTILE, level=2), Block(text=HOSTILE))),
        proactive=evolve(
            original.proactive,
            values=original.proactive.values.changed(
                {next(iter(original.proactive.values.spec.cells)): gkdoc.model.Text(HOSTILE)}
            ),
        ),
    )
    text = html_page(hostile)
    root = lxml.html.document_fromstring(text)
    assert not [*root.iter("script", "img", "iframe", "object", "link", etree.Comment)]
    assert not [name for each in root.iter() for name in each.attrib if str(name).startswith("on")]
    assert "".join(map(str, root.itertext())).count(HOSTILE) == 5


def test_nothing_is_fetched() -> None:
    """No address in the page: it can be sent by mail and opened without a network."""
    text = html_page(report("city-government-2024"))
    assert "http" not in text
    assert "url(" not in text
    assert "src=" not in text


def test_pictures_stand_in_the_page() -> None:
    """Its bytes, what it shows in words, its width; the caption under it, where there is one."""
    root = lxml.html.document_fromstring(html_page(illustrated()))
    assert root is not None
    chart, screen = root.iter("figure")
    first, second = root.iter("img")
    assert first.get("src") == f"data:image/png;base64,{b64encode(CHART).decode()}"
    assert second.get("src") == f"data:image/jpeg;base64,{b64encode(SCREEN).decode()}"
    assert [first.get("alt"), second.get("alt")] == [
        block.alt for block in (*OVERVIEW, *PROBLEMS) if isinstance(block, Picture)
    ]
    assert [first.get("style"), second.get("style")] == ["width: 80%", "width: 120mm"]
    assert [chart.findtext("figcaption"), screen.find("figcaption")] == ["图1 主动公开件数", None]


def test_a_plain_table_is_a_table() -> None:
    """Its caption is seen, its head names the columns, its cells keep their links."""
    root = lxml.html.document_fromstring(html_page(illustrated()))
    (table,) = (each for each in root.iter("table") if each.get("class") == PLAIN_TABLE)
    assert table.findtext("caption") == "表1 公开渠道"
    assert [(each.text, each.get("scope")) for each in table.iterfind("thead/tr/th")] == [
        ("渠道", "col"),
        ("件数", "col"),
        ("网址", "col"),
    ]
    assert ["".join(map(str, row.itertext())) for row in table.iterfind("tbody/tr")] == [
        "网站12首页",
        "公众号30",
    ]


def test_links_lead_to_their_addresses() -> None:
    """Words and address of each; what only looks like a link is text."""
    root = lxml.html.document_fromstring(html_page(illustrated()))
    assert [(each.text, each.get("href")) for each in root.iter("a")] == [
        ("政府信息公开平台", "https://www.example.gov.cn/zwgk/?a=1&b=2"),
        ("目录", "http://example.gov.cn/ml"),
        ("信箱", "mailto:gk@example.gov.cn"),
        ("首页", "https://www.example.gov.cn/"),
    ]
    assert all(each.get("rel") == "noopener noreferrer" for each in root.iter("a"))
    assert "写作[名称](https://a.cn)的不是链接。" in "".join(map(str, root.itertext()))


ATTACKS = (
    '"><script>alert(1)</script>',
    '" onload="alert(1)',
    "' onerror='alert(1)",
    "</figure></main><iframe src=x>",
    "javascript:alert(1)",
    '[x](https://a.cn/"onclick="alert(1))',
    "[x](https://a.cn/'onclick='alert(1)')",
    "[x](https://a.cn/><script>alert(1)</script>)",
    "[x](javascript:alert(1))",
    "[x](data:text/html,<script>alert(1)</script>)",
    "[x](JaVaScRiPt://a.cn/%0aalert(1))",
    "[<img src=x onerror=alert(1)>](https://a.cn/)",
    "&#34;&gt;&lt;script&gt;",
    "-->",
)


@pytest.mark.parametrize("words", ATTACKS)
def test_no_words_leave_their_place(words: str) -> None:
    """Neither in a text, a caption, a cell, nor in the attributes of pictures and links."""
    outline = (
        Block(text=words),
        Block(2, words, words),
        Picture(CHART, words, words),
        PlainTable((words,), ((words,),), words),
    )
    root = lxml.html.document_fromstring(html_page(evolve(small(), overview=Overview(outline))))
    assert not [*root.iter("script", "iframe", "object", "link", etree.Comment)]
    (picture,) = root.iter("img")
    assert set(picture.attrib) == {"src", "alt"}
    assert picture.get("alt") == shown(words)
    for link in root.iter("a"):
        assert set(link.attrib) == {"href", "rel"}
        assert (link.get("href") or "").startswith("https://a.cn/")
    assert not [name for each in root.iter() for name in each.attrib if str(name).startswith("on")]


@pytest.mark.parametrize("name", [*EXAMPLES, "illustrated"])
def test_every_element_is_closed(name: str) -> None:
    """The judge, Python's own parser, meets each end where its beginning asks for it."""
    checker = _Balance()
    checker.feed(html_page(illustrated() if name == "illustrated" else report(name)))
    checker.close()
    assert checker.open == []


class _Balance(HTMLParser):
    """Keeps the elements that are open; an end that does not fit is an error."""

    void = frozenset({"meta", "br", "img"})

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: object) -> None:  # noqa: ARG002 - its signature
        if tag not in self.void:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def test_readable_on_a_phone() -> None:
    """The page takes the width of the screen; a wide table moves in a frame of its own."""
    root = page("city-government-2024")
    content = {each.get("name"): each.get("content") for each in root.iter("meta")}
    assert content["viewport"] == "width=device-width, initial-scale=1"
    frames = [each.getparent() for each in root.iter("table")]
    assert [frame.get("role") for frame in frames if frame is not None] == ["region"] * 3
    assert all(frame.get("tabindex") == "0" for frame in frames if frame is not None)


def test_prose_that_cannot_be_carried_is_refused() -> None:
    """A picture in the prose is never dropped in silence."""
    broken = evolve(
        report("city-government-2024"), overview=Overview((Unsupported("图片", "第 3 段"),))
    )
    with pytest.raises(ValueError, match="图片"):
        html_page(broken)
