"""A Word file printed as PDF, by LibreOffice.

LibreOffice runs with a profile of its own in a folder that is gone afterwards: it neither meets an
open window of the person's own LibreOffice nor takes its settings, and two runs do not meet.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from gkdoc.errors import MissingProgramError, NotCompletedError
from gkdoc.findings import Finding, Severity
from gkdoc.ooxml.faces import faces
from gkdoc.ooxml.package import read_package
from gkdoc.ooxml.template_rules import FACES

SECONDS: Final = 180.0
"""How long LibreOffice may take; a report takes ten seconds on a slow machine."""

_NAMES: Final = ("soffice", "libreoffice")
_ELSEWHERE: Final = (
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
    r"C:\Program Files\LibreOffice\program\soffice.com",
    r"C:\Program Files (x86)\LibreOffice\program\soffice.com",
)
_LOOK_UP_SECONDS: Final = 20.0


def pdf(document: bytes, *, seconds: float = SECONDS) -> bytes:
    """`document`, a Word file, printed as PDF.

    MissingProgramError without LibreOffice; NotCompletedError where it takes longer than `seconds`
    or delivers nothing.
    """
    program = _libreoffice()
    with tempfile.TemporaryDirectory(prefix="gkdoc-", ignore_cleanup_errors=True) as folder:
        home = Path(folder)
        source, printed = home / "report.docx", home / "out" / "report.pdf"
        source.write_bytes(document)
        said = _run(
            [
                program,
                f"-env:UserInstallation={(home / 'profile').as_uri()}",
                *("--headless", "--norestore", "--convert-to", "pdf"),
                *("--outdir", str(printed.parent), str(source)),
            ],
            seconds,
        )
        if not printed.is_file():
            last = said.strip().splitlines()[-1:]
            because = f"（LibreOffice：{last[0]}）" if last else ""
            raise NotCompletedError(f"LibreOffice 没有生成 PDF{because}")
        return printed.read_bytes()


def missing_faces(document: bytes) -> tuple[Finding, ...]:
    """A warning for each face of `document` that this machine lacks, and what replaces it.

    Where the machine cannot be asked, that is said instead.
    """
    asked = shutil.which("fc-match")
    if asked is None:
        message = "本机没有 fc-match，无法核对字体是否齐全，请在 PDF 中核对字体"
        return (FACES.finding(message, severity=Severity.INFORMATION),)
    found = []
    for face in sorted(faces(read_package(document))):
        names = _matched(asked, face)
        if face.casefold() not in {name.casefold() for name in names}:
            other = names[0] if names else "别的字体"
            message = f"本机没有字体“{face}”，PDF 中由“{other}”代替"
            found.append(FACES.finding(message))
    return tuple(found)


def _libreoffice() -> str:
    for name in (*_NAMES, *_ELSEWHERE):
        program = shutil.which(name)
        if program is not None:
            return program
    raise MissingProgramError("LibreOffice", "打印 PDF；请安装 LibreOffice，或者不用 --pdf")


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


def _run(command: Sequence[str], seconds: float) -> str:
    """What the program said; it and all that it started are ended when its time is up."""
    try:
        process = subprocess.Popen(  # noqa: S603 - LibreOffice, with arguments of our own
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            start_new_session=True,
            encoding="utf-8",
            errors="replace",
        )
    except OSError as error:
        raise NotCompletedError(f"LibreOffice 无法启动（{error.strerror}）") from error
    with process:
        try:
            said, _ = process.communicate(timeout=seconds)
        except subprocess.TimeoutExpired as overdue:
            raise NotCompletedError(
                f"LibreOffice 在 {seconds:g} 秒内没有完成，没有生成 PDF"
            ) from overdue
        finally:
            _end(process)
    return said


def _end(process: subprocess.Popen[str]) -> None:
    """End the process, if it still runs, and where the system can, what it started."""
    if process.poll() is not None:
        return
    if sys.platform == "win32":
        process.kill()
    else:
        os.killpg(process.pid, signal.SIGKILL)
