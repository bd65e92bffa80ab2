"""Options that several verbs share, and the files that they name."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import Final

import click

from gkdoc import api
from gkdoc.cli.console import tell, warn
from gkdoc.cli.language import Language
from gkdoc.errors import UsageError
from gkdoc.messages import Listed, _
from gkdoc.model import SeenReport, Waiver
from gkdoc.read.data.waivers import read_waivers, waivers_beside
from gkdoc.spec import report_years
from gkdoc.write.files import write_whole
from gkdoc.write.json_text import to_json
from gkdoc.write.yaml_text import to_yaml

YAML: Final = ".yaml"
JSON: Final = ".json"
WORKBOOK: Final = ".xlsx"

FILE: Final = click.Path(path_type=Path)
"""A path as the person wrote it; whether it can be read is for the readers to say."""


class _ReportYear(click.IntRange):
    """A year that a report can be about; which ones they are stands in data, read when asked."""

    def __init__(self) -> None:
        self.min_open = self.max_open = self.clamp = False

    @cached_property
    def min(self) -> int:  # type: ignore[override]
        return report_years()[0]

    @cached_property
    def max(self) -> int:  # type: ignore[override]
        return report_years()[-1]


REPORT_YEAR: Final = _ReportYear()

output_option = click.option(
    "-o", "--output", type=FILE, required=True, metavar=_("文件"), help=_("写到哪个文件")
)
previous_option = click.option(
    "--previous", type=FILE, metavar=_("上年报告"), help=_("上年的数据或报告，用来核对结转等数字")
)
waivers_option = click.option(
    "--waivers",
    type=FILE,
    metavar=_("豁免文件"),
    help=_("已经批准的豁免；默认用数据文件里的，以及同一文件夹里“文件名.waivers.yaml”里的"),
)
review_option = click.option(
    "--review",
    type=FILE,
    metavar=_("文件"),
    help=_("另写一份 Word 副本，在有问题的格和字句上加批注"),
)
format_option = click.option(
    "--format",
    "output_format",
    type=click.Choice(["text", "json"]),
    default="text",
    help=_("结果打印成文字（默认）或者供程序读取的 JSON"),
)
details_option = click.option(
    "--details", type=FILE, metavar=_("文件"), help=_("同样的内容写成 JSON，供程序读取")
)
labels_option = click.option(
    "--labels", is_flag=True, help=_("写出的 YAML 用表上的名称，不用英文名称")
)


def loaded(path: Path | None) -> SeenReport | None:
    """The report in the file, if one is given; what is not there is not seen."""
    return api.load(path, partial=True) if path is not None else None


def waivers_of(path: Path, given: Path | None) -> tuple[Waiver, ...]:
    """The waivers that stand outside the report `path`: in the file `given`, or beside the report.

    InputError if that file is broken.
    """
    source = given if given is not None else waivers_beside(path)
    return read_waivers(source) if source is not None else ()


def ending(path: Path) -> str:
    """The end of the name, which says what is in the file; .yml is .yaml."""
    found = path.suffix.lower()
    return YAML if found == ".yml" else found


def assert_ending(path: Path | None, *endings: str) -> None:
    """UsageError unless the name, if there is one, has one of these ends."""
    if path is not None and ending(path) not in endings:
        *others, last = endings
        shown = _("{others} 或 {last}", others=Listed("、", others), last=last) if others else last
        raise UsageError(_("输出文件 {path} 应以 {shown} 结尾", path=path, shown=shown))


def assert_document(path: Path) -> None:
    """UsageError unless the name says that the file is a Word file: by it, it is opened."""
    if path.is_dir():
        return  # Writing says so.
    if ending(path) == ".pdf":
        raise UsageError(
            _("-o 写的是 Word 文件，应以 .docx 结尾；要 PDF，另加 --pdf {path}", path=path)
        )
    assert_ending(path, ".docx")


def assert_writable(outputs: Iterable[Path | None], inputs: Sequence[Path | None]) -> None:
    """UsageError if writing an output would destroy a file that is read, or another output."""
    written: set[Path] = set()
    for output in filter(None, outputs):
        for path in filter(None, inputs):
            if output.exists() and path.exists() and output.samefile(path):
                raise UsageError(_("输出文件 {output} 就是输入文件，请换一个名称", output=output))
        if real(output) in written:
            raise UsageError(_("两种输出都要写到 {path}，请换一个名称", path=output))
        written.add(real(output))


def assert_not_there(output: Path, *, replace: bool) -> None:
    """UsageError if the file is there: it may be half filled in, it is replaced on request only."""
    if output.exists() and not replace:
        raise UsageError(
            _("{output} 已经存在，没有覆盖；请换一个名称，或者加 --replace", output=output)
        )


def real(path: Path) -> Path:
    """The path without links; that of a link to itself, which `Path.resolve` refuses, as it is."""
    return Path(os.path.realpath(path))


def data_file(report: SeenReport, path: Path, *, labels: bool) -> bytes:
    """The report as the data file at `path` is to hold it."""
    written = to_json(report) if ending(path) == JSON else to_yaml(report, labels=labels)
    return written.encode()


def write(
    contents: Mapping[Path, bytes | Iterator[bytes]], say: Language, *, apart: bool = False
) -> None:
    """Write each file, and say so; `apart` from what is printed, on the error stream."""
    for path, content in contents.items():
        write_whole(path, content)
        message = _("已写出 {path}", path=path)
        (warn if apart else tell)(message, say)
