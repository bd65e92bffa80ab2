"""The picture of a draft in an editor for docs/new.md: `python -m tests.tools.draft_picture`."""

from __future__ import annotations

import io
import sys
import tempfile
from pathlib import Path
from typing import Final

from PIL import Image

import gkdoc
from gkdoc.cli.main import main as gkdoc_main
from gkdoc.spec import EDITIONS, form
from tests.firing import example
from tests.tools import places
from tests.tools.browser import chromium
from tests.tools.office import Office
from tests.tools.pictures import FOLDER

NAME: Final = "new-draft.png"
_COLOURS: Final = 16
_SIZE: Final = (900, 560)
# Text is shown as it is in the only element of the page; the line that begins with the words goes
# to the top.
_SCROLL: Final = """
const text = document.querySelector('pre').firstChild;
const range = document.createRange();
const begins = text.data.indexOf('\\n' + arguments[0]) + 1;
range.setStart(text, begins);
range.setEnd(text, begins + arguments[0].length);
window.scrollTo(0, range.getBoundingClientRect().top + window.scrollY - 8);
"""


def main() -> None:
    """Draw the part of a draft where the tables begin, and save the picture."""
    program, faces = places.soffice(), places.faces()
    if program is None or faces is None or places.chromedriver() is None:
        sys.exit("缺少 Chromium 或中文字体，请先运行 make test")
    with tempfile.TemporaryDirectory() as name:
        home = Path(name)
        fonts = Office(program, home, faces, statutory=False).font_configuration()
        gkdoc.build(example("city-government-2024")).save(home / "last.docx")
        gkdoc_main(["new", "--from", str(home / "last.docx"), "-o", str(home / "draft.yaml")])
        draft = (home / "draft.yaml").read_text(encoding="utf-8")
        (home / "draft.txt").write_text(draft, encoding="utf-8-sig")
        with chromium(home / "browser", fonts) as browser:
            browser.set_window_size(*_SIZE)
            browser.get((home / "draft.txt").as_uri())
            browser.execute_script(_SCROLL, f"{form(EDITIONS[0]).sections[1].title}:")
            drawn = Image.open(io.BytesIO(browser.get_screenshot_as_png())).convert("RGB")
    drawn.quantize(_COLOURS, dither=Image.Dither.NONE).save(FOLDER / NAME, optimize=True)


if __name__ == "__main__":
    main()
