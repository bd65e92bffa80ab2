"""The files in a folder and its folders, each once; by name what could not be looked into."""

from __future__ import annotations

import os
from pathlib import Path

from attrs import field, frozen

from gkdoc.errors import InputError, Problem
from gkdoc.messages import _


@frozen
class Walk:
    """The contents of a folder.

    `files` are all that are no folders, in their order by name, without those that programs hide.
    `unread` are the folders that could not be opened, each with the reason, `passed` the links to
    folders that were not followed: their files are there under another name already.
    """

    files: tuple[Path, ...] = ()
    unread: tuple[InputError, ...] = ()
    passed: tuple[Path, ...] = ()


def walk(folder: Path) -> Walk:
    """All that is in a folder, those in it included; nothing is left out in silence.

    A link to a folder is followed where that was not visited otherwise and does not hold `folder`
    itself.
    """
    walker = _Walker()
    walker.visit(folder)
    root = _real(folder)
    passed = []
    # Following one may find others.
    for link in walker.links:
        target = _real(link)
        if target in walker.visited or target in root.parents:
            passed.append(link)
        else:
            walker.visit(link)
    return Walk(tuple(sorted(walker.files)), tuple(walker.unread), tuple(passed))


@frozen
class _Walker:
    """Goes through folders, and notes the links to others for later."""

    files: list[Path] = field(factory=list)
    unread: list[InputError] = field(factory=list)
    links: list[Path] = field(factory=list)
    visited: set[Path] = field(factory=set)

    def visit(self, folder: Path) -> None:
        """Everything in a folder that was not visited before."""
        if _real(folder) in self.visited:
            return
        self.visited.add(_real(folder))
        try:
            with os.scandir(folder) as found:
                entries = sorted(found, key=lambda entry: entry.name)
        except OSError as error:
            reason = error.strerror or str(error)
            message = _("读不出这个文件夹（{error}），里面的文件都没有读", error=reason)
            self.unread.append(InputError(folder, [Problem(message)]))
            return
        for entry in entries:
            self._sort(entry, folder / entry.name)

    def _sort(self, entry: os.DirEntry[str], path: Path) -> None:
        try:
            is_folder = entry.is_dir()
        except OSError:
            # What cannot even be looked at is told by whoever reads it.
            is_folder = False
        if is_folder and entry.is_symlink():
            self.links.append(path)
        elif is_folder:
            self.visit(path)
        elif not path.name.startswith((".", "~")):
            self.files.append(path)


def _real(path: Path) -> Path:
    return Path(os.path.realpath(path))
