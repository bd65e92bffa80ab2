"""What `new` and `form` share: last year's report, agency and year, and a file that is not lost."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from gkdoc import api
from gkdoc.cli.options import FILE, assert_not_an_input
from gkdoc.errors import UsageError
from gkdoc.messages import _
from gkdoc.model import FIRST_YEAR, LAST_YEAR
from gkdoc.tasks.new import Begun, draft_after, new_draft

last_option: Callable[[Callable[..., Any]], Callable[..., Any]] = click.option(
    "--from",
    "last",
    type=FILE,
    metavar=_("上年报告"),
    help=_("上年的报告或数据，凡是读得出的格式都可以"),
)

agency_option: Callable[[Callable[..., Any]], Callable[..., Any]] = click.option(
    "--agency", metavar=_("机关"), help=_("报告单位的全称；默认同上年")
)

year_option: Callable[[Callable[..., Any]], Callable[..., Any]] = click.option(
    "--year",
    type=click.IntRange(FIRST_YEAR, LAST_YEAR),
    metavar=_("年度"),
    help=_("报告的是哪一年；默认是上年的下一年"),
)

replace_option: Callable[[Callable[..., Any]], Callable[..., Any]] = click.option(
    "--replace", is_flag=True, help=_("已有同名文件时覆盖它")
)


def begun(last: Path | None, agency: str | None, year: int | None) -> Begun:
    """The draft of the new year's report; InputError if last year's cannot be read."""
    if last is None:
        return Begun(new_draft((agency or "").strip(), year))
    report = api.load(last, partial=True)
    return draft_after(report, agency=(agency or "").strip(), year=year)


def assert_nothing_is_lost(output: Path, last: Path | None, *, replace: bool) -> None:
    """UsageError if writing `output` would destroy last year's report, or what somebody filled in.

    A file that was written before may be half filled in: it is replaced on request only.
    """
    assert_not_an_input(output, [last])
    if output.exists() and not replace:
        raise UsageError(
            _("{output} 已经存在，没有覆盖；请换一个名称，或者加 --replace", output=output)
        )
