"""A new edition of the form is a folder of data and nothing else: one is made up and lived with.

A new section would be more: `Report` has a field and a class for each of the six.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, TypeAlias

import pytest

from tests.spec import lived
from tests.spec.made_up import data_with_next_edition
from tests.tools.places import ROOT

Outcomes: TypeAlias = Mapping[str, str]


def said_by(module: str, *arguments: object) -> Any:  # noqa: ANN401 - JSON
    """What a process of its own prints: forms are read once a process."""
    command = [sys.executable, "-m", f"tests.spec.{module}", *map(str, arguments)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr.decode()
    return json.loads(done.stdout)


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The data of the forms with a next edition."""
    return data_with_next_edition(tmp_path_factory.mktemp("next"))


@pytest.fixture(scope="module")
def outcomes(data: Path) -> Outcomes:
    """What failed in each step with the next edition."""
    found: Outcomes = said_by("lived", data)
    return found


@pytest.fixture(scope="module")
def outcomes_without_row(tmp_path_factory: pytest.TempPathFactory) -> Outcomes:
    """The same where the next edition has no row for what is carried out."""
    folder = tmp_path_factory.mktemp("without")
    found: Outcomes = said_by("lived", data_with_next_edition(folder, carried_out=False))
    return found


@pytest.mark.parametrize("step", lived.STEPS, ids=lambda step: step.__name__)
def test_the_next_edition_is_data(step: Callable[[], None], outcomes: Outcomes) -> None:
    """Whatever gkdoc does with reports it does with those by a new form."""
    assert not outcomes[step.__name__], outcomes[step.__name__]


@pytest.mark.parametrize("step", lived.STEPS, ids=lambda step: step.__name__)
def test_a_form_may_lack_a_row(step: Callable[[], None], outcomes_without_row: Outcomes) -> None:
    """What asks for a row by its role goes without it."""
    assert not outcomes_without_row[step.__name__], outcomes_without_row[step.__name__]


def test_reports_by_older_forms_are_judged_as_before(data: Path, tmp_path: Path) -> None:
    """A new form beside theirs changes no finding and no figure of any report that there is."""
    said_by("judged", "write", tmp_path)
    before, after = said_by("judged", "read", tmp_path), said_by("judged", "read", tmp_path, data)
    assert len(before) > 500
    assert {
        name: (before[name], after[name]) for name in before if before[name] != after[name]
    } == {}
