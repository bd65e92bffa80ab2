"""Pictures and plain tables made by class: every mistake is named at its place."""

from __future__ import annotations

import pytest

from gkdoc import pictures
from gkdoc.errors import InputError
from gkdoc.text.blocks import (
    COLUMN_LIMIT,
    ROW_LIMIT,
    AnyBlock,
    Block,
    Picture,
    PlainTable,
    Unsupported,
    with_words,
    words_of,
)
from gkdoc.text.outlines import lines_of, render, survives_text
from tests.tools.pixels import chunk, jpeg, png

PNG = png()


def test_a_picture_made_by_class_is_clean() -> None:
    """Its content is cleaned, its words have no white space around them, 120 is 120mm."""
    secret = png(before=chunk(b"tEXt", b"Author\0Zhang San"))
    picture = Picture(secret, " 受理量 ", "", 120)
    assert picture == Picture(pictures.cleaned(secret), "受理量", None, "120mm")
    assert hash(picture) == hash(Picture(PNG, "受理量", width="120mm"))
    assert "bytes" in repr(picture)


@pytest.mark.parametrize("width", [None, 5, 400, "5mm", "400mm", "5%", "80%", "100%", " 80% "])
def test_a_width_is_in_millimetres_or_per_cent(width: str | int | None) -> None:
    """Whole numbers within what paper has room for."""
    assert Picture(PNG, "图", width=width).width in {None, "5mm", "400mm", "5%", "80%", "100%"}


MISTAKES: dict[str, tuple[dict[str, object], list[str]]] = {
    "no alternative text": ({"alt": ""}, ["alt"]),
    "blank alternative text": ({"alt": " \u3000"}, ["alt"]),
    "alternative text of two lines": ({"alt": "甲\n乙"}, ["alt"]),
    "alternative text that is a number": ({"alt": 1}, ["alt"]),
    "alternative text that is nothing": ({"alt": None}, ["alt"]),
    "control sign": ({"alt": "甲\x07乙"}, ["alt"]),
    "caption of two lines": ({"caption": "甲\n乙"}, ["caption"]),
    "caption with a tab": ({"caption": "甲\t乙"}, ["caption"]),
    "caption that is a number": ({"caption": 1}, ["caption"]),
    "width of nothing": ({"width": 0}, ["width"]),
    "negative width": ({"width": -3}, ["width"]),
    "width too small": ({"width": "4mm"}, ["width"]),
    "width too large": ({"width": 401}, ["width"]),
    "more than all": ({"width": "101%"}, ["width"]),
    "unit that is unknown": ({"width": "12cm"}, ["width"]),
    "no unit": ({"width": "120"}, ["width"]),
    "fraction": ({"width": 12.5}, ["width"]),
    "True": ({"width": True}, ["width"]),
    "full-width digits": ({"width": "８０%"}, ["width"]),
    "no picture": ({"content": b"GIF89a"}, ["content"]),
    "empty picture": ({"content": b""}, ["content"]),
    "cut off": ({"content": PNG[:-9]}, ["content"]),
    "path for content": ({"content": "图.png"}, ["content"]),
    "nothing for content": ({"content": None}, ["content"]),
    "everything": (
        {"content": b"", "alt": "", "caption": "\n甲\n乙", "width": "x"},
        ["alt", "caption", "width", "content"],
    ),
}


@pytest.mark.parametrize(("given", "paths"), MISTAKES.values(), ids=MISTAKES)
def test_every_mistake_of_a_picture_is_named(given: dict[str, object], paths: list[str]) -> None:
    """All at once, each at its place; no other exception."""
    with pytest.raises(InputError) as error:
        Picture(**{"content": PNG, "alt": "图", **given})  # type: ignore[arg-type]
    assert [problem.path for problem in error.value.problems] == paths


def test_a_plain_table_takes_rows_of_any_kind() -> None:
    """Lists, tuples, rows as a database gives them; texts without white space around them."""
    table = PlainTable(["年度", " 件数 "], (row for row in [["2023", "3"], ("2024", "")]))
    assert table == PlainTable(("年度", "件数"), (("2023", "3"), ("2024", "")))
    assert hash(table) == hash(PlainTable(("年度", "件数"), (("2023", "3"), ("2024", ""))))


TABLE_MISTAKES: dict[str, tuple[object, object, object, list[str]]] = {
    "no column": ([], [], None, ["head"]),
    "head that is one text": ("年度", [], None, ["head"]),
    "head that is nothing": (None, [], None, ["head"]),
    "mapping for a head": ({"年度": 1}, [], None, ["head"]),
    "figure in the head": ([2024], [], None, ["head.1"]),
    "line break in the head": (["甲\n乙"], [], None, ["head.1"]),
    "too many columns": (["甲"] * (COLUMN_LIMIT + 1), [], None, ["head"]),
    "row too short": (["甲", "乙"], [["1"]], None, ["rows.1"]),
    "row too long": (["甲"], [["1"], ["1", "2"]], None, ["rows.2"]),
    "row that is one text": (["甲"], ["1"], None, ["rows.1"]),
    "row that is nothing": (["甲"], [None], None, ["rows.1"]),
    "rows that are one text": (["甲"], "1", None, ["rows"]),
    "figure in a row": (["甲"], [[1]], None, ["rows.1.1"]),
    "nothing in a row": (["甲"], [[None]], None, ["rows.1.1"]),
    "tab in a row": (["甲"], [["1\t2"]], None, ["rows.1.1"]),
    "control sign in a row": (["甲"], [["1\x00"]], None, ["rows.1.1"]),
    "half a character": (["甲"], [["\ud83d"]], None, ["rows.1.1"]),
    "too many rows": (["甲"], [["1"]] * (ROW_LIMIT + 1), None, ["rows"]),
    "caption of two lines": (["甲"], [], "一\n二", ["caption"]),
    "caption that is a number": (["甲"], [], 3, ["caption"]),
    "several": (
        ["甲", 2],
        [["1"], ["1", None]],
        "一\n二",
        ["caption", "head.2", "rows.1", "rows.2.2"],
    ),
}


@pytest.mark.parametrize(
    ("head", "rows", "caption", "paths"), TABLE_MISTAKES.values(), ids=TABLE_MISTAKES
)
def test_every_mistake_of_a_plain_table_is_named(
    head: object, rows: object, caption: object, paths: list[str]
) -> None:
    """All at once, each at its place; no other exception."""
    with pytest.raises(InputError) as error:
        PlainTable(head, rows, caption)  # type: ignore[arg-type]
    assert [problem.path for problem in error.value.problems] == paths


def test_all_words_of_a_block_are_changed() -> None:
    """Headings, texts, captions, alternative texts, cells; a picture stays the same picture."""
    blocks = (
        Block(2, "甲。", "乙"),
        Picture(PNG, "丙", "丁", "80%"),
        PlainTable(("戊",), (("己",), ("庚",)), "辛"),
        Unsupported("图表"),
    )
    changed = tuple(with_words(block, lambda words: f"{words}!") for block in blocks)
    assert [words_of(block) for block in changed] == [
        ("甲。!", "乙!"),
        ("丙!", "丁!"),
        ("辛!", "戊!", "己!", "庚!"),
        (),
    ]
    assert tuple(with_words(block, lambda words: words) for block in changed) == changed


def test_text_cannot_carry_what_is_no_text() -> None:
    """A picture or a table is never dropped in silence."""
    for block in (Picture(PNG, "图"), PlainTable(("甲",), ())):
        assert not survives_text((Block(text="乙"), block))
        with pytest.raises(ValueError, match="纯文本不能表示"):
            render((block,))


def test_lines_tell_one_block_from_another() -> None:
    """Pictures of one size and one text differ by what they show, tables by their rows."""
    blocks: list[AnyBlock] = [
        Picture(PNG, "图"),
        Picture(jpeg(12, 8), "图"),
        Picture(PNG, "图", "说明"),
        Picture(PNG, "图", width="80%"),
        PlainTable(("甲", "乙"), (("1", "2"),)),
        PlainTable(("甲", "乙"), (("1", "3"),)),
        PlainTable(("甲", "乙"), (("1", "2"),), "表"),
        Unsupported("图表"),
    ]
    assert len({lines_of(block) for block in blocks}) == len(blocks)


BLOCK_MISTAKES: dict[str, tuple[object, object, object, list[str]]] = {
    "nothing": (None, None, None, ["text"]),
    "empty": (2, "", "", ["text"]),
    "heading without a level": (None, "甲。", None, ["level"]),
    "level of a section": (1, None, "甲", ["level"]),
    "level that is a text": ("2", None, "甲", ["level"]),
    "level that is a float": (2.0, None, "甲", ["level"]),
    "level that is true": (True, None, "甲", ["level"]),
    "text that is a number": (None, None, 5, ["text"]),
    "heading that is a list": (2, ["甲"], None, ["heading"]),
    "several": (5, 1, b"", ["level", "heading", "text"]),
}


@pytest.mark.parametrize(
    ("level", "heading", "text", "paths"), BLOCK_MISTAKES.values(), ids=BLOCK_MISTAKES
)
def test_every_mistake_of_a_paragraph_is_named(
    level: object, heading: object, text: object, paths: list[str]
) -> None:
    """All at once, each at its place; no other exception."""
    with pytest.raises(InputError) as error:
        Block(level, heading, text)  # type: ignore[arg-type]
    assert [problem.path for problem in error.value.problems] == paths
