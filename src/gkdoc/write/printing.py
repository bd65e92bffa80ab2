"""A Word file printed as PDF, by LibreOffice, and the faces that it lacks there."""

from __future__ import annotations

import shutil
import subprocess
from typing import Final

from gkdoc.errors import NotCompletedError
from gkdoc.findings import Finding, Severity
from gkdoc.libreoffice import SECONDS, convert
from gkdoc.messages import _
from gkdoc.ooxml.fonts import faces
from gkdoc.ooxml.package import read_package
from gkdoc.ooxml.template.rules import FACES

_LOOK_UP_SECONDS: Final = 20.0


def pdf(document: bytes, *, seconds: float = SECONDS) -> bytes:
    """`document`, a Word file, printed as PDF.

    MissingProgramError without LibreOffice; NotCompletedError where it takes longer than `seconds`
    or delivers nothing.
    """
    purpose = _("打印 PDF；请安装 LibreOffice，或者不用 --pdf")
    printed = convert(document, "docx", "pdf", purpose=purpose, seconds=seconds)
    if printed.content is None:
        because = _("（LibreOffice：{said}）", said=printed.said) if printed.said else ""
        raise NotCompletedError(_("LibreOffice 没有生成 PDF{because}", because=because))
    return printed.content


def missing_faces(document: bytes) -> tuple[Finding, ...]:
    """A warning for each face of `document` that this machine lacks, and what replaces it.

    Where the machine cannot be asked, that is said instead.
    """
    asked = shutil.which("fc-match")
    if asked is None:
        message = _("本机没有 fc-match，无法核对字体是否齐全，请在 PDF 中核对字体")
        return (FACES.finding(message, severity=Severity.INFORMATION),)
    found = []
    for face in sorted(faces(read_package(document))):
        names = _matched(asked, face)
        if face.casefold() not in {name.casefold() for name in names}:
            other = names[0] if names else _("别的字体")
            message = _("本机没有字体“{face}”，PDF 中由“{other}”代替", face=face, other=other)
            found.append(FACES.finding(message))
    return tuple(found)


def _matched(program: str, face: str) -> list[str]:
    """All names of the face that the machine takes for `face`."""
    # A sign of fontconfig's own language in a name would ask for something else.
    pattern = "".join(f"\\{sign}" if sign in "\\-:,=" else sign for sign in face)
    if not face.isascii():
        pattern += ":lang=zh-cn"
    try:
        done = subprocess.run(  # noqa: S603 - a program found on the path, asked for one name
            [program, "--format=%{family}", pattern],
            check=False,
            capture_output=True,
            encoding="utf-8",
            errors="replace",
            timeout=_LOOK_UP_SECONDS,
        )
    except (OSError, subprocess.TimeoutExpired):
        return []
    return [name for name in done.stdout.strip().split(",") if name]
