"""The public names: few at the top, each in one package and in a page, none costly to import."""

from __future__ import annotations

import re
import subprocess
import sys
from collections import Counter
from importlib import import_module

import pytest

import gkdoc
from tests.tools.places import ROOT
from tests.tools.snippets import PAGES

TASKS = ("compare", "diff", "ledger", "new", "rollup", "tidy", "workbook")
PACKAGES = {
    name: import_module(name)
    for name in (
        "gkdoc",
        "gkdoc.docx",
        "gkdoc.errors",
        "gkdoc.findings",
        "gkdoc.many",
        "gkdoc.model",
        "gkdoc.write",
        *(f"gkdoc.tasks.{task}" for task in TASKS),
    )
}
"""Where public names are; each says so itself, in `__all__`."""

FOUR_WORDS = {"as_json", "workbook"}
"""Each task has these for its own result."""

each_package = pytest.mark.parametrize("package", PACKAGES)


def test_there_are_few_names_at_the_top() -> None:
    """At most twenty-four; whatever else there is has its package."""
    assert len(gkdoc.__all__) <= 24


@each_package
def test_every_name_is_there(package: str) -> None:
    """What a package promises can be imported from it, and its names are in order."""
    module = PACKAGES[package]
    names = list(module.__all__)
    assert names
    assert set(names) <= set(dir(module))
    assert [name for name in names if not hasattr(module, name)] == []


def test_a_name_has_one_package() -> None:
    """No name is promised in two places, but for the words that every task has."""
    counts = Counter(name for module in PACKAGES.values() for name in module.__all__)
    assert {name for name, count in counts.items() if count > 1} <= FOUR_WORDS


@each_package
def test_every_name_is_in_a_page(package: str) -> None:
    """A page names it, in code."""
    words = "".join(page.read_text(encoding="utf-8") for page in PAGES)
    code = " ".join(re.findall("`[^`\n]+`", words))
    named = set(re.findall(r"\w+", code))
    assert set(PACKAGES[package].__all__) <= named


def test_every_package_is_in_the_page_of_names() -> None:
    """docs/names.md has each package, and of gkdoc.tasks each task."""
    page = (ROOT / "docs" / "names.md").read_text(encoding="utf-8")
    tasks = page[page.index("## gkdoc.tasks") :]
    for package in PACKAGES:
        parent, _, task = package.rpartition(".")
        assert f"`{task}`" in tasks if parent == "gkdoc.tasks" else package in page


def test_a_name_that_is_none_is_told() -> None:
    """A typo is an AttributeError, as with any module."""
    for name in ("gkdoc", "gkdoc.write"):
        with pytest.raises(AttributeError, match="laod"):
            _ = PACKAGES[name].laod


def test_importing_loads_no_library() -> None:
    """`import gkdoc` brings the package alone: no module of its own, no library."""
    code = "import sys; before = {*sys.modules}; import gkdoc; print(*({*sys.modules} - before))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    loaded = {name.partition(".")[0] for name in done.stdout.split()}
    assert not loaded & {"attr", "attrs", "babel", "click", "docx", "docxtpl", "jinja2", "lxml"}
    assert [name for name in done.stdout.split() if name.startswith("gkdoc")] == ["gkdoc"]


@pytest.mark.slow
def test_importing_takes_no_time(capsys: pytest.CaptureFixture[str]) -> None:
    """`import gkdoc` takes at most 25 ms more than a Python that does nothing; it is printed.

    It is time of the processor, whatever else the machine does.
    """
    resource = pytest.importorskip("resource")

    def milliseconds(code: str) -> float:
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        subprocess.run([sys.executable, "-c", code], check=True)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        used = after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime
        return float(used) * 1000

    pairs = [(milliseconds("pass"), milliseconds("import gkdoc")) for _ in range(15)]
    nothing, imported = map(min, zip(*pairs, strict=True))
    with capsys.disabled():
        sys.stdout.write(f"\nimport gkdoc: {imported - nothing:.1f} ms\n")
    assert imported - nothing <= 25
