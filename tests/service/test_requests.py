"""Real requests: each answer is the library's, each mistake is told in Chinese JSON."""

from __future__ import annotations

import base64
import io
import json
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from importlib.metadata import version
from threading import Barrier
from typing import Any

import docx
import httpx
import pytest
from jsonschema import Draft202012Validator

import gkdoc
from gkdoc.model import draft_of
from gkdoc.write import display, schema
from gkdoc.write.docx.export import exported
from gkdoc.write.xlsx.form import workbook
from tests.conftest import PdfText
from tests.service.samples import EXAMPLE, WRONG, as_file, broken, growing, numbered, sound
from tests.service.serving import serving
from tests.tools import without_spaces
from tests.tools.places import ROOT

CHINESE = range(0x4E00, 0xA000)
JSON = {"Accept": "application/json"}
FINDING = json.loads((ROOT / "docs" / "check.schema.json").read_text(encoding="utf-8"))


def error_of(answer: httpx.Response, status: int, kind: str) -> dict[str, Any]:
    """The error in an answer: of this status and kind, and worded in Chinese."""
    assert answer.status_code == status, answer.text
    content = answer.json()
    error: dict[str, Any] = content["error"]
    assert content["gkdoc"] == 1
    assert set(error) == {"kind", "message", "exit_code", "problems"}
    assert error["kind"] == kind
    assert any(ord(sign) in CHINESE for sign in error["message"])
    return error


def test_health(service: httpx.Client) -> None:
    """The service says that it is there, in which version, and how much it takes."""
    health = service.get("/api/health").json()
    assert (health["gkdoc"], health["version"]) == (1, version("gkdoc"))
    assert health["largest"] > 1_000_000


def test_schema(service: httpx.Client) -> None:
    """The schema of the data is that of the library."""
    assert service.get("/api/schema").json() == schema()


def test_json_becomes_the_word_file(service: httpx.Client) -> None:
    """Data in, Word bytes out: those of the library."""
    answer = service.post(
        "/api/build",
        content=gkdoc.to_json(sound()),
        headers={"Content-Type": "application/json; charset=utf-8"},
    )
    assert answer.status_code == 200, answer.text
    assert answer.content == gkdoc.build(sound()).document
    assert (answer.headers["gkdoc-errors"], answer.headers["gkdoc-warnings"]) == ("0", "0")
    assert "filename*=UTF-8''" in answer.headers["content-disposition"]


def test_the_word_file_inside_json(service: httpx.Client) -> None:
    """Who asks for JSON has the document and the findings in one answer."""
    files = {"report": (EXAMPLE.name, EXAMPLE.read_bytes())}
    answer = service.post("/api/build", files=files, headers=JSON).json()
    assert answer["built"]
    assert answer["error"] is None
    assert base64.b64decode(answer["document"]) == gkdoc.build(sound()).document


def test_findings_stop_a_report(service: httpx.Client) -> None:
    """A wrong figure is no broken request: 422, the findings, and no document; force builds it."""
    files = {"report": as_file(broken())}
    answer = service.post("/api/build", files=files)
    assert answer.status_code == 422
    content = answer.json()
    assert (content["built"], content["error"], "document" in content) == (False, None, False)
    assert str(WRONG) in {finding["address"] for finding in content["findings"]}
    forced = service.post("/api/build?force=true", files=files)
    assert forced.content == gkdoc.build(broken(), force=True).document
    assert forced.headers["gkdoc-errors"] == "1"


def test_check(service: httpx.Client) -> None:
    """The findings are those of the library, by the schema that docs publish."""
    name, content = as_file(broken())
    answer = service.post("/api/check", files={"report": (name, content)}).json()
    reading = gkdoc.read_report(content, name=name, partial=True)
    assert answer["findings"] == [gkdoc.as_json(each) for each in gkdoc.check_reading(reading)]
    assert len(answer["findings"]) == 2
    judge = Draft202012Validator({"$ref": "#/$defs/finding", "$defs": FINDING["$defs"]})
    for finding in answer["findings"]:
        judge.validate(finding)
    assert answer["report"] is None


def test_last_years_report_is_compared(service: httpx.Client) -> None:
    """With last year's file the figures carried over are compared, whatever format it has."""
    last = gkdoc.build(sound()).document
    assert last is not None
    files = {"report": as_file(sound()), "previous": ("去年.docx", last)}
    rules = {
        finding["rule"] for finding in service.post("/api/check", files=files).json()["findings"]
    }
    alone = service.post("/api/check", files={"report": as_file(sound())}).json()
    assert any(rule.startswith("GK5") for rule in rules)
    assert alone["findings"] == []


def test_growth_against_last_year_is_shown(service: httpx.Client) -> None:
    """A reference that compares with last year is the words it means, on the screen and in Word."""
    files = {"report": as_file(growing()), "previous": as_file(sound(), "去年.json")}
    answer = service.post("/api/check?show=true", files=files).json()
    (overview,) = (part for part in answer["report"]["parts"] if part["key"] == "overview")
    assert [block["text"] for block in overview["blocks"]] == ["新收申请与上年持平。"]
    copy = docx.Document(io.BytesIO(service.post("/api/review", files=files).content))
    assert "新收申请与上年持平。" in [paragraph.text for paragraph in copy.paragraphs]


def files_of_all_formats() -> dict[str, bytes]:
    """The same report as every kind of file that people have."""
    built = gkdoc.build(sound())
    assert built.document is not None
    assert built.report is not None
    return {
        "报告.yaml": EXAMPLE.read_bytes(),
        "报告.json": gkdoc.to_json(sound()).encode(),
        "报告.docx": built.document,
        "报告.html": gkdoc.html_page(built.report).encode(),
        "报告.xlsx": workbook(draft_of(sound())),
    }


@pytest.mark.parametrize("name", files_of_all_formats())
def test_any_readable_file(service: httpx.Client, name: str) -> None:
    """Data, workbook, Word report or web page: the same report is read and shown."""
    files = {"report": (name, files_of_all_formats()[name])}
    answer = service.post("/api/check?show=true", files=files).json()
    shown = {part["key"]: part for part in answer["report"]["parts"]}
    wanted = {part["key"]: part for part in display(sound())["parts"]}
    assert answer["report"]["title"] == sound().full_title
    assert [shown[key]["rows"] for key in sound().tables] == [
        wanted[key]["rows"] for key in sound().tables
    ]


def test_review_copy(service: httpx.Client) -> None:
    """The copy has a comment for each finding, and the text of the file that was sent."""
    sent = gkdoc.build(broken(), force=True).document
    assert sent is not None
    answer = service.post("/api/review", files={"report": ("报告.docx", sent)})
    copy = docx.Document(io.BytesIO(answer.content))
    original = docx.Document(io.BytesIO(sent))
    assert len(list(copy.comments)) == 2
    assert [each.text for each in copy.paragraphs] == [each.text for each in original.paragraphs]


@pytest.mark.slow
def test_pdf(service: httpx.Client, pdf_text: PdfText, tmp_path: Any) -> None:  # noqa: ANN401
    """The PDF has the words of the report."""
    answer = service.post("/api/pdf", files={"report": as_file(sound())})
    assert answer.headers["content-type"] == "application/pdf"
    (tmp_path / "report.pdf").write_bytes(answer.content)
    assert without_spaces(sound().full_title) in without_spaces(pdf_text(tmp_path / "report.pdf"))


def test_html(service: httpx.Client) -> None:
    """The web page is that of the library, handed out as a file."""
    answer = service.post("/api/html", files={"report": as_file(sound())})
    printed = gkdoc.build(sound()).report
    assert printed is not None
    assert answer.text == gkdoc.html_page(printed)
    assert answer.headers["content-disposition"].startswith("attachment")
    plain = service.post("/api/html?plain=true", files={"report": as_file(sound())})
    assert plain.text == gkdoc.html_page(printed, plain=True) != answer.text


OWN = exported(gkdoc.Layout(page_numbers=False))


def test_a_template_is_checked_and_used_by_its_name(service: httpx.Client) -> None:
    """A template that passes gets a name, under which data alone is built with it."""
    answer = service.post("/api/template", files={"template": ("模板.docx", OWN)}).json()
    assert answer["usable"], answer["findings"]
    assert all(slot["places"] for slot in answer["slots"] if slot["needed"])
    headers = {"Content-Type": "application/json"}
    address = f"/api/build?template={answer['template']}"
    built = service.post(address, content=gkdoc.to_json(sound()), headers=headers)
    assert built.content == gkdoc.build(sound(), OWN).document
    files = {"report": as_file(sound()), "template": ("模板.docx", OWN)}
    assert service.post("/api/build", files=files).content == built.content


def test_a_template_that_breaks_the_contract(service: httpx.Client) -> None:
    """It gets no name but findings; a report is not built with it."""
    empty = io.BytesIO()
    docx.Document().save(empty)
    template = ("空.docx", empty.getvalue())
    answer = service.post("/api/template", files={"template": template}).json()
    assert (answer["usable"], answer["template"]) == (False, None)
    assert answer["findings"]
    files = {"report": as_file(sound()), "template": template}
    error = error_of(service.post("/api/build", files=files), 400, "TemplateError")
    assert error["problems"]


BROKEN = [
    ("缺冒号.yaml", "机关 甲局\n".encode()),
    ("空.json", b""),
    ("空.json", b"{}"),
    ("乱.docx", b"PK\x03\x04 no archive"),
    ("乱.xlsx", b"PK\x03\x04 no archive"),
    ("乱.pdf", b"%PDF-1.7 nothing"),
    ("乱.html", b"<p>no report"),
    ("二进制", bytes(range(256))),
    ("深.json", b"[" * 100_000),
    ("../../etc/passwd", b"x: y"),
    ("a\x00b.yaml", b"x: y"),
]


@pytest.mark.parametrize(("name", "content"), BROKEN, ids=lambda value: str(value)[:20])
def test_broken_files(service: httpx.Client, name: str, content: bytes) -> None:
    """What is no report is answered by its problems, each worded; the server goes on."""
    answer = service.post("/api/build", files={"report": (name, content)})
    error = error_of(answer, 400, "InputError")
    assert error["problems"]
    assert all(problem["message"] for problem in error["problems"])
    assert service.get("/api/health").status_code == 200


REFUSED = [
    ("POST", "/api/build", {}, 415, "BadRequest"),
    (
        "POST",
        "/api/build",
        {"content": b"x", "headers": {"Content-Type": "text/plain"}},
        415,
        "BadRequest",
    ),
    (
        "POST",
        "/api/build",
        {"files": {"other": ("a", b"x"), "report": ("b", b"x")}},
        400,
        "InputError",
    ),
    ("POST", "/api/build", {"files": {"other": ("a", b"x")}}, 400, "BadRequest"),
    ("POST", "/api/build", {"files": {"report": ("", b"x")}}, 400, "BadRequest"),
    (
        "POST",
        "/api/build",
        {"data": {"report": "x"}, "files": {"previous": ("b", b"x")}},
        400,
        "BadRequest",
    ),
    (
        "POST",
        "/api/build",
        {"content": b"--x", "headers": {"Content-Type": "multipart/form-data"}},
        400,
        "BadRequest",
    ),
    (
        "POST",
        "/api/build",
        {"content": b"no part", "headers": {"Content-Type": "multipart/form-data; boundary=x"}},
        400,
        "BadRequest",
    ),
    ("POST", "/api/build?template=0", {"content": b"{}"}, 404, "UnknownTemplate"),
    ("POST", "/api/build?force=perhaps", {"files": {"report": ("b", b"x")}}, 400, "BadRequest"),
    ("POST", "/api/template", {"files": {"report": ("b", b"x")}}, 400, "BadRequest"),
    ("GET", "/api/build", {}, 405, "BadRequest"),
    ("GET", "/nowhere", {}, 404, "BadRequest"),
    ("GET", "/..%2fapp.py", {}, 404, "BadRequest"),
    ("GET", "/app.py", {}, 404, "BadRequest"),
]


@pytest.mark.parametrize(("method", "address", "sent", "status", "kind"), REFUSED, ids=str)
def test_requests_that_are_none(
    service: httpx.Client, method: str, address: str, sent: dict[str, Any], status: int, kind: str
) -> None:
    """Whatever is wrong with a request is said in the same form as what is wrong with a file."""
    error_of(service.request(method, address, **sent), status, kind)


@pytest.mark.parametrize("path", ["/", "/page.js", "/api/health", "/nowhere"])
def test_every_answer_has_safe_headers(service: httpx.Client, path: str) -> None:
    """No answer lets a browser run anything that is not a file of the page."""
    headers = service.get(path).headers
    policy = headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "script-src 'self'" in policy
    assert "unsafe" not in policy
    assert headers["x-content-type-options"] == "nosniff"


def test_the_page_loads_nothing_from_elsewhere() -> None:
    """Every address in the files of the page is one of its own; nothing is put in as HTML."""
    for path in (ROOT / "examples" / "service" / "page").iterdir():
        text = path.read_text(encoding="utf-8").replace("http://www.w3.org/2000/svg", "")
        assert "://" not in text
        assert "innerHTML" not in text
        assert "insertAdjacentHTML" not in text


def test_different_reports_at_once(service: httpx.Client) -> None:
    """Forty reports by eight clients at once: each answer is about its own report."""

    def built(number: int) -> bytes:
        files = {"report": as_file(numbered(number))}
        with httpx.Client(base_url=service.base_url, timeout=60) as client:
            return client.post("/api/build", files=files).content

    with ThreadPoolExecutor(8) as clients:
        documents = list(clients.map(built, range(40)))
    for number, document in enumerate(documents):
        words = "".join(each.text for each in docx.Document(io.BytesIO(document)).paragraphs)
        assert words.count(f"第{number}号机关") >= 1
        assert words.count(f"这是第{number}份报告。") == 3


def test_too_large(narrow: httpx.Client) -> None:
    """A request that is too large is refused, whether it says how large it is or not."""
    files = {"report": ("大.yaml", b"#" * 300_001)}
    error_of(narrow.post("/api/check", files=files), 413, "TooLarge")
    headers = {"Content-Type": "application/json"}

    def chunks() -> Iterator[bytes]:
        yield from (b" " * 100_000 for _ in range(4))

    error_of(narrow.post("/api/build", content=chunks(), headers=headers), 413, "TooLarge")
    assert narrow.get("/api/health").status_code == 200


def slow() -> Iterator[bytes]:
    """A body that comes drop by drop for eight seconds."""
    for _ in range(80):
        yield b" "
        time.sleep(0.1)


def goes_on(client: httpx.Client) -> bool:
    """True if the server checks a report, as soon as it has room."""
    for _ in range(60):
        if client.post("/api/check", files={"report": as_file(sound())}).status_code == 200:
            return True
        time.sleep(0.5)
    return False


def test_too_slow(narrow: httpx.Client) -> None:
    """Who sends drop by drop is not waited for."""
    headers = {"Content-Type": "application/json"}
    error_of(narrow.post("/api/build", content=slow(), headers=headers), 408, "TooSlow")


def test_too_many(narrow: httpx.Client) -> None:
    """When all places are taken others are told to come back; then there is room."""
    headers = {"Content-Type": "application/json"}
    both = Barrier(3)

    def occupy() -> int:
        def body() -> Iterator[bytes]:
            yield b" "
            both.wait(10)
            yield from slow()

        with httpx.Client(base_url=narrow.base_url) as client:
            return client.post("/api/build", content=body(), headers=headers).status_code

    with ThreadPoolExecutor(2) as clients:
        occupied = [clients.submit(occupy) for _ in range(2)]
        both.wait(10)
        time.sleep(0.5)
        answer = narrow.post("/api/check", files={"report": as_file(sound())})
        assert {each.result() for each in occupied} == {408}
    error_of(answer, 503, "Busy")
    assert int(answer.headers["retry-after"]) > 0
    assert goes_on(narrow)


@pytest.mark.slow
def test_work_that_takes_too_long() -> None:
    """A PDF in half a second is asked too much: that is said, and the server goes on."""
    with serving("--seconds", "0.5") as client:
        answer = client.post("/api/pdf", files={"report": as_file(sound())})
        assert answer.status_code in {503, 504}
        assert answer.json()["error"]["kind"] in {"NotCompletedError", "TooSlow"}
        assert goes_on(client)


def test_nothing_is_written_to_a_disk() -> None:
    """A server that may write no byte to any file answers all the same, large uploads too."""
    printed = gkdoc.build(sound()).report
    assert printed is not None
    padded = f"{gkdoc.html_page(printed)}<!--{'#' * 1_900_000}-->".encode()
    sent = gkdoc.build(broken(), force=True).document
    assert sent is not None
    with serving(may_write=False) as client:
        files = {"report": ("大.html", padded), "template": ("模板.docx", OWN)}
        assert client.post("/api/build", files=files).status_code == 200
        assert client.post("/api/check", files={"report": as_file(broken())}).status_code == 200
        assert client.post("/api/review", files={"report": ("报告.docx", sent)}).status_code == 200
        assert client.post("/api/html", files={"report": as_file(sound())}).status_code == 200
