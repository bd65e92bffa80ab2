"""Compiled templates kept for the next report: an object of its owner's, with a limit."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from hashlib import sha256
from pathlib import Path
from threading import Lock
from typing import TypeAlias

from attrs import define, field

from gkdoc.write.docx.compiled import CompiledTemplate, TemplateKey

Identity: TypeAlias = tuple[bytes, TemplateKey]
"""What a compiled template is known by: the hash of the file, and what it was compiled for."""


@define(eq=False)
class _Place:
    """Room for one compiled template: whoever comes first compiles it, the others wait."""

    compiled: CompiledTemplate | None = None
    lock: Lock = field(factory=Lock)


class Templates:
    """Compiled templates for many reports; threads may share it.

    Of more than `limit` the one that was not used for longest goes. A copy for another process
    takes along what is compiled.
    """

    def __init__(self, limit: int = 32) -> None:
        if limit < 1:
            raise ValueError("there must be room for one template")
        self.limit = limit
        self._places: OrderedDict[Identity, _Place] = OrderedDict()
        self._lock = Lock()

    def compiled(
        self, content: bytes, key: TemplateKey, source: Path | str | None = None
    ) -> CompiledTemplate:
        """The Word template in `content` as `compile_template` gives it, compiled once.

        TemplateError with all its problems; a template that has any is not kept.
        """
        identity = (sha256(content).digest(), key)
        place = self._place(identity)
        # Set once and never taken back: it may be looked at without the lock.
        if place.compiled is not None:
            return place.compiled
        with place.lock:
            if place.compiled is None:
                try:
                    place.compiled = self.made(content, key, source)
                finally:
                    if place.compiled is None:
                        self._leave(identity, place)
        return place.compiled

    def made(self, content: bytes, key: TemplateKey, source: Path | str | None) -> CompiledTemplate:
        """The template compiled anew; asked for what is not kept."""
        # A template that is kept needs none of the libraries that compile one.
        from gkdoc.write.docx.compile import compile_template

        return compile_template(content, key, source)

    def __len__(self) -> int:
        """How many templates are kept."""
        return len(self._places)

    def known(self) -> frozenset[Identity]:
        """What is kept at this moment."""
        return frozenset(self._finished())

    def beyond(self, known: AbstractSet[Identity]) -> Mapping[Identity, CompiledTemplate]:
        """What is kept and is not among `known`."""
        return {
            identity: compiled
            for identity, compiled in self._finished().items()
            if identity not in known
        }

    def take(self, compiled: Mapping[Identity, CompiledTemplate]) -> None:
        """Keep what was compiled elsewhere."""
        for identity, each in compiled.items():
            self._place(identity).compiled = each

    def __getstate__(self) -> tuple[int, dict[Identity, CompiledTemplate]]:
        return self.limit, self._finished()

    def __setstate__(self, state: tuple[int, dict[Identity, CompiledTemplate]]) -> None:
        limit, compiled = state
        self.__init__(limit)  # type: ignore[misc]
        self.take(compiled)

    def _finished(self) -> dict[Identity, CompiledTemplate]:
        with self._lock:
            places = [*self._places.items()]
        return {
            identity: place.compiled for identity, place in places if place.compiled is not None
        }

    def _place(self, identity: Identity) -> _Place:
        with self._lock:
            place = self._places.get(identity)
            if place is None:
                place = self._places[identity] = _Place()
                if len(self._places) > self.limit:
                    self._places.popitem(last=False)
            else:
                self._places.move_to_end(identity)
            return place

    def _leave(self, identity: Identity, place: _Place) -> None:
        with self._lock:
            if self._places.get(identity) is place:
                del self._places[identity]
