"""Which files a batch is made of: those of a folder, or those that a list names."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Final

from attrs import frozen

from gkdoc.errors import InputError, Problem, UsageError
from gkdoc.messages import _
from gkdoc.read.folders import walk
from gkdoc.read.source import content_of, text_of

LIST_SUFFIX: Final = ".txt"
"""The end of the name of a list."""

_DATA: Final = frozenset({".yaml", ".yml", ".json"})
_MADE: Final = ".docx"


@frozen
class Pair:
    """A data file, and under which name its report is written in the folder of the reports."""

    source: Path
    output: str


def is_many(path: Path) -> bool:
    """True for a folder or a list of data files."""
    return path.is_dir() or path.suffix.lower() == LIST_SUFFIX


def pairs(given: Path) -> tuple[Pair, ...]:
    """The data files in the folder `given`, folders in it included, or those of the list, in order.

    A list has a path a line, from the list's own folder on; blank lines and those that begin with #
    say nothing. InputError where there is none, UsageError where two would be written to one file.
    """
    if given.is_dir():
        sources = [path for path in walk(given).files if _is_data(path)]
        found = [Pair(path, _output(path.relative_to(given))) for path in sources]
    else:
        text, _encoding = text_of(content_of(given), given)
        lines = (line.strip() for line in text.splitlines())
        named = [Path(line) for line in lines if line and not line.startswith("#")]
        found = [Pair(given.parent / path, _output(Path(path.name))) for path in named]
    if not found:
        for error in unread_folders(given):
            raise error
        raise InputError(given, [Problem(_("里面没有数据文件，应有 .yaml 或 .json 文件"))])
    _assert_different(found)
    return tuple(found)


def unread_folders(given: Path) -> tuple[InputError, ...]:
    """What in the folder `given` could not be looked into; nothing for a list."""
    return walk(given).unread if given.is_dir() else ()


def _is_data(path: Path) -> bool:
    beside = path.name.lower().endswith(".waivers.yaml")
    return path.suffix.lower() in _DATA and not beside


def _output(path: Path) -> str:
    return path.with_suffix(_MADE).as_posix()


def _assert_different(found: Sequence[Pair]) -> None:
    first: dict[str, Path] = {}
    for pair in found:
        # Windows and macOS do not tell names by their case.
        other, source = first.setdefault(pair.output.casefold(), pair.source), pair.source
        if other is not source:
            message = _(
                "{other} 和 {source} 都要写到 {output}，请改一个文件名",
                other=other,
                source=source,
                output=pair.output,
            )
            raise UsageError(message)
