"""Step 7: one sign too few or one digit wrong anywhere in a built document is found."""

from __future__ import annotations

import datetime
import io
from collections.abc import Callable, Iterator, Mapping
from itertools import islice
from typing import Any

import docx
import pytest
from attrs import evolve
from docx.document import Document
from docx.text.paragraph import Paragraph
from lxml import etree

import gkdoc.api
from gkdoc.layout.options import Layout
from gkdoc.model import (
    BLANK,
    Applications,
    CellValue,
    Introduction,
    OtherMatters,
    Overview,
    Proactive,
    Problems,
    Remedies,
    Report,
    Signature,
    TableValues,
    Text,
)
from gkdoc.ooxml import carrier
from gkdoc.ooxml.markup import W
from gkdoc.ooxml.package import prepare, read_package
from gkdoc.read import read_bytes
from gkdoc.spec import TableSpec, form, table
from gkdoc.tasks.verify import verify
from gkdoc.text.blocks import Block
from gkdoc.text.outlines import parse
from gkdoc.write.docx.standard import standard_template_bytes
from tests.tools.drawing import draw
from tests.tools.editions import EDITIONS as EDITION_NAMES

DOCUMENT = "word/document.xml"


def figures(key: str, edition: str) -> Iterator[tuple[str, str, CellValue]]:
    """Another number in each cell, so that no cell can stand for its neighbour."""
    numbers = iter(range(10, 1000))
    spec = table(key, edition)
    return ((row, column, next(numbers)) for row in spec.rows for column in spec.rows[row])


def report(edition: str) -> Report:
    """A report with every level of structure, and a different number in every cell."""
    return Report(
        agency="东海县档案局",
        year=2023,
        introduction=Introduction(parse("依据条例编制。")),
        overview=Overview(
            parse(
                "总述。\n（一）主动公开。公开5条。\n1.网站\n（1）栏目。新设2个。\n（2）本年无变动。"
            )
        ),
        proactive=Proactive.from_records(figures("proactive", edition), edition=edition),
        applications=Applications.from_records(figures("applications", edition), edition=edition),
        remedies=Remedies.from_records(figures("remedies", edition), edition=edition),
        problems=Problems(parse("问题\t与“改进”。")),
        other_matters=OtherMatters((Block(text="未收费。\n另行说明。"),)),
        signature=Signature("东海县档案局", datetime.date(2024, 1, 5)),
    )


def built(report: Report, **choices: Any) -> bytes:  # noqa: ANN401 - whatever `build` takes
    """The document; findings do not matter here."""
    document = gkdoc.api.build(report, force=True, **choices).document
    assert document is not None
    return document


def mutations(
    document: bytes, mutate: Callable[[str], Iterator[str]], within: str, every: int
) -> Iterator[tuple[str, bytes]]:
    """The files in which one w:t of the part `within` holds another text, and that text.

    Of all of them only each one in `every`.
    """
    package = read_package(document)
    rest = prepare(package)
    root = etree.fromstring(package.parts[DOCUMENT])
    nodes = root.iterfind(f"{within}//{{{W}}}t")
    changes = ((node, other) for node in nodes for other in mutate(node.text or ""))
    for node, other in islice(changes, None, None, every):
        text = node.text or ""
        node.text = other
        yield f"{text} -> {other}", rest.pack({DOCUMENT: etree.tostring(root)})
        node.text = text


def edited(document: bytes, edit: Callable[[etree._Element], None]) -> bytes:
    """The file with its body edited."""
    package = read_package(document)
    root = etree.fromstring(package.parts[DOCUMENT])
    edit(root)
    return prepare(package).pack({DOCUMENT: etree.tostring(root)})


def without_one(text: str) -> Iterator[str]:
    """`text` less one sign, for each of its signs."""
    return (text[:place] + text[place + 1 :] for place in range(len(text)))


def with_one_digit_wrong(text: str) -> Iterator[str]:
    """`text` with one digit replaced, for each of its digits."""
    for place, sign in enumerate(text):
        if sign.isdecimal():
            yield text[:place] + str((int(sign) + 1) % 10) + text[place + 1 :]


EDITIONS = pytest.mark.parametrize("edition", EDITION_NAMES)

# Of the 2019 form the first table only: the others are those of 2021 but for three rows.
_FIRST_TABLE = f".//{{{W}}}tbl[1]"


@pytest.mark.parametrize(
    ("mutate", "edition", "within", "every"),
    [
        pytest.param(without_one, "2021", ".", 1, marks=pytest.mark.acceptance, id="signs"),
        pytest.param(without_one, "2021", ".", 11, id="a share of the signs"),
        pytest.param(without_one, "2019", _FIRST_TABLE, 1, id="signs of 2019"),
        pytest.param(with_one_digit_wrong, "2021", ".", 1, id="digits"),
        pytest.param(with_one_digit_wrong, "2019", _FIRST_TABLE, 1, id="digits of 2019"),
    ],
)
def test_every_mutation_is_found(
    mutate: Callable[[str], Iterator[str]], edition: str, within: str, every: int
) -> None:
    """Wherever in the body one sign is lost or one digit wrong: figure, label, prose, date."""
    meant = report(edition)
    files = mutations(built(meant), mutate, within, every)
    found = [(what, verify(file, meant)) for what, file in files]
    assert found
    assert [what for what, differences in found if not differences] == []


@EDITIONS
@pytest.mark.parametrize(
    "choices",
    [
        {},
        {"plain": True},
        {"layout": Layout(figure_size=7.5)},
        {"layout": Layout(native_numbering=True)},
    ],
    ids=["usual", "plain", "small figures", "native numbering"],
)
def test_a_sound_build_has_no_differences(edition: str, choices: Mapping[str, Any]) -> None:
    """Nothing is said about a document that shows what was meant, whatever it carries."""
    meant = report(edition)
    assert verify(built(meant, **choices), meant) == ()


def test_unusual_contents_are_no_differences() -> None:
    """A title of its own, in lines; blanks and texts in cells; no introduction, no signature."""
    plain = report("2021")
    assert plain.proactive is not None
    cells = list(plain.proactive.values.spec.cells)
    values = plain.proactive.values.changed({cells[0]: BLANK, cells[1]: Text("/")})
    meant = evolve(
        plain,
        title="东海县\n档案工作报告",
        proactive=Proactive(values),
        introduction=None,
        signature=None,
    )
    assert verify(built(meant, plain=True), meant) == ()


def every_table() -> Iterator[TableSpec]:
    """Every table of every edition, its rows divided and not."""
    for edition in EDITION_NAMES:
        for spec in form(edition).tables.values():
            yield from (spec,) if spec.undivided == spec else (spec, spec.undivided)


@pytest.mark.parametrize(
    "spec", list(every_table()), ids=lambda spec: f"{spec.key}-{spec.edition}-{spec.shape[0]}"
)
@pytest.mark.parametrize("choices", [{}, {"plain": True}], ids=["usual", "plain"])
def test_a_table_without_any_figure_is_no_difference(
    spec: TableSpec, choices: Mapping[str, Any]
) -> None:
    """Every cell printed as nothing: the document reads back as blanks, not as a lost table."""
    whole = report(EDITION_NAMES[0])
    empty = TableValues(spec, dict.fromkeys(spec.cells, BLANK))
    meant = whole.with_tables({spec.key: evolve(whole.tables[spec.key], values=empty)})
    read = read_bytes(built(meant, verify=True, **choices), "docx", partial=True).report
    cells = read.tables[spec.key].values.entered
    assert set(cells.values()) == {BLANK}
    # A build prints the rows of the form: where it has them divided, so they come back.
    assert len(cells) >= len(spec.cells)


def test_what_is_carried_does_not_count() -> None:
    """The carried figures are right; the shown one is wrong, and that is what is said."""
    meant = report("2021")
    document = built(meant)
    assert carrier.carried(read_package(document)) is not None
    (wrong,) = verify(document, with_another_figure(meant))
    assert wrong.path == "remedies.reconsideration.upheld"
    assert "行政复议 · 结果维持" in wrong.message
    assert wrong.place == "第 3 张表第 4 行第 1 格"


def test_a_paragraph_is_named_with_the_words_around() -> None:
    """Section, number of the paragraph, and the words in which the two begin to differ."""
    meant = report("2021")
    overview = Overview(parse("总述。\n（一）主动公开。公开6条。"))
    first = verify(built(meant), evolve(meant, overview=overview))[0]
    assert first.path == "overview.2"
    assert (
        "一、总体情况第 2 段应为“…）主动公开。公开6条。”，文件中为“…）主动公开。公开5条。”"
        in first.message
    )


def test_lost_and_doubled_paragraphs_are_found() -> None:
    """Also where nothing is wrong with the words that are there."""
    meant = report("2021")
    document = built(meant)
    heading = f".//{{{W}}}p"

    def lose(root: etree._Element) -> None:
        paragraph = next(node for node in root.iterfind(heading) if "网站" in text_of(node))
        remove(paragraph)

    def double(root: etree._Element) -> None:
        paragraph = next(node for node in root.iterfind(heading) if "总述" in text_of(node))
        paragraph.addnext(etree.fromstring(etree.tostring(paragraph)))

    assert verify(edited(document, lose), meant)
    assert verify(edited(document, double), meant)


def test_a_lost_table_is_found() -> None:
    """The whole table, named by the title of its section."""
    meant = report("2021")

    def lose(root: etree._Element) -> None:
        remove(root.findall(f".//{{{W}}}tbl")[1])

    wrong = verify(edited(built(meant), lose), meant)
    assert wrong[0].path == "applications"


def test_exchanged_cells_are_found() -> None:
    """Every figure is in the document, two of them in each other's place."""
    meant = report("2021")

    def exchange(root: etree._Element) -> None:
        nodes = {node.text: node for node in root.iterfind(f".//{{{W}}}tbl//{{{W}}}t")}
        one, other = nodes["12"], nodes["13"]
        one.text, other.text = other.text, one.text

    assert len(verify(edited(built(meant), exchange), meant)) >= 2


def test_words_of_the_template_are_no_differences() -> None:
    """What an office adds around the report stays out of the comparison."""
    meant = report("2021")

    def surround(root: etree._Element) -> None:
        body = root[0]
        for place, words in ((0, "公开"), (len(body) - 1, "联系电话：110")):
            paragraph = etree.fromstring(f'<w:p xmlns:w="{W}"><w:r><w:t>{words}</w:t></w:r></w:p>')
            body.insert(place, paragraph)

    assert verify(edited(built(meant), surround), meant) == ()


def test_a_template_drawn_by_the_office_is_verified() -> None:
    """Tables drawn in Word cell by cell, the signature in words of its own: all is found."""
    document = docx.Document(io.BytesIO(standard_template_bytes()))
    for key, spec in form("2021").tables.items():
        place = slot_paragraph(document, key)
        drawing = draw(document, spec, {ref: f"{{{{ {ref} }}}}" for ref in spec.cells})
        place._p.addprevious(drawing._tbl)
        remove(place._p)
    place = slot_paragraph(document, "signature")
    for words in ("{{ signature.agency }}", '印发：{{ signature.date|date("y-MM-dd") }}'):
        place.insert_paragraph_before(words, "Normal")
    remove(place._p)
    stream = io.BytesIO()
    document.save(stream)
    meant = report("2021")
    file = built(meant, template=stream.getvalue())
    assert verify(file, meant) == ()
    later = Signature(meant.agency, datetime.date(2024, 1, 6))
    assert verify(file, evolve(meant, signature=later))
    assert verify(file, with_another_figure(meant))


@pytest.mark.parametrize("document", [b"", b"PK\x03\x04", b"<html>"])
def test_a_document_that_cannot_be_opened_is_a_difference(document: bytes) -> None:
    """A problem, not an exception."""
    assert verify(document, report("2021"))


def with_another_figure(report: Report) -> Report:
    """The same report meaning another number in the first cell of the last table."""
    assert report.remedies is not None
    values = report.remedies.values
    return evolve(report, remedies=Remedies(values.changed({next(iter(values.spec.cells)): 9})))


def slot_paragraph(document: Document, name: str) -> Paragraph:
    """The paragraph of the template that asks for the block of that name."""
    slot = f"{{{{p {name} }}}}"
    return next(paragraph for paragraph in document.paragraphs if paragraph.text == slot)


def text_of(node: etree._Element) -> str:
    """All text of the element."""
    return "".join(map(str, node.itertext()))


def remove(node: etree._Element) -> None:
    """Take the element out of its document."""
    parent = node.getparent()
    assert parent is not None
    parent.remove(node)
