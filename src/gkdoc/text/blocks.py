"""The blocks that an outline (the prose of one section) consists of."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from itertools import chain, islice
from typing import Any, Final, Literal, TypeAlias, cast, get_args

from attrs import field, frozen

from gkdoc import pictures
from gkdoc.errors import InputError, Problem, Refusal
from gkdoc.messages import Message, _
from gkdoc.text.control import refusal_of_line

COLUMN_LIMIT: Final = 30
ROW_LIMIT: Final = 1_000

_WIDTH: Final = re.compile("([1-9][0-9]{0,2})(mm|%)", re.ASCII)
WIDTHS: Final = {"mm": range(5, 401), "%": range(5, 101)}
"""How wide a picture may be, by the unit."""

_WIDTH_EXPECTED: Final = _(
    "宽应是 5 到 400 毫米的整数，如 120mm，或者版心宽度的 5% 到 100%，如 80%"
)

Level: TypeAlias = Literal[2, 3, 4]
"""Level of a numbered block: 2 for （一）, 3 for 1., 4 for （1）. Sections have level 1."""


@frozen
class Block:
    """One paragraph of prose, or a heading, or a heading run into the paragraph that it opens.

    | level | heading | text | what it is |
    |-------|---------|------|------------|
    | None  | None    | text | a plain paragraph |
    | 2–4   | words   | None | a heading on a line of its own |
    | 2–4   | words   | text | a run-in heading and its paragraph |
    | 2–4   | None    | text | a numbered paragraph without a heading |

    The number itself is never stored: it follows from level and order. The mark that closes a
    run-in heading (。) belongs to `heading`, so that no sign of what was written is lost.

    InputError, with all problems, for anything else.
    """

    level: Level | None = None
    heading: str | None = None
    text: str | None = None

    def __attrs_post_init__(self) -> None:
        if problems := [*_problems_of_block(self.level, self.heading, self.text)]:
            raise InputError(None, problems)


def _problems_of_block(level: object, heading: object, text: object) -> Iterator[Problem]:
    if level is not None and (type(level) is not int or level not in get_args(Level)):
        yield Problem(_("级别应是 2、3 或 4（2 是（一），3 是 1.，4 是（1））"), "level")
    for name, words in (("heading", heading), ("text", text)):
        if words is not None and not isinstance(words, str):
            yield Problem(_("应是文字（str），却是 {kind}", kind=type(words).__name__), name)
    if not (heading or text):
        yield Problem(_("这一段没有文字，应有 heading 或 text"), "text")
    if level is None and heading is not None:
        yield Problem(_("有小标题的应写明 level：2 是（一），3 是 1.，4 是（1）"), "level")


# What is not of the type that is asked for passes the converters, and is judged with the rest.
def _line(value: object) -> object:
    """Words without the white space around them."""
    return value.strip() if isinstance(value, str) else value


def _text(value: str) -> str:
    return cast("str", _line(value))


def _text_if_any(value: str | None) -> str | None:
    line = _line(value)
    return None if line == "" else cast("str | None", line)


def _row(texts: Iterable[str]) -> tuple[str, ...]:
    return cast("tuple[str, ...]", _listed(texts, COLUMN_LIMIT, _line))


def _rows(rows: Iterable[Iterable[str]]) -> tuple[tuple[str, ...], ...]:
    return cast("tuple[tuple[str, ...], ...]", _listed(rows, ROW_LIMIT, _row))


def _listed(value: object, limit: int, change: Callable[[Any], object]) -> object:
    """The list as a tuple, as far as it can be used."""
    if not isinstance(value, Iterable) or isinstance(value, str | bytes | Mapping | AbstractSet):
        return value
    return tuple(map(change, islice(value, limit + 1)))


def _width(value: str | int | None) -> str | None:
    """A number is a number of millimetres."""
    is_number = isinstance(value, int) and not isinstance(value, bool)
    return f"{value}mm" if is_number else _text_if_any(cast("str | None", value))


@frozen
class Picture:
    """图片 on a line of its own, its caption under it.

    `content` is a PNG or JPEG file; place, camera, owner and all else that does not show are taken
    out of it. `alt` (替代文字) says in words what it shows. `width` is in millimetres ("120mm", or
    the number 120) or per cent of the text's width ("80%"); None for the picture's own size, as far
    as the text has room. Words are as in a paragraph, without what a link leads to in `alt`.

    InputError, with all problems, for anything else.
    """

    content: bytes = field(repr=lambda content: f"<{len(content)} bytes>")
    alt: str = field(converter=_text)
    caption: str | None = field(default=None, converter=_text_if_any)
    width: str | None = field(default=None, converter=_width)

    def __attrs_post_init__(self) -> None:
        problems = [*_problems_of_words(self.alt, "alt", needed=True)]
        if self.caption is not None:
            problems += _problems_of_words(self.caption, "caption")
        if self.width is not None and not _is_width(self.width):
            problems.append(Problem(_WIDTH_EXPECTED, "width"))
        try:
            object.__setattr__(self, "content", _cleaned(self.content))
        except Refusal as refusal:
            problems.append(Problem(refusal.reason, "content"))
        if problems:
            raise InputError(None, problems)

    @property
    def description(self) -> Message:
        """What it is, in words."""
        return _("图片（{alt}）", alt=self.alt)


@frozen
class PlainTable:
    """表格 within the prose: a head, rows of texts, and the caption that stands above them.

    Words are as in a paragraph: 〖…〗 is a reference, `[文字](https://…)` a link. Figures are
    texts too: nothing is computed here.

    InputError, with all problems, unless each row has as many texts as the head.
    """

    head: tuple[str, ...] = field(converter=_row)
    rows: tuple[tuple[str, ...], ...] = field(converter=_rows)
    caption: str | None = field(default=None, converter=_text_if_any)

    def __attrs_post_init__(self) -> None:
        problems = [*self._problems()]
        if problems:
            raise InputError(None, problems)

    @property
    def description(self) -> Message:
        """What it is, in words."""
        return _("表格（{caption}）", caption=self.caption or "、".join(self.head))

    def _problems(self) -> Iterator[Problem]:
        if self.caption is not None:
            yield from _problems_of_words(self.caption, "caption")
        yield from _problems_of_row(self.head, "head")
        if self.head == ():
            yield Problem(_("表头没有写：至少要有一栏"), "head")
        yield from _problems_of_rows(self.rows, self.head)


def _problems_of_rows(rows: object, head: object) -> Iterator[Problem]:
    if not isinstance(rows, tuple):
        yield Problem(_("应是一列行，每行是一列文字"), "rows")
    elif len(rows) > ROW_LIMIT:
        yield Problem(_("表格超过 {limit} 行", limit=ROW_LIMIT), "rows")
    else:
        columns = len(head) if isinstance(head, tuple) else 0
        for number, row in enumerate(rows, start=1):
            path = f"rows.{number}"
            yield from _problems_of_row(row, path)
            if columns and isinstance(row, tuple) and columns != len(row) <= COLUMN_LIMIT:
                message = _(
                    '这一行有 {count} 格，表头有 {columns} 栏，应当一样多；空着的格写 ""',
                    count=len(row),
                    columns=columns,
                )
                yield Problem(message, path)


def _problems_of_row(row: object, path: str) -> Iterator[Problem]:
    if not isinstance(row, tuple):
        yield Problem(_("应是一列文字，一格一个"), path)
    elif len(row) > COLUMN_LIMIT:
        yield Problem(_("超过 {limit} 栏，纸上排不下", limit=COLUMN_LIMIT), path)
    else:
        for number, text in enumerate(row, start=1):
            yield from _problems_of_words(text, f"{path}.{number}")


def _problems_of_words(words: object, path: str, *, needed: bool = False) -> Iterator[Problem]:
    if not isinstance(words, str):
        kind = type(words).__name__
        yield Problem(_("应是文字（str），却是 {kind}", kind=kind), path)
    elif needed and not words:
        yield Problem(_("应填文字，不能是空的"), path)
    elif reason := refusal_of_line(words):
        yield Problem(reason, path)


def _is_width(value: object) -> bool:
    found = _WIDTH.fullmatch(value) if isinstance(value, str) else None
    return found is not None and int(found[1]) in WIDTHS[found[2]]


def _cleaned(content: object) -> bytes:
    if isinstance(content, bytes):
        return pictures.cleaned(content)
    kind = type(content).__name__
    raise Refusal(
        _("应是图片文件的字节（bytes），却是 {kind}；文件用 Path(…).read_bytes() 读", kind=kind)
    )


@frozen
class Unsupported:
    """Something in the prose that an outline cannot carry: a chart, a text box, a formula.

    `description` says what it is, `place` where it stood. Reported when read (GK112), refused when
    a document is built.
    """

    description: str
    place: str = ""


AnyBlock: TypeAlias = Block | Picture | PlainTable | Unsupported
"""One block of an outline."""

Outline: TypeAlias = tuple[AnyBlock, ...]
"""The prose of one section, in order."""


def words_of(block: AnyBlock) -> tuple[str, ...]:
    """All words of a block, in the order of their places; none of what is Unsupported."""
    found: tuple[str | None, ...] = ()
    match block:
        case Block(heading=heading, text=text):
            found = (heading, text)
        case Picture(alt=alt, caption=caption):
            found = (alt, caption)
        case PlainTable(head=head, rows=rows, caption=caption):
            found = (caption, *head, *chain.from_iterable(rows))
    return tuple(words for words in found if words is not None)


def with_words(block: AnyBlock, change: Callable[[str], str]) -> AnyBlock:
    """The block with each of its words changed, in the order of `words_of`."""

    def changed(words: str | None) -> str | None:
        return None if words is None else change(words)

    match block:
        case Block(level, heading, text):
            return Block(level, changed(heading), changed(text))
        case Picture(content, alt, caption, width):
            return Picture(content, change(alt), changed(caption), width)
        case PlainTable(head, rows, caption):
            caption = changed(caption)
            head = tuple(map(change, head))
            return PlainTable(head, [tuple(map(change, row)) for row in rows], caption)
    return block
