"""PDF files written by hand: what no office program makes, and only what a test needs."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterable, Mapping, Sequence

from attrs import evolve, frozen

WIDTH, HEIGHT = 595, 842
"""A4 in points."""


_WRITTEN = re.compile("<([0-9a-f]+)> Tj")


@frozen
class Stream:
    """A stream: its dictionary without the length, and what stands in it.

    `signs` are those that it writes.
    """

    dictionary: str
    content: bytes
    signs: frozenset[str] = frozenset()

    def written(self) -> bytes:
        """The stream as it stands in the file."""
        head = f"<< {self.dictionary} /Length {len(self.content)} >>\nstream\n"
        return head.encode() + self.content + b"\nendstream"


def packed(content: bytes, times: int = 1) -> Stream:
    """`content`, packed so many times."""
    for _ in range(times):
        content = zlib.compress(content, 9)
    filters = " ".join(["/FlateDecode"] * times)
    return Stream(f"/Filter [{filters}]", content)


def document(
    pages: Sequence[Stream],
    resources: str = "/Font << /F 4 0 R >>",
    more: Mapping[int, str | Stream] | None = None,
    trailer: str = "",
) -> bytes:
    """A PDF with these pages; `more` are objects by their numbers, from 10 up to below 100.

    `words` writes in the face /F.
    """
    signs = frozenset().union(*(each.signs for each in pages))
    first = 100
    kids = " ".join(f"{first + 2 * number} 0 R" for number in range(len(pages)))
    objects: dict[int, str | Stream] = {
        1: "<< /Type /Catalog /Pages 2 0 R >>",
        2: f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>",
        4: "<< /Type /Font /Subtype /Type0 /BaseFont /Song /Encoding /Identity-H "
        "/DescendantFonts [5 0 R] /ToUnicode 6 0 R >>",
        5: "<< /Type /Font /Subtype /CIDFontType2 /BaseFont /Song /CIDSystemInfo << /Registry "
        "(Adobe) /Ordering (Identity) /Supplement 0 >> /DW 1000 /W [32 [250] 33 126 500] "
        "/FontDescriptor 7 0 R >>",
        7: "<< /Type /FontDescriptor /FontName /Song /Flags 4 /FontBBox [0 -200 1000 900] "
        "/ItalicAngle 0 /Ascent 880 /Descent -120 /CapHeight 700 /StemV 80 >>",
        6: Stream("", _to_unicode(signs)),
        **(more or {}),
    }
    for number, page in enumerate(pages):
        objects[first + 2 * number] = (
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {WIDTH} {HEIGHT}] "
            f"/Resources << {resources} >> /Contents {first + 2 * number + 1} 0 R >>"
        )
        objects[first + 2 * number + 1] = page
    return _file(objects, trailer)


def words(text: str, x: float, y: float, size: float = 10) -> str:
    """The commands that write `text`; `x` and `y` from the upper left corner, of its base."""
    codes = text.encode("utf-16-be").hex()
    return f"BT /F {size} Tf 1 0 0 1 {x} {HEIGHT - y} Tm <{codes}> Tj ET"


def ruling(x0: float, y0: float, x1: float, y1: float) -> str:
    """The commands that draw a line, from the upper left corner."""
    return f"{x0} {HEIGHT - y0} m {x1} {HEIGHT - y1} l S"


def page(commands: Iterable[str]) -> Stream:
    """A page that the commands draw."""
    text = "\n".join(commands)
    written = (bytes.fromhex(codes).decode("utf-16-be") for codes in _WRITTEN.findall(text))
    return evolve(packed(text.encode()), signs=frozenset("".join(written)))


def _to_unicode(signs: Iterable[str]) -> bytes:
    """What signs the codes are: those of UTF-16."""
    codes = sorted(ord(sign) for sign in signs if ord(sign) < 0x10000)
    lines = "".join(f"<{code:04x}> <{code:04x}>\n" for code in codes)
    return (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap\n"
        "1 begincodespacerange <0000> <ffff> endcodespacerange\n"
        f"{len(codes)} beginbfchar\n{lines}endbfchar\nendcmap end end"
    ).encode()


def _file(objects: Mapping[int, str | Stream], trailer: str) -> bytes:
    out = bytearray(b"%PDF-1.7\n")
    places: dict[int, int] = {}
    for number, value in sorted(objects.items()):
        places[number] = len(out)
        content = value.written() if isinstance(value, Stream) else value.encode()
        out += f"{number} 0 obj\n".encode() + content + b"\nendobj\n"
    start = len(out)
    size = max(places) + 1
    out += f"xref\n0 {size}\n".encode()
    for number in range(size):
        place = places.get(number)
        out += f"{place or 0:010d} {0 if place else 65535:05d} {'n' if place else 'f'} \n".encode()
    out += f"trailer\n<< /Size {size} /Root 1 0 R {trailer} >>\n".encode()
    out += f"startxref\n{start}\n%%EOF\n".encode()
    return bytes(out)
