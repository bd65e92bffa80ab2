"""A report as the context of an office's own docxtpl template."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from attrs import frozen

from gkdoc.docx.attachments import attach, attachable, package_of
from gkdoc.docx.parts import printable, table_markup
from gkdoc.docx.styles import add_style
from gkdoc.docx.values import Figures
from gkdoc.errors import UsageError
from gkdoc.layout.title import title_lines
from gkdoc.messages import _
from gkdoc.model import Report, SeenReport, in_print
from gkdoc.model.fit import fitted
from gkdoc.model.own_values import date_words
from gkdoc.ooxml.markup import parse_xml, qualified, text_markup
from gkdoc.ooxml.package import Package, related_part
from gkdoc.spec import sections
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
class _Markup:
    """Markup for a paragraph of its own (`{{p … }}`); false where there is none."""

    markup: str = ""

    def __html__(self) -> str:
        return self.markup

    def __str__(self) -> str:
        return self.markup

    def __bool__(self) -> bool:
        return bool(self.markup)


@frozen
class _Signature(_Markup):
    """The signature, as a whole or line by line."""

    agency: _Markup = _Markup()
    date: str = ""


def context(
    report: Report, template: DocxTemplate, *, previous: SeenReport | None = None
) -> dict[str, Any]:
    """What `template.render(…)` of docxtpl is given to print `report`.

    `title`, `agency`, `year`, `signature`, and each section by its name: `{{p overview }}` and
    `{{p applications }}` (or `{{p tables.applications }}`) in a paragraph of their own are its
    paragraphs and its table, `{{ applications.received.total }}` is a figure, with which a template
    may reckon, and `{% for row in applications.rows %}` goes through the rows (`row.label`,
    `row.total`, `row.figures`, `row.columns`). `previous` is the report of the year before, and has
    the figures of its tables. Values are safe markup, whether the template escapes or not.

    Styles that the document in `template` lacks are added to it, so each rendering needs a context
    of its own. A blank or a text in arithmetic raises InputError with its place while rendering.

    InputError for a report that cannot be printed, UsageError for another kind of template.
    """
    from docxtpl import DocxTemplate

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
        key: _Markup(outline_markup(outline, form, attached, keep_next=key == last))
        for key, outline in printed.prose.items()
    }
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
        **dict.fromkeys(_PROSE, _Markup()),
        **prose,
        **tables,
        "tables": tables,
        "signature": signature,
        "previous": None if previous is None else _figures_of(previous),
    }


def _figures_of(report: SeenReport) -> dict[str, Figures]:
    """The figures of the tables of another report, which are for reckoning only."""
    return {
        key: Figures.of(table.values, "") for key, table in in_print(report).report.tables.items()
    }


def _text(words: str) -> _Markup:
    return _Markup(text_markup(words))


def _add(document: Document, package: Package, names: tuple[str, ...]) -> None:
    """Add the styles of these names, which `package` has, to `document`."""
    sheet = parse_xml(package.parts[related_part(package, "styles") or ""])
    for style in sheet.iterfind(_STYLE):
        if any(name.get(_VALUE) in names for name in style.iterfind(_NAME)):
            add_style(document, style)
