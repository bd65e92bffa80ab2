"""The prints of all cases: two calls of LibreOffice, one with the statutory faces, one without."""

from __future__ import annotations

import pytest

from tests import tools
from tests.conformance.cases import cases
from tests.conformance.prints import Printed, printer


@pytest.fixture(scope="session")
def with_faces(office: tools.Office, tmp_path_factory: pytest.TempPathFactory) -> Printed:
    """`with_faces(name)`: the print of a case where the statutory faces are there."""
    return printer(tuple(cases()), office, tmp_path_factory.mktemp("faces"))


@pytest.fixture(scope="session")
def without_faces(
    office_without_faces: tools.Office, tmp_path_factory: pytest.TempPathFactory
) -> Printed:
    """`without_faces(name)`: the print of a case where there is one Chinese face for all."""
    return printer(tuple(cases()), office_without_faces, tmp_path_factory.mktemp("no-faces"))
