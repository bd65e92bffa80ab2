"""Files are written whole or not at all."""

from __future__ import annotations

import os
import secrets
from pathlib import Path

from gkdoc.errors import OutputError

_REASONS = {
    FileNotFoundError: "文件夹不存在",
    PermissionError: "没有写入权限，或者文件正被别的程序打开",
    IsADirectoryError: "这是一个文件夹",
    NotADirectoryError: "路径中有一段不是文件夹",
}


def write_whole(path: Path | str, content: bytes) -> None:
    """`content` at `path`, in place of what was there; OutputError if that cannot be done.

    It is written beside the target under another name, brought to the disk, and renamed: whatever
    happens on the way, the target is either as it was or as it shall be.
    """
    target = Path(path)
    temporary = target.with_name(f".{target.name[:40]}.{secrets.token_hex(8)}.tmp")
    try:
        try:
            with temporary.open("xb") as stream:
                stream.write(content)
                stream.flush()
                os.fsync(stream.fileno())
            if target.exists():
                temporary.chmod(target.stat().st_mode)
            temporary.replace(target)
        finally:
            temporary.unlink(missing_ok=True)
    except OSError as error:
        reason = _REASONS.get(type(error)) or error.strerror or str(error)
        raise OutputError(path, reason) from error
