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
from tests.tools import house, names
from tests.tools.editions import EDITIONS
from tests.tools.places import ROOT

SRC = ROOT / "src" / "gkdoc"
TESTS = ROOT / "tests"
MODULES = sorted(SRC.rglob("*.py"))


each_module = pytest.mark.parametrize(
    "path", MODULES, ids=[path.relative_to(SRC).as_posix() for path in MODULES]
)


SOURCES = {path.relative_to(SRC).as_posix(): path.read_text(encoding="utf-8") for path in MODULES}


def test_imports_point_down() -> None:
    """A module imports from lower lines and from its own package only."""
    assert house.upward(SOURCES) == []


@pytest.mark.parametrize(
    ("path", "source", "other"),
    [
        ("errors.py", "from gkdoc.messages import Message", ""),
        ("messages.py", "from gkdoc import errors", "errors.py"),
        ("errors.py", "import gkdoc.archive", "archive.py"),
        ("archive.py", "import gkdoc.libreoffice", "libreoffice.py"),
        ("spec/load.py", "from gkdoc.text import marks", "text/marks.py"),
        ("text/marks.py", "from gkdoc.model.values import Text", "model/values.py"),
        ("check/rule.py", "from gkdoc.layout.grid import Grid", "layout/grid.py"),
        ("layout/grid.py", "from gkdoc.formats.page import NAMES", "formats/page.py"),
        ("formats/page.py", "from gkdoc.write.html import html_page", "write/html.py"),
        ("write/html.py", "from gkdoc.read.files import read_file", "read/files.py"),
        ("tasks/tidy.py", "from gkdoc.api import load", "api.py"),
        ("many.py", "from gkdoc.answers import answer", "answers.py"),
        ("api.py", "import gkdoc", "__init__.py"),
        ("__init__.py", "from gkdoc.cli.main import main", "cli/main.py"),
        ("cli/main.py", "from gkdoc.__main__ import main", "__main__.py"),
        ("helpers/texts.py", "", "has no place"),
    ],
)
def test_an_import_upward_is_seen(path: str, source: str, other: str) -> None:
    """Each line of the house is one that an import can break; one place lower it breaks nothing."""
    names = {name for line in house.LINES for name in line if name not in {"__init__", "__main__"}}
    rooms = {f"{name}/__init__.py": "" for name in names} | {"__init__.py": "", "__main__.py": ""}
    made = rooms | ({other: ""} if other.endswith(".py") else {}) | {path: source}
    found = house.upward(made)
    assert len(found) == bool(other)
    assert all(other in line for line in found)


@pytest.mark.parametrize(
    ("source", "modules"),
    [
        ("import gkdoc.read.yaml", {"read/yaml.py"}),
        ("import gkdoc", {"__init__.py"}),
        ("from gkdoc import errors, load", {"errors.py", "__init__.py"}),
        ("from gkdoc.write import json, to_json", {"write/json.py", "write/__init__.py"}),
        ("from . import fields", {"spec/fields.py"}),
        ("from .fields import NAMES", {"spec/fields.py"}),
        ("from .. import errors", {"errors.py"}),
        ("from ..model.report import Report", {"model/report.py"}),
        ("import os, docx.shared", set()),
        ("if TYPE_CHECKING:\n    from gkdoc.api import Built", {"api.py"}),
        ("def late():\n    from gkdoc.cli import main", {"cli/main.py"}),
        ("def late():\n    import_module('gkdoc.tasks.new')", {"tasks/new/__init__.py"}),
        ("NEW = {'new': 'gkdoc.tasks.new'}", set()),
    ],
)
def test_every_way_to_import_is_seen(source: str, modules: set[str]) -> None:
    """Imports for types, inside functions, relative and by name count like all others."""
    names = (
        "__init__.py api.py errors.py cli/__init__.py cli/main.py model/report.py read/yaml.py "
        "spec/__init__.py spec/fields.py tasks/new/__init__.py write/__init__.py write/json.py"
    )
    made = dict.fromkeys(names.split(), "") | {"spec/load.py": source}
    assert house.imports(made)["spec/load.py"] == modules


def test_packages_of_one_floor_do_not_know_each_other() -> None:
    """A reader, a writer, a task, a kind of rule can be read, and taken out, alone."""
    assert house.siblings(SOURCES) == []


@pytest.mark.parametrize(
    ("path", "source", "is_wrong"),
    [
        ("read/pdf/cells.py", "from gkdoc.read.html.grids import Grid", True),
        ("read/document/body.py", "from gkdoc.read.docx.body.looks import look_of", True),
        ("read/syntax/yaml.py", "from gkdoc.read.data.names import Named", True),
        ("tasks/ledger/output.py", "from gkdoc.tasks.rollup.units import Unit", True),
        ("check/sums/causes.py", "from gkdoc.check.tables.cells import kinds", True),
        ("write/docx/fill.py", "from gkdoc.write.xlsx.book import Book", True),
        ("read/pdf/cells.py", "from gkdoc.read.document.body import Body", False),
        ("read/data/names.py", "from gkdoc.read.syntax.nodes import Node", False),
        ("read/docx/__init__.py", "from gkdoc.read.docx.body.looks import look_of", False),
        ("read/pdf/cells.py", "from gkdoc.read.reading import Reading", False),
        ("read/files.py", "from gkdoc.read.html.grids import Grid", False),
        ("check/tables/cells.py", "from gkdoc.check.subject import Subject", False),
        ("check/tables/cells.py", "from gkdoc.check.sums.causes import causes", False),
        ("tasks/ledger/output.py", "from gkdoc.write.xlsx.book import Book", False),
    ],
)
def test_an_import_of_a_sibling_is_seen(path: str, source: str, *, is_wrong: bool) -> None:
    """Shared packages, modules on the floor and lower floors may be known; siblings may not."""
    other = source.split()[1].removeprefix("gkdoc.").replace(".", "/") + ".py"
    assert len(house.siblings({path: source, other: ""})) == is_wrong


def test_no_module_imports_itself_by_way_of_others() -> None:
    """Modules can be read in an order in which each knows only those before it."""
    assert house.circle(SOURCES) == []


@pytest.mark.parametrize(
    "back",
    [
        "from gkdoc.read.pages import Page",
        "def late():\n    from gkdoc.read import pages",
        "if TYPE_CHECKING:\n    from gkdoc.read.pages import Page",
    ],
)
def test_a_circle_is_seen(back: str) -> None:
    """A ring of three is found, also where an import of it is for types or waits in a function."""
    made = {
        "read/pages.py": "from gkdoc.read.lines import Line",
        "read/lines.py": "from gkdoc.read.signs import Sign",
        "read/signs.py": "",
    }
    assert house.circle(made) == []
    assert set(house.circle(made | {"read/signs.py": back})) == set(made)


def test_rooms_and_modules_are_small() -> None:
    """One finds one's way in a folder, and reads a module in one sitting."""
    assert house.crowded(SOURCES) == []
    assert house.long(SOURCES) == []


def test_a_crowded_room_and_a_long_module_are_seen() -> None:
    """One module or line more than may be is too much; `__init__` and rooms inside do not count."""
    made = {f"text/{number}.py": "" for number in range(house.MOST_MODULES)}
    made |= {"text/__init__.py": "", "text/claims/words.py": ""}
    assert house.crowded(made) == []
    assert house.crowded(made | {"text/more.py": ""}) == [f"text: {len(made) - 1} modules"]
    whole = "\n" * house.LONGEST_MODULE
    assert house.long({"api.py": whole}) == []
    assert house.long({"api.py": whole + "\n"}) == [f"api.py: {house.LONGEST_MODULE + 1} lines"]


def test_tests_lie_as_the_code_does() -> None:
    """Whoever knows where a module lies knows where it is tested."""
    tests = [path.relative_to(TESTS).as_posix() for path in sorted(TESTS.rglob("*.py"))]
    assert house.unmirrored(tests, SOURCES) == []


def test_a_folder_of_tests_that_mirrors_nothing_is_seen() -> None:
    """Folders named for nothing in src are found, at any depth; judges and fixtures have theirs."""
    made = {"read/pdf/cells.py": "", "api.py": ""}
    tests = ["test_build.py", "read/test_files.py", "read/pdf/test_cells.py", "tools/pdf.py"]
    assert house.unmirrored(tests, made) == []
    wrong = ["reading/test_files.py", "read/pdf/more/test_cells.py"]
    assert house.unmirrored([*tests, *wrong], made) == ["tests/read/pdf/more", "tests/reading"]


@each_module
def test_the_form_is_written_once(path: Path) -> None:
    """No label and no address of the form is typed in code: the spec's data files hold them.

    But for the module that is made of them.
    """
    if path == names.PATH:
        assert path.read_text(encoding="utf-8") == names.names()
        return
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
