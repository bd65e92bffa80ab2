"""Commits of this repository as folders, to run their code beside each other."""

from __future__ import annotations

import io
import os
import subprocess
import tarfile
from collections.abc import Mapping
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parents[1]


def exported(commit: str, into: Path) -> Path:
    """The folder with what a commit holds."""
    command = ["git", "-C", str(ROOT), "archive", commit]
    archive = subprocess.run(command, check=True, capture_output=True).stdout  # noqa: S603
    with tarfile.open(fileobj=io.BytesIO(archive)) as tar:
        tar.extractall(into, filter="data")
    return into


def environment(checkout: Path, cache: Path) -> Mapping[str, str]:
    """The environment in which Python runs the code of a checkout, with a cache of its own."""
    return {key: os.environ[key] for key in ("PATH", "HOME") if key in os.environ} | {
        "PYTHONPATH": str(checkout / "src"),
        "XDG_CACHE_HOME": str(cache),
        "PYTHONUTF8": "1",
    }
