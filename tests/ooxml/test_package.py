"""Word files are opened within limits, and written the same for the same content."""

from __future__ import annotations

import io
import struct
import warnings
import zipfile
from collections.abc import Callable
from unittest.mock import patch

import docx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gkdoc import archive
from gkdoc.ooxml.markup import BrokenXml, escape_text, parse_xml, text_markup
from gkdoc.ooxml.package import (
    CONTENT_TYPES,
    DOCUMENT_TYPE,
    BrokenPackage,
    Package,
    as_document,
    content_type,
    main_document,
    prepare,
    read_package,
    relationships,
    write_package,
)

OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
TYPES = f'<Types xmlns="{PACKAGE}/content-types"/>'


def word_file() -> bytes:
    """A file as python-docx makes it."""
    document = docx.Document()
    document.add_paragraph("一、总体情况")
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def root_relationships(target: str = "word/document.xml") -> str:
    """The relationships of a package whose main document is `target`."""
    return (
        f'<Relationships xmlns="{PACKAGE}/relationships">'
        f'<Relationship Id="r1" Type="{OFFICE}/officeDocument" Target="{target}"/></Relationships>'
    )


def zipped(*entries: tuple[str, bytes | str], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A ZIP file with these entries, whatever their names are."""
    stream = io.BytesIO()
    with warnings.catch_warnings(), zipfile.ZipFile(stream, "w", method) as target:
        warnings.simplefilter("ignore", UserWarning)  # zipfile warns of doubled names
        for name, content in entries:
            target.writestr(name, content)
    return stream.getvalue()


def sound(*entries: tuple[str, bytes | str]) -> bytes:
    """A file that would open without `entries`."""
    return zipped(
        (CONTENT_TYPES, TYPES),
        ("_rels/.rels", root_relationships()),
        ("word/document.xml", "<document/>"),
        *entries,
    )


def encrypted() -> bytes:
    """A file one part of which says that it is encrypted."""
    content = bytearray(sound())
    content[content.rindex(b"PK\x01\x02") + 8] |= 1
    return bytes(content)


def understated() -> bytes:
    """A file whose last part says that it is 10 bytes long, and is 300 MiB."""
    content = bytearray(sound(("word/media/a.bmp", bytes(300 * 2**20))))
    struct.pack_into("<L", content, content.rindex(b"PK\x01\x02") + 24, 10)
    return bytes(content)


REFUSED: dict[str, tuple[Callable[[], bytes], str]] = {
    "nothing": (bytes, "不是 ZIP"),
    "text": ("机关: 某局".encode, "不是 ZIP"),
    "old format": (lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512), "加密"),
    "encrypted part": (encrypted, "加密"),
    "doubled part": (lambda: sound(("word/document.xml", "<other/>")), "重复"),
    "doubled but for case": (lambda: sound(("word/Document.XML", "<other/>")), "重复"),
    "absolute name": (lambda: sound(("/etc/passwd", "x")), "名称"),
    "drive": (lambda: sound(("C:/a", "x")), "名称"),
    "folder above": (lambda: sound(("word/../../a", "x")), "名称"),
    "backslash": (lambda: sound(("word\\a", "x")), "名称"),
    "other compression": (lambda: zipped(("a", "x"), method=zipfile.ZIP_BZIP2), "压缩方式"),
    "too many parts": (lambda: zipped(*((str(n), "") for n in range(2001))), "2001"),
    "bomb": (lambda: sound(("a", bytes(65 * 2**20))), "倍"),
    "understated size": (understated, "损坏"),
    "no content types": (lambda: zipped(("_rels/.rels", root_relationships())), "Content_Types"),
    "no relationships": (lambda: zipped((CONTENT_TYPES, TYPES)), "主文档"),
    "no main document": (
        lambda: zipped((CONTENT_TYPES, TYPES), ("_rels/.rels", root_relationships())),
        "主文档部件不存在",
    ),
    "relationships no XML": (
        lambda: zipped((CONTENT_TYPES, TYPES), ("_rels/.rels", "<a><b></a>")),
        "XML",
    ),
    "document type": (
        lambda: zipped((CONTENT_TYPES, TYPES), ("_rels/.rels", "<!DOCTYPE a><a/>")),
        "DOCTYPE",
    ),
}


@pytest.mark.parametrize("kind", REFUSED)
def test_refused_with_the_reason(kind: str) -> None:
    """A file that cannot be opened safely is refused, and the message says why."""
    make, reason = REFUSED[kind]
    with pytest.raises(BrokenPackage, match=reason):
        read_package(make())


@pytest.mark.parametrize("share", [0.05, 0.3, 0.6, 0.9, 0.999])
def test_truncated_file_is_refused(share: float) -> None:
    """A file of which the end is missing is refused."""
    content = word_file()
    with pytest.raises(BrokenPackage, match="没有传完整"):
        read_package(content[: int(len(content) * share)])


@pytest.mark.parametrize("limit", ["PART_LIMIT", "TOTAL_LIMIT"])
def test_sizes_are_counted_while_inflating(limit: str) -> None:
    """Each limit acts by itself, on what comes out and not on what the archive says."""
    content = sound(("word/media/a.png", bytes(range(256)) * 40))
    assert read_package(content).parts
    with patch.object(archive, limit, 8_000), pytest.raises(BrokenPackage, match="超过"):
        read_package(content)


def test_flipped_bit_is_noticed() -> None:
    """A part that differs from its checksum is refused and named."""
    content = bytearray(zipped(("word/document.xml", "<document/>"), method=zipfile.ZIP_STORED))
    content[content.index(b"<document/>") + 1] ^= 1
    with pytest.raises(BrokenPackage, match=r"word/document\.xml：部件已损坏"):
        read_package(bytes(content))


def test_written_file_is_what_was_read() -> None:
    """python-docx and zipfile open what we write, and it holds the same parts."""
    package = read_package(word_file())
    written = write_package(package)
    assert zipfile.ZipFile(io.BytesIO(written)).testzip() is None
    assert docx.Document(io.BytesIO(written)).paragraphs[0].text == "一、总体情况"
    assert read_package(written) == package


def test_written_file_has_no_clock_and_a_fixed_order() -> None:
    """Content types and relationships first, then by name; no time, no system, no rights."""
    package = read_package(word_file())
    shuffled = Package(dict(reversed([*package.parts.items()])))
    assert write_package(shuffled) == write_package(package)
    entries = zipfile.ZipFile(io.BytesIO(write_package(package))).infolist()
    names = [entry.filename for entry in entries]
    assert names[:2] == [CONTENT_TYPES, "_rels/.rels"]
    assert names[2:] == sorted(names[2:])
    assert {(entry.date_time, entry.create_system, entry.external_attr) for entry in entries} == {
        ((1980, 1, 1, 0, 0, 0), 0, 0)
    }


part_names = st.text(st.characters(codec="utf-8", exclude_characters="\0"), min_size=1)


@given(
    st.dictionaries(part_names, st.binary(max_size=300), max_size=6),
    st.dictionaries(part_names, st.binary(max_size=300), max_size=3),
)
def test_changed_parts_go_in_beside_copied_ones(
    parts: dict[str, bytes], changed: dict[str, bytes]
) -> None:
    """Packing with changes gives the bytes of writing the changed package; zipfile reads them."""
    package = Package(parts)
    packed = prepare(package).pack(changed)
    assert packed == write_package(package.replacing(changed))
    opened = zipfile.ZipFile(io.BytesIO(packed))
    assert {info.orig_filename: opened.read(info) for info in opened.infolist()} == parts | changed


def test_main_document_is_found_by_its_relationship() -> None:
    """The name of the part does not matter, only what the package says of it."""
    content = zipped(
        (CONTENT_TYPES, TYPES),
        ("_rels/.rels", root_relationships("/office/%E6%8A%A5.xml")),
        ("office/报.xml", "<document/>"),
        ("word/document.xml", "<decoy/>"),
    )
    assert main_document(read_package(content)) == "office/报.xml"


def test_relationships_name_parts() -> None:
    """Targets are resolved from the folder of the part; addresses outside stay as written."""
    lines = (
        f'<Relationships xmlns="{PACKAGE}/relationships">'
        f'<Relationship Id="a" Type="{OFFICE}/image" Target="media/a.png"/>'
        f'<Relationship Id="b" Type="{OFFICE}/customXml" Target="../customXml/item1.xml"/>'
        f'<Relationship Id="c" Type="{OFFICE}/styles" Target="/word/styles.xml"/>'
        f'<Relationship Id="d" Type="{OFFICE}/hyperlink" Target="http://[a/b"'
        ' TargetMode="External"/></Relationships>'
    )
    package = read_package(sound(("word/_rels/document.xml.rels", lines)))
    found = relationships(package, "word/document.xml")
    assert [(each.kind, each.target, each.external) for each in found] == [
        ("image", "word/media/a.png", False),
        ("customXml", "customXml/item1.xml", False),
        ("styles", "word/styles.xml", False),
        ("hyperlink", "http://[a/b", True),
    ]


def test_word_template_is_declared_a_document() -> None:
    """A .dotx becomes a .docx; a file with macros, or none of Word's, is refused."""
    package = read_package(word_file())
    types = package.parts[CONTENT_TYPES]
    assert as_document(package) == package
    ending = b"wordprocessingml.document.main+xml"
    dotx = {CONTENT_TYPES: types.replace(ending, b"wordprocessingml.template.main+xml")}
    assert content_type(as_document(package.replacing(dotx)), "word/document.xml") == DOCUMENT_TYPE
    for other, reason in (
        (b"application/vnd.ms-word.document.macroEnabled.main+xml", "宏"),
        (b"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml", "Word"),
    ):
        changed = package.replacing({CONTENT_TYPES: types.replace(DOCUMENT_TYPE.encode(), other)})
        with pytest.raises(BrokenPackage, match=reason):
            as_document(changed)


def test_parts_are_read_only() -> None:
    """A package that two threads share cannot be changed under one of them."""
    parts = {"a": b"1"}
    package = Package(parts)
    parts["a"] = b"2"
    assert package.parts["a"] == b"1"
    with pytest.raises(TypeError):
        package.parts["a"] = b"2"  # type: ignore[index]
    assert package.without("a") == Package({})


def test_entities_are_not_opened() -> None:
    """A document type is refused before anything in it is used, nested entities included."""
    bomb = b"<!DOCTYPE a [<!ENTITY b 'x'><!ENTITY c '&b;&b;'>]><a>&c;</a>"
    for content in (bomb, bomb.decode().encode("utf-16"), b"<!DOCTYPE a SYSTEM 'file:///x'><a/>"):
        with pytest.raises(BrokenXml, match="DOCTYPE"):
            parse_xml(content)


@given(
    st.text(
        st.characters(codec="utf-8", exclude_categories=["Cc"], exclude_characters="\ufffe\uffff")
        | st.sampled_from("\r\n\t&<>\"'")
    )
)
def test_escaped_text_is_read_back(text: str) -> None:
    """Every character that XML can hold comes back, from content and from attributes."""
    escaped = escape_text(text)
    root = parse_xml(f'<a b="{escaped}">{escaped}</a>'.encode())
    assert (root.text or "", root.get("b")) == (text, text)


@pytest.mark.parametrize("sign", ["\0", "\1", "\x0b", "\x1b", "\ud800", "\ufffe", "\uffff"])
def test_what_xml_cannot_hold_is_refused(sign: str) -> None:
    """Control characters and lone surrogates never reach a file."""
    for function in (escape_text, text_markup):
        with pytest.raises(ValueError, match=f"U\\+{ord(sign):04X}"):
            function(f"甲{sign}乙")
