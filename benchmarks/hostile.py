"""What the counts of hostile files share: each cell right, reported, or wrong in silence."""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Protocol, TypeAlias

from gkdoc.errors import InputError
from gkdoc.model import SeenReport
from gkdoc.read.reading import Reading
from gkdoc.spec import CellRef
from tests.hostile.reports import examples, published
from tests.tools.scoring import Score, score

Judge: TypeAlias = Callable[[SeenReport, int, int], Iterator[tuple[str, Score]]]
"""Takes a report, how many files to make of it and the seed; gives each layout with its score."""

_MOST_LAYOUTS = 25


class HostileFile(Protocol):
    """A file, the name of its layout, and what each cell in it shows."""

    @property
    def name(self) -> str:
        """The name of the layout."""
        ...

    @property
    def content(self) -> bytes:
        """The bytes of the file."""
        ...

    @property
    def shown(self) -> Mapping[CellRef, str | None]:
        """The text of each cell; None for one without a figure of its own."""
        ...


def scored(
    files: Iterable[HostileFile], read: Callable[[bytes], Reading]
) -> Iterator[tuple[str, Score]]:
    """The score of each file by the name of its layout; a file that is refused is all reported."""
    for file in files:
        try:
            reading = read(file.content)
        except InputError:
            yield file.name, Score(reported=len(file.shown))
        else:
            yield file.name, score(reading, file.shown)


def arguments(description: str | None, files: int) -> argparse.ArgumentParser:
    """The arguments that every count takes; `files` is how many are made of a report."""
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument("--files", type=int, default=files)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--show", action="store_true", help="each cell that is wrong in silence")
    return parser


def count(judge: Judge, options: argparse.Namespace) -> int:
    """The exit code: 1 if a cell was wrong in silence. The counts are printed, report by report."""
    total = Score()
    unread: Counter[str] = Counter()
    for name, report in (*examples(), *published()):
        of_report = Score()
        for layout, found in judge(report, options.files, options.seed):
            of_report += found
            unread[layout] += found.reported
            if options.show and found.silent:
                print(layout, *found.silent[:3], sep="\n  ")  # noqa: T201
        _print(name, of_report)
        total += of_report
    _print("total", total)
    print("unread cells by layout:", *unread.most_common(_MOST_LAYOUTS), sep="\n  ")  # noqa: T201
    return 1 if total.silent else 0


def _print(name: str, found: Score) -> None:
    cells = found.right + found.reported + len(found.silent)
    print(  # noqa: T201
        f"{name:34} right {found.right:7} ({found.right / max(cells, 1):.2%}) "
        f"reported {found.reported:6} silent {len(found.silent):5}"
    )
