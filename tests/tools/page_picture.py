"""The picture of the service's page for docs: `python -m tests.tools.page_picture`."""

from __future__ import annotations

import io
import sys
import tempfile
from pathlib import Path

from PIL import Image
from selenium.webdriver.common.by import By
from selenium.webdriver.support.wait import WebDriverWait

from tests.service.samples import as_file, broken
from tests.service.serving import serving
from tests.tools import places
from tests.tools.browser import chromium
from tests.tools.office import Office
from tests.tools.pictures import FOLDER

NAME = "service-page.png"
_COLOURS = 96


def main() -> None:
    """Draw the page with a report in which one figure is wrong, and save the picture."""
    program, faces = places.soffice(), places.faces()
    if program is None or faces is None or places.chromedriver() is None:
        sys.exit("缺少 Chromium 或中文字体，请先运行 make test")
    with tempfile.TemporaryDirectory() as name:
        home = Path(name)
        fonts = Office(program, home, faces, statutory=False).font_configuration()
        file, content = as_file(broken())
        (home / file).write_bytes(content)
        with serving() as client, chromium(home / "browser", fonts) as browser:
            browser.set_window_size(1200, 900)
            browser.get(str(client.base_url))
            browser.find_element(By.ID, "report").send_keys(str(home / file))
            error = (By.CSS_SELECTOR, "#findings .error button")
            WebDriverWait(browser, 30).until(lambda driver: driver.find_elements(*error))[0].click()
            WebDriverWait(browser, 30).until(
                lambda driver: driver.execute_script(
                    "return document.getAnimations().every((each) => each.playState === 'finished')"
                )
            )
            drawn = Image.open(io.BytesIO(browser.get_screenshot_as_png())).convert("RGB")
    few = drawn.quantize(_COLOURS, dither=Image.Dither.NONE)
    few.save(FOLDER / NAME, optimize=True)


if __name__ == "__main__":
    main()
