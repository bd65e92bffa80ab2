"""Data files that a verb writes: YAML or JSON, by the end of the name."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from gkdoc.errors import UsageError
from gkdoc.messages import _
from gkdoc.model import Report
from gkdoc.write.json_text import to_json
from gkdoc.write.yaml_text import to_yaml

_YAML: Final = (".yaml", ".yml")
_JSON: Final = ".json"
_WORKBOOK: Final = ".xlsx"


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


def data_file(report: Report, path: Path, *, labels: bool) -> bytes:
    """The report as the data file at `path` is to hold it."""
    if path.suffix.lower() == _JSON:
        return to_json(report).encode()
    return to_yaml(report, labels=labels).encode()
