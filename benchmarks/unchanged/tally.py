"""What two commits have apart, counted by verb and by part of a file."""

from __future__ import annotations

import io
import json
import re
import textwrap
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Final
from zipfile import BadZipFile, ZipFile

from lxml import etree

from benchmarks.unchanged.jobs import Job

SHOWN: Final = 3
"""So many differences of each verb are shown."""

# These parts say nothing of the report; the document's part is one while its content is the same.
_TEMPLATES_OWN: Final = re.compile(
    r"\[Content_Types\]\.xml|_rels/.*|docProps/(?!core).*|customXml/_rels/.*"
    r"|word/(_rels/.*|styles|settings|fontTable|webSettings|numbering|stylesWithEffects"
    r"|theme/.*|header\d*|footer\d*|footnotes|endnotes).*|word/document\.xml but for its content"
)
_WORD: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


class Tally:
    """The jobs of each verb, and what they have apart."""

    def __init__(self) -> None:
        self.jobs: Counter[str] = Counter()
        self.different: dict[str, list[str]] = {}
        self.parts: Counter[str] = Counter()
        self.keys = 0

    def add(self, job: Job, results: Sequence[Mapping[str, Any]], folders: Sequence[Path]) -> None:
        """Count one job by its results and the folders it wrote to."""
        verb = " ".join(job[: 2 if job[0] == "template" else 1])
        verb = "--help" if not {"--help", "--no-such-option"}.isdisjoint(job) else verb
        verb += " (English)" if "en" in job else ""
        self.jobs[verb] += 1
        wrong = [*self._said(*results), *self._written(*folders)]
        if wrong:
            line = textwrap.shorten(f"gkdoc {' '.join(job)}", 120)
            where = f"{line}  [{folders[0].parent.name}/{folders[0].name}]"
            self.different.setdefault(verb, []).append("\n      ".join([where, *wrong]))

    def _said(self, before: Mapping[str, Any], after: Mapping[str, Any]) -> Iterator[str]:
        for key in ("exit", "stdout", "stderr"):
            if before[key] != after[key] and not self._same_json(before[key], after[key]):
                yield f"{key}: {_first_difference(str(before[key]), str(after[key]))}"

    def _written(self, before: Path, after: Path) -> Iterator[str]:
        names = [
            {str(path.relative_to(side)) for path in side.rglob("*")} for side in (before, after)
        ]
        if names[0] != names[1]:
            yield f"written by one alone: {sorted(names[0] ^ names[1])}"
        for name in sorted(names[0] & names[1]):
            if (before / name).is_file():
                yield from self._same_file(before / name, after / name)

    def _same_file(self, before: Path, after: Path) -> Iterator[str]:
        old, new = before.read_bytes(), after.read_bytes()
        if old == new:
            return
        if before.suffix in {".docx", ".xlsx"}:
            parts = set(_different_parts(old, new))
            self.parts.update(f"{before.suffix[1:]} {part}" for part in parts)
            wrong = {part for part in parts if not _TEMPLATES_OWN.fullmatch(part)}
            if before.suffix == ".xlsx" or wrong:
                yield f"{before.name}: {', '.join(sorted(wrong or parts))}"
        elif not self._same_json(*(text.decode(errors="replace") for text in (old, new))):
            told = (text.decode(errors="replace") for text in (old, new))
            yield f"{before.name}: {_first_difference(*told)}"

    def _same_json(self, before: object, after: object) -> bool:
        try:
            same = _told(json.loads(str(before))) == _told(json.loads(str(after)))
        except ValueError:
            return False
        self.keys += same
        return same and isinstance(before, str)

    def lines(self) -> Iterator[str]:
        """The figures, then the first differences of each verb."""
        yield f"{'verb':<28}{'jobs':>7}{'equal':>7}{'different':>11}"
        for verb, count in (*sorted(self.jobs.items()), ("all", self.jobs.total())):
            wrong = len(self.different.get(verb, ()))
            wrong = sum(map(len, self.different.values())) if verb == "all" else wrong
            yield f"{verb:<28}{count:>7}{count - wrong:>7}{wrong:>11}"
        yield f"JSON that is the same but for `template` and `values` of findings: {self.keys}"
        yield "Parts of files that differ, and in how many files (* the template's own):"
        for part, count in sorted(self.parts.items()):
            own = "*" if _TEMPLATES_OWN.fullmatch(part.removeprefix("docx ")) else " "
            yield f"  {own} {part:<60}{count:>6}"
        for verb, told in sorted(self.different.items()):
            yield f"{verb}: {len(told)} different, the first of them:"
            yield from (f"    {line}" for line in told[:SHOWN])

    @property
    def broken(self) -> bool:
        """Whether anything but English differs."""
        return any("English" not in verb for verb in self.different)


def _told(value: object) -> str:
    """The JSON in one line, its findings without the keys that only words them again."""
    if isinstance(value, list):
        return f"[{','.join(map(_told, value))}]"
    if not isinstance(value, dict):
        return json.dumps(value)
    left = {"template", "values"} if "message" in value else set()
    kept = [f"{key}:{_told(inner)}" for key, inner in value.items() if key not in left]
    return f"{{{','.join(kept)}}}"


def _different_parts(before: bytes, after: bytes) -> Iterator[str]:
    try:
        archives = [ZipFile(io.BytesIO(content)) for content in (before, after)]
    except BadZipFile:
        yield "no package"
        return
    names = [archive.namelist() for archive in archives]
    if sorted(names[0]) == sorted(names[1]) and names[0] != names[1]:
        yield "the order of the parts"
    for name in dict.fromkeys(names[0] + names[1]):
        old, new = (
            archive.read(name) if name in listed else b""
            for archive, listed in zip(archives, names, strict=True)
        )
        if old != new:
            same = name == "word/document.xml" and _content(old) == _content(new)
            yield f"{name} but for its content" if same else name


def _content(document: bytes) -> list[bytes]:
    """The paragraphs and tables of a document; its page and the root's namespaces left out."""
    body = etree.fromstring(document).find(f"{_WORD}body")
    return [
        etree.tostring(child, method="c14n", exclusive=True)
        for child in (() if body is None else body)
        if child.tag != f"{_WORD}sectPr"
    ]


def _first_difference(before: str, after: str) -> str:
    lines = [text.splitlines() for text in (before, after)]
    for number in range(max(map(len, lines))):
        old, new = (side[number] if number < len(side) else "(nothing)" for side in lines)
        if old != new:
            return f"line {number + 1}: {old[:200]!r} became {new[:200]!r}"
    return "line ends"
