"""Options and arguments that several verbs share, and the files that they name."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Sequence
from functools import cached_property
from pathlib import Path
from typing import Any, Final

import click

from gkdoc.errors import UsageError
from gkdoc.messages import _
from gkdoc.model import SeenReport, Waiver
from gkdoc.read.data.waivers import read_waivers, waivers_beside
from gkdoc.spec import report_years
from gkdoc.write.json_text import to_json
from gkdoc.write.yaml_text import to_yaml

_YAML: Final = (".yaml", ".yml")
_JSON: Final = ".json"
_WORKBOOK: Final = ".xlsx"

FILE: Final = click.Path(path_type=Path)
"""A path as the person wrote it; whether it can be read is for the readers to say."""


class _ReportYear(click.IntRange):
    """A year that a report can be about; which ones they are stands in data, read when asked."""

    def __init__(self) -> None:
        self.min_open = self.max_open = self.clamp = False

    @cached_property
    def min(self) -> int:  # type: ignore[override]
        return report_years()[0]

    @cached_property
    def max(self) -> int:  # type: ignore[override]
        return report_years()[-1]


REPORT_YEAR: Final = _ReportYear()

output_option: Callable[[Callable[..., Any]], Callable[..., Any]] = click.option(
    "-o", "--output", type=FILE, required=True, metavar=_("文件"), help=_("写到哪个文件")
)

previous_option: Callable[[Callable[..., Any]], Callable[..., Any]] = click.option(
    "--previous", type=FILE, metavar=_("上年报告"), help=_("上年的数据或报告，用来核对结转等数字")
)

waivers_option: Callable[[Callable[..., Any]], Callable[..., Any]] = click.option(
    "--waivers",
    type=FILE,
    metavar=_("豁免文件"),
    help=_("已经批准的豁免；默认用数据文件里的，以及同一文件夹里“文件名.waivers.yaml”里的"),
)

review_option: Callable[[Callable[..., Any]], Callable[..., Any]] = click.option(
    "--review",
    type=FILE,
    metavar=_("文件"),
    help=_("另写一份 Word 副本，在有问题的格和字句上加批注"),
)


def waivers_of(path: Path, given: Path | None) -> tuple[Waiver, ...]:
    """The waivers that stand outside the report `path`: in the file `given`, or beside the report.

    InputError if that file is broken.
    """
    source = given if given is not None else waivers_beside(path)
    return read_waivers(source) if source is not None else ()


def assert_document(path: Path) -> None:
    """UsageError unless the name says that the file is a Word file: by it, it is opened."""
    ending = path.suffix.lower()
    if path.is_dir():
        return  # Writing says so.
    if ending == ".pdf":
        raise UsageError(
            _("-o 写的是 Word 文件，应以 .docx 结尾；要 PDF，另加 --pdf {path}", path=path)
        )
    if ending != ".docx":
        raise UsageError(_("输出文件 {path} 应以 .docx 结尾", path=path))


def assert_data_file(path: Path) -> None:
    """UsageError unless the name says that the file is YAML or JSON."""
    if path.suffix.lower() not in (*_YAML, _JSON):
        raise UsageError(_("输出文件 {path} 应以 .yaml 或 .json 结尾", path=path))


def assert_data_file_or_workbook(path: Path) -> None:
    """UsageError unless the name says that the file is YAML, JSON or a workbook."""
    if path.suffix.lower() not in (*_YAML, _JSON, _WORKBOOK):
        raise UsageError(_("输出文件 {path} 应以 .yaml、.json 或 .xlsx 结尾", path=path))


def is_workbook(path: Path) -> bool:
    """True if the name says that the file is a workbook."""
    return path.suffix.lower() == _WORKBOOK


def assert_json(path: Path | None) -> None:
    """UsageError unless the name, if there is one, says that the file is JSON."""
    if path is not None and path.suffix.lower() != _JSON:
        raise UsageError(_("输出文件 {path} 应以 .json 结尾", path=path))


def assert_workbook(path: Path | None) -> None:
    """UsageError unless the name, if there is one, says that the file is a workbook."""
    if path is not None and path.suffix.lower() != _WORKBOOK:
        raise UsageError(_("输出文件 {path} 应以 .xlsx 结尾", path=path))


def data_file(report: SeenReport, path: Path, *, labels: bool) -> bytes:
    """The report as the data file at `path` is to hold it."""
    if path.suffix.lower() == _JSON:
        return to_json(report).encode()
    return to_yaml(report, labels=labels).encode()


def assert_not_an_input(output: Path, inputs: Iterable[Path | None]) -> None:
    """UsageError if writing `output` would destroy one of the files that are read."""
    for path in inputs:
        if path is not None and output.exists() and path.exists() and output.samefile(path):
            raise UsageError(_("输出文件 {output} 就是输入文件，请换一个名称", output=output))


def real(path: Path) -> Path:
    """The path without links; that of a link to itself, which `Path.resolve` refuses, as it is."""
    return Path(os.path.realpath(path))


def assert_different(outputs: Sequence[Path]) -> None:
    """UsageError if two outputs are the same file: the second would destroy the first."""
    seen: set[Path] = set()
    for path in outputs:
        if real(path) in seen:
            raise UsageError(_("两种输出都要写到 {path}，请换一个名称", path=path))
        seen.add(real(path))
