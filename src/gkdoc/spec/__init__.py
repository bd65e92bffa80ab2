"""The statutory forms, word for word, as data: one file a table and edition under `data/`."""

from gkdoc.spec.editions import (
    divided,
    edition_for,
    editions,
    in_force_since,
    newest,
    part_labels,
    printed_forms,
    report_years,
    section_title,
    sections,
    tables,
)
from gkdoc.spec.fields import Field, envelope, field_labels
from gkdoc.spec.forms import Form, Section, Topic
from gkdoc.spec.load import form, table
from gkdoc.spec.model import (
    Balance,
    Cell,
    CellRef,
    Heading,
    Kind,
    Orientation,
    Source,
    Sum,
    TableBlock,
    TableSpec,
)

__all__ = [
    "Balance",
    "Cell",
    "CellRef",
    "Field",
    "Form",
    "Heading",
    "Kind",
    "Orientation",
    "Section",
    "Source",
    "Sum",
    "TableBlock",
    "TableSpec",
    "Topic",
    "divided",
    "edition_for",
    "editions",
    "envelope",
    "field_labels",
    "form",
    "in_force_since",
    "newest",
    "part_labels",
    "printed_forms",
    "report_years",
    "section_title",
    "sections",
    "table",
    "tables",
]
