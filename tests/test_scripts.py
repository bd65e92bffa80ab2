"""The scripts among the examples: each writes the document that it is asked for."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

import gkdoc
from tests.tools.places import ROOT
from tests.tools.type_checkers import mypy

SCRIPTS = (ROOT / "examples" / "assemble.py", ROOT / "examples" / "from_sql.py")


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda script: script.stem)
def test_a_script_writes_its_document(script: Path, tmp_path: Path) -> None:
    """What it writes is read as a whole report without a wrong figure."""
    document = tmp_path / "报告.docx"
    subprocess.run([sys.executable, str(script), str(document)], check=True, capture_output=True)
    reading = gkdoc.read_report(document)
    assert gkdoc.build(reading.report.whole(), verify=True).document


@pytest.mark.slow
def test_the_scripts_are_typed() -> None:
    """mypy --strict has nothing to say."""
    assert mypy(SCRIPTS) == ""
