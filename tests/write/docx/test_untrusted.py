"""Templates come from strangers: they run nothing, reach nothing, and burn no time.

The tags are those of public write-ups about template injection in Jinja; here they go through the
call that builds a report.
"""

from __future__ import annotations

import hashlib
import socket
import time
import zipfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import docx
import pytest

import gkdoc
from gkdoc import api
from gkdoc.archive import ENTRY_LIMIT
from gkdoc.ooxml.package import Package, read_package, write_package
from gkdoc.ooxml.template.tags import TAG_LIMIT
from gkdoc.write.docx.standard import standard_template_bytes
from tests.tools.places import ROOT
from tests.tools.templates import saved
from tests.write.docx.test_template_language import ESCAPES

REPORT = gkdoc.load(ROOT / "examples" / "city-government-2024.yaml")
DOCUMENT = "word/document.xml"
SECONDS = 5
"""Far more than a refusal takes, far less than what the bombs would."""


def refused(template: bytes) -> tuple[gkdoc.errors.Problem, ...]:
    """The problems for which the template is refused, soon."""
    started = time.monotonic()
    with pytest.raises(gkdoc.TemplateError) as caught:
        gkdoc.build(REPORT, template)
    assert time.monotonic() - started < SECONDS
    return caught.value.problems


def with_tag(tag: str) -> bytes:
    """The standard template with the tag in a paragraph of its own under the first title."""
    document = docx.Document(BytesIO(standard_template_bytes()))
    slot = next(each for each in document.paragraphs if each.text == "{{p overview }}")
    slot.insert_paragraph_before(tag)
    return saved(document)


def test_the_corpus_is_large() -> None:
    """There are as many escapes and bombs as the tests promise."""
    assert len(set(ESCAPES)) >= 30


@pytest.mark.parametrize("tag", ESCAPES)
def test_escapes_and_bombs_stop_the_build_with_their_place(tag: str) -> None:
    """Each is refused before anything runs: paragraph, heading above and words are named."""
    (first, *_) = refused(with_tag(tag))
    assert first.rule == "GK902"
    assert first.place.startswith("正文第 7 段（标题“一、总体情况”之下，“")
    assert tag[:12] in first.place


@pytest.mark.parametrize(
    "name",
    [
        "title.upper",
        "agency.format",
        "year.real",
        "applications.values.spec",
        "applications.received.total.numerator",
        "signature.date.today",
        "report.cells",
        "introduction.outline",
    ],
)
def test_names_of_python_objects_are_no_names(name: str) -> None:
    """A name is looked up in the vocabulary alone: what Python would find there is unknown."""
    (problem,) = refused(with_tag(f"{{{{ {name} }}}}"))
    assert problem.rule == "GK904"
    assert f"没有名为 {name} 的内容" in problem.message


def test_many_tags_are_refused() -> None:
    """More tags than a report could need are not counted to the end."""
    (problem,) = refused(with_tag("{{ agency }}" * (TAG_LIMIT + 1)))
    assert problem.rule == "GK901"
    assert str(TAG_LIMIT) in problem.message


def parts() -> Package:
    """The parts of the standard template."""
    return read_package(standard_template_bytes())


def zipped(**changes: bytes) -> bytes:
    """The standard template with these parts, packed by Python."""
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in {**parts().parts, **changes}.items():
            archive.writestr(name, content)
    return stream.getvalue()


def bomb() -> bytes:
    """A part of a few kilobytes that becomes 200 MiB."""
    return zipped(**{"word/media/image1.png": bytes(200 * 2**20)})


def many_entries() -> bytes:
    """More parts than any document has."""
    return zipped(**{f"word/media/{number}.bin": b"" for number in range(ENTRY_LIMIT)})


def outside_name() -> bytes:
    """A part that would be written outside its folder."""
    return zipped(**{"../evil.xml": b"<a/>"})


def with_doctype(declaration: bytes) -> bytes:
    """The body opened by a document type declaration."""
    body = parts().parts[DOCUMENT].split(b"?>", 1)[1]
    return zipped(**{DOCUMENT: declaration + body})


def billion_laughs() -> bytes:
    """Entities that grow tenfold nine times."""
    entities = "".join(
        f'<!ENTITY l{number} "{f"&l{number - 1};" * 10 if number else "lol"}">'
        for number in range(10)
    )
    return with_doctype(f"<!DOCTYPE d [{entities}]>".encode())


def external_entity() -> bytes:
    """An entity that would read a file of this machine."""
    return with_doctype(b'<!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/passwd">]>')


def deep() -> bytes:
    """Elements within elements, five thousand deep."""
    body = parts().parts[DOCUMENT]
    depth = 5_000
    nested = b"<w:sdt>" * depth + b"</w:sdt>" * depth
    return zipped(**{DOCUMENT: body.replace(b"<w:body>", b"<w:body>" + nested, 1)})


def large_part() -> bytes:
    """A body of eight million characters that do not compress well."""
    body = parts().parts[DOCUMENT]
    noise = b"".join(
        hashlib.sha256(bytes([i % 256, i >> 8])).hexdigest().encode() for i in range(2**16)
    )
    words = b"<w:p><w:r><w:t>" + noise + noise[::-1] + b"</w:t></w:r></w:p>"
    return zipped(**{DOCUMENT: body.replace(b"<w:body>", b"<w:body>" + words, 1)})


def with_macros() -> bytes:
    """A document that declares macros."""
    types = (
        parts()
        .parts["[Content_Types].xml"]
        .replace(
            b"vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml",
            b"vnd.ms-word.document.macroEnabled.main+xml",
        )
    )
    return zipped(**{"[Content_Types].xml": types})


FILES: dict[str, tuple[Callable[[], bytes], str]] = {
    "zip bomb": (bomb, "超过"),
    "many parts": (many_entries, f"最多 {ENTRY_LIMIT} 个"),
    "part outside": (outside_name, "名称不合规范"),
    "billion laughs": (billion_laughs, "DOCTYPE"),
    "external entity": (external_entity, "DOCTYPE"),
    "deep nesting": (deep, "不是合法的 XML"),
    "large part": (large_part, "不能用作模板"),
    "macros": (with_macros, "宏"),
    "old format": (lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512), "旧格式"),
    "no zip": (lambda: b"{\\rtf1 }", "不是 ZIP 格式"),
    "cut off": (lambda: standard_template_bytes()[:-100], "ZIP"),
    "empty": (lambda: b"", "ZIP"),
    "broken body": (lambda: zipped(**{DOCUMENT: b"<w:document>"}), "不是合法的 XML"),
    "broken styles": (lambda: zipped(**{"word/styles.xml": b"<"}), "不是合法的 XML"),
    "no body": (
        lambda: write_package(parts().without(DOCUMENT)),
        "主文档部件不存在",
    ),
    "no styles": (lambda: write_package(parts().without("word/styles.xml")), "样式表"),
}


@pytest.mark.parametrize("name", FILES)
def test_files_beyond_the_limits_are_refused(name: str) -> None:
    """Each with one message that says what is wrong; nothing is unpacked beyond the limits."""
    make, message = FILES[name]
    (problem,) = refused(make())
    assert problem.rule == "GK901"
    assert message in problem.message


@pytest.mark.parametrize("name", FILES)
def test_the_check_says_the_same(name: str) -> None:
    """`template check` gives the message as a finding and does not fail itself."""
    make, message = FILES[name]
    (finding,) = api.inspect(make()).findings
    assert finding.rule == "GK901"
    assert message in finding.message


def test_nothing_outside_is_followed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """External relationships are named, never opened: neither a file nor the network is touched."""
    secret = tmp_path / "secret.dotx"
    secret.write_bytes(b"content of another file")
    document = docx.Document(BytesIO(standard_template_bytes()))
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    for kind, target in (
        ("attachedTemplate", secret.as_uri()),
        ("image", "http://127.0.0.1:9/x.png"),
    ):
        document.part.relate_to(target, f"{office}/{kind}", is_external=True)
    template = saved(document)

    def never(*_: object) -> None:
        raise AssertionError("the network was asked")

    monkeypatch.setattr(socket, "socket", never)
    built = gkdoc.build(REPORT, template)
    assert [each.rule for each in built.findings] == ["GK911", "GK911"]
    assert built.document is not None
    assert b"content of another" not in b"".join(read_package(built.document).parts.values())
