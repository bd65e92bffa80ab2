"""The command line in English: every sentence has its translation, and none is left in Chinese."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

import pytest

from gkdoc.check.details import details
from gkdoc.check.subject import Subject
from gkdoc.cli import main as cli
from gkdoc.cli.language import LANGUAGES, Language, asked_for
from gkdoc.messages import Listed, Message, Value, _, places
from gkdoc.model import in_print
from gkdoc.spec import form
from tests.check.test_catalogue import FIRING, findings_of
from tests.tools.catalogue import catalogue, sentences
from tests.tools.editions import EDITIONS
from tests.tools.firing import Firing
from tests.tools.places import ROOT

EXAMPLE = ROOT / "examples" / "city-government-2024.yaml"
CHINESE = re.compile("[\u4e00-\u9fff]")
VERBS = (
    *("build", "check", "read", "diff", "tidy", "schema", "new", "form", "ledger", "rollup"),
    *("compare", "template", "template export", "template check", "template slots"),
)


def test_every_sentence_has_its_translation() -> None:
    """A message that is new asks for English: `make catalogue` puts it into the catalogue."""
    known = catalogue()
    untranslated = [
        sentence
        for sentence in sentences()
        if (message := known.get(sentence)) is None or not message.string
    ]
    assert not untranslated, "make catalogue"


def test_translations_have_the_same_places() -> None:
    """What a message fills in is filled in in English too: both can be formatted alike."""
    for message in catalogue():
        if message.id:
            held = dict.fromkeys(places(str(message.id)), "x")
            Message(str(message.id), **held)
            Message(str(message.string), **held)


def test_translations_are_english() -> None:
    """No Chinese is left in a translation but what it quotes, marks, units, document numbers."""
    quoted = re.compile(
        "“[^”]*”|〖[^〗]*〗|【[^】]*】|（[一-六]）|万元|[、。]|[0-9]+年[0-9]+月[0-9]+日"
    )
    left = [
        message.string
        for message in catalogue()
        if message.id and CHINESE.search(AS_WRITTEN.sub("", quoted.sub("", str(message.string))))
    ]
    assert not left


@pytest.mark.parametrize("verb", ["", *VERBS])
def test_help_is_english(verb: str, capsys: pytest.CaptureFixture[str]) -> None:
    """No Chinese is left in the help of a verb but quoted words and marks of the report."""
    assert cli.main([*verb.split(), "--help", "--lang", "en"]) == 0
    shown = re.sub("“[^”]*”|【[^】]*】|（六）", "", capsys.readouterr().out)
    assert re.search("Usage", shown)
    assert not CHINESE.search(shown)


BROKEN: Sequence[tuple[str, str, str]] = (
    ("    issued: 2 ", "    issued: 010 ", "issued"),
    ("    issued: 2 ", "    issued: 3.9 ", "issued"),
    ("    issued: 2 ", '    issued: "5" ', "issued"),
    ("    issued: 2 ", "    isued: 2 ", "isued"),
    ("year: 2024", "year: 20244", "year"),
    ("[34, 19, 312]", "[34, 19]", "normative_documents"),
    ("    repealed: 1 ", "    issued: 1 ", "issued"),
)


@pytest.mark.parametrize(("old", "new", "name"), BROKEN)
def test_problems_are_english(
    old: str, new: str, name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Problems in a data file are said in English, labels of the form apart."""
    text = EXAMPLE.read_text(encoding="utf-8")
    assert old in text
    (tmp_path / "data.yaml").write_text(text.replace(old, new, 1), encoding="utf-8")
    out = str(tmp_path / "out.docx")
    assert cli.main(["build", str(tmp_path / "data.yaml"), "-o", out, "--lang", "en"]) == 2
    said = capsys.readouterr().err
    assert name in said
    assert re.search(r"[Ll]ine \d+", said)
    assert not CHINESE.search(LABELS.sub("", re.sub("“[^”]*”", "", said)))


def _labels() -> Sequence[str]:
    """The words of the form that stand in messages as they are, the longest first."""
    labels: set[str] = set()
    for table in (table for edition in EDITIONS for table in form(edition).tables.values()):
        labels |= {*table.row_labels.values(), *(cell.label for cell in table.cells.values())}
        labels |= {label for cell in table.cells.values() for label in cell.column_labels}
    return sorted(labels, key=len, reverse=True)


LABELS = re.compile("|".join(map(re.escape, _labels())))
# Document numbers, and units that a person entered with a figure.
AS_WRITTEN = re.compile("国办公开办函〔[0-9]+〕[0-9]+号|万元|约|件")


def without_words(message: Message) -> Message:
    """The message with a sign in the place of each value that is data."""
    if isinstance(message, Listed):
        return Listed(message.joint, map(_without_words, message.parts))
    values = {name: _without_words(value) for name, value in message.values.items()}
    return Message(message.template, **values)


def _without_words(value: object) -> Value:
    match value:
        case Message():
            return without_words(value)
        case int():
            return value
    return "…"


@pytest.mark.parametrize("case", FIRING, ids=str)
def test_findings_are_english_but_for_their_values(case: Firing) -> None:
    """With every label, name and quotation taken out, no Chinese is left in what is found."""
    subject = Subject(in_print(case.report, case.previous))
    for finding in findings_of(case):
        for line in (finding.message, *details(finding, subject)):
            said = re.sub("“[^”]*”|〖[^〗]*〗", "", Language("en")(without_words(line)))
            assert not CHINESE.search(AS_WRITTEN.sub("", said)), said


@pytest.mark.parametrize("case", FIRING, ids=str)
def test_findings_are_english(case: Firing) -> None:
    """What a rule finds, and what to do, is said in English, quoted words and labels apart."""
    subject = Subject(in_print(case.report, case.previous))
    for finding in findings_of(case):
        for line in (finding.message, *details(finding, subject)):
            said = re.sub("“[^”]*”|〖[^〗]*〗", "", Language("en")(line))
            assert not CHINESE.search(AS_WRITTEN.sub("", LABELS.sub("", said))), said


def test_chinese_numerals_are_figures() -> None:
    """A number that a Chinese sentence writes in Chinese is written in figures."""
    case = next(case for case in FIRING if case.rule == "GK110")
    said = [Language("en")(found.message) for found in findings_of(case) if found.rule == "GK110"]
    assert ["the statutory form has 6 sections" in words for words in said] == [True]
    said = [Language("zh")(found.message) for found in findings_of(case) if found.rule == "GK110"]
    assert ["法定格式是六个部分" in words for words in said] == [True]


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["bild"], 2),
        (["build"], 2),
        (["build", "none.yaml", "-o", "x.docx"], 2),
        (["build", "x", "--nope"], 2),
        (["template", "exprt"], 2),
    ],
)
def test_complaints_are_english(
    arguments: list[str], code: int, capsys: pytest.CaptureFixture[str]
) -> None:
    """What is wrong with a call is said in English."""
    assert cli.main([*arguments, "--lang", "en"]) == code
    said = capsys.readouterr().err
    assert re.search("[a-z]{3}", said)
    assert not CHINESE.search(said)


def test_chinese_is_the_default_and_needs_no_catalogue() -> None:
    """Messages come out as they were worded, whatever they hold."""
    assert Language(LANGUAGES[0])(_("第 {line} 行", line=3)) == "第 3 行"
    assert asked_for(["build", "x"]) == "zh"


@pytest.mark.parametrize(
    "arguments", [["--lang", "en", "build"], ["build", "--lang=en"], ["build", "x", "--lang", "en"]]
)
def test_the_language_may_stand_anywhere(arguments: list[str]) -> None:
    """`--lang en` is found before, among and behind the other arguments."""
    assert asked_for(arguments) == "en"


def test_what_is_not_known_stays_as_it_is() -> None:
    """A message without a translation is shown rather than lost."""
    unknown = "从来没有人说过的一句话！"
    assert Language("en")(Message(unknown)) == unknown
