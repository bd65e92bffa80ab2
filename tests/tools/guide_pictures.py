"""The pictures of workbooks and templates in docs: `python -m tests.tools.guide_pictures`.

Each is what LibreOffice prints of a file that the commands of the page write. `make pictures` draws
them anew; a test compares those in the repository with what is written now.
"""

from __future__ import annotations

import io
import re
import shlex
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import chdir, redirect_stderr, redirect_stdout
from pathlib import Path
from typing import Final

import pdfplumber
from attrs import evolve
from PIL import Image, ImageChops

import gkdoc
from gkdoc.cli.main import main as gkdoc_main
from gkdoc.model import draft_of
from gkdoc.spec import newest
from gkdoc.write.xlsx.form import workbook
from tests.tools import places
from tests.tools.firing import changed, example
from tests.tools.office import Office
from tests.tools.pictures import FOLDER
from tests.tools.templates import TEMPLATES, saved

_SHEETS: Final = 100
_DOCUMENTS: Final = 75
"""Dots per inch."""
_FOOT: Final = 0.9
"""Where on a page its number may begin."""
_COLOURS: Final = 32
_MARGIN: Final = 6
_EXAMPLE: Final = "city-government-2024"
_AGENCY: Final = "云川市人民政府"
_SECTIONS: Final = newest().sections


def draw(office: Office, folder: Path) -> Mapping[str, Image.Image]:
    """Each picture by its name; `folder` is for files on the way."""
    with chdir(folder):
        names = (*_forms(), *_lists(), *_templates())
    files = {Path(name).stem: folder / name for name in names}
    printed = office.pdf(*files.values(), into=folder / "pdf")
    pdfs = {pdf.stem: pdf for pdf in printed}
    proactive, applications = _SECTIONS[1].title, _SECTIONS[2].title
    granted = newest().tables["applications"].row_labels["granted"]
    return {
        "form-agency.png": _page(pdfs["form"], 1),
        "form-prose.png": _page(pdfs["form"], 2),
        "form-table.png": _page(pdfs["unbalanced"], 1, applications),
        "ledger-table.png": _page(pdfs["ledger"], 1),
        "ledger-rows.png": _page(pdfs["ledger"], 2),
        "ledger-unplaced.png": _page(pdfs["ledger"], 3),
        "rollup-units.png": _page(pdfs["rollup"], 1),
        "rollup-table.png": _page(pdfs["rollup"], 2),
        "compare.png": _page(pdfs["compare"], 1, last=granted),
        "template-blocks.png": _page(pdfs["blocks"], 1, dots=_DOCUMENTS),
        "template-cells.png": _page(pdfs["cells"], 1, proactive, applications, dots=_DOCUMENTS),
        "template-result.png": _page(pdfs["result"], 1, proactive, applications, dots=_DOCUMENTS),
    }


def make_units(folder: Path) -> None:
    """The folder 各单位 and the files of two years that docs/rollup.md and compare.md tell of."""
    text = (places.ROOT / "examples" / f"{_EXAMPLE}.yaml").read_text(encoding="utf-8")
    (folder / "各单位").mkdir()
    for name in ("甲局", "乙局"):
        unit = text.replace(_AGENCY, f"青禾县{name}")
        (folder / "各单位" / f"{name}.yaml").write_text(unit, encoding="utf-8")
    older = text.replace(_AGENCY, "青禾县丙镇").replace("year: 2024", "year: 2023")
    (folder / "各单位" / "丙镇.yaml").write_text(older, encoding="utf-8")
    (folder / "各单位" / "丁局.docx").write_bytes(b"x")
    (folder / "名单.csv").write_text(_block("rollup", "csv 名单.csv"), encoding="utf-8")
    (folder / "2024年报告.yaml").write_text(text, encoding="utf-8")
    older = text.replace("year: 2024", "year: 2023").replace("2148", "2000")
    (folder / "2023年报告.yaml").write_text(older, encoding="utf-8")


def _forms() -> Iterator[str]:
    """The form made from last year's report, and one whose table three does not balance."""
    gkdoc.build(example(_EXAMPLE)).save("last.docx")
    yield _made("form.xlsx", "form -o form.xlsx --from last.docx")
    report = changed(example(_EXAMPLE), {"applications.carried_out.business": 9})
    Path("unbalanced.xlsx").write_bytes(workbook(draft_of(report)))
    yield "unbalanced.xlsx"


def _lists() -> Iterator[str]:
    """The workbooks about the register, the units and the years of the pages."""
    Path("台账.csv").write_text(_block("ledger", "csv 台账.csv"), encoding="utf-8")
    register = "ledger 台账.csv --year 2024 -o table.yaml --workbook ledger.xlsx"
    yield _made("ledger.xlsx", register)
    make_units(Path())
    units = (
        "rollup 各单位 --year 2024 --roster 名单.csv -o sum.yaml --workbook rollup.xlsx --jobs 1"
    )
    yield _made("rollup.xlsx", units)
    yield _made("compare.xlsx", "compare 2023年报告.yaml 2024年报告.yaml -o compare.xlsx")


def _templates() -> Iterator[str]:
    """The standard template, one with tables of its own, and what is built with that."""
    yield _made("blocks.docx", "template export -o blocks.docx")
    Path("cells.docx").write_bytes(saved(TEMPLATES["own-tables"]()))
    yield "cells.docx"
    # Without an introduction the table stays on one page.
    report = evolve(example(_EXAMPLE), introduction=None)
    gkdoc.build(report, "cells.docx").save("result.docx")
    yield "result.docx"


def _made(name: str, command: str) -> str:
    """The name of what a command makes; what it prints is shown on the pages, in words."""
    with redirect_stdout(io.StringIO()), redirect_stderr(io.StringIO()):
        gkdoc_main(shlex.split(command))
    return name


def _block(page: str, kind: str) -> str:
    words = (places.ROOT / "docs" / f"{page}.md").read_text(encoding="utf-8")
    found = re.search(rf"```{re.escape(kind)}\n(.*?\n)```", words, re.DOTALL)
    if found is None:
        raise AssertionError(f"docs/{page}.md has no block {kind}")
    return found[1]


def _page(
    pdf: Path, number: int, first: str = "", last: str = "", dots: int = _SHEETS
) -> Image.Image:
    """The page, cut to what is printed above its number; from one line of it to another if named.

    Where the first line is on a later page, that is the page.
    """
    with pdfplumber.open(pdf) as opened:
        pages = opened.pages[number - 1 :]
        page = next(each for each in pages if not first or each.search(re.escape(first)))
        top = page.search(re.escape(first))[0]["top"] if first else 0
        ends = page.search(re.escape(last)) if last else []
        bottom = ends[0]["top"] if ends else page.height * _FOOT
        part = page.crop((0, max(top - 1, 0), page.width, bottom))
        drawn = part.to_image(resolution=dots, antialias=True).original.convert("RGB")
    ink = ImageChops.difference(drawn, Image.new("RGB", drawn.size, "white")).getbbox()
    left, above, right, below = ink or (0, 0, *drawn.size)
    return drawn.crop(
        (
            max(left - _MARGIN, 0),
            max(above - _MARGIN, 0),
            min(right + _MARGIN, drawn.width),
            min(below + _MARGIN, drawn.height),
        )
    )


def main() -> None:
    """Draw the pictures and save them."""
    program, faces = places.calc(), places.faces()
    if program is None or faces is None:
        sys.exit("缺少 LibreOffice 或中文字体，请先运行 make test")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for picture, drawn in draw(Office(program, folder / "office", faces), folder).items():
            few = drawn.quantize(_COLOURS, dither=Image.Dither.NONE)
            few.save(FOLDER / picture, optimize=True)


if __name__ == "__main__":
    main()
