"""What all peers are given: the report as data, as paragraphs and tables, as templates."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from attrs import evolve

import gkdoc
from gkdoc.layout.grid import lay_out
from gkdoc.layout.title import title_lines
from gkdoc.layout.typography import STYLE_NAMES, StyleRoles
from gkdoc.model import Overview, Report
from gkdoc.ooxml.package import read_package, write_package
from gkdoc.ooxml.runs import Run, paragraph_xml
from gkdoc.spec import TableSpec, form
from gkdoc.text.blocks import Block
from gkdoc.text.outlines import number
from gkdoc.write.docx.standard import standard_template_bytes
from gkdoc.write.docx.tables import table_fragment
from templates.typography import STYLE_IDS

ROOT = Path(__file__).resolve().parents[2]
REPORT = ROOT / "examples" / "trading-center-2023.yaml"
"""A report as long as the one that this project started from."""

FOLDER = ROOT / "build" / "benchmarks"
DOCUMENT = "word/document.xml"

_TAG = re.compile(r"\{\{p (\w+) \}\}")


def printed_report() -> Report:
    """The report with all totals, in the rows of its form."""
    built = gkdoc.build(gkdoc.load(REPORT))
    if built.report is None:
        raise AssertionError("the example has errors")
    return built.report


def of_pages(pages: int) -> Report:
    """The example with as much prose as fills these pages: 22 lines of 28 signs each."""
    example = gkdoc.load(REPORT)
    outline = [
        block
        for outline in example.prose.values()
        for block in outline
        if isinstance(block, Block) and block.text
    ]
    texts = [block.text or "" for block in outline]
    wanted, length, blocks = pages * 22 * 28, 0, []
    for place in range(10**6):
        text = f"本单位第{place}项工作：{texts[place % len(texts)]}"
        blocks.append(Block(text=text))
        length += -(-len(text) // 28) * 28
        if length >= wanted:
            break
    return evolve(example, overview=Overview(tuple(blocks)))


def prepare() -> None:
    """Write everything into `FOLDER`."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    report = printed_report()
    (FOLDER / "styles.docx").write_bytes(_template({}, docxtemplater=False, empty=True))
    tables = {key: table.values.spec for key, table in report.tables.items()}
    (FOLDER / "docxtpl.docx").write_bytes(_template(tables, docxtemplater=False))
    (FOLDER / "docxtemplater.docx").write_bytes(_template(tables, docxtemplater=True))
    _write("context.json", _context(report))
    _write("flat.json", _flat(report))
    _write("document.json", [*_document(report)])


def _write(name: str, values: object) -> None:
    (FOLDER / name).write_text(json.dumps(values, ensure_ascii=False), encoding="utf-8")


def _template(tables: dict[str, TableSpec], *, docxtemplater: bool, empty: bool = False) -> bytes:
    """The standard template, its tables drawn cell by cell, its prose as a loop of paragraphs."""
    package = read_package(standard_template_bytes())
    document = package.parts[DOCUMENT].decode()
    head, body, tail = re.split(r"(?<=<w:body>)|(?=<w:sectPr)", document, maxsplit=2)
    paragraphs = re.findall(r"<w:p>.*?</w:p>|<w:p/>", body)
    if empty:
        paragraphs = []
    made = [_replaced(paragraph, tables) for paragraph in paragraphs if "{%p" not in paragraph]
    content = head + "".join(made) + tail
    if docxtemplater:
        content = re.sub(r"\{%p for block in (\w+) %\}", r"{#\1}", content)
        content = re.sub(r"\{%p endfor (\w+) %\}", r"{/\1}", content)
        content = re.sub(r"\{\{ (?:block\.)?([\w.]+) \}\}", r"{\1}", content)
    else:
        content = re.sub(r"\{%p endfor \w+ %\}", "{%p endfor %}", content)
    return write_package(package.replacing({DOCUMENT: content.encode()}))


def _replaced(paragraph: str, tables: dict[str, TableSpec]) -> str:
    found = _TAG.search(paragraph)
    if found is None:
        return paragraph
    name = found[1]
    if name in tables:
        return table_fragment(tables[name], STYLE_IDS, None, None)
    words = [Run("{{ block.heading }}", STYLE_IDS.run_in(2)), Run("{{ block.text }}")]
    return (
        paragraph_xml(STYLE_IDS.body, [Run(f"{{%p for block in {name} %}}")])
        + paragraph_xml(STYLE_IDS.body, words)
        + paragraph_xml(STYLE_IDS.body, [Run(f"{{%p endfor {name} %}}")])
    )


def _blocks(report: Report) -> dict[str, list[dict[str, str]]]:
    found = {
        key: [
            {"heading": ordinal + (block.heading or ""), "text": block.text or ""}
            for block, ordinal in zip(outline, number(outline), strict=True)
            if isinstance(block, Block)
        ]
        for key, outline in report.prose.items()
    }
    signature = report.signature
    lines = [signature.agency, signature.date.isoformat()] if signature else []
    found["signature"] = [{"heading": "", "text": line} for line in lines]
    return {"introduction": [], **found}


def _figures(report: Report) -> dict[str, str]:
    return {
        address: text
        for table in report.tables.values()
        for address, text in zip(table.values.spec.addresses, table.values.printed, strict=True)
    }


def _context(report: Report) -> dict[str, Any]:
    nested: dict[str, Any] = {"title": report.full_title, **_blocks(report)}
    for address, text in _figures(report).items():
        *path, last = address.split(".")
        place = nested
        for step in path:
            place = place.setdefault(step, {})
        place[last] = text
    return nested


def _flat(report: Report) -> dict[str, Any]:
    return {"title": report.full_title, **_blocks(report), **_figures(report)}


def _document(report: Report) -> Iterator[dict[str, Any]]:
    """The document as paragraphs with styles and tables with spans."""
    blocks = _blocks(report)
    for line in title_lines(report.full_title, report.agency):
        yield _paragraph("title", line)
    yield from _paragraphs(blocks["introduction"])
    for section in form(report.editions["applications"]).sections:
        yield _paragraph("heading1", section.title)
        if not section.table:
            yield from _paragraphs(blocks[section.key])
            continue
        values = report.tables[section.key].values
        printed = dict(zip(values.spec.cells, values.printed, strict=True))
        grid = lay_out(values.spec)
        yield {
            "columns": values.spec.shape[1],
            "rows": [
                [
                    {
                        "column": column,
                        "text": printed[cell.ref] if cell.ref else cell.text,
                        "columns": cell.columns,
                        "rows": cell.rows,
                    }
                    for column, cell in row
                ]
                for row in grid.placed()
            ],
        }
    for block in blocks["signature"]:
        yield _paragraph("signature", block["text"])


def _paragraphs(blocks: list[dict[str, str]]) -> Iterator[dict[str, Any]]:
    for block in blocks:
        runs = [{"style": _style("run_in2"), "text": block["heading"]}] if block["heading"] else []
        yield {"style": _style("body"), "runs": [*runs, {"style": None, "text": block["text"]}]}


def _paragraph(role: str, text: str) -> dict[str, Any]:
    return {"style": _style(role), "runs": [{"style": None, "text": text}]}


def _style(role: str) -> dict[str, str]:
    names: StyleRoles = STYLE_NAMES
    return {"id": getattr(STYLE_IDS, role), "name": getattr(names, role)}
