"""How long one document takes: the median of the processor's time, after a few to warm up."""

from __future__ import annotations

import json
import statistics
import time
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path


def measured(make: Callable[[], bytes], target: Path, package: str, times: int) -> None:
    """Print the milliseconds, the size and the version as JSON; the document goes to `target`."""
    for _ in range(3):
        made = make()
    spent = []
    for _ in range(times):
        start = time.process_time()
        made = make()
        spent.append(time.process_time() - start)
    target.write_bytes(made)
    result = {"ms": statistics.median(spent) * 1000, "bytes": len(made)}
    print(json.dumps({**result, "version": version(package)}))  # noqa: T201 - its answer
