"""Pictures, plain tables and links in Word files, before judges from outside; read back equal."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from pathlib import Path

import docx
import pytest
from attrs import evolve
from docx.shared import Emu, Mm
from PIL import Image, ImageOps

import gkdoc
from gkdoc.layout.options import Layout
from gkdoc.layout.pictures import printed_picture
from gkdoc.layout.typography import PAGE, STYLE_NAMES
from gkdoc.model import Overview, Problems, Report, in_print
from gkdoc.ooxml.drawings import EMUS_PER_MILLIMETRE, EMUS_PER_TWIP, TURNS
from gkdoc.pictures import cleaned
from gkdoc.read.document.links import as_read
from gkdoc.read.docx import read_docx
from gkdoc.tasks.verify import verify
from gkdoc.text.blocks import AnyBlock, Block, Picture, PlainTable
from gkdoc.write.docx.standard import standard_template_bytes
from tests.conftest import PdfText, Validate
from tests.tools import Office, pixels
from tests.tools.places import ROOT

CHART = pixels.png(300, 150)
PHOTOGRAPH = cleaned(pixels.turned(160, 120, 6))
ADDRESSES = ("https://www.gov.cn/a?b=1&c=2", "https://example.gov.cn/", "mailto:gk@example.gov.cn")
BLOCKS: tuple[AnyBlock, ...] = (
    Block(2, f"[主动公开]({ADDRESSES[0]})情况。", f"见[网站]({ADDRESSES[1]})，或者来信。"),
    Block(3, f"[来信]({ADDRESSES[2]})", None),
    Block(text="\\[不是链接](https://x.cn/)，[也不是](javascript:x)。"),
    Picture(CHART, "各季度数量的柱形图", f"图1　各季度数量，见[网站]({ADDRESSES[1]})", "80%"),
    Picture(PHOTOGRAPH, "服务窗口", None, "60mm"),
    Picture(CHART, "同一张图", "图2"),
    PlainTable(("单位", "件数"), (("行政许可", "12"), ("", f"[3]({ADDRESSES[1]})")), "表1　件数"),
    PlainTable(("一、总体情况",), ()),
)
LAYOUTS = {"typed": Layout(), "counted": Layout(native_numbering=True)}
each_layout = pytest.mark.parametrize("layout", LAYOUTS.values(), ids=LAYOUTS)


def report_with(*blocks: AnyBlock) -> Report:
    """The city's report with `blocks` behind its overview and its introduction."""
    report = gkdoc.load(ROOT / "examples" / "city-government-2024.yaml")
    introduction = report.introduction
    assert introduction is not None
    return evolve(
        report,
        introduction=evolve(introduction, outline=(*introduction.outline, *blocks)),
        overview=Overview((*report.overview.outline, *blocks)),
    )


def built(report: Report, template: bytes | None = None, **options: object) -> bytes:
    """The Word file, read back by `verify`."""
    result = gkdoc.build(report, template, verify=True, force=True, **options)  # type: ignore[arg-type]
    assert result.document is not None
    return result.document


def changed(document: bytes, part: str, change: Callable[[bytes], bytes]) -> bytes:
    """The file with the parts changed whose names match `part`."""
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(document)) as before, zipfile.ZipFile(target, "w") as after:
        for name in before.namelist():
            content = before.read(name)
            after.writestr(name, change(content) if re.fullmatch(part, name) else content)
    return target.getvalue()


REPORT = report_with(*BLOCKS)


@each_layout
def test_what_is_built_is_read_back_equal(layout: Layout) -> None:
    """Every word, address, picture, caption and width, without a finding."""
    reading = read_docx(built(REPORT, layout=layout))
    assert reading.report == in_print(REPORT).report
    assert reading.findings == ()


@each_layout
def test_without_what_is_carried_only_widths_are_others(layout: Layout) -> None:
    """What shows is enough for everything else: a width is that of the print."""
    reading = read_docx(built(REPORT, layout=layout, plain=True))
    assert [finding.rule for finding in reading.findings] == ["GK114"]
    outline = reading.report.prose["overview"][-len(BLOCKS) :]
    widths = [block.width for block in outline if isinstance(block, Picture)]
    assert widths == ["125mm", "60mm", "79mm"]
    as_written = {"125mm": "80%", "60mm": "60mm", "79mm": None}
    assert [
        evolve(block, width=as_written[block.width or ""]) if isinstance(block, Picture) else block
        for block in outline
    ] == [*map(as_read, BLOCKS)]


def test_the_same_report_gives_the_same_bytes() -> None:
    """Nothing in a file is by chance; a picture that stands twice is in it once."""
    document = built(REPORT)
    assert document == built(REPORT)
    with zipfile.ZipFile(io.BytesIO(document)) as archive:
        media = [name for name in archive.namelist() if "/media/" in name]
    assert len(media) == 2


@pytest.mark.slow
@each_layout
def test_office_accepts_it(layout: Layout, validate: Validate, tmp_path: Path) -> None:
    """Microsoft's validator has nothing against it."""
    path = tmp_path / "年报.docx"
    path.write_bytes(built(REPORT, layout=layout))
    assert validate(path) == ()


def test_python_docx_reads_it() -> None:
    """Another program sees the links, the pictures in their sizes, and the tables."""
    document = docx.Document(io.BytesIO(built(report_with(*BLOCKS[:-1]))))
    links = [link for each in document.paragraphs for link in each.hyperlinks]
    assert {link.address for link in links} == set(ADDRESSES)
    assert {link.text for link in links} == {"主动公开", "网站", "来信"}
    shapes = document.inline_shapes
    assert len(shapes) == 6
    assert abs(shapes[0].width - Emu(round(0.8 * PAGE.text_width * EMUS_PER_TWIP))) < 2
    # Before its turn the photograph is as wide as it is high afterwards.
    assert abs(shapes[1].width - Mm(80)) < 2
    assert abs(shapes[1].height - Mm(60)) < 2
    styles = [table.style.name if table.style else None for table in document.tables]
    own = document.tables[styles.index(STYLE_NAMES.plain_table)]
    assert [[cell.text for cell in row.cells] for row in own.rows] == [
        ["单位", "件数"],
        ["行政许可", "12"],
        ["", "3"],
    ]


def test_a_template_that_has_links_and_pictures_keeps_them() -> None:
    """No id of a template is taken: one made of a report with pictures is filled like any other."""
    first = docx.Document(io.BytesIO(standard_template_bytes()))
    first.add_picture(io.BytesIO(pixels.png(20, 10)))
    stream = io.BytesIO()
    first.save(stream)
    template = changed(
        stream.getvalue(), "word/_rels/document.xml.rels", lambda part: part.replace(b"rId", b"gk")
    )
    template = changed(
        template,
        r"word/document\.xml",
        lambda part: re.sub(rb'(r:(?:id|embed))="rId', rb'\1="gk', part),
    )
    document = docx.Document(io.BytesIO(built(REPORT, template)))
    numbers = [each._inline.docPr.id for each in document.inline_shapes]
    assert len(numbers) == len(set(numbers)) == 7
    related = {each.rId for each in document.part.rels.values()}
    assert len(related) == len(document.part.rels)


@pytest.mark.parametrize("orientation", range(1, 9))
def test_each_orientation_is_turned_upright(orientation: int) -> None:
    """Mirrored and turned as the file says, a picture is what Pillow makes of its orientation."""
    turn = TURNS[orientation]
    with Image.open(
        io.BytesIO(pixels.png(before=pixels.chunk(b"eXIf", pixels.exif(orientation))))
    ) as picture:
        upright = ImageOps.exif_transpose(picture)
        seen = ImageOps.mirror(picture) if turn.mirrored else picture
        assert seen.rotate(-90 * turn.quarters, expand=True).tobytes() == upright.tobytes()


@pytest.mark.parametrize(
    ("size", "width", "millimetres"),
    [
        ((96, 48), None, (25.4, 12.7)),
        ((9600, 48), None, (156, 0.78)),
        ((100, 50), "50%", (78, 39)),
        ((100, 50), "120mm", (120, 60)),
        ((100, 50), "400mm", (156, 78)),
        ((50, 100), "156mm", (101.2, 202.4)),
    ],
)
def test_a_picture_stays_within_the_text(
    size: tuple[int, int], width: str | None, millimetres: tuple[float, float]
) -> None:
    """Never wider than the text, never so high that its caption has no room; its shape is kept."""
    printed = printed_picture(pixels.png(*size), width, PAGE)
    found = printed.width / EMUS_PER_MILLIMETRE, printed.height / EMUS_PER_MILLIMETRE
    assert found == pytest.approx(millimetres, abs=0.2)


def replaced(old: str, new: str) -> Callable[[bytes], bytes]:
    """Changes a part by other words wherever it has `old`."""
    return lambda part: part.replace(old.encode(), new.encode())


BODY = r"word/document\.xml"
CHANGES: dict[str, tuple[str, Callable[[bytes], bytes]]] = {
    "picture": (r"word/media/gk.*\.png", lambda _: pixels.png(300, 151)),
    "address": (r"word/_rels/document\.xml\.rels", replaced("example", "other")),
    "cell": (BODY, replaced(">12</w:t>", ">13</w:t>")),
    "caption": (BODY, replaced("表1　件数", "表1　数")),
    "words about a picture": (BODY, replaced("各季度数量的柱形图", "图")),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_what_is_changed_by_hand_is_noticed(change: tuple[str, Callable[[bytes], bytes]]) -> None:
    """A picture exchanged, another address, another cell: said when read, and by verifying."""
    document = changed(built(REPORT), *change)
    rules = {finding.rule for finding in read_docx(document).findings}
    assert rules == {"GK113"}
    assert verify(document, in_print(REPORT).report)


def test_a_width_changed_by_hand_is_read() -> None:
    """A picture that was drawn smaller in Word has its new width."""
    document = built(report_with(BLOCKS[4]))
    for old, new in (('"2160000"', '"1080000"'), ('"2880000"', '"1440000"')):
        document = changed(document, BODY, replaced(old, new))
    reading = read_docx(document)
    assert reading.report.prose["overview"][-1] == Picture(PHOTOGRAPH, "服务窗口", None, "30mm")
    assert {finding.rule for finding in reading.findings} == {"GK113"}


@pytest.mark.slow
def test_printed_by_libreoffice(office: Office, pdf_text: PdfText, tmp_path: Path) -> None:
    """Captions, cells and links stand on paper; no picture is cut off by the pitch of its line."""
    path = tmp_path / "年报.docx"
    path.write_bytes(built(REPORT))
    (pdf,) = office.pdf(path, into=tmp_path)
    words = "".join(pdf_text(pdf).split())
    for each in ("图1各季度数量，见网站", "表1件数", "[不是链接](https://x.cn/)"):
        assert each in words


@pytest.mark.slow
def test_a_copy_that_libreoffice_saved_loses_no_words(office: Office, tmp_path: Path) -> None:
    """Saved by another program, the file still shows every word, address and picture."""
    path = tmp_path / "年报.docx"
    report = evolve(REPORT, problems=Problems((*REPORT.problems.outline, *BLOCKS[:-1])))
    path.write_bytes(built(report))
    (copy,) = office.docx(path, into=tmp_path / "copy")
    prose = read_docx(copy.read_bytes()).report.prose
    assert prose["problems"] == in_print(report).report.problems.outline
