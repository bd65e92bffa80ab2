"""What the house of the code forbids, found in sources given as {path below src/gkdoc: text}."""

from __future__ import annotations

import ast
from collections.abc import Collection, Iterator, Mapping, Sequence
from graphlib import CycleError, TopologicalSorter
from pathlib import PurePosixPath
from typing import Final, TypeAlias

Sources: TypeAlias = Mapping[str, str]

# Lowest line first. Packages of one line do not know each other.
LINES: Final = (
    ("messages",),
    ("errors", "findings"),
    ("libreoffice", "archive", "pictures", "steps"),
    ("spec", "text", "ooxml"),
    ("model",),
    ("check", "layout"),
    ("formats",),
    ("read", "write"),
    ("tasks",),
    ("api",),
    ("many", "answers", "docx"),
    ("__init__",),
    ("cli",),
    ("__main__",),
)
RANK: Final = {name: rank for rank, line in enumerate(LINES) for name in line}

SHARED: Final[Mapping[str, Sequence[str]]] = {
    "check": ("sums",),
    "read": ("syntax", "data", "sheets", "document"),
    "write": (),
    "tasks": (),
}
"""The floors whose packages do not know each other, and those that all may know there.

Of the shared ones each knows those before it. Modules that lie on the floor itself are open to all.
"""

MOST_MODULES: Final = 16
LONGEST_MODULE: Final = 400

ROOMS_OF_TESTS: Final = (
    "tools",
    "hostile",
    "trouble",
    "conformance",
    "corpus",
    "fixtures",
    "docs",
    "service",
)
"""Folders of tests that mirror nothing; the service lies in examples."""


def upward(sources: Sources) -> list[str]:
    """Imports that do not point down, and parts of gkdoc that have no place in the house."""
    parts = {_part(path) for path in sources}
    found = [f"{part} has no place in the house" for part in sorted(parts - set(RANK))]
    for path, others in imports(sources).items():
        here = _part(path)
        for other in others:
            there = _part(other)
            if there != here and {here, there} <= set(RANK) and RANK[there] >= RANK[here]:
                found.append(f"{path} must not know {other}")
    return found


def siblings(sources: Sources) -> list[str]:
    """Imports between packages of one floor, but for the shared ones."""
    found = []
    for path, others in imports(sources).items():
        here = path.split("/")
        for other in others:
            there = other.split("/")
            floor = here[0]
            if floor not in SHARED or there[0] != floor or len(here) < 3 or len(there) < 3:
                continue
            if there[1] != here[1] and there[1] not in _known_to(here[1], SHARED[floor]):
                found.append(f"{path} must not know its sibling {other}")
    return found


def _known_to(package: str, shared: Sequence[str]) -> Sequence[str]:
    return shared[: shared.index(package)] if package in shared else shared


def circle(sources: Sources) -> list[str]:
    """Modules that import each other in a ring, imports for types included; none: empty."""
    try:
        TopologicalSorter(imports(sources)).prepare()
    except CycleError as error:
        return list(error.args[1])
    return []


def crowded(sources: Sources) -> list[str]:
    """Folders with more modules than one finds one's way in."""
    rooms: dict[str, int] = {}
    for path in map(PurePosixPath, sources):
        rooms[str(path.parent)] = rooms.get(str(path.parent), 0) + (path.name != "__init__.py")
    return [f"{room}: {number} modules" for room, number in rooms.items() if number > MOST_MODULES]


def long(sources: Sources) -> list[str]:
    """Modules that cannot be read in one sitting."""
    lengths = {path: len(source.splitlines()) for path, source in sources.items()}
    return [
        f"{path}: {length} lines" for path, length in lengths.items() if length > LONGEST_MODULE
    ]


def unmirrored(tests: Collection[str], sources: Sources) -> list[str]:
    """Folders of the modules `tests` (paths below tests/) that src/gkdoc does not have."""
    folders = {str(parent) for path in sources for parent in PurePosixPath(path).parents}
    rooms = {str(PurePosixPath(path).parent) for path in tests}
    return [
        f"tests/{room}"
        for room in sorted(rooms - folders)
        if room.split("/")[0] not in ROOMS_OF_TESTS
    ]


def imports(sources: Sources) -> dict[str, set[str]]:
    """Each module's path, and the paths of the modules that it imports anywhere in any way."""
    homes = {_dotted(path): path for path in sources}
    found: dict[str, set[str]] = {}
    for path, source in sources.items():
        named = (_home(name, homes) for name in _named(source, path))
        found[path] = {home for home in named if home is not None and home != path}
    return found


def _named(source: str, path: str) -> Iterator[str]:
    package = ["gkdoc", *PurePosixPath(path).parent.parts]
    for node in ast.walk(ast.parse(source)):
        match node:
            case ast.Import(names):
                yield from (name.name for name in names)
            case ast.ImportFrom(module, names, level):
                base = package[: len(package) - level + 1] if level else []
                start = ".".join([*base, *([module] if module else [])])
                yield from (f"{start}.{name.name}" for name in names)
            case ast.Call(ast.Name("import_module") | ast.Attribute(attr="import_module"), args):
                yield from (str(arg.value) for arg in args if isinstance(arg, ast.Constant))


def _home(name: str, homes: Mapping[str, str]) -> str | None:
    """The module that `name` is, or is a name of."""
    return homes.get(name) or homes.get(name.rpartition(".")[0])


def _dotted(path: str) -> str:
    parts = PurePosixPath("gkdoc", path).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def _part(path: str) -> str:
    return PurePosixPath(path).parts[0].removesuffix(".py")
