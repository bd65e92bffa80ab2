"""A report as the context of an office's own docxtpl template."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING, Any, Final

from attrs import frozen
from markupsafe import Markup

from gkdoc.docx.attachments import attach, attachable, package_of
from gkdoc.docx.parts import printable, table_markup
from gkdoc.docx.styles import add_style
from gkdoc.docx.values import Figures, Own, number
from gkdoc.errors import UsageError
from gkdoc.layout.title import title_lines
from gkdoc.messages import _
from gkdoc.model import OwnValue, Report, SeenReport, in_print
from gkdoc.model.fit import fitted
from gkdoc.model.own_fields import SITE
from gkdoc.model.own_values import date_words
from gkdoc.ooxml.markup import parse_xml, qualified, text_markup
from gkdoc.ooxml.package import Package, related_part
from gkdoc.spec import sections
from gkdoc.tasks.arguments import assert_given
from gkdoc.text.blocks import Picture
from gkdoc.write.docx.beside import Attached
from gkdoc.write.docx.filters import DateText
from gkdoc.write.docx.numbering import counted_levels
from gkdoc.write.docx.prose import ProseFormat, outline_markup, signature_markup
from gkdoc.write.docx.styles import with_styles

if TYPE_CHECKING:
    from docx.document import Document
    from docxtpl import DocxTemplate

_STYLE: Final = qualified("w:style")
_NAME: Final = qualified("w:name")
_VALUE: Final = qualified("w:val")
_PROSE: Final = ("introduction", "overview", "problems", "other_matters")


@frozen
class _Signature:
    """The signature, as a whole or line by line; false where there is none."""

    markup: str = ""
    agency: str = ""
    date: str = ""

    def __str__(self) -> str:
        return Markup(self.markup)

    __html__ = __str__

    def __bool__(self) -> bool:
        return bool(self.markup)


def context(
    report: Report, template: DocxTemplate, *, previous: SeenReport | None = None
) -> dict[str, Any]:
    """What `template.render(…)` of docxtpl is given to print `report`.

    `title`, `agency`, `year`, `signature`, and each section by its name: `{{p overview }}` and
    `{{p applications }}` (or `{{p tables.applications }}`) in a paragraph of their own are its
    paragraphs and its table, `{{ applications.received.total }}` is a figure, with which a template
    may reckon, and `{% for row in applications.rows %}` goes through the rows (`row.label`,
    `row.total`, `row.figures`, `row.columns`). `fields` are the office's own:
    `{{ fields.联系人 }}`, `{{p fields.照片 }}` for a picture. `previous` is the report of the year
    before, and has the figures of its tables. Values are safe markup, whether the template escapes
    or not.

    Styles that the document in `template` lacks are added to it, so each rendering needs a context
    of its own. A blank or a text in arithmetic raises InputError with its place while rendering, as
    does a field of the office's own that the report lacks, unless it is only asked for.

    InputError for a report that cannot be printed, UsageError for another kind of template.
    """
    from docxtpl import DocxTemplate

    assert_given(SeenReport, report, previous)
    if not isinstance(template, DocxTemplate):
        kind = type(template).__name__
        raise UsageError(_("模板应是 docxtpl 的 DocxTemplate，这里是 {kind}", kind=kind))
    keys = [*dict.fromkeys((*report.prose, *sections()))]
    printed = fitted(printable(report, previous, keys)).report
    styled = with_styles(package_of(template.get_docx()))
    _add(template.get_docx(), styled.package, styled.added)
    form = ProseFormat(styled.ids, counted_levels(styled.package, styled.ids))
    attached = attachable(styled.package)
    signed = printed.signature
    last = "other_matters" if signed is not None else ""
    prose = {
        key: Markup(outline_markup(outline, form, attached, keep_next=key == last))
        for key, outline in printed.prose.items()
    }
    own = _own(printed, form, attached)
    attach(template.get_docx(), attached)
    tables = {
        key: Figures.of(table.values, table_markup(table.values, styled.ids))
        for key, table in printed.tables.items()
    }
    signature = _Signature()
    if signed is not None:
        signature = _Signature(
            signature_markup(signed, styled.ids),
            _text(signed.agency),
            DateText(date_words(signed.date), signed.date),
        )
    return {
        "title": _text("\n".join(title_lines(printed.full_title, printed.agency))),
        "agency": _text(printed.agency),
        "year": printed.year,
        **dict.fromkeys(_PROSE, Markup()),
        **prose,
        **tables,
        "tables": tables,
        "signature": signature,
        "fields": own,
        "previous": None if previous is None else _figures_of(previous),
    }


def _figures_of(report: SeenReport) -> dict[str, Figures]:
    """The figures of the tables of another report, which are for reckoning only."""
    return {
        key: Figures.of(table.values, "") for key, table in in_print(report).report.tables.items()
    }


def _own(report: SeenReport, form: ProseFormat, attached: Attached) -> Own:
    """The fields of the office's own; pictures are markup for a paragraph of their own."""

    def shown(value: OwnValue) -> object:
        match value:
            case str():
                return _text(value)
            case datetime.date():
                return DateText(date_words(value), value)
            case Picture():
                return Markup(outline_markup((value,), form, attached))
        return number(value)

    site = {name: _text(words) for name, words in report.fields.site.given.items()}
    named: dict[str, object] = {name: shown(value) for name, value in report.fields.own.items()}
    return Own({**named, SITE: Own(site, f"fields.{SITE}")})


def _text(words: str) -> Markup:
    return Markup(text_markup(words))


def _add(document: Document, package: Package, names: tuple[str, ...]) -> None:
    """Add the styles of these names, which `package` has, to `document`."""
    sheet = parse_xml(package.parts[related_part(package, "styles") or ""])
    for style in sheet.iterfind(_STYLE):
        if any(name.get(_VALUE) in names for name in style.iterfind(_NAME)):
            add_style(document, style)
