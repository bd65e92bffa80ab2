"""The picture of a draft in an editor for docs/new.md: `python -m tests.tools.draft_picture`."""

from __future__ import annotations

from typing import Final

import gkdoc
from gkdoc.cli.main import main as gkdoc_main
from gkdoc.spec import newest
from tests.tools.browser import drawing_browser, save_screenshot
from tests.tools.firing import example
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
    with drawing_browser() as (browser, home):
        gkdoc.build(example("city-government-2024")).save(home / "last.docx")
        gkdoc_main(["new", "--from", str(home / "last.docx"), "-o", str(home / "draft.yaml")])
        draft = (home / "draft.yaml").read_text(encoding="utf-8")
        (home / "draft.txt").write_text(draft, encoding="utf-8-sig")
        browser.set_window_size(*_SIZE)
        browser.get((home / "draft.txt").as_uri())
        browser.execute_script(_SCROLL, f"{newest().sections[1].title}:")
        save_screenshot(browser, FOLDER / NAME, _COLOURS)


if __name__ == "__main__":
    main()
