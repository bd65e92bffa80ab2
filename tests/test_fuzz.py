"""Whatever bytes come in, the answer is a report or a message, never a fault of our own.

Mutations of sound files: bytes, the text of XML, YAML and JSON, and the members of archives. The
whole module has a budget of time; `GKDOC_FUZZ=n` multiplies it for a long run.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Final

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from hypothesis.strategies import DrawFn, SearchStrategy

import gkdoc
from gkdoc.archive import compress, inflate
from gkdoc.errors import GkdocError, InputError
from gkdoc.read import read_bytes
from gkdoc.write.docx.standard import standard_template_bytes
from gkdoc.write.html import html_page
from gkdoc.write.json_text import to_json
from tests.tools.places import ROOT

EXAMPLES = sorted((ROOT / "examples").glob("*.yaml"))
REPORTS = [gkdoc.load(path) for path in EXAMPLES]
BUILT = [gkdoc.build(report) for report in REPORTS]

SECONDS: Final = 10 * int(os.environ.get("GKDOC_FUZZ", "1"))
"""So long each of the tests goes on at most."""

SLOWEST: Final = 20.0
"""No input takes longer, on a machine that has other things to do as well."""

fuzz = settings(
    max_examples=150 * int(os.environ.get("GKDOC_FUZZ", "1")),
    deadline=None,
    derandomize="GKDOC_FUZZ" not in os.environ,
    database=None,
    phases=(Phase.generate, Phase.shrink),
    suppress_health_check=[*HealthCheck],
)

# What readers stumble over: structure, numbers beside their range, other encodings, signs.
PIECES = (
    *(b"", b"\0", b"\xff\xfe", b"\xef\xbb\xbf", b"\x84\x31\x95\x33", b"\xed\xa0\x80", b"\n", b"\t"),
    *(b"<", b">", b"&", b"&#0;", b"&x;", b"<!DOCTYPE a>", b"<![CDATA[", b"<!--", b"]]>", b'"'),
    *(b"</w:tbl>", b"<w:tbl>", b"<w:tr>", b"</w:p>", b"<w:p>", b"<table>", b"</td>", b"<br>"),
    *(b'w:val="-1"', b'w:val="99999999999"', b'colspan="0"', b'rowspan="65535"', b'w:val=""'),
    *(b"{{", b"}}", b"{%", b"{%p if x %}", b"{%p endif %}", b"{{p title }}", b"{#", b"{{ year }}"),
    *(b"[", b"]", b"{", b"}", b": ", b"- ", b"? ", b"*a", b"&a ", b"!!int ", b"|", b"~", b"%"),
    *(
        b"-1",
        b"1e999",
        b"0x1F",
        b"1_0",
        b".inf",
        b"NaN",
        b"9" * 400,
        b"null",
        b"true",
        b"2024-13-45",
    ),
    *("（一）".encode(), "一、".encode(), "\u3000".encode(), "𠮷".encode(), "十".encode() * 50),
)


@st.composite
def mutated(draw: DrawFn, sound: SearchStrategy[bytes]) -> bytes:
    """Sound content with a few places cut out, doubled, exchanged or filled with something else."""
    content = draw(sound)
    for _ in range(draw(st.integers(1, 4))):
        length = len(content)
        start = draw(st.integers(0, length))
        end = min(length, start + draw(st.sampled_from((0, 1, 3, 20, 400, length))))
        kind = draw(st.integers(0, 3))
        if kind == 0:
            content = content[:start] + draw(st.sampled_from(PIECES)) + content[end:]
        elif kind == 1:
            content = content[:end] + content[start:end][:4000] + content[end:]
        elif kind == 2:
            content = content[:start] + content[end:]
        else:
            content = content[:start] + draw(st.binary(max_size=8)) + content[end:]
    return content


@st.composite
def archives(draw: DrawFn, sound: bytes) -> bytes:
    """A Word file with a member changed, exchanged or left out, or with its own bytes changed."""
    if not draw(st.integers(0, 3)):
        return draw(mutated(st.just(sound)))
    parts = inflate(sound)
    names = sorted(parts, key=lambda name: (name != "word/document.xml", name))
    # The body most of all: there is most to go wrong.
    name = draw(st.sampled_from([names[0]] * len(names) + names))
    kind = draw(st.integers(0, 7))
    if kind == 0:
        del parts[name]
    elif kind == 1:
        parts[name] = parts[draw(st.sampled_from(names))]
    else:
        parts[name] = draw(mutated(st.just(parts[name])))
    return compress(parts).pack()


class Budget:
    """Time for one test: what comes when it is used up is passed over."""

    def __init__(self) -> None:
        self._end = time.monotonic() + SECONDS

    @property
    def is_used_up(self) -> bool:
        """True if no more inputs are to be tried."""
        return time.monotonic() > self._end


def survives(work: Callable[[], object]) -> bool:
    """True if `work` gives something, False if it refuses with a message; anything else fails."""
    started = time.monotonic()
    refusal: GkdocError | None = None
    try:
        work()
    except GkdocError as error:
        refusal = error
    assert time.monotonic() - started < SLOWEST
    assert refusal is None or refusal.exit_code == 2, refusal
    assert refusal is None or refusal.message.strip()
    return refusal is None


def read_and_check(content: bytes, kind: str, *, partial: bool) -> None:
    """What a person does with a file: read it, check it, build it in spite of errors."""
    reading = read_bytes(content, kind, partial=partial)  # type: ignore[arg-type]
    gkdoc.check_reading(reading)
    try:
        gkdoc.build(reading.report.whole(), force=True, verify=True)
    except InputError:
        # What was not seen in a file is not built.
        assert partial or kind in {"docx", "html"}


@pytest.mark.parametrize("kind", ["yaml", "json", "docx", "html"])
def test_what_is_read_never_breaks_us(kind: str) -> None:
    """A changed file is a report or a list of problems: read, checked, built and read back."""
    sound = {
        "yaml": [path.read_bytes() for path in EXAMPLES],
        "json": [to_json(report).encode() for report in REPORTS],
        "docx": [built.document or b"" for built in BUILT],
        "html": [
            html_page(built.report or report).encode()
            for built, report in zip(BUILT, REPORTS, strict=True)
        ],
    }[kind]
    contents = (
        st.sampled_from(sound).flatmap(archives)
        if kind == "docx"
        else mutated(st.sampled_from(sound))
    )
    budget, outcomes = Budget(), []

    @fuzz
    @given(contents, st.booleans())
    def run(content: bytes, partial: bool) -> None:  # noqa: FBT001 - Hypothesis's call
        if not budget.is_used_up:
            outcomes.append(survives(lambda: read_and_check(content, kind, partial=partial)))

    run()
    assert len(outcomes) > 10
    # Were all refused, or none, nothing would be tried behind the first gate.
    assert len(set(outcomes)) == 2


def test_a_template_never_breaks_us() -> None:
    """A changed template makes the same figures and words, or is refused with every reason."""
    budget, outcomes = Budget(), []
    report = REPORTS[0]

    def use(content: bytes) -> None:
        gkdoc.api.inspect(content)
        gkdoc.build(report, content, force=True)

    @fuzz
    @given(archives(standard_template_bytes()))
    def run(content: bytes) -> None:
        if not budget.is_used_up:
            outcomes.append(survives(lambda: use(content)))

    run()
    assert len(outcomes) > 10
    assert len(set(outcomes)) == 2


def test_the_fuzzing_itself_finds_a_fault(tmp_path: Path) -> None:
    """A fault of our own, or a message that says nothing, is seen."""

    def fail(error: Exception) -> None:
        raise error

    for error in (ValueError("x"), RecursionError(), gkdoc.errors.OutputError(tmp_path, "x")):
        with pytest.raises((ValueError, RecursionError, AssertionError)):
            survives(partial(fail, error))
    assert survives(lambda: None)
    assert not survives(lambda: gkdoc.load(b"{"))
