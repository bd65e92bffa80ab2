"""Names and labels: each finds its place at its level, however it is written, and no other."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from gkdoc.read.data.names import Level, Named
from gkdoc.read.data.structure import report_level
from gkdoc.read.data.tables import headings_level, row_headings
from gkdoc.read.data.words import fields_level
from gkdoc.spec import Heading, form
from gkdoc.spec.fields import field_groups
from tests.tools.editions import EDITIONS


def table_levels() -> Iterator[tuple[str, Level[Heading]]]:
    """Every level of every table, rows and columns."""
    for edition in EDITIONS:
        for table in form(edition).tables.values():
            yield f"{edition} {table.key}", headings_level(row_headings(table))
            for block in table.blocks:
                for headings in (block.rows, block.columns):
                    for heading in headings:
                        yield from groups(f"{edition} {table.key}", heading)
                yield f"{edition} {table.key} columns", headings_level(block.columns)


def groups(name: str, heading: Heading) -> Iterator[tuple[str, Level[Heading]]]:
    """The levels below a heading."""
    if heading.children:
        yield f"{name} {heading.label}", headings_level(heading.children)
    for child in heading.children:
        yield from groups(name, child)


LEVELS: list[tuple[str, Level[Any]]] = [
    ("report", report_level()),
    *((group, fields_level(group)) for group in field_groups()),
    *table_levels(),
]


@pytest.mark.parametrize(("name", "level"), LEVELS, ids=[name for name, _ in LEVELS])
def test_nothing_is_ambiguous(name: str, level: Level[Any]) -> None:
    """Each name and each label finds one member; only 其他处理 is a group and a row."""
    assert level.members, name
    for member in level.members:
        for text in (member.key, *member.labels):
            if text is not None:
                found = level.find(text)
                others = [other.key for other in found if other is not member]
                assert member in found
                assert not others or set(others) <= {"other", "other_processing"}


def member(key: str) -> Named[Heading]:
    """A row of table three by its key, wherever it stands."""
    found = [
        named
        for _, level in table_levels()
        for named in level.members
        if named.key == key and named.meaning.path.endswith(key)
    ]
    return found[0]


@pytest.mark.parametrize(
    ("key", "text"),
    [
        ("state_secret", "1.属于国家秘密"),
        ("state_secret", "属于国家秘密"),
        ("state_secret", "1、属于国家秘密"),
        ("state_secret", "１．属于 国家秘密"),
        ("state_secret", " 1. 属于国家秘密 "),
        ("state_secret", "（1）属于国家秘密"),
        ("granted", "（一）予以公开"),
        ("granted", "(一)予以公开"),
        ("granted", "(一) 予以公开"),
        ("granted", "一、予以公开"),
        ("granted", "予以公开"),
        ("security_stability", '3.危及"三安全一稳定"'),
        ("security_stability", "危及三安全一稳定"),
        ("partly_granted", "（二）部分公开"),
        ("partly_granted", "部分公开(区分处理的,只计这一情形,不计其他情形)"),
        ("received", "本年新收政府信息公开申请数量"),
        ("amount", "本年收费金额(单位:万元)"),
        ("amount", "本年收费金额"),
        ("change", "本年增／减"),
    ],
)
def test_spellings_of_a_label(key: str, text: str) -> None:
    """Ordinal or none, width, blanks, quotation marks and a remark in brackets do not matter."""
    assert member(key).has_label(text)


@pytest.mark.parametrize(
    ("key", "text"),
    [
        ("state_secret", "2.属于国家秘密"),
        ("state_secret", "属于国家机密"),
        ("state_secret", "State_Secret"),
        ("granted", "（二）予以公开"),
        ("partly_granted", "部分公开（全部）"),
        ("state_secret", ""),
        ("state_secret", "1."),
    ],
)
def test_what_is_not_the_label(key: str, text: str) -> None:
    """Another ordinal, other words or another remark are another thing."""
    assert not member(key).has_label(text)


@pytest.mark.parametrize(
    ("text", "nearest"),
    [
        ("overveiw", "overview"),
        ("一、总体状况", "overview"),
        ("二、总体情况", "overview"),
        ("单位", "agency"),
        ("主动公开情况", "proactive"),
        ("xyz", None),
        ("", None),
        ("长" * 100_000, None),
    ],
)
def test_nearest(text: str, nearest: str | None) -> None:
    """A slip finds the name that was meant; what resembles nothing finds none."""
    found = report_level().nearest(text)
    assert (found.key if found is not None else None) == nearest
