"""Messages remember: template and values, through copies, pickles, lists and other languages."""

from __future__ import annotations

import copy
import datetime
import pickle
import re
from decimal import Decimal
from pathlib import Path
from textwrap import dedent

import pytest

from gkdoc.errors import Problem
from gkdoc.messages import Listed, Message, Numeral, _, remembered, translated
from tests.tools.type_checkers import mypy

NESTED = _(
    "{where}：{cells}共 {count} 格，写作 {{{{p x}}}}，有{numeral}处",
    where=_("第 {line} 行", line=3),
    cells=Listed("、", ("总计", _("空白"), Listed("；", ()))),
    count=3,
    numeral=Numeral("六", 6),
)
ENGLISH = {
    "{where}：{cells}共 {count} 格，写作 {{{{p x}}}}，有{numeral}处": (
        "{count} cells in {where}: {cells}, written {{{{p x}}}}, {numeral} places"
    ),
    "第 {line} 行": "line {line}",
    "、": ", ",
    "空白": "blank",
}


def test_a_message_is_its_chinese_sentence() -> None:
    """It is a str like any other: equal, hashed and printed as what it says."""
    assert NESTED == "第 3 行：总计、空白、共 3 格，写作 {{p x}}，有六处"
    assert hash(NESTED) == hash(str(NESTED))
    assert f"{NESTED:}" == NESTED


def test_values_are_translated_within_their_sentence() -> None:
    """Messages among the values follow, numerals become figures, plain words stay as they are."""
    assert translated(NESTED, ENGLISH) == (
        "3 cells in line 3: 总计, blank, , written {{p x}}, 6 places"
    )
    assert translated(_("空白"), {}) == "空白"


def test_what_is_no_message_is_not_translated() -> None:
    """A label that reads like a sentence of the catalogue is a label."""
    assert translated(_("{label}", label="空白"), ENGLISH) == "空白"


@pytest.mark.parametrize("message", [NESTED, Listed("、", (_("空白"), "甲"))])
def test_copies_remember(message: Message) -> None:
    """A message that was copied or sent to another process can still be translated."""
    for protocol in range(2, pickle.HIGHEST_PROTOCOL + 1):
        again = pickle.loads(pickle.dumps(message, protocol))  # noqa: S301 - written just now
        assert type(again) is type(message)
        assert again == message
        assert translated(again, ENGLISH) == translated(message, ENGLISH)
    assert translated(copy.deepcopy(message), ENGLISH) == translated(message, ENGLISH)


def test_json_has_template_and_values() -> None:
    """Whole numbers stay numbers, other values are words, lists and sentences keep their parts."""
    day = datetime.date(2024, 1, 31)
    message = _("{day}{amount}{path}{none}{nested}", day=day, amount=Decimal("1.50"),
                path=Path("甲.yaml"), none=None, nested=NESTED)  # fmt: skip
    held = remembered(message)["values"]
    assert isinstance(held, dict)
    nested = held.pop("nested")
    assert held == {"day": "2024-01-31", "amount": "1.50", "path": "甲.yaml", "none": None}
    assert isinstance(nested, dict)
    assert nested["values"] == {
        "where": {"message": "第 3 行", "template": "第 {line} 行", "values": {"line": 3}},
        "cells": ["总计", {"message": "空白", "template": "空白", "values": {}}, []],
        "count": 3,
        "numeral": 6,
    }


@pytest.mark.parametrize(
    ("template", "values"),
    [
        ("{line}", {}),
        ("第 3 行", {"line": 3}),
        ("{line}", {"lines": 3}),
        ("{line.real}", {"line": 3}),
        ("{line[0]}", {"line": "三"}),
        ("{line!r}", {"line": 3}),
        ("{line:>3}", {"line": 3}),
        ("{}", {"line": 3}),
        ("{0}", {"line": 3}),
        ("{", {}),
        ("写作 {{ x }", {}),
    ],
)
def test_places_are_plain_names_with_a_value_each(template: str, values: dict[str, int]) -> None:
    """Whoever writes a message learns of a slip at once, whatever the values are."""
    with pytest.raises((KeyError, TypeError, ValueError)):
        Message(template, **values)


def test_problems_are_sentences() -> None:
    """A problem with its place is a message of its parts."""
    problem = Problem(_("空白"), "year", 3, 7)
    assert str(problem) == "第 3 行第 7 列，year：空白"
    english = {**ENGLISH, "第 {line} 行第 {column} 列": "line {line}, column {column}"}
    english |= {"，": ", ", "：": ": "}
    assert translated(problem.sentence, english) == "line 3, column 7, year: blank"


def test_finished_sentences_are_refused(tmp_path: Path) -> None:
    """Mypy takes no plain string where a message belongs: it could not be translated any more."""
    opening = dedent("""\
        from gkdoc.check.rule import Remark
        from gkdoc.cli.language import Language
        from gkdoc.errors import Problem, UsageError
        from gkdoc.messages import _
        say, line = Language("zh"), 3
        """)
    calls = ("Problem({})", "UsageError({})", "say({})", "Remark('x', {})")
    whole = [call.format('_("第 {line} 行", line=line)') for call in calls]
    plain = ('f"第 {line} 行"', '"第 3 行"', '_("第") + "行"')
    finished = [call.format(words) for call in calls for words in plain]
    module = tmp_path / "module.py"
    module.write_text(opening + "\n".join((*whole, *finished)), encoding="utf-8")
    judged = mypy([module])
    first = opening.count("\n") + len(whole) + 1
    refused = [int(number) for number in re.findall(r"module\.py:(\d+): error", judged)]
    assert refused == [*range(first, first + len(finished))], judged
