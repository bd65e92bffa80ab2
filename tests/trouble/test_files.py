"""Files made to break their reader end in words: soon, in little memory, with exit 0, 1 or 2.

`python -m benchmarks.hostile_files` prints what each of them takes in a process of its own.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from benchmarks.hostile_files import MEGABYTES, SECONDS, arguments
from tests.tools.limited import run_limited
from tests.trouble import all_troubles
from tests.trouble.trouble import READERS

LENIENCE = 2
"""The machine may have other things to do, and then the same work takes longer."""

_READ = """
import contextlib, io, json, sys, time
from gkdoc.cli.main import main
for line in sys.stdin:
    name, command = json.loads(line)
    said = io.StringIO()
    started = time.process_time()
    with contextlib.redirect_stdout(said), contextlib.redirect_stderr(said):
        code = main(command)
    print(json.dumps([name, time.process_time() - started, code, said.getvalue()[:2000]]))
"""


@pytest.mark.slow
@pytest.mark.parametrize(
    ("suffix", "verb"), [(suffix, verb) for suffix, verbs in READERS.items() for verb in verbs]
)
def test_every_file_ends_in_words(suffix: str, verb: str, tmp_path: Path) -> None:
    """Whatever stands under the ending, whoever reads it; LibreOffice is judged elsewhere."""
    troubles = [each for each in all_troubles() if each.suffix == suffix and not each.office]
    commands = []
    for number, trouble in enumerate(troubles):
        path = tmp_path / f"file{number}{suffix}"
        trouble.put(path)
        commands.append((trouble.name, arguments(verb, path, tmp_path)))
    printed = run_limited(
        _READ, megabytes=MEGABYTES, seconds=600, given="\n".join(map(json.dumps, commands))
    )
    ends = [json.loads(line) for line in printed.splitlines()]
    assert [name for name, *_ in ends] == [name for name, _ in commands]
    assert [end for end in ends if end[1] > LENIENCE * SECONDS] == []
    assert [end for end in ends if end[2] not in {0, 1, 2} or (end[2] and not end[3])] == []


def test_there_are_many_of_them() -> None:
    """Every ending has its own, and none is there twice."""
    troubles = all_troubles()
    assert len({(each.suffix, each.name) for each in troubles}) == len(troubles)
    assert len(troubles) > 300
