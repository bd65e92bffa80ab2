"""Pictures that a data file names: they lie beside it or in folders below, nowhere else."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from gkdoc.errors import InputError, Refusal
from gkdoc.messages import _
from gkdoc.pictures import BYTE_LIMIT
from gkdoc.read.source import content_of
from gkdoc.text.control import refusal_of_line

# Names that Windows opens as a device in every folder, whatever stands behind their first point.
_DEVICES: Final = frozenset(
    {"con", "prn", "aux", "nul", "conin$", "conout$"}
    | {f"{device}{number}" for device in ("com", "lpt") for number in "0123456789¹²³"}
)


def picture_beside(folder: Path, name: str) -> bytes:
    """The bytes of the file that `name` names below `folder`; Refusal for any other name.

    A name has folders divided by /, and means the same on every system. Neither the file nor a
    folder on the way to it may be a link.
    """
    path = folder
    for step in _steps(name):
        path /= step
        if _is_link(path):
            raise Refusal(_("“{step}”是链接，图片要放在数据文件的文件夹里面", step=step))
    try:
        return content_of(path, BYTE_LIMIT, kind=_("报告里的图片"))
    except InputError as error:
        raise Refusal(error.problems[0].message) from error


def _steps(name: str) -> Iterator[str]:
    if reason := refusal_of_line(name):
        raise Refusal(reason)
    if "\\" in name:
        raise Refusal(_("文件名里不能用反斜线，文件夹之间用 /"))
    if ":" in name or name.startswith("/"):
        raise Refusal(_("只能写数据文件所在文件夹里的文件名，不能写盘符、网址或从根目录起的路径"))
    for step in name.split("/"):
        if step in {"", ".", ".."}:
            raise Refusal(_("文件名里不能有空的一节、. 或者 ..，图片要放在数据文件的文件夹里面"))
        if step != step.strip() or step.endswith("."):
            raise Refusal(_("文件名前后不能有空格，也不能以点结尾"))
        if step.partition(".")[0].rstrip().lower() in _DEVICES:
            raise Refusal(_("“{step}”是设备的名称，不能作文件名", step=step))
        yield step


def _is_link(path: Path) -> bool:
    """True for a symbolic link, and for what leads elsewhere on Windows."""
    try:
        found = os.lstat(path)
    except OSError:
        return False
    return path.is_symlink() or bool(getattr(found, "st_reparse_tag", 0))
