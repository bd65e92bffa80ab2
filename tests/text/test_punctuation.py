"""Slips of writing in single lines: found where they are, and nowhere else."""

from __future__ import annotations

import time
import unicodedata
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gkdoc.messages import _
from gkdoc.text.writing import correct, slips, slips_in_title
from gkdoc.text.writing.slip import Slip, SlipKind
from tests.corpus.clean_sentences import CLEAN

HALF = SlipKind.HALF_WIDTH
NUMBER = SlipKind.DOCUMENT_NUMBER
SPACED = SlipKind.SPACED_DIGITS
WIDE = SlipKind.FULL_WIDTH_DIGITS
PAIR = SlipKind.PAIR
BETWEEN = SlipKind.BETWEEN_TITLES
WORDS = SlipKind.DOUBLED_WORDS
MARKS = SlipKind.DOUBLED_MARKS
GAP = SlipKind.GAP

# A line with one kind of slip: the kind, the signs that are wrong, what is to stand there.
SLIPS: tuple[tuple[str, SlipKind, list[str], list[str | None]], ...] = (
    ("2023年,中心公开信息146项。", HALF, [","], ["，"]),
    ("分中心动态334条;其他12条。", HALF, [";"], ["；"]),
    ("改进措施:一是抓培训。", HALF, [":"], ["："]),
    ("怎样申请?当面提出。", HALF, ["?"], ["？"]),
    ("真抓实干!见到成效。", HALF, ["!"], ["！"]),
    ("占答复总数的5%,12件已办结。", HALF, [","], ["，"]),
    ("上线App,累计下载5次。", HALF, [","], ["，"]),
    ("按时办结.", HALF, ["."], ["。"]),
    ("办结率为100%.", HALF, ["."], ["。"]),
    ("办结率为100%.下一步继续努力。", HALF, ["."], ["。"]),
    ("没有收到申请.下一步继续努力。", HALF, ["."], ["。"]),
    ("图片、(短)视频等形式。", HALF, ["(", ")"], ["（", "）"]),
    ("人工智能(AI)技术。", HALF, ["(", ")"], ["（", "）"]),
    ("《办法》（试行)已印发。", HALF, [")"], ["）"]),
    ("见报告[附件一]的说明。", HALF, ["[附件一]"], ["（附件一）"]),
    ('落实"三同步"机制。', HALF, ['"', '"'], ["“", "”"]),
    ("“建设'四最'环境”专题。", HALF, ["'", "'"], ["‘", "’"]),
    ("建设'四最'环境。", HALF, ["'", "'"], ["“", "”"]),
    ("取得实效...下一步继续努力。", HALF, ["..."], ["……"]),
    ("数说青禾--全年发布36期。", HALF, ["--"], ["——"]),
    ("网址：www.qinghe.gov.cn,欢迎监督。", HALF, [","], ["，"]),
    ("见http://www.qinghe.gov.cn/a.html;欢迎监督。", HALF, [";"], ["；"]),
    ("鲁政办字[2020]179号文件。", NUMBER, ["[2020]"], ["〔2020〕"]),
    ("国办函（2020）109号文件。", NUMBER, ["（2020）"], ["〔2020〕"]),
    ("国办函(2020)109号文件。", NUMBER, ["(2020)"], ["〔2020〕"]),
    ("国办发【2016】8号文件。", NUMBER, ["【2016】"], ["〔2016〕"]),
    ("国办函〔2020)109号文件。", NUMBER, ["〔2020)"], ["〔2020〕"]),
    ("国办函〔20〕109号文件。", NUMBER, ["〔20〕"], ["〔2020〕"]),
    ("国办函〔2020年〕109号文件。", NUMBER, ["〔2020年〕"], ["〔2020〕"]),
    ("国办函〔2020〕第109号文件。", NUMBER, ["第109"], ["109"]),
    ("国办函〔2020〕009号文件。", NUMBER, ["009"], ["9"]),
    ("国办函[2020]第09号文件。", NUMBER, ["[2020]", "第09"], ["〔2020〕", "9"]),
    ("2023 年收到5 件。", SPACED, [" ", " "], ["", ""]),
    ("全年收到 5件。", SPACED, [" "], [""]),
    ("收到\u00a05件，办结\u30005件。", SPACED, ["\u00a0", "\u3000"], ["", ""]),
    ("５月１２日收到３．５万元。", WIDE, ["５", "１２", "３．５"], ["5", "12", "3.5"]),
    ("共收到１，２０５件。", WIDE, ["１，２０５"], ["1,205"]),
    ("占55．56%。", WIDE, ["．"], ["."]),
    ("《关于印发<处理费办法>的通知》。", PAIR, ["<处理费办法>"], ["〈处理费办法〉"]),
    ("《关于印发‹处理费办法›的通知》。", PAIR, ["‹处理费办法›"], ["〈处理费办法〉"]),
    ("《关于印发〈处理费办法>的通知》。", PAIR, ["〈处理费办法>"], ["〈处理费办法〉"]),
    ("《关于印发《处理费办法》的通知》。", PAIR, ["《处理费办法》"], ["〈处理费办法〉"]),
    ("按照<<条例>>的规定。", PAIR, ["<<条例>>"], ["《条例》"]),
    ("按照<条例>的规定。", PAIR, ["<条例>"], ["《条例》"]),
    ("按照《《条例》》的规定。", PAIR, ["《条例》"], ["条例"]),
    ("落实《办法》、《规定》、《要点》。", BETWEEN, ["》、《", "》、《"], ["》《", "》《"]),
    ("按照《条例的规定。", PAIR, ["《"], [None]),
    ("按照条例》的规定。", PAIR, ["》"], [None]),
    ("落实“三同步机制。", PAIR, ["“"], [None]),
    ("落实“三同步“机制。", PAIR, ["“"], [None]),
    ("落实“三同步“机制”和制度”。", PAIR, ["“"], [None]),
    ("印发办法（试行，并公开。", PAIR, ["（"], [None]),
    ('落实5个"三同步机制。', PAIR, ['"'], [None]),
    ("公开的的信息。", WORDS, ["的的"], ["的"]),
    ("加强政府信息政府信息管理。", WORDS, ["政府信息政府信息"], ["政府信息"]),
    ("及时及时回应关切。", WORDS, ["及时及时"], ["及时"]),
    ("加强组织领导，加强组织领导，落实责任。", WORDS, ["加强组织领导，" * 2], ["加强组织领导，"]),
    ("公布2023年度政府信息公开工作年度报告。", WORDS, ["年度"], ["年"]),
    ("按时办结。。", MARKS, ["。。"], ["。"]),
    ("一是抓培训，，二是抓队伍。", MARKS, ["，，"], ["，"]),
    ("按时办结，。", MARKS, ["，。"], [None]),
    ("继续努力。。。", MARKS, ["。。。"], ["……"]),
    ("按时办结， 群众满意。", GAP, [" "], [""]),
    ("落实《 条例》。", GAP, [" "], [""]),
    ("实行 “三同步” 机制。", GAP, [" ", " "], ["", ""]),
    ("答复 申请人。", GAP, [" "], [None]),
)

# What a program may put right alone, of the lines above: everything else is for a person.
NOT_MECHANICAL = (
    "没有收到申请.下一步", "[附件一]", "建设'四最'环境。", "〔20〕", "〔2020年〕", "第109", "009号",
    "第09", "按照<条例>", "《《条例》》", "按照《条例的", "按照条例》", "“三同步机", "“三同步“",
    "（试行，", '5个"', "的的", "政府信息政府", "及时及时", "组织领导，加强", "，。", "。。。",
    "答复 申", "１，２０５",
)  # fmt: skip

# Nothing but what a slip may be made of.
signs = st.text(
    alphabet="公开件年度的一二十第号12０９．.,;:?!()（）[]〔〕【】《》〈〉<>“”‘’'、，。；：-…—"
    ' \u3000aG@/&%〖〗"',
    max_size=60,
)


@pytest.mark.parametrize("sentence", CLEAN)
def test_clean_sentences_have_no_slip(sentence: str) -> None:
    """What real reports write rightly is left alone."""
    assert slips(sentence) == ()


def test_there_are_enough_clean_sentences() -> None:
    """Sixty different sentences at least, so that a careless pattern is caught."""
    assert len(set(CLEAN)) >= 60


@pytest.mark.parametrize(("line", "kind", "found", "instead"), SLIPS)
def test_slips_are_found(
    line: str, kind: SlipKind, found: list[str], instead: list[str | None]
) -> None:
    """Each slip is found once, with the words that are wrong and what to write in their place."""
    there = slips(line)
    assert [slip.found for slip in there] == found
    assert [slip.instead for slip in there] == instead
    assert {slip.kind for slip in there} == {kind}


@pytest.mark.parametrize("line", [line for line, *_ in SLIPS])
def test_only_the_certain_is_mechanical(line: str) -> None:
    """Nothing that could be meant in two ways is put right without a person."""
    for_a_person = any(sign in line for sign in NOT_MECHANICAL)
    assert all(slip.mechanical for slip in slips(line)) is not for_a_person


@pytest.mark.parametrize(
    ("line", "right"),
    [
        ('按照"谁起草,谁解读"的原则,落实.', "按照“谁起草，谁解读”的原则，落实。"),
        ("2023 年, 收到 5 件( 见表 )。", "2023年，收到5件（见表）。"),
        ("（鲁政办字[2020]179号),未收取。", "（鲁政办字〔2020〕179号），未收取。"),
        ("《关于<办法>的通知》、《要点》", "《关于〈办法〉的通知》《要点》"),
        (
            "网址:http://a.gov.cn/x?id=5,邮箱:a.b@c.cn。",
            "网址：http://a.gov.cn/x?id=5，邮箱：a.b@c.cn。",
        ),
        ("办结，,群众满意。", "办结，群众满意。"),
    ],
)
def test_corrections_work_together(line: str, right: str) -> None:
    """Slips beside and inside each other are all put right."""
    assert correct(line).words == right


def test_white_space_behind_the_agency_is_a_line_break() -> None:
    """A title set in two lines is no slip, other blanks in it are."""
    title = "淮安市人民政府 2024 年政府信息公开工作年度报告"
    assert [slip.start for slip in slips_in_title(title, "淮安市人民政府")] == [12]


@given(signs)
def test_slips_are_what_stands_there(words: str) -> None:
    """Every slip quotes the line; slips come in its order and do not overlap."""
    found = slips(words)
    assert [words[slip.start : slip.end] for slip in found] == [slip.found for slip in found]
    assert all(slip.found for slip in found)
    assert all(first.end <= second.start for first, second in pairwise(found))


@given(st.text())
def test_nothing_is_raised(words: str) -> None:
    """Any text whatever can be looked at and corrected."""
    assert len(slips(words)) <= len(words)
    correct(words)


@given(signs, st.integers(0, 60))
def test_correcting_twice_is_correcting_once(words: str, border: int) -> None:
    """After the correction nothing mechanical is left, but what reaches over the heading's end."""
    done = correct(words, border=min(border, len(words)))
    again = correct(done.words, border=done.border)
    assert again.words == done.words
    assert again.corrections == ()


@given(signs)
def test_corrections_are_all_that_changes(words: str) -> None:
    """The corrections, made one after the other, lead from the words to the result."""
    done = correct(words)
    for correction in done.corrections:
        before = correction.slip.found
        end = correction.start + len(before)
        assert words[correction.start : end] == before
        words = words[: correction.start] + correction.instead + words[end:]
    assert words == done.words


@given(signs)
def test_corrections_keep_letters_and_figures(words: str) -> None:
    """No letter and no digit comes or goes, but for the doubled 年度."""
    done = correct(words)
    if not any(correction.slip.kind is WORDS for correction in done.corrections):
        assert _letters(done.words) == _letters(words)


@pytest.mark.slow
@pytest.mark.parametrize(
    "unit",
    ["（", "）", "《", "“", '"', "《a》、", "<条", "一", "的的", "公 ", "1", " ", "x.", "a@", "，",
     "〖", "〔2020", '2023年,共(5)件;“三同步"。', "一.", "....", "www.", "加强组织领导，", "〈",
     ">", "("],
)  # fmt: skip
def test_time_is_linear(unit: str) -> None:
    """Ten times as long a line takes about ten times as long."""
    short, long = (_seconds(unit * (size // len(unit))) for size in (4_000, 40_000))
    assert long < 25 * max(short, 0.004)


def _seconds(words: str) -> float:
    words = f"公{words}"
    best = float("inf")
    for _time in range(3):
        slips.cache_clear()
        start = time.process_time()
        slips(words)
        best = min(best, time.process_time() - start)
    return best


def _letters(words: str) -> list[str]:
    """The letters and figures of the words, in one width."""
    return [sign for sign in unicodedata.normalize("NFKC", words) if sign.isalnum()]


def test_a_slip_knows_its_end() -> None:
    """The end is the position behind the last sign that is wrong."""
    assert Slip(WIDE, 3, "１２", "12", _("")).end == 5
