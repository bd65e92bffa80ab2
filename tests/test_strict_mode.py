"""The strict mode of the tests themselves: no judge stays away unseen."""

from __future__ import annotations

import pytest

from tests.conftest import SHARED_IS_ABSENT
from tests.tools.places import ROOT

SKIPS = f"""
import pytest

def test_passes():
    assert True

def test_tool_is_missing():
    pytest.skip("no tool")

@pytest.fixture
def tool():
    pytest.skip("no tool")

def test_fixture_is_missing(tool):
    assert tool

@pytest.mark.skipif(True, reason="not here")
def test_condition():
    assert True

@pytest.mark.xfail(reason="known")
def test_known():
    assert False

def test_reference_is_absent():
    pytest.skip({SHARED_IS_ABSENT!r})
"""


@pytest.fixture
def inner(pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> pytest.Pytester:
    """A test run inside this one, with our conftest and a few tests that are skipped."""
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    pytester.makepyfile(
        test_skips=SKIPS,
        test_module="import pytest\npytest.skip('no tool', allow_module_level=True)",
    )
    return pytester


def test_a_skip_is_a_failure_in_strict_mode(
    inner: pytest.Pytester, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Every way to skip fails, and is told; only absent reference material may be skipped."""
    monkeypatch.setenv("GKDOC_STRICT", "1")
    result = inner.runpytest_subprocess("-p", "tests.conftest", "--continue-on-collection-errors")
    result.assert_outcomes(passed=1, failed=1, errors=3, skipped=1, xfailed=1)
    result.stdout.fnmatch_lines(["*skipped in strict mode:*no tool*"])


def test_a_skip_is_a_skip_otherwise(
    inner: pytest.Pytester, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without strict mode, who lacks a tool still sees all other tests."""
    monkeypatch.delenv("GKDOC_STRICT", raising=False)
    result = inner.runpytest_subprocess("-p", "tests.conftest")
    result.assert_outcomes(passed=1, skipped=5, xfailed=1)
