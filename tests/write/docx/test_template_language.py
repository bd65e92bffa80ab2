"""The tags of a Word template: what is accepted, what is refused and where, what is filled in."""

from __future__ import annotations

import io
import time
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise

import docx
import pytest
from docxtpl import DocxTemplate
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from gkdoc.errors import TemplateError
from gkdoc.ooxml.markup import DECLARATION, MC, W, escape_text, parse_xml, qualified
from gkdoc.ooxml.package import (
    CONTENT_TYPES,
    DOCUMENT_TYPE,
    Package,
    read_package,
    write_package,
)
from gkdoc.ooxml.template.segments import BlockSlot, Condition, Filter, Segmented, Slot
from gkdoc.ooxml.template.source import parse_template
from gkdoc.ooxml.template.tags import TAG_LIMIT
from tests.tools.oracle import docxtpl_agrees

OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
OTHER_PARTS = {"header": "hdr", "footer": "ftr", "footnotes": "footnotes", "endnotes": "endnotes"}


@pytest.fixture(scope="module", autouse=True)
def judge() -> Iterator[None]:
    """docxtpl agrees about every template that is compiled here."""
    with docxtpl_agrees():
        yield


def word(body: str, **others: str) -> Package:
    """A Word file with this body, and other parts by the kind of their relationship."""
    names = f'xmlns:w="{W}" xmlns:mc="{MC}"'
    lines = "".join(
        f'<Relationship Id="{kind}" Type="{OFFICE}/{kind}" Target="{kind}1.xml"/>'
        for kind in (*others, "styles")
    )
    styles = (
        '<w:style w:type="paragraph" w:styleId="1"><w:name w:val="heading 1"/></w:style>'
        '<w:style w:type="paragraph" w:styleId="own"><w:name w:val="机关标题"/>'
        '<w:basedOn w:val="1"/></w:style>'
    )
    parts = {
        CONTENT_TYPES: f'<Types xmlns="{PACKAGE}/content-types">'
        '<Default Extension="rels"'
        ' ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/word/document.xml" ContentType="{DOCUMENT_TYPE}"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="r1"'
        f' Type="{OFFICE}/officeDocument" Target="word/document.xml"/></Relationships>',
        "word/_rels/document.xml.rels": f'<Relationships xmlns="{PACKAGE}/relationships">'
        f"{lines}</Relationships>",
        "word/styles1.xml": f"<w:styles {names}>{styles}</w:styles>",
        "word/document.xml": f"<w:document {names}><w:body>{body}</w:body></w:document>",
    }
    for kind, content in others.items():
        root = OTHER_PARTS.get(kind, kind)
        parts[f"word/{kind}1.xml"] = f"<w:{root} {names}>{content}</w:{root}>"
    return Package({name: part.encode() for name, part in parts.items()})


def run(text: str) -> str:
    """A run with this text."""
    return f'<w:r><w:t xml:space="preserve">{escape_text(text)}</w:t></w:r>'


def paragraph(*texts: str, properties: str = "") -> str:
    """A paragraph with a run for each text."""
    return f"<w:p>{properties}{''.join(map(run, texts))}</w:p>"


def paragraphs(*texts: str) -> str:
    """A paragraph of one run for each text."""
    return "".join(map(paragraph, texts))


def heading(text: str, style: str = "1") -> str:
    """A heading."""
    return paragraph(text, properties=f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>')


def table(*cells: str) -> str:
    """A table of one row with these cells."""
    columns = "".join(f"<w:tc>{cell}</w:tc>" for cell in cells)
    return f"<w:tbl><w:tblPr/><w:tblGrid/><w:tr>{columns}</w:tr></w:tbl>"


def filled(
    template: Segmented,
    text: Mapping[str, object] | None = None,
    *,
    part: str = "word/document.xml",
    conditions: Mapping[str, bool] | None = None,
) -> etree._Element:
    """The root of a part, filled; texts that are not given are their own names in 〖〗."""
    parts = template.filled(
        text=_Names(text or {}),
        blocks=_Blocks(),
        conditions=conditions or {},
        filters={"date": lambda value, form: f"{value}:{form}", "chinese": "〇{}".format},
    )
    return parse_xml(parts[part])


class _Names(dict[str, object]):
    def __missing__(self, name: str) -> object:
        return f"〖{name}〗"


class _Blocks(dict[str, str]):
    def __missing__(self, name: str) -> str:
        return paragraphs(f"block {name} 甲", f"block {name} 乙")


def lines(root: etree._Element) -> list[str]:
    """The words of each paragraph, with line feeds and tabs; those of cells too."""
    signs = {qualified("w:br"): "\n", qualified("w:tab"): "\t"}
    return [
        "".join(
            signs.get(each.tag, each.text or "")
            for each in paragraph.iter(qualified("w:t"), *signs)
        )
        for paragraph in root.iter(qualified("w:p"))
    ]


def compiled(body: str, **others: str) -> Segmented:
    """The template with this body; `date` and `chinese` are its filters."""
    return parse_template(word(body, **others), filters=("date", "chinese")).segmented({})


def refusal(body: str, **others: str) -> str:
    """What the error about a template with this body says."""
    with pytest.raises(TemplateError) as caught:
        compiled(body, **others)
    return str(caught.value)


prose = st.text(
    st.sampled_from("{}%#&<>\"'“”\t\n\r \u00a0\u3000𠮷〇\ue000\ufffc-|pt")
    | st.characters(codec="utf-8", exclude_categories=["Cc"], exclude_characters="\ufffe\uffff")
)


@given(prose, prose)
def test_prose_comes_out_as_it_went_in(first: str, second: str) -> None:
    """Whatever a value holds – braces, tags, entities – is in the file, character for character."""
    body = paragraphs("甲{{ a.b }}乙{{ c }}丙", "100%", "} {a} # {", "{{ c }}")
    root = filled(compiled(body), {"a.b": first, "c": second})
    assert lines(root) == [f"甲{first}乙{second}丙", "100%", "} {a} # {", second]


@given(st.lists(st.integers(0, 26)), st.sampled_from(("", "<w:proofErr/>", "<w:bookmarkEnd/>")))
def test_tag_split_over_runs_is_joined(cuts: list[int], between: str) -> None:
    """Wherever Word cuts a tag into runs, it is filled as if it were whole."""
    text = "甲{{ a.b|date('y年') }}乙{{c}}"
    ends = [0, *sorted(cuts), len(text)]
    runs = between.join(run(text[start:end]) for start, end in pairwise(ends))
    assert lines(filled(compiled(f"<w:p>{runs}</w:p>"))) == ["甲〖a.b〗:y年乙〖c〗"]


def test_accepted_templates_come_out_as_with_docxtpl() -> None:
    """The judge, docxtpl itself, makes the same document of a template and plain values."""
    document = docx.Document()
    split = document.add_paragraph("前{")
    for text in ("{ agency", " }", "}后"):
        split.add_run(text)
    for text in ("{%p if wanted %}", "有{{ year }}年", "{%p else %}", "无", "{%p endif %}", "尾"):
        document.add_paragraph(text)
    document.add_table(1, 1).cell(0, 0).text = "{{ year }}"
    document.sections[0].header.paragraphs[0].text = "{{ agency }}"
    stream = io.BytesIO()
    document.save(stream)
    package = read_package(stream.getvalue())
    values = {"agency": "某市某局", "year": "2024"}
    for wanted in (True, False):
        judge = DocxTemplate(io.BytesIO(stream.getvalue()))
        judge.render({**values, "wanted": wanted})
        template = parse_template(package)
        parts = template.segmented({}).filled(
            text=values, blocks={}, conditions={"wanted": wanted}, filters={}
        )
        ours = docx.Document(io.BytesIO(write_package(template.package.replacing(parts))))
        rendered = io.BytesIO()
        judge.save(rendered)
        theirs = docx.Document(rendered)
        assert document_words(ours) == document_words(theirs)


def document_words(document: docx.document.Document) -> list[str]:
    """The words of body, cells and header, as python-docx sees them."""
    cells = [cell.text for each in document.tables for cell in each._cells]
    header = [each.text for each in document.sections[0].header.paragraphs]
    return [*(each.text for each in document.paragraphs), *cells, *header]


def test_block_takes_the_place_of_its_paragraph() -> None:
    """`{{p x}}` goes with its paragraph; a bookmark around it stays, around the block."""
    marked = f'<w:p><w:bookmarkStart w:id="7"/>{run("{{p x.y }}")}<w:bookmarkEnd w:id="7"/></w:p>'
    body = next(iter(filled(compiled(paragraphs("甲") + marked + paragraphs("乙")))))
    tags = [etree.QName(each).localname for each in body]
    assert tags == ["p", "bookmarkStart", "p", "p", "bookmarkEnd", "p"]
    assert lines(body) == ["甲", "block x.y 甲", "block x.y 乙", "乙"]


CONDITIONS = paragraphs(
    *("始", "{%p if a.b %}", "是{{ x }}", "{%p if c %}", "{{p y }}", "{%p endif %}", "{%p else %}"),
    *("否", "{%p endif %}", "终"),
)


@pytest.mark.parametrize(
    ("chosen", "result"),
    [
        ({"a.b": True, "c": True}, ["始", "是〖x〗", "block y 甲", "block y 乙", "终"]),
        ({"a.b": True, "c": False}, ["始", "是〖x〗", "终"]),
        ({"a.b": False, "c": True}, ["始", "否", "终"]),
    ],
)
def test_conditions_choose_paragraphs(chosen: dict[str, bool], result: list[str]) -> None:
    """Paragraphs between if, else and endif appear as the condition says, nested ones too."""
    assert lines(filled(compiled(CONDITIONS), conditions=chosen)) == result


@pytest.mark.parametrize(
    ("tag", "slot"),
    [
        ("{{a}}", ("a", ())),
        ("{{  a.b_2.c  }}", ("a.b_2.c", ())),
        ("{{\u00a0a\u3000}}", ("a", ())),
        ("{{ a\u200b.b }}", ("a.b", ())),
        ("{{ p.x }}", ("p.x", ())),
        ("{{ a|chinese }}", ("a", (Filter("chinese"),))),
        (
            "{{ a | date(“yyyy年M月d日”) | chinese(2) }}",
            ("a", (Filter("date", ("yyyy年M月d日",)), Filter("chinese", (2,)))),
        ),
    ],
)
def test_what_a_tag_says(tag: str, slot: tuple[str, tuple[Filter, ...]]) -> None:
    """Names, blanks that Word puts in, typed quotation marks, filters with constants."""
    (found,) = compiled(paragraphs(f"甲{tag}")).slots()
    assert isinstance(found, Slot)
    assert (found.name, found.filters) == slot


ESCAPES = [
    "{{ ''.__class__ }}",
    "{{ ''.__class__.__mro__[1].__subclasses__() }}",
    "{{ ''['__class__'] }}",
    "{{ ''|attr('__class__') }}",
    "{{ ''|attr(request.args.x) }}",
    "{{ x|attr('__init__')|attr('__globals__') }}",
    "{{ config }}{{ config.items() }}",
    "{{ config.__class__.__init__.__globals__['os'].popen('id').read() }}",
    "{{ self._TemplateReference__context }}",
    "{{ self.__init__.__globals__.__builtins__ }}",
    "{{ cycler.__init__.__globals__.os.popen('id').read() }}",
    "{{ joiner.__init__.__globals__.os }}",
    "{{ namespace.__init__.__globals__.os }}",
    "{{ lipsum.__globals__['os'].popen('id').read() }}",
    "{{ lipsum.__globals__.os }}",
    "{{ lipsum(1000000) }}",
    "{{ get_flashed_messages.__globals__ }}",
    "{{ url_for.__globals__.current_app }}",
    "{{ request.application.__globals__ }}",
    "{{ x.mro() }}",
    "{{ dict(a=1) }}",
    "{{ range(10**9)|list }}",
    "{{ range(999999999)|join }}",
    "{{ 'a' * 10**10 }}",
    "{{ 9**9**9**9 }}",
    "{{ 'a'|center(10**10) }}",
    "{{ '%1000000000d'|format(1) }}",
    "{{ '%s'.format(x) }}",
    "{{ '{0.__class__}'.format(x) }}",
    "{{ x.y.format_map(z) }}",
    "{{ x|map('attr', '__class__')|list }}",
    "{{ x|map(attribute='__class__') }}",
    "{{ x|groupby('__class__') }}",
    "{{ x|sort(attribute='__class__.__name__') }}",
    "{{ x|pprint }}",
    "{{ x|tojson|safe }}",
    "{{ x|date(y.__class__) }}",
    "{{ x|date(*y) }}",
    "{{ x|date(**y) }}",
    "{{ x|date(form='y') }}",
    "{{ x|date([1, 2]) }}",
    "{{ x|date(1.5) }}",
    "{{ x|date('\\x5f') }}",
    "{{ (x if y else z) }}",
    "{{ x is callable }}",
    "{{ x == y }}",
    "{{ not x }}",
    "{{ -x }}",
    "{{ x + y }}",
    "{{ x ~ y }}",
    "{{ x, y }}",
    "{{ [x] }}",
    "{{ 'x': y }}",
    "{{ x.0 }}",
    "{{ x[1:2] }}",
    "{{ caller() }}",
    "{{ super() }}",
    "{{ loop.cycle('a') }}",
    "{{ none }}",
    "{{ 1 }}",
    "{{ _x }}",
    "{{ x._y }}",
    "{{" + "(" * 150 + "x" + ")" * 40 + "}}",
    "{{" + "[" * 190 + "}}",
    "{{ " + "x." * 200 + "x }}",
    "{{ x" + "|date" * 100 + " }}",
    "{{ " + "9" * 5000 + " }}",
    "{{ x|date(" + "-" * 150 + "1) }}",
    "{% for x in range(10**9) %}{% endfor %}",
    "{% for a in ().__class__.__base__.__subclasses__() %}",
    "{%p for a in b %}",
    "{%p while x %}",
    "{%p if x() %}",
    "{%p if x.__class__ %}",
    "{%p if x == 1 %}",
    "{%p if not x %}",
    "{%p if x|date %}",
    "{%p elif x %}",
    "{%p set x = 1 %}",
    "{% set x = cycler.__init__ %}",
    "{% include '/etc/passwd' %}",
    "{%p include '/etc/passwd' %}",
    "{% import 'os' as os %}",
    "{% from 'os' import popen %}",
    "{% extends 'x' %}",
    "{% macro x() %}{{ x() }}{% endmacro %}",
    "{% call x() %}{% endcall %}",
    "{% filter upper %}",
    "{% block x %}",
    "{% with x = 1 %}",
    "{% raw %}",
    "{% do x.append(1) %}",
    "{% debug %}",
    "{% autoescape false %}",
    "{% trans %}",
    "{% if x %}",
    "{%if x %}",
    "{%tr for x in y %}",
    "{%tc if x %}",
    "{%r if x %}",
    "{% colspan x %}",
    "{% cellbg x %}",
    "{% vm %}",
    "{% hm %}",
    "{%- if x -%}",
    "{%p if x -%}",
    "{{- x }}",
    "{{ x -}}",
    "{{+ x }}",
    "{{r x }}",
    "{{tr x }}",
    "{{tc x }}",
    "{{ p x }}",
    "{{p x|date }}",
    "{{p x() }}",
    "{{p }}",
    "{{}}",
    "{{ 'a' 'b' }}",
    "{{ <w:p> }}",
    "{{{ x }}}",
    "{{ {{ x }} }}",
    "{{ x",
    "{{ x }",
    "{%p if x",
    "{%p if x }}",
    "{# 正文 #}",
    "{#",
]


@pytest.mark.parametrize("tag", ESCAPES)
def test_escapes_and_bombs_are_refused_with_their_place(tag: str) -> None:
    """Nothing but the small language gets through, and the message says where the tag stands."""
    message = refusal(heading("一、总体情况") + paragraphs("{{ sound }}", tag, "尾"))
    first = message.splitlines()[0]
    assert first.startswith("正文第 3 段（标题“一、总体情况”之下，“")
    assert tag[:14] in first


TRAPS = [
    (paragraphs("甲{{p x }}"), "正文第 1 段", "别的文字会消失"),
    (paragraph("{{p x }}", properties="<w:pPr><w:sectPr/></w:pPr>"), "正文第 1 段", "分节符"),
    (f'<w:p>{run("{{p x }}")}<w:r><w:br w:type="page"/></w:r></w:p>', "正文第 1 段", "换行"),
    (paragraphs("{{p x }}{{p y }}"), "正文第 1 段", "单独成段"),
    (paragraphs("{%p if x %}是{%p endif %}"), "正文第 1 段", "单独成段"),
    (table(paragraphs("{{p x }}")), "正文第 1 个表格第 1 行第 1 格", "普通段落"),
    (table(paragraphs("甲"), paragraphs("甲", "{{p x }}")), "第 1 行第 2 格", "普通段落"),
    (table(paragraphs("{%p if x %}", "甲", "{%p endif %}")), "第 1 格", "普通段落"),
    (
        table(paragraphs("{%p if x %}", "甲"), paragraphs("{%p endif %}", "乙")),
        "第 1 个表格第 1 行第 2 格",
        "不在同一个单元格",
    ),
    (paragraphs("甲{{ x", "}}乙"), "正文第 1 段", "没有在同一段内用 }} 结束"),
    (f"<w:p>{run('{{ x')}<w:r><w:tab/></w:r>{run('}}')}</w:p>", "正文第 1 段", "制表符"),
    (paragraphs("甲{%p if x %}", "{%p endif %}"), "正文第 1 段", "别的文字会消失"),
    (paragraphs("{%p else %}"), "正文第 1 段", "之前没有"),
    (paragraphs("甲", "{%p endif %}"), "正文第 2 段", "之前没有"),
    (paragraphs("甲", "{%p if x %}"), "正文第 2 段", "没有用 {%p endif %} 结束"),
    (
        paragraphs("{%p if x %}", "{%p else %}", "{%p else %}", "{%p endif %}"),
        "正文第 3 段",
        "两个 {%p else %}",
    ),
    (paragraphs(*["{%p if x %}"] * 17, *["{%p endif %}"] * 17), "正文第 17 段", "16 层"),
    (paragraph(*["{{ x }}"] * (TAG_LIMIT + 1)), "正文第 1 段", f"超过 {TAG_LIMIT} 个"),
    (
        paragraphs("{%p if x %}")
        + f'<w:p><w:bookmarkStart w:id="1" w:name="甲"/>{run("甲")}</w:p>'
        + paragraphs("{%p endif %}")
        + '<w:p><w:bookmarkEnd w:id="1"/></w:p>',
        "正文第 3 段",
        "书签",
    ),
    (
        '<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r></w:p>'
        + paragraphs("{%p if x %}")
        + '<w:p><w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>'
        + paragraphs("{%p endif %}"),
        "正文第 2 段",
        "域",
    ),
    ("<w:p><w:r><w:instrText>DATE {{ x }}</w:instrText></w:r></w:p>", "正文（“DATE", "域代码"),
    ('<w:p><w:r><w:drawing descr="{{ x }}"/></w:r></w:p>', "正文（“{{ x }}”处）", "属性"),
    (f"<w:p><w:moveFrom>{run('{{ x }}')}</w:moveFrom></w:p>", "正文", "修订"),
    (f"<w:p><w:r><w:ruby><w:rt>{run('{{ x }}')}</w:rt></w:ruby></w:r></w:p>", "正文", "拼音"),
    ("<w:p><w:del><w:r><w:delText>{{ x }}</w:delText></w:r></w:del></w:p>", "正文", "修订"),
]


@pytest.mark.parametrize(("body", "place", "reason"), TRAPS)
def test_what_would_lose_text_is_refused(body: str, place: str, reason: str) -> None:
    """A tag that takes something else with it, or that no part is filled for, is refused."""
    message = refusal(body)
    assert place in message
    assert reason in message
    assert len(message.splitlines()) == 1


def text_box(choice: str, fallback: str) -> str:
    """A paragraph with a text box in the two forms in which Word writes it."""
    return (
        '<w:p><w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><w:txbxContent>'
        f"{choice}</w:txbxContent></w:drawing></mc:Choice><mc:Fallback><w:pict><w:txbxContent>"
        f"{fallback}</w:txbxContent></w:pict></mc:Fallback></mc:AlternateContent></w:r></w:p>"
    )


def test_text_box_counts_once_and_is_filled_twice() -> None:
    """The form for old programs mirrors the other one: same text, no second slot."""
    inner = paragraphs("{{ x }}", "{{p y }}", "{%p if z %}", "甲", "{%p endif %}", "尾")
    template = compiled(paragraphs("始") + text_box(inner, inner))
    assert [each.name for each in template.slots()] == ["x", "y", "z"]
    assert str(next(template.slots()).place) == "正文第 2 段的文本框（“{{ x }}”处）"
    once = ["〖x〗", "block y 甲", "block y 乙", "甲", "尾"]
    (_, box, *rest) = lines(filled(template, conditions={"z": True}))
    assert box == "".join(once) * 2
    assert rest == once * 2


def test_text_box_that_differs_from_its_mirror_is_refused() -> None:
    """Programs would show different figures; a fault in both forms is told once."""
    assert "mc:Fallback" in refusal(text_box(paragraphs("{{ x }}"), paragraphs("{{ y }}")))
    both = refusal(text_box(paragraphs("{{ x() }}"), paragraphs("{{ x() }}")))
    assert len(both.splitlines()) == 1
    assert compiled(text_box(paragraphs("{{ x }}"), paragraphs("图片"))).parts


@pytest.mark.parametrize(
    ("kind", "label"),
    [("header", "页眉1"), ("footer", "页脚1"), ("footnotes", "脚注"), ("endnotes", "尾注")],
)
def test_other_parts_are_filled(kind: str, label: str) -> None:
    """Headers, footers and notes count; a part without a tag stays as it is."""
    template = compiled(paragraphs("甲"), **{kind: paragraphs("乙{{ x }}")})
    assert set(template.parts) == {f"word/{kind}1.xml"}
    assert lines(filled(template, part=f"word/{kind}1.xml")) == ["乙〖x〗"]
    (slot,) = template.slots()
    assert str(slot.place) == f"{label}第 1 段（“乙{{{{ x }}}}”处）"
    message = refusal(paragraphs("甲"), **{kind: paragraphs("{{ x() }}")})
    assert message.startswith(f"{label}第 1 段")


def test_places_count_as_a_person_does() -> None:
    """Paragraphs without those in tables; headings by style, by inheritance or by outline level."""
    level = '<w:pPr><w:outlineLvl w:val="1"/></w:pPr>'
    body = (
        paragraphs("{{ a }}")
        + heading("一、甲")
        + table(paragraphs("无"), table(paragraphs("{{ b }}")) + paragraphs("无"))
        + heading("二、乙", "own")
        + paragraphs("这一段在标签之前有许多文字，{{ c }}之后没有")
        + paragraph("（一）丙", properties=level)
        + paragraphs("{{ d }}之后的文字很长，不必全部都写在这里")
    )
    assert [str(each.place) for each in compiled(body).slots()] == [
        "正文第 1 段（“{{ a }}”处）",
        "正文第 1 个表格第 1 行第 2 格（标题“一、甲”之下，“{{ b }}”处）",
        "正文第 4 段（标题“二、乙”之下，“…段在标签之前有许多文字，{{ c }}之后没有”处）",
        "正文第 6 段（标题“（一）丙”之下，“{{ d }}之后的文字很长，不必全部…”处）",
    ]


def test_every_problem_is_told_at_once() -> None:
    """One error with all problems, each with its place, and the name of the file."""
    package = word(paragraphs("{{ x() }}", "甲{{p y }}"), header=paragraphs("{{"))
    with pytest.raises(TemplateError) as caught:
        parse_template(package, source="模板.docx")
    assert [each.place.partition("（")[0] for each in caught.value.problems] == [
        "正文第 1 段",
        "正文第 2 段",
        "页眉1第 1 段",
    ]
    assert str(caught.value).startswith("模板.docx：正文第 1 段")


def test_fragment_stands_for_its_block_slot() -> None:
    """A table with tags of its own is compiled in place of `{{p x}}`; other blocks stay slots."""
    fragment = table(paragraphs("{{ t.a }}"), paragraphs("{{ t.b }}")) + paragraphs("注：{a}")
    source = parse_template(word(paragraphs("甲", "{{p t }}", "{{p u }}")))
    template = source.segmented({"t": fragment})
    assert lines(filled(template)) == [
        *("甲", "〖t.a〗", "〖t.b〗", "注：{a}", "block u 甲", "block u 乙"),
    ]
    found = [*template.slots()]
    assert [(type(each), each.name) for each in found] == [
        (Slot, "t.a"),
        (Slot, "t.b"),
        (BlockSlot, "u"),
    ]
    assert found[0].place.where == "正文第 2 段"


def test_missing_value_is_never_blank() -> None:
    """A name without a value, a value that is no text or cannot stand in XML: each is an error."""
    template = compiled(paragraphs("{{ x }}"))
    with pytest.raises(KeyError, match="x"):
        template.filled(text={}, blocks={}, conditions={}, filters={})
    with pytest.raises(TypeError, match="NoneType"):
        filled(template, {"x": None})
    with pytest.raises(ValueError, match=r"U\+0001"):
        filled(template, {"x": "\1"})


def test_part_begins_as_word_begins_it() -> None:
    """UTF-8 with its declaration; the declared namespaces stay where they were."""
    parts = compiled(paragraphs("{{ x }}")).filled(
        text={"x": "𠮷"}, blocks={}, conditions={}, filters={}
    )
    content = parts["word/document.xml"].decode()
    assert content.startswith(f'{DECLARATION}<w:document xmlns:w="{W}" xmlns:mc="{MC}"><w:body>')
    assert 'xml:space="preserve">𠮷</w:t>' in content


def test_compiled_template_is_shared_by_threads() -> None:
    """Sixteen threads fill one template with their own values; none sees another's."""
    template = compiled(CONDITIONS + paragraphs(*["{{ x }}"] * 50))

    def build(number: int) -> bool:
        text = {"x": f"第{number}份"}
        root = filled(template, text, conditions={"a.b": True, "c": False})
        return lines(root) == ["始", f"是第{number}份", "终", *[f"第{number}份"] * 50]

    with ThreadPoolExecutor(16) as pool:
        assert all(pool.map(build, range(320)))


def test_literals_are_merged() -> None:
    """Filling joins as few strings as there are slots: no two literals stand side by side."""
    segments = compiled(CONDITIONS).parts["word/document.xml"]
    kinds = [type(each).__name__ for each in segments]
    assert kinds == ["Literal", "Condition", "Literal"]
    assert isinstance(segments[1], Condition)
    assert [type(each).__name__ for each in segments[1].then] == [
        *("Literal", "Slot", "Literal", "Condition"),
    ]


@pytest.mark.parametrize(
    ("root", "reason"),
    [
        ('<w:document xmlns:w="http://purl.oclc.org/ooxml/wordprocessingml/main"/>', "严格"),
        (f'<x:document xmlns:x="{W}"/>', "Word 格式"),
        ("<!DOCTYPE a><a/>", "DOCTYPE"),
        ("<w:document>", "XML"),
    ],
)
def test_other_xml_is_refused(root: str, reason: str) -> None:
    """A main document that is not what Word writes by default is refused with a reason."""
    with pytest.raises(TemplateError, match=reason):
        parse_template(word("").replacing({"word/document.xml": root.encode()}))


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (paragraph("{{" * 500_000), "标签超过 2000 个"),
        (paragraph(*["{{"] * 10_000), "标签超过 2000 个"),
        (paragraphs("甲" * 2_000_000), "4 MiB"),
        ("<w:sdt>" * 300 + "</w:sdt>" * 300, "XML"),
    ],
    ids=["many tags", "many runs", "large", "deep"],
)
def test_size_of_a_template_is_limited(body: str, reason: str) -> None:
    """A template that would only burn time is refused at once."""
    started = time.process_time()
    assert reason in refusal(body)
    assert time.process_time() - started < 5


def test_tags_in_charts_are_refused() -> None:
    """A tag where nothing is ever filled would be printed as it is."""
    assert "图表" in refusal(paragraphs("甲"), chart="<w:t>{{ x }}</w:t>")
