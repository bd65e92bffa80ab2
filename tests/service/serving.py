"""The real server in a process of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx

from tests.tools.places import ROOT


@contextmanager
def serving(
    *options: str, fonts: Path | None = None, may_write: bool = True
) -> Iterator[httpx.Client]:
    """A client of a server that runs with these options; `fonts` is its fontconfig file.

    Unless it `may_write`, the system lets it put no byte into any file.
    """
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "examples"), "PYTHONUTF8": "1"}
    if fonts is not None:
        environment["FONTCONFIG_FILE"] = str(fonts)
    command = [sys.executable, "-m", "service", "--port", "0", *options]
    if not may_write:
        command = ["sh", "-c", 'ulimit -f 0 && exec "$@"', "sh", *command]
    with subprocess.Popen(
        command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    ) as server:
        try:
            assert server.stdout is not None
            line = server.stdout.readline()
            address = line.partition("http://")[2].partition("（")[0]
            assert address, "the server did not start"
            with httpx.Client(base_url=f"http://{address}", timeout=120) as client:
                yield client
        finally:
            server.terminate()
            server.wait(30)
