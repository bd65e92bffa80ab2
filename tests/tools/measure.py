"""The layout values with their sources and what was measured: `python -m tests.tools.measure`.

The table that is printed stands in docs/layout.md; `--write` puts it there, a test compares.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Final, TypeAlias

from attrs import frozen

from tests.tools import places
from tests.tools.alignment import body_lines, page_number
from tests.tools.faults import (
    AREA,
    BODY_SIZE,
    MM,
    NUMBER_SIZE,
    Print,
    full_pages,
    full_width_count,
    margins,
)
from tests.tools.office import Office
from tests.tools.printed import Line

DOCUMENT: Final = places.ROOT / "docs" / "layout.md"
BEGIN: Final = "<!-- 以下由 python -m tests.tools.measure --write 写入 -->"
END: Final = "<!-- 以上由程序写入 -->"

Prints: TypeAlias = Callable[[str], Print]
"""Gives the print of a case of tests/conformance/cases.py by its name."""

PLAIN, EXAMPLE = "plain", "city-government-2024"
NEEDED: Final = (PLAIN, EXAMPLE, *(f"figures-of-{digits}" for digits in range(1, 8)))
"""The cases that are measured here."""


@frozen
class Row:
    """A value of the layout: what is stated, by what source, and how it is measured."""

    item: str
    stated: str
    source: str
    measure: Callable[[Prints], str]


def _span(lengths: Iterable[float], digits: int = 1) -> str:
    found = sorted({round(length, digits) + 0.0 for length in lengths})
    ends = (found[0], found[-1]) if len(found) > 1 else found
    return "至".join(f"{end:.{digits}f}" for end in ends)


def _margin(side: str) -> Callable[[Prints], str]:
    return lambda prints: _span(
        seen[side] for seen in margins(prints(PLAIN)).values() if side in seen
    )


def _lines(prints: Prints) -> str:
    return _span(full_pages(prints(PLAIN)).values(), 0)


def _characters(prints: Prints) -> str:
    alignment = prints(PLAIN).alignment
    lines = [line for placed in alignment.paragraphs for line in placed.lines[:-1]]
    counts = (full_width_count(line, alignment) for line in lines)
    return _span((count for count in counts if count is not None), 0)


def _pitch(prints: Prints) -> str:
    lines = body_lines(prints(PLAIN).pages[1])
    return f"{(lines[-1].baseline - lines[0].baseline) / (len(lines) - 1):.2f}"


def _indent(prints: Prints) -> str:
    return _span((line.left - AREA.left) / BODY_SIZE for line in _first_lines(prints, "body"))


def _first_lines(prints: Prints, kind: str) -> Iterator[Line]:
    for placed in prints(EXAMPLE).alignment.paragraphs:
        if placed.paragraph.kind == kind:
            yield placed.lines[0].line


def _sizes(kind: str) -> Callable[[Prints], str]:
    return lambda prints: _span(
        (sign.size for line in _first_lines(prints, kind) for sign in line.signs), 0
    )


def _off_centre(prints: Prints) -> str:
    middle = (AREA.left + AREA.right) / 2
    return _span(abs(line.centre - middle) / MM for line in _first_lines(prints, "title"))


def _face(level: int) -> Callable[[Prints], str]:
    """The face of headings of a level; 0 is the title, 5 the body."""

    def measure(prints: Prints) -> str:
        kind = {0: "title", 5: "body"}.get(level)
        faces = set()
        for placed in prints(EXAMPLE).alignment.paragraphs:
            paragraph = placed.paragraph
            signs = [sign for line in placed.lines for sign in line.line.signs]
            shown = [sign for sign in signs if not sign.text.isspace()]
            if kind is not None and paragraph.kind == kind:
                faces |= {sign.face for sign in shown[paragraph.opening :] if sign.text > "\x7f"}
            elif kind is None and paragraph.level == level:
                faces |= {sign.face for sign in shown[: paragraph.opening] if sign.text > "\x7f"}
        return "、".join(sorted(face.removesuffix("-Regular") for face in faces))

    return measure


def _number_size(prints: Prints) -> str:
    return _span((sign.size for line in _numbers(prints, (0, 1)) for sign in line.signs), 0)


def _numbers(prints: Prints, remainders: tuple[int, ...]) -> Iterator[Line]:
    for page in prints(EXAMPLE).pages:
        line = page_number(page)
        if line is not None and page.number % 2 in remainders:
            yield line


def _number_right(prints: Prints) -> str:
    return _span((AREA.right - line.right) / NUMBER_SIZE for line in _numbers(prints, (1,)))


def _number_left(prints: Prints) -> str:
    return _span((line.left - AREA.left) / NUMBER_SIZE for line in _numbers(prints, (0,)))


def _dash(prints: Prints) -> str:
    heights = prints(EXAMPLE).dashes.values()
    return _span((height - AREA.bottom) / MM for height in heights)


def _table_width(prints: Prints) -> str:
    boxes = [table.box for page in prints(EXAMPLE).pages for table in page.tables]
    return _span((box.right - box.left) / MM for box in boxes)


def _table_height(prints: Prints) -> str:
    """The height of the highest table, which is table three."""
    boxes = [table.box for page in prints(EXAMPLE).pages for table in page.tables]
    return f"{max(box.bottom - box.top for box in boxes) / MM:.0f}"


def _date_right(prints: Prints) -> str:
    *_, date = _first_lines(prints, "signature")
    return f"{(AREA.right - date.right) / BODY_SIZE:.1f}"


def _signature_off(prints: Prints) -> str:
    agency, date = _first_lines(prints, "signature")
    return f"{abs(agency.centre - date.centre) / MM:.1f}"


def _figure_sizes(table: int) -> Callable[[Prints], str]:
    """The size of figures of one to seven digits in one of the three tables."""

    def measure(prints: Prints) -> str:
        sizes = []
        for digits in range(1, 8):
            pages = prints(f"figures-of-{digits}").pages
            found = [each for page in pages for each in page.tables][table]
            cells = [cell for cell in found.cells if cell.text == "8" * digits]
            signs = [sign for cell in cells for line in cell.lines for sign in line.signs]
            sizes.append(f"{max(sign.size for sign in signs):g}")
        return "、".join(sizes)

    return measure


STANDARD: Final = "GB/T 9704-2012 "
FORM: Final = "国办公开办函〔2021〕30号所附格式"

ROWS: Final = (
    Row("天头（毫米）", "37±1", f"{STANDARD}5.2.1", _margin("上")),
    Row("订口（毫米）", "28±1", f"{STANDARD}5.2.1", _margin("左")),
    Row("右边（毫米）", "26", "版心宽156毫米推得", _margin("右")),
    Row("下边（毫米）", "35", "版心高225毫米推得", _margin("下")),
    Row("每面行数", "22", f"{STANDARD}5.2.3", _lines),
    Row("每行字数", "28", f"{STANDARD}5.2.3", _characters),
    Row("行距（磅）", "28.95", "225毫米÷22行，取整后仍是22行的最大值", _pitch),
    Row("首行缩进（字）", "2", f"{STANDARD}7.3.3", _indent),
    Row("标题字号（磅）", "22（二号）", f"{STANDARD}7.3.1", _sizes("title")),
    Row("标题偏离中线（毫米）", "0", f"{STANDARD}7.3.1", _off_centre),
    Row("标题字体", "小标宋", f"{STANDARD}7.3.1", _face(0)),
    Row("一级标题字体", "黑体", f"{STANDARD}7.3.3", _face(1)),
    Row("二级标题字体", "楷体", f"{STANDARD}7.3.3", _face(2)),
    Row("三级标题字体", "仿宋", f"{STANDARD}7.3.3", _face(3)),
    Row("四级标题字体", "仿宋", f"{STANDARD}7.3.3", _face(4)),
    Row("正文字体", "仿宋", f"{STANDARD}5.2.2", _face(5)),
    Row("正文字号（磅）", "16（三号）", f"{STANDARD}5.2.2", _sizes("body")),
    Row("页码字号（磅）", "14（四号）", f"{STANDARD}7.5", _number_size),
    Row("单页码右空（字）", "1", f"{STANDARD}7.5", _number_right),
    Row("双页码左空（字）", "1", f"{STANDARD}7.5", _number_left),
    Row("一字线距版心下边缘（毫米）", "7", f"{STANDARD}7.5", _dash),
    Row("表宽（毫米）", "156", "与版心同宽", _table_width),
    Row("表三高度（毫米）", "不大于225", "与标题同在一页", _table_height),
    Row("成文日期右空（字）", "4", f"{STANDARD}7.3.5.1", _date_right),
    Row("署名与日期中线之差（毫米）", "0", f"{STANDARD}7.3.5.1", _signature_off),
    Row("表二1至7位数字的字号（磅）", "10", FORM, _figure_sizes(0)),
    Row("表三1至7位数字的字号（磅）", "10，放不下时缩小", FORM, _figure_sizes(1)),
    Row("表四1至7位数字的字号（磅）", "10，放不下时缩小", FORM, _figure_sizes(2)),
)


def table(with_faces: Prints, without_faces: Prints) -> str:
    """The values, their sources and both measurements as a table in Markdown."""
    lines = [
        "| 项目 | 取值 | 出处 | 实测（有字体） | 实测（无字体） |",
        "|---|---|---|---|---|",
        *(
            f"| {row.item} | {row.stated} | {row.source} "
            f"| {row.measure(with_faces)} | {row.measure(without_faces)} |"
            for row in ROWS
        ),
    ]
    return "\n".join(lines)


def written() -> str:
    """The table that stands in docs/layout.md."""
    text = DOCUMENT.read_text(encoding="utf-8")
    return text.partition(BEGIN)[2].partition(END)[0].strip()


def main() -> None:
    """Measure and print, or write the table into docs/layout.md."""
    from tests.conformance.prints import printer

    program, faces = places.soffice(), places.faces()
    if program is None or faces is None:
        sys.exit("缺少 LibreOffice 或中文字体，请先运行 make test")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        printers = [
            printer(
                NEEDED,
                Office(program, folder / f"office-{statutory}", faces, statutory=statutory),
                folder / f"prints-{statutory}",
            )
            for statutory in (True, False)
        ]
        found = table(*printers)
    if "--write" in sys.argv[1:]:
        before, _, rest = DOCUMENT.read_text(encoding="utf-8").partition(BEGIN)
        after = rest.partition(END)[2]
        DOCUMENT.write_text(f"{before}{BEGIN}\n\n{found}\n\n{END}{after}", encoding="utf-8")
    else:
        print(found)  # noqa: T201 - this is what the command is for


if __name__ == "__main__":
    main()
