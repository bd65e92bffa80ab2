"""The page as a person uses it: files in, findings beside the tables, files out."""

from __future__ import annotations

import io
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import docx
import httpx
import pytest
from attrs import evolve
from selenium.webdriver import Chrome, Keys
from selenium.webdriver.common.by import By
from selenium.webdriver.remote.webelement import WebElement
from selenium.webdriver.support.wait import WebDriverWait

import gkdoc
from gkdoc.layout.grid import lay_out
from gkdoc.model import completed, draft_of, printed
from gkdoc.write import display
from gkdoc.write.docx.export import exported
from gkdoc.write.xlsx.form import workbook
from tests import tools
from tests.service.samples import WRONG, as_file, broken, growing, sound
from tests.tools import places
from tests.tools.browser import chromium

pytestmark = pytest.mark.slow

SECONDS = 30
HOSTILE = "<img src=x onerror=\"document.title='owned'\"><script>document.title='owned'</script>"


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the browser."""
    return tmp_path_factory.mktemp("browser")


@pytest.fixture(scope="module")
def browser(home: Path, office: tools.Office) -> Iterator[Chrome]:
    """One browser for all tests."""
    if places.chromium() is None or places.chromedriver() is None:
        pytest.skip("本机没有 Chromium；make test 会安装它")
    with chromium(home, office.font_configuration()) as driver:
        yield driver


@pytest.fixture
def page(browser: Chrome, service: httpx.Client) -> Iterator[Chrome]:
    """The page, opened afresh; whatever the test does, the browser has nothing to complain of."""
    browser.get(str(service.base_url))
    browser.set_window_size(1400, 1000)
    yield browser
    assert browser.get_log("browser") == []  # type: ignore[no-untyped-call]


@pytest.fixture
def give(page: Chrome, tmp_path: Path) -> Callable[[str, str, bytes], None]:
    """`give(field, name, content)`: choose a file of this name."""

    def choose(field: str, name: str, content: bytes) -> None:
        path = tmp_path / name
        path.write_bytes(content)
        page.find_element(By.ID, field).send_keys(str(path))

    return choose


Give = Callable[[str, str, bytes], None]


def status(page: Chrome, *words: str) -> str:
    """What the page says, once these words are in it."""

    def said(driver: Chrome) -> bool:
        text = driver.find_element(By.ID, "status").text
        return all(each in text for each in words)

    WebDriverWait(page, SECONDS).until(said, f"the page does not say {words}")
    return page.find_element(By.ID, "status").text


def checked(page: Chrome, give: Give, report: gkdoc.Report) -> str:
    """What the page says about the report."""
    give("report", *as_file(report))
    return status(page, f"{report.year} 年度")


def figures(page: Chrome) -> list[str]:
    """What the figures of all tables show; repairs that are suggested are left out."""
    script = """return [...document.querySelectorAll("td.figure")].map(
        (cell) => (cell.querySelector("button") ?? cell).textContent)"""
    shown: list[str] = page.execute_script(script)
    return shown


def downloaded(home: Path, suffix: str, before: set[Path]) -> bytes:
    """The content of the file that has come into the folder of downloads."""
    for _ in range(SECONDS * 10):
        new = {path for path in (home / "downloads").iterdir() if path.name.endswith(suffix)}
        if new - before:
            (path,) = new - before
            return path.read_bytes()
        time.sleep(0.1)
    raise AssertionError(f"no download that ends in {suffix}")


def focused(page: Chrome) -> WebElement:
    """The element that has the focus."""
    return page.switch_to.active_element


def test_a_sound_report(page: Chrome, give: Give) -> None:
    """Without findings that is said, and every figure of the form is shown, in its order."""
    assert "没有发现问题" in checked(page, give, sound())
    tables = [completed(table.values) for table in sound().tables.values()]
    cells = [cell for values in tables for row in lay_out(values.spec).rows for cell in row]
    values = {ref: value for table in tables for ref, value in table}
    assert figures(page) == [printed(values[cell.ref]) for cell in cells if cell.ref is not None]
    words = page.find_element(By.ID, "shown").text
    for section in display(sound())["parts"]:
        assert section["title"] in words


def test_a_finding_leads_to_its_cell_and_back(page: Chrome, give: Give) -> None:
    """The wrong cell is marked with its repair; finding and cell lead to each other by keyboard."""
    assert "错误 1 项，警告 1 项" in checked(page, give, broken())
    (error,) = page.find_elements(By.CSS_SELECTOR, "#findings .error")
    assert "999 改为 1012" in error.text
    error.find_element(By.TAG_NAME, "button").send_keys(Keys.ENTER)
    cell = focused(page)
    assert cell.tag_name == "td"
    assert (
        cell.get_attribute("data-label")
        == broken().tables["applications"].values.spec.cells[WRONG].label
    )
    assert cell.text.split() == ["999", "应为", "1012"]
    top = page.execute_script("return arguments[0].getBoundingClientRect().top", cell)
    assert 0 < top < 1000
    cell.find_element(By.TAG_NAME, "button").send_keys(Keys.ENTER)
    assert focused(page).get_attribute("id") == error.get_attribute("id")


def test_words_are_marked(page: Chrome, give: Give) -> None:
    """A finding about words marks these words and no others."""
    checked(page, give, broken())
    assert [mark.text for mark in page.find_elements(By.TAG_NAME, "mark")] == ["(2021)"]


def test_no_report_while_there_are_errors(page: Chrome, give: Give, home: Path) -> None:
    """With errors only the review copy can be had; it has a comment for each finding."""
    checked(page, give, broken())
    enabled = {
        button.get_attribute("data-verb"): button.is_enabled()
        for button in page.find_elements(By.CSS_SELECTOR, "[data-verb]")
    }
    assert enabled == {"build": False, "pdf": False, "html": False, "review": True}
    before = set((home / "downloads").iterdir())
    page.find_element(By.CSS_SELECTOR, "[data-verb=review]").click()
    copy = docx.Document(io.BytesIO(downloaded(home, "（批注）.docx", before)))
    assert len(list(copy.comments)) == 2


def test_downloads(page: Chrome, give: Give, home: Path) -> None:
    """Report, PDF and web page come as files named for the report."""
    checked(page, give, sound())
    before = set((home / "downloads").iterdir())
    page.find_element(By.CSS_SELECTOR, "[data-verb=build]").click()
    status(page, f"已下载 {sound().full_title}.docx")
    assert downloaded(home, ".docx", before) == gkdoc.build(sound()).document
    page.find_element(By.CSS_SELECTOR, "[data-verb=html]").click()
    assert sound().full_title.encode() in downloaded(home, ".html", before)
    page.find_element(By.CSS_SELECTOR, "[data-verb=pdf]").click()
    assert downloaded(home, ".pdf", before).startswith(b"%PDF")


def test_last_years_file(page: Chrome, give: Give) -> None:
    """Last year's Word file is compared as soon as it is chosen, and can be put aside again."""
    last = gkdoc.build(sound()).document
    assert last is not None
    checked(page, give, sound())
    give("previous", "去年.docx", last)
    assert "GK5" in WebDriverWait(page, SECONDS).until(
        lambda driver: driver.find_element(By.CSS_SELECTOR, "#findings .finding").text
    )
    page.find_element(By.CSS_SELECTOR, "label[for=previous] button").click()
    status(page, "没有发现问题")


def test_a_workbook_compared_with_last_year(page: Chrome, give: Give) -> None:
    """This year's data may be the workbook; growth against last year is shown in words."""
    give("previous", "去年.json", as_file(sound())[1])
    give("report", "填报表.xlsx", workbook(draft_of(growing())))
    status(page, f"{growing().year} 年度")
    shown = page.find_element(By.ID, "shown").text
    assert "新收申请与上年持平。" in shown
    assert "〖" not in shown


def test_a_template(page: Chrome, give: Give, home: Path) -> None:
    """A template is checked when it is chosen, and the report is built with it."""
    own = exported(gkdoc.Layout(page_numbers=False))
    checked(page, give, sound())
    empty = io.BytesIO()
    docx.Document().save(empty)
    give("template", "空.docx", empty.getvalue())
    verdict = (By.CSS_SELECTOR, "#contract .finding")
    WebDriverWait(page, SECONDS).until(
        lambda driver: "不能使用" in driver.find_element(*verdict).text
    )
    give("template", "模板.docx", own)
    WebDriverWait(page, SECONDS).until(
        lambda driver: "可以使用" in driver.find_element(*verdict).text
    )
    before = set((home / "downloads").iterdir())
    page.find_element(By.CSS_SELECTOR, "[data-verb=build]").click()
    assert downloaded(home, ".docx", before) == gkdoc.build(sound(), own).document


def test_a_broken_file(page: Chrome, browser: Chrome, give: Give) -> None:
    """Every problem is listed with its line; what was shown before is gone."""
    checked(page, give, sound())
    give("report", "坏.yaml", "机关: 甲局\n年度: 二〇\n".encode())
    status(page, "没有完成")
    problems = page.find_element(By.ID, "trouble").text
    assert "第 2 行第 5 列：" in problems
    assert not page.find_element(By.ID, "result").is_displayed()
    (refused,) = browser.get_log("browser")  # type: ignore[no-untyped-call]
    assert "400" in refused["message"]


def test_files_are_dropped(page: Chrome) -> None:
    """A file dropped on its box is taken; one that misses it does not replace the page."""
    drop = """
        const transfer = new DataTransfer();
        transfer.items.add(new File([arguments[1]], "报告.json"));
        const target = document.querySelector(arguments[0]);
        const event = { dataTransfer: transfer, bubbles: true, cancelable: true };
        return target.dispatchEvent(new DragEvent("drop", event));
    """
    content = gkdoc.to_json(sound())
    assert page.execute_script(drop, "header", content) is False
    assert page.find_element(By.ID, "status").text == ""
    page.execute_script(drop, "label[for=report]", content)
    status(page, "没有发现问题")


def test_words_of_a_file_are_no_html(page: Chrome, give: Give) -> None:
    """Whatever title, prose, figures and names of files hold is shown as text and does nothing."""
    report = sound()
    assert report.proactive is not None
    first = next(iter(report.proactive.values.spec.cells))
    hostile = evolve(
        report,
        title=HOSTILE,
        overview=gkdoc.model.Overview((gkdoc.model.Block(text=HOSTILE),)),
        proactive=evolve(
            report.proactive,
            values=report.proactive.values.changed({first: gkdoc.model.Text(HOSTILE)}),
        ),
    )
    name = "<img src=x onerror=alert(1)>.json"
    give("report", name, gkdoc.to_json(hostile).encode())
    status(page, "2024 年度")
    assert page.find_elements(By.CSS_SELECTOR, "main img, main script") == []
    assert page.find_element(By.ID, "shown").text.count("document.title='owned'</script>") == 3
    assert name in page.find_element(By.ID, "report-name").text
    assert page.title.startswith(HOSTILE)


def test_readable_on_a_phone(page: Chrome, give: Give) -> None:
    """On a narrow screen the page is as wide as the screen; wide tables move in their frames."""
    page.set_window_size(500, 900)
    checked(page, give, broken())
    width, screen, tables, frames = page.execute_script("""
        const { scrollWidth, clientWidth } = document.querySelector(".wide");
        return [document.documentElement.scrollWidth, innerWidth, scrollWidth, clientWidth];
    """)
    assert width <= screen
    assert tables > frames


def test_everything_has_a_name(page: Chrome, give: Give) -> None:
    """Who hears the page: each control has a name, tables have heads, changes are announced."""
    checked(page, give, broken())
    controls = "input, button:not([hidden]), [role=region]"
    for control in page.find_elements(By.CSS_SELECTOR, controls):
        assert control.accessible_name
    assert page.find_element(By.ID, "status").aria_role == "status"
    assert page.find_element(By.TAG_NAME, "html").get_attribute("lang") == "zh-CN"
    assert page.find_elements(By.CSS_SELECTOR, "#shown th:not([scope])") == []
