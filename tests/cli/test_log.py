"""`--log`: the numbered steps of docs/tour.md, and what came of each."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from pathlib import Path

import docx
import pytest

import gkdoc
from gkdoc.check.rule import prose_text
from gkdoc.cli.main import main
from gkdoc.messages import Message, _
from gkdoc.spec import edition_for, part_labels
from gkdoc.steps import LOGGER, tell
from tests.tools.catalogue import sentences
from tests.tools.places import ROOT

EXAMPLE = ROOT / "examples" / "city-government-2024.yaml"
READ = [f"1.{number}" for number in range(1, 9)]
STEP = re.compile(r"([1-7](?:\.[1-8])?) ")


@pytest.fixture(scope="module")
def report() -> gkdoc.Report:
    """The example."""
    return gkdoc.load(EXAMPLE)


@pytest.fixture
def document(report: gkdoc.Report, tmp_path: Path) -> Path:
    """The example as anybody's Word file: it carries nothing."""
    path = tmp_path / "report.docx"
    gkdoc.build(report, plain=True).save(path)
    return path


def steps(said: str) -> list[str]:
    """The numbers that the lines begin with, each once where it stands in a row."""
    numbers = [found[1] for line in said.splitlines() if (found := STEP.match(line))]
    return [number for place, number in enumerate(numbers) if number != numbers[place - 1 : place]]


def in_order(said: str) -> list[str]:
    """The numbers of the steps in the order in which they were first taken."""
    return list(dict.fromkeys(steps(said)))


def test_a_reading_can_be_followed(document: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Every step of reading and checking is told, in order, each part of the report among them."""
    assert main(["check", str(document)]) == 0
    unasked = capsys.readouterr()
    assert main(["check", str(document), "--log"]) == 0
    said = capsys.readouterr()
    assert in_order(said.err) == [*READ, "2"]
    assert (said.out, unasked.err) == (unasked.out, "")
    for key, label in part_labels(edition_for(2024)).items():
        if key in {"introduction", "signature", *(each.key for each in edition_for(2024).sections)}:
            assert re.search(rf"^1\.5 {label}：.*第 [0-9–]+ (段|张表)$", said.err, re.MULTILINE)


def test_what_is_not_recognised_is_told(
    document: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Of a table whose rows nobody knows one learns which it is like, and that it has no place."""
    opened = docx.Document(str(document))
    for row in opened.tables[1].rows:
        row.cells[0].text = row.cells[1].text = row.cells[2].text = "某某"
    opened.save(str(document))
    assert main(["read", str(document), "-o", str(tmp_path / "data.json"), "--log"]) == 1
    said = capsys.readouterr().err
    title = edition_for(2024).tables["applications"].title
    assert re.search(rf"1\.3 第 2 张表：.*“{title}”.*不是这张表", said)
    assert re.search(r"1\.7 没有放进报告：第 2 张表$", said, re.MULTILINE)


def test_a_build_can_be_followed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """All seven steps; in the last the file is read like any other."""
    assert main(["build", str(EXAMPLE), "-o", str(tmp_path / "report.docx"), "--log"]) == 0
    said = capsys.readouterr().err
    expected = ["1.1", "1.8", "2", "3", "4", "5", "6", "7", *READ[1:7]]
    assert in_order(said) == expected
    assert said.splitlines()[-1].startswith("7 ")


def test_no_prose_is_told(
    report: gkdoc.Report, document: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A log can be sent to a stranger: it holds titles and places, no sentence of the report."""
    main(["check", str(document), "--log"])
    said = capsys.readouterr().err
    titles = "".join(section.title for section in edition_for(2024).sections)
    prose = "\n".join(map(prose_text, report.prose.values()))
    phrases = {phrase for phrase in re.split("[，。；：、\n]", prose) if len(phrase) > 6}
    assert len(phrases) > 50
    assert not [phrase for phrase in phrases if phrase in said and phrase not in titles]


def test_it_is_quiet_unless_asked(document: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A call with --log leaves nothing behind: the next one tells nothing."""
    before = LOGGER.level, list(LOGGER.handlers)
    main(["check", str(document), "--log"])
    assert (LOGGER.level, list(LOGGER.handlers)) == before
    capsys.readouterr()
    main(["check", str(document)])
    assert not capsys.readouterr().err


def test_steps_are_worded_for_listeners_only(caplog: pytest.LogCaptureFixture) -> None:
    """Unheard, what would word them does not begin; heard, every step is a record."""

    def worded() -> Iterator[Message]:
        begun.append(True)
        yield _("无")

    begun: list[bool] = []
    tell(worded())
    assert not begun
    with caplog.at_level(logging.DEBUG, LOGGER.name):
        tell(worded())
    assert [record.msg for record in caplog.records] == ["无"]


def test_steps_are_told_in_english(document: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """With --lang en only what is quoted is Chinese."""
    main(["check", str(document), "--log", "--lang", "en"])
    said = capsys.readouterr().err
    assert in_order(said) == [*READ, "2"]
    assert not re.search("[\u3001-\uffef]", re.sub("“[^”]*”", "", said))


def test_the_tour_has_every_step() -> None:
    """Each number that a line of the log begins with is one of docs/tour.md."""
    tour = (ROOT / "docs" / "tour.md").read_text(encoding="utf-8")
    numbers = {found[1] for each in sentences() if (found := STEP.match(each))}
    assert numbers >= {*READ, *"234567"}
    assert not [number for number in numbers if not re.search(rf"\| {re.escape(number)} ", tour)]
