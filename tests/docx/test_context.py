"""What a docxtpl template prints of a report, and what its arithmetic may do with it."""

from __future__ import annotations

import datetime
import re
import subprocess
import sys
from decimal import Decimal
from io import BytesIO

import docx
import pytest
from attrs import evolve
from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docxtpl import DocxTemplate
from jinja2 import Environment

import gkdoc
from gkdoc.docx import context, verify
from gkdoc.docx.values import Rows
from gkdoc.errors import InputError, UsageError
from gkdoc.model import BLANK, Overview, Picture, Remedies, Report, Site, Text, in_print
from gkdoc.spec import CellRef, printed_forms, tables
from gkdoc.text.outlines import parse
from tests.tools.foreign import saved
from tests.tools.pixels import png
from tests.tools.places import ROOT
from tests.tools.reports import signed, small

CITY = in_print(gkdoc.load(ROOT / "examples" / "city-government-2024.yaml")).report
OTHER = signed(small("甲&乙<丙>局", value=7), "甲&乙<丙>局", datetime.date(2024, 1, 20))


def filled(
    report: Report, *lines: str, escape: bool = False, previous: Report | None = None
) -> Document:
    """A template of these paragraphs as docxtpl fills it."""
    template = template_of(*lines)
    template.render(context(report, template, previous=previous), autoescape=escape)
    return made_of(template)


def made_of(template: DocxTemplate) -> Document:
    """What the template became; asked for its document, docxtpl begins anew."""
    stream = BytesIO()
    template.save(stream)
    return docx.Document(stream)


def template_of(*lines: str) -> DocxTemplate:
    """What an office writes with python-docx's own styles."""
    document = docx.Document()
    for line in lines:
        document.add_paragraph(line)
    return DocxTemplate(BytesIO(saved(document)))


def words(document: Document) -> list[str]:
    """The paragraphs of the body."""
    return [paragraph.text for paragraph in document.paragraphs]


def with_cell(report: Report, ref: CellRef, value: object) -> Report:
    """`report` with this value in one cell."""
    table = report.tables[ref.table]
    changed = table.values.changed({ref: value})  # type: ignore[dict-item]
    return report.with_tables({ref.table: evolve(table, values=changed)})


WHOLE = (
    "{{ title }}", "{{p introduction }}", "一、总体情况", "{{p overview }}",
    "二、主动公开政府信息情况", "{{p tables.proactive }}",
    "三、收到和处理政府信息公开申请情况", "{{p applications }}",
    "四、政府信息公开行政复议、行政诉讼情况", "{{p remedies }}",
    "五、存在的主要问题及改进情况", "{{p problems }}",
    "六、其他需要报告的事项", "{{p other_matters }}", "{{p signature }}",
)  # fmt: skip


@pytest.mark.parametrize("escape", [False, True])
@pytest.mark.parametrize("report", [CITY, OTHER], ids=["city", "other"])
def test_a_whole_report(report: Report, *, escape: bool) -> None:
    """With escaping and without, all of the report stands in the document, signs and all."""
    document = filled(report, *WHOLE, escape=escape)
    assert verify(document, report) == ()
    assert len(document.tables) == 3


@pytest.mark.parametrize("escape", [False, True])
def test_signs_of_markup_are_words(*, escape: bool) -> None:
    """Names and texts with & and < are whole, in the middle of a sentence and in a cell."""
    report = with_cell(OTHER, CellRef("remedies", "reconsideration", "other"), Text("1<2&3"))
    lines = (
        "{{ agency }}报告{{ year }}年",
        "{{ remedies.reconsideration.other }}件",
        "{{ remedies.reconsideration.other ~ '件' }}",
        "{{ agency ~ '与' }}他",
    )
    assert words(filled(report, *lines, escape=escape)) == [
        "甲&乙<丙>局报告2023年",
        "1<2&3件",
        "1<2&3件",
        "甲&乙<丙>局与他",
    ]


def test_figures_print_as_they_are_printed() -> None:
    """Every figure by its address; decimals keep their digits, a blank prints nothing."""
    report = with_cell(CITY, CellRef("proactive", "fees", "amount"), Decimal("96171.60"))
    report = with_cell(report, CellRef("proactive", "rules", "issued"), BLANK)
    addresses = [str(ref) for ref, _ in report.cells()]
    shown = words(filled(report, *(f"{address}={{{{ {address} }}}}" for address in addresses)))
    values = {str(ref): gkdoc.model.printed(value) for ref, value in report.cells()}
    assert shown == [f"{address}={values[address]}" for address in addresses]
    assert "proactive.fees.amount=96171.60" in shown
    assert "proactive.rules.issued=" in shown


@pytest.mark.parametrize(
    ("expression", "shown"),
    [
        ('"%.1f"|format(100 * applications.granted.total / applications.total.total)', "47.6"),
        ("applications.received.total - previous.applications.received.total", "2358"),
        ("(proactive.fees.amount * 1.5)|round(2)", "86028.27"),
        ("1.5 * proactive.fees.amount + 0.5 - 1 / proactive.fees.amount > 0", "True"),
        ("proactive.fees.amount / 2 > 28000.5", "True"),
        ("[applications.received.total, applications.carried_in.total]|sum", "2448"),
        ("applications.received.figures|max", "2365"),
        ("year - 1", "2023"),
        ("signature.date", "2025年3月20日"),
        ("signature.agency", "云川市人民政府"),
        ("'有' if introduction else '没有'", "有"),
    ],
)
def test_arithmetic(expression: str, shown: str) -> None:
    """Figures are numbers for Jinja: quotients, differences, sums, comparisons."""
    last = evolve(OTHER, year=CITY.year - 1)
    assert words(filled(CITY, f"{{{{ {expression} }}}}", previous=last)) == [shown]


@pytest.mark.parametrize("value", [BLANK, Text("/")], ids=["blank", "text"])
@pytest.mark.parametrize(
    "expression",
    [
        "{} + 1", "1 + {}", "{} - 1", "1 - {}", "{} * 2", "2 * {}", "{} / 2", "2 / {}", "{} // 2",
        "2 // {}", "{} % 2", "2 % {}", "{} ** 2", "2 ** {}", "-{}", "+{}", "{} > 0", "{} < 1",
        "{} >= 0", "0 <= {}", "{}|int", "{}|float", "{}|abs", "{}|round(1)", "[1, {}]|sum",
        "[1, {}]|max", "[1, {}]|sort", "'%d'|format({})", "'%.1f'|format({})",
        "'{{:.1f}}'.format({})", "proactive.fees.amount + {}", "range({})|list",
    ],
)  # fmt: skip
def test_a_blank_or_a_text_is_no_zero(expression: str, value: object) -> None:
    """Whatever would reckon with it ends in an error that names the cell."""
    report = with_cell(CITY, CellRef("remedies", "reconsideration", "other"), value)
    tag = "{{ " + expression.format("remedies.reconsideration.other") + " }}"
    with pytest.raises(InputError, match="行政复议") as refused:
        filled(report, tag)
    assert [problem.path for problem in refused.value.problems] == [
        "remedies.reconsideration.other"
    ]


def test_a_blank_can_be_asked_for() -> None:
    """What a template may do with it: print it, ask whether it is there, say what stands for it."""
    report = with_cell(CITY, CellRef("remedies", "reconsideration", "other"), BLANK)
    cell = "remedies.reconsideration.other"
    lines = (
        f"“{{{{ {cell} }}}}”",
        f"{{{{ '有' if {cell} else '无' }}}}",
        f"{{{{ {cell} == '' }}}}",
    )
    assert words(filled(report, *lines)) == ["“”", "无", "True"]


def test_loops_go_through_the_rows() -> None:
    """Rows with labels, those of a group alone, figures with the labels of their columns."""
    lines = (
        "{% for row in applications.rows %}{{ row.label }}：{{ row.total }}；{% endfor %}",
        "{% for row in applications.denied %}{{ row.name }}={{ row.total }} {% endfor %}",
        "{% for row in remedies %}{{ row.columns|join }}{{ row.figures|join }}{% endfor %}",
    )
    every, denied, remedies = words(filled(CITY, *lines))
    spec = CITY.applications.values.spec
    for row, label in spec.row_labels.items():
        assert f"{label}：{CITY.applications.values[row, 'total']}；" in every
    assert (
        denied.split()[0]
        == f"state_secret={CITY.applications.values['denied.state_secret', 'total']}"
    )
    assert len(denied.split()) == 8
    values = [str(value) for ref, value in CITY.remedies.values if ref.row == "reconsideration"]
    assert remedies.startswith(f"结果维持结果纠正其他结果尚未审结总计{''.join(values)}结果维持")


def test_no_row_is_hidden_by_a_word_of_ours() -> None:
    """Names of rows, groups and columns are none of those under which loops ask."""
    ours = {name for kind in (Rows, *Rows.__subclasses__()) for name in dir(kind)}
    for key in tables():
        for spec in printed_forms(key):
            for row, columns in spec.rows.items():
                assert not ours & {*row.split(".")}
                assert not {"name", "label", "columns", "figures", "by_name"} & {*columns}


def test_missing_styles_come_with_the_context() -> None:
    """The document has the styles that its paragraphs ask for; a second rendering has them too."""
    template = template_of(*WHOLE)
    for report in (CITY, OTHER):
        template.render(context(report, template))
        document = made_of(template)
        known = {style.style_id for style in document.styles}
        used = {*re.findall(r'<w:[pr]Style w:val="([^"]+)"', document.element.xml)}
        assert used <= known
        assert len(document.tables[1].columns) == 10
        assert verify(document, report) == ()


def test_styles_of_the_template_win() -> None:
    """An office's own 公文正文 is used, and stays what it is."""
    document = docx.Document()
    document.styles.add_style("公文正文", WD_STYLE_TYPE.PARAGRAPH).font.italic = True
    document.add_paragraph("{{p overview }}")
    template = DocxTemplate(BytesIO(saved(document)))
    template.render(context(CITY, template))
    made = made_of(template)
    names = {paragraph.style.name for paragraph in made.paragraphs if paragraph.style is not None}
    assert "公文正文" in names
    assert made.styles["公文正文"].element.xml == document.styles["公文正文"].element.xml


def test_what_is_absent_is_nothing() -> None:
    """A report without introduction, signature and last year: false, empty, and no error."""
    bare = evolve(OTHER, introduction=None, signature=None)
    lines = (
        "{%p if introduction %}", "{{p introduction }}", "{%p endif %}",
        "{%p if signature %}", "落款", "{%p endif %}",
        "{{ signature.agency }}{{ signature.date }}{{ '去年' if previous else '无' }}",
    )  # fmt: skip
    assert words(filled(bare, *lines)) == ["无"]


def test_a_strict_environment_tells_a_typo() -> None:
    """Names that the report lacks are undefined, at each level, as docxtpl's users know it."""
    template = template_of("{{ applications.recieved is defined }}{{ applications.received.totl }}")
    template.render(context(CITY, template), Environment(autoescape=True))
    assert words(made_of(template)) == ["False"]


def test_what_cannot_be_printed_is_refused() -> None:
    """A reference without a figure, a figure that is missing, another kind of template."""
    template = template_of("{{ title }}")
    with pytest.raises(InputError, match=r"overview\.1"):
        context(evolve(OTHER, overview=Overview(parse("〖没有〗"))), template)
    with pytest.raises(InputError, match=r"remedies\.reconsideration\.upheld"):
        context(evolve(OTHER, remedies=Remedies.of({})), template)
    with pytest.raises(UsageError, match="str"):
        context(OTHER, "模板.docx")


def test_docxtpl_is_not_imported_before_it_is_used() -> None:
    """Who only inserts tables waits for no docxtpl and no Jinja."""
    code = "import sys, gkdoc.docx; print({'docxtpl', 'jinja2'} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    assert done.stdout == "set()\n"


@pytest.mark.parametrize("escape", [False, True])
def test_fields_of_ones_own(*, escape: bool) -> None:
    """Texts, dates, numbers, labels of the page; a picture stands in a paragraph of its own."""
    report = evolve(
        OTHER,
        fields={
            "联系人": "张&李<三>",
            "印发": datetime.date(2024, 1, 5),
            "份数": 12,
            "费用": Decimal("1.50"),
            "照片": Picture(png(40, 30), "大楼"),
            "site": Site(domain="www.example.gov.cn"),
        },
    )
    lines = (
        "{{ fields.联系人 }}，{{ fields.印发 }}，{{ fields.份数 * 2 }}份，{{ fields.费用 }}元",
        "{{ fields.site.domain }}{{ '有' if fields.site.code else '无' }}",
        "{%p if fields.电话 %}",
        "{{ fields.电话 }}",
        "{%p endif %}",
        "{{p fields.照片 }}",
    )
    document = filled(report, *lines, escape=escape)
    assert words(document) == [
        "张&李<三>，2024年1月5日，24份，1.50元",
        "www.example.gov.cn无",
        "",
    ]
    assert len(document.inline_shapes) == 1


@pytest.mark.parametrize(
    "tag", ["{{ fields.电话 }}", "{{ fields.site.code }}", "{{ fields.电话|upper }}"]
)
@pytest.mark.parametrize("escape", [False, True])
def test_a_field_that_is_lacking(tag: str, *, escape: bool) -> None:
    """It is named, never a silent blank."""
    with pytest.raises(InputError, match=r"fields\..*自有栏目里没有"):
        filled(OTHER, tag, escape=escape)
