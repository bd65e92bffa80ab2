"""The markup of a body, whoever wrote it: what shows is read, what is no XML is refused."""

from __future__ import annotations

import re
from collections.abc import Callable
from io import BytesIO
from xml.parsers import expat

import pytest
from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st

import gkdoc
from gkdoc.errors import InputError
from gkdoc.layout.options import Layout
from gkdoc.model import Overview, Report
from gkdoc.ooxml.package import read_package, write_package
from gkdoc.read.docx import read_docx
from gkdoc.read.reading import Reading
from gkdoc.text.blocks import Block
from tests.hostile.drawing import NAMESPACES, packed
from tests.tools.places import ROOT

REPORT = gkdoc.load(ROOT / "examples" / "trading-center-2023.yaml")
DOCUMENT = "word/document.xml"
LINE = "全年主动公开政府信息，及时回应社会关切，" * 5
TITLE = "<w:p><w:r><w:t>甲局2023年政府信息公开工作年度报告</w:t></w:r></w:p>"
HEADING = "<w:p><w:r><w:t>一、总体情况</w:t></w:r></w:p>"


def built(report: Report) -> bytes:
    """The document, whatever the checks find."""
    document = gkdoc.build(report, force=True).document
    assert document is not None
    return document


def written(*texts: str) -> str:
    """Paragraphs without anything but words."""
    return "".join(f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>" for text in texts)


def markup_of(body: str, head: str = "") -> str:
    """A document with this body behind a title and the heading of the first section."""
    return f"{head}<w:document {NAMESPACES}><w:body>{TITLE}{HEADING}{body}</w:body></w:document>"


def word_file(markup: str) -> bytes:
    """A Word file whose main part is exactly this."""
    package = read_package(packed(""))
    return write_package(package.replacing({DOCUMENT: markup.encode()}))


def outcome(content: bytes) -> Reading | None:
    """What is read; None if the file is refused."""
    try:
        return read_docx(content)
    except InputError:
        return None


def prose_of(reading: Reading | None) -> list[str]:
    """The paragraphs of the first section, a heading set apart by a bar."""
    assert reading is not None
    overview = reading.report.overview
    assert overview is not None
    blocks = [block for block in overview.outline if isinstance(block, Block)]
    return ["|".join([it for it in (block.heading, block.text) if it]) for block in blocks]


SHOWN: dict[str, tuple[str, list[str]]] = {
    "comment": (f"<!-- {written('隐')} -->{written(LINE)}", [LINE]),
    "comment inside properties": (
        f"<w:p><w:pPr><!--x--></w:pPr><w:r><w:t>{LINE}</w:t></w:r></w:p>",
        [LINE],
    ),
    "comments across paragraphs": (
        f"<w:p><w:pPr><!--></w:pPr></w:p><w:p><w:pPr><x--></w:pPr></w:p>{written(LINE)}",
        [LINE],
    ),
    "comment inside words": (written("前<!-- 隐 -->后"), ["前后"]),
    "marked section": (
        f"<w:p><w:r><w:t><![CDATA[{written('甲')}]]></w:t></w:r></w:p>",
        [written("甲")],
    ),
    "instruction": (f"<?x {written('隐')} ?>{written(LINE)}", [LINE]),
    "paragraph in properties": (
        f"<w:p><w:pPr>{written('隐')}</w:pPr><w:r><w:t>{LINE}</w:t></w:r></w:p>",
        [LINE],
    ),
    "entities": (
        written("甲&amp;&lt;w:p/&gt;&#20013;", f"{LINE}&#x4E2D;", "乙>"),
        ["甲&<w:p/>中", f"{LINE}中", "乙>"],
    ),
    "other namespace": (
        f'<w:p xmlns:w="urn:x"><w:r><w:t>隐</w:t></w:r></w:p>{written(LINE)}',
        [LINE],
    ),
    "line separator": (written(f"{LINE}\u2028{LINE}", "乙"), [LINE, LINE, "乙"]),
    "blanks": (written(f"\u3000\u3000{LINE}", f" {LINE}", f"{LINE} "), [LINE] * 3),
    "line ends": (written("甲\n乙", "丙\r丁", "戊\r\n己"), [*"甲乙丙丁戊己"]),
    "empty paragraphs": (
        f"<w:p/><w:p /><w:p> </w:p><w:p></w:p>{written(LINE, '', '乙')}",
        [LINE, "乙"],
    ),
    "words outside of runs": (f"<w:p>隐</w:p>{written(LINE)}", [LINE]),
    "revised format": (
        (
            "<w:p><w:pPr><w:pStyle w:val='a'/><w:pPrChange w:id='1' w:author='a'><w:pPr><w:pStyle "
            f"w:val='b'/></w:pPr></w:pPrChange></w:pPr><w:r><w:t>{LINE}</w:t></w:r></w:p>"
        ),
        [LINE],
    ),
    "hidden": (
        f"<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>隐</w:t></w:r></w:p>{written(LINE)}",
        [LINE],
    ),
    "mark taken out": (
        (
            "<w:p><w:pPr><w:rPr><w:del w:id='1' w:author='a'/></w:rPr></w:pPr><w:r>"
            f"<w:t>前面，</w:t></w:r></w:p>{written(LINE, '乙')}"
        ),
        [f"前面，{LINE}", "乙"],
    ),
    "runs on": (
        (
            "<w:p><w:pPr><w:outlineLvl w:val='1'/><w:rPr><w:specVanish/></w:rPr></w:pPr><w:r>"
            f"<w:t>（一）标题</w:t></w:r></w:p>{written(LINE, '乙')}"
        ),
        ["标题", LINE, "乙"],
    ),
    "put in": (
        f"<w:ins w:id='1' w:author='a'>{written(LINE)}</w:ins>{written('乙')}",
        [LINE, "乙"],
    ),
    "taken out": (
        f"<w:del w:id='1' w:author='a'>{written('隐')}</w:del>{written(LINE)}",
        [LINE],
    ),
    "control of content": (
        f"<w:sdt><w:sdtContent>{written(LINE, '乙')}</w:sdtContent></w:sdt>{written('丙')}",
        [LINE, "乙", "丙"],
    ),
    "unknown element": (f"<w:frame>{written('隐')}</w:frame>{written(LINE)}", [LINE]),
    "paragraph in a paragraph": (
        f"<w:p>{written('隐')}<w:r><w:t>外</w:t></w:r></w:p>{written(LINE)}",
        ["外", LINE],
    ),
    "text box": (
        (
            f"<w:p><w:r><w:pict><w:txbxContent>{written(LINE, '短')}</w:txbxContent></w:pict></w:r>"
            f"</w:p>{written('乙')}"
        ),
        [LINE, "短", "乙"],
    ),
    "two ways to show it": (
        (
            "<w:p><w:r><mc:AlternateContent><mc:Choice><w:drawing><w:txbxContent>"
            f"{written(LINE)}</w:txbxContent></w:drawing></mc:Choice><mc:Fallback><w:pict>"
            f"<w:txbxContent>{written(LINE)}</w:txbxContent></w:pict></mc:Fallback>"
            f"</mc:AlternateContent></w:r></w:p>{written('乙')}"
        ),
        [LINE, "乙"],
    ),
    "table of one column": (
        (
            f"<w:tbl><w:tr><w:tc>{written('外')}<w:tbl><w:tr><w:tc>{written(LINE)}"
            f"</w:tc></w:tr></w:tbl>{written('乙')}</w:tc></w:tr></w:tbl>"
        ),
        ["外", LINE, "乙"],
    ),
    "number typed before words": (
        written(f"（一）标题。{LINE}", f"1.{LINE}", f"一是{LINE}", f"2023年{LINE}"),
        [f"标题。|{LINE}", LINE, f"一是{LINE}", f"2023年{LINE}"],
    ),
    "bold": (
        f"<w:p><w:r><w:rPr><w:b/></w:rPr><w:t>（一）加粗的小标题</w:t></w:r></w:p>{written(LINE)}",
        ["加粗的小标题", LINE],
    ),
    "as long as a title": (
        written(*("字" * length for length in (44, 45, 46, 60, 61, 62))),
        ["字" * length for length in (44, 45, 46, 60, 61, 62)],
    ),
    "signature": (written(LINE, "乙", "甲局", "2024年1月31日"), [LINE, "乙"]),
    "signature in one line": (written(LINE, f"甲局{' ' * 80}2024年1月31日"), [LINE]),
    "date that ends a sentence": (
        written(LINE, "甲局", "2024年1月31日。"),
        [LINE, "甲局", "2024年1月31日。"],
    ),
    "sentence before a date": (written(LINE, "甲局。", "2024年1月31日"), [LINE, "甲局。"]),
    "table of contents": (
        written("一、总体情况……1", "二、主动公开政府信息情况……2", LINE),
        [LINE],
    ),
    "title of another section": (written(LINE, "六、其他需要报告的事项", "他"), [LINE]),
    "title again": (written(f"关于{LINE}", "一、总体情况", LINE), [f"关于{LINE}", LINE]),
}


@pytest.mark.parametrize(("body", "shown"), SHOWN.values(), ids=SHOWN)
@pytest.mark.parametrize(
    "head",
    ["", '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\r\n', "<?xml version='1.0'?>"],
    ids=["bare", "usual", "short"],
)
def test_what_shows_is_read(body: str, shown: list[str], head: str) -> None:
    """Whatever a body is made of: the words that show, paragraph by paragraph, and no others."""
    assert prose_of(outcome(word_file(markup_of(body, head)))) == shown


BROKEN = {
    "end of a marked section": written(f"{LINE}]]>"),
    "unknown entity": written(f"{LINE}&nbsp;"),
    "control": written(f"{LINE}\x01"),
    "no character": written(f"{LINE}\ufffe"),
    "attribute twice": f'<w:p w:rsidR="1" w:rsidR="2"><w:r><w:t>{LINE}</w:t></w:r></w:p>',
    "unknown prefix": f"<w:p><w:pPr><x:y/></w:pPr><w:r><w:t>{LINE}</w:t></w:r></w:p>",
    "crossed": f"<w:p><w:pPr></w:x><w:x></w:pPr><w:r><w:t>{LINE}</w:t></w:r></w:p>",
    "not closed": f"<w:p><w:r><w:t>{LINE}</w:t></w:r>",
}


@pytest.mark.parametrize("body", BROKEN.values(), ids=BROKEN)
def test_what_is_no_xml_is_refused(body: str) -> None:
    """Half a document is not read: the message names the part and the line."""
    with pytest.raises(InputError, match=r"第 1 行，word/document\.xml：不是合法的 XML"):
        read_docx(word_file(markup_of(body)))


@pytest.mark.parametrize(
    "head", ['<?xml version="1.0" encoding="GB18030"?>', "<!DOCTYPE x>"], ids=["encoding", "type"]
)
def test_heads_that_lie_or_declare_are_refused(head: str) -> None:
    """An encoding that is not the one of the bytes, and a type of its own, open nothing."""
    assert outcome(word_file(markup_of(written(LINE), head))) is None


FRAGMENTS = (
    *("<w:p>", "</w:p>", "<w:p/>", "<w:p w:rsidR='1'>", "<w:pPr>", "</w:pPr>", "<w:pPr/>"),
    *("<w:r>", "</w:r>", "<w:rPr>", "</w:rPr>", "<w:rPr/>", "<w:t>", "</w:t>", "<w:t/>"),
    *('<w:t xml:space="preserve">', '<w:pStyle w:val="a"/>', "<w:b/>", "<w:vanish/>", "<w:br/>"),
    *("<!-->", "<x-->", "<?x?>", '<w:proofErr w:type="a"/>', '<w:bookmarkEnd w:id="1"/>'),
    *("<!--", "-->", "甲", LINE, "&amp;"),
    *("<w:tbl><w:tr><w:tc>", "</w:tc></w:tr></w:tbl>", "<w:ins>", "</w:ins>"),
)


def is_xml(markup: bytes) -> bool:
    """True if another parser takes it."""
    try:
        expat.ParserCreate(namespace_separator=" ").ParseFile(BytesIO(markup))
    except expat.ExpatError:
        return False
    return True


@settings(max_examples=300, deadline=None)
@given(st.lists(st.sampled_from(FRAGMENTS), max_size=25))
def test_pieces_in_any_order(pieces: list[str]) -> None:
    """Markup at random is read if another parser takes it, and refused if that does not."""
    markup = markup_of("".join(pieces))
    assert (outcome(word_file(markup)) is not None) == is_xml(markup.encode())


@settings(max_examples=100, deadline=None)
@given(place=st.integers(0, 2**20), sign=st.sampled_from(b'<>&"/ =:awpt\x00\x7f\x80\xe4'))
def test_wrong_signs_are_found_wherever_they_are(place: int, sign: int) -> None:
    """One sign of a built document changed so that it is no XML: nothing is read out of it."""
    package = read_package(BUILT)
    part = bytearray(package.parts[DOCUMENT])
    part[place % len(part)] = sign
    reading = outcome(write_package(package.replacing({DOCUMENT: bytes(part)})))
    assert reading is None or is_xml(bytes(part))


HEADED = evolve(
    REPORT,
    overview=Overview(
        (Block(2, "工作进展"), *(Block(text=LINE),) * 5, Block(3, "其他"), Block(text=LINE))
    ),
)
BUILT = built(HEADED)
BUILT_PARTS = read_package(BUILT).parts


def with_markup(
    change: Callable[[str], str], part: str = DOCUMENT, content: bytes = BUILT
) -> bytes:
    """The document with headings, the markup of a part changed."""
    package = read_package(content)
    markup = package.parts[part].decode()
    changed = change(markup)
    assert changed != markup
    return write_package(package.replacing({part: changed.encode()}))


@pytest.mark.parametrize(
    ("style", "shown"),
    [
        ("Heading2", Block(2, LINE)),
        ("Normal", Block(text=LINE)),
        ("unknown", Block(text=LINE)),
        ("GKSignature", None),
    ],
)
def test_a_line_is_what_its_style_says(style: str, shown: Block | None) -> None:
    """However long it is: a heading, prose, or the end of the report."""
    first, second, third = BUILT_PARTS[DOCUMENT].decode().split('w:val="GKBody"', maxsplit=2)
    markup = f'{first}w:val="GKBody"{second}w:val="{style}"{third}'
    reading = read_docx(with_markup(lambda _: markup))
    overview = reading.report.overview
    assert overview is not None
    assert dict(enumerate(overview.outline)).get(1) == shown
    assert ("GK105" in {found.rule for found in reading.findings}) == (shown is None)


def test_lines_that_word_counts_by_their_style() -> None:
    """A line has the number of its list, even if nothing but its style puts it there."""
    native = gkdoc.build(HEADED, force=True, layout=Layout(native_numbering=True)).document or b""
    counted = with_markup(
        lambda styles: re.sub(
            r'(w:styleId="GKBody".*?<w:pPr>)',
            r'\1<w:numPr><w:ilvl w:val="1"/><w:numId w:val="1"/></w:numPr>',
            styles,
            count=1,
        ),
        "word/styles.xml",
        native,
    )
    plain, numbered = read_docx(native).report, read_docx(counted).report
    assert plain.prose == HEADED.prose
    assert plain.overview is not None
    assert numbered.overview is not None
    assert len(numbered.overview.outline) == len(plain.overview.outline)
    levels = [it.level for it in numbered.overview.outline if isinstance(it, Block)]
    assert levels == [2, 2, 2, 2, 2, 2, 3, 2]


def test_a_heading_that_runs_on_opens_a_line() -> None:
    """A style separator joins the heading with the first of the lines behind it, and no other."""
    content = with_markup(
        lambda markup: re.sub(
            r'(<w:pStyle w:val="Heading2"/>.*?)(</w:pPr>)',
            r"\1<w:rPr><w:vanish/><w:specVanish/></w:rPr>\2",
            markup,
            count=1,
        )
    )
    overview = read_docx(content).report.overview
    assert overview is not None
    assert overview.outline[:2] == (Block(2, "工作进展", LINE), Block(text=LINE))


def test_a_figure_in_a_table_of_its_own_is_read() -> None:
    """A cell that holds a table of one cell shows what that says."""
    content = with_markup(
        lambda markup: re.sub(
            r"(<w:vAlign [^<>]*/></w:tcPr>)(<w:p>(?:(?!</w:p>).)*GKTableFigure.*?</w:p>)",
            r"\1<w:tbl><w:tr><w:tc>\2</w:tc></w:tr></w:tbl><w:p/>",
            markup,
            count=1,
        )
    )
    assert "</w:tbl><w:p/>" in read_package(content).parts[DOCUMENT].decode()
    assert not [found for found in read_docx(content).findings if found.rule == "GK115"]


@pytest.mark.parametrize(
    "change",
    [
        lambda text: text + "。",
        lambda text: text.replace("，", "&", 1),
        lambda text: f"{text}\n{text}",
        lambda text: f"\u3000{text}",
    ],
    ids=["sentence", "escaped", "broken", "blank"],
)
def test_lines_of_every_kind_come_back(change: Callable[[str], str]) -> None:
    """Long lines with signs that are escaped, that break, that do not print: word for word."""
    blocks = tuple(Block(text=text) for text in (LINE, change(LINE), LINE, LINE))
    report = evolve(REPORT, overview=Overview(blocks))
    assert read_docx(built(report)).report.overview == Overview(blocks)
