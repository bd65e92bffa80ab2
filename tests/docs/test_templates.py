"""docs/templates.md: its commands run, its names exist, its example is what the program says."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import docx
import pytest

from gkdoc.cli.main import main
from gkdoc.layout.typography import STYLE_NAMES
from gkdoc.ooxml.template.places import Place
from gkdoc.ooxml.template.rules import RULES
from gkdoc.ooxml.template.segments import Slot
from gkdoc.write.docx.contract import blocks, texts
from gkdoc.write.docx.filters import FILTERS
from gkdoc.write.docx.own_fields import asks_own, why_refused
from gkdoc.write.docx.standard import standard_template_bytes
from tests.tools.places import ROOT
from tests.tools.templates import FORM, TEMPLATES, draw_table, saved

PAGE = (ROOT / "docs" / "templates.md").read_text(encoding="utf-8")
COMMANDS = "\n".join(re.findall(r"```sh\n(.*?)\n```", PAGE, re.DOTALL)).splitlines()


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with the files that the commands speak of."""
    monkeypatch.chdir(tmp_path)
    shutil.copy(ROOT / "examples" / "city-government-2024.yaml", "数据.yaml")
    Path("模板.docx").write_bytes(saved(TEMPLATES["own-tables"]()))
    form = docx.Document()
    form.add_paragraph(FORM.title.format(agency="", year=""))
    for section in FORM.sections:
        form.add_paragraph(section.title)
        if section.table:
            draw_table(form, FORM.tables[section.key], blank=True)
    Path("空白表.docx").write_bytes(saved(form))
    return tmp_path


@pytest.mark.parametrize("command", [each for each in COMMANDS if "--pdf" not in each])
def test_commands_run(command: str, folder: Path) -> None:
    """Each command of the page, as it stands there, does what it should."""
    program, *arguments = command.split()
    assert program == "gkdoc"
    assert main(arguments) == 0
    if "-o" in arguments:
        assert (folder / arguments[arguments.index("-o") + 1]).is_file()


@pytest.mark.slow
@pytest.mark.usefixtures("folder", "office")
def test_the_command_with_pdf_runs() -> None:
    """Word file, PDF and page from one command."""
    (command,) = [each for each in COMMANDS if "--pdf" in each]
    assert main(command.split()[1:]) == 0
    assert Path("报告.pdf").read_bytes().startswith(b"%PDF")


def test_every_slot_is_in_the_vocabulary() -> None:
    """The page shows every block and every word, and nothing that does not exist."""
    assert set(re.findall(r"^\| `\{\{p (\w+) \}\}`", PAGE, re.MULTILINE)) == blocks()
    shown = {re.sub(r"\\?\|.*", "", each) for each in re.findall(r"\{\{ ([a-z][^}]*?) \}\}", PAGE)}
    own = {each for each in shown if asks_own(each)}
    assert own
    assert not any(why_refused(Slot(each, (), Place("正文"))) for each in own)
    assert shown - own <= texts()
    assert {name for name in texts() if name.count(".") < 2} - shown == set()
    assert set(re.findall(r"\\\|(\w+)", PAGE)) == set(FILTERS)


def test_every_rule_is_listed() -> None:
    """Each finding about templates has its line."""
    assert {rule.id for rule in RULES} == set(re.findall(r"\[(GK9\d\d)\]", PAGE))


@pytest.mark.parametrize(
    "name",
    [STYLE_NAMES.body, STYLE_NAMES.signature, STYLE_NAMES.table, STYLE_NAMES.table_note],
)
def test_styles_have_their_names(name: str) -> None:
    """The styles that the page names are those of the program."""
    assert name in PAGE


def test_the_example_of_a_message_is_what_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The line shown on the page is printed for the template that it tells of."""
    monkeypatch.chdir(tmp_path)
    Path("标准.docx").write_bytes(standard_template_bytes())
    document = docx.Document("标准.docx")
    slot = next(each for each in document.paragraphs if each.text == "{{p overview }}")
    slot.text = "{{p overwiew }}"
    document.save("模板.docx")
    (example,) = re.findall(r"```\n(模板.docx\n.*错误 .*\n)```", PAGE)
    assert main(["template", "check", "模板.docx"]) == 1
    assert example in capsys.readouterr().err
