"""自有栏目 in templates: printed where tags ask, missed aloud, carried only where printed."""

from __future__ import annotations

import datetime
import zipfile
from collections.abc import Iterator
from decimal import Decimal
from io import BytesIO
from pathlib import Path

import docx
import pytest
from attrs import evolve
from docx.document import Document
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

import gkdoc
from gkdoc import api
from gkdoc.cli.language import Language
from gkdoc.errors import VerifyError
from gkdoc.findings import Severity
from gkdoc.model import FieldValue, OwnFields, Site
from gkdoc.model.own_fields import in_words
from gkdoc.ooxml.package import read_package, write_package
from gkdoc.tasks.verify import assert_shows
from gkdoc.text.blocks import Picture
from gkdoc.write.docx.compiled import TemplateKey
from gkdoc.write.docx.standard import standard_template_bytes
from gkdoc.write.docx.templates import Templates
from tests.conftest import Validate
from tests.tools.oracle import docxtpl_agrees
from tests.tools.places import ROOT
from tests.tools.strategies import field_names, field_values, own_fields
from tests.tools.templates import saved

REPORT = gkdoc.load(ROOT / "examples" / "city-government-2024.yaml")
FIELDS = OwnFields(
    {
        "联系人": "张&<三>",
        "地址": "人民路 1 号\n三楼",
        "印数": 500,
        "经费": Decimal("96171.60"),
        "印发日期": datetime.date(2025, 1, 20),
        "没有用到": "不外传",
        "site": Site(name="云川市人民政府", code="1101000001"),
    }
)


@pytest.fixture(scope="module", autouse=True)
def judge() -> Iterator[None]:
    """docxtpl agrees about every template that is compiled here."""
    with docxtpl_agrees():
        yield


def template(*lines: str, header: str = "") -> bytes:
    """The standard template with `lines` at its end, and a header."""
    document = docx.Document(BytesIO(standard_template_bytes("2021")))
    for line in lines:
        document.add_paragraph(line)
    if header:
        section = document.sections[0]
        section.header.is_linked_to_previous = False
        section.header.paragraphs[0].text = header
        section.header.add_paragraph()
    return saved(document)


def built(*lines: str, header: str = "", fields: OwnFields = FIELDS) -> gkdoc.Built:
    """The report with these fields, built with such a template and read back."""
    report = evolve(REPORT, fields=fields)
    return gkdoc.build(report, template(*lines, header=header), verify=True)


def opened(result: gkdoc.Built) -> Document:
    """The document that was built."""
    assert result.document is not None, result.findings
    return docx.Document(BytesIO(result.document))


def lines_of(result: gkdoc.Built) -> list[str]:
    """The words of its paragraphs."""
    return [paragraph.text for paragraph in opened(result).paragraphs]


def missed(result: gkdoc.Built) -> list[tuple[str, str]]:
    """The address and message of each finding that a field is missed by."""
    assert result.document is None
    return [(each.address, str(each.message)) for each in result.findings if each.rule == "GK913"]


def read_back(document: bytes, folder: Path) -> gkdoc.Reading:
    """What the reader has of the document."""
    path = folder / "报告.docx"
    path.write_bytes(document)
    return gkdoc.read_report(path)


def test_fields_stand_where_tags_ask_for_them() -> None:
    """Text, number with its digits, date as official papers have it; in a header too."""
    result = built(
        "联系人：{{ fields.联系人 }}，印 {{ fields.印数 }} 份，{{fields.经费}}元。",
        "{{ fields.地址 }}",
        "{{ fields.印发日期 }}印发，{{ fields.印发日期|date('yyyy-MM-dd') }}",
        "{{ fields.印数|chinese }}，{{ fields.site.name }}",
        header="标识码 {{ fields.site.code }}",
    )
    assert lines_of(result)[-4:] == [
        "联系人：张&<三>，印 500 份，96171.60元。",
        "人民路 1 号\n三楼",
        "2025年1月20日印发，2025-01-20",
        "五百，云川市人民政府",
    ]
    assert opened(result).sections[0].header.paragraphs[0].text == "标识码 1101000001"


def test_a_condition_asks_whether_the_report_has_it() -> None:
    """Of both branches that one is printed which fits the report, nested ones too."""
    lines = (
        *("{%p if fields.文号 %}", "{{ fields.文号 }}", "{%p if fields.印数 %}"),
        *("{{ fields.文号 }}，{{ fields.印数 }}份", "{%p endif %}", "{%p else %}", "没有文号"),
        *("{%p endif %}", "{%p if fields.site %}", "有站点", "{%p endif %}"),
        *("{%p if fields.site.url %}", "{{ fields.site.url }}", "{%p endif %}"),
    )
    assert lines_of(built(*lines))[-2:] == ["没有文号", "有站点"]
    both = OwnFields({"文号": "1号", "印数": 5})
    assert lines_of(built(*lines, fields=both))[-2:] == ["1号", "1号，5份"]


@pytest.mark.parametrize("force", [False, True])
def test_a_field_that_the_report_lacks_stops_the_building(*, force: bool) -> None:
    """Each is an error with its place, forced or not; what a branch not taken wants is none."""
    content = template(
        "{{ fields.文号 }}和{{ fields.联系人 }}",
        *("{%p if fields.印数 %}", "{{ fields.印数 }}", "{%p else %}", "{{ fields.电话 }}"),
        *("{%p endif %}", "{%p if fields.电话 %}", "{{ fields.电话 }}", "{%p endif %}"),
    )
    result = gkdoc.build(evolve(REPORT, fields=FIELDS), content, force=force)
    ((address, message),) = missed(result)
    assert address == "fields.文号"
    assert "报告的自有栏目里没有" in message
    assert "文号" in message
    without = gkdoc.build(REPORT, content, force=force)
    wanted = ["fields.文号", "fields.联系人", "fields.电话"]
    assert [address for address, _ in missed(without)] == wanted


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("{{p fields.联系人 }}", "不是图片"),
        ("{{ fields.联系人|date }}", "只能用在日期上"),
        ("{{ fields.经费|chinese }}", "只能用在整数上"),
        ("{{ fields.site.url }}", "没有"),
    ],
)
def test_a_field_of_another_kind_stops_it_too(line: str, words: str) -> None:
    """A text where a picture belongs, a filter that the value does not fit: no blank, no crash."""
    ((_address, message),) = missed(built(line))
    assert words in message


@pytest.mark.parametrize(
    "tag",
    [
        *("fields", "fields.__class__", "fields.x.y", "fields.联系人.长度", "fields.site"),
        *("fields.site.x", "fields.site.name.x", "fields.站点", "fields.1x", "fields['联系人']"),
        *(
            "fields.联系人()",
            "fields.items()",
            "fields._held",
            "fields.own.x",
            f"fields.{'x' * 41}",
        ),
        *("fields.a①", "fields|length", "fields.联系人 + 1", "fields.联系人 is defined", "字段.x"),
    ],
)
@pytest.mark.parametrize("form", ["{{ %s }}", "{{p %s }}", "{%%p if %s %%}"])
def test_nothing_else_can_be_asked_for(tag: str, form: str) -> None:
    """The template is refused, with the place: neither Python's inside nor a second level."""
    condition = form.startswith("{%")
    lines = (form % tag, *(["{%p endif %}"] if condition else []))
    if condition and tag == "fields.site":
        return
    errors = [
        each for each in api.inspect(template(*lines)).findings if each.severity is Severity.ERROR
    ]
    assert {each.rule for each in errors} <= {"GK902", "GK904"}
    assert errors
    assert all(each.label for each in errors)
    with pytest.raises(gkdoc.TemplateError):
        gkdoc.build(REPORT, template(*lines))


def test_sections_do_not_depend_on_fields() -> None:
    """A section inside a condition about a field would be lost, and is refused."""
    document = docx.Document(BytesIO(standard_template_bytes("2021")))
    paragraphs = document.paragraphs
    at = next(number for number, each in enumerate(paragraphs) if "{{p overview }}" in each.text)
    paragraphs[at].insert_paragraph_before("{%p if fields.文号 %}")
    paragraphs[at + 1].insert_paragraph_before("{%p endif %}")
    findings = api.inspect(saved(document)).findings
    assert [each.rule for each in findings if each.severity is Severity.ERROR] == ["GK903"]


def test_a_template_says_which_fields_it_wants() -> None:
    """check names those that a report needs and those that it may have; slots says where."""
    inspection = api.inspect(
        template(
            *("{{ fields.联系人 }}{{ fields.site.name }}", "{%p if fields.文号 %}"),
            *("{{ fields.文号 }}", "{%p endif %}", "{{p fields.公章图 }}"),
        )
    )
    said = [str(each.message) for each in inspection.findings if each.rule == "GK913"]
    assert said == [
        "报告要有这些自有栏目：联系人、site.name、公章图",
        "有就印、没有也可以的自有栏目：文号",
    ]
    uses = {each.tag: each for each in inspection.slots if "fields." in each.tag}
    assert [*uses] == [
        *("{{ fields.联系人 }}", "{{ fields.site.name }}", "{{ fields.文号 }}"),
        "{{p fields.公章图 }}",
    ]
    assert uses["{{ fields.site.name }}"].label == "自有栏目 · 站点 · 名称"
    assert [each.needed for each in uses.values()] == [True, True, False, True]
    assert all(each.places for each in uses.values())


def test_only_what_is_printed_is_in_the_file(tmp_path: Path) -> None:
    """No part of the document has a field that its template does not print; the reader agrees."""
    result = built(
        "{{ fields.联系人 }}", "{%p if fields.文号 %}", "{{ fields.文号 }}", "{%p endif %}"
    )
    assert result.document is not None
    with zipfile.ZipFile(BytesIO(result.document)) as archive:
        parts = [archive.read(name).decode("utf-8", "replace") for name in archive.namelist()]
    assert any("张&amp;&lt;三&gt;" in part for part in parts)
    for words in ("不外传", "没有用到", "人民路", "1101000001", "96171.60"):
        assert not any(words in part for part in parts)
    assert read_back(result.document, tmp_path).report.fields == OwnFields({"联系人": "张&<三>"})
    plain = gkdoc.build(REPORT)
    with_fields = gkdoc.build(evolve(REPORT, fields=FIELDS))
    assert with_fields.document == plain.document
    assert with_fields.report is not None
    assert with_fields.report.fields == FIELDS
    assert "不外传" not in gkdoc.html_page(with_fields.report)


@settings(deadline=None, max_examples=25)
@given(st.dictionaries(field_names, field_values, min_size=1, max_size=4))
def test_whatever_is_printed_is_read_back(own: dict[str, FieldValue]) -> None:
    """Any name and value comes out in its own words and back as it was."""
    fields = OwnFields({**own})
    result = built(*(f"甲{{{{ fields.{name} }}}}乙" for name in fields), fields=fields)
    expected = [f"甲{in_words(value)}乙" for value in fields.own.values()]
    assert lines_of(result)[-len(own) :] == expected
    assert result.document is not None
    again = gkdoc.read_report(result.document, name="报告.docx")
    assert again.report.fields == fields
    assert not [each for each in again.findings if each.rule == "GK113"]


def test_a_number_above_the_title_is_no_introduction(tmp_path: Path) -> None:
    """A paragraph that is nothing but a field is none of the report's prose, wherever it stands."""
    document = docx.Document(BytesIO(template("{{ fields.地址 }}")))
    document.paragraphs[0].insert_paragraph_before("{{ fields.文号 }}")
    fields = OwnFields({"文号": "云政公开〔2025〕3号", "地址": "人民路 1 号\n三楼"})
    for report in (REPORT, evolve(REPORT, introduction=None)):
        result = gkdoc.build(evolve(report, fields=fields), saved(document), verify=True)
        assert result.document is not None
        again = read_back(result.document, tmp_path)
        assert again.report == result.report
        assert not [each for each in again.findings if each.rule == "GK113"]


def test_a_field_that_somebody_changed_is_not_given_back(tmp_path: Path) -> None:
    """Where the printed words are gone, the reading has no such field, and says so."""
    document = opened(built("联系人：{{ fields.联系人 }}", "{{ fields.印数 }}份"))
    document.paragraphs[-2].text = "联系人：李四"
    changed = read_back(saved(document), tmp_path)
    assert changed.report.fields == OwnFields({"印数": 500})
    (finding,) = (each for each in changed.findings if each.rule == "GK113")
    assert (finding.address, finding.label) == ("fields.联系人", "自有栏目 · 联系人")


def test_verify_proves_what_is_printed() -> None:
    """Words that do not show, as in a hidden run, are a difference."""
    document = docx.Document(BytesIO(template()))
    document.add_paragraph().add_run("{{ fields.联系人 }}").font.hidden = True
    with pytest.raises(VerifyError, match="自有栏目 · 联系人"):
        gkdoc.build(evolve(REPORT, fields=FIELDS), saved(document), verify=True)
    whole = built("{{ fields.印数 }}份")
    assert whole.document is not None
    assert whole.report is not None
    assert_shows(whole.document, whole.report, {"印数": ("500",)})
    with pytest.raises(VerifyError):
        assert_shows(whole.document, whole.report, {"印数": ("50000",)})


@settings(deadline=None, max_examples=10)
@given(own_fields, own_fields)
def test_values_are_no_part_of_the_key(one: OwnFields, other: OwnFields) -> None:
    """Reports with other fields share the compiled template."""
    templates = Templates()
    for fields in (one, other):
        gkdoc.build(evolve(REPORT, fields=fields), templates=templates)
    assert len(templates) == 1
    keys = {TemplateKey.of(evolve(REPORT, fields=each), gkdoc.Layout()) for each in (one, other)}
    assert len(keys) == 1


def test_messages_are_in_english_too() -> None:
    """Whoever reads English is told in English which field is missing."""
    result = built("{{ fields.文号 }}")
    (finding,) = (each for each in result.findings if each.rule == "GK913")
    assert Language("en")(finding.message).startswith("the template wants “文号”")


def png(width: int, height: int) -> bytes:
    """A picture of one colour."""
    stream = BytesIO()
    Image.new("RGB", (width, height), (200, 30, 30)).save(stream, "PNG")
    return stream.getvalue()


SEAL = Picture(png(40, 20), alt="公章", caption="云川市&人民政府", width="30mm")


def test_a_picture_stands_on_a_line_of_its_own(validate: Validate, tmp_path: Path) -> None:
    """In the body and in a header: seen by python-docx, valid, and read back as it was."""
    fields = OwnFields({"公章图": SEAL, "徽标": Picture(png(10, 10), alt="徽标"), "甲": "a"})
    lines = ("{{ fields.甲 }}", "{%p if fields.公章图 %}", "{{p fields.公章图 }}", "{%p endif %}")
    result = built(*lines, header="{{p fields.徽标 }}", fields=fields)
    document = opened(result)
    (shape,) = document.inline_shapes
    assert (shape.width.mm, shape.height.mm) == (30, 15)
    assert document.paragraphs[-1].text == "云川市&人民政府"
    assert result.document is not None
    path = tmp_path / "图.docx"
    path.write_bytes(result.document)
    assert not validate(path)
    assert gkdoc.read_report(path).report.fields == fields
    assert lines_of(built(*lines[1:], fields=OwnFields()))[-1] != "云川市&人民政府"


def test_a_picture_that_was_exchanged_is_not_given_back(tmp_path: Path) -> None:
    """The other fields are, and the change is said."""
    fields = OwnFields({"公章图": SEAL, "甲": "甲甲"})
    result = built("{{ fields.甲 }}", "{{p fields.公章图 }}", fields=fields)
    assert result.document is not None
    package = read_package(result.document)
    (name,) = (part for part in package.parts if "/media/" in part)
    changed = write_package(package.replacing({name: png(41, 20)}))
    reading = read_back(changed, tmp_path)
    assert reading.report.fields == OwnFields({"甲": "甲甲"})
    (finding,) = (each for each in reading.findings if each.rule == "GK113")
    assert finding.address == "fields.公章图"


def test_a_picture_stands_once() -> None:
    """Twice the same picture is refused as a section would be."""
    with pytest.raises(gkdoc.TemplateError, match="不止一次"):
        built("{{p fields.公章图 }}", "{{p fields.公章图 }}", fields=OwnFields({"公章图": SEAL}))
