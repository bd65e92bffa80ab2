"""What an office may choose where the standard leaves room or practice differs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from attrs import field, frozen

from gkdoc.errors import UsageError
from gkdoc.layout.geometry import size_for
from gkdoc.layout.typography import TABLE_SIZES, TIMES
from gkdoc.messages import Listed, Message, _
from gkdoc.ooxml.tables import FigureSize
from gkdoc.spec import TableSpec

HEADING_LEVELS: Final = range(1, 5)

FIGURE_SIZES: Final = tuple(step.size / 2 for step in TABLE_SIZES)
"""The sizes that figures in tables can have, in points."""


def _frozen(levels: Iterable[int]) -> frozenset[int]:
    return frozenset(levels)


@frozen
class Layout:
    """The choices of an office; UsageError names every one that does not exist.

    `native_numbering` lets Word count the headings. By default their numbers are typed, because
    numbers that Word counts are lost when the text is copied to a website or read by a program.

    `latin_face` is the face of letters and digits in prose. The standard names none and reports use
    Times New Roman; None sets them in the Chinese face around them, as some offices ask.

    `bold_levels` are the levels of headings, 1 to 4, that are bold. The standard has none; bold
    headings of levels 2 and 3 are a local habit.

    `page_numbers` is False for a report that is bound into another paper, which numbers its pages.

    `figure_size` sets the figures of all tables in that many points. By default each table takes
    the largest size at which its widest figure stays on one line.

    `native_numbering` and `figure_size` act on every report that is built; the others only on the
    standard template when it is made, because the styles of an office's own template win.
    """

    native_numbering: bool = False
    latin_face: str | None = TIMES
    bold_levels: frozenset[int] = field(default=frozenset(), converter=_frozen)
    page_numbers: bool = True
    figure_size: float | None = None

    def __attrs_post_init__(self) -> None:
        if problems := tuple(self._problems()):
            raise UsageError(Listed("；", problems))

    def figure_step(self, spec: TableSpec, digits: int) -> FigureSize | None:
        """How figures in a table of this form are set if the widest has `digits` digits.

        None: as the style says. UsageError for a size at which they would break over lines.
        """
        largest = size_for(spec, digits)
        if self.figure_size is None:
            return largest
        chosen = TABLE_SIZES[FIGURE_SIZES.index(self.figure_size)]
        if largest is not None and chosen.size > largest.size:
            raise UsageError(
                _(
                    "表内数字的字号 {figure_size} 磅放不下 {digits} 位的数字，"
                    "应不大于 {size} 磅，或者不设",
                    figure_size=f"{self.figure_size:g}",
                    digits=digits,
                    size=f"{largest.size / 2:g}",
                )
            )
        return chosen

    def assert_acts_while_building(self) -> None:
        """Raise UsageError for a choice that acts only on a template when it is made."""
        idle = [
            name
            for name in ("latin_face", "bold_levels", "page_numbers")
            if getattr(self, name) != getattr(STANDARD, name)
        ]
        if idle:
            raise UsageError(
                _(
                    "{idle} 由模板决定，生成报告时不起作用；"
                    "应先用 template export 按这些选项导出模板，再用它生成报告",
                    idle=Listed("、", idle),
                )
            )

    def _problems(self) -> Iterator[Message]:
        if self.latin_face not in {TIMES, None}:
            yield _(
                "西文字体“{latin_face}”不在可选之列，应为 {times}，或者不设（用中文字体）",
                latin_face=self.latin_face,
                times=TIMES,
            )
        if unknown := sorted(self.bold_levels - set(HEADING_LEVELS)):
            levels = Listed("、", map(str, unknown))
            yield _(
                "加粗的标题级别 {levels} 不存在，应为 1 至 {value}",
                levels=levels,
                value=HEADING_LEVELS[-1],
            )
        if self.figure_size not in {*FIGURE_SIZES, None}:
            sizes = Listed("、", (f"{size:g}" for size in FIGURE_SIZES))
            yield _(
                "表内数字的字号 {figure_size} 磅不在可选之列，应为 {sizes} 磅之一，或者不设",
                figure_size=self.figure_size,
                sizes=sizes,
            )


STANDARD: Final = Layout()
"""The choices of an office that has made none."""
