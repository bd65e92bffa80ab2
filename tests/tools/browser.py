"""Chromium without a window, driven as a person would use it."""

from __future__ import annotations

import io
import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from PIL import Image
from selenium import webdriver
from selenium.webdriver.chrome.service import Service

from tests.tools import places
from tests.tools.office import Office

_FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--lang=zh-CN",
)


@contextmanager
def chromium(home: Path, fonts: Path) -> Iterator[webdriver.Chrome]:
    """A browser whose profile and downloads lie in the folder `home`; `fonts` is its fontconfig.

    Downloads go to `home / "downloads"`.
    """
    options = webdriver.ChromeOptions()
    options.binary_location = str(places.chromium())
    for flag in (*_FLAGS, f"--user-data-dir={home / 'profile'}"):
        options.add_argument(flag)
    downloads = home / "downloads"
    downloads.mkdir(parents=True)
    options.add_experimental_option("prefs", {"download.default_directory": str(downloads)})
    options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    environment = {**os.environ, "FONTCONFIG_FILE": str(fonts)}
    driver = webdriver.Chrome(options, Service(str(places.chromedriver()), env=environment))
    try:
        yield driver
    finally:
        driver.quit()


@contextmanager
def drawing_browser() -> Iterator[tuple[webdriver.Chrome, Path]]:
    """A browser with the faces of the pictures, and a folder for what it is to show.

    The program ends with a message where something is missing.
    """
    program, faces = places.soffice(), places.faces()
    if program is None or faces is None or places.chromedriver() is None:
        sys.exit("缺少 Chromium 或中文字体，请先运行 make test")
    with tempfile.TemporaryDirectory() as name:
        home = Path(name)
        fonts = Office(program, home, faces, statutory=False).font_configuration()
        with chromium(home / "browser", fonts) as browser:
            yield browser, home


def save_screenshot(browser: webdriver.Chrome, path: Path, colours: int) -> None:
    """Save what the browser shows, in so many colours."""
    drawn = Image.open(io.BytesIO(browser.get_screenshot_as_png())).convert("RGB")
    drawn.quantize(colours, dither=Image.Dither.NONE).save(path, optimize=True)
