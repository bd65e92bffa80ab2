"""The English catalogue kept in step with the code: `python -m tests.tools.catalogue`.

Babel's extraction finds the templates of messages, `_("…")`, and the joints of lists,
`Listed("；", …)`; docstrings that people read, help and what rules ask for, are added here.
"""

from __future__ import annotations

import ast
from collections.abc import Collection, Iterator, Mapping
from io import BytesIO
from pathlib import Path
from typing import IO, Final

from babel.messages.catalog import Catalog
from babel.messages.extract import extract
from babel.messages.pofile import read_po, write_po

from gkdoc.spec import newest
from gkdoc.tasks.ledger.vocabulary import column_labels
from tests.tools.places import ROOT

SOURCE: Final = ROOT / "src" / "gkdoc"
PATH: Final = SOURCE / "locale" / "en" / "LC_MESSAGES" / "gkdoc.po"
KEYWORDS: Final[Mapping[str, None]] = {"_": None, "Listed": None}

_HEADER: Final = "# gkdoc 的英文译文：由 make catalogue 与代码对齐，译文手写。\n"


def sentences() -> dict[str, list[tuple[str, int]]]:
    """Every sentence of the code that is not the same in each language, with its places."""
    found: dict[str, list[tuple[str, int]]] = {}
    for path in sorted(SOURCE.rglob("*.py")):
        content = path.read_bytes()
        for line, sentence in (*_templates(content), *_docstrings(content)):
            if not sentence.isascii():
                found.setdefault(sentence, []).append((_shown(path), line))
    for words in _words_in_messages():
        found.setdefault(words, []).append((_shown(SOURCE / "spec" / "data"), 1))
    return found


def _templates(content: bytes) -> Iterator[tuple[int, str]]:
    """The first argument of each message and list."""
    found = extract(_calls, BytesIO(content), KEYWORDS)  # type: ignore[arg-type]  # typed otherwise than it is called
    for line, sentence, _comments, _context in found:
        yield line, str(sentence)


def _calls(
    file: IO[bytes],
    keywords: Collection[str],
    comment_tags: Collection[str],  # noqa: ARG001 - Babel's signature
    options: Mapping[str, object],  # noqa: ARG001 - Babel's signature
) -> Iterator[tuple[int, str, str, list[str]]]:
    """What Babel asks of a method of extraction: the calls, with their first argument.

    Its own method for Python overlooks a message within a call within a message (Babel 2.18).
    """
    for node in ast.walk(ast.parse(file.read())):
        match node:
            case ast.Call(func=ast.Name(id=name), args=[ast.Constant(value=str(sentence)), *_]) if (
                name in keywords
            ):
                yield node.lineno, name, sentence, []


def _docstrings(content: bytes) -> Iterator[tuple[int, str]]:
    """The paragraphs of the docstrings of commands, the first lines of those of rules."""
    for node in ast.walk(ast.parse(content)):
        if isinstance(node, ast.FunctionDef):
            words = ast.get_docstring(node) or ""
            for decorator in map(ast.unparse, node.decorator_list):
                if decorator.startswith("rule("):
                    yield node.lineno, words.partition("\n")[0]
                elif ".command(" in decorator or ".group(" in decorator:
                    for paragraph in words.split("\n\n"):
                        yield node.lineno, paragraph.replace("\n", "")


def catalogue() -> Catalog:
    """The catalogue as it is in the tree."""
    with PATH.open("rb") as stream:
        return read_po(stream, locale="en")


def update() -> None:
    """Write the catalogue anew: translations are kept, sentences that went are dropped."""
    old = catalogue()
    new = Catalog(locale="en", header_comment=_HEADER, fuzzy=False)
    for sentence in sorted(sentences()):
        known = old.get(sentence)
        new.add(sentence, known.string if known is not None else "")
    with PATH.open("wb") as stream:
        write_po(stream, new, omit_header=True, width=0)


def _words_in_messages() -> Iterator[str]:
    """Words of the specification that messages name, and that are no labels of the form."""
    yield from column_labels().values()
    for section in newest().sections:
        yield from (topic.title for topic in section.topics)
    yield from (old.now for old in newest().superseded)


def _shown(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


if __name__ == "__main__":
    update()
