"""A Word file as its parts, and how the parts refer to each other."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Final
from urllib.parse import unquote

from attrs import field, frozen
from lxml import etree

from gkdoc.archive import Archive, BrokenArchive, compress, inflate
from gkdoc.errors import Problem
from gkdoc.messages import Message, _
from gkdoc.ooxml.markup import BrokenXml, parse_xml, serialised

CONTENT_TYPES: Final = "[Content_Types].xml"
DOCUMENT_TYPE: Final = (
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
)
_TEMPLATE_TYPE: Final = DOCUMENT_TYPE.replace(".document.main", ".template.main")

_TYPES: Final = "{http://schemas.openxmlformats.org/package/2006/content-types}"
_RELATIONSHIPS: Final = "{http://schemas.openxmlformats.org/package/2006/relationships}"


class BrokenPackage(ValueError):
    """Not an Office file that can be opened.

    `problem` says why; who opened the file makes it an InputError or a TemplateError.
    """

    def __init__(self, message: Message, part: str = "", line: int | None = None) -> None:
        self.problem = Problem(
            message, path=part, place=_("第 {line} 行", line=line) if line else ""
        )
        super().__init__(str(self.problem))


def _read_only(parts: Mapping[str, bytes]) -> Mapping[str, bytes]:
    return MappingProxyType(dict(parts))


@frozen
class Package:
    """The parts of an Office file by name, without the leading slash (`word/document.xml`)."""

    parts: Mapping[str, bytes] = field(converter=_read_only)
    # What each part refers to, once somebody has asked: the parts do not change.
    _references: dict[str, tuple[Relationship, ...]] = field(
        factory=dict, init=False, eq=False, repr=False
    )

    def replacing(self, parts: Mapping[str, bytes]) -> Package:
        """The same package with `parts` in place of those of the same name, or beside the rest."""
        return Package({**self.parts, **parts})

    def without(self, *names: str) -> Package:
        """The same package less the parts of these names."""
        return Package({name: part for name, part in self.parts.items() if name not in names})


@frozen
class Relationship:
    """One line of a relationship part.

    `kind` is the last word of its type (`header`, `styles`); `target` the name of a part, or the
    address as it is written where `external` is true.
    """

    id: str
    kind: str
    target: str
    external: bool


def read_package(content: bytes) -> Package:
    """The parts of an Office file; BrokenPackage if it cannot be opened safely.

    Nothing outside `content` is looked at, whatever the file refers to.
    """
    try:
        package = Package(inflate(content))
    except BrokenArchive as error:
        raise BrokenPackage(error.reason, error.entry) from error
    if CONTENT_TYPES not in package.parts:
        raise BrokenPackage(_("缺少 {content_types}，不是 Word 文件", content_types=CONTENT_TYPES))
    main_document(package)
    return package


def main_document(package: Package) -> str:
    """The name of the part that holds the body of the document."""
    for relationship in relationships(package):
        if relationship.kind == "officeDocument" and not relationship.external:
            if relationship.target not in package.parts:
                raise BrokenPackage(_("主文档部件不存在"), relationship.target)
            return relationship.target
    raise BrokenPackage(_("没有主文档部件，不是 Word 文件"), relationship_part(""))


def related_part(package: Package, kind: str) -> str | None:
    """The part of that kind that the main document refers to; None if there is none."""
    for relationship in relationships(package, main_document(package)):
        if relationship.kind == kind and relationship.target in package.parts:
            return relationship.target
    return None


def relationships(package: Package, part: str = "") -> tuple[Relationship, ...]:
    """The relationships of `part` in the order of the file; the package's own for an empty name."""
    known = package._references
    if part not in known:
        known[part] = tuple(_relationships(package, part))
    return known[part]


def _relationships(package: Package, part: str) -> Iterator[Relationship]:
    name = relationship_part(part)
    if name not in package.parts:
        return
    for element in _parsed(package, name).iterfind(f"{_RELATIONSHIPS}Relationship"):
        target = element.get("Target", "")
        external = element.get("TargetMode") == "External"
        yield Relationship(
            id=element.get("Id", ""),
            kind=element.get("Type", "").rpartition("/")[2],
            target=target if external else _resolved(package, part, target),
            external=external,
        )


def content_type(package: Package, part: str) -> str:
    """The type that [Content_Types].xml states for `part`; empty if it states none."""
    types = _parsed(package, CONTENT_TYPES)
    extension = part.rpartition(".")[2]
    for tag, named, name in (
        ("Override", "PartName", f"/{part}"),
        ("Default", "Extension", extension),
    ):
        for element in types.iterfind(f"{_TYPES}{tag}"):
            if element.get(named, "").lower() == name.lower():
                return element.get("ContentType", "")
    return ""


def as_document(package: Package) -> Package:
    """The package as a .docx: a .dotx is declared one; BrokenPackage for macros and other files.

    Word refuses a file whose name says .docx and whose content says template.
    """
    document = main_document(package)
    declared = content_type(package, document)
    if declared == DOCUMENT_TYPE:
        return package
    if "macroEnabled" in declared:
        raise BrokenPackage(_("含有宏的文件不能使用，请另存为不含宏的 .docx"), document)
    if declared != _TEMPLATE_TYPE:
        raise BrokenPackage(
            _("不是 Word 文档（类型为 {value}）", value=declared or _("未声明")), document
        )
    types = _parsed(package, CONTENT_TYPES)
    for element in types.iterfind("*[@ContentType]"):
        if element.get("ContentType") == _TEMPLATE_TYPE:
            element.set("ContentType", DOCUMENT_TYPE)
    return package.replacing({CONTENT_TYPES: serialised(types)})


def prepare(package: Package) -> Archive:
    """The parts compressed once; `pack(changed)` of it gives the file, many times over."""
    return compress(package.parts)


def write_package(package: Package) -> bytes:
    """The file: the same parts give the same bytes."""
    return prepare(package).pack()


def _parsed(package: Package, name: str) -> etree._Element:
    try:
        return parse_xml(package.parts[name])
    except BrokenXml as error:
        raise BrokenPackage(error.reason, name, error.line) from error


def relationship_part(part: str) -> str:
    """The name of the part that holds the relationships of `part`."""
    folder, name = posixpath.split(part)
    return posixpath.join(folder, "_rels", f"{name}.rels")


def _resolved(package: Package, part: str, target: str) -> str:
    path = target.partition("#")[0]
    name = posixpath.normpath(posixpath.join("/", posixpath.dirname(part), path)).lstrip("/")
    return name if name in package.parts else unquote(name)
