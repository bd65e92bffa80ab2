"""Options and arguments that several verbs share."""

from __future__ import annotations

from collections.abc import Callable, Iterable
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
