"""The JSON Schema of the data, derived from the forms: for editors, OA systems and form makers."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, TypeAlias

from gkdoc.model.given import LONGEST_AGENCY
from gkdoc.model.own_fields import SITE
from gkdoc.model.own_values import LONGEST_NAME, LONGEST_TEXT, MOST_FIELDS
from gkdoc.model.values import LIMIT
from gkdoc.spec import (
    Heading,
    Kind,
    TableSpec,
    editions,
    field_labels,
    printed_forms,
    report_years,
    sections,
    tables,
)
from gkdoc.text.blocks import COLUMN_LIMIT, ROW_LIMIT, WIDTHS
from gkdoc.write.tree import VERSION

Schema: TypeAlias = dict[str, Any]

_LARGEST = LIMIT - 1
_LARGEST_OWN = 10**18 - 1

_FIGURES: dict[Kind, Schema] = {
    Kind.COUNT: {"type": "integer", "minimum": 0, "maximum": _LARGEST},
    Kind.DECIMAL: {"type": "number", "minimum": 0, "maximum": _LARGEST},
    Kind.SIGNED: {"type": "integer", "minimum": -_LARGEST, "maximum": _LARGEST},
}
_FIGURE_TITLES = {
    Kind.COUNT: "非负整数；空白写 null",
    Kind.DECIMAL: "数字，可以有小数；空白写 null",
    Kind.SIGNED: "整数，减少的写负数；空白写 null",
}

_LINE: Schema = {"type": "string", "minLength": 1, "pattern": r"^[^\n\t]*\S[^\n\t]*$"}
_LINES: Schema = {"type": "string", "minLength": 1, "pattern": r"^[^\t]*\S[^\t]*$"}
_LINES_OF_NAMES: Schema = {"type": "array", "items": _LINE}
_OWN_LINE: Schema = {"anyOf": [_LINE | {"maxLength": LONGEST_TEXT}, {"type": ["number", "null"]}]}


def schema() -> Schema:
    """The schema (draft 2020-12) of a report's data by the names of the vocabulary.

    It admits the canonical JSON of every report, of one that was read with parts missing too; but
    not a figure of the wrong kind that somebody printed, such as half an application. What no
    schema can say – which figures are missing, digits such as 5.0 – the reader says.
    """
    parts = {key: _section(key, section.title) for key, section in sections().items()}
    around = _titled("report", _around())
    after = {key: around.pop(key) for key in ("signature", "fields", "waivers", "rollup")}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "政府信息公开工作年度报告",
        "description": "gkdoc 的数据；名称之外也可以用法定名称作键，见 title",
        "type": "object",
        "required": ["agency", "year"],
        "properties": {
            "gkdoc": {"title": "数据的版本", "const": VERSION},
            **around,
            **parts,
            **after,
        },
        "additionalProperties": False,
        "$defs": {
            "outline": _outline(),
            **{kind.value: _figure(kind) for kind in Kind},
        },
    }


def _section(key: str, title: str) -> Schema:
    if key not in tables():
        return {"title": title, "$ref": "#/$defs/outline"}
    forms: list[Schema] = []
    for spec in printed_forms(key):
        entry = _table(spec)
        if all(entry["properties"] != known["properties"] for known in forms):
            forms.append(entry)
    return {"title": title, "anyOf": forms} if len(forms) > 1 else {**forms[0], "title": title}


def _table(spec: TableSpec) -> Schema:
    properties: Schema = {}
    for block in spec.blocks:
        columns = block.column_leaves()
        properties |= _headings(block.rows, columns)
    return {
        "title": f"{spec.edition} 年格式",
        "description": f"{spec.source.document}（{spec.source.notice}）",
        **_object(properties),
    }


def _headings(headings: Iterable[Heading], columns: tuple[Heading, ...]) -> Schema:
    """The properties for rows and groups of rows; a group without a name is no level."""
    properties: Schema = {}
    for heading in headings:
        if heading.key is None:
            properties |= _headings(heading.children, columns)
        elif heading.children:
            inner = _object(_headings(heading.children, columns))
            properties[heading.key] = {"title": heading.label, **inner}
        else:
            properties[heading.key] = _row(heading, columns)
    return properties


def _row(heading: Heading, columns: tuple[Heading, ...]) -> Schema:
    """A row by column names, as a list in the order of the form, or as its only figure."""
    figures: list[Schema] = [
        {"title": column.label, "$ref": f"#/$defs/{(column.kind or Kind.COUNT).value}"}
        for column in columns
    ]
    shapes: list[Schema] = [
        _object({column.path: figure for column, figure in zip(columns, figures, strict=True)}),
        {
            "type": "array",
            "prefixItems": figures,
            "minItems": len(figures),
            "maxItems": len(figures),
        },
    ]
    if len(figures) == 1:
        shapes += figures
    basis = {"description": heading.basis} if heading.basis else {}
    return {"title": heading.label, **basis, "anyOf": shapes}


def _figure(kind: Kind) -> Schema:
    words = {"title": "文字，照原样印出，如 /、—", "type": "string", "minLength": 1}
    return {"title": _FIGURE_TITLES[kind], "anyOf": [_FIGURES[kind], {"type": "null"}, words]}


def _outline() -> Schema:
    words = {"title": "连同序号写出的文字，一段一行", "type": "string"}
    one = {"title": "一段或者几段文字，连同序号", "type": "string", "minLength": 1}
    items = {"anyOf": [one, _block(), _picture(), _plain_table(), _unsupported()]}
    blocks = {"title": "逐段列出", "type": "array", "items": items}
    return {"title": "一部分的文字", "anyOf": [words, blocks]}


def _block() -> Schema:
    properties = {
        "level": {"enum": [2, 3, 4]},
        "heading": _LINE | {"pattern": r"^[^\n]*$"},
        "text": {"type": "string", "minLength": 1},
    }
    return {
        **_object(_titled("block", properties)),
        "anyOf": [{"required": ["text"]}, {"required": ["heading"]}],
        "dependentRequired": {"heading": ["level"]},
    }


def _picture() -> Schema:
    properties = {
        "file": _LINE | {"description": "文件名，在数据文件的文件夹里面；只用于从文件读取"},
        "content": {"type": "string", "contentEncoding": "base64"},
        "alt": _LINE,
        "caption": _LINE,
        "width": {
            "anyOf": [
                {"type": "string", "pattern": "^[1-9][0-9]{0,2}(mm|%)$"},
                {"type": "integer", "minimum": WIDTHS["mm"][0], "maximum": WIDTHS["mm"][-1]},
            ]
        },
    }
    picture = _object(_titled("picture", properties)) | {
        "required": ["alt"],
        "oneOf": [{"required": ["file"]}, {"required": ["content"]}],
    }
    return _inserted("picture", picture)


def _plain_table() -> Schema:
    cell = {"anyOf": [{"type": "string", "pattern": r"^[^\n\t]*$"}, {"type": ["number", "null"]}]}
    row = {"type": "array", "items": cell, "maxItems": COLUMN_LIMIT}
    properties = {
        "caption": _LINE,
        "head": {**row, "minItems": 1},
        "rows": {"type": "array", "items": row, "maxItems": ROW_LIMIT},
    }
    table = _object(_titled("plain_table", properties)) | {"required": ["head", "rows"]}
    return _inserted("table", table)


def _inserted(key: str, content: Schema) -> Schema:
    return _object(_titled("block", {key: content})) | {"required": [key]}


def _unsupported() -> Schema:
    properties = {
        "kind": {"const": "unsupported"},
        "description": {"type": "string"},
        "place": {"type": "string"},
    }
    return _object(_titled("block", properties)) | {"required": ["kind", "description"]}


def _edition() -> Schema:
    # Numbers are read too, as people write them.
    names = [each.edition for each in editions()]
    either = {"enum": [*names, *map(int, names)]}
    return {"anyOf": [either, _object(dict.fromkeys(tables(), either))]}


def _organ() -> Schema:
    choices = {key: {"enum": [*field_labels(f"organ_{key}")]} for key in field_labels("organ")}
    return _object(_titled("organ", choices))


def _fields(group: str, **special: Schema) -> Schema:
    """A map all of whose fields are required: one line of words, except for `special` ones."""
    properties = {key: special.get(key, _LINE) for key in field_labels(group)}
    return _object(_titled(group, properties)) | {"required": list(properties)}


def _own_fields() -> Schema:
    """Names of the office's own choice; a text that is written as a date is one."""
    site = _object(_titled(SITE, dict.fromkeys(field_labels(SITE), _OWN_LINE)))
    largest = {"minimum": -_LARGEST_OWN, "maximum": _LARGEST_OWN}
    values: list[Schema] = [
        {"title": "文字，或者写成 年-月-日 的日期", **_LINES, "maxLength": LONGEST_TEXT},
        {"title": "数字，写几位就印几位", "type": "number", **largest},
        _picture(),
    ]
    return {
        "type": "object",
        "propertyNames": {"pattern": r"^[^0-9_\s.][^\s.]*$", "maxLength": LONGEST_NAME},
        "maxProperties": MOST_FIELDS,
        "properties": _titled("fields", {SITE: site}),
        "additionalProperties": {"anyOf": values},
    }


def _titled(group: str, properties: Schema) -> Schema:
    """The properties with the labels of their fields, in the order of the fields."""
    labels = field_labels(group)
    return {key: {"title": labels[key], **properties[key]} for key in labels if key in properties}


def _object(properties: Schema) -> Schema:
    return {"type": "object", "properties": properties, "additionalProperties": False}


_DATE: Schema = {"type": "string", "format": "date", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"}


def _around() -> dict[str, Schema]:
    """The fields around the sections."""
    years = report_years()
    return {
        "agency": _LINE | {"maxLength": LONGEST_AGENCY},
        "year": {"type": "integer", "minimum": years[0], "maximum": years[-1]},
        "edition": _edition(),
        "organ": _organ(),
        "title": _LINES,
        "introduction": {"$ref": "#/$defs/outline"},
        "signature": _fields("signature", date=_DATE),
        "fields": _own_fields(),
        "waivers": {
            "type": "array",
            "items": _fields("waiver", date=_DATE, value={"type": "string"}),
        },
        "rollup": _object(
            _titled("rollup", dict.fromkeys(field_labels("rollup"), _LINES_OF_NAMES))
        ),
    }
