"""Archives that lie, swell or overlap, and Word files whose parts are no document."""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Iterator, Mapping
from functools import partial

import gkdoc
from gkdoc.archive import compress, inflate
from gkdoc.ooxml.markup import W
from tests.tools.places import ROOT
from tests.trouble.trouble import Content, Trouble, troubles

MEGABYTE = 2**20
DOCUMENT = "word/document.xml"
_OPEN = f'<w:document xmlns:w="{W}"><w:body>'
_CLOSE = "</w:body></w:document>"


def example() -> bytes:
    """A sound Word file of ours."""
    report = gkdoc.load(ROOT / "examples" / "city-government-2024.yaml")
    document = gkdoc.build(report, force=True).document
    assert document is not None
    return document


def zipped(entries: Mapping[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """An archive with these entries and nothing else."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", method) as archive:
        for name, content in entries.items():
            archive.writestr(zipfile.ZipInfo(name), content, method)
    return buffer.getvalue()


def with_part(content: str | bytes, name: str = DOCUMENT) -> bytes:
    """The example with this part in place of its own."""
    encoded = content.encode() if isinstance(content, str) else content
    return compress({**inflate(example()), name: encoded}).pack()


def with_entry(name: str, content: bytes = b"x") -> bytes:
    """The example with one more entry, whatever its name is."""
    buffer = io.BytesIO(example())
    with zipfile.ZipFile(buffer, "a") as archive:
        archive.writestr(zipfile.ZipInfo(name), content)
    return buffer.getvalue()


def twice() -> bytes:
    """The example with two entries of one name."""
    parts = inflate(example())
    names = dict.fromkeys(("word/documenX.xml", *parts))
    content = zipped({name: parts.get(name, b"<a/>") for name in names})
    return content.replace(b"word/documenX.xml", b"word/document.xml")


def locked() -> bytes:
    """The example with every entry marked as encrypted."""
    content = bytearray(example())
    for sign, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = content.find(sign)
        while at >= 0:
            content[at + offset] |= 1
            at = content.find(sign, at + 4)
    return bytes(content)


def strange_method() -> bytes:
    """An archive compressed in a way that Office does not know."""
    return zipped(inflate(example()), zipfile.ZIP_LZMA)


def overlapping() -> bytes:
    """A directory of a thousand names for the same compressed bytes."""
    kernel = zipped({DOCUMENT: bytes(8 * MEGABYTE)})
    start = kernel.rindex(b"PK\x01\x02")
    record, end = (
        kernel[start : kernel.rindex(b"PK\x05\x06")],
        kernel[kernel.rindex(b"PK\x05\x06") :],
    )
    records = [
        record.replace(DOCUMENT.encode(), f"word/{number:08}.xml".encode())
        for number in range(1000)
    ]
    directory = b"".join(records)
    counts = struct.pack("<2H", 1000, 1000) + struct.pack("<2L", len(directory), start)
    return kernel[:start] + directory + end[:8] + counts + end[20:]


def lying_sizes() -> bytes:
    """The example whose headers say that each entry unpacks to nothing."""
    content = bytearray(example())
    for sign, offset in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        at = content.find(sign)
        while at >= 0:
            content[at + offset : at + offset + 4] = b"\0\0\0\0"
            at = content.find(sign, at + 4)
    return bytes(content)


def nested() -> bytes:
    """An archive in an archive, forty times."""
    content = example()
    for _ in range(40):
        content = zipped({"report.docx": content})
    return content


def below_the_ratio() -> bytes:
    """Forty parts of six megabytes each, none of them suspicious by itself."""
    noise = bytes(range(256)) * 150
    part = noise + b"\n" * (6 * MEGABYTE - len(noise))
    swollen = {f"word/media/{number}.xml": part for number in range(40)}
    return compress({**inflate(example()), **swollen}).pack()


ARCHIVES: Mapping[str, Content] = {
    "nothing": lambda: b"",
    "a header": lambda: b"PK\x03\x04",
    "half of it": lambda: example()[: len(example()) // 2],
    "without its directory": lambda: example()[: example().rindex(b"PK\x01\x02")],
    "bytes changed": lambda: example()[:900] + bytes(300) + example()[1200:],
    "bomb": lambda: with_part(bytes(300 * MEGABYTE)),
    "bomb of parts": lambda: zipped({f"word/{at}.xml": bytes(30 * MEGABYTE) for at in range(20)}),
    "below the ratio": below_the_ratio,
    "overlapping entries": overlapping,
    "sizes that lie": lying_sizes,
    "archives in archives": nested,
    "many entries": lambda: zipped({f"word/{at}.xml": b"" for at in range(60_000)}),
    "way up": lambda: with_entry("../../../etc/passwd"),
    "absolute path": lambda: with_entry("/etc/passwd"),
    "drive": lambda: with_entry("C:/Windows/system.ini"),
    "backslashes": lambda: with_entry("word\\document.xml"),
    "two of one name": twice,
    "names that differ in case": lambda: with_entry("WORD/DOCUMENT.XML"),
    "a name without end": lambda: with_entry("a/" * 32_000 + "b"),
    "locked": locked,
    "another way to compress": strange_method,
    "only an archive": lambda: zipped({"a.txt": b"a"}),
    "old Word": lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(5000),
    "RTF": lambda: b"{\\rtf1 " + b"{\\b " * 1000,
    "noise": lambda: bytes(range(256)) * 4000,
    "too large": lambda: bytes(30 * MEGABYTE),
}


def nest(opening: str, inner: str, closing: str, times: int) -> str:
    """A document with so many of the same elements, each in the one before."""
    return f"{_OPEN}{opening * times}{inner}{closing * times}{_CLOSE}"


def body(content: str) -> str:
    """A document with this in its body."""
    return f"{_OPEN}{content}{_CLOSE}"


def cells(properties: str, rows: int, columns: int) -> str:
    """A table whose cells all have these properties."""
    cell = f"<w:tc><w:tcPr>{properties}</w:tcPr><w:p><w:r><w:t>一、数</w:t></w:r></w:p></w:tc>"
    return f"<w:tbl>{f'<w:tr>{cell * columns}</w:tr>' * rows}</w:tbl>"


_WORDS = "<w:p><w:r><w:t>{}</w:t></w:r></w:p>"
_TABLE = "<w:tbl><w:tr><w:tc>", "</w:tc></w:tr></w:tbl>"
_LAUGHS = "".join(
    f'<!ENTITY l{at} "{f"&l{at - 1};" * 10}">' if at else '<!ENTITY l0 "ha">' for at in range(12)
)
_CYCLE = (
    f'<w:styles xmlns:w="{W}"><w:style w:type="paragraph" w:styleId="A"><w:basedOn w:val="B"/>'
    '</w:style><w:style w:type="paragraph" w:styleId="B"><w:basedOn w:val="A"/></w:style>'
    "</w:styles>"
)
_CHAIN = (
    f'<w:styles xmlns:w="{W}">'
    + "".join(
        f'<w:style w:type="paragraph" w:styleId="S{at}"><w:basedOn w:val="S{at + 1}"/></w:style>'
        for at in range(20_000)
    )
    + "</w:styles>"
)

DOCUMENTS: Mapping[str, Content] = {
    "no XML": lambda: "words",
    "an empty part": lambda: "",
    "another root": lambda: "<a/>",
    "an open element": lambda: _OPEN,
    "DTD": lambda: "<!DOCTYPE a [<!ENTITY b 'c'>]>" + body(_WORDS.format("&b;")),
    "a file as an entity": lambda: (
        '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]>' + body(_WORDS.format("&b;"))
    ),
    "entities that expand": lambda: f"<!DOCTYPE a [{_LAUGHS}]>" + body(_WORDS.format("&l11;")),
    "DTD in UTF-16": lambda: (
        '<?xml version="1.0" encoding="UTF-16"?>' + f"<!DOCTYPE a [{_LAUGHS}]><a>&l11;</a>"
    ).encode("utf-16"),
    "bytes of zero": lambda: body(_WORDS.format("\0")),
    "100 MB of XML": lambda: body(_WORDS.format("数" * 20) * (100 * MEGABYTE // 90)),
    "60 MB of paragraphs": lambda: body("<w:p/>" * (10 * MEGABYTE)),
    "12 MB of paragraphs": lambda: body(_WORDS.format("一、数") * (12 * MEGABYTE // 50)),
    "12 MB of words": lambda: body(_WORDS.format("公开" * 2 * MEGABYTE)),
    "a huge attribute": lambda: body(f'<w:p w:rsid="{"a" * 12_000_000}"/>'),
    "many attributes": lambda: body(
        "<w:p " + "".join(f"a{at}='' " for at in range(200_000)) + "/>"
    ),
    "a million nested elements": lambda: nest(
        "<w:sdt><w:sdtContent>", "", "</w:sdtContent></w:sdt>", 500_000
    ),
    "as many as XML allows": lambda: nest("<w:sdt>", "<w:p/>", "</w:sdt>", 250),
    "tables in tables": lambda: nest(_TABLE[0], "<w:p/>", _TABLE[1], 5000),
    "as many tables as XML allows": lambda: nest(_TABLE[0], "<w:p/>", _TABLE[1], 80),
    "tables beside tables in tables": lambda: nest(
        _TABLE[0] + "<w:p/>" + cells("", 3, 3) * 20, "<w:p/>", _TABLE[1], 80
    ),
    "10,000 × 10,000 spans": lambda: body(cells('<w:gridSpan w:val="10000"/>', 10_000, 1)),
    "a span without end": lambda: body(cells('<w:gridSpan w:val="2147483647"/>', 100, 20)),
    "spans below zero": lambda: body(cells('<w:gridSpan w:val="-5"/>', 100, 20)),
    "gaps without end": lambda: body(
        '<w:tbl><w:tr><w:trPr><w:gridBefore w:val="99999999"/></w:trPr>'
        "<w:tc><w:p/></w:tc></w:tr></w:tbl>"
    ),
    "merged downwards": lambda: body(cells("<w:vMerge/>", 10_000, 5)),
    "wide merged downwards": lambda: body(cells('<w:gridSpan w:val="10000"/><w:vMerge/>', 3000, 5)),
    "tables without end": lambda: body((cells("", 1, 1) + "<w:p/>") * 40_000),
    "a table without end": lambda: body(cells("", 4000, 12)),
    "runs without end": lambda: body(f"<w:p>{'<w:r><w:t>数</w:t></w:r>' * 120_000}</w:p>"),
    "headings without end": lambda: body(_WORDS.format("（一）主动公开情况") * 60_000),
    "titles without end": lambda: body(
        _WORDS.format("甲局2023年政府信息公开工作年度报告") * 50_000
    ),
    "section titles without end": lambda: body(_WORDS.format("一、总体情况") * 50_000),
    "misprinted titles without end": lambda: body(_WORDS.format("一、总休情况") * 50_000),
    "labels without end": lambda: body(
        "<w:tbl>"
        + "".join(
            f"<w:tr><w:tc>{_WORDS.format(f'本年新收政府信息公开申请数量{at}')}</w:tc></w:tr>"
            for at in range(20_000)
        )
        + "</w:tbl>"
    ),
    "text boxes in text boxes": lambda: nest(
        "<w:p><w:r><w:pict><w:txbxContent>", "", "</w:txbxContent></w:pict></w:r></w:p>", 50
    ),
    "tags of a template": lambda: body(_WORDS.format("{{ title }}") * 20_000),
    "a tag without end": lambda: body(_WORDS.format("{{ " + "title." * 500_000 + " }}")),
    "brackets of a template": lambda: body(_WORDS.format("{{" * 200_000)),
    "a condition in conditions": lambda: body(_WORDS.format("{%p if organ %}") * 3000),
    "a bomb of a template": lambda: body(_WORDS.format("{{ 'a' * 10 ** 10 }}")),
}

PARTS: Mapping[str, Content] = {
    **{name: partial(lambda make: with_part(make()), make) for name, make in DOCUMENTS.items()},
    "styles in a circle": lambda: with_part(_CYCLE, "word/styles.xml"),
    "a chain of styles": lambda: with_part(_CHAIN, "word/styles.xml"),
    "entities in styles": lambda: with_part(
        f"<!DOCTYPE a [{_LAUGHS}]><a>&l11;</a>", "word/styles.xml"
    ),
    "no types": lambda: with_part("", "[Content_Types].xml"),
    "relations to nowhere": lambda: with_part(
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        '<Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/'
        'relationships/officeDocument" Target="../../../etc/passwd"/></Relationships>',
        "_rels/.rels",
    ),
    "relations to the network": lambda: with_part(
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        '<Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/'
        'relationships/officeDocument" TargetMode="External" Target="http://127.0.0.1:9/"/>'
        "</Relationships>",
        "_rels/.rels",
    ),
}


def open_document(content: bytes) -> bytes:
    """An archive that calls itself a text in OpenDocument."""
    kind = "application/vnd.oasis.opendocument.text"
    return zipped({"mimetype": kind.encode(), "content.xml": content}, zipfile.ZIP_STORED)


OPEN_DOCUMENTS: Mapping[str, Content] = {
    "a text that is a bomb": lambda: zipped(
        {"mimetype": b"application/vnd.oasis.opendocument.text", "a": bytes(300 * MEGABYTE)}
    ),
    "a text with a way up": lambda: zipped(
        {"mimetype": b"application/vnd.oasis.opendocument.text", "../a": b""}, zipfile.ZIP_STORED
    ),
    "half of a text": lambda: open_document(b"<a/>")[:90],
}


OTHERS: Mapping[str, Content] = {name: ARCHIVES[name] for name in ("old Word", "RTF")}


def archive_troubles() -> Iterator[Trouble]:
    """All of them, under each ending whose files are archives."""
    of_archives = {name: content for name, content in ARCHIVES.items() if name not in OTHERS}
    yield from troubles((".docx", ".xlsx"), ARCHIVES)
    yield from troubles((".odt",), of_archives)
    yield from troubles((".doc",), OTHERS, office=True)
    yield from troubles((".docx",), PARTS)
    yield from troubles((".odt",), OPEN_DOCUMENTS)
