"""The statutory forms, word for word, as data: one file a table and edition under `data/`."""

from gkdoc.spec.fields import ENVELOPE, Field
from gkdoc.spec.load import EDITIONS, form, table
from gkdoc.spec.model import (
    Balance,
    Cell,
    CellRef,
    Form,
    Heading,
    Kind,
    Orientation,
    Section,
    Source,
    Sum,
    TableBlock,
    TableSpec,
)

__all__ = [
    "EDITIONS",
    "ENVELOPE",
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
    "form",
    "table",
]
