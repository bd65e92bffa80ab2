"""gkdoc inside another program: values in, values out, from many threads, nothing left behind."""

from __future__ import annotations

import io
import json
import logging
import os
import pickle
import re
import subprocess
import sys
from collections.abc import Callable, Mapping
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from textwrap import dedent
from typing import Any

import docx
import pytest
from hypothesis import given, settings
from jsonschema import Draft202012Validator
from referencing import Registry, Resource

import gkdoc
from gkdoc import answers, errors
from gkdoc.layout.grid import lay_out
from gkdoc.messages import _
from gkdoc.model import Report, completed, printed
from gkdoc.write import display
from gkdoc.write.docx.export import exported
from gkdoc.write.docx.standard import standard_template_bytes
from gkdoc.write.tree import tree_of
from tests.tools import strategies
from tests.tools.lacking import without
from tests.tools.places import ROOT

EXAMPLE = ROOT / "examples" / "city-government-2024.yaml"
PROBLEM = gkdoc.errors.Problem(_("没有冒号"), "year", 3, 1, "第 3 段", "GK904")


def validator(name: str) -> Draft202012Validator:
    """The judge of a schema in docs/; schemas there refer to each other by name."""
    contents = {
        path.name: json.loads(path.read_text(encoding="utf-8"))
        for path in (ROOT / "docs").glob("*.schema.json")
    }
    registry: Registry[Any] = Registry().with_resources(
        [(each, Resource.from_contents(content)) for each, content in contents.items()]
    )
    Draft202012Validator.check_schema(contents[name])
    return Draft202012Validator(contents[name], registry=registry)


ANSWERS = validator("answer.schema.json")
DISPLAYS = validator("display.schema.json")


def numbered(number: int) -> dict[str, Any]:
    """The content of a report like no other, as another program has it."""
    content: dict[str, Any] = {**tree_of(gkdoc.load(EXAMPLE))}
    content["agency"] = f"第{number}号机关"
    content["overview"] = f"这是第{number}份报告。"
    return content


def text_of(document: bytes | None) -> str:
    """The words of a Word file, as python-docx reads them."""
    assert document is not None
    return "".join(each.text for each in docx.Document(io.BytesIO(document)).paragraphs)


@pytest.mark.parametrize(
    "source", [numbered(7), gkdoc.to_json(gkdoc.load(numbered(7))).encode()], ids=type
)
def test_data_in_document_and_findings_out(source: Mapping[str, Any] | bytes) -> None:
    """A dict or JSON is answered by the Word file and what there is to say about it."""
    answer = gkdoc.answer(source, verify=True)
    assert "这是第7份报告。" in text_of(answer.document)
    assert answer.failure is None
    assert answer.document == gkdoc.build(gkdoc.load(numbered(7))).document
    content = gkdoc.as_json(answer)
    ANSWERS.validate(content)
    assert (content["built"], content["error"]) == (True, None)


def test_bytes_of_yaml_are_understood() -> None:
    """Bytes without a name are JSON or YAML, whichever they are."""
    content = EXAMPLE.read_bytes()
    assert gkdoc.answer(content).document == gkdoc.build(gkdoc.load(EXAMPLE)).document
    assert gkdoc.load(b"\xef\xbb\xbf\n" + content) == gkdoc.load(EXAMPLE)
    assert gkdoc.load(b" \n" + gkdoc.to_json(gkdoc.load(EXAMPLE)).encode()) == gkdoc.load(EXAMPLE)


@pytest.mark.parametrize("last", [str(EXAMPLE), EXAMPLE], ids=type)
def test_an_answer_opens_nothing_that_was_sent(last: Any) -> None:  # noqa: ANN401
    """A path is no data, though the file is there: neither as the report nor as last year's."""
    for answer in (gkdoc.answer(last), gkdoc.answer(numbered(1), previous=last)):
        assert answer.document is None
        assert answer.failure is not None
        assert answer.failure.kind == "InputError"
        assert "不打开文件" in answer.failure.message


@pytest.mark.parametrize(
    "text",
    ['{"agency": "甲局"}', ' [{"agency": "甲局"}]', "机关: 甲局\n年度: 2024", "agency: 甲局\r\n"],
)
def test_text_is_no_path(text: str) -> None:
    """A str that holds the data is told from a path, and the message says what to give instead."""
    for read in (gkdoc.load, gkdoc.read_report):
        with pytest.raises(gkdoc.InputError) as error:
            read(text)
        assert "bytes" in str(error.value)


REPORT = gkdoc.load(EXAMPLE)
NO_REPORTS: list[tuple[str, Callable[[Any], object]]] = [
    ("report", gkdoc.build),
    ("report", gkdoc.check_report),
    ("reading", gkdoc.check_reading),
    ("previous", lambda given: gkdoc.build(REPORT, previous=given)),
    ("previous", lambda given: gkdoc.check_report(REPORT, previous=given)),
]


@pytest.mark.parametrize(("place", "verb"), NO_REPORTS)
@pytest.mark.parametrize("given", [str(EXAMPLE), EXAMPLE, b"{}", numbered(1), 5], ids=type)
def test_what_is_no_report_is_told(
    place: str, verb: Callable[[Any], object], given: object
) -> None:
    """A verb that wants a report and is given a path or data says so, and how to get one."""
    with pytest.raises(gkdoc.InputError, match="load") as error:
        verb(given)
    assert [problem.path for problem in error.value.problems] == [place]


@pytest.mark.parametrize("name", ["[定稿]年报.yaml", "{甲}.docx"])
def test_a_bracket_in_a_name_makes_no_data_of_it(name: str) -> None:
    """What ends like a file is a path: it is not there, and that is said."""
    with pytest.raises(gkdoc.InputError, match="找不到"):
        gkdoc.load(name)


def test_findings_stop_the_document() -> None:
    """Wrong figures are no failure: there is no document, and the findings say why."""
    content = numbered(1)
    row = next(iter(content["applications"].values()))
    row["total"] = 99999
    answer = gkdoc.answer(content)
    assert (answer.document, answer.failure) == (None, None)
    assert any(each.severity is gkdoc.Severity.ERROR for each in answer.findings)
    ANSWERS.validate(gkdoc.as_json(answer))


BROKEN: list[tuple[Any, Any, str]] = [
    ({}, None, "InputError"),
    (b"{", None, "InputError"),
    (b"\xff\xfe\x00", None, "InputError"),
    ({"agency": object()}, None, "InputError"),
    (str(EXAMPLE), None, "InputError"),
    (EXAMPLE, None, "InputError"),
    (EXAMPLE.read_text(encoding="utf-8"), None, "InputError"),
    (b"agency: [", None, "InputError"),
    (numbered(1), b"no template", "TemplateError"),
    (numbered(1), "there is no such template", "InputError"),
]


@pytest.mark.parametrize(("source", "template", "kind"), BROKEN, ids=lambda value: repr(value)[:30])
def test_broken_input_is_a_value(source: Any, template: Any, kind: str) -> None:  # noqa: ANN401
    """Nothing is raised for broken data or a broken template: the answer says what is wrong."""
    answer = gkdoc.answer(source, template)
    assert answer.document is None
    assert answer.failure is not None
    assert (answer.failure.kind, answer.failure.exit_code) == (kind, 2)
    assert answer.failure.problems
    content = gkdoc.as_json(answer)
    ANSWERS.validate(content)
    assert [problem["message"] for problem in content["error"]["problems"]] == [
        problem.message for problem in answer.failure.problems
    ]


def test_our_own_fault_is_a_value(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """A fault of gkdoc's is told with an id, and logged with its place for the developer."""

    def fails(*_: object, **__: object) -> None:
        raise RuntimeError("boom")

    monkeypatch.setattr(answers, "build", fails)
    with caplog.at_level(logging.ERROR, "gkdoc"):
        answer = gkdoc.answer(numbered(1))
    assert answer.failure is not None
    assert "编号" in answer.failure.message
    ANSWERS.validate(gkdoc.as_json(answer))
    (record,) = caplog.records
    assert record.exc_info is not None
    caplog.clear()


ERRORS: list[gkdoc.GkdocError] = [
    gkdoc.InputError(Path("数据.yaml"), [PROBLEM]),
    gkdoc.TemplateError(None, [PROBLEM, PROBLEM]),
    gkdoc.errors.UsageError(_("不能同时用")),
    gkdoc.errors.NotCompletedError(_("没有完成")),
    gkdoc.errors.OutputError("报告.docx", "磁盘已满"),
    gkdoc.errors.MissingProgramError("LibreOffice", _("打印 PDF")),
    gkdoc.errors.VerifyError([PROBLEM]),
]


def test_every_error_is_tried() -> None:
    """The list of errors below is that of the library."""
    public = {
        getattr(errors, name)
        for module in (gkdoc, errors)
        for name in module.__all__
        if name.endswith("Error")
    }
    assert public - {gkdoc.GkdocError} == {type(error) for error in ERRORS}


@pytest.mark.parametrize("error", ERRORS, ids=lambda error: type(error).__name__)
def test_errors_become_json(error: gkdoc.GkdocError) -> None:
    """An error says the same as JSON: its kind, its message, its code and each of its problems."""
    content = gkdoc.as_json(error)
    assert content["kind"] == type(error).__name__
    assert (content["message"], content["exit_code"]) == (error.message, error.exit_code)
    problems = getattr(error, "problems", getattr(error, "differences", ()))
    assert content["problems"] == [gkdoc.as_json(problem) for problem in problems]
    ANSWERS.validate({"gkdoc": 1, "built": False, "findings": [], "error": content})


@pytest.mark.parametrize("error", ERRORS, ids=lambda error: type(error).__name__)
@pytest.mark.parametrize("protocol", range(2, pickle.HIGHEST_PROTOCOL + 1))
def test_errors_are_pickled(error: gkdoc.GkdocError, protocol: int) -> None:
    """An error comes out of another process as it went in, with all its fields."""
    again = pickle.loads(pickle.dumps(error, protocol))  # noqa: S301 - what we have just written
    assert type(again) is type(error)
    assert vars(again) == vars(error)
    assert str(again) == str(error)


def test_a_problem_becomes_json() -> None:
    """Each field of a problem has its place."""
    assert gkdoc.as_json(PROBLEM) == {
        "message": "没有冒号",
        "template": "没有冒号",
        "values": {},
        "address": "year",
        "location": {"line": 3, "column": 1},
        "place": "第 3 段",
        "rule": "GK904",
    }


def test_an_inspection_becomes_json() -> None:
    """What there is to say about a template can be sent on too."""
    inspection = gkdoc.inspect(standard_template_bytes())
    content = json.loads(json.dumps(gkdoc.as_json(inspection)))
    assert [slot["tag"] for slot in content["slots"]] == [slot.tag for slot in inspection.slots]
    assert content["gkdoc"] == 1


def test_answers_from_other_processes() -> None:
    """Answers, whole or failed, are sent between processes; exceptions are too."""
    with ProcessPoolExecutor(2, mp_context=get_context("spawn")) as pool:
        good = pool.submit(gkdoc.answer, numbered(3))
        built = pool.submit(gkdoc.build, gkdoc.load(numbered(3)))
        bad = pool.submit(gkdoc.answer, {})
        raised = pool.submit(gkdoc.load, {})
        assert good.result() == gkdoc.answer(numbered(3))
        assert built.result() == gkdoc.build(gkdoc.load(numbered(3)))
        assert bad.result() == gkdoc.answer({})
        with pytest.raises(gkdoc.InputError) as error:
            raised.result()
    assert error.value.problems == bad.result().failure.problems  # type: ignore[union-attr]


@pytest.mark.slow
def test_many_threads_share_templates() -> None:
    """Sixteen threads, two templates, one small cache, 160 reports: each has its own words."""
    templates = gkdoc.Templates(limit=2)
    own = exported(gkdoc.Layout(page_numbers=False))

    def made(number: int) -> gkdoc.Answer:
        return gkdoc.answer(numbered(number), own if number % 2 else None, templates=templates)

    with ThreadPoolExecutor(16) as threads:
        answered = list(threads.map(made, range(160)))
    for number, answer in enumerate(answered):
        words = text_of(answer.document)
        assert f"这是第{number}份报告。" in words
        assert words.count("号机关") == words.count(f"第{number}号机关") > 0
    for number in (0, 1, 158, 159):
        alone = gkdoc.answer(numbered(number), own if number % 2 else None)
        assert alone == answered[number]


def inside(code: str, folder: Path, **environment: str) -> subprocess.CompletedProcess[bytes]:
    """What a program that uses gkdoc printed; it runs in `folder` and has to succeed."""
    done = subprocess.run(
        [sys.executable, "-c", dedent(code)],
        cwd=folder,
        env={**os.environ, **environment},
        capture_output=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr.decode()
    return done


def test_nothing_is_printed(tmp_path: Path) -> None:
    """Whoever sets up no logging sees nothing, not even where gkdoc is at fault."""
    code = f"""
        import logging, gkdoc, gkdoc.answers
        content = open({str(EXAMPLE)!r}, "rb").read()
        assert gkdoc.answer(content, verify=True).document
        assert gkdoc.answer({{}}).failure
        gkdoc.answers.build = None
        assert gkdoc.answer(content).failure.kind == "TypeError"
        handlers = logging.getLogger("gkdoc").handlers
        assert [type(each) for each in handlers] == [logging.NullHandler], handlers
        assert not logging.getLogger().handlers
    """
    done = inside(code, tmp_path)
    assert (done.stdout, done.stderr) == (b"", b"")


def test_no_file_is_written(tmp_path: Path) -> None:
    """Where the system lets a program write no byte, and the folder is read-only, all is done."""
    code = f"""
        import os, resource
        resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
        import gkdoc
        content = open({str(EXAMPLE)!r}, "rb").read()
        reading = gkdoc.read_report(content, name="数据.yaml")
        answer = gkdoc.answer(reading, verify=True, templates=gkdoc.Templates())
        assert answer.document, answer.failure
        copy = gkdoc.read_report(answer.document, name="报告.docx", partial=True)
        findings = gkdoc.check_reading(copy, previous=reading.report)
        assert gkdoc.review(answer.document, copy, findings)
        assert gkdoc.inspect(gkdoc.build(reading.report).document).findings
    """
    pytest.importorskip("resource")
    tmp_path.chmod(0o555)
    inside(code, tmp_path, PYTHONDONTWRITEBYTECODE="1", TMPDIR=str(tmp_path))
    assert [*tmp_path.iterdir()] == []


def test_the_environment_does_not_matter(tmp_path: Path) -> None:
    """The same bytes whatever language, encoding and clock zone the environment asks for."""
    code = f"""
        import hashlib, gkdoc
        answer = gkdoc.answer(open({str(EXAMPLE)!r}, "rb").read())
        print(hashlib.sha256(answer.document).hexdigest())
    """
    one = inside(code, tmp_path, LANG="C", LC_ALL="C", TZ="UTC", PYTHONUTF8="0")
    other = inside(code, tmp_path, LANG="de_DE.UTF-8", LC_ALL="", TZ="Asia/Shanghai", HOME="/")
    assert one.stdout == other.stdout


def test_no_environment_variable_is_read() -> None:
    """No module of the library asks the environment; programs are looked for on the path."""
    for path in (ROOT / "src" / "gkdoc").rglob("*.py"):
        if "cli" not in path.relative_to(ROOT / "src" / "gkdoc").parts:
            text = path.read_text(encoding="utf-8")
            assert not re.search(r"\benviron\b|getenv", text), path


def test_bytes_are_read_by_the_name_of_their_file() -> None:
    """An uploaded file is read as the file would be, places and findings included."""
    content = EXAMPLE.read_bytes()
    assert gkdoc.read_report(content, name=EXAMPLE.name) == gkdoc.read_report(EXAMPLE)
    built = gkdoc.build(gkdoc.load(EXAMPLE))
    assert built.document is not None
    assert gkdoc.read_report(built.document, name="没有结尾").report == built.report


def test_a_display_shows_the_tables_of_the_form() -> None:
    """Each row of cells is that of the grid, each figure with its address and what it shows."""
    report = gkdoc.load(EXAMPLE)
    parts = {part["key"]: part for part in display(report)["parts"]}
    for key, table in report.tables.items():
        values = completed(table.values)
        for shown, row in zip(parts[key]["rows"], lay_out(values.spec).rows, strict=True):
            for cell, wanted in zip(shown, row, strict=True):
                assert (cell["columns"], cell["rows"]) == (wanted.columns, wanted.rows)
                text = wanted.text if wanted.ref is None else printed(values.at(wanted.ref))
                assert cell["text"] == text
                assert cell.get("address") == (wanted.ref and str(wanted.ref))


def test_a_display_says_what_was_not_seen() -> None:
    """A section or table that is not there is shown as such, never as an empty one."""
    report = without(gkdoc.load(EXAMPLE), "overview", "remedies")
    parts = {part["key"]: part for part in display(report)["parts"]}
    assert parts["overview"]["blocks"] is None
    assert parts["remedies"]["rows"] is None
    DISPLAYS.validate(display(report))


@settings(deadline=None, max_examples=40)
@given(strategies.reports(misprints=True))
def test_any_report_can_be_shown(report: Report) -> None:
    """Whatever a report holds; every finding about words points into the words that are shown."""
    shown = json.loads(json.dumps(display(report), ensure_ascii=False))
    DISPLAYS.validate(shown)
    words = {
        block["address"]: block["heading"] + block["text"]
        for part in shown["parts"]
        for block in part.get("blocks") or ()
        if "unsupported" not in block
    }
    for finding in gkdoc.check_report(report):
        if finding.span is not None and finding.address in words:
            assert words[finding.address][slice(*finding.span)] == finding.quote
