"""Templates kept for the next report: an object of its owner's, with a limit."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Mapping
from collections.abc import Set as AbstractSet
from functools import partial
from hashlib import sha256
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Final, Generic, TypeAlias, TypeVar

from attrs import define, field, frozen

from gkdoc.findings import Finding
from gkdoc.spec import TableSpec
from gkdoc.write.docx.compiled import CompiledTemplate, TemplateKey

if TYPE_CHECKING:
    from gkdoc.write.docx.compile import OpenedTemplate

Identity: TypeAlias = tuple[bytes, TemplateKey]
"""What a compiled template is known by: the hash of the file, and what it was compiled for."""

Key = TypeVar("Key")
Value = TypeVar("Value")

_OPEN: Final = 4
"""So many files lie open: one holds all parts of a file, which a stranger may have made large."""


@frozen(eq=False)
class Template:
    """A Word file with slots, opened.

    `drawn` are the tables that the office drew cell by cell, each with the form in which it did;
    `findings` are what is odd about the template. `compiled` gives it ready to be filled with what
    its key says, compiled once; TemplateError with all that is wrong with it.
    """

    drawn: Mapping[str, TableSpec]
    findings: tuple[Finding, ...]
    compiled: Callable[[TemplateKey], CompiledTemplate]


class Templates:
    """Templates for many reports, opened and compiled once; threads may share it.

    Of more than `limit` compiled ones the one that was not used for longest goes. A copy for
    another process takes along what is compiled.
    """

    def __init__(self, limit: int = 32) -> None:
        if limit < 1:
            raise ValueError("there must be room for one template")
        self.limit = limit
        self._opened: _Kept[bytes, OpenedTemplate] = _Kept(min(limit, _OPEN))
        self._compiled: _Kept[Identity, CompiledTemplate] = _Kept(limit)

    def opened(self, content: bytes, source: Path | str | None = None) -> Template:
        """The Word template in `content`; `source` names the file in errors.

        TemplateError with all its problems; a template that has any is not kept.
        """
        identity = sha256(content).digest()
        opening = partial(self._open, identity, content, source)
        compiling = partial(self._compile, identity, opening, source)
        # What is compiled knows as much of its file, which need not be opened for it again.
        finished = self._compiled.finished()
        known = next((each for (file, _), each in finished.items() if file == identity), None)
        seen = known if known is not None else opening()
        return Template(seen.drawn, seen.findings, compiling)

    def __len__(self) -> int:
        """How many compiled templates are kept."""
        return len(self._compiled)

    def known(self) -> frozenset[Identity]:
        """The keys of all that is compiled at this moment."""
        return frozenset(self._compiled.finished())

    def beyond(self, known: AbstractSet[Identity]) -> Mapping[Identity, CompiledTemplate]:
        """The compiled templates that are not among `known`."""
        return {
            identity: compiled
            for identity, compiled in self._compiled.finished().items()
            if identity not in known
        }

    def take(self, compiled: Mapping[Identity, CompiledTemplate]) -> None:
        """Keep what was compiled elsewhere."""
        for identity, each in compiled.items():
            self._compiled.put(identity, each)

    def __getstate__(self) -> tuple[int, dict[Identity, CompiledTemplate]]:
        return self.limit, self._compiled.finished()

    def __setstate__(self, state: tuple[int, dict[Identity, CompiledTemplate]]) -> None:
        limit, compiled = state
        self.__init__(limit)  # type: ignore[misc]
        self.take(compiled)

    def _open(self, identity: bytes, content: bytes, source: Path | str | None) -> OpenedTemplate:
        # A template that is kept needs none of the libraries that compile one.
        from gkdoc.write.docx.compile import open_template

        return self._opened.get(identity, partial(open_template, content, source))

    def _compile(
        self,
        identity: bytes,
        opening: Callable[[], OpenedTemplate],
        source: Path | str | None,
        key: TemplateKey,
    ) -> CompiledTemplate:
        def make() -> CompiledTemplate:
            from gkdoc.write.docx.compile import compile_template

            return compile_template(opening(), key, source)

        return self._compiled.get((identity, key), make)


@define(eq=False)
class _Place(Generic[Value]):
    """Room for one value: whoever comes first makes it, the others wait."""

    value: Value | None = None
    lock: Lock = field(factory=Lock)


class _Kept(Generic[Key, Value]):
    """Values that are made once; of more than `limit` the one not used for longest goes."""

    def __init__(self, limit: int) -> None:
        self._limit = limit
        self._places: OrderedDict[Key, _Place[Value]] = OrderedDict()
        self._lock = Lock()

    def get(self, key: Key, make: Callable[[], Value]) -> Value:
        """The value of the key, made now if there is none; it is not kept if that fails."""
        place = self._place(key)
        with place.lock:
            value = place.value
            if value is None:
                try:
                    value = place.value = make()
                finally:
                    with self._lock:
                        if place.value is None and self._places.get(key) is place:
                            del self._places[key]
        return value

    def put(self, key: Key, value: Value) -> None:
        """Keep a value that was made elsewhere."""
        self._place(key).value = value

    def finished(self) -> dict[Key, Value]:
        """The values that are there at this moment."""
        with self._lock:
            places = [*self._places.items()]
        return {key: place.value for key, place in places if place.value is not None}

    def __len__(self) -> int:
        return len(self._places)

    def _place(self, key: Key) -> _Place[Value]:
        with self._lock:
            place = self._places.get(key)
            if place is None:
                place = self._places[key] = _Place()
                if len(self._places) > self._limit:
                    self._places.popitem(last=False)
            else:
                self._places.move_to_end(key)
            return place
