"""Steps 1.2 to 1.7 of docs/tour.md in words: places, titles and counts, never prose."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import groupby

from gkdoc.messages import Listed, Message, _
from gkdoc.read.document.body import Item, Paragraph, TableGrid
from gkdoc.read.document.sections import Cut
from gkdoc.read.document.tables.recognise import SeenTables, resemblance
from gkdoc.spec import part_labels


def body_steps(body: Sequence[Item]) -> Iterator[Message]:
    """1.2: how much a document shows; 1.3: what each table was taken for."""
    grids = [item for item in body if isinstance(item, TableGrid)]
    paragraphs = len(body) - len(grids)
    yield _("1.2 正文：{paragraphs} 段，{tables} 张表", paragraphs=paragraphs, tables=len(grids))
    for grid in grids:
        yield _("1.3 第 {number} 张表：{what}", number=grid.number, what=_taken_for(grid))


def cut_steps(parts: Cut) -> Iterator[Message]:
    """1.4: the title; 1.5: where each part of the report stands."""
    title = " ".join("".join(item.text for item in parts.title).split())
    if title:
        where = _places(parts.title)
        yield _("1.4 标题：“{title}”，{where}", title=title, where=where)
    else:
        yield _("1.4 标题：没有找到")
    labels = part_labels(parts.form)
    held = {**parts.sections, "signature": parts.signature}
    for key in held | dict.fromkeys(section.key for section in parts.form.sections):
        if key in parts.titles:
            heading, items = _places([parts.titles[key]]), _places(held[key])
            what = _("标题在{heading}，内容在{items}", heading=heading, items=items)
        else:
            what = _places(held.get(key, ()))
        yield _("1.5 {part}：{what}", part=labels[key], what=what)


def table_steps(tables: SeenTables) -> Iterator[Message]:
    """1.6: the form by which each statutory table was read, and how much of it."""
    for seen in tables.tables.values():
        spec = seen.specs[0]
        yield _(
            "1.6 “{title}”的表：按 {edition} 年格式，{cells} 格读到 {read} 格",
            title=spec.title,
            edition=spec.edition,
            cells=len(spec.cells),
            read=len(seen.values),
        )


def left_over_steps(body: Iterable[Item], parts: Cut, tables: SeenTables) -> Iterator[Message]:
    """1.7: what found no place in the report."""
    beside = {section.key for section in parts.form.sections if section.table}
    held = (items for key, items in parts.sections.items() if key not in beside)
    placed = {*parts.title, *parts.titles.values(), *parts.signature}.union(*held)
    left = [
        item
        for item in body
        if (
            item.number not in tables.numbers
            if isinstance(item, TableGrid)
            else item not in placed and item.text.strip()
        )
    ]
    yield _("1.7 没有放进报告：{where}", where=_places(left))


def _taken_for(grid: TableGrid) -> Message:
    found = resemblance(grid)
    if found is None:
        return _("没有可以当作行列名称的文字")
    editions = Listed("、", sorted({pattern.spec.edition for pattern in found.nearest}))
    taken = _("认作这张表") if found.fits else _("不够一半，或者没有行的名称，不是这张表")
    return _(
        "{words} 种文字，有 {labels} 种是“{title}”（{editions} 年格式）的名称，"
        "其中行 {rows} 种；{taken}",
        words=found.words,
        labels=f"{found.labels:g}",
        title=found.nearest[0].spec.title,
        editions=editions,
        rows=f"{found.rows:g}",
        taken=taken,
    )


def _places(items: Collection[Item]) -> Message:
    """The numbers of the paragraphs and tables, those in a row as one."""
    paragraphs = [item for item in items if isinstance(item, Paragraph)]
    body = [item.number for item in paragraphs if item.within is None]
    cells = sorted({item.within[0] for item in paragraphs if item.within is not None})
    tables = [item.number for item in items if isinstance(item, TableGrid)]
    said = (
        _("第 {numbers} 段", numbers=_in_rows(body)) if body else None,
        _("第 {numbers} 张表里", numbers=_in_rows(cells)) if cells else None,
        _("第 {numbers} 张表", numbers=_in_rows(tables)) if tables else None,
    )
    return Listed("、", filter(None, said)) if any(said) else _("无")


def _in_rows(numbers: Sequence[int]) -> Message:
    rows = (
        [number for _place, number in row]
        for _step, row in groupby(enumerate(numbers), lambda each: each[1] - each[0])
    )
    return Listed("、", (str(row[0]) if len(row) == 1 else f"{row[0]}–{row[-1]}" for row in rows))
