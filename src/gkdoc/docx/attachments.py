"""The links and pictures of prose, in a python-docx document."""

from __future__ import annotations

from io import BytesIO
from itertools import count
from typing import TYPE_CHECKING

from attrs import evolve
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part

from gkdoc.ooxml.elements import Twips
from gkdoc.ooxml.package import Package, read_package
from gkdoc.ooxml.template.segments import Segmented
from gkdoc.pictures import measured
from gkdoc.write.docx.beside import Attached, beside

if TYPE_CHECKING:
    from docx.document import Document


def package_of(document: Document) -> Package:
    """The parts of the document as it would be saved."""
    # python-docx gives a sheet of styles to a file that has none, as soon as it is asked for it.
    _ = document.styles
    stream = BytesIO()
    document.save(stream)
    return read_package(stream.getvalue())


def attachable(package: Package, text_width: int | None = None) -> Attached:
    """What gathers links and pictures for the document that is saved as `package`.

    `text_width`, in twips, is how wide text is where they will stand; None for the usual width.
    """
    ready = beside(package, Segmented({}))
    page = ready.page
    if text_width is not None:
        page = evolve(page, width=Twips(page.left + text_width + page.right))
    return Attached(evolve(ready, page=page), count(ready.first_drawing))


def attach(document: Document, attached: Attached) -> None:
    """Give the document what was gathered: its relationships, and the parts of its pictures."""
    # Ids follow from what they lead to: what an earlier insertion gave is given again, as it is.
    part = document.part
    package = part.package
    present = {str(each.partname): each for each in package.iter_parts()}
    for identifier, target in attached.targets.items():
        if target.kind == "hyperlink":
            part.rels.add_relationship(
                RELATIONSHIP_TYPE.HYPERLINK, target.target, identifier, is_external=True
            )
            continue
        content = attached.pictures[target.target]
        name = f"/{target.target}"
        if name not in present:
            kind = measured(content).media_type
            present[name] = Part(PackURI(name), kind, content, package)
        part.rels.add_relationship(RELATIONSHIP_TYPE.IMAGE, present[name], identifier)
