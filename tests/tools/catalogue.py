"""The English catalogue kept in step with the code: `python -m tests.tools.catalogue`.

A sentence is a string of the code that may be said to a person and holds Chinese characters. What
an f-string fills in becomes a place, named after the expression: `f"第 {problem.line} 行"` gives
`第 {line} 行`. gkdoc.cli.language matches messages with these sentences. What is extracted is what
is not left out here: a message that is new is asked for, a word list that is new has to be named.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final

from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po, write_po

from gkdoc.spec import newest
from gkdoc.spec.ledger import column_labels
from tests.tools.places import ROOT

SOURCE: Final = ROOT / "src" / "gkdoc"
PATH: Final = SOURCE / "locale" / "en" / "LC_MESSAGES" / "gkdoc.po"

UNSAID_MODULES: Final[Mapping[str, str]] = {
    "spec/": "the statute's own words",
    "text/claims": "what is looked for in reports",
    "text/numerals.py": "numerals and their grammar",
    "text/ordinals.py": "numerals and their grammar",
    "text/outlines.py": "numerals and their grammar",
    "text/references_wording.py": "words that are printed in the report",
    "text/series.py": "what is looked for in reports",
    "text/signs.py": "what is looked for in reports",
    "text/unwritten.py": "the mark that stands in drafts",
    "layout/faces.py": "names of faces",
    "layout/title.py": "words of the report",
    "layout/typography.py": "names of styles and faces",
    "layout/words.py": "words of the report",
    "layout/workbook.py": "words of the workbook",
    "layout/workbook_words.py": "words of the workbook",
    "tasks/compare_output.py": "words of the files that are written",
    "tasks/ledger_output.py": "words of the files that are written",
    "tasks/mark_up.py": "comments in a Chinese Word file, printed as they stand there",
    "tasks/new_words.py": "words of the draft",
    "tasks/review.py": "comments in a Chinese Word file",
    "tasks/rollup_output.py": "words of the files that are written",
    "write/display.py": "words of the report",
    "write/draft_yaml.py": "remarks in the draft",
    "write/html.py": "words of the report",
    "write/schema.py": "titles in the schema",
    "write/workbook/tables.py": "words of the workbook",
    "write/workbook/words.py": "words of the workbook",
    "write/yaml_text.py": "remarks in the data file",
}
"""Modules (or packages) whose strings nobody is told on the command line, and why."""

UNSAID_NAMES: Final[Mapping[str, frozenset[str]]] = {
    "check/prose_identity.py": frozenset({"_BUSY", "_GOVERNMENT"}),
    "check/readings.py": frozenset({"_IN_YUAN"}),
    "check/suggestions.py": frozenset({"_LEADS", "_DIGITS", "_OF_FIGURES", "_contents"}),
    "read/document/counted.py": frozenset({"_STEMS", "_digit_by_digit"}),
    "read/document/labels.py": frozenset({"_NUMERAL"}),
    "read/document/sections.py": frozenset({"_OPENING_SIGNS"}),
    "read/figures.py": frozenset({"PLACEHOLDERS"}),
    "read/register/mapping.py": frozenset({"_PARTS"}),
    "text/references_grammar.py": frozenset({"UNITS", "_OF", "_NUMBERS"}),
    "write/sheets.py": frozenset({"_FACE"}),
    "write/workbook/book.py": frozenset({"_FACE", "_LOOKS"}),
}
"""Constants and functions that make words of reports, or words that are looked for in them."""

# What is looked for, cut off or compared is no message.
_LOOKING: Final = frozenset({
    "count", "endswith", "find", "index", "lstrip", "maketrans", "partition", "removeprefix",
    "removesuffix", "replace", "rpartition", "rsplit", "rstrip", "set_footer", "split",
    "startswith", "strip",
})  # fmt: skip
_CHINESE: Final = re.compile("[\u3007\u4e00-\u9fff]")
_PATTERN: Final = re.compile(r"\(\?|\[[^\]]*\]\{|\\[sdw]|\[一-龥\]")
_HEADER: Final = "# gkdoc 的英文译文：由 make catalogue 与代码对齐，译文手写。\n"


def sentences() -> dict[str, list[tuple[str, int]]]:
    """Every sentence of the code, with the places where it stands."""
    found: dict[str, list[tuple[str, int]]] = {}
    for path in sorted(SOURCE.rglob("*.py")):
        if path.relative_to(SOURCE).as_posix().startswith(tuple(UNSAID_MODULES)):
            continue
        for sentence, line in _strings(path):
            for part in sentence.split("\n"):
                if _CHINESE.search(re.sub(r"\{\w+\}", "", part)) and not _PATTERN.search(part):
                    found.setdefault(part, []).append((str(path.relative_to(ROOT)), line))
    for words in _words_in_messages():
        found.setdefault(words, []).append(("src/gkdoc/spec/data", 1))
    return found


def _words_in_messages() -> Iterator[str]:
    """Words of the specification that messages name, and that are no labels of the form."""
    yield from column_labels().values()
    for section in newest().sections:
        yield from (topic.title for topic in section.topics)


def catalogue() -> Catalog:
    """The catalogue as it is in the tree."""
    with PATH.open("rb") as stream:
        return read_po(stream, locale="en")


def update() -> None:
    """Write the catalogue anew: translations are kept, sentences that went are dropped."""
    old = catalogue() if PATH.exists() else Catalog(locale="en")
    new = Catalog(locale="en", header_comment=_HEADER, fuzzy=False)
    for sentence in sorted(sentences()):
        known = old.get(sentence)
        new.add(sentence, known.string if known is not None else "")
    PATH.parent.mkdir(parents=True, exist_ok=True)
    with PATH.open("wb") as stream:
        write_po(stream, new, omit_header=True, width=0)


def places(sentence: str) -> set[str]:
    """The names of the places in a sentence."""
    return set(re.findall(r"\{(\w+)\}", sentence))


def _strings(path: Path) -> Iterator[tuple[str, int]]:
    """Every string of a module that may be said: f-strings as sentences, docstrings of commands."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    words = UNSAID_NAMES.get(path.relative_to(SOURCE).as_posix(), frozenset())
    unsaid = {id(part) for node in ast.walk(tree) for part in _unsaid(node, words)}
    for node in ast.walk(tree):
        if isinstance(node, ast.ClassDef | ast.FunctionDef) and _is_command(node):
            for paragraph in (ast.get_docstring(node) or "").split("\n\n"):
                yield paragraph.replace("\n", ""), node.lineno
        elif id(node) in unsaid:
            continue
        elif isinstance(node, ast.JoinedStr):
            yield _sentence(node), node.lineno
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield _escaped(node.value), node.lineno


def _unsaid(node: ast.AST, words: frozenset[str]) -> Iterator[ast.AST]:
    """Strings nobody is shown: those that stand alone, patterns, and the words of f-strings."""
    match node:
        case ast.Expr(value=ast.Constant() as alone):
            yield alone
        case ast.JoinedStr(values=values):
            yield from (part for part in values if isinstance(part, ast.Constant))
        case ast.Call(func=ast.Attribute(value=ast.Name(id="re")), args=arguments):
            yield from (part for argument in arguments for part in ast.walk(argument))
        case ast.Call(func=ast.Attribute(attr=name), args=arguments) if name in _LOOKING:
            yield from arguments
        case ast.Subscript(slice=key):
            yield key
        case ast.arguments(defaults=defaults, kw_defaults=others):
            yield from (each for each in (*defaults, *others) if each is not None)
        case ast.Compare(left=left, comparators=others):
            yield from (left, *others)
        case ast.Call(func=ast.Name(id="frozenset" | "set"), args=arguments):
            yield from (part for argument in arguments for part in ast.walk(argument))
        case (
            ast.AnnAssign(target=ast.Name(id=name))
            | ast.Assign(targets=[ast.Name(id=name)])
            | ast.FunctionDef(name=name)
        ) if name in words:
            yield from ast.walk(node)


def _is_command(node: ast.ClassDef | ast.FunctionDef) -> bool:
    """True for a function whose docstring click shows as help."""
    return any(
        "click" in ast.unparse(each) or "command" in ast.unparse(each)
        for each in node.decorator_list
    )


def _sentence(node: ast.JoinedStr) -> str:
    """The f-string with names for its places; a name that stands twice is numbered."""
    pieces = []
    taken: dict[str, str] = {}
    for value in node.values:
        if isinstance(value, ast.Constant):
            pieces.append(_escaped(str(value.value)))
        elif isinstance(value, ast.FormattedValue):
            expression = ast.unparse(value.value)
            if expression not in taken:
                name = _name(value.value)
                same = sum(other.rstrip("0123456789") == name for other in taken.values())
                taken[expression] = f"{name}{same + 1}" if same else name
            pieces.append("{" + taken[expression] + "}")
    return "".join(pieces)


def _name(expression: ast.expr) -> str:
    """The last word of the expression, `value` if it ends in none."""
    words = re.findall(r"[A-Za-z_]\w*", ast.unparse(expression))
    match expression:
        case ast.Name(id=name) | ast.Attribute(attr=name):
            return name.strip("_") or "value"
        case ast.Call(func=ast.Name(id="len")):
            return "count"
        case _:
            return (
                words[-1].strip("_").rstrip("0123456789")
                if words and words[-1].islower()
                else "value"
            )


def _escaped(text: str) -> str:
    """The text of a plain string: braces in it are no places, but for the `{}` of str.format."""
    return text.replace("{", "{{").replace("}", "}}").replace("{{}}", "{value}")


if __name__ == "__main__":
    update()
