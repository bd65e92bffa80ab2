"""The tree carried in a Word file: written, found again, and invisible to everything else."""

from __future__ import annotations

import io

import docx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from gkdoc.ooxml.carrier import (
    NAMESPACE,
    Carried,
    Element,
    attach,
    carried,
    carrier_part,
    carrier_xml,
    detach,
)
from gkdoc.ooxml.package import Package, read_package, relationships, write_package

TREE = Element(
    "report",
    (
        Element("agency", "甲&乙<局>"),
        Element("applications", (Element("received", (Element("total", "5"),)),)),
        Element("blank"),
        Element("spaced", "  一\n二\r\t𠮷 "),
    ),
)

NAMES = st.from_regex("[a-z_][a-z0-9_.-]{0,8}", fullmatch=True)
TEXTS = st.text(
    st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufffe\uffff")
    | st.sampled_from("\t\n\r")
)
TREES = st.recursive(
    st.builds(Element, NAMES, TEXTS),
    lambda trees: st.builds(Element, NAMES, st.lists(trees, min_size=1, max_size=4).map(tuple)),
    max_leaves=12,
)


@pytest.fixture(scope="module")
def plain() -> Package:
    """A Word file that somebody else's program saved (python-docx)."""
    stream = io.BytesIO()
    document = docx.Document()
    document.add_paragraph("正文")
    document.save(stream)
    return read_package(stream.getvalue())


def whole(package: Package) -> Element:
    """All that the file carries."""
    found = carried(package)
    assert found is not None
    return as_element(found)


def as_element(found: Carried) -> Element:
    """The element that was written."""
    return Element(found.name, tuple(map(as_element, found.children)) or found.text)


def test_what_is_attached_is_carried(plain: Package) -> None:
    """The tree comes back as it was, after the file was written and opened again."""
    again = read_package(write_package(attach(plain, TREE)))
    assert whole(again) == TREE


def test_what_is_carried_is_found_by_name(plain: Package) -> None:
    """One element, the texts of a row, and all texts by the names that lead to them."""
    found = carried(attach(plain, TREE))
    assert found is not None
    blank = found.find("blank")
    assert blank is not None
    assert (blank.name, blank.text) == ("blank", "")
    assert found.find("absent") is None
    assert found.texts()["agency"] == "甲&乙<局>"
    assert dict(found.leaves())["applications.received.total"] == "5"


@given(TREES)
def test_any_tree_survives(tree: Element) -> None:
    """Nesting, order and every sign come back, white space and special signs included."""
    types = b'<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'
    main = (
        b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        b'<Relationship Id="rId1" Type="http://x/officeDocument" Target="word/document.xml"/>'
        b"</Relationships>"
    )
    bare = Package(
        {"[Content_Types].xml": types, "_rels/.rels": main, "word/document.xml": b"<d/>"}
    )
    assert whole(attach(bare, tree)) == tree


def test_part_has_elements_only() -> None:
    """LibreOffice drops attributes of such parts, so there are none."""
    root = etree.fromstring(carrier_xml(TREE))
    assert [node.attrib for node in root.iter() if node.attrib] == []
    assert root.tag == f"{{{NAMESPACE}}}report"


def test_a_file_that_carries_nothing(plain: Package) -> None:
    """None, also where another program keeps a part of its own."""
    assert carried(plain) is None
    foreign = attach(plain, TREE)
    name = carrier_part(foreign)
    assert name is not None
    for content in (b'<report xmlns="urn:other"/>', b"not xml"):
        assert carried(foreign.replacing({name: content})) is None


def test_a_part_of_another_program_stays(plain: Package) -> None:
    """Ours takes the next free name beside it."""
    other = attach(plain, TREE)
    first = carrier_part(other)
    assert first is not None
    mixed = attach(other.replacing({first: b'<report xmlns="urn:other"/>'}), TREE)
    assert mixed.parts[first] == b'<report xmlns="urn:other"/>'
    assert carrier_part(mixed) not in {None, first}
    assert whole(mixed) == TREE


def test_a_second_tree_replaces_the_first(plain: Package) -> None:
    """A built file that serves as a template does not carry two reports."""
    once = attach(plain, TREE)
    twice = attach(once, Element("report", "2"))
    assert whole(twice) == Element("report", "2")
    assert twice.parts.keys() == once.parts.keys()


def test_detached_is_as_before(plain: Package) -> None:
    """Nothing stays behind: no part, no relationship, no type."""
    again = detach(attach(plain, TREE))
    assert again.parts.keys() == plain.parts.keys()
    assert relationships(again, "word/document.xml") == relationships(plain, "word/document.xml")
    for name in ("[Content_Types].xml", "word/_rels/document.xml.rels"):
        assert etree.tostring(etree.fromstring(again.parts[name]), method="c14n") == etree.tostring(
            etree.fromstring(plain.parts[name]), method="c14n"
        )
    assert detach(plain) == plain


def test_same_tree_same_bytes(plain: Package) -> None:
    """Nothing in it comes from a clock or from chance."""
    assert write_package(attach(plain, TREE)) == write_package(attach(plain, TREE))


def test_python_docx_opens_it(plain: Package) -> None:
    """Another reader finds its document undisturbed, and the part under its content type."""
    document = docx.Document(io.BytesIO(write_package(attach(plain, TREE))))
    assert [paragraph.text for paragraph in document.paragraphs] == ["正文"]
    items = [
        relationship.target_part
        for relationship in document.part.rels.values()
        if relationship.reltype.endswith("/customXml")
    ]
    assert items[-1].blob == carrier_xml(TREE)
    (properties,) = (relationship.target_part for relationship in items[-1].rels.values())
    assert properties.content_type.endswith(".customXmlProperties+xml")


@pytest.mark.parametrize("tree", [Element("a b"), Element("a", "\x00"), Element("", "x")])
def test_what_xml_cannot_hold_is_refused(tree: Element) -> None:
    """A wrong name or an illegal character never gets into a file."""
    with pytest.raises(ValueError, match=r"name|XML"):
        carrier_xml(tree)
