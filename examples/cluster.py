"""Builds all data files of a folder on a Dask cluster; without an address, on this machine.

    python examples/cluster.py 数据文件夹 报告文件夹 [tcp://调度机:8786]

Needs the extra `cluster`. The data is read here and the reports are written here, so the machines
of the cluster need gkdoc and nothing else: no common folder.
"""

from __future__ import annotations

import sys
from pathlib import Path

from distributed import Client

import gkdoc


def main(given: Path, folder: Path, address: str | None = None) -> int:
    """The number of reports that could not be made; each is said."""
    folder.mkdir(exist_ok=True)
    sources = sorted(given.glob("*.json"))
    # Without an address Dask starts two processes of its own.
    choices = {} if address else {"n_workers": 2, "threads_per_worker": 1}
    failed = 0
    with Client(address, dashboard_address=None, **choices) as client:
        contents = (source.read_bytes() for source in sources)
        outcomes = gkdoc.build_many(contents, executor=client.get_executor())
        for source, outcome in zip(sources, outcomes, strict=True):
            if outcome.built is not None and outcome.built.document is not None:
                outcome.built.save(folder / f"{source.stem}.docx")
            else:
                failed += 1
                reason = outcome.failure.message if outcome.failure else "检查发现错误"
                print(f"{source}：{reason}", file=sys.stderr)
    return failed


if __name__ == "__main__":
    arguments = [Path(argument) for argument in sys.argv[1:3]]
    sys.exit(min(1, main(*arguments, *sys.argv[3:4])))
