"""A Python process that may take only so much memory for what it reads."""

from __future__ import annotations

import resource
import subprocess
import sys
from functools import partial

from tests.tools.places import ROOT


def run_limited(
    program: str, *arguments: str, megabytes: int, seconds: int, given: str = ""
) -> str:
    """What the text of a program prints; AssertionError with its complaint if it fails.

    `given` is what it reads from its input.
    """
    done = subprocess.run(
        [sys.executable, "-c", program, *arguments],
        input=given,
        capture_output=True,
        text=True,
        timeout=seconds,
        check=False,
        cwd=ROOT,
        preexec_fn=partial(_limit, megabytes * 2**20),
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def _limit(size: int) -> None:
    # Data only: the code of libraries is mapped, and shared with other processes.
    resource.setrlimit(resource.RLIMIT_DATA, (size, size))
