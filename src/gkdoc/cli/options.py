"""Options and arguments that several verbs share."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any, Final

import click

from gkdoc.errors import UsageError

FILE: Final = click.Path(path_type=Path)
"""A path as the person wrote it; whether it can be read is for the readers to say."""

output_option: Callable[[Callable[..., Any]], Callable[..., Any]] = click.option(
    "-o", "--output", type=FILE, required=True, metavar="文件", help="写到哪个文件"
)


def assert_not_an_input(output: Path, inputs: Iterable[Path | None]) -> None:
    """UsageError if writing `output` would destroy one of the files that are read."""
    for path in inputs:
        if path is not None and output.exists() and path.exists() and output.samefile(path):
            raise UsageError(f"输出文件 {output} 就是输入文件，请换一个名称")


def assert_different(outputs: Sequence[Path]) -> None:
    """UsageError if two outputs are the same file: the second would destroy the first."""
    seen: set[Path] = set()
    for path in outputs:
        if path.resolve() in seen:
            raise UsageError(f"两种输出都要写到 {path}，请换一个名称")
        seen.add(path.resolve())
