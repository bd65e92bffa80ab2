"""Texts that swell, nest or never end: web pages, data files, registers as CSV."""

from __future__ import annotations

import codecs
from collections.abc import Iterator, Mapping

from tests.tools.places import ROOT
from tests.trouble.trouble import Content, Trouble, troubles

MEGABYTE = 2**20


def data() -> str:
    """A sound data file."""
    return (ROOT / "examples" / "city-government-2024.yaml").read_text(encoding="utf-8")


def page(body: str, head: str = "") -> bytes:
    """A page with this body."""
    return f"<!DOCTYPE html><html><head>{head}</head><body>{body}</body></html>".encode()


TITLE = "<h1>甲局2023年政府信息公开工作年度报告</h1><h2>一、总体情况</h2>"
_LAUGHS = "".join(
    f'<!ENTITY l{at} "{f"&l{at - 1};" * 10}">' if at else '<!ENTITY l0 "ha">' for at in range(12)
)

ANY: Mapping[str, Content] = {
    "nothing": lambda: b"",
    "blanks": lambda: b" \n" * 100_000,
    "a zero": lambda: b"\0",
    "zeros": lambda: bytes(MEGABYTE),
    "noise": lambda: bytes(range(256)) * 4000,
    "100 MB": lambda: b"a: b\n" * (20 * MEGABYTE),
    "UTF-16": lambda: data().encode("utf-16"),
    "UTF-16 without a mark": lambda: data().encode("utf-16-le"),
    "UTF-32": lambda: data().encode("utf-32"),
    "GB18030": lambda: data().encode("gb18030"),
    "a mark and nothing": lambda: codecs.BOM_UTF8,
    "a zero in the words": lambda: data().replace("云川", "云\0川").encode(),
    "half a character": lambda: data().encode()[:-1] + b"\xe4",
    "two encodings": lambda: data().encode() + data().encode("gb18030"),
}

PAGES: Mapping[str, Content] = {
    "a bracket": lambda: b"<",
    "no elements": lambda: b"<" * MEGABYTE,
    "a million open elements": lambda: page(TITLE + "<div>" * 1_000_000),
    "90,000 open elements": lambda: page(TITLE + "<div>" * 90_000),
    "90,000 open words": lambda: page(TITLE + "<b>数" * 90_000),
    "90,000 open paragraphs": lambda: page(TITLE + "<p>数" * 90_000),
    "90,000 items": lambda: page(TITLE + "<ol>" + "<li>数" * 90_000),
    "90,000 breaks": lambda: page(TITLE + "数<br>" * 90_000),
    "90,000 headings": lambda: page("<h2>一、总体情况" * 90_000),
    "90,000 titles": lambda: page("<h1>甲局2023年政府信息公开工作年度报告" * 90_000),
    "90,000 misprints": lambda: page(TITLE + "<p>一、总休情况" * 90_000),
    "lines of a broken title": lambda: page("<p>甲局2023年<p>政府信息公开工作" * 40_000),
    "90,000 numbers": lambda: page(TITLE + "<p>（一）主动公开情况。公开" * 90_000),
    "spans of 10,000 × 10,000": lambda: page(
        TITLE + "<table>" + "<tr><td colspan=10000 rowspan=10000>数" * 1000
    ),
    "spans below the limit": lambda: page(
        TITLE + "<table>" + "<tr><td colspan=1000 rowspan=1000>数" * 1000
    ),
    "one span often": lambda: page(TITLE + "<table><td rowspan=1000 colspan=1000>数</table>" * 900),
    "a table without end": lambda: page(TITLE + "<table>" + "<tr><td>0<td>0<td>0" * 22_000),
    "tables in tables": lambda: page(TITLE + "<table><tr><td>" * 900),
    "tables in tables, few": lambda: page(TITLE + "<table><tr><td>" * 80),
    "tables without end": lambda: page(TITLE + "<table><td>0</table>" * 20_000),
    "labels without end": lambda: page(
        TITLE
        + "<table>"
        + "".join(f"<tr><td>本年新收政府信息公开申请数量{at}" for at in range(30_000))
    ),
    "a huge attribute": lambda: page(f'{TITLE}<p title="{"a" * 4 * MEGABYTE}">'),
    "many attributes": lambda: page(
        TITLE + "<p " + "".join(f"a{at}=1 " for at in range(300_000)) + ">"
    ),
    "classes without end": lambda: page(f'{TITLE}<p class="{"a " * 2 * MEGABYTE}">'),
    "styles without end": lambda: page(
        TITLE, "<style>" + ".a{display:none}" * 200_000 + "</style>"
    ),
    "hidden classes": lambda: page(
        TITLE + '<p class="a1">' * 40_000,
        "<style>" + "".join(f".a{at}{{display:none}}" for at in range(9000)) + "</style>",
    ),
    "brackets of styles": lambda: page(TITLE, "<style>" + "{" * MEGABYTE + "</style>"),
    "a word without end": lambda: page(TITLE + "<p>" + "数" * MEGABYTE),
    "blanks in a word": lambda: page(TITLE + "<p>" + "数 " * MEGABYTE),
    "blanks without end": lambda: page(TITLE + "<p>" + " " * 4 * MEGABYTE + "数"),
    "a comment": lambda: page(TITLE + "<!--" + "-" * 4 * MEGABYTE),
    "entities that expand": lambda: f"<!DOCTYPE html [{_LAUGHS}]><p>&l11;",
    "references without end": lambda: page(TITLE + "<p>" + "&#20844;" * 500_000),
    "a reference without end": lambda: page(TITLE + "<p>&#" + "9" * 1_000_000 + ";"),
    "a picture inside": lambda: page(
        f'{TITLE}<img src="data:image/png;base64,{"A" * 15 * MEGABYTE}">'
    ),
    "starts of pictures": lambda: page(TITLE + "data:image/png;base64," * 200_000),
    "a declared encoding": lambda: b"<meta charset=utf-7>" + page(TITLE),
    "a list in lists": lambda: page(TITLE + "<ol><li>" * 200),
    "6 MB": lambda: page(TITLE + "<p>" + "公开" * MEGABYTE),
}

DATA: Mapping[str, Content] = {
    "a list of lists": lambda: b"[" * 1_000_000,
    "a map of maps": lambda: b'{"a": ' * 300_000,
    "brackets closed": lambda: b"[" * 500_000 + b"]" * 500_000,
    "a figure of a million digits": lambda: b"year: " + b"9" * 1_000_000,
    "an item without end": lambda: b'"' + b"a" * 2_000_000,
    "many keys": lambda: b"{" + b",".join(b'"k%d": 1' % at for at in range(120_000)) + b"}",
    "one key often": lambda: b"{" + b",".join([b'"year": 1'] * 180_000) + b"}",
    "a list without end": lambda: b"[" + b"1," * 900_000 + b"1]",
    "escapes": lambda: b'["' + b"\\ud800" * 300_000 + b'"]',
    "a whole text of 2 MB": lambda: data() + "#" + "公开" * 300_000,
}

YAMLS: Mapping[str, Content] = {
    "laughs": lambda: (
        b"a0: &a0 [ha]\n"
        + b"".join(
            b"a%d: &a%d [%s]\n" % (at, at, b",".join([b"*a%d" % (at - 1)] * 10))
            for at in range(1, 12)
        )
    ),
    "an alias of itself": lambda: b"a: &a [*a]\n",
    "aliases": lambda: b"a: &a 1\nb: [" + b"*a," * 300_000 + b"]",
    "anchors": lambda: b"".join(b"- &a%d 1\n" % at for at in range(100_000)),
    "a tag that runs": lambda: b'agency: !!python/object/apply:os.system ["true"]\n',
    "tags": lambda: b"".join(b"- !!int 1\n" for _ in range(150_000)),
    "documents": lambda: b"---\na: 1\n" * 150_000,
    "items": lambda: b"- a\n" * 500_000,
    "items in items": lambda: b"- " * 100_000 + b"a",
    "keys": lambda: b"".join(b"k%d: 1\n" % at for at in range(150_000)),
    "keys in keys": lambda: b"".join(b" " * at + b"a:\n" for at in range(1500)),
    "questions": lambda: b"? " * 100_000,
    "words folded": lambda: b"agency: " + b"a\n  " * 400_000,
    "a text of lines": lambda: b"overview: |\n" + b"  a\n" * 400_000,
    "paragraphs": lambda: "overview: |\n" + "  （一）公开\n" * 100_000,
    "references": lambda: "overview: |\n" + "  〖申请·本年新收·总计〗\n" * 45_000,
    "open references": lambda: "overview: |\n  " + "〖" * 600_000,
    "quotes": lambda: b'a: "' + b"\\x41" * 400_000,
    "tabs": lambda: b"\t" * 1_000_000,
    "comments": lambda: b"# a\n" * 500_000,
    "colons": lambda: b"a" + b":" * 1_000_000,
    "a version": lambda: b"%YAML " + b"9" * 5000 + b".1\n---\na: 1\n",
}

TABLES: Mapping[str, Content] = {
    "a line": lambda: b"a," * 10_000_000,
    "a cell": lambda: b"a" * 20_000_000,
    "an open quote": lambda: "申请编号,申请人类型\n" + '"' + "数," * 3_000_000,
    "quotes": lambda: b'"' * 5_000_000,
    "rows of nothing": lambda: b"\n" * 10_000_000,
    "separators": lambda: b"," * 10_000_000,
    "headers without end": lambda: "申请人类型,收到日期,答复日期,办理结果," * 300_000,
    "names of one unit": lambda: "单位\n" + "甲局\n" * 200_000,
}


def text_troubles() -> Iterator[Trouble]:
    """All of them, under each ending whose files are texts."""
    yield from troubles((".yaml", ".json", ".html", ".csv"), ANY)
    yield from troubles((".yaml", ".json"), DATA)
    yield from troubles((".html",), PAGES)
    yield from troubles((".yaml",), YAMLS)
    yield from troubles((".csv",), TABLES)
