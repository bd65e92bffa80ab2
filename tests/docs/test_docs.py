"""What the documentation says is what the program does."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from gkdoc import load
from gkdoc.text.blocks import Block
from gkdoc.text.outlines import parse
from tests.tools import house
from tests.tools.glossary import PATH, glossary
from tests.tools.places import ROOT

GUIDES = [ROOT / "CONTRIBUTING.md", ROOT / "docs" / "architecture.md", ROOT / "docs" / "tour.md"]
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]


def test_the_glossary_is_that_of_the_forms() -> None:
    """docs/glossary.md is what `python -m tests.tools.glossary` writes."""
    assert PATH.read_text(encoding="utf-8") == glossary()


each_guide = pytest.mark.parametrize("page", GUIDES, ids=lambda page: page.stem)


@pytest.mark.parametrize("page", GUIDES, ids=lambda page: page.stem)
def test_paths_that_developers_are_shown_exist(page: Path) -> None:
    """A folder or module named in a guide lies where it says, from the root or from src/gkdoc."""
    named = set(re.findall(r"`([a-z_]+/[\w./-]*|\w+\.py)`", page.read_text(encoding="utf-8")))
    places = (ROOT, ROOT / "src" / "gkdoc", ROOT / "src" / "gkdoc" / "read" / "pdf")
    made_in_a_recipe = {"docs/findings/GK799.md"}
    assert len(named) > 5
    assert not [
        path
        for path in named - made_in_a_recipe
        if not any((place / path).exists() for place in places)
    ]


def test_the_plan_of_the_house_has_every_room() -> None:
    """What lies in src/gkdoc, and in read, stands in the tree of docs/architecture.md."""
    (plan,) = re.findall(
        "```\n(src/gkdoc/\n.*?)```", GUIDES[1].read_text(encoding="utf-8"), re.DOTALL
    )
    source = ROOT / "src" / "gkdoc"
    modules = [*source.glob("*.py"), *source.glob("*/*.py"), *source.glob("read/*/*.py")]
    rooms = {path.name if path.parent == source else path.parent.name for path in modules}
    named = set(re.findall(r"[\w]+(?:\.py)?", plan))
    assert len(rooms) > 15
    assert not rooms - named


@pytest.mark.parametrize("page", GUIDES[:2], ids=lambda page: page.stem)
def test_the_ranks_are_those_that_are_held(page: Path) -> None:
    """The line of floors is the one of the architecture test."""
    ranks = " < ".join(", ".join(line) for line in house.LINES)
    assert f"`{ranks}`" in page.read_text(encoding="utf-8")


@pytest.mark.parametrize("page", [*PAGES, GUIDES[0]], ids=lambda page: str(page.relative_to(ROOT)))
def test_links_lead_somewhere(page: Path) -> None:
    """Every link to a file of the repository finds it."""
    targets = re.findall(r"\]\((?!https?:|#)([^)#]+)", page.read_text(encoding="utf-8"))
    missing = [target for target in targets if not (page.parent / target).exists()]
    assert not missing


def test_the_readme_has_two_commands() -> None:
    """A new user needs `make example` and `make test`, and both are there."""
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    for command in ("example", "test"):
        assert f"make {command} " in readme
        assert f"\n{command}:" in makefile


def test_the_prose_of_the_guide_reads_as_it_says() -> None:
    """The example of docs/data-file.md has a run-in heading, a heading and a numbered one."""
    guide = (ROOT / "docs" / "data-file.md").read_text(encoding="utf-8")
    (sample,) = re.findall(r"一、总体情况: \|\n((?:  .*\n)+)", guide)
    outline = [block for block in parse(sample) if isinstance(block, Block)]
    assert [(block.level, block.heading) for block in outline] == [
        (None, None),
        (2, "主动公开情况。"),
        (2, "依申请公开情况"),
        (3, "申请办理。"),
    ]


@pytest.mark.parametrize("example", sorted((ROOT / "examples").glob("*.yaml")), ids=str)
def test_examples_load(example: Path) -> None:
    """Every example of the documentation is a whole report."""
    assert load(example).agency
