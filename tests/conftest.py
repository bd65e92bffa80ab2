"""What tests ask for: the judges outside the code, and the folder with the reference material.

A test whose tool is not on this machine is skipped. With GKDOC_STRICT=1, as `.ci/run` sets it, that
skip is a failure: there all tools have to be there.
"""

from __future__ import annotations

import math
import os
from collections.abc import Callable, Generator, Sequence
from functools import partial
from pathlib import Path
from typing import Any, TypeAlias, TypeVar
from zlib import crc32

import pytest
from hypothesis import settings

from tests import tools
from tests.tools import places

STRICT = os.environ.get("GKDOC_STRICT") == "1"

# Strict mode judges a change: the same tree has to be judged the same twice. At the desk the
# examples are new every time, and what they find becomes a test.
settings.register_profile("strict", derandomize=True)
if STRICT:
    settings.load_profile("strict")

SHARED = places.ROOT.parent / "shared"
SHARED_IS_ABSENT = "没有参考资料目录 ../shared"
"""Why a test is skipped that reads a document we may not copy; allowed in strict mode too."""

PdfText: TypeAlias = Callable[..., str]
PdfPages: TypeAlias = Callable[..., tuple[str, ...]]
Pyright: TypeAlias = Callable[[Sequence[Path]], str]
Validate: TypeAlias = Callable[..., tuple[tools.SchemaError, ...]]

Report = TypeVar("Report", pytest.TestReport, pytest.CollectReport)


@pytest.fixture(scope="session")
def faces() -> Path:
    """The folder of the free faces."""
    return _needed(places.faces(), "中文字体 Fandol")


@pytest.fixture(scope="session")
def office(tmp_path_factory: pytest.TempPathFactory, faces: Path) -> tools.Office:
    """LibreOffice with faces for 仿宋, 楷体, 黑体 and 宋体; give it many documents in one call."""
    program = _needed(places.soffice(), "LibreOffice")
    return tools.Office(program, tmp_path_factory.mktemp("office"), faces)


@pytest.fixture(scope="session")
def office_without_faces(tmp_path_factory: pytest.TempPathFactory, faces: Path) -> tools.Office:
    """LibreOffice as on a machine that has one Chinese face, and none of the statutory ones."""
    program = _needed(places.soffice(), "LibreOffice")
    return tools.Office(program, tmp_path_factory.mktemp("office"), faces, statutory=False)


@pytest.fixture(scope="session")
def typist(tmp_path_factory: pytest.TempPathFactory) -> tools.Typist:
    """Types into workbooks in LibreOffice as a person does."""
    program = _needed(places.calc(), "LibreOffice Calc")
    python = _needed(places.uno_python(), "能用 UNO 的 Python")
    return tools.Typist(program, python, tmp_path_factory.mktemp("typist") / "profile")


@pytest.fixture(scope="session")
def pdf_text() -> PdfText:
    """`pdf_text(pdf, layout=False)`: all text of a PDF."""
    return partial(tools.text, _needed(places.pdftotext(), "pdftotext"))


@pytest.fixture(scope="session")
def pdf_pages() -> PdfPages:
    """`pdf_pages(pdf, layout=False)`: the text of each page of a PDF."""
    return partial(tools.pages, _needed(places.pdftotext(), "pdftotext"))


@pytest.fixture(scope="session")
def validate() -> Validate:
    """`validate(*documents)`: what Microsoft's validator (Office2019) has against them."""
    return partial(tools.validate, _needed(places.validator(), "Open XML 校验器"))


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder with reference material beside the repository."""
    if not SHARED.is_dir():
        pytest.skip(SHARED_IS_ABSENT)
    return SHARED


@pytest.fixture(scope="session")
def pyright() -> Pyright:
    """`pyright(programs)`: all that pyright has to say about the types of Python files."""
    return partial(tools.pyright, _needed(places.pyright(), "pyright"))


def _needed(tool: Path | None, name: str) -> Path:
    if tool is None:
        pytest.skip(f"本机没有{name}；make test 会安装它")
    return tool


def pytest_addoption(parser: pytest.Parser) -> None:
    """`--share N`: of the tests of acceptance one in N, always the same ones."""
    parser.addoption("--share", type=int, default=1, metavar="N", help="one acceptance test in N")


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Slow tests begin first, so that no process waits for them at the end."""
    long = sorted((item for item in items if _marked(item, "acceptance")), key=_draw)
    left = {*long[math.ceil(len(long) / config.getoption("share")) :]}
    items[:] = [item for item in items if item not in left]
    items.sort(key=lambda item: not (_marked(item, "acceptance") or _marked(item, "slow")))
    config.hook.pytest_deselected(items=[*left])


def _marked(item: pytest.Item, name: str) -> bool:
    return item.get_closest_marker(name) is not None


def _draw(item: pytest.Item) -> int:
    """A number that the test has on every machine."""
    return crc32(item.nodeid.encode())


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """In strict mode a skipped test has failed."""
    return _judged((yield))


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report() -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    """In strict mode a skipped module has failed."""
    return _judged((yield))


def _judged(report: Report) -> Report:
    expected_to_fail = hasattr(report, "wasxfail")
    if STRICT and report.skipped and not expected_to_fail:
        reason: Any = report.longrepr
        if SHARED_IS_ABSENT not in str(reason):
            report.outcome = "failed"
            report.longrepr = f"skipped in strict mode: {reason}"
    return report
