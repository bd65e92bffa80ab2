"""The pages of the examples as pictures for README and docs: `python -m tests.tools.pictures`.

`make pictures` draws them anew; a test compares those in the repository with what is built.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final

import pdfplumber
from PIL import Image, ImageChops

import gkdoc
from tests.tools import places
from tests.tools.office import Office

FOLDER: Final = places.ROOT / "docs" / "pictures"
"""Where the pictures lie in the repository."""

_RESOLUTION: Final = 70
_GREYS: Final = 16
_SQUARE: Final = 8
_TOLERANCE: Final = 40
"""By how many of 255 greys a square may differ. Another rasteriser (poppler) was measured to differ
by 21, a page of which one line moved by a millimetre by 58."""


def draw(office: Office, folder: Path) -> Mapping[str, Image.Image]:
    """Each page of each example by the name of its picture; `folder` is for files on the way."""
    documents = []
    for path in sorted((places.ROOT / "examples").glob("*.yaml")):
        documents.append(folder / f"{path.stem}.docx")
        gkdoc.build(gkdoc.load(path)).save(documents[-1])
    pdfs = office.pdf(*documents, into=folder / "pdf")
    return {name: picture for pdf in pdfs for name, picture in _pages(pdf)}


def save(pictures: Mapping[str, Image.Image]) -> None:
    """Put the pictures into the repository, and take out those of pages that are no more."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    for old in set(kept()) - set(pictures):
        (FOLDER / old).unlink()
    for name, picture in pictures.items():
        few = picture.quantize(_GREYS, dither=Image.Dither.NONE)
        few.save(FOLDER / name, optimize=True)


def kept() -> tuple[str, ...]:
    """The names of the pictures of examples in the repository."""
    examples = [path.stem for path in (places.ROOT / "examples").glob("*.yaml")]
    return tuple(sorted(path.name for stem in examples for path in FOLDER.glob(f"{stem}-*.png")))


def same(one: Image.Image, other: Image.Image) -> bool:
    """True if the pictures show the same: size, and the ink in every small square."""
    if one.size != other.size:
        return False
    _, most = ImageChops.difference(_squares(one), _squares(other)).getextrema()
    return isinstance(most, int) and most <= _TOLERANCE


def _squares(picture: Image.Image) -> Image.Image:
    """The picture with one dot for each small square: how much ink is in it."""
    size = (-(-picture.width // _SQUARE), -(-picture.height // _SQUARE))
    return picture.convert("L").resize(size, Image.Resampling.BOX)


def _pages(pdf: Path) -> Iterator[tuple[str, Image.Image]]:
    with pdfplumber.open(pdf) as opened:
        for page in opened.pages:
            image = page.to_image(resolution=_RESOLUTION, antialias=True).original
            yield f"{pdf.stem}-{page.page_number}.png", image.convert("L")


def main() -> None:
    """Draw the pictures and save them."""
    program, faces = places.soffice(), places.faces()
    if program is None or faces is None:
        sys.exit("缺少 LibreOffice 或中文字体，请先运行 make test")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        save(draw(Office(program, folder / "office", faces), folder))


if __name__ == "__main__":
    main()
