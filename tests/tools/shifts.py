"""What a change moved in print: `python -m tests.tools.shifts BEFORE AFTER`.

Both are folders with PDF files of the same names, printed before and after the change.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Final, TypeAlias

import pdfplumber
from attrs import frozen

TOLERANCE: Final = 0.1
"""So many points nobody sees."""

Sign: TypeAlias = tuple[str, float, float]
"""A character, and where it stands from the left and from above."""


@frozen
class Shift:
    """How one print differs from another: pages and lines of both, characters of the second.

    `farthest` is the largest distance in points by which a character moved; None where a page does
    not show the same characters in the same order.
    """

    pages: tuple[int, int]
    lines: tuple[int, int]
    characters: int
    farthest: float | None

    @property
    def unseen(self) -> bool:
        """True if nobody sees a difference."""
        return self.farthest is not None and self.farthest <= TOLERANCE


def shift(before: Path, after: Path) -> Shift:
    """How far the characters of the print `after` stand from those of `before`."""
    old, new = _pages(before), _pages(after)
    same = [[sign[0] for sign in page] for page in old] == [
        [sign[0] for sign in page] for page in new
    ]
    moved = (pair for pages in zip(old, new, strict=False) for pair in zip(*pages, strict=False))
    distances = (max(abs(one[1] - two[1]), abs(one[2] - two[2])) for one, two in moved)
    return Shift(
        pages=(len(old), len(new)),
        lines=(_lines(old), _lines(new)),
        characters=sum(map(len, new)),
        farthest=max(distances, default=0.0) if same else None,
    )


def _pages(path: Path) -> list[list[Sign]]:
    with pdfplumber.open(path) as pdf:
        return [
            [(char["text"], char["x0"], char["top"]) for char in page.chars] for page in pdf.pages
        ]


def _lines(pages: list[list[Sign]]) -> int:
    return sum(len({round(top) for _, _, top in page}) for page in pages)


def main(before: Path, after: Path) -> int:
    """Print a line for each file; 1 where somebody sees a difference."""
    found = {path.stem: shift(path, after / path.name) for path in sorted(before.glob("*.pdf"))}
    for name, each in found.items():
        print(name, each)  # noqa: T201 - this is what the command is for
    return 0 if all(each.unseen for each in found.values()) else 1


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), Path(sys.argv[2])))
