"""The web page: the same words as the Word file, tables a screen reader can follow, no script."""

from __future__ import annotations

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
from gkdoc.layout.grid import Role, lay_out
from gkdoc.model import Overview, Report
from gkdoc.text.blocks import Block, Unsupported
from gkdoc.write.html import html_page
from tests.tools import without_spaces
from tests.tools.places import ROOT

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
        shown = [
            [(int(cell.get("colspan", "1")), int(cell.get("rowspan", "1"))) for cell in row]
            for row in table.iter("tr")
        ]
        assert shown == wanted
        assert table.findtext("caption") == each.values.spec.title


@pytest.mark.parametrize("name", EXAMPLES)
def test_labels_are_headers_and_figures_are_not(name: str) -> None:
    """Each label says whether it heads a row or a column; figures and the note are plain cells."""
    tables = page(name).findall(".//table")
    scopes = {Role.HEAD: "col", Role.LABEL: "row", Role.TITLE: "rowgroup"}
    for table, each in zip(tables, report(name).tables.values(), strict=True):
        cells = [cell for row in lay_out(each.values.spec).rows for cell in row]
        for cell, shown in zip(cells, table.iter("th", "td"), strict=True):
            assert shown.get("scope") == scopes.get(cell.role)
            assert shown.tag == ("th" if cell.role in scopes else "td")


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


@pytest.mark.parametrize("name", EXAMPLES)
def test_every_element_is_closed(name: str) -> None:
    """The judge, Python's own parser, meets each end where its beginning asks for it."""
    checker = _Balance()
    checker.feed(html_page(report(name)))
    checker.close()
    assert checker.open == []


class _Balance(HTMLParser):
    """Keeps the elements that are open; an end that does not fit is an error."""

    void = frozenset({"meta", "br"})

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
