"""The files that are meant where folders are given, and what is to be said about the others."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from collections.abc import Set as AbstractSet
from pathlib import Path
from typing import Final

import click
from attrs import frozen

from gkdoc.cli.options import real
from gkdoc.errors import InputError, Problem
from gkdoc.messages import Listed, Message, _
from gkdoc.read.files import other_files, readable_files
from gkdoc.read.folders import Walk, walk

_MOST_FILES_NAMED: Final = 10

allow_missing_option = click.option(
    "--allow-missing",
    is_flag=True,
    help=_("文件夹里有读不出来的，也只算有问题（退出码 1），不算没有做完（退出码 3）"),
)


@frozen
class GivenFiles:
    """The files to be read, the folders that could not be, and remarks about what is left out."""

    files: tuple[Path, ...]
    unread: tuple[InputError, ...] = ()
    remarks: tuple[Message, ...] = ()


def given_files(given: Iterable[Path], apart: AbstractSet[Path] = frozenset()) -> GivenFiles:
    """The files, those in folders included, but for those that are meant otherwise (`apart`).

    InputError for a folder without any report.
    """
    files: list[Path] = []
    unread: list[InputError] = []
    remarks: list[Message] = []
    for path in given:
        if not path.is_dir():
            files.append(path)
            continue
        found = walk(path)
        inside = [file for file in readable_files(found) if real(file) not in apart]
        if not inside:
            nothing = InputError(path, [Problem(_("文件夹里没有可以读取的报告"))])
            raise next(iter(found.unread), nothing)
        files += inside
        unread += found.unread
        remarks += _left_out(path, found, apart)
    return GivenFiles(tuple(files), tuple(unread), tuple(remarks))


def _left_out(folder: Path, found: Walk, apart: AbstractSet[Path]) -> Iterator[Message]:
    """What a unit may have meant to be read: files of other formats, links not followed."""
    left = [file for file in other_files(found) if real(file) not in apart]
    if left:
        yield _(
            "{folder} 里有 {count} 个文件不是能读的格式，没有读：{names}{more}",
            folder=folder,
            count=len(left),
            names=_names(left, folder),
            more=_more(left),
        )
    if found.passed:
        yield _(
            "{folder} 里有 {count} 个链接指向已经读过的文件夹，没有再读：{names}{more}",
            folder=folder,
            count=len(found.passed),
            names=_names(found.passed, folder),
            more=_more(found.passed),
        )


def _names(paths: Iterable[Path], folder: Path) -> Listed:
    named = [str(path.relative_to(folder)) for path in paths]
    return Listed("、", named[:_MOST_FILES_NAMED])


def _more(paths: Iterable[Path]) -> Message | str:
    return _("等") if len(list(paths)) > _MOST_FILES_NAMED else ""
