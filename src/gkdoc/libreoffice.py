"""LibreOffice, where it is on this machine: it prints Word files, and opens what we cannot.

It runs with a profile of its own in a folder that is gone afterwards: it neither meets an open
window of the person's own LibreOffice nor takes its settings, and two runs do not meet. In that
profile no macro runs, and nothing that a document links to is fetched.
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

from attrs import frozen

from gkdoc.errors import MissingProgramError, NotCompletedError
from gkdoc.messages import Message, _

SECONDS: Final = 180.0
"""How long LibreOffice may take; a report takes ten seconds on a slow machine."""

_NAMES: Final = ("soffice", "libreoffice")
_ELSEWHERE: Final = (
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
    r"C:\Program Files\LibreOffice\program\soffice.com",
    r"C:\Program Files (x86)\LibreOffice\program\soffice.com",
)
_SCRIPTING: Final = "/org.openoffice.Office.Common/Security/Scripting"
_SETTINGS: Final = (
    '<?xml version="1.0" encoding="UTF-8"?>\n'
    '<oor:items xmlns:oor="http://openoffice.org/2001/registry">\n'
    + "".join(
        f'<item oor:path="{_SCRIPTING}"><prop oor:name="{name}" oor:op="fuse">'
        "<value>true</value></prop></item>\n"
        for name in ("DisableMacrosExecution", "BlockUntrustedRefererLinks")
    )
    + "</oor:items>\n"
)


@frozen
class Converted:
    """The outcome for a document: its new content, None if there is none, and the last words."""

    content: bytes | None
    said: str


def convert(
    document: bytes, suffix: str, target: str, *, purpose: Message, seconds: float = SECONDS
) -> Converted:
    """`document`, a file that ends in `suffix`, in the format `target`: pdf, docx.

    `purpose` says what LibreOffice is needed for where it is not there (MissingProgramError).
    NotCompletedError where it takes longer than `seconds`.
    """
    program = _program(purpose)
    with tempfile.TemporaryDirectory(prefix="gkdoc-", ignore_cleanup_errors=True) as folder:
        home = Path(folder)
        source, result = home / f"report.{suffix}", home / "out" / f"report.{target}"
        source.write_bytes(document)
        settings = home / "profile" / "user" / "registrymodifications.xcu"
        settings.parent.mkdir(parents=True)
        settings.write_text(_SETTINGS, encoding="utf-8")
        said = _run(
            [
                program,
                f"-env:UserInstallation={(home / 'profile').as_uri()}",
                *("--headless", "--norestore", "--convert-to", target),
                *("--outdir", str(result.parent), str(source)),
            ],
            seconds,
        )
        last = said.strip().splitlines()[-1:]
        return Converted(result.read_bytes() if result.is_file() else None, "".join(last))


def _program(purpose: Message) -> str:
    if program := next(filter(None, map(shutil.which, (*_NAMES, *_ELSEWHERE))), None):
        return program
    raise MissingProgramError("LibreOffice", purpose)


def _run(command: Sequence[str], seconds: float) -> str:
    """The words of the program; it and all that it started are ended when its time is up."""
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
        raise NotCompletedError(
            _("LibreOffice 无法启动（{strerror}）", strerror=error.strerror)
        ) from error
    with process:
        try:
            said, _errors = process.communicate(timeout=seconds)
        except subprocess.TimeoutExpired as overdue:
            raise NotCompletedError(
                _("LibreOffice 在 {seconds} 秒内没有完成", seconds=f"{seconds:g}")
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
