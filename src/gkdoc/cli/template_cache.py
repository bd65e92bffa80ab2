"""The compiled standard template, kept in the user's cache folder between two calls.

It is known by the hash of what went in: the template, what it was compiled for, and the program
that did it. What is broken, or not the user's own, is left alone and made anew; a folder that
cannot be written to is no fault.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from hashlib import sha256
from importlib.machinery import PathFinder
from pathlib import Path
from typing import Final

from gkdoc.errors import OutputError
from gkdoc.write.docx.compiled import CompiledTemplate, TemplateKey
from gkdoc.write.docx.storing import restored, stored
from gkdoc.write.docx.templates import Templates
from gkdoc.write.files import write_whole
from gkdoc.write.templates import standard_template_bytes

_MOST: Final = 64
"""So many templates are kept on the disk; beyond that the folder is emptied."""

# What decides how a template is compiled: these parts of ours, and these libraries.
_OWN: Final = ("layout", "ooxml", "spec", "write/docx")
_LIBRARIES: Final = ("docxtpl", "jinja2", "lxml")


class StoredTemplates(Templates):
    """Templates that look for the standard template in `folder` before they compile it."""

    def __init__(self, folder: Path) -> None:
        super().__init__(limit=4)
        self.folder = folder

    def made(self, content: bytes, key: TemplateKey, source: Path | str | None) -> CompiledTemplate:
        """The template as it was stored, or compiled anew and stored."""
        if content != standard_template_bytes():
            return super().made(content, key, source)
        path = self.folder / f"{_identity(content, key)}.json"
        found = _read(path)
        known = restored(found, key) if found is not None else None
        if known is not None:
            return known
        compiled = super().made(content, key, source)
        _write(path, compiled)
        return compiled


def cache_folder() -> Path | None:
    """The user's folder for what can be made anew; None where there is none."""
    if sys.platform == "win32":
        base = os.environ.get("LOCALAPPDATA")
    elif sys.platform == "darwin":
        base = str(Path.home() / "Library" / "Caches")
    else:
        base = os.environ.get("XDG_CACHE_HOME") or str(Path.home() / ".cache")
    return Path(base) / "gkdoc" if base and Path(base).is_absolute() else None


def _identity(content: bytes, key: TemplateKey) -> str:
    forms = [(spec.key, spec.edition, [*spec.rows]) for spec in key.tables]
    hashed = sha256(content)
    hashed.update(repr((forms, key.sizes, key.layout, key.plain, [*_program()])).encode())
    return hashed.hexdigest()


def _program() -> Iterator[tuple[str, int, int]]:
    """The size and time of the files that compile, which another version does not have."""
    root = Path(__file__).parents[1]
    files = [path for part in _OWN for path in sorted(_sources(root / part))]
    for name in _LIBRARIES:
        found = PathFinder.find_spec(name)
        if found is not None and found.origin is not None:
            files.append(Path(found.origin))
    for path in files:
        state = path.stat()
        yield path.name, state.st_size, state.st_mtime_ns


def _sources(folder: Path) -> Iterator[Path]:
    """The files in `folder` that a person wrote; what Python keeps of them comes and goes."""
    for place, folders, names in os.walk(folder):
        if "__pycache__" in folders:
            folders.remove("__pycache__")
        yield from (Path(place, name) for name in names)


def _read(path: Path) -> str | None:
    """The text that was stored; None where there is none, or it is not as it was written."""
    try:
        with path.open("rb") as stream:
            if not _is_own(os.fstat(stream.fileno())):
                return None
            content = stream.read()
    except OSError:
        return None
    checksum, _, rest = content.partition(b"\n")
    if sha256(rest).hexdigest().encode() != checksum:
        return None
    return rest.decode("utf-8", errors="replace")


def _is_own(state: os.stat_result) -> bool:
    """True if nobody else can have written the file."""
    if sys.platform == "win32":
        return True
    return state.st_uid == os.getuid() and not state.st_mode & 0o022


def _write(path: Path, compiled: CompiledTemplate) -> None:
    text = stored(compiled)
    if text is None:
        return
    content = text.encode()
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        others = [*path.parent.glob("*.json")]
        for other in others if len(others) >= _MOST else ():
            other.unlink(missing_ok=True)
        write_whole(path, sha256(content).hexdigest().encode() + b"\n" + content)
    except (OSError, OutputError):
        # The next call compiles it again.
        return
