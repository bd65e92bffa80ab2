"""The picture of the service's page for docs: `python -m tests.tools.page_picture`."""

from __future__ import annotations

from selenium.webdriver.common.by import By
from selenium.webdriver.support.wait import WebDriverWait

from tests.service.samples import as_file, broken
from tests.service.serving import serving
from tests.tools.browser import drawing_browser, save_screenshot
from tests.tools.pictures import FOLDER

NAME = "service-page.png"
_COLOURS = 96


def main() -> None:
    """Draw the page with a report in which one figure is wrong, and save the picture."""
    with drawing_browser() as (browser, home), serving() as client:
        file, content = as_file(broken())
        (home / file).write_bytes(content)
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
        save_screenshot(browser, FOLDER / NAME, _COLOURS)


if __name__ == "__main__":
    main()
