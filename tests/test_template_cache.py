"""The command line keeps the compiled standard template: safely, and never to a report's harm."""

from __future__ import annotations

import os
from collections.abc import Callable
from importlib import import_module
from pathlib import Path

import pytest
from attrs import evolve

import gkdoc
from gkdoc import api
from gkdoc.cli import main as cli
from gkdoc.cli import template_cache
from gkdoc.cli.template_cache import StoredTemplates, cache_folder
from gkdoc.layout.options import STANDARD
from gkdoc.messages import _
from gkdoc.model import fitted, totalled
from gkdoc.ooxml.package import read_package, write_package
from gkdoc.write.docx import CompiledTemplate, TemplateKey, compile_template
from gkdoc.write.docx import compile as compiling
from gkdoc.write.docx.storing import restored, stored
from gkdoc.write.templates import standard_template_bytes
from tests.tools.places import ROOT

EXAMPLES = sorted((ROOT / "examples").glob("*.yaml"))
REPORTS = [gkdoc.load(path) for path in EXAMPLES]
CONTENT = standard_template_bytes()


def key_of(report: gkdoc.Report, *, plain: bool = False) -> TemplateKey:
    """What the standard template is compiled for when `report` is built."""
    return api._key(fitted(totalled(report))[0], STANDARD, plain=plain)


@pytest.fixture
def compiled(monkeypatch: pytest.MonkeyPatch) -> list[TemplateKey]:
    """What is compiled in this test."""
    keys: list[TemplateKey] = []

    def counting(content: bytes, key: TemplateKey, source: None) -> CompiledTemplate:
        keys.append(key)
        return compile_template(content, key, source)

    monkeypatch.setattr(compiling, "compile_template", counting)
    return keys


@pytest.mark.parametrize("plain", [False, True])
@pytest.mark.parametrize("report", REPORTS, ids=[path.stem for path in EXAMPLES])
def test_what_is_stored_comes_back(report: gkdoc.Report, *, plain: bool) -> None:
    """A template that was stored is equal to the one that was compiled."""
    key = key_of(report, plain=plain)
    template = compile_template(CONTENT, key)
    text = stored(template)
    assert text is not None
    assert restored(text, key) == template


def test_only_what_has_nothing_of_its_own_is_stored() -> None:
    """Findings and drawn tables are an office's template's: those are compiled each time."""
    template = compile_template(CONTENT, key_of(REPORTS[0]))
    finding = gkdoc.Finding("GK908", gkdoc.Severity.WARNING, _("页边距"))
    assert stored(evolve(template, findings=(finding,))) is None
    spec = key_of(REPORTS[0]).tables[0]
    assert stored(evolve(template, drawn={spec.key: spec})) is None


def test_the_second_call_compiles_nothing(tmp_path: Path, compiled: list[TemplateKey]) -> None:
    """The folder is made, what was compiled is kept, and documents are the same with it."""
    folder = tmp_path / "new" / "gkdoc"
    for _time in range(2):
        kept = StoredTemplates(folder)
        for report in REPORTS:
            built = gkdoc.build(report, templates=kept)
            assert built == gkdoc.build(report, templates=gkdoc.Templates())
    # Once for the folder, twice for the comparison.
    assert len(compiled) == 3 * len(REPORTS)
    assert len([*folder.iterdir()]) == len(REPORTS)
    assert os.name == "nt" or folder.stat().st_mode & 0o077 == 0


def test_an_offices_own_template_is_not_kept(tmp_path: Path) -> None:
    """Nothing of an office's own file comes into the folder."""
    kept = StoredTemplates(tmp_path / "gkdoc")
    own = read_package(CONTENT).replacing({"docProps/extra.xml": b"<Properties/>"})
    kept.compiled(write_package(own), key_of(REPORTS[0]))
    assert not (tmp_path / "gkdoc").exists()


def _flip(content: bytes) -> bytes:
    middle = len(content) // 2
    return content[:middle] + bytes([content[middle] ^ 1]) + content[middle + 1 :]


@pytest.mark.parametrize(
    "spoil",
    [
        lambda _: b"",
        lambda content: content[:-1],
        lambda content: content[: len(content) // 2],
        lambda content: content + b" ",
        _flip,
        lambda _: b"\x80\x04K\x01.",
        lambda _: b"0" * 64 + b"\n{}",
    ],
)
def test_a_broken_file_is_made_anew(
    spoil: Callable[[bytes], bytes], tmp_path: Path, compiled: list[TemplateKey]
) -> None:
    """Whatever has become of the file, the report is the same, and the file is right again."""
    report = REPORTS[2]
    document = gkdoc.build(report, templates=StoredTemplates(tmp_path)).document
    (path,) = tmp_path.iterdir()
    sound = path.read_bytes()
    path.write_bytes(spoil(sound))
    assert gkdoc.build(report, templates=StoredTemplates(tmp_path)).document == document
    assert path.read_bytes() == sound
    assert len(compiled) == 2


@pytest.mark.skipif(os.name == "nt", reason="需要有文件权限的系统")
def test_a_file_that_others_may_write_is_not_read(
    tmp_path: Path, compiled: list[TemplateKey]
) -> None:
    """A file that somebody else can have put there is not believed, though it is sound."""
    gkdoc.build(REPORTS[2], templates=StoredTemplates(tmp_path))
    (path,) = tmp_path.iterdir()
    path.chmod(0o666)
    gkdoc.build(REPORTS[2], templates=StoredTemplates(tmp_path))
    assert len(compiled) == 2


@pytest.mark.parametrize("text", ["", "[]", "{}", "null", '{"parts": 1}', '{"parts": {"a": [[]]}}'])
def test_what_is_no_template_is_none(text: str) -> None:
    """JSON that is something else is not taken for a template."""
    assert restored(text, key_of(REPORTS[0])) is None


def test_another_program_has_another_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, compiled: list[TemplateKey]
) -> None:
    """What another version has compiled is not used."""
    gkdoc.build(REPORTS[2], templates=StoredTemplates(tmp_path))
    monkeypatch.setattr(template_cache, "_program", lambda: iter([("other.py", 1, 1)]))
    gkdoc.build(REPORTS[2], templates=StoredTemplates(tmp_path))
    assert len(compiled) == 2
    assert len([*tmp_path.iterdir()]) == 2


def test_what_python_compiles_is_no_other_program() -> None:
    """Files that Python writes beside ours while it imports them make no other program of ours."""
    names = {name for name, _, _ in template_cache._program()}
    assert {"compile.py", "form.yaml"} < names
    assert not [name for name in names if name.endswith(".pyc")]


def test_a_folder_that_cannot_be_written_to_is_no_fault(tmp_path: Path) -> None:
    """Where there is no room for the cache, reports are built all the same."""
    (tmp_path / "file").touch()
    kept = StoredTemplates(tmp_path / "file" / "gkdoc")
    assert gkdoc.build(REPORTS[2], templates=kept) == gkdoc.build(REPORTS[2])


def test_the_folder_does_not_grow(tmp_path: Path) -> None:
    """A folder that is full is emptied before one more is put there."""
    for number in range(template_cache._MOST):
        (tmp_path / f"{number}.json").touch()
    gkdoc.build(REPORTS[2], templates=StoredTemplates(tmp_path))
    assert len([*tmp_path.iterdir()]) == 1


@pytest.mark.skipif(os.name == "nt", reason="各系统的缓存文件夹不同")
def test_the_folder_is_the_users(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """The folder is where users' caches are; a relative one is no answer."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    monkeypatch.setattr("sys.platform", "linux")
    assert cache_folder() == tmp_path / "gkdoc"
    monkeypatch.setenv("XDG_CACHE_HOME", "relative")
    assert cache_folder() is None


def test_help_says_of_each_verb_what_it_says_itself() -> None:
    """The lines of --help, which are there before the verbs are imported, are the verbs' own."""
    own = {
        name: import_module(module).command.help.partition("\n")[0]
        for name, module in cli._VERBS.items()
    }
    assert own == cli._SUMMARIES
