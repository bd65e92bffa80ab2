"""The prints of all cases: two calls of LibreOffice, one with the statutory faces, one without."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import TypeAlias

import pytest

from tests import tools
from tests.conformance.cases import cases
from tests.tools.expected import expected
from tests.tools.faults import STATUTORY, Print, print_of
from tests.tools.ink import dashes
from tests.tools.printed import read_pages

Printed: TypeAlias = Callable[[str], Print]


@pytest.fixture(scope="session")
def documents(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, ...]:
    """The Word files of all cases."""
    folder = tmp_path_factory.mktemp("cases")
    for name, case in cases().items():
        (folder / f"{name}.docx").write_bytes(case.document())
    return tuple(folder / f"{name}.docx" for name in cases())


@pytest.fixture(scope="session")
def with_faces(documents: tuple[Path, ...], office: tools.Office) -> Printed:
    """`with_faces(name)`: the print of a case where the statutory faces are there."""
    return _printer(documents, office, statutory=True)


@pytest.fixture(scope="session")
def without_faces(documents: tuple[Path, ...], office_without_faces: tools.Office) -> Printed:
    """`without_faces(name)`: the print of a case where there is one Chinese face for all."""
    return _printer(documents, office_without_faces, statutory=False)


def _printer(documents: tuple[Path, ...], office: tools.Office, *, statutory: bool) -> Printed:
    folder = documents[0].parent / ("faces" if statutory else "no-faces")
    pdfs = dict(zip(cases(), office.pdf(*documents, into=folder, seconds=400), strict=True))

    @cache
    def printed(name: str) -> Print:
        pages = read_pages(pdfs[name])
        return print_of(
            pages,
            expected(cases()[name].report),
            STATUTORY if statutory else None,
            dashes(pdfs[name], pages),
        )

    return printed
