"""Cases built and printed in one call of LibreOffice, read when they are asked for."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path
from typing import TypeAlias

from tests.conformance.cases import cases
from tests.tools.expected import expected
from tests.tools.faults import STATUTORY, Print, print_of
from tests.tools.ink import dashes
from tests.tools.office import Office
from tests.tools.printed import read_pages

Printed: TypeAlias = Callable[[str], Print]


def printer(names: Sequence[str], office: Office, folder: Path) -> Printed:
    """`printed(name)` gives the print of one of the cases `names`, as `office` prints it."""
    folder.mkdir(parents=True, exist_ok=True)
    documents = [folder / f"{name}.docx" for name in names]
    for name, document in zip(names, documents, strict=True):
        document.write_bytes(cases()[name].document())
    pdfs = dict(zip(names, office.pdf(*documents, into=folder / "pdf", seconds=400), strict=True))

    @cache
    def printed(name: str) -> Print:
        pages = read_pages(pdfs[name])
        return print_of(
            pages,
            expected(cases()[name].report),
            STATUTORY if office.statutory else None,
            dashes(pdfs[name], pages),
        )

    return printed
