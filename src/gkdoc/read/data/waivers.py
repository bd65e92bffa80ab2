"""Waivers in a file of their own, beside the report that they are about."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from gkdoc.errors import InputError
from gkdoc.model import Waiver
from gkdoc.read.data.entries import by_key
from gkdoc.read.data.envelope import waivers_of
from gkdoc.read.data.names import Named, level
from gkdoc.read.notes import Notes
from gkdoc.read.source import content_of, text_of
from gkdoc.read.syntax.json import parse_json
from gkdoc.read.syntax.nodes import Mapping, Pair, Scalar
from gkdoc.read.syntax.yaml import parse_yaml
from gkdoc.spec import envelope

_KEY: Final = "waivers"
BESIDE: Final = ".waivers.yaml"
"""The end of the name of a file of waivers."""


def waivers_beside(path: Path) -> Path | None:
    """The file of waivers that belongs to the report `path`; None if there is none."""
    beside = path.with_name(f"{path.name}{BESIDE}")
    return beside if beside.is_file() else None


def read_waivers(path: Path) -> tuple[Waiver, ...]:
    """The waivers in a YAML or JSON file: a list, or a map with that list under its usual name.

    InputError with every problem.
    """
    text, _ = text_of(content_of(path), path)
    root = parse_json(text, path) if path.suffix.lower() == ".json" else parse_yaml(text, path)
    notes = Notes()
    pair = Pair(Scalar(_KEY, line=root.line, column=root.column), root)
    if isinstance(root, Mapping):
        (field,) = (field for field in envelope("report") if field.key == _KEY)
        known = level([Named(_KEY, field.labels(), _KEY)])
        pair = by_key(root, known, "", notes).get(_KEY, pair)
    waivers = waivers_of(pair, notes)
    if notes.problems:
        raise InputError(path, notes.in_order())
    return waivers
