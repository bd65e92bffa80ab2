"""Broken templates: one fault each, one message each, with the place where a person finds it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache
from io import BytesIO
from typing import TypeAlias

import docx
import pytest
from docx.document import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.shared import Mm
from docx.text.paragraph import Paragraph

import gkdoc
from gkdoc import api
from gkdoc.findings import Severity, has_errors
from gkdoc.ooxml.template.rules import RULES
from gkdoc.spec import form
from gkdoc.write.docx.standard import standard_template_bytes
from tests.tools.oracle import docxtpl_agrees
from tests.tools.places import ROOT
from tests.tools.templates import FORM, own_styles, own_tables, saved

Fault: TypeAlias = Callable[[Document], None]

CITY = ROOT / "examples" / "city-government-2024.yaml"
CELLS = [str(ref) for ref in FORM.tables["applications"].cells]
TITLES = {section.key: section.title for section in FORM.sections}


@pytest.fixture(scope="module", autouse=True)
def judge() -> Iterator[None]:
    """docxtpl agrees about every template that is compiled here."""
    with docxtpl_agrees():
        yield


@cache
def sound() -> bytes:
    """A template without a fault: three drawn tables, prose in block slots."""
    return saved(own_tables())


def broken(fault: Fault) -> bytes:
    """The sound template with one fault."""
    document = docx.Document(BytesIO(sound()))
    fault(document)
    return saved(document)


def every_paragraph(document: Document) -> list[Paragraph]:
    """The paragraphs of the body and of all cells."""
    return [
        Paragraph(each, document.element.body)
        for each in document.element.body.iter(docx.oxml.ns.qn("w:p"))
    ]


def holding(document: Document, words: str) -> Paragraph:
    """The first paragraph with these words."""
    return next(each for each in every_paragraph(document) if words in each.text)


def replacing(old: str, new: str) -> Fault:
    """`old` becomes `new` where it first stands, in one run."""

    def fault(document: Document) -> None:
        paragraph = holding(document, old)
        paragraph.text = paragraph.text.replace(old, new)

    return fault


def removing(words: str) -> Fault:
    """The paragraph with these words goes; a cell keeps an empty one."""

    def fault(document: Document) -> None:
        paragraph = holding(document, words)
        if paragraph._p in [*document.element.body]:
            document.element.body.remove(paragraph._p)
        else:
            paragraph.text = ""

    return fault


def adding(text: str, before: str = TITLES["problems"]) -> Fault:
    """A paragraph more, before the one with the words `before`."""

    def fault(document: Document) -> None:
        holding(document, before).insert_paragraph_before(text)

    return fault


def appending(xml: str, to: str) -> Fault:
    """Markup more at the end of the paragraph with the words `to`."""

    def fault(document: Document) -> None:
        holding(document, to)._p.append(parse_xml(xml))

    return fault


def in_header(text: str) -> Fault:
    """A header with this text."""

    def fault(document: Document) -> None:
        document.sections[0].header.paragraphs[0].text = text

    return fault


def section_break(document: Document) -> None:
    """A section of pages ends in the paragraph of a block slot."""
    paragraph = holding(document, "{{p problems }}")
    paragraph._p.get_or_add_pPr().append(parse_xml(f"<w:sectPr {nsdecls('w')}/>"))


def block_in_cell(document: Document) -> None:
    """A table is put where a figure belongs, and no paragraph is left behind it."""
    table = document.add_table(1, 1)
    table.cell(0, 0).text = "{{p other_matters }}"
    old = holding(document, "{{p other_matters }}")._p
    document.element.body.remove(old)


def condition_around(words: str) -> Fault:
    """The paragraph with these words depends on the signature."""

    def fault(document: Document) -> None:
        paragraph = holding(document, words)
        paragraph.insert_paragraph_before("{%p if signature %}")
        later = [each._p for each in every_paragraph(document)]
        following = later[later.index(paragraph._p) + 1]
        Paragraph(following, document.element.body).insert_paragraph_before("{%p endif %}")

    return fault


LAST = CELLS[-1]
FAULTS: dict[str, tuple[Fault, str, str, str]] = {
    # name: fault, rule, place, message
    "misspelt figure": (
        replacing(LAST, LAST.replace("total", "totl")),
        "GK904",
        "正文第 2 个表格第 28 行第",
        f"是不是 {LAST}",
    ),
    "misspelt section": (
        replacing("{{p overview }}", "{{p overwiew }}"),
        "GK904",
        "正文第 6 段（标题“一、总体情况”之下，“{{p overwiew }}”处）",
        "是不是 overview",
    ),
    "misspelt title": (
        replacing("{{ title }}", "{{ titel }}"),
        "GK904",
        "正文第 1 段",
        "是不是 title",
    ),
    "misspelt condition": (
        replacing("{%p if signature %}", "{%p if signatur %}"),
        "GK904",
        "（标题“六、其他需要报告的事项”之下，“{%p if signatur %}”处）",
        "是不是 signature",
    ),
    "name of nothing": (
        adding("{{ zzz }}"),
        "GK904",
        "“{{ zzz }}”处",
        "没有名为 zzz 的内容",
    ),
    "attribute of a name": (
        adding("{{ agency.upper }}"),
        "GK904",
        "“{{ agency.upper }}”处",
        "没有名为 agency.upper 的内容",
    ),
    "section as text": (
        replacing("{{p problems }}", "{{ problems }}"),
        "GK904",
        "标题“五、存在的主要问题及改进情况”之下",
        "应写成单独一段 {{p problems }}",
    ),
    "title as block": (
        replacing("{{ title }}", "{{p title }}"),
        "GK904",
        "正文第 1 段",
        "应写成 {{ title }}",
    ),
    "figure of another edition": (
        adding(f"{{{{ {next(iter(form('2019').tables['proactive'].cells))} }}}}"),
        "GK904",
        "标题“四、政府信息公开行政复议、行政诉讼情况”之下",
        "同一张表只能用一种格式",
    ),
    "section twice": (
        adding("{{p overview }}"),
        "GK905",
        "标题“四、政府信息公开行政复议、行政诉讼情况”之下，“{{p overview }}”处",
        "前一处在正文第 6 段",
    ),
    "figure twice": (
        adding(f"合计 {{{{ {LAST} }}}} 件"),
        "GK905",
        f"“合计 {{{{ {LAST} }}}} 件”处",
        "前一处在正文第 2 个表格第 28 行第",
    ),
    "table whole and drawn": (
        adding("{{p remedies }}"),
        "GK905",
        "“{{p remedies }}”处",
        "并存，只能用一种",
    ),
    "figure missing": (
        removing(f"{{{{ {LAST} }}}}"),
        "GK906",
        "正文第 2 个表格第 28 行第 7 格之后",
        FORM.tables["applications"].cells[[*FORM.tables["applications"].cells][-1]].label,
    ),
    "section missing": (
        removing("{{p problems }}"),
        "GK906",
        "正文第 10 段“五、存在的主要问题及改进情况”之下",
        "{{p problems }}",
    ),
    "title missing": (removing("{{ title }}"), "GK906", "", "缺少标题的位置"),
    "table missing": (
        lambda document: document.element.body.remove(document.tables[2]._tbl),
        "GK906",
        "“四、政府信息公开行政复议、行政诉讼情况”之下",
        "或者逐格写出",
    ),
    "half a signature": (
        replacing("{{p signature }}", "{{ signature.date }}"),
        "GK906",
        "标题“六、其他需要报告的事项”之下，“{{ signature.date }}”处",
        "没有 {{ signature.agency }}",
    ),
    "tag not closed": (
        replacing("{{p overview }}", "{{p overview }"),
        "GK902",
        "正文第 6 段（标题“一、总体情况”之下，“{{p overview }”处）",
        "没有在同一段内用 }} 结束",
    ),
    "condition not closed": (
        removing("{%p endif %}"),
        "GK902",
        "正文第 2 段（“{%p if introduction %}”处）",
        "没有用 {%p endif %} 结束",
    ),
    "condition not opened": (
        adding("{%p endif %}"),
        "GK902",
        "标题“四、政府信息公开行政复议、行政诉讼情况”之下，“{%p endif %}”处",
        "之前没有 {%p if … %}",
    ),
    "call": (
        adding("{{ agency.__class__() }}"),
        "GK902",
        "“{{ agency.__class__() }}”处",
        "不能调用函数",
    ),
    "filter that is not known": (
        adding("{{ year|lower }}"),
        "GK902",
        "“{{ year|lower }}”处",
        "没有名为 lower 的过滤器，可用的有 chinese、date",
    ),
    "loop": (adding("{% for x in agency %}"), "GK902", "“{% for x in agency %}”处", "不支持"),
    "comment": (
        adding("编号{#3}栋#}"),
        "GK902",
        "“编号{#3}栋#}”处",
        "模板注释，其中的文字会消失",
    ),
    "tag over a line break": (
        adding("{{ agen\ncy }}"),
        "GK902",
        "正文第",
        "夹有换行",
    ),
    "text beside a block": (
        replacing("{{p problems }}", "本部分：{{p problems }}"),
        "GK903",
        "“本部分：{{p problems }}”处",
        "别的文字会消失",
    ),
    "block before a section break": (
        section_break,
        "GK903",
        "标题“五、存在的主要问题及改进情况”之下",
        "分节符会消失",
    ),
    "cell left without a paragraph": (
        block_in_cell,
        "GK903",
        "正文第 4 个表格第 1 行第 1 格",
        "留一个普通段落",
    ),
    "section in a condition": (
        condition_around("{{p problems }}"),
        "GK903",
        "“{{p problems }}”处",
        "放在条件 signature 之内",
    ),
    "tag in a field": (
        appending(
            f"<w:r {nsdecls('w')}><w:instrText>TITLE {{{{ title }}}}</w:instrText></w:r>",
            TITLES["overview"],
        ),
        "GK903",
        "“TITLE {{ title }}”处",
        "域代码",
    ),
    "misspelt in a header": (
        in_header("{{ agensy }}"),
        "GK904",
        "页眉1第 1 段（“{{ agensy }}”处）",
        "是不是 agency",
    ),
    "figure in a header": (
        in_header(f"{{{{ {LAST} }}}}"),
        "GK905",
        "页眉1第 1 段",
        "出现了不止一次",
    ),
}


@pytest.mark.parametrize("name", FAULTS)
def test_one_fault_one_message(name: str) -> None:
    """The check finds this fault and no other error, with its place and what to do."""
    fault, rule, place, message = FAULTS[name]
    findings = api.inspect(broken(fault)).findings
    (found,) = [each for each in findings if each.severity is Severity.ERROR]
    assert (found.rule, place in found.label, message in found.message) == (rule, True, True), found


@pytest.mark.parametrize("name", FAULTS)
def test_building_says_the_same(name: str) -> None:
    """`build` refuses the template with the message that the check gives."""
    fault, rule, place, message = FAULTS[name]
    with pytest.raises(gkdoc.TemplateError) as caught:
        gkdoc.build(gkdoc.load(CITY), broken(fault))
    (problem,) = caught.value.problems
    assert problem.rule == rule
    assert place in problem.place
    assert message in problem.message


def test_without_a_fault_there_is_no_error() -> None:
    """What the faults are put into is sound, and so is the standard template, without a word."""
    assert not has_errors(api.inspect(sound()).findings)
    assert api.inspect(standard_template_bytes()).findings == ()


def half_bookmark(document: Document) -> None:
    """A bookmark begins and never ends."""
    start = parse_xml(f'<w:bookmarkStart {nsdecls("w")} w:id="7" w:name="甲"/>')
    holding(document, "{{p problems }}")._p.append(start)


def narrow_page(document: Document) -> None:
    """A margin of 20 mm at the left."""
    document.sections[0].left_margin = Mm(20)


def without_heading(document: Document) -> None:
    """The title of a section is left out."""
    heading = holding(document, TITLES["problems"])
    document.element.body.remove(heading._p)


def outside_picture(document: Document) -> None:
    """A picture that lies on another machine."""
    document.part.relate_to("file:///picture.png", RELATIONSHIP_TYPE.IMAGE, is_external=True)


ODDITIES: dict[str, tuple[Fault, str, Severity, str]] = {
    "half bookmark": (half_bookmark, "GK909", Severity.WARNING, "“甲”只有开头"),
    "page": (narrow_page, "GK908", Severity.WARNING, "左边距 20 毫米（标准为 28 毫米）"),
    "heading": (without_heading, "GK912", Severity.WARNING, TITLES["problems"]),
    "picture": (outside_picture, "GK911", Severity.INFORMATION, "file:///picture.png"),
}


@pytest.mark.parametrize("name", ODDITIES)
def test_oddities_are_said_and_do_not_stop(name: str) -> None:
    """What is odd is a finding of the check and of every report that is built with it."""
    fault, rule, severity, message = ODDITIES[name]
    document = own_styles()
    before = {finding.rule for finding in api.inspect(saved(document)).findings}
    assert before == {"GK907"}
    fault(document)
    findings = [each for each in api.inspect(saved(document)).findings if each.rule == rule]
    (found,) = findings
    assert (found.severity, message in found.message) == (severity, True), found
    built = gkdoc.build(gkdoc.load(CITY), saved(document))
    assert built.document is not None
    assert [each for each in built.findings if each.rule == rule] == findings


def test_missing_styles_are_named() -> None:
    """GK907 names the styles that come from the standard template, not those that are there."""
    (found,) = api.inspect(saved(own_styles())).findings
    assert "“公文落款”" in found.message
    assert "“公文正文”" not in found.message


def test_a_drawn_older_form_is_said() -> None:
    """A sound template of another edition is no error; the check says which reports it is for."""
    findings = api.inspect(saved(own_tables(dict(form("2019").tables)))).findings
    assert not has_errors(findings)
    said = [each.message for each in findings if each.rule == "GK910"]
    assert len(said) == 2
    assert "2019 年格式" in said[0]
    assert "只有一行" in said[1]


def test_slots_lists_what_is_used_and_what_is_missing() -> None:
    """Every slot with its label and place; a missing one is marked, an optional one is not."""
    uses = {use.tag: use for use in api.inspect(broken(removing("{{p problems }}"))).slots}
    assert uses["{{ title }}"].places == ("正文第 1 段（“{{ title }}”处）",)
    assert uses["{{p problems }}"].places == ()
    assert uses["{{p problems }}"].needed
    assert not uses["{{ agency }}"].needed
    last = uses[f"{{{{ {LAST} }}}}"]
    assert last.label == [*FORM.tables["applications"].cells.values()][-1].label
    assert last.places[0].startswith("正文第 2 个表格第 28 行第")


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_each_rule_has_its_page(rule: object) -> None:
    """docs/findings tells of each finding about templates, with the sentence of the rule."""
    page = ROOT / "docs" / "findings" / f"{rule.id}.md"  # type: ignore[attr-defined]
    assert rule.sentence in page.read_text(encoding="utf-8")  # type: ignore[attr-defined]
