"""The Python in README.md and docs/*.md: each page is one program, its pieces in their order."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

import gkdoc
from gkdoc.write.docx.export import exported
from tests.tools.pixels import png
from tests.tools.places import ROOT

EXAMPLE = ROOT / "examples" / "city-government-2024.yaml"
PAGES = (ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md")))

_FILE = re.compile(r"^```\w+ (\S+)\n(.*?)^```", re.DOTALL | re.MULTILINE)


def programs() -> Mapping[str, str]:
    """The program of each page that has Python, by the name of the page."""
    found = {page.stem: program(page.read_text(encoding="utf-8")) for page in PAGES}
    return {name: code for name, code in found.items() if code.strip()}


def program(page: str) -> str:
    """The Python of a page, each line where it stands there: errors have the line of the page."""
    lines, inside = [], False
    for line in page.splitlines():
        fence = line.startswith("```")
        inside = line == "```python" if fence else inside
        lines.append(line if inside and not fence else "")
    return "\n".join(lines) + "\n"


def write_files(folder: Path) -> None:
    """Put the files into `folder` that the pages speak of; a page gives some as blocks itself."""
    report, data = gkdoc.load(EXAMPLE), EXAMPLE.read_text(encoding="utf-8")
    for page in PAGES:
        for name, content in _FILE.findall(page.read_text(encoding="utf-8")):
            (folder / name).write_text(content, encoding="utf-8")
    for name in ("数据.yaml", "我的报告.yaml"):
        (folder / name).write_text(data, encoding="utf-8")
    (folder / "数据.json").write_text(gkdoc.to_json(report), encoding="utf-8")
    (folder / "受理量.png").write_bytes(png())
    (folder / "模板.docx").write_bytes(exported(gkdoc.Layout(page_numbers=False)))
    for name in ("去年.docx", "报告.docx"):
        gkdoc.build(report).save(folder / name)
    year = f"year: {report.year}"
    before = data.replace(year, f"year: {report.year - 1}")
    (folder / "前年.yaml").write_text(before, encoding="utf-8")
    (folder / "各单位").mkdir()
    for name in ("甲局", "乙局"):
        unit = data.replace(report.agency, f"青禾县{name}")
        (folder / "各单位" / f"{name}.yaml").write_text(unit, encoding="utf-8")
