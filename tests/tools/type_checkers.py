"""mypy and pyright: what they have to say about the types of Python files."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from tests.tools.places import ROOT


def mypy(programs: Sequence[Path]) -> str:
    """All that mypy --strict says, by our own settings for libraries; empty if nothing."""
    command = [sys.executable, "-m", "mypy", "--strict", "--no-error-summary"]
    done = subprocess.run(
        [*command, *map(str, programs)], cwd=ROOT, capture_output=True, text=True, check=False
    )
    return done.stdout + done.stderr


def pyright(program: Path, programs: Sequence[Path]) -> str:
    """All that `program`, pyright, says; empty if nothing is wrong."""
    command = ["node", str(program), "--pythonpath", sys.executable, *map(str, programs)]
    done = subprocess.run(
        command, cwd=programs[0].parent, capture_output=True, text=True, check=False
    )
    return "" if done.returncode == 0 else done.stdout + done.stderr
