"""Runs jobs with the program of a checkout, in a process of its own for all of them.

This file is also what that process runs, so it imports nothing beside it.
"""

from __future__ import annotations

import contextlib
import io
import json
import os
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any


def run_both(
    sides: Sequence[Path], jobs: Sequence[Sequence[str]], name: str
) -> list[list[dict[str, Any]]]:
    """The results of the jobs in each checkout, which run beside each other."""
    running = []
    for side in sides:
        (side / f"{name}.json").write_text(
            json.dumps([(f"{name}/{place:05}", job) for place, job in enumerate(jobs)])
        )
        environment = {key: os.environ[key] for key in ("PATH", "HOME") if key in os.environ} | {
            "PYTHONPATH": str(side / "checkout/src"),
            "XDG_CACHE_HOME": str(side / "cache"),
            "PYTHONHASHSEED": "0",
            "PYTHONUTF8": "1",
        }
        command = [sys.executable, "-P", __file__, f"{name}.json", f"{name}-results.json"]
        running.append(
            subprocess.Popen([*command, str(side / "checkout")], cwd=side, env=environment)  # noqa: S603
        )
    codes = [process.wait() for process in running]
    if any(codes):
        raise SystemExit("a commit could not run its jobs")
    return [json.loads((side / f"{name}-results.json").read_bytes()) for side in sides]


def run_jobs(jobs: Path, results: Path, checkout: Path) -> None:
    """Run each job of the file `jobs` in this process and write down what came of it."""
    import gkdoc
    from gkdoc.cli.main import main

    if not Path(gkdoc.__file__).is_relative_to(checkout):
        raise SystemExit(f"{gkdoc.__file__} is not of {checkout}")
    found = [_run(job, Path(folder), main) for folder, job in json.loads(jobs.read_bytes())]
    results.write_text(json.dumps(found))


def _run(job: Sequence[str], folder: Path, main: Callable[[Sequence[str]], int]) -> dict[str, Any]:
    folder.mkdir(parents=True)
    given = [f"{folder}/{word[1:]}" if word.startswith("@") else word for word in job]
    streams = [io.TextIOWrapper(io.BytesIO(), "utf-8", write_through=True) for _ in range(2)]
    with contextlib.redirect_stdout(streams[0]), contextlib.redirect_stderr(streams[1]):
        try:
            code: object = main(given)
        except BaseException as error:  # noqa: BLE001 - what escapes is a result as well
            code = f"{type(error).__name__}: {error}"
    said = [stream.buffer.getvalue().decode() for stream in streams]
    return {"exit": code, "stdout": said[0], "stderr": said[1]}


if __name__ == "__main__":
    run_jobs(*map(Path, sys.argv[1:4]))
