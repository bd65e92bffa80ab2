"""The pictures in README and docs show what is built."""

from __future__ import annotations

import re
from collections.abc import Mapping
from itertools import pairwise
from pathlib import Path

import pytest
from PIL import Image, ImageChops

from tests import tools
from tests.tools import guide_pictures, pictures
from tests.tools.places import ROOT

pytestmark = pytest.mark.slow

MOST_BYTES = 1_000_000


@pytest.fixture(scope="module")
def drawn(
    office: tools.Office, tmp_path_factory: pytest.TempPathFactory
) -> Mapping[str, Image.Image]:
    """The pages of the examples as they are built now."""
    return pictures.draw(office, tmp_path_factory.mktemp("pictures"))


def kept(name: str) -> Image.Image:
    """A picture in the repository."""
    return Image.open(pictures.FOLDER / name).convert("L")


def test_the_pictures_show_what_is_built(drawn: Mapping[str, Image.Image]) -> None:
    """Every page of every example has its picture; where one differs, `make pictures` draws it."""
    assert sorted(pictures.kept()) == sorted(drawn)
    assert [name for name in drawn if not pictures.same(kept(name), drawn[name])] == []


def test_the_pictures_of_the_guides_show_what_is_written(
    office: tools.Office, tmp_path: Path
) -> None:
    """Workbooks and templates as the commands of the pages write them; `make pictures` draws."""
    drawn = guide_pictures.draw(office, tmp_path)
    differing = [
        name
        for name, picture in drawn.items()
        if not pictures.same(kept(name), picture.convert("L"))
    ]
    assert differing == []


@pytest.mark.parametrize("page", ["new", "form", "ledger", "rollup", "compare", "templates"])
def test_a_task_has_its_picture(page: str) -> None:
    """On the page of each task in which people look rather than read; every picture has words."""
    words = (ROOT / "docs" / f"{page}.md").read_text(encoding="utf-8")
    assert re.search(r"^!\[[^\]]+\]\(pictures/[a-z-]+\.png\)$", words, re.MULTILINE)


def test_the_pictures_are_small() -> None:
    """A clone does not load megabytes of pictures."""
    assert sum(path.stat().st_size for path in pictures.FOLDER.glob("*.png")) < MOST_BYTES


def test_another_page_is_seen(drawn: Mapping[str, Image.Image]) -> None:
    """No two pages pass for each other, and neither does a page that moved or lost a figure."""
    names = list(drawn)
    for name, following in pairwise(names):
        assert not pictures.same(drawn[name], drawn[following])
    page = drawn[names[0]]
    assert not pictures.same(page, ImageChops.offset(page, 0, 3))
    left, top, right, bottom = ImageChops.invert(page).getbbox() or (0, 0, 0, 0)
    middle = (left + right) // 2
    without = page.copy()
    without.paste(255, (middle - 12, top, middle + 12, (top + bottom) // 2))
    assert not pictures.same(page, without)


def test_another_rasteriser_passes(drawn: Mapping[str, Image.Image], tmp_path: Path) -> None:
    """Fewer greys and a shade more of them are the same picture."""
    page = next(iter(drawn.values()))
    page.quantize(8).save(tmp_path / "few.png")
    assert pictures.same(page, Image.open(tmp_path / "few.png").convert("L"))
    assert pictures.same(page, page.point(lambda value: max(value - 8, 0)))
