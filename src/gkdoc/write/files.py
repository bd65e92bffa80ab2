"""Files are written whole or not at all."""

from __future__ import annotations

import errno
import os
import re
import secrets
import time
from collections.abc import Iterable, Iterator
from collections.abc import Set as AbstractSet
from pathlib import Path
from typing import Final

from gkdoc.errors import OutputError
from gkdoc.messages import _

_SUFFIX: Final = ".tmp"
_LONGEST: Final = 40
_TEMPORARY: Final = re.compile(r"\.(.+)\.[0-9a-f]{16}\.tmp")

_PAUSES: Final = (0.05, 0.1, 0.2, 0.4, 0.8)
"""Seconds between attempts to replace a file that is open elsewhere."""

_REASONS: Final = {
    FileNotFoundError: _("文件夹不存在"),
    PermissionError: _("没有写入权限，或者文件正被别的程序打开"),
    IsADirectoryError: _("这是一个文件夹"),
    NotADirectoryError: _("路径中有一段不是文件夹"),
}
_CODES: Final = {
    errno.ENOSPC: _("磁盘已满"),
    errno.EDQUOT: _("超过了允许使用的磁盘空间"),
    errno.EROFS: _("这个磁盘只能读，不能写"),
    errno.ENAMETOOLONG: _("文件名太长"),
}


def write_whole(path: Path | str, content: bytes | Iterable[bytes]) -> None:
    """`content` at `path`, in place of what was there; OutputError if that cannot be done.

    What is long may come in pieces.

    It is written beside the target under another name, brought to the disk, and renamed: whatever
    happens on the way, the target is either as it was or as it shall be.
    """
    target = Path(path)
    name = f".{target.name[:_LONGEST]}.{secrets.token_hex(8)}{_SUFFIX}"
    temporary = target.with_name(name)
    try:
        try:
            with temporary.open("xb") as stream:
                stream.writelines((content,) if isinstance(content, bytes) else content)
                stream.flush()
                os.fsync(stream.fileno())
            if target.exists():
                temporary.chmod(target.stat().st_mode)
            _put_in_place(temporary, target)
        finally:
            temporary.unlink(missing_ok=True)
    except OSError as error:
        raise OutputError(path, _reason(error)) from error


def _reason(error: OSError) -> str:
    known = _REASONS.get(type(error)) or _CODES.get(error.errno or 0)
    return known or error.strerror or str(error)


def left_over(folder: Path, names: AbstractSet[str]) -> Iterator[Path]:
    """Files in `folder` that a process which was killed has left on its way to these names."""
    for path in folder.glob(f".*{_SUFFIX}"):
        started = _TEMPORARY.fullmatch(path.name)
        if started and any(name[:_LONGEST] == started[1] for name in names):
            yield path


def _put_in_place(temporary: Path, target: Path) -> None:
    """Rename the one to the other, and bring the new name to the disk."""
    # Windows does not replace a file that a program holds open; Word lets go of it when it saves,
    # and a virus scanner after a moment.
    for pause in _PAUSES:
        try:
            temporary.replace(target)
            break
        except PermissionError:
            time.sleep(pause)
    else:
        temporary.replace(target)
    _synchronise(target.parent)


def _synchronise(folder: Path) -> None:
    """Bring the names in `folder` to the disk, where the system can."""
    if not hasattr(os, "O_DIRECTORY"):
        return
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    except OSError:
        # Some network file systems refuse it; the file itself is on the disk.
        return
    finally:
        os.close(handle)
