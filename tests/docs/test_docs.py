"""What the documentation says is what the program does."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import gkdoc
from gkdoc import Block, load
from gkdoc.text.outlines import parse
from tests.tools.glossary import PATH, glossary
from tests.tools.places import ROOT

PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]


def test_the_glossary_is_that_of_the_forms() -> None:
    """docs/glossary.md is what `python -m tests.tools.glossary` writes."""
    assert PATH.read_text(encoding="utf-8") == glossary()


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
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


def test_every_public_function_is_explained() -> None:
    """Whatever `gkdoc` offers as a function is named in the pages, in code."""
    words = "".join(page.read_text(encoding="utf-8") for page in PAGES)
    functions = [name for name in gkdoc.__all__ if name[0].islower()]
    missing = [name for name in functions if not re.search(rf"[`.、]{name}\b[`(]", words)]
    assert not missing


@pytest.mark.parametrize("example", sorted((ROOT / "examples").glob("*.yaml")), ids=str)
def test_examples_load(example: Path) -> None:
    """Every example of the documentation is a whole report."""
    assert load(example).agency
