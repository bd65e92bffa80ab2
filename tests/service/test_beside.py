"""Pictures that come with a request: in the data itself, or as files beside it."""

from __future__ import annotations

import json
from base64 import b64encode
from collections.abc import Iterator
from typing import Any

import httpx
import pytest

import gkdoc
from tests.service.samples import sound
from tests.service.serving import serving
from tests.tools.illustrated import CHART, SCREEN, illustrated


@pytest.fixture(scope="module")
def plain_service() -> Iterator[httpx.Client]:
    """A server that prints nothing."""
    with serving() as client:
        yield client


def naming(*names: str) -> tuple[str, bytes]:
    """A data file that names these pictures."""
    tree: dict[str, Any] = json.loads(gkdoc.to_json(sound()))
    tree["overview"] += [{"picture": {"file": name, "alt": f"图{name}"}} for name in names]
    return "数据.json", json.dumps(tree, ensure_ascii=False).encode()


def pictures_on(answer: httpx.Response) -> list[str]:
    """The sources of the pictures on the screen."""
    assert answer.status_code == 200, answer.text
    parts = answer.json()["report"]["parts"]
    blocks = [block for part in parts for block in part.get("blocks") or ()]
    return [block["picture"]["source"] for block in blocks if "picture" in block]


def source_of(content: bytes, kind: str) -> str:
    """The picture as an address."""
    return f"data:image/{kind};base64,{b64encode(content).decode()}"


def test_pictures_in_the_data(plain_service: httpx.Client) -> None:
    """JSON brings them as base64; they are shown, and the page holds them."""
    content = gkdoc.to_json(illustrated())
    headers = {"Content-Type": "application/json"}
    shown = plain_service.post("/api/check?show=true", content=content, headers=headers)
    assert pictures_on(shown) == [source_of(CHART, "png"), source_of(SCREEN, "jpeg")]
    page = plain_service.post("/api/html", content=content, headers=headers)
    assert page.status_code == 200, page.text
    assert page.text.count("<img src=") == 2


def test_pictures_beside_the_report(plain_service: httpx.Client) -> None:
    """Parts named `picture`, each known by the name of its file."""
    files = [
        ("report", naming("图.png", "图/截图.jpg")),
        ("picture", ("图.png", CHART)),
        ("picture", ("图/截图.jpg", SCREEN)),
    ]
    shown = plain_service.post("/api/check?show=true", files=files)
    assert pictures_on(shown) == [source_of(CHART, "png"), source_of(SCREEN, "jpeg")]


@pytest.mark.parametrize(
    "name", ["/etc/hostname", "../a.png", "图.PNG", "./图.png", "file:///etc/hostname", "别的.png"]
)
def test_only_the_parts_of_the_request(plain_service: httpx.Client, name: str) -> None:
    """No other name leads to a picture, least of all to a file of the server."""
    files = [("report", naming(name)), ("picture", ("图.png", CHART))]
    answer = plain_service.post("/api/check", files=files)
    assert answer.status_code == 400
    (problem,) = answer.json()["error"]["problems"]
    assert problem["address"].endswith("picture.file")
    assert name in problem["message"]


def test_pictures_are_judged(plain_service: httpx.Client) -> None:
    """What is no picture is a problem of the data, at its place."""
    files = [("report", naming("图.png")), ("picture", ("图.png", b"<svg/>"))]
    answer = plain_service.post("/api/check", files=files)
    assert answer.status_code == 400
    (problem,) = answer.json()["error"]["problems"]
    assert "PNG" in problem["message"]


def test_pictures_have_limits(plain_service: httpx.Client) -> None:
    """Not two of the same name, and no more than fifty."""
    twice = [("report", naming("图.png")), *[("picture", ("图.png", CHART))] * 2]
    answer = plain_service.post("/api/check", files=twice)
    assert answer.status_code == 400
    assert "文件名相同" in answer.json()["error"]["message"]
    many = [("picture", (f"{number}.png", b"x")) for number in range(54)]
    answer = plain_service.post("/api/check", files=[("report", naming()), *many])
    assert answer.status_code == 400
    assert "最多 50 张" in answer.json()["error"]["message"]
