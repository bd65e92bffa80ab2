"""The fields of the office's own that a built file carries, and which of them still show."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping

from attrs import field, frozen

from gkdoc.errors import InputError
from gkdoc.formats.carried import picture_hash
from gkdoc.messages import _
from gkdoc.model import FieldValue, OwnFields, OwnValue, Site
from gkdoc.model.own_fields import SITE
from gkdoc.model.own_values import number_of
from gkdoc.ooxml.carrier import Carried
from gkdoc.ooxml.package import Package
from gkdoc.read.docx.shown import shown_of
from gkdoc.text.blocks import AnyBlock, Block, Outline, Picture


@frozen
class CarriedFields:
    """The fields that a file printed when it was built, and those of them that show today.

    `words` are those in which the latter are printed, without white space.
    """

    built: OwnFields = field(factory=OwnFields)
    showing: OwnFields = field(factory=OwnFields)
    words: frozenset[str] = frozenset()

    def less(self, seen: Outline, meant: Outline) -> Outline:
        """`meant` where `seen` is that and paragraphs that are nothing but a field; else `seen`."""
        kept = tuple(block for block in seen if not self._is_field(block))
        return meant if kept == meant else seen

    def _is_field(self, block: AnyBlock) -> bool:
        if not isinstance(block, Block) or block.level is not None:
            return False
        return "".join((block.text or "").split()) in self.words


def carried_fields(tree: Carried, package: Package) -> CarriedFields:
    """The fields that the file carries; none if somebody damaged the tree.

    A picture shows as long as the file holds the very same one; after that what was built has its
    description in its place. BrokenPackage if a part cannot be read.
    """
    element = tree.find("fields")
    if element is None:
        return CarriedFields()
    fields = tuple(element.children)
    try:
        built = _fields(fields, _pictures(fields, package))
    except (KeyError, ValueError, TypeError, InputError):
        return CarriedFields()
    printed = {_text(each, "name"): tuple(_printed(each)) for each in fields}
    there = shown_of(package, {each for words in printed.values() for each in words})
    showing = {
        name
        for name, words in printed.items()
        if isinstance(built.get(name), Picture) or (words and there.issuperset(words))
    }
    words = frozenset("".join(each.split()) for name in showing for each in printed[name])
    return CarriedFields(built, built.only(showing), words)


def _fields(fields: tuple[Carried, ...], pictures: Mapping[str, bytes]) -> OwnFields:
    own: dict[str, FieldValue] = {}
    site: dict[str, str] = {}
    for each in fields:
        first, _dot, label = _text(each, "name").partition(".")
        if label:
            site[label] = _text(each, "text")
        else:
            own[first] = _value(each, pictures)
    return OwnFields(own | ({SITE: Site(**site)} if site else {}))


def _value(field: Carried, pictures: Mapping[str, bytes]) -> OwnValue:
    given = field.texts()
    if "number" in given:
        number = number_of(given["number"])
        if number is None:
            raise ValueError(given["number"])
        return number
    if "date" in given:
        return datetime.date.fromisoformat(given["date"])
    picture = field.find("picture")
    if picture is None:
        return given["text"]
    words = picture.texts()
    content = pictures.get(words["content"])
    if content is None:
        return _("图片（{alt}）", alt=words["alt"])
    return Picture(content, words["alt"], words.get("caption"), words.get("width"))


def _pictures(fields: tuple[Carried, ...], package: Package) -> Mapping[str, bytes]:
    """The pictures in the file by their hashes; none where no field asks for one."""
    if not any(each.find("picture") is not None for each in fields):
        return {}
    return {
        picture_hash(content): content
        for name, content in package.parts.items()
        if "/media/" in name
    }


def _printed(field: Carried) -> Iterator[str]:
    return (child.text for child in field.children if child.name == "printed" and child.text)


def _text(field: Carried, name: str) -> str:
    """The text of the child with this name; KeyError if there is none."""
    return field.texts()[name]
