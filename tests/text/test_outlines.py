"""Outlines from text and text from outlines."""

from __future__ import annotations

import re
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gkdoc.text.blocks import Block, Level, Outline, Unsupported
from gkdoc.text.ordinals import split_ordinal
from gkdoc.text.outlines import number, parse, render, survives_text

REPORT = """
　　（一）主动公开情况。2023年，中心主动公开信息146项。

　　(二) 依申请公开
全年收到申请5件。
1、政策解读
(1)文字解读。发布解读12篇；
(2)图表解读，
2．在线访谈。
（三）加强信息管理。一是突出保知情。二是突出优服务。
1.制度
"""

REPORT_OUTLINE = (
    Block(2, "主动公开情况。", "2023年，中心主动公开信息146项。"),
    Block(2, "依申请公开"),
    Block(text="全年收到申请5件。"),
    Block(3, "政策解读"),
    Block(4, "文字解读。", "发布解读12篇；"),
    Block(4, None, "图表解读，"),
    Block(3, "在线访谈。"),
    Block(2, "加强信息管理。", "一是突出保知情。二是突出优服务。"),
    Block(3, "制度"),
)

REPORT_AGAIN = """\
（一）主动公开情况。2023年，中心主动公开信息146项。
（二）依申请公开
全年收到申请5件。
1.政策解读
（1）文字解读。发布解读12篇；
（2）图表解读，
2.在线访谈。
（三）加强信息管理。一是突出保知情。二是突出优服务。
1.制度"""

LEVELS: tuple[Level | None, ...] = (3, None, 3, 2, 4, 3, 4)

# Ordinals as people write them, and where the words behind them begin.
SPELLING = re.compile(
    r"[（(]\s*(?P<bracketed>[一二三四五六七八九十]+|[0-9０-９]+)\s*[）)]\s*"
    r"|(?P<dotted>[0-9０-９]+)\s*[.．、]\s*"
)

lines = st.lists(
    st.sampled_from(
        [
            *("（一）", "(二) ", "（三)", "（ 一 ）", "（十一）", "（一二）"),
            *(
                "1.",
                "1、",
                "1．",
                "2.",
                "2 、",
                "3. ",
                "１．",
                "（1）",
                "(2)",
                "( 1 ) ",
                "（2023）",
            ),
            *(
                "一、",
                "二、",
                "一是",
                "1",
                "5",
                "2023年",
                "5万元",
                "12件",
                ".",
                "、",
                "，",
                "。",
                "；",
            ),
            *("主动公开情况", "加强领导", "。”", "“", " ", "\u3000", "\t", "\x1f", "𠮷", "&", "{{"),
            *("未收取", "情况" * 20),
        ]
    )
    | st.text(max_size=3),
    max_size=8,
).map("".join)
texts = st.lists(lines, max_size=8).map("\n".join)
words = st.none() | lines
blocks = st.builds(
    lambda level, heading, text: Block(level, heading if level else None, text or "字"),
    st.sampled_from([None, 2, 3, 4]),
    words,
    words,
)
outlines = st.lists(blocks, max_size=6).map(tuple)


def same_but_for_spelling(written: str, rendered: str) -> bool:
    """True if two lines are equal once the ordinals that open them are compared by value."""
    if written == rendered:
        return True
    left, right = SPELLING.match(written), SPELLING.match(rendered)
    if left is None or right is None or written[left.end() :] != rendered[right.end() :]:
        return False
    return all(
        left[kind] == right[kind]
        or (left[kind].isdecimal() and int(left[kind]) == int(right[kind]))
        for kind in ("bracketed", "dotted")
    )


def divided(line: str) -> tuple[str | None, str | None]:
    """Heading and text of `line` as the first numbered paragraph of a section."""
    (block,) = parse(f"（一）{line}")
    assert isinstance(block, Block)
    assert block.level == 2
    return block.heading, block.text


def test_a_written_text_becomes_blocks() -> None:
    """Headings on their own line and run in, numbered and plain paragraphs, in all spellings."""
    assert parse(REPORT) == REPORT_OUTLINE


def test_blocks_become_numbered_text() -> None:
    """The same outline as text has the signs of GB/T 9704 and every other sign as written."""
    assert render(REPORT_OUTLINE) == REPORT_AGAIN


def test_lower_levels_start_anew_below_each_higher_heading() -> None:
    """Numbers follow from level and order; plain paragraphs have none and interrupt nothing."""
    numbered = [Block(level, text="字") for level in LEVELS]
    outline: Outline = (*numbered, Unsupported("图片"), Block(4, None, "字"))
    assert number(outline) == ("1.", "", "2.", "（一）", "（1）", "1.", "（1）", "", "（2）")


def test_levels_may_be_skipped() -> None:
    """A section may number its paragraphs 1. 2. or （1） （2） without a level between."""
    outline = (Block(3, "甲"), Block(4, "乙"), Block(4, "丙"), Block(3, "丁"))
    assert parse("1.甲\n（1）乙\n（2）丙\n2.丁") == outline


@pytest.mark.parametrize(
    ("text", "positions"),
    [
        ("（二）主动公开", (0,)),
        ("（一）主动公开\n（三）依申请公开\n（二）平台", (1,)),
        ("1.甲\n2.乙\n1.丙\n3.丁", (2,)),
        ("（1）甲\n1.乙\n（2）丙", (2,)),
        ("一、主动公开\n（一）甲\n二、乙", (0, 2)),
        ("（一）\n（一）甲", (0,)),
        ("（一）（三）甲", ()),
        ("1.5万元。\n2023年，甲\n（2023）乙\n一是丙", ()),
    ],
)
def test_ordinals_out_of_sequence_stay_as_they_are(text: str, positions: tuple[int, ...]) -> None:
    """An ordinal that does not follow, one without words and 一、 stay literally in the prose."""
    outline = parse(text)
    plain = {
        position
        for position, block in enumerate(outline)
        if isinstance(block, Block) and block.level is None and split_ordinal(block.text or "")
    }
    assert plain == set(positions)
    for position, line in enumerate(text.splitlines()):
        if position in positions:
            assert outline[position] == Block(text=line)
    assert render(outline) == text


@pytest.mark.parametrize(
    "heading",
    [
        "主动公开情况。",
        "主动公开方面。",
        "监督保障。",
        "加强领导，完善机制。",
        "落实“放管服”改革。",
        "落实《条例》（2019年修订）情况。",
        "第20条公开情况。",
        "12345热线办理情况。",
        "无障碍建设情况。",
        "公开内容不够全面。",
        "2023年政务公开工作要点落实情况。",
        "落实三项制度情况。",
        "人大代表建议和政协提案办理结果公开情况。",
    ],
)
def test_run_in_headings_keep_their_mark(heading: str) -> None:
    """What names a subject before the first 。 is a heading, and the 。 belongs to it."""
    assert divided(f"{heading}一是加强学习。二是公开。") == (heading, "一是加强学习。二是公开。")


@pytest.mark.parametrize(
    "line",
    [
        "2023年，中心公开信息。下一步，继续公开。",
        "下一步，我们将加强学习。同时，做好公开。",
        "一是加强学习。二是公开。",
        "公开政府信息146项。其中规章3件。",
        "收费3.5 万元。已上缴。",
        "印发文件1,205余件。均已公开。",
        "主动公开：网站发布。微信发布。",
        "加强学习；加强培训。加强公开。",
        "加强组织领导和统筹协调力度，进一步完善机制。各部门落实。",
        "他们说“信息要公开。”我们公开。",
        "本年度未收取信息处理费。特此说明。",
        "加强" * 16 + "。继续公开。",
        "。继续公开。",
    ],
)
def test_first_sentences_are_not_headings(line: str) -> None:
    """A first sentence that states something stays with its paragraph."""
    assert divided(line) == (None, line)


@pytest.mark.parametrize(
    "line", ["主动公开情况", "监督保障。", "加强领导，完善机制", "公开内容不够全面"]
)
def test_headings_on_their_own_line(line: str) -> None:
    """A line that names a subject is a heading, with its mark if it has one."""
    assert divided(line) == (line, None)


@pytest.mark.parametrize(
    "line",
    [
        "加强领导，完善机制。",
        "加强学习；",
        "加强学习，",
        "加强学习、",
        "改进措施：",
        "改进措施:",
        "公开信息12件",
        "怎么办？",
        "无。",
        "无其他需要报告的事项。",
        "本年度未收取信息处理费。",
        "进一步加大对政府信息公开工作监督检查的力度。",
        "加强" * 16,
    ],
)
def test_numbered_sentences_are_paragraphs(line: str) -> None:
    """A line that goes on, counts, denies or closes as a sentence is no heading."""
    assert divided(line) == (None, line)


def test_white_space_inside_is_kept() -> None:
    """Only the white space around a line and behind its ordinal is layout."""
    outline = parse("\u3000（一） 主动 公开。\u3000 全年\u3000公开 。 \r\n\t 甲  乙 \n")
    assert outline == (
        Block(2, "主动 公开。", "\u3000 全年\u3000公开 。"),
        Block(text="甲  乙"),
    )


def test_a_figure_does_not_run_into_its_ordinal() -> None:
    """1、 before a figure is not written as 1.5, which would be another figure."""
    outline = parse("1． 5个部门参加，效果好。")
    assert outline == (Block(3, None, "5个部门参加，效果好。"),)
    assert render(outline) == "1. 5个部门参加，效果好。"


@given(texts)
def test_no_sign_of_a_text_is_lost(text: str) -> None:
    """A text and its outline rendered differ in nothing but ordinals' spelling and white space."""
    written = [line.strip() for line in text.splitlines() if line.strip()]
    rendered = render(parse(text)).splitlines()
    assert len(rendered) == len(written)
    for before, after in zip(written, rendered, strict=True):
        assert same_but_for_spelling(before, after), (before, after)


@given(texts)
def test_what_was_parsed_survives_text(text: str) -> None:
    """An outline that came from text goes into text and comes back."""
    outline = parse(text)
    assert parse(render(outline)) == outline
    assert survives_text(outline)


@given(outlines)
def test_what_survives_is_one_line_a_block(outline: Outline) -> None:
    """An outline that survives text has each block's number and words on a line of its own."""
    if survives_text(outline):
        expected = [
            sign + (block.heading or "") + (block.text or "")
            for sign, block in zip(number(outline), outline, strict=True)
            if isinstance(block, Block)
        ]
        assert render(outline).splitlines() == expected
        assert all(line == line.strip() for line in expected)


@pytest.mark.parametrize(
    "outline",
    [
        (Block(text="甲\n乙"),),
        (Block(2, "甲\n乙"),),
        (Block(2, "甲", "乙"),),
        (Block(2, "甲。", "乙\u2028丙"),),
        (Block(text=" 甲"),),
        (Block(text="（一）甲"),),
        (Block(2, "公开信息12件"),),
        (Block(text="甲"), Unsupported("图片")),
    ],
)
def test_what_text_cannot_carry_does_not_survive(outline: Outline) -> None:
    """Line breaks, headings that do not look like one, literal numbers and pictures need blocks."""
    assert not survives_text(outline)


def test_unsupported_things_are_not_dropped_in_silence() -> None:
    """Rendering an outline with a picture in it raises ValueError that names the picture."""
    with pytest.raises(ValueError, match="折线图"):
        render((Block(text="甲"), Unsupported("折线图")))


@pytest.mark.parametrize(
    "text",
    [
        "（一）" + "公" * 1_000_000,
        "（一）" + "公开，" * 300_000,
        "（一）" + "1," * 500_000 + "。公开",
        "（一）" + " " * 1_000_000 + "。",
        "（一）" + "未" * 1_000_000,
        "1.甲\n" * 200_000,
    ],
    ids=["word", "commas", "figures", "blanks", "denials", "lines"],
)
def test_long_texts_take_linear_time(text: str) -> None:
    """A paragraph of a megabyte is parsed in seconds, whatever it is made of."""
    start = time.process_time()
    assert parse(text)
    assert time.process_time() - start < 5
