"""A share of the long tests: `make acceptance SHARE=10`."""

from __future__ import annotations

import pytest

from tests.tools.places import ROOT

TESTS = """
import pytest

@pytest.mark.acceptance
@pytest.mark.parametrize("number", range(25))
def test_long(number):
    pass

@pytest.mark.parametrize("number", range(4))
def test_short(number):
    pass
"""


@pytest.fixture
def inner(pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> pytest.Pytester:
    """A test run inside this one, with our conftest, 25 long tests and 4 short ones."""
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    pytester.makepyfile(test_some=TESTS)
    return pytester


def passed(inner: pytest.Pytester, *options: str) -> list[str]:
    """The tests that ran, in their order."""
    result = inner.runpytest_subprocess("-p", "tests.conftest", "-v", *options)
    return [line.split()[0] for line in result.outlines if " PASSED " in f"{line} "]


@pytest.mark.parametrize(("share", "count"), [("10", 3), ("1000", 1)])
def test_one_in_so_many_runs(inner: pytest.Pytester, share: str, count: int) -> None:
    """Of the long tests one in N, at least one, the same each time; the short ones all."""
    ran = passed(inner, "--share", share)
    assert len([name for name in ran if "test_long" in name]) == count
    assert len([name for name in ran if "test_short" in name]) == 4
    assert passed(inner, "--share", share) == ran
