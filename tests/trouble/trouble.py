"""What a file of trouble is: its name, how it ends, how it comes about, and who is to read it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Final, TypeAlias

from attrs import frozen

Content: TypeAlias = Callable[[], bytes | str]
"""Makes what is in a file; a text is written in UTF-8."""

READERS: Final[Mapping[str, tuple[str, ...]]] = {
    ".docx": ("read", "template"),
    ".xlsx": ("read", "ledger", "roster"),
    ".csv": ("ledger", "roster"),
    ".yaml": ("read", "roster"),
    ".json": ("read", "roster"),
    ".html": ("read",),
    ".pdf": ("read",),
    ".odt": ("read",),
    ".doc": ("read",),
}
"""Which verbs read files of an ending: each opens them in its own way."""


@frozen
class Trouble:
    """One file, put where it is asked for by `put`.

    `office` is True where LibreOffice has to be asked, which takes seconds to start.
    """

    name: str
    suffix: str
    put: Callable[[Path], object]
    office: bool = False

    @property
    def verbs(self) -> tuple[str, ...]:
        """The verbs that read it."""
        return READERS[self.suffix]


def troubles(
    suffixes: Iterable[str], made: Mapping[str, Content], *, office: bool = False
) -> Iterator[Trouble]:
    """Each of the files under each of the endings."""
    for suffix in suffixes:
        for name, content in made.items():
            yield Trouble(name, suffix, _written(content), office)


def _written(content: Content) -> Callable[[Path], object]:
    def put(path: Path) -> None:
        made = content()
        path.write_bytes(made.encode() if isinstance(made, str) else made)

    return put
