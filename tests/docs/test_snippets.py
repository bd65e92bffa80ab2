"""The Python of README and docs runs as it stands, and type checkers have nothing to say."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.conftest import Pyright
from tests.tools import snippets
from tests.tools.type_checkers import mypy

PROGRAMS = snippets.programs()


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
    """mypy --strict finds nothing in any page, and finds what is wrong in a spoiled one."""
    assert mypy(written) == ""
    spoiled = written[0].with_name("spoiled.py")
    spoiled.write_text("import gkdoc\n\nprint(gkdoc.laod('报告.yaml'))\n", encoding="utf-8")
    assert 'no attribute "laod"' in mypy([spoiled])


@pytest.mark.slow
def test_pyright_accepts_the_pages(written: list[Path], pyright: Pyright) -> None:
    """Pyright finds nothing in any page, and finds what is wrong in a spoiled one."""
    assert pyright(written) == ""
    spoiled = written[0].with_name("spoiled.py")
    spoiled.write_text("import gkdoc\n\nprint(gkdoc.laod('报告.yaml'))\n", encoding="utf-8")
    assert '"laod" is not' in pyright([spoiled])
