"""A report put into a Word file of somebody else, and what that did to the file."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from io import BytesIO
from pathlib import Path

import docx
from attrs import frozen
from lxml import etree

from gkdoc.docx import insert_report, insert_table, verify
from gkdoc.errors import Problem
from gkdoc.model import Report
from gkdoc.ooxml.markup import parse_xml, qualified
from gkdoc.ooxml.package import read_package, related_part
from tests.tools.validator import SchemaError


@frozen
class Inserted:
    """A Word file before and after a table and a whole report were put into it."""

    before: bytes
    after: bytes
    absent: tuple[Problem, ...]
    """What of the report does not stand in it."""

    def changed_styles(self) -> tuple[str, ...]:
        """The ids of the styles of the file that are not what they were."""
        old, new = styles(self.before), styles(self.after)
        return tuple(key for key, style in old.items() if new.get(key) != style)

    def new_errors(
        self, validate: Callable[..., tuple[SchemaError, ...]], folder: Path
    ) -> Counter[str]:
        """What the validator has against the file, and had not before."""
        return counted(validate, self.after, folder) - counted(validate, self.before, folder)


def inserted(content: bytes, report: Report) -> Inserted:
    """The file with the third table behind a paragraph in its middle, and the report at its end."""
    # As python-docx saves it: what that does to a file is not ours.
    before = saved(docx.Document(BytesIO(content)))
    document = docx.Document(BytesIO(content))
    paragraphs = document.paragraphs
    # A field that spans paragraphs, as a table of contents, is no place.
    for paragraph in paragraphs[len(paragraphs) // 2 :]:
        style = paragraph.style
        if paragraph.text and style is not None and not str(style.name).lower().startswith("toc"):
            insert_table(paragraph, report.applications)
            break
    insert_report(document.add_paragraph(), report)
    return Inserted(before, saved(document), verify(document, report))


def saved(document: docx.document.Document) -> bytes:
    """The bytes of a python-docx document."""
    stream = BytesIO()
    document.save(stream)
    return stream.getvalue()


def styles(content: bytes) -> Mapping[str, bytes]:
    """The styles of a Word file by their ids, and its defaults, each as canonical XML."""
    package = read_package(content)
    sheet = parse_xml(package.parts[related_part(package, "styles") or ""])
    return {
        each.get(qualified("w:styleId"), each.tag): etree.tostring(each, method="c14n")
        for each in sheet
    }


def counted(
    validate: Callable[..., tuple[SchemaError, ...]], content: bytes, folder: Path
) -> Counter[str]:
    """What the validator has against a file, each as often as it has it."""
    path = folder / "judged.docx"
    path.write_bytes(content)
    return Counter(error.description for error in validate(path))
