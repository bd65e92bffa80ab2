"""Links within words, and words that only look like one."""

from __future__ import annotations

import time
from itertools import groupby

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from gkdoc.errors import InputError
from gkdoc.text import links
from gkdoc.text.links import Link
from gkdoc.text.outlines import parse, render, survives_text

SITE = "https://www.gov.cn/a?b=1&c=%E4%BA%8C#d"
NASTY = st.lists(
    st.sampled_from(
        [
            *"[]()\\甲 。〖\n",
            "https://a.cn",
            "mailto:a@b.cn",
            "](http://b)",
            "]\\(http://b)",
            "[甲](https://a.cn)",
            "\\[",
            "\\\\",
            "[甲",
        ]
    )
).map("".join)
WORDS = st.text("[]\\甲a 〖", min_size=1).filter(str.strip)
LINKS = st.builds(Link, WORDS, st.sampled_from(["https://a.cn/x", "http://甲.cn", "mailto:a@b.cn"]))


def _joined(found: list[str | Link]) -> tuple[str | Link, ...]:
    parts: list[str | Link] = []
    for plain, together in groupby(found, key=lambda piece: isinstance(piece, str)):
        pieces = [*together]
        parts += ["".join(map(str, pieces))] if plain else pieces
    return tuple(part for part in parts if part != "")


def test_a_link_is_told_from_the_words_around_it() -> None:
    """Words before, the link, words behind."""
    text = f"详见[政府网站]({SITE})，或[来信](mailto:a@b.cn)。"
    assert links.pieces(text) == (
        "详见",
        Link("政府网站", SITE),
        "，或",
        Link("来信", "mailto:a@b.cn"),
        "。",
    )
    assert links.shown(text) == "详见政府网站，或来信。"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        (r"\[甲](https://a.cn)", "[甲](https://a.cn)"),
        (r"[甲]\(https://a.cn)", "[甲](https://a.cn)"),
        (r"\\\[甲](https://a.cn)", r"\[甲](https://a.cn)"),
        (r"[甲]\\(https://a.cn)", r"[甲]\(https://a.cn)"),
        (r"C:\[甲] \(乙)", r"C:\[甲] \(乙)"),
    ],
)
def test_a_backslash_makes_plain_text_of_a_link(text: str, shown: str) -> None:
    """Before either bracket; any other backslash is itself."""
    assert links.pieces(text) == (shown,)


def test_an_address_may_have_brackets() -> None:
    """An address as browsers give it is taken whole, and written in per cent signs."""
    (link,) = links.pieces("[北京](https://a.cn/北京_(市))")
    assert link == Link("北京", "https://a.cn/北京_%28市%29")


@pytest.mark.parametrize(
    "text",
    [
        "[甲](ftp://a.cn)",
        "[甲](javascript:alert(1))",
        "[甲](www.gov.cn)",
        "[甲](https://)",
        "[甲](https:///a)",
        "[](https://a.cn)",
        "[ ](https://a.cn)",
        "[甲] (https://a.cn)",
        "[甲](https://a.cn",
        "[甲](https://a .cn)",
        "甲](https://a.cn)",
        "〔2024〕1号[注](一)",
        "[甲\n乙](https://a.cn)",
        f"[{'甲' * 201}](https://a.cn)",
        f"[甲](https://a.cn/{'x' * 2000})",
    ],
)
def test_what_is_no_link_stays_text(text: str) -> None:
    """Another scheme, no address, no words: text, sign for sign."""
    assert links.pieces(text) == (text,)
    assert links.shown(text) == text
    assert links.literal(text) == text


@given(NASTY)
@example("\\\\[甲](https://a.cn)")
@example("[[甲](https://a.cn)")
@example("[甲]\\\\(https://a.cn)")
def test_what_is_shown_is_written_the_same(text: str) -> None:
    """Taken apart, written and taken apart again, a text shows the same."""
    found = links.pieces(text)
    assert links.pieces(links.written(found)) == found
    assert links.shown(text) == "".join(
        piece if isinstance(piece, str) else piece.words for piece in found
    )


@given(NASTY)
def test_literal_words_show_as_they_stand(words: str) -> None:
    """Whatever they look like."""
    assert links.pieces(links.literal(words)) == ((words,) if words else ())


@given(st.lists(st.one_of(NASTY, LINKS)))
def test_pieces_of_any_kind_are_written_and_found_again(found: list[str | Link]) -> None:
    """Links beside brackets and backslashes, and words that are a link only when joined."""
    assert links.pieces(links.written(found)) == _joined(found)


@given(NASTY, st.data())
def test_a_place_in_the_text_is_found_in_what_is_shown(text: str, choice: st.DataObject) -> None:
    """What stands before the place is shown before it; signs outside of links stay themselves."""
    position = choice.draw(st.integers(0, len(text)))
    shown = links.shown(text)
    place = links.place(text, position)
    assert 0 <= place <= len(shown)
    if position < len(text) and links.masked(text, "\0")[position] != "\0":
        assert shown[place] == text[position]


@given(NASTY)
def test_an_outline_with_links_survives_text(text: str) -> None:
    """A link is never divided between heading and text."""
    outline = parse(f"（一）{text}\n1.{text}")
    assert survives_text(outline)
    assert parse(render(outline)) == outline
    kept = [piece for piece in links.pieces(text.strip()) if isinstance(piece, Link)]
    if "\n" not in text:
        found = [
            piece
            for block in outline[:1]
            for words in (getattr(block, "heading", None), getattr(block, "text", None))
            for piece in links.pieces(words or "")
            if isinstance(piece, Link)
        ]
        assert found == kept


@pytest.mark.parametrize(
    ("words", "address", "paths"),
    [
        ("", SITE, ["words"]),
        ("  ", SITE, ["words"]),
        ("甲\n乙", SITE, ["words"]),
        ("甲\t乙", SITE, ["words"]),
        ("甲\x07", SITE, ["words"]),
        ("\ud800", SITE, ["words"]),
        ("甲" * 201, SITE, ["words"]),
        (1, SITE, ["words"]),
        ("甲", "javascript:alert(1)", ["address"]),
        ("甲", "ftp://a.cn", ["address"]),
        ("甲", "file:///etc/passwd", ["address"]),
        ("甲", "https://", ["address"]),
        ("甲", "https:///a", ["address"]),
        ("甲", "", ["address"]),
        ("甲", None, ["address"]),
        ("甲", f"https://a.cn/{'x' * 2000}", ["address"]),
        ("", "www.gov.cn", ["words", "address"]),
    ],
)
def test_a_link_that_leads_nowhere_is_a_problem(
    words: object, address: object, paths: list[str]
) -> None:
    """Each problem of the link is named, and nothing but an InputError is raised."""
    with pytest.raises(InputError) as error:
        Link(words, address)  # type: ignore[arg-type]
    assert [problem.path for problem in error.value.problems] == paths


def test_signs_that_no_address_has_are_in_per_cent_signs() -> None:
    """Blanks, quotation marks and brackets; letters of any language stay."""
    link = Link("甲", ' https://a.cn/甲 "(乙)"<> ')
    assert link.address == "https://a.cn/甲%20%22%28乙%29%22%3C%3E"
    assert links.pieces(str(link)) == (link,)


@pytest.mark.parametrize(
    "text",
    ["\\" * 200_000, "[" * 200_000, "[甲\\" * 60_000, "\\[" * 100_000, "[a](https://x(" * 20_000],
)
def test_no_text_takes_long(text: str) -> None:
    """Text made to make a search go round and round is read in the time of any other."""
    before = time.process_time()
    links.pieces(text)
    links.literal(text)
    assert time.process_time() - before < 5
