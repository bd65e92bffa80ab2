"""docs/embedding.md: each of its requests gives what the page says."""

from __future__ import annotations

import json
import re
import shlex
import shutil
import subprocess
from pathlib import Path

import httpx
import pytest

import gkdoc
from gkdoc import errors
from tests.tools import snippets
from tests.tools.illustrated import CHART, SCREEN
from tests.tools.places import ROOT

GUIDE = (ROOT / "docs" / "embedding.md").read_text(encoding="utf-8")
REQUESTS = re.findall(r"^curl .*$", GUIDE, re.MULTILINE)
ADDRESS = "http://127.0.0.1:8000"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with the files that the page speaks of."""
    snippets.write_files(tmp_path)
    for name, content in (("图1.png", CHART), ("图2.jpg", SCREEN)):
        (tmp_path / name).write_bytes(content)
    return tmp_path


@pytest.mark.parametrize("request_line", REQUESTS)
def test_each_request_of_the_guide_is_answered(
    request_line: str, folder: Path, service: httpx.Client
) -> None:
    """Sent by curl as it stands; it gives JSON, or the file that it names."""
    if shutil.which("curl") is None:
        pytest.skip("本机没有 curl；make test 会安装它")
    line = request_line.replace(ADDRESS, str(service.base_url).rstrip("/"))
    assert line != request_line
    command = [*shlex.split(line), "--silent", "--show-error", "--fail"]
    done = subprocess.run(command, cwd=folder, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr.decode()
    if "-o" in command:
        start = (folder / command[command.index("-o") + 1]).read_bytes()[:5]
        assert start in {b"PK\x03\x04\x14", b"%PDF-", b"<!DOC"}
    else:
        assert json.loads(done.stdout)


def test_every_kind_of_error_is_explained() -> None:
    """The table of kinds has every error of the library and every one that the service knows."""
    names = {*gkdoc.__all__, *errors.__all__}
    kinds = {name for name in names if name.endswith("Error")} - {"GkdocError"}
    source = "".join(
        path.read_text(encoding="utf-8") for path in (ROOT / "examples" / "service").glob("*.py")
    )
    kinds |= set(re.findall(r'(?:Refused\(\d+, |_refusal\()"(\w+)"', source))
    assert {kind for kind in kinds if f"`{kind}`" not in GUIDE} == set()


def test_every_address_is_explained(service: httpx.Client) -> None:
    """Each address of the service, and nothing else, is in the table."""
    served = set(service.get("/openapi.json").json()["paths"])
    assert served == {f"/api/{name}" for name in re.findall(r"/api/(\w+)", GUIDE)}
