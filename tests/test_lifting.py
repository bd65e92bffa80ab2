"""Plain paragraphs are lifted out of the markup: what is read is the same as without that."""

from __future__ import annotations

import re
from collections.abc import Callable

import attrs
import pytest
from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st

import gkdoc
from benchmarks.reading import KINDS
from benchmarks.speed.materials import DOCUMENT, of_pages
from gkdoc.errors import InputError
from gkdoc.layout.options import Layout
from gkdoc.layout.typography import STYLE_IDS, STYLE_NAMES
from gkdoc.model import Overview, Report
from gkdoc.ooxml import opening
from gkdoc.ooxml.body import Item, Paragraph, Passage
from gkdoc.ooxml.lifting import lifted
from gkdoc.ooxml.opening import open_body, read_body
from gkdoc.ooxml.package import Package, read_package, write_package
from gkdoc.read.document.styled import STYLES_OF_PROSE
from gkdoc.read.docx import read_docx
from gkdoc.read.reading import Reading
from gkdoc.text.blocks import Block
from tests.hostile.drawing import NAMESPACES, packed
from tests.strategies import reports
from tests.tools.places import ROOT

REPORT = gkdoc.load(ROOT / "examples" / "trading-center-2023.yaml")
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


def document(body: str, head: str = "") -> bytes:
    """A Word file with this body behind a title and the heading of the first section."""
    return packed(
        f"{head}<w:document {NAMESPACES}><w:body>{TITLE}{HEADING}{body}</w:body></w:document>"
    )


def outcome(content: bytes) -> Reading | str:
    """What is read, or why nothing is."""
    try:
        return read_docx(content)
    except InputError as error:
        return str(error)


def whole(content: bytes) -> Reading | str:
    """The same with every element of the document parsed."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(opening, "lifted", lambda *_: None)
        return outcome(content)


@settings(max_examples=60, deadline=None)
@given(reports(whole=True))
def test_built_files_read_the_same(report: Report) -> None:
    """Report, findings and places of every file that gkdoc can build, whoever saved it since."""
    document = built(report)
    for change in KINDS.values():
        content = change(document)
        assert outcome(content) == whole(content)


@pytest.mark.parametrize("kind", KINDS)
def test_prose_is_lifted(kind: str) -> None:
    """A long report comes apart: a tenth is left to parse, and its lines come in passages."""
    content = KINDS[kind](built(of_pages(50)))
    package = read_package(content)
    apart = lifted(package.parts[DOCUMENT], opening._TELLING, lambda _: True)
    assert apart is not None
    assert len(apart.content) < len(package.parts[DOCUMENT]) / 3
    passages = passages_of(package)
    lines = sum(len(passage.lines) for passage in passages)
    assert lines > 150
    assert len(passages) < lines / 2


def passages_of(package: Package) -> list[Passage]:
    """The passages of the body."""
    items = open_body(package, STYLES_OF_PROSE).items
    return [item for item in items if isinstance(item, Passage)]


def lines_of(items: tuple[Item, ...]) -> list[tuple[int, str, str]]:
    """Number, style and text of each paragraph, in passages or not."""
    singles = [
        paragraph
        for item in items
        if isinstance(item, Paragraph | Passage)
        for paragraph in (item.paragraphs if isinstance(item, Passage) else (item,))
    ]
    return [(single.number, single.style, single.text) for single in singles]


@settings(max_examples=200, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            [
                *(
                    "甲局。",
                    "甲局",
                    f"{LINE}。",
                    LINE,
                    "2024年1月31日",
                    "2024年1月31日。",
                    "关于甲局",
                ),
                *("甲局2023年政府信息公开工作年度报告", "甲局2023年政府信息公开工作年度报告。"),
                *(
                    "甲局2023年",
                    "政府信息公开工作年度报告",
                    "一、总体情况",
                    "总体情况",
                    "总体情况。",
                ),
                *(
                    "六、其他需要报告的事项",
                    "六、其他需要报告的事项。",
                    "（一）标题",
                    "目录",
                    "附件1",
                ),
            ]
        ),
        max_size=16,
    )
)
def test_lines_in_any_order_read_the_same(lines: list[str]) -> None:
    """Title, contents, titles of sections, prose and signature in any order, or missing."""
    content = packed(f"<w:document {NAMESPACES}><w:body>{written(*lines)}</w:body></w:document>")
    assert outcome(content) == whole(content)


@pytest.mark.parametrize("kind", KINDS)
def test_paragraphs_are_numbered_the_same(kind: str) -> None:
    """The places in a body that is opened quickly are those in the whole: comments stand there."""
    package = read_package(KINDS[kind](built(of_pages(50))))
    assert lines_of(open_body(package, STYLES_OF_PROSE).items) == lines_of(read_body(package))


HEADED = evolve(
    REPORT,
    overview=Overview(
        (Block(2, "工作进展"), *(Block(text=LINE),) * 5, Block(3, "其他"), Block(text=LINE))
    ),
)


def with_markup(change: Callable[[str], str]) -> bytes:
    """The document with headings, its markup changed."""
    package = read_package(built(HEADED))
    markup = change(package.parts[DOCUMENT].decode())
    return write_package(package.replacing({DOCUMENT: markup.encode()}))


@pytest.mark.parametrize(
    "layout", [Layout(), Layout(native_numbering=True)], ids=["typed", "native"]
)
@pytest.mark.parametrize(
    "style", [*attrs.asdict(STYLE_IDS).values(), "Normal", "unknown"], ids=lambda name: name
)
def test_a_line_in_any_style_reads_the_same(style: str, layout: Layout) -> None:
    """A line that is long is a title, a heading, a signature where its style says so."""
    built_with = gkdoc.build(HEADED, force=True, layout=layout).document or b""
    package = read_package(built_with)
    first, *others = re.split(r'(?<=<w:pStyle w:val=")GKBody', package.parts[DOCUMENT].decode())
    markup = first + "".join(
        (style if place in {3, 4} else "GKBody") + other for place, other in enumerate(others)
    )
    content = write_package(package.replacing({DOCUMENT: markup.encode()}))
    assert outcome(content) == whole(content)


def test_lines_that_word_counts_by_their_style_read_the_same() -> None:
    """A line has the number of its list, even if nothing but its style puts it there."""
    layout = Layout(native_numbering=True)
    package = read_package(gkdoc.build(HEADED, force=True, layout=layout).document or b"")
    styles = "word/styles.xml"
    counted = re.sub(
        r'(w:styleId="GKBody".*?<w:pPr>)',
        r'\1<w:numPr><w:ilvl w:val="1"/><w:numId w:val="1"/></w:numPr>',
        package.parts[styles].decode(),
        count=1,
    )
    content = write_package(package.replacing({styles: counted.encode()}))
    assert outcome(content) == whole(content) != outcome(write_package(package))


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
    assert outcome(content) == whole(content)
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
    reading = outcome(content)
    assert reading == whole(content)
    assert isinstance(reading, Reading)
    assert not [found for found in reading.findings if found.rule == "GK115"]


def test_lines_of_several_styles_keep_theirs() -> None:
    """Only lines of one look come in one passage."""
    package = read_package(built(of_pages(20)))
    first, *others = package.parts[DOCUMENT].split(b'w:val="GKBody"')
    pieces = [first]
    for place, other in enumerate(others):
        pieces += b'w:val="Normal"' if place % 3 else b'w:val="GKBody"', other
    changed = package.replacing({DOCUMENT: b"".join(pieces)})
    lines = lines_of(open_body(changed, STYLES_OF_PROSE).items)
    assert lines == lines_of(read_body(changed))
    assert {style for _, style, text in lines if len(text) > 80} >= {STYLE_NAMES.body, "Normal"}


ODD = {
    "comment": f"<!-- {written(LINE)} -->{written(LINE)}",
    "section": f"<w:p><w:r><w:t><![CDATA[{written(LINE)}]]></w:t></w:r></w:p>",
    "instruction": f"<?x {written(LINE)} ?>{written(LINE)}",
    "instruction beside an empty one": f"<w:p> </w:p><?x {written(LINE)} ?>{written('乙')}",
    "comment beside an empty one": f"<w:p> </w:p><!-- {written(LINE)} -->{written('乙')}",
    "comments across": "<w:p><w:pPr><!--></w:pPr></w:p><w:p><w:pPr><x--></w:pPr></w:p>"
    + written(LINE),
    "comment in properties": f"<w:p><w:pPr><!--x--></w:pPr><w:r><w:t>{LINE}</w:t></w:r></w:p>",
    "paragraph in properties": f"<w:p><w:pPr><w:p/></w:pPr><w:r><w:t>{LINE}</w:t></w:r></w:p>"
    + written(LINE),
    "entities": written(f"{LINE}&amp;&lt;w:p/&gt;&#20013;", LINE, f"{LINE}&#x4E2D;"),
    "greater": written(f"{LINE}>", LINE),
    "end of a section": written(f"{LINE}]]>"),
    "unknown entity": written(f"{LINE}&nbsp;"),
    "other namespace": '<w:p xmlns:w="urn:x"><w:r><w:t>甲</w:t></w:r></w:p>' + written(LINE),
    "other namespace inside": '<w:p><w:pPr><w:b xmlns:w="urn:x"/></w:pPr></w:p>' + written(LINE),
    "control": written(f"{LINE}\x01"),
    "no character": written(f"{LINE}\ufffe"),
    "line separator": written(f"{LINE}\u2028{LINE}", LINE),
    "full-width blanks": written(f"\u3000\u3000{LINE}", LINE, f"{LINE}\u3000"),
    "blanks": written(f" {LINE}", LINE, f"{LINE} ", LINE),
    "line feed": written(f"{LINE}\n{LINE}", f"{LINE}\r{LINE}", f"{LINE}\r\n{LINE}"),
    "empty": "<w:p/><w:p /><w:p> </w:p><w:p></w:p>" + written(LINE, "", LINE),
    "only text": f"<w:p>甲</w:p><w:p/>{written(LINE)}",
    "attributes": f'<w:p w:rsidR="00A1"><w:r w:rsidR="00A1"><w:t>{LINE}</w:t></w:r></w:p>' * 2,
    "attribute twice": f'<w:p w:rsidR="1" w:rsidR="2"><w:r><w:t>{LINE}</w:t></w:r></w:p>',
    "attribute twice inside": f"<w:p><w:r><w:rPr><w:b w:val='1' w:val='2'/></w:rPr>"
    f"<w:t>{LINE}</w:t></w:r></w:p>",
    "unknown prefix": f"<w:p><w:pPr><x:y/></w:pPr><w:r><w:t>{LINE}</w:t></w:r></w:p>",
    "crossed": f"<w:p><w:pPr></w:x><w:x></w:pPr><w:r><w:t>{LINE}</w:t></w:r></w:p>",
    "crossed between": f"<w:p><w:pPr><w:b></w:pPr><w:r><w:rPr></w:b></w:rPr><w:t>{LINE}</w:t>"
    "</w:r></w:p>",
    "not closed": f"<w:p><w:r><w:t>{LINE}</w:t></w:r>",
    "revised format": "<w:p><w:pPr><w:pStyle w:val='a'/><w:pPrChange w:id='1' w:author='a'><w:pPr>"
    f"<w:pStyle w:val='b'/></w:pPr></w:pPrChange></w:pPr><w:r><w:t>{LINE}</w:t></w:r></w:p>",
    "hidden": f"<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>{LINE}</w:t></w:r></w:p>{written(LINE)}",
    "mark taken out": f"<w:p><w:pPr><w:rPr><w:del w:id='1' w:author='a'/></w:rPr></w:pPr><w:r>"
    f"<w:t>前面，</w:t></w:r></w:p>{written(LINE, LINE)}",
    "mark taken out before few": "<w:p><w:pPr><w:rPr><w:del w:id='1' w:author='a'/></w:rPr></w:pPr>"
    f"<w:r><w:t>前面，</w:t></w:r></w:p>{written('短的一段。', LINE)}",
    "runs on": "<w:p><w:pPr><w:outlineLvl w:val='1'/><w:rPr><w:specVanish/></w:rPr></w:pPr><w:r>"
    f"<w:t>（一）标题</w:t></w:r></w:p>{written(LINE, LINE)}",
    "put in": f"<w:ins w:id='1' w:author='a'>{written(LINE)}</w:ins>{written(LINE)}",
    "taken out": f"<w:del w:id='1' w:author='a'>{written(LINE)}</w:del>{written(LINE)}",
    "control of content": f"<w:sdt><w:sdtContent>{written(LINE, LINE)}</w:sdtContent></w:sdt>"
    + written(LINE),
    "unknown element": f"<w:frame>{written(LINE)}</w:frame>{written(LINE)}",
    "inside another": f"<w:p>{written(LINE)}<w:r><w:t>外</w:t></w:r></w:p>{written(LINE)}",
    "text box": f"<w:p><w:r><w:pict><w:txbxContent>{written(LINE, LINE, '短')}</w:txbxContent>"
    f"</w:pict></w:r></w:p>{written(LINE)}",
    "two ways": "<w:p><w:r><mc:AlternateContent><mc:Choice><w:drawing><w:txbxContent>"
    f"{written(LINE)}</w:txbxContent></w:drawing></mc:Choice><mc:Fallback><w:pict><w:txbxContent>"
    f"{written(LINE)}</w:txbxContent></w:pict></mc:Fallback></mc:AlternateContent></w:r></w:p>"
    + written(LINE),
    "cell": f"<w:tbl><w:tr><w:tc>{written(LINE, LINE)}</w:tc><w:tc>{written('短')}</w:tc></w:tr>"
    f"</w:tbl>{written(LINE)}",
    "layout table": f"<w:tbl><w:tr><w:tc>{written(LINE, '二、主动公开政府信息情况', LINE, LINE)}"
    f"</w:tc></w:tr></w:tbl>{written(LINE)}",
    "table in a table": f"<w:tbl><w:tr><w:tc>{written('外')}<w:tbl><w:tr><w:tc>{written(LINE)}"
    f"</w:tc></w:tr></w:tbl>{written(LINE)}</w:tc></w:tr></w:tbl>",
    "between titles": written(LINE, "六、其他需要报告的事项", LINE, LINE),
    "title before prose": written(f"六、其他需要报告的事项。{LINE}", LINE),
    "beside a table": written(
        "二、主动公开政府信息情况", LINE, LINE, "五、存在的主要问题及改进情况"
    ),
    "behind the signature": written(LINE, "甲局", "2024年1月31日", LINE, LINE),
    "signed in one line": written(LINE, f"甲局{' ' * 80}2024年1月31日"),
    "sentence before a date": written(LINE, "甲局。", "2024年1月31日"),
    "date that ends": written(LINE, "甲局", "2024年1月31日。"),
    "sentences": written(
        "总体情况。", "附件。", "甲局。", "一是短。", "其他需要报告的事项。", "。"
    ),
    "of the length of a title": written(*("字" * length for length in (44, 45, 46, 60, 61, 62))),
    "signed": written(LINE, LINE, "甲局", "2024年1月31日"),
    "contents": written("一、总体情况……1", "二、主动公开政府信息情况……2", LINE),
    "numbers": written(f"（一）标题。{LINE}", LINE, f"1.{LINE}", f"一是{LINE}", f"2023年{LINE}"),
    "bold": "<w:p><w:r><w:rPr><w:b/></w:rPr><w:t>（一）加粗的小标题</w:t></w:r></w:p>"
    + written(LINE),
    "title twice": written(f"关于{LINE}", "一、总体情况", LINE),
}


@pytest.mark.parametrize("body", ODD.values(), ids=ODD)
@pytest.mark.parametrize(
    "head",
    [
        "",
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\r\n',
        "<?xml version='1.0'?>",
        '<?xml version="1.0" encoding="GB18030"?>',
        "<!DOCTYPE x>",
    ],
    ids=["bare", "usual", "short", "other", "type"],
)
def test_odd_markup_reads_the_same(body: str, head: str) -> None:
    """Whatever a body is made of: the same report, findings and places, or the same refusal."""
    content = document(body, head)
    assert outcome(content) == whole(content)


@settings(max_examples=300, deadline=None)
@given(st.lists(st.sampled_from(sorted(ODD)), min_size=2, max_size=5))
def test_odd_markup_together_reads_the_same(names: list[str]) -> None:
    """The same where several oddities meet."""
    content = document("".join(ODD[name] for name in names))
    assert outcome(content) == whole(content)


FRAGMENTS = (
    *("<w:p>", "</w:p>", "<w:p/>", "<w:p w:rsidR='1'>", "<w:pPr>", "</w:pPr>", "<w:pPr/>"),
    *("<w:r>", "</w:r>", "<w:rPr>", "</w:rPr>", "<w:rPr/>", "<w:t>", "</w:t>", "<w:t/>"),
    *('<w:t xml:space="preserve">', '<w:pStyle w:val="a"/>', "<w:b/>", "<w:vanish/>", "<w:br/>"),
    *(
        "<!-->",
        "<x-->",
        "<?x?>",
        '<w:proofErr w:type="a"/>',
        '<w:bookmarkEnd w:id="1"/>',
        "<!--",
        "-->",
        "甲",
        LINE,
        "&amp;",
    ),
    *("<w:tbl><w:tr><w:tc>", "</w:tc></w:tr></w:tbl>", "<w:ins>", "</w:ins>"),
)


@settings(max_examples=500, deadline=None)
@given(st.lists(st.sampled_from(FRAGMENTS), max_size=25))
def test_pieces_in_any_order_read_the_same(pieces: list[str]) -> None:
    """Markup that is nearly what is lifted, well-formed or not: nothing is read out of it."""
    content = document("".join(pieces))
    assert outcome(content) == whole(content)


@settings(max_examples=100, deadline=None)
@given(st.data())
def test_wrong_signs_are_found_wherever_they_are(data: st.DataObject) -> None:
    """One sign of a built document changed: read the same as by a parser, or refused the same."""
    package = read_package(built(REPORT))
    part = bytearray(package.parts[DOCUMENT])
    place = data.draw(st.integers(0, len(part) - 1))
    part[place] = data.draw(st.sampled_from(b'<>&"/ =:awpt\x00\x7f\x80\xe4'))
    content = write_package(package.replacing({DOCUMENT: bytes(part)}))
    assert outcome(content) == whole(content)


@pytest.mark.parametrize(
    "change",
    [
        lambda text: text + "。",
        lambda text: text.replace("，", "&", 1),
        lambda text: f"{text}\n{text}",
        lambda text: f"\u3000{text}",
    ],
)
def test_lines_of_every_kind_come_back(change: Callable[[str], str]) -> None:
    """Long lines with signs that are escaped, that break, that do not print: word for word."""
    blocks = tuple(Block(text=text) for text in (LINE, change(LINE), LINE, LINE))
    report = evolve(REPORT, overview=Overview(blocks))
    assert read_docx(built(report)).report.overview == Overview(blocks)
