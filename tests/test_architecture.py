"""The house of the code: imports point down, the form is written once, modules stay readable."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from textwrap import dedent

import pytest

from gkdoc import spec
from tests.tools.editions import EDITIONS
from tests.tools.places import ROOT

SRC = ROOT / "src" / "gkdoc"
MODULES = sorted(SRC.rglob("*.py"))

# Lowest line first. Packages of one line do not know each other.
LINES = (
    ("messages",),
    ("errors", "findings"),
    ("archive", "libreoffice"),
    ("spec", "text", "ooxml"),
    ("model",),
    ("check", "layout"),
    ("formats",),
    ("read", "write"),
    ("tasks",),
    ("api",),
    ("answers", "many"),
    ("__init__",),
    ("cli",),
    ("__main__",),
)
RANK = {name: rank for rank, line in enumerate(LINES) for name in line}

LONGEST_MODULE = 400

each_module = pytest.mark.parametrize(
    "path", MODULES, ids=[path.relative_to(SRC).as_posix() for path in MODULES]
)


@each_module
def test_imports_point_down(path: Path) -> None:
    """A module imports from lower lines and from its own package only."""
    here = path.relative_to(SRC).parts[0].removesuffix(".py")
    assert here in RANK, f"{here} has no place in the house"
    wrong = [
        there
        for there in imported_parts(path.read_text(encoding="utf-8"), package_of(path))
        if there != here and RANK[there] >= RANK[here]
    ]
    assert not wrong, f"{here} must not know {', '.join(wrong)}"


@pytest.mark.parametrize(
    ("source", "parts"),
    [
        ("import gkdoc.read.yaml", ["read"]),
        ("import gkdoc", ["__init__"]),
        ("from gkdoc import errors, load", ["errors", "__init__"]),
        ("from gkdoc.write import json", ["write"]),
        ("from . import fields", ["spec"]),
        ("from .. import errors", ["errors"]),
        ("from ..model.report import Report", ["model"]),
        ("import os, docx.shared", []),
        ("if TYPE_CHECKING:\n    from gkdoc.api import Built", ["api"]),
        ("def late():\n    from gkdoc.cli import main", ["cli"]),
        ("def late():\n    import_module('gkdoc.tasks.new')", ["tasks"]),
    ],
)
def test_every_way_to_import_is_seen(source: str, parts: list[str]) -> None:
    """Imports for types, inside functions, relative and by name count like all others."""
    assert list(imported_parts(source, "gkdoc.spec")) == parts


@each_module
def test_modules_are_short(path: Path) -> None:
    """A module can be read in one sitting."""
    assert len(path.read_text(encoding="utf-8").splitlines()) <= LONGEST_MODULE


@each_module
def test_the_form_is_written_once(path: Path) -> None:
    """No label and no address of the form is typed in code: the spec's data files hold them."""
    typed = list(words_of_the_form(path.read_text(encoding="utf-8")))
    assert not typed, f"derive from gkdoc.spec: {typed}"


def test_a_label_typed_in_code_is_seen() -> None:
    """A label counts alone, inside a message and in an f-string, but not in a docstring."""
    label = next(label for label in sorted(LABELS) if len(label) >= SHORTEST_LABEL_IN_A_SENTENCE)
    address = min(ADDRESSES)
    source = dedent(f'''\
        """{label}"""
        A = "{label}"
        B = f"第 {{A}} 行：{label}"
        C = "{address}"
        ''')
    assert list(words_of_the_form(source)) == [f"2: {label}", f"3: {label}", f"4: {address}"]


def _exporting() -> list[str]:
    return [
        ".".join(path.relative_to(SRC.parent).with_suffix("").parts).removesuffix(".__init__")
        for path in MODULES
        if re.search(r"^__all__\b", path.read_text(encoding="utf-8"), re.MULTILINE)
    ]


@pytest.mark.parametrize("name", _exporting())
def test_public_names_exist_and_are_sorted(name: str) -> None:
    """`__all__` lists what is there: constants, then classes, then functions, each by name."""
    module = import_module(name)
    assert list(module.__all__) == sorted(set(module.__all__), key=public_order)
    assert [public for public in module.__all__ if not hasattr(module, public)] == []


def test_importing_the_library_is_light() -> None:
    """`import gkdoc` loads none of the heavy libraries: they come when they are needed."""
    heavy = {"babel", "docx", "docxtpl", "jinja2", "lxml", "yaml"}
    code = f"import sys, gkdoc; print(*({heavy!r} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    assert done.stdout.split() == []


def test_help_needs_click_only() -> None:
    """`gkdoc --help` loads none of the libraries that reports need, nor the rules."""
    heavy = {"attr", "babel", "docx", "docxtpl", "jinja2", "lxml", "yaml", "gkdoc.api"}
    code = (
        "import sys; from gkdoc.cli.main import main; main(['--help']); "
        f"print('loaded:', *({heavy!r} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    assert done.stdout.splitlines()[-1].split() == ["loaded:"]


def package_of(path: Path) -> str:
    """The package that relative imports of the module at `path` start from."""
    return ".".join(path.parent.relative_to(SRC.parent).parts)


@pytest.mark.parametrize(
    "path",
    [path for path in MODULES if "spec" not in path.relative_to(SRC).parts],
    ids=lambda path: path.relative_to(SRC).as_posix(),
)
def test_editions_are_known_to_the_specification_only(path: Path) -> None:
    """No edition, no year, no notice and no list of sections stands outside `spec`."""
    assert list(facts_of_editions(path.read_text(encoding="utf-8"))) == []


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ("form(EDITIONS[0])", ["EDITIONS"]),
        ("spec.EDITIONS", ["EDITIONS"]),
        ("from gkdoc.spec import EDITIONS", ["EDITIONS"]),
        ("table(key, '2021')", ["2021"]),
        ("if report.year >= 2021: pass", ["2021"]),
        ("datetime.date(2008, 5, 1)", ["2008"]),
        ("NOTICE = '国办公开办函〔2021〕30号'", ["国办公开办函〔2021〕30号"]),
        ("f'依据{x}〔2019〕60号'", ["〔2019〕60号"]),
        (r"re.compile(r'〔﹝[（(]2019[〕）)] ?60 ?号')", [r"〔﹝[（(]2019[〕）)] ?60 ?号"]),
        (r"re.compile(r'国务院令第?492[ ]?号')", ["国务院令第?492[ ]?号"]),
        ("KEYS = ('proactive', 'applications', 'remedies')", ["proactive applications remedies"]),
        ("for key in ['overview', 'problems']: pass", ["overview problems"]),
        ("{'applications', 'remedies'}", ["applications remedies"]),
        ('def rule():\n    """2021 年度起。"""', []),
        ("message = '年度应写成四位数字，如 2023'", []),
        ("MOST_ROWS = 2000, 2048", []),
        ("('applications', 'total')", []),
    ],
)
def test_every_fact_of_an_edition_is_seen(source: str, found: list[str]) -> None:
    """Names, numbers, patterns and lists are found; what docstrings and examples say is not."""
    assert list(facts_of_editions(source)) == found


def test_importing_reads_no_data() -> None:
    """Every module can be imported where there are no data: they are read when asked for."""
    program = """
        import importlib, pkgutil
        from pathlib import Path
        import gkdoc
        from gkdoc.spec import source

        source.root = lambda: Path("nowhere")
        for module in pkgutil.walk_packages(gkdoc.__path__, "gkdoc."):
            if not module.name.endswith("__main__"):
                importlib.import_module(module.name)
        try:
            source.load_document("claims.yaml")
        except FileNotFoundError:
            print("no data")
        """
    done = subprocess.run(
        [sys.executable, "-c", dedent(program)], capture_output=True, check=False, text=True
    )
    assert (done.stdout.strip(), done.stderr) == ("no data", "")


def imported_parts(source: str, package: str) -> Iterator[str]:
    """The parts of gkdoc, named as in `RANK`, that `source` imports anywhere in any way."""
    for node in ast.walk(ast.parse(source)):
        match node:
            case ast.Import(names):
                modules = [name.name for name in names]
            case ast.ImportFrom(module, names, level):
                base = package.split(".")[: len(package.split(".")) - level + 1] if level else []
                start = ".".join([*base, *([module] if module else [])])
                modules = [f"{start}.{name.name}" for name in names]
            case ast.Call(ast.Name("import_module") | ast.Attribute(attr="import_module"), args):
                modules = [str(arg.value) for arg in args if isinstance(arg, ast.Constant)]
            case _:
                continue
        # `from gkdoc.write import a, b` is one import of one part.
        parts = [part_of(module) for module in modules if module.split(".")[0] == "gkdoc"]
        yield from dict.fromkeys(parts)


def part_of(module: str) -> str:
    """The part of gkdoc that `module` belongs to; a public name belongs to `__init__`."""
    name = [*module.split("."), "__init__"][1]
    return name if name in RANK else "__init__"


def public_order(name: str) -> tuple[int, str]:
    """Where `name` stands in `__all__`."""
    return (0 if name.isupper() else 1 if name[0].isupper() else 2, name)


# Years of the regulation and its forms; round numbers and powers of two are limits.
_YEARS = range(2008, 2040)
_YEAR = re.compile("20[0-3][0-9]")
# 〔2021〕30号, 令第492号, and patterns for them.
_NOTICE = re.compile(r"20[0-3][0-9][][)）〕﹞】]+.*[0-9].*号|令.*[0-9]{3}.*号")
_SECTIONS = frozenset(spec.sections())


def facts_of_editions(source: str) -> Iterator[str]:
    """What only the specification knows, in `source` without its docstrings."""
    tree = ast.parse(source)
    docstrings = docstrings_of(tree)
    for node in ast.walk(tree):
        match node:
            case ast.Name("EDITIONS") | ast.Attribute(attr="EDITIONS") | ast.alias("EDITIONS"):
                yield "EDITIONS"
            case ast.Constant(int() as number) if number in _YEARS:
                yield str(number)
            case ast.Constant(str() as text) if id(node) not in docstrings:
                if _YEAR.fullmatch(text) or _NOTICE.search(text):
                    yield text
            case ast.Tuple(elts) | ast.List(elts) | ast.Set(elts):
                words = [each.value for each in elts if isinstance(each, ast.Constant)]
                if len(elts) == len(words) > 1 and _SECTIONS.issuperset(words):
                    yield " ".join(map(str, words))


def docstrings_of(tree: ast.AST) -> frozenset[int]:
    """The strings in `tree` that stand for themselves."""
    return frozenset(
        id(node.value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    )


# Shorter ones (其他, 总计) are words of everyday language inside a sentence.
SHORTEST_LABEL_IN_A_SENTENCE = 5


def _labels() -> Iterator[str]:
    for edition in EDITIONS:
        form = spec.form(edition)
        for section in form.sections:
            yield section.title
        for table in form.tables.values():
            for block in table.blocks:
                yield from filter(None, (block.title, block.corner))
            for cell in table.cells.values():
                yield from (*cell.row_labels, *cell.column_labels)


NUMBER = re.compile(r"^(?:（[一二三四五六七八九十]+）|[一二三四五六七八九十]+、|[0-9]+\.)")

LABELS = {NUMBER.sub("", label, count=1) for label in _labels()}
"""All labels of all editions, without their numbers."""

ADDRESSES = {
    row
    for edition in EDITIONS
    for table in spec.form(edition).tables.values()
    for row in table.rows
    if "." in row
}
"""The keys of rows inside rows: unlike `total`, nobody types them by chance."""


def words_of_the_form(source: str) -> Iterator[str]:
    """Each label or address of the form in a string of `source` that is not a docstring."""
    tree = ast.parse(source)
    docstrings = docstrings_of(tree)
    strings = [
        (node.lineno, node.value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and id(node) not in docstrings
    ]
    for line, string in sorted(strings):
        for word in sorted(LABELS | ADDRESSES):
            if word == string or (len(word) >= SHORTEST_LABEL_IN_A_SENTENCE and word in string):
                yield f"{line}: {word}"
