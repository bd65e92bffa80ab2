"""Chromium without a window, driven as a person would use it."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from selenium import webdriver
from selenium.webdriver.chrome.service import Service

from tests.tools import places

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
