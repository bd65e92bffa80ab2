"""Whatever a file holds, a report or InputError comes back; never another exception."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from gkdoc.errors import InputError
from gkdoc.read import Format, Reading, read_bytes, read_object
from gkdoc.read.data.structure import report_level
from gkdoc.spec import form, newest
from tests.tools.editions import EDITIONS
from tests.tools.places import ROOT
from tests.tools.strategies import AWKWARD

EXAMPLES = [path.read_text(encoding="utf-8") for path in sorted((ROOT / "examples").glob("*.yaml"))]

formats = st.sampled_from(("yaml", "json"))

_keys = st.sampled_from(
    [
        *(str(member.key) for member in report_level().members),
        *(label for member in report_level().members for label in member.labels),
        *(name for table in newest().tables.values() for name in table.rows),
        *(cell.column_labels[-1] for cell in form(EDITIONS[1]).tables["proactive"].cells.values()),
        *("（六）其他处理", "other", "denied", "法人或其他组织"),
        *("level", "heading", "text", "kind", "date"),
    ]
)
_leaves = st.one_of(
    st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=20), st.decimals(),
    st.dates(), st.sampled_from(AWKWARD), st.sampled_from((2021, 2023, "2021", "2024-01-15")),
)  # fmt: skip
values = st.recursive(
    _leaves,
    lambda inner: st.lists(inner, max_size=8) | st.dictionaries(_keys | st.text(), inner),
    max_leaves=30,
)
"""Values that have the right keys at wrong places, or the other way round."""


def outcome(read: Callable[[], Reading]) -> Reading | InputError:
    """The reading, or the error that says why there is none."""
    try:
        return read()
    except InputError as error:
        return error


def sound(result: Reading | InputError) -> bool:
    """True for a report, and for an error each of whose problems has words."""
    if isinstance(result, Reading):
        return True
    return all(problem.message and str(problem) in str(result) for problem in result.problems)


@settings(deadline=None)
@given(st.binary(max_size=300), formats)
@example(b"", "yaml")
@example(b"\xff", "yaml")
@example(b"\x00", "json")
@example(b"\xef\xbb\xbf", "yaml")
def test_any_bytes(content: bytes, data_format: Format) -> None:
    """Any bytes at all."""
    assert sound(outcome(lambda: read_bytes(content, data_format)))


@settings(deadline=None)
@given(st.text(max_size=200), formats)
@example('a: "\\U00110000"', "yaml")
@example("%YAML 1." + "9" * 5000 + "\n---\na: 1", "yaml")
@example("%TAG ! ! \n--- a", "yaml")
@example("[" * 100_000, "yaml")
@example("{" * 100_000, "json")
@example("[" * 100_000, "json")
@example('{"":' * 100_000, "json")
@example("- " * 10_000, "yaml")
@example("? " * 10_000, "yaml")
@example("a: &x [*x, *x]", "yaml")
@example("1" * 10_000, "json")
@example('"\\ud800"', "json")
def test_any_text(text: str, data_format: Format) -> None:
    """Any text, deep nests and endless figures included: no recursion without end."""
    content = text.encode("utf-8", errors="surrogatepass")
    assert sound(outcome(lambda: read_bytes(content, data_format)))


_yaml_pieces = st.sampled_from(
    (*AWKWARD, "\n", "\n  ", "\n- ", ": ", "? ", "&a ", "*a", "!t ", "|\n", ">")
)


@settings(deadline=None)
@given(st.lists(_yaml_pieces | _keys, max_size=30).map("".join), formats)
def test_any_syntax(text: str, data_format: Format) -> None:
    """Any order of the signs that YAML and JSON make something of."""
    assert sound(outcome(lambda: read_bytes(text.encode(), data_format, partial=True)))


@settings(deadline=None)
@given(value=values, partial=st.booleans())
def test_any_values(*, value: Any, partial: bool) -> None:  # noqa: ANN401 - any indeed
    """Any Python values, as from another program; keys at wrong places included."""
    assert sound(outcome(lambda: read_object(value, partial=partial)))


@settings(deadline=None)
@given(st.data())
def test_changed_examples(data: st.DataObject) -> None:
    """An example with a few of its signs replaced, doubled or taken away."""
    text = data.draw(st.sampled_from(EXAMPLES))
    for _ in range(data.draw(st.integers(1, 4))):
        start = data.draw(st.integers(0, len(text)))
        end = start + data.draw(st.integers(0, 12))
        piece = data.draw(st.sampled_from((*AWKWARD, "", "\n", "\t", text[start:end] * 2)))
        text = text[:start] + piece + text[end:]
    partial = data.draw(st.booleans())
    assert sound(outcome(lambda: read_bytes(text.encode(), "yaml", partial=partial)))


@pytest.mark.parametrize("value", [None, 5, "文字", [], {"agency": {1, 2}}, {5: 6}, {"a": b"x"}])
def test_values_that_are_no_report(value: Any) -> None:  # noqa: ANN401 - any indeed
    """What is no mapping of strings to known types is refused with words."""
    with pytest.raises(InputError):
        read_object(value)


def test_values_that_contain_themselves() -> None:
    """A list in itself is refused like any other that is too deep."""
    endless: list[Any] = []
    endless.append(endless)
    with pytest.raises(InputError, match="层级太深"):
        read_object({"overview": endless})


def test_values_that_explode() -> None:
    """Lists that share their items, a million times a million of them, are refused at once."""
    wide: list[Any] = [0] * 20
    for _ in range(10):
        wide = [wide] * 20
    with pytest.raises(InputError, match="数据太多"):
        read_object({"overview": wide})
