"""docxtpl and Jinja, whose language the tags are, understand each template as gkdoc compiles it."""

from __future__ import annotations

import keyword
import subprocess
import sys
from pathlib import Path

import pytest
from attrs import evolve

import gkdoc
from gkdoc.ooxml.template import compilation, tags
from gkdoc.ooxml.template.expressions import expression
from gkdoc.ooxml.template.rules import RefusedTag
from gkdoc.ooxml.template.segments import Literal, Slot
from gkdoc.ooxml.template.source import parse_template
from tests.tools.oracle import docxtpl_agrees
from tests.tools.places import ROOT
from tests.tools.templates import FOLDER, TEMPLATES
from tests.write.docx.test_template_language import CONDITIONS, paragraph, paragraphs, table, word

EXAMPLES = sorted((ROOT / "examples").glob("*.yaml"))


@pytest.mark.parametrize("plain", [False, True])
@pytest.mark.parametrize("native", [False, True])
@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_the_standard_template(path: Path, *, native: bool, plain: bool) -> None:
    """For each example, with every way of compiling it, the segments are those of docxtpl."""
    layout = gkdoc.Layout(native_numbering=native)
    with docxtpl_agrees() as judged:
        printed = gkdoc.build(gkdoc.load(path), layout=layout, plain=plain).report
    *_, document = judged
    assert printed is not None
    cells = {str(ref) for table in printed.tables.values() for ref in table.values.spec.cells}
    assert {each.name for each in document if isinstance(each, Slot)} >= cells


@pytest.mark.parametrize("office", sorted(TEMPLATES))
def test_templates_of_offices(office: str) -> None:
    """As saved by another program: drawn tables, headers, text boxes, conditions, filters."""
    report = evolve(gkdoc.load(EXAMPLES[0]), introduction=None)
    with docxtpl_agrees() as judged:
        gkdoc.build(report, FOLDER / f"{office}.docx")
    assert judged


def bare(*texts: str) -> str:
    """A paragraph whose runs do not say that their blanks are kept."""
    return paragraph(*texts).replace(' xml:space="preserve"', "")


@pytest.mark.parametrize(
    "body",
    [
        CONDITIONS,
        paragraphs("{ {{ a }} } 100% # } %", "{{p b }}", "# } “{{ c }}” &<>"),
        paragraphs("{%p if a %}", "{%p else %}", "{%p endif %}", "{%p if b %}", "{%p endif %}"),
        paragraph("{", "{ a", " }", "}", "{{ b }}", "{{c}}"),
        table(paragraphs("{{ a }}"), paragraphs("{{p b }}", "{%p if c %}", "{%p endif %}", "")),
        bare(" 甲 ") + paragraphs("{{ a }}") + bare("乙 ") + bare(" 丙") + paragraphs("{{p b }}"),
        "<w:p/>\n<w:p w:rsidR='1'/>" + bare("{{p a }}") + "\n  " + bare("{{ a }}") + "\n",
    ],
)
def test_small_templates(body: str) -> None:
    """Signs of the language in the prose, empty branches, cut tags, blanks at the ends of runs."""
    with docxtpl_agrees() as judged:
        parse_template(word(body)).segmented({})
    assert len(judged) == 1


def test_the_judge_can_disagree(monkeypatch: pytest.MonkeyPatch) -> None:
    """Segments that are not those of docxtpl are told."""
    monkeypatch.setattr(compilation, "compiled", lambda *_: (Literal("<w:document/>"),))
    with docxtpl_agrees(), pytest.raises(AssertionError):
        parse_template(word(paragraphs("{{ a }}"))).segmented({})


def test_a_plain_template_needs_neither() -> None:
    """Compiling a template whose tags are plain names imports no docxtpl and no Jinja."""
    code = (
        f"import sys, gkdoc; gkdoc.build(gkdoc.load({str(EXAMPLES[0])!r})); "
        "print({'docxtpl', 'jinja2'} & set(sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    assert done.stdout == "set()\n"


WORDS = {*keyword.kwlist, *keyword.softkwlist, "true", "false", "none", "self", "loop", "block"}


@pytest.mark.parametrize("form", ["{}", "a.{}", "{}.a", "  {}.b.c "])
@pytest.mark.parametrize("name", [*sorted(WORDS), "p", "a_1", "e1", "_a", "甲", "1"])
def test_a_name_is_one_for_jinja_too(form: str, name: str) -> None:
    """Without asking Jinja, the same names are taken, and the rest is refused in the same words."""
    outcomes: list[object] = []
    for said in (tags._expression, expression):
        try:
            outcomes.append(said(form.format(name), ()))
        except RefusedTag as error:
            outcomes.append(str(error))
    assert outcomes[0] == outcomes[1]
