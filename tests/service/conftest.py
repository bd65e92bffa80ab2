"""Fixtures of the tests of the service."""

from __future__ import annotations

from collections.abc import Iterator

import httpx
import pytest

from tests import tools
from tests.service.serving import serving


@pytest.fixture(scope="session")
def service(office: tools.Office) -> Iterator[httpx.Client]:
    """A server as one starts it; it prints with our faces."""
    with serving(fonts=office.font_configuration()) as client:
        yield client


@pytest.fixture(scope="module")
def narrow() -> Iterator[httpx.Client]:
    """A server with room for little: 300,000 bytes, three seconds, two requests."""
    limits = ("--largest", "300000", "--seconds", "3", "--places", "2", "--at-once", "1")
    with serving(*limits) as client:
        yield client
