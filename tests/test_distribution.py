"""What is handed out works alone: wheel, sdist and editable install each build a report."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tarfile
import venv
import zipfile
from pathlib import Path

import docx
import pytest

from gkdoc import spec
from tests.tools.places import ROOT

pytestmark = pytest.mark.slow

EXAMPLE = min((ROOT / "examples").glob("*.yaml"))

# Neither this tree nor this environment may help an installation along.
FOREIGN = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}


@pytest.fixture(scope="module")
def archives(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The sdist made from the tree and the wheel made from that sdist, built once."""
    folder = tmp_path_factory.mktemp("dist")
    run([sys.executable, "-m", "build", "--outdir", str(folder), str(ROOT)], cwd=folder)
    (sdist,) = folder.glob("*.tar.gz")
    (wheel,) = folder.glob("*.whl")
    return {"sdist": sdist, "wheel": wheel}


@pytest.mark.parametrize("kind", ["wheel", "sdist", "editable"])
def test_an_installation_builds_a_report_alone(
    kind: str, archives: dict[str, Path], tmp_path: Path
) -> None:
    """In a fresh environment, far from the tree, a report comes out as it does here."""
    python = fresh_environment(tmp_path / "environment")
    source = ["--editable", str(ROOT)] if kind == "editable" else [str(archives[kind])]
    run([str(python), "-m", "pip", "install", "--quiet", *source], cwd=tmp_path)
    elsewhere = tmp_path / "别处"
    elsewhere.mkdir()
    shutil.copy(EXAMPLE, elsewhere / "数据.yaml")

    build = ["-m", "gkdoc", "build", "数据.yaml", "-o"]
    run([str(python), *build, "报告.docx"], cwd=elsewhere)
    run([sys.executable, *build, "这里.docx"], cwd=elsewhere)

    report = elsewhere / "报告.docx"
    assert len(docx.Document(str(report)).tables) == len(spec.newest().tables)
    assert report.read_bytes() == (elsewhere / "这里.docx").read_bytes()


def test_the_script_is_installed(archives: dict[str, Path], tmp_path: Path) -> None:
    """`gkdoc` on the command line is the same program as `python -m gkdoc`."""
    python = fresh_environment(tmp_path / "environment")
    run([str(python), "-m", "pip", "install", "--quiet", str(archives["wheel"])], cwd=tmp_path)
    script = run([str(python.with_name("gkdoc")), "--help"], cwd=tmp_path)
    assert script == run([str(python), "-m", "gkdoc", "--help"], cwd=tmp_path)
    assert "build" in script


def test_the_wheel_holds_what_it_needs(archives: dict[str, Path]) -> None:
    """Modules, data of the forms, templates, types and licence are in the wheel; tests are not."""
    names = set(zipfile.ZipFile(archives["wheel"]).namelist())
    package = {
        path.relative_to(ROOT / "src").as_posix()
        for path in (ROOT / "src" / "gkdoc").rglob("*")
        if path.is_file() and path.suffix != ".pyc"
    }
    templates = {
        f"gkdoc/templates/docx/{path.name}" for path in (ROOT / "templates" / "docx").iterdir()
    }
    assert "gkdoc/py.typed" in package
    assert templates
    assert package | templates <= names
    others = {name for name in names - package - templates if ".dist-info/" not in name}
    assert others == set()
    assert any(name.endswith(".dist-info/licenses/LICENSE") for name in names)


def test_the_sdist_holds_the_project(archives: dict[str, Path]) -> None:
    """From the sdist one can build, test and read the project."""
    with tarfile.open(archives["sdist"]) as archive:
        tops = {name.split("/")[1] for name in archive.getnames()}
    expected = {"src", "templates", "examples", "tests", "docs", "Makefile", "README.md", "LICENSE"}
    assert expected <= tops
    assert not {".venv", "build", ".git"} & tops


def fresh_environment(folder: Path) -> Path:
    """The Python of a new virtual environment that sees no other packages."""
    venv.create(folder, with_pip=True)
    return folder / "bin" / "python"


def run(command: list[str], cwd: Path) -> str:
    """What the command printed; the test fails with it if the command does."""
    done = subprocess.run(
        command, cwd=cwd, env=FOREIGN, check=False, capture_output=True, text=True, timeout=300
    )
    assert done.returncode == 0, f"{command}\n{done.stdout}\n{done.stderr}"
    return done.stdout
