"""The example scripts beside python-docx and docxtpl do what they say."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import docx

from tests.tools.places import ROOT


def run(name: str, folder: Path) -> str:
    """What the script says; it writes into `folder`."""
    command = [sys.executable, str(ROOT / "examples" / name), str(folder)]
    done = subprocess.run(command, check=True, capture_output=True, text=True, encoding="utf-8")
    return done.stdout


def test_into_a_document(tmp_path: Path) -> None:
    """A yearbook with two whole reports, a section and a table."""
    assert run("into_document.py", tmp_path).endswith("年鉴.docx\n")
    made = docx.Document(str(tmp_path / "年鉴.docx"))
    titles = [paragraph.text for paragraph in made.paragraphs]
    assert titles.count("五、存在的主要问题及改进情况") == 3
    assert len(made.tables) == 7


def test_with_docxtpl(tmp_path: Path) -> None:
    """A brief with a share that was reckoned, and a row for each reason."""
    assert run("with_docxtpl.py", tmp_path).endswith("简报.docx\n")
    made = docx.Document(str(tmp_path / "简报.docx"))
    assert any("其中自然人占 90.8%" in paragraph.text for paragraph in made.paragraphs)
    rows = [[cell.text for cell in row.cells] for row in made.tables[-1].rows]
    assert rows[0] == ["不予公开的理由", "件数"]
    assert all(int(total) > 0 for _, total in rows[1:])
