"""A cluster is one more executor: the example runs on Dask's, started on this machine."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

import gkdoc
from gkdoc.write.json_text import to_json
from tests.tools.load import different_reports
from tests.tools.places import ROOT

REPORTS = [gkdoc.load(path) for path in sorted((ROOT / "examples").glob("*.yaml"))]


@pytest.mark.slow
def test_the_example_builds_on_a_local_cluster(tmp_path: Path) -> None:
    """40 reports in two other processes are those that are built here; a broken one stops none."""
    pytest.importorskip("distributed", reason="本机没有 distributed（附加依赖 cluster）")
    given, folder = tmp_path / "数据", tmp_path / "报告"
    given.mkdir()
    reports = [*REPORTS, *different_reports(REPORTS[2], 37)]
    for number, report in enumerate(reports):
        (given / f"{number:02}.json").write_text(to_json(report), encoding="utf-8")
    (given / "17坏.json").write_text("{", encoding="utf-8")
    done = subprocess.run(
        [sys.executable, str(ROOT / "examples" / "cluster.py"), str(given), str(folder)],
        check=False,
        capture_output=True,
        text=True,
        timeout=300,
    )
    assert done.returncode == 1, done.stderr
    assert "17坏.json" in done.stderr
    built = {path.stem: path.read_bytes() for path in folder.glob("*.docx")}
    alone = gkdoc.build_many(reports)
    wanted = {
        f"{outcome.number:02}": outcome.built.document
        for outcome in alone
        if outcome.built is not None and outcome.built.document is not None
    }
    assert len(wanted) == len(reports)
    assert built == wanted
