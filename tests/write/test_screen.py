"""A report for a screen: what stands beside its text, by the schema that docs publish."""

from __future__ import annotations

import json
from base64 import b64decode
from typing import Any

from attrs import evolve
from jsonschema import Draft202012Validator

from gkdoc.model import Overview
from gkdoc.text.blocks import Block, Outline, Unsupported
from gkdoc.write.screen import display
from tests.tools.illustrated import CHART, illustrated
from tests.tools.places import ROOT
from tests.tools.reports import small

SCHEMA = json.loads((ROOT / "docs" / "display.schema.json").read_text(encoding="utf-8"))


def shown(outline: Outline) -> list[dict[str, Any]]:
    """The blocks of the first section on a screen."""
    screen = display(evolve(small(), overview=Overview(outline)))
    Draft202012Validator(SCHEMA).validate(screen)
    (overview,) = (part for part in screen["parts"] if part["key"] == "overview")
    blocks: list[dict[str, Any]] = overview["blocks"]
    return blocks


def test_every_kind_of_block_follows_the_schema() -> None:
    """Pictures with their bytes, tables with their cells, in the order of the report."""
    first, second, picture, third, table = shown(illustrated().prose["overview"])
    assert [each["address"] for each in (first, second, picture, third, table)] == [
        f"overview.{number}" for number in range(1, 6)
    ]
    assert b64decode(picture["picture"]["source"].partition(",")[2]) == CHART
    assert picture["picture"]["width"] == "80%"
    assert table["table"]["caption"] == {"text": "表1 公开渠道"}
    assert table["table"]["rows"][0] == [
        {"text": "网站"},
        {"text": "12"},
        {"text": "首页", "links": [{"span": [0, 2], "address": "https://www.example.gov.cn/"}]},
    ]


def test_links_are_words_with_a_span() -> None:
    """The spans count in heading and text, as those of findings; a literal 〖 counts once."""
    text = r"〖〖甲[乙](https://b.cn)丙[丁]\(https://d.cn)"
    (block,) = shown((Block(2, "见[戊](http://e.cn)。", text),))
    words = block["heading"] + block["text"]
    assert words == "见戊。〖甲乙丙[丁](https://d.cn)"
    assert [(words[slice(*link["span"])], link["address"]) for link in block["links"]] == [
        ("戊", "http://e.cn"),
        ("乙", "https://b.cn"),
    ]
    (plain,) = shown((Block(text="没有链接。"),))
    assert "links" not in plain


def test_what_is_not_carried_has_its_description() -> None:
    """A chart of a document that was read is named on the screen."""
    (block,) = shown((Unsupported("图表"),))
    assert block == {"address": "overview.1", "unsupported": "图表"}
