"""The Python of README and docs runs as it stands, and type checkers have nothing to say."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import Pyright
from tests.tools import snippets
from tests.tools.type_checkers import mypy

PROGRAMS = snippets.programs()

SOUND = (
    "import gkdoc",
    "from gkdoc.model import Applications, Organ, Proactive, Remedies",
    'Applications.of({"received": {"business": 4}, "denied": {"deliberation": {"total": 2}}})',
    'Applications.of({"denied.deliberation": {"natural_person": 2}}, rest=0)',
    'print(gkdoc.load("报告.yaml").overview.outline, Organ("department", "city"))',
)
SLIPS = (
    'print(gkdoc.laod("报告.yaml"))',
    'Applications.of({"recieved": {"business": 4}}, rest=0)',
    'Applications.of({"received": {"busines": 4}}, rest=0)',
    'Applications.of({"denied": {"deliberations": {"business": 4}}}, rest=0)',
    'Proactive.of({"licensing": {"decision": 1}}, rest=0)',
    'Remedies.of({"lawsuit": {}}, rest=0)',
    'Organ("city", "department")',
    'gkdoc.Report(agency="甲局", year=2024)',
)
LINES_OF_SLIPS = [*range(len(SOUND) + 1, len(SOUND) + len(SLIPS) + 1)]


@pytest.mark.filterwarnings("error::ResourceWarning")
@pytest.mark.parametrize("page", PROGRAMS)
def test_the_python_of_a_page_runs(
    page: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """All pieces of a page, one after another, in a folder with the files that it speaks of."""
    snippets.write_files(tmp_path)
    monkeypatch.chdir(tmp_path)
    names: dict[str, Any] = {"__name__": f"page_{page}"}
    exec(compile(PROGRAMS[page], f"{page}.md", "exec"), names)  # noqa: S102 - our own pages


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """The program of each page as a file."""
    folder = tmp_path_factory.mktemp("pages")
    paths = [folder / f"page_{page}.py" for page in PROGRAMS]
    for path, code in zip(paths, PROGRAMS.values(), strict=True):
        path.write_text(code, encoding="utf-8")
    return paths


@pytest.mark.slow
def test_mypy_accepts_the_pages(written: list[Path]) -> None:
    """mypy --strict has nothing to say about any page."""
    assert mypy(written) == ""


@pytest.mark.slow
def test_pyright_accepts_the_pages(written: list[Path], pyright: Pyright) -> None:
    """Pyright has nothing to say about any page."""
    assert pyright(written) == ""


@pytest.fixture(scope="module")
def spoiled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A program with a slip in each line after those that are sound."""
    path = tmp_path_factory.mktemp("spoiled") / "spoiled.py"
    path.write_text("\n".join((*SOUND, *SLIPS)) + "\n", encoding="utf-8")
    return path


@pytest.mark.slow
def test_mypy_finds_slips(spoiled: Path) -> None:
    """A name that is none, and a row or a column misspelt, is an error in its line."""
    assert lines_of_errors(mypy([spoiled])) == LINES_OF_SLIPS


@pytest.mark.slow
def test_pyright_finds_slips(spoiled: Path, pyright: Pyright) -> None:
    """The same for pyright, which editors ask."""
    assert lines_of_errors(pyright([spoiled])) == LINES_OF_SLIPS


def lines_of_errors(said: str) -> list[int]:
    """The lines of spoiled.py that a checker finds wrong."""
    return sorted({int(line) for line in re.findall(r"spoiled\.py:(\d+).*? error:", said)})
